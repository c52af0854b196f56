import Facility
import Packing
import PlanModel
import Tenancy

/// A lease where it stands, in the packer's terms.
struct Stand: Sendable {
  var lease: LeaseID
  var option: OptionIndex
  var parts: [(bay: BayIndex, units: Int)]
  var piece: PiecePlace?
  /// Whether the plan refuses it: it stands there all the same.
  var isRefused = false
}

extension Problem {
  /// Who stands where under a plan: refused leases that stand somewhere all the same, then the placed ones.
  ///
  /// Placements that the facility has no bay for are left out; the checker reports them.
  func stands(of plan: Plan) -> [Stand] {
    plan.refusals.compactMap { standToday($0.lease) } + stands(at: plan.placements)
  }

  /// Who stands where by their placements.
  func stands(at placements: [Placement]) -> [Stand] { placements.compactMap { stand($0) } }

  /// Where a refused lease stands all the same; nil where it stands nowhere.
  func standToday(_ lease: LeaseID) -> Stand? {
    let pins = instance.pinRange(of: LeaseIndex(lease.index))
    guard !pins.isEmpty, let option = instance.optionRange(of: LeaseIndex(lease.index)).first else { return nil }
    return Stand(
      lease: lease, option: OptionIndex(option),
      parts: pins.map { (instance.leases.pinBay[$0], Int(instance.leases.pinUnits[$0])) },
      piece: instance.leases.pinPiece[pins.lowerBound], isRefused: true)
  }

  private func stand(_ placement: Placement) -> Stand? {
    guard let option = option(of: placement) else { return nil }
    var stand = Stand(lease: placement.lease, option: option, parts: [], piece: nil)
    for part in placement.parts {
      guard let bay = racks.bay(in: part.zone, of: placement.kind) else { continue }
      stand.parts.append((BayIndex(bay.index), part.piece == nil ? part.nodes : 1))
      if let piece = part.piece { stand.piece = place(of: piece, in: facility.bays[bay]) }
    }
    return stand
  }

  /// The option that a placement is one way of.
  private func option(of placement: Placement) -> OptionIndex? {
    let nodes = placement.nodes
    var first: OptionIndex?
    for at in instance.optionRange(of: LeaseIndex(placement.lease.index))
    where instance.options.kind[at] == placement.kind.raw {
      if instance.options.least[at] <= nodes, nodes <= instance.options.units[at] { return OptionIndex(at) }
      first = first ?? OptionIndex(at)
    }
    return first
  }
}

extension Problem {
  /// By bay: whether leases that may not move fill it.
  func filledByPins() -> [Bool] {
    var free = instance.bays.slots
    for lease in 0..<instance.leases.count where instance.leases.moveCost[lease] < 0 {
      guard let option = instance.optionRange(of: LeaseIndex(lease)).first else { continue }
      for pin in instance.pinRange(of: LeaseIndex(lease)) {
        free[instance.leases.pinBay[pin].offset] -= instance.leases.pinUnits[pin] * instance.options.slots[option]
      }
    }
    return free.indices.map { instance.bays.slots[$0] > 0 && free[$0] <= 0 }
  }

  /// No lease pays more for a node, cents per hour.
  func mostRentPerNode() -> Int64 {
    let options = instance.options
    return (0..<options.count).reduce(Int64(0)) { most, option in
      let slots = Int64(options.least[option]) * Int64(options.slots[option])
      let nodeSlots = Int64(instance.nodeSlots[Int(options.kind[option])])
      return max(most, options.value[option].scaledUp(nodeSlots, over: max(1, slots)))
    }
  }
}

extension Ledger {
  /// What stands leave.
  func with(_ stands: [Stand]) -> Ledger {
    var ledger = self
    for stand in stands {
      ledger.put(stand.option, parts: stand.parts, piece: stand.piece, as: LeaseIndex(stand.lease.index))
    }
    return ledger
  }
}
