import Facility
import Packing
import PlanModel
import Tenancy

// A packing read back as a plan.
extension CompiledProblem {
  /// Where every served lease stands, ascending by lease.
  func placements(of packing: Packing) -> [Placement] { placements(of: packing, book.leases.indices) }

  /// Where every served lease among some stands, ascending by lease.
  func placements(of packing: Packing, _ leases: Range<Int>) -> [Placement] {
    var numbers: [BayIndex: [Int]] = [:]
    return leases.compactMap { lease in
      guard let option = packing.option[lease] else { return nil }
      let piece = packing.pieces[lease]
      let parts = packing.parts[lease].map { part in
        let bay = facility.bays[part.bay.offset]
        guard let piece else { return PlacementPart(zone: bay.zone, nodes: part.units) }
        let inBay = numbers[part.bay] ?? bay.numbersInService
        numbers[part.bay] = inBay
        return PlacementPart(
          zone: bay.zone, nodes: 0, piece: Piece(node: inBay[Int(piece.node)], gpus: piece.slots.map { Int($0) }))
      }
      return Placement(lease: LeaseID(lease), kind: KindID(Int(instance.options.kind[option])), parts: parts)
    }
  }

  /// The rent of a placed lease, cents per hour.
  func rent(_ placement: Placement) -> Int64 {
    let nodes = placement.parts.reduce(0) { $0 + ($1.piece == nil ? $1.nodes : 1) }
    return book.leases[placement.lease].rent(nodes: nodes, ofGPUs: facility.kinds[placement.kind].gpus)
  }

  /// What moving a lease from where it stands today to where a plan has it costs, cents per hour; 0 where it may not move.
  ///
  /// A node is moved if fewer stand in its rack than today; a piece, if it lies anywhere else.
  func moveCost(_ placement: Placement) -> Int64 {
    guard book.leases[placement.lease].isPlaced, let cost = book.leases[placement.lease].movable else { return 0 }
    let lease = book.leases[placement.lease]
    var moved = 0
    for range in lease.placed {
      let here = placement.parts.first { $0.zone == range.zone }
      if let piece = range.piece {
        moved += here?.piece == piece ? 0 : 1
      } else {
        moved += max(0, range.nodes - (here?.nodes ?? 0))
      }
    }
    return cost.centsPerHour(nodes: moved)
  }
}

extension Planning {
  /// Leases whose GPUs were rounded up to whole nodes, with the GPUs that this comes to where they stand, or, refused, on the
  /// kind that the refusal speaks of.
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

  /// What megawatts came to, for every lease that asks for them: on the kind that serves it, or that its refusal speaks of.
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
