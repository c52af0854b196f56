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

  /// The gangs under a plan.
  ///
  /// Placements that the facility has no bay for are left out; the checker reports them.
  func gangs(of plan: Plan) -> [PlacedGang] { plan.placements.compactMap { gang($0) } }

  /// The gang of a placement; nil where no option of the lease is of its kind.
  func gang(_ placement: Placement) -> PlacedGang? {
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
