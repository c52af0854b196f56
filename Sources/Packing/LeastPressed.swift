/// Bays handed out one by one, each time the one where a unit presses least on the rows that bays share.
///
/// Bays hang on the nodes of a tree of rows (`SharedRows`), those of one node tightest first. At every node a heap
/// orders what is below it by pressure, which is that of the nodes on the way added up. Pressures only grow while units
/// are put, so one that is out of date is too small, and is brought up to date only when it comes first: where rows
/// follow zones, what changes with a put is the way to its bay.
struct LeastPressed {
  private struct Node {
    /// The node's number in the tree of rows.
    let number: Int32
    /// The node above it; −1: it is the root.
    let above: Int
    /// The bays on the node that have not been handed out: a range of `bays`.
    var bays = 0..<0
    /// Nodes below it with bays left, by the least pressure from here to one of these.
    var below = LeastFirst()
    /// Whether its key in the heap above may be too small. The first of a heap below a node that is not stale is not
    /// either.
    var isStale = true
  }

  private let rows: SharedRows
  /// From the root down.
  private var nodes: [Node] = []
  /// By number in the tree of rows: the position in `nodes`; −1: it has no bays.
  private var place: [Int32]
  private let bays: [BayIndex]
  /// The node of the bay that came first.
  private var leader = 0

  /// - Parameter candidates: bays of one kind with the slots that they have free; at least one.
  /// - Complexity: O(bays × (depth + log) + nodes of the tree).
  init(_ candidates: [(free: Int32, bay: BayIndex)], _ rows: SharedRows) {
    self.rows = rows
    let sorted = candidates.map { (node: rows.node[$0.bay], free: $0.free, bay: $0.bay) }
      .sorted { ($0.node, $0.free, $0.bay) < ($1.node, $1.free, $1.bay) }
    bays = sorted.map(\.bay)
    place = [Int32](repeating: -1, count: rows.above.count)
    for (at, candidate) in sorted.enumerated() where at == 0 || candidate.node != sorted[at - 1].node {
      var node = candidate.node
      while node >= 0, place[Int(node)] < 0 {
        place[Int(node)] = 0
        node = rows.above[Int(node)]
      }
    }
    for number in place.indices where place[number] == 0 {
      place[number] = Int32(nodes.count)
      let above = nodes.isEmpty ? -1 : Int(place[Int(rows.above[number])])
      if above >= 0 { nodes[above].below.append(nodes.count) }
      nodes.append(Node(number: Int32(number), above: above))
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
    leader = 0
    while nodes[leader].bays.isEmpty, let next = nodes[leader].below.first { leader = next.place }
    return bays[nodes[leader].bays.lowerBound]
  }

  /// Takes out the bay that came first.
  mutating func removeFirst() {
    nodes[leader].bays.removeFirst()
    touch(leader)
  }

  /// Notes that units have been put into the bay that came first.
  mutating func notePut() {
    var node = leader
    while node >= 0 {
      touch(node)
      var twin = rows.twin[Int(nodes[node].number)]
      while twin != nodes[node].number {
        if place[Int(twin)] >= 0 { touch(Int(place[Int(twin)])) }
        twin = rows.twin[Int(twin)]
      }
      node = nodes[node].above
    }
  }

  /// What is known of a node, and of those above it, may be out of date.
  private mutating func touch(_ node: Int) {
    var node = node
    while node >= 0, !nodes[node].isStale {
      nodes[node].isStale = true
      node = nodes[node].above
    }
  }

  /// The least pressure of a unit from below a node to one of its bays.
  private mutating func least(below node: Int, _ pressure: (Int32) -> Double) -> Double {
    nodes[node].isStale = false
    if !nodes[node].bays.isEmpty { return 0 }
    while let (known, child) = nodes[node].below.first {
      guard nodes[child].isStale else { return known }
      let rest = least(below: child, pressure)
      if rest < .infinity {
        nodes[node].below.renewFirst(pressure(nodes[child].number) + rest)
      } else {
        nodes[node].below.removeFirst()
      }
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
