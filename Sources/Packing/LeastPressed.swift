/// Bays handed out one by one, each time the one where a unit presses least on the rows that bays share.
///
/// Bays hang on the nodes of a tree of rows (`SharedRows`), those of one node tightest first. At every node a heap orders
/// what is below it by pressure, which is that of the nodes on the way added up. Pressures only grow while units are put, so
/// one that is out of date is too small, and is brought up to date only when it comes first: where rows follow zones, what
/// changes with a put is the way to its bay.
struct LeastPressed {
  private struct Node {
    /// The node's number in the tree of rows.
    let number: Int32
    /// The bays on the node that have not been handed out: a range of `bays`.
    var bays = 0..<0
    /// Nodes below it with bays left, by the least pressure from here to one of these: a binary heap.
    var below = LeastFirst()
  }

  /// From the root down.
  private var nodes: [Node] = []
  private let bays: [BayIndex]
  /// The nodes on the way to the bay that comes first.
  private var way: [Int] = []

  /// - Parameter candidates: bays of one kind with the slots that they have free; at least one.
  /// - Complexity: O(bays × (depth + log) + nodes of the tree).
  init(_ candidates: [(free: Int32, bay: BayIndex)], _ rows: SharedRows) {
    let sorted = candidates.map { (node: rows.node[$0.bay], free: $0.free, bay: $0.bay) }
      .sorted { ($0.node, $0.free, $0.bay) < ($1.node, $1.free, $1.bay) }
    bays = sorted.map(\.bay)
    // Which nodes there are: those of the bays, and all above them.
    var place = [Int32](repeating: -1, count: rows.parent.count)
    for (at, candidate) in sorted.enumerated() where at == 0 || candidate.node != sorted[at - 1].node {
      var node = candidate.node
      while node >= 0, place[Int(node)] < 0 {
        place[Int(node)] = 0
        node = rows.parent[Int(node)]
      }
    }
    for number in place.indices where place[number] == 0 {
      place[number] = Int32(nodes.count)
      if nodes.count > 0 { nodes[Int(place[Int(rows.parent[number])])].below.append(nodes.count) }
      nodes.append(Node(number: Int32(number)))
    }
    for (at, candidate) in sorted.enumerated() {
      let node = Int(place[Int(candidate.node)])
      nodes[node].bays = (nodes[node].bays.isEmpty ? at : nodes[node].bays.lowerBound)..<at + 1
    }
  }

  /// Whether a unit presses on the same rows in all bays.
  var isUniform: Bool { nodes.reduce(0) { $0 + ($1.bays.isEmpty ? 0 : 1) } == 1 }

  /// The bay where a unit presses least now; nil: none is left.
  ///
  /// - Parameter pressure: how hard a unit presses on the row of a node in the tree of rows.
  mutating func first(_ pressure: (Int32) -> Double) -> BayIndex? {
    guard least(below: 0, pressure) < .infinity else { return nil }
    way = [0]
    while nodes[way[way.count - 1]].bays.isEmpty, let next = nodes[way[way.count - 1]].below.first {
      way.append(next.place)
    }
    return bays[nodes[way[way.count - 1]].bays.lowerBound]
  }

  /// Takes out the bay that came first.
  mutating func removeFirst() { nodes[way[way.count - 1]].bays.removeFirst() }

  /// The least pressure of a unit from below a node to one of its bays; then the first of each heap on the way is the least.
  private mutating func least(below node: Int, _ pressure: (Int32) -> Double) -> Double {
    if !nodes[node].bays.isEmpty { return 0 }
    while let (known, child) = nodes[node].below.first {
      let rest = least(below: child, pressure)
      if rest == .infinity {
        nodes[node].below.removeFirst()
        continue
      }
      let fresh = pressure(nodes[child].number) + rest
      if fresh == known { return known }
      nodes[node].below.renewFirst(fresh)
    }
    return .infinity
  }
}

/// A binary heap: the least key first, among equals the first place.
private struct LeastFirst {
  private var heap: [(key: Double, place: Int)] = []

  var first: (key: Double, place: Int)? { heap.first }

  /// Adds a place behind all others with a key below all others': to be renewed before it counts.
  mutating func append(_ place: Int) { heap.append((-1, place)) }

  mutating func renewFirst(_ key: Double) {
    heap[0].key = key
    sink()
  }

  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    sink()
  }

  private mutating func sink() {
    var at = 0
    while true {
      var least = at
      for child in [2 * at + 1, 2 * at + 2] where child < heap.count && heap[child] < heap[least] { least = child }
      if least == at { return }
      heap.swapAt(at, least)
      at = least
    }
  }
}
