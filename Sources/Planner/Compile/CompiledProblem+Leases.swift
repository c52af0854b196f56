import Facility
import Packing
import PlanModel
import Tenancy

// Leases as options, and where they stand today as pins.
extension CompiledProblem {
  mutating func addLeases() {
    for lease in book.leases {
      let wanted = demands(of: lease)
      demands.append(wanted)
      let today = kindToday(of: lease)
      let standing = today.flatMap { pins(of: lease, on: $0) }
      // A lease without an option (it cannot stand as it asks, or as it does) is refused, wherever it stands today.
      if !lease.isPlaced || standing != nil {
        for sized in inOrder(wanted, today, lease) { addOptions(of: lease, sized) }
      }
      instance.leases.firstOption.append(OptionIndex(instance.options.count))
      instance.leases.isKept.append(settings.honour.keeps(lease))
      instance.leases.priority.append(Int32(clamping: lease.priority))
      let hasOption = !instance.optionRange(of: LeaseIndex(demands.count - 1)).isEmpty
      for pin in hasOption ? standing ?? [] : [] {
        instance.leases.pinBay.append(pin.bay)
        instance.leases.pinUnits.append(pin.units)
        instance.leases.pinPiece.append(pin.piece)
      }
      instance.leases.moveCost.append(lease.isPlaced ? lease.movable?.centsPerHour(nodes: 1) ?? -1 : -1)
      instance.leases.firstPin.append(Int32(instance.leases.pinBay.count))
    }
  }

  /// The kind that a lease stands on today: the first of its kinds that all its racks hold; nil: it stands nowhere.
  private func kindToday(of lease: Lease) -> KindID? {
    guard lease.isPlaced else { return nil }
    return lease.kinds.first { kind in lease.placed.allSatisfy { bayLookup.bay(in: $0.zone, of: kind) != nil } }
  }

  /// The kinds in the tenant's order; of a lease that stands somewhere today that kind first, and no other if it is pinned.
  private func inOrder(_ demands: [SizedDemand], _ today: KindID?, _ lease: Lease) -> [SizedDemand] {
    guard let today else { return demands }
    let first = demands.filter { $0.kind == today }
    return lease.isPinned ? first : first + demands.filter { $0.kind != today }
  }

  private typealias Pin = (bay: BayIndex, units: Int32, piece: PiecePlace?)

  /// Where a lease stands today; nil where it is said to stand on a node that is not in service, or on a piece of one
  /// although it takes whole nodes.
  private func pins(of lease: Lease, on kind: KindID) -> [Pin]? {
    let isPiece = lease.pieceGPUs(of: facility.kinds[kind]) != nil
    var pins: [Pin] = []
    for range in lease.placed {
      guard let bay = bayLookup.bay(in: range.zone, of: kind) else { continue }
      let index = BayIndex(bay.index)
      guard isPiece == (range.piece != nil) else { return nil }
      guard let piece = range.piece else {
        pins.append((index, Int32(clamping: range.nodes), nil))
        continue
      }
      guard let place = place(of: piece, in: facility.bays[bay]) else { return nil }
      pins.append((index, 1, place))
    }
    return pins
  }

  /// A piece as the packer names it; nil where its node is not in service or does not have such domains.
  func place(of piece: Piece, in bay: Bay) -> PiecePlace? {
    let domains = facility.kinds[bay.kind].gpusByDomain
    guard let node = bay.placeInService(ofNode: piece.node), piece.gpus.count == domains.count,
      zip(piece.gpus, domains).allSatisfy({ 0 <= $0 && $0 <= $1 })
    else { return nil }
    return PiecePlace(node: Int32(node), slots: piece.gpus.map { Int32($0) })
  }

  /// Adds the options of a lease on one kind: one for each run of sizes that the packer may choose from.
  private mutating func addOptions(of lease: Lease, _ sized: SizedDemand) {
    for run in runs(of: lease, sized) {
      instance.options.append(option(of: lease, sized, run.nodes, segment: run.segment))
    }
  }

  /// A lease on so many nodes of a kind, with all its rules.
  mutating func option(of lease: Lease, _ sized: SizedDemand, _ nodes: ClosedRange<Int>, segment: Int) -> PackingOption
  {
    let kind = facility.kinds[sized.kind]
    var option = PackingOption(
      kind: sized.kind.raw, level: Int32(lease.level.rawValue), units: Int32(clamping: nodes.upperBound),
      slots: sized.piece.map { Int32($0) } ?? instance.nodeSlots[sized.kind.index],
      value: lease.rent(nodes: nodes.upperBound, of: kind),
      amounts: columns.amounts(of: lease, on: kind, sized, settings))
    option.least = Int32(clamping: nodes.lowerBound)
    if nodes.count > 1 { option.unitValue = lease.price.mostPerNode(of: kind) }
    option.block = Int32(clamping: segment)
    option.splits = sized.piece.map { lease.numa == .any || $0 > kind.gpusByDomain.max() ?? 0 } ?? true
    option.within = ZoneIndex(lease.within?.index ?? 0)
    option.exclusive = exclusion(of: lease, on: kind).map { division($0) } ?? -1
    if let spread = lease.spread {
      option.spread = division(.parts(spread.over))
      option.spreadShare = spread.atMost.ppm
    }
    switch lease.expands?.reach {
    case .within(let level): option.nearDivision = division(.parts(.zones(level)))
    case .adjacent: (option.nearDivision, option.nearReach) = (division(.parents), 1)
    case nil: break
    }
    option.near = lease.expands.map { LeaseIndex($0.lease.index) }
    return option
  }

  /// The division whose parts a lease does not share; nil: it shares them all. A node is never shared with whole nodes.
  func exclusion(of lease: Lease, on kind: Kind) -> DivisionKey? {
    switch lease.exclusive {
    case .none, .node: return nil
    case .nvlink: return kind.nodesPerNVLinkDomain > 1 ? .parts(.zones(.rack)) : nil
    case .parts(let division): return .parts(division)
    case .byDefault:
      let asked =
        switch lease.demand {
        case .gpus(let asked), .elastic(_, let asked): asked
        case .all, .megawatts, .space, .pool: 0
        }
      let isLarge = asked >= Exclusive.defaultFrom && !lease.isPlaced
      return isLarge && hasLeaves ? .leaves : nil
    }
  }
}

extension Price {
  /// What a node of an elastic lease is worth at the most, cents per hour.
  ///
  /// With a whole number of cents u ≥ the exact rent of a node, ⌊x + u·n + ½⌋ = ⌊x + ½⌋ + u·n, so n nodes fewer never cost
  /// more than u·n after rounding.
  fileprivate func mostPerNode(of kind: Kind) -> Int64 {
    per == .gpu ? cents.multipliedSaturating(by: Int64(kind.gpus)).scaledUp(1, over: hours) : 0
  }
}
