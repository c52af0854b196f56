import Facility
import Packing
import PlanModel
import Tenancy

// Leases with their options, and where they stand today as pins.
extension OptionBuilder {
  private typealias Pin = (bay: BayIndex, units: Int32, piece: PiecePlace?)

  mutating func addLeases() {
    for lease in context.book.leases {
      let sizes = sizer.demands(of: lease)
      demands.append(sizes)
      let today = kindToday(of: lease)
      let pins = today.flatMap { self.pins(of: lease, on: $0) }
      let first = options.count
      // A lease without an option (it cannot stand as it asks, or as it does) is refused, wherever it stands today.
      if !lease.isPlaced || pins != nil {
        for sized in inOrder(sizes, of: lease, today: today) { addOption(of: lease, sized) }
      }
      leases.firstOption.append(OptionIndex(options.count))
      leases.isMandatory.append(context.settings.honour.keeps(lease))
      leases.isFirm.append(lease.status == .contracted)
      leases.priority.append(Int32(clamping: lease.priority))
      if let pins, options.count > first { add(pins) }
      leases.moveCost.append(lease.isPlaced ? lease.movable?.centsPerHour(nodes: 1) ?? -1 : -1)
      leases.firstPin.append(Int32(leases.pinBay.count))
    }
  }

  private mutating func add(_ pins: [Pin]) {
    for pin in pins {
      leases.pinBay.append(pin.bay)
      leases.pinUnits.append(pin.units)
      leases.pinPiece.append(pin.piece)
    }
  }

  /// The kind that a lease stands on today: the first of its kinds that all its racks hold; nil: it stands nowhere.
  private func kindToday(of lease: Lease) -> KindID? {
    guard lease.isPlaced else { return nil }
    return lease.kinds.first { kind in
      lease.placed.allSatisfy { context.bayLookup.bay(in: $0.zone, of: kind) != nil }
    }
  }

  /// The kinds in the tenant's order; of a lease that stands somewhere today that kind first, and no other if it is
  /// pinned.
  private func inOrder(_ demands: [SizedDemand], of lease: Lease, today: KindID?) -> [SizedDemand] {
    guard let today else { return demands }
    let first = demands.filter { $0.kind == today }
    return lease.isPinned ? first : first + demands.filter { $0.kind != today }
  }

  /// The bays and units of a lease today; nil where it is said to stand on a node that is not in service, or on a piece
  /// of one although it takes whole nodes.
  private func pins(of lease: Lease, on kind: KindID) -> [Pin]? {
    let isPiece = lease.pieceGPUs(of: facility.kinds[kind]) != nil
    var pins: [Pin] = []
    for range in lease.placed {
      guard let bay = context.bayLookup.bay(in: range.zone, of: kind) else { continue }
      let index = BayIndex(bay.index)
      guard isPiece == (range.piece != nil) else { return nil }
      guard let piece = range.piece else {
        pins.append((index, Int32(clamping: range.nodes), nil))
        continue
      }
      guard let place = facility.place(of: piece, in: bay) else { return nil }
      pins.append((index, 1, place))
    }
    return pins
  }
}
