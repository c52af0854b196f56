internal import Facility
internal import PlanModel
internal import Tenancy

extension Answer {
  /// The placements of leases that are in the book.
  var placements: [Placement] { plan.placements.filter { book.has($0.lease) } }

  /// The refusals of leases that are in the book.
  var refusals: [Refusal] { plan.refusals.filter { book.has($0.lease) } }

  /// Refusals of leases that must be kept, the most valuable first.
  var keptRefusals: [Refusal] {
    refusals
      .filter { plan.settings.honour.keeps(book.leases[$0.lease]) }
      .sorted { a, b in
        let (first, second) = (
          book.leases[a.lease].rent(onNodes: a.nodes, of: a.kind, facility),
          book.leases[b.lease].rent(onNodes: b.nodes, of: b.kind, facility)
        )
        return first != second ? first > second : a.lease < b.lease
      }
  }

  /// The kind that serves a lease in the plan, or that its refusal speaks of.
  func servingKind(of lease: LeaseID) -> KindID {
    plan.placements.first { $0.lease == lease }?.kind ?? plan.refusals.first { $0.lease == lease }?.kind
      ?? book.leases[lease].kind
  }

  /// Leases that do not stand where they stand today, with the nodes that are moved.
  var moves: [(lease: LeaseID, nodes: Int)] {
    let (placements, leases) = (plan.placements, book.leases)
    return placements.indices.compactMap { at in
      let id = placements[at].lease
      guard book.has(id), leases[id].isPlaced else { return nil }
      let nodes = placements[at].nodesMoved(from: leases[id].placed)
      return nodes > 0 ? (id, nodes) : nil
    }
  }
}

extension Placement {
  /// Nodes that stood in a rack and do not any more; 1 for a piece that lies elsewhere.
  func nodesMoved(from today: [PlacementPart]) -> Int {
    var here: [ZoneID: PlacementPart] = [:]
    for part in parts { here[part.zone] = part }
    return today.reduce(0) { sum, range in
      guard let piece = range.piece else { return sum + max(0, range.nodes - (here[range.zone]?.nodes ?? 0)) }
      return sum + (here[range.zone]?.piece == piece ? 0 : 1)
    }
  }
}
