internal import Facility
internal import Tenancy

/// The bays of a kind at given costs, cheapest first in each zone of a level, with running sums.
struct CheapestBays {
  private let starts: [Int]
  private let costs: [Int128]
  // Nodes and their cost from the zone's cheapest bay up to and including each.
  private var nodesUpTo: [Int], costUpTo: [Int128]
  /// The least cost of numbers of nodes asked for so far.
  private var known: [Int: Int128?] = [:]
  private var leastCost: [Int128]?

  init(_ baysByZone: BaysByZone, at cost: [Int128], in tables: FacilityTables) {
    starts = baysByZone.starts
    var bays = baysByZone.bays
    for run in 0..<max(0, starts.count - 1) {
      let (from, to) = (starts[run], starts[run + 1])
      // Racks of one pod mostly cost the same: then there is nothing to sort.
      guard (from..<to).dropFirst().contains(where: { cost[bays[$0]] < cost[bays[$0 - 1]] }) else { continue }
      bays[from..<to].sort { (cost[$0], $0) < (cost[$1], $1) }
    }
    costs = bays.map { cost[$0] }
    nodesUpTo = Array(repeating: 0, count: bays.count)
    costUpTo = Array(repeating: 0, count: bays.count)
    for run in 0..<max(0, starts.count - 1) {
      var (nodes, total) = (0, Int128(0))
      for position in starts[run]..<starts[run + 1] {
        nodes += tables.inService[bays[position]]
        total = total.addingCosts(costs[position], times: tables.inService[bays[position]])
        (nodesUpTo[position], costUpTo[position]) = (nodes, total)
      }
    }
  }

  /// The most by which a worth, in cents per hour, exceeds the cost of so many nodes in one zone, each with `flat` on
  /// top; nil if no zone has them.
  mutating func surplus(of nodes: Int, worth: Int64, flat: Int128) -> Int128? {
    guard nodes > 0 else { return nil }
    let cost = known[nodes] ?? cheapest(nodes)
    known[nodes] = .some(cost)
    return cost.map { Int128(worth) * .picocentsPerCent - $0.addingCosts(flat, times: nodes) }
  }

  /// The surplus of a lease of several sizes, at the best of them.
  mutating func surplus(of demand: SizedDemand, lease: Lease, kind: Kind, flat: Int128) -> Int128? {
    guard demand.most > 0 else { return nil }
    let value = Int128(demand.value) * .picocentsPerCent
    let rent = RentUpperBound(of: lease, demand: demand, kind: kind)
    let least = leastCosts()
    guard max(1, demand.least) < least.count else { return nil }
    return (max(1, demand.least)...min(demand.most, least.count - 1)).lazy.map { nodes in
      let most = nodes == demand.most ? value : rent.on(nodes)
      return most - least[nodes].addingCosts(flat, times: nodes)
    }.max()
  }

  /// The least cost of every number of nodes that some zone has.
  ///
  /// - Complexity: O(nodes), once.
  private mutating func leastCosts() -> [Int128] {
    if let leastCost { return leastCost }
    var least: [Int128] = [0]
    for run in 0..<max(0, starts.count - 1) {
      var (nodes, cost) = (0, Int128(0))
      for position in starts[run]..<starts[run + 1] {
        for _ in 0..<nodesUpTo[position] - nodes {
          nodes += 1
          cost = cost.addingCosts(costs[position], times: 1)
          if nodes == least.count { least.append(cost) } else { least[nodes] = min(least[nodes], cost) }
        }
      }
    }
    leastCost = least
    return least
  }

  /// The least cost of so many nodes in one zone; nil where no zone has them.
  private func cheapest(_ nodes: Int) -> Int128? {
    guard nodes > 0 else { return 0 }
    var best: Int128?
    for run in 0..<max(0, starts.count - 1) where nodesUpTo[starts[run + 1] - 1] >= nodes {
      var (low, high) = (starts[run], starts[run + 1] - 1)
      while low < high {
        let middle = (low + high) / 2
        if nodesUpTo[middle] >= nodes { high = middle } else { low = middle + 1 }
      }
      let first = low == starts[run]
      let before = first ? 0 : costUpTo[low - 1]
      let cost = before.addingCosts(costs[low], times: nodes - (first ? 0 : nodesUpTo[low - 1]))
      best = min(best ?? cost, cost)
    }
    return best
  }
}
