import Facility
import Packing
import PlanModel
import Tenancy

/// A lease where it is placed, in the packer's terms.
struct PlacedGang: Sendable {
  var lease: LeaseID
  var option: OptionIndex
  var parts: [(bay: BayIndex, units: Int)]
  var piece: PiecePlace?
  /// True where the plan refuses it: it stands there all the same.
  var isRefused = false
}

extension CompiledProblem {
  /// The gangs of a packing, of some leases, ascending.
  func gangs(of packing: Packing, _ leases: Range<Int>) -> [PlacedGang] {
    leases.compactMap { lease in
      packing.option[lease].map {
        PlacedGang(lease: LeaseID(lease), option: $0, parts: Array(packing.parts[lease]), piece: packing.pieces[lease])
      }
    }
  }

  /// The gangs under a plan: refused leases that stand somewhere all the same, then the placed ones.
  ///
  /// Placements that the facility has no bay for are left out; the checker reports them.
  func gangs(of plan: Plan) -> [PlacedGang] {
    plan.refusals.compactMap { refusedGang($0.lease) } + plan.placements.compactMap { gang($0) }
  }

  /// A refused lease where it stands all the same; nil where it stands nowhere.
  func refusedGang(_ lease: LeaseID) -> PlacedGang? {
    let pins = instance.pinRange(of: LeaseIndex(lease.index))
    guard !pins.isEmpty, let option = instance.optionRange(of: LeaseIndex(lease.index)).first else { return nil }
    return PlacedGang(
      lease: lease, option: OptionIndex(option),
      parts: pins.map { (instance.leases.pinBay[$0], Int(instance.leases.pinUnits[$0])) },
      piece: instance.leases.pinPiece[pins.lowerBound], isRefused: true)
  }

  private func gang(_ placement: Placement) -> PlacedGang? {
    guard let option = option(of: placement) else { return nil }
    var gang = PlacedGang(lease: placement.lease, option: option, parts: [], piece: nil)
    for part in placement.parts {
      guard let bay = bayLookup.bay(in: part.zone, of: placement.kind) else { continue }
      gang.parts.append((BayIndex(bay.index), part.piece == nil ? part.nodes : 1))
      if let piece = part.piece { gang.piece = facility.place(of: piece, in: bay) }
    }
    return gang
  }

  /// The option that a placement of a plan's file took: of its kind, and of its size. Options of one kind do not overlap in size;
  /// a size that none has, which the check reports, takes the first.
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

extension Ledger {
  /// A copy with gangs placed on it.
  func placing(_ gangs: [PlacedGang]) -> Ledger {
    var ledger = self
    for gang in gangs {
      ledger.put(gang.option, parts: gang.parts, piece: gang.piece, as: LeaseIndex(gang.lease.index))
    }
    return ledger
  }
}
