internal import Facility
internal import PlanModel
internal import Tenancy

/// The least that each lease costs at given prices wherever it may stand: its cheapest home.
///
/// Leases are sorted by kind, extra draw, level and size, so that bays are priced once for each kind and draw, sorted by
/// cost once for each level, and searched once for each size.
struct Homes {
  /// By lease, in 10⁻¹² cents per hour; nil where it can never stand anywhere.
  private(set) var cost: [Int128?]

  private struct Key: Comparable {
    var kind: Int, extra: Int64, level: Int, nodes: Int, lease: Int
    static func < (a: Key, b: Key) -> Bool {
      (a.kind, a.extra, a.level, a.nodes, a.lease) < (b.kind, b.extra, b.level, b.nodes, b.lease)
    }
  }

  init(
    _ facility: Facility, _ book: Book, _ layout: Layout, _ asks: Asks, _ figures: Figures, _ prices: Prices
  ) {
    cost = Array(repeating: nil, count: book.leases.count)
    var bays = [[Int]](repeating: [], count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() where layout.inService[position] > 0 {
      bays[bay.kind.index].append(position)
    }
    let keys = Homes.keys(facility, book, asks, figures)
    let nodeCost = NodeCost(facility, layout, prices)
    var shelves = [Shelves?](repeating: nil, count: facility.kinds.count * Level.allCases.count)
    var costs: [Int128] = []
    var offers: Offers?
    for (position, key) in keys.enumerated() {
      let before = position > 0 ? keys[position - 1] : nil
      let sameBays = before.map { $0.kind == key.kind && $0.extra == key.extra } ?? false
      let sameLevel = sameBays && before?.level == key.level
      if !sameBays { costs = nodeCost.costs(of: KindID(key.kind), extra: key.extra, bays: bays[key.kind]) }
      if !sameLevel { offers = nil }

      let lease = book.leases[key.lease]
      if lease.isPlaced {
        cost[key.lease] = Homes.costToday(lease, costs, facility, layout)
      } else if sameLevel, let before, before.nodes == key.nodes, !book.leases[before.lease].isPlaced {
        cost[key.lease] = cost[before.lease]
      } else {
        let slot = key.kind * Level.allCases.count + key.level
        let shelf = shelves[slot] ?? Shelves(bays[key.kind], lease.level, facility, layout)
        shelves[slot] = shelf
        let open = offers ?? Offers(shelf, costs, layout)
        offers = open
        cost[key.lease] = open.cheapest(key.nodes)
      }
    }
  }

  private static func keys(_ facility: Facility, _ book: Book, _ asks: Asks, _ figures: Figures) -> [Key] {
    var keys: [Key] = []
    keys.reserveCapacity(book.leases.count)
    for (position, lease) in book.leases.enumerated() {
      let extra = figures.leased(lease.kind, lease.profile, facility) - figures.unleased[lease.kind.index]
      keys.append(
        Key(
          kind: lease.kind.index, extra: max(0, extra.milliwatts), level: lease.level.rawValue,
          nodes: asks.nodes[position], lease: position))
    }
    return keys.sorted()
  }

  /// What a lease costs exactly where it stands today; nil where a rack holds no bay of its kind.
  private static func costToday(_ lease: Lease, _ costs: [Int128], _ facility: Facility, _ layout: Layout) -> Int128? {
    var total = Int128(0)
    for range in lease.placed {
      let bay = layout.bay(in: range.zone.index, of: lease.kind, facility)
      guard bay >= 0 else { return nil }
      total = total.addingCosts(costs[bay], times: range.nodes)
    }
    return total
  }
}

extension Int128 {
  /// `self + cost × count`, held at the ceiling of costs.
  fileprivate func addingCosts(_ cost: Int128, times count: Int) -> Int128 {
    let (product, overflow) = cost.multipliedReportingOverflow(by: Int128(Swift.max(0, count)))
    return overflow ? .costCeiling : Swift.min(.costCeiling, self + Swift.min(product, .costCeiling))
  }
}

/// The bays of a kind by the zone of a level that holds them.
private struct Shelves {
  /// Bays, by zone of the level, then by id.
  let bays: [Int]
  /// Where each zone's bays begin, and the end of the last.
  let starts: [Int]

  init(_ bays: [Int], _ level: Level, _ facility: Facility, _ layout: Layout) {
    let domain = layout.domains(at: level, facility)
    let keyed = bays.map { (domain: domain[facility.bays[$0].zone.index], bay: $0) }
    let sorted = keyed.sorted { ($0.domain, $0.bay) < ($1.domain, $1.bay) }
    self.bays = sorted.map { $0.bay }
    starts = sorted.indices.filter { $0 == 0 || sorted[$0].domain != sorted[$0 - 1].domain } + [sorted.count]
  }
}

/// The same bays at given costs, cheapest first in each zone, with running sums.
private struct Offers {
  private let starts: [Int]
  private let costs: [Int128]
  // Nodes and their cost from the zone's cheapest bay up to and including each.
  private var nodesUpTo: [Int], costUpTo: [Int128]

  init(_ shelves: Shelves, _ cost: [Int128], _ layout: Layout) {
    starts = shelves.starts
    var bays = shelves.bays
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
        nodes += layout.inService[bays[position]]
        total = total.addingCosts(costs[position], times: layout.inService[bays[position]])
        (nodesUpTo[position], costUpTo[position]) = (nodes, total)
      }
    }
  }

  /// The least cost of so many nodes in one zone; nil where no zone has them.
  func cheapest(_ nodes: Int) -> Int128? {
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
