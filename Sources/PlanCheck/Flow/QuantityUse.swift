internal import Facility
internal import PlanModel
internal import Tenancy

/// The use of named quantities: each lease takes its amounts from every provision around each of its racks.
struct QuantityUse {
  /// By provision, in its quantity's unit.
  private(set) var used: [Int64]

  /// - Complexity: O(provisions + allocations that ask for some × depth).
  init(of placements: PlacementAudit, in context: CheckContext) {
    let (facility, book, tables) = (context.facility, context.book, context.tables)
    used = Array(repeating: 0, count: facility.provisions.count)
    guard !used.isEmpty else { return }
    for allocation in placements.allocations where !book.leases[allocation.lease].quantities.isEmpty {
      let lease = book.leases[allocation.lease]
      let nodes = QuantityUse.nodes(
        of: lease, demand: context.demands.demand(of: allocation.lease, on: allocation.kind),
        placed: placements.placedNodes[allocation.lease])
      for asked in lease.quantities {
        let amount = asked.perNode(of: nodes).multipliedSaturating(
          by: Int64(allocation.gpus > 0 ? 1 : allocation.nodes))
        var zone = facility.bays[allocation.bay].zone.index
        while zone >= 0 {
          if let provision = tables.provision(of: asked.quantity, in: zone) {
            used[provision] = used[provision].addedSaturating(amount)
          }
          zone = tables.parent[zone]
        }
      }
    }
  }

  /// The nodes over which an amount is spread: those asked for at the most, or what the megawatts came to in the plan.
  private static func nodes(of lease: Lease, demand: SizedDemand, placed: Int64) -> Int {
    switch lease.demand {
    case .megawatts, .space: Int(max(1, placed))
    case .gpus, .elastic, .all, .pool: demand.most
    }
  }
}
