import Facility
import PlanModel
import Tenancy

// The sizes that demands came to under a plan.
extension Planning {
  /// Leases whose GPUs were rounded up to whole nodes, with the GPUs that this comes to where they stand, or, refused,
  /// on the kind that the refusal speaks of.
  func rounded(_ plan: Plan) -> [(lease: LeaseID, gpus: Int)] {
    let (leases, facility) = (problem.book.leases, problem.facility)
    let (kinds, gpus) = (kinds(plan), facility.kinds.map(\.gpus))
    var placed = [Int?](repeating: nil, count: leases.count)
    for placement in plan.placements { placed[placement.lease.index] = placement.nodes }
    return leases.indices.compactMap { at in
      guard let asked = leases[at].demand.roundedGPUs else { return nil }
      let kind = kinds[at] ?? leases[at].kind
      let nodes = placed[at] ?? leases[at].nodes(of: facility.kinds[kind])?.upperBound ?? 0
      // An elastic lease that gets less than it asks for has nothing rounded, and a piece never has.
      guard nodes * gpus[kind.index] > asked, leases[at].pieceGPUs(ofNodeOf: gpus[kind.index]) == nil else {
        return nil
      }
      return (LeaseID(at), nodes * gpus[kind.index])
    }
  }

  /// By lease: the kind that serves it, or that its refusal speaks of.
  private func kinds(_ plan: Plan) -> [KindID?] {
    var kinds = [KindID?](repeating: nil, count: problem.book.leases.count)
    for refusal in plan.refusals { kinds[refusal.lease.index] = refusal.kind }
    for placement in plan.placements { kinds[placement.lease.index] = placement.kind }
    return kinds
  }

  /// The size of every lease that asks for megawatts: on the kind that serves it, or that its refusal speaks of.
  func megawatts(_ plan: Plan) -> [MegawattUse] {
    let kinds = kinds(plan)
    return problem.demands.enumerated().compactMap { at, demands in
      guard let sized = demands.first(where: { $0.kind == kinds[at] }) ?? demands.first, let metered = sized.metered
      else {
        return nil
      }
      let drawn = metered.drawn(sized.nodes.upperBound)
      return MegawattUse(
        lease: LeaseID(at), nodes: sized.nodes.upperBound, drawn: drawn, remainder: metered.megawatts - drawn)
    }
  }
}

extension Demand {
  /// The GPUs of a demand that is met in whole nodes; nil where it is stated in nodes or megawatts.
  fileprivate var roundedGPUs: Int? {
    switch self {
    case .gpus(let asked), .elastic(_, let asked): asked
    case .pool(let gpus, let utilisation): Int(Int64(gpus).scaledUp(1_000_000, over: max(1, utilisation.ppm)))
    case .all, .megawatts, .space: nil
    }
  }
}
