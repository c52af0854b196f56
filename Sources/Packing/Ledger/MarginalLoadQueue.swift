/// A queue of bays by marginal load: each time the bay comes first where a unit adds least to the load of the rows that
/// bays share.
///
/// The marginal load of a unit on a row is the share of the row's slack that it takes. Added up over the rows of a
/// bay this is the growth of the sum of −ln slack, which is a barrier: rows that are nearly full repel, and all
/// others count. Bays hang on the vertices of a tree of rows (`RowTree`), those of one vertex by best fit. At every
/// vertex a heap orders what is below it by the sum of marginal loads from there on. Marginal loads only grow while
/// units are put, so one that is out of date is too small, and is renewed only when it comes first: where rows follow
/// zones, a put changes no more than the path to its bay.
struct MarginalLoadQueue {
  private struct Vertex {
    /// The vertex's number in the tree of rows.
    let number: Int32
    /// The vertex above it; −1: it is the root.
    let parent: Int
    /// The bays on the vertex that have not been handed out: a range of `bays`.
    var bays = 0..<0
    /// Vertices below it with bays left, by the least marginal load from here to one of these.
    var below = BinaryHeap<KeyedVertex>()
    /// True if its key in the heap above may be too small. The first of a heap below a vertex that is not stale is not
    /// either.
    var isStale = true
  }

  private let rows: RowTree
  /// From the root down.
  private var vertices: [Vertex] = []
  /// By number in the tree of rows: the position in `vertices`; −1: it has no bays.
  private var place: [Int32]
  private let bays: [BayIndex]
  /// The vertex of the bay that came first.
  private var leader = 0

  /// - Parameter candidates: bays of one kind with the slots that they have free; at least one.
  /// - Complexity: O(bays × (depth + log) + vertices of the tree).
  init(_ candidates: [(free: Int32, bay: BayIndex)], _ rows: RowTree) {
    self.rows = rows
    let sorted = candidates.map { (vertex: rows.vertexOfBay[$0.bay], free: $0.free, bay: $0.bay) }
      .sorted { ($0.vertex, $0.free, $0.bay) < ($1.vertex, $1.free, $1.bay) }
    bays = sorted.map(\.bay)
    place = [Int32](repeating: -1, count: rows.parent.count)
    for (at, candidate) in sorted.enumerated() where at == 0 || candidate.vertex != sorted[at - 1].vertex {
      var vertex = candidate.vertex
      while vertex >= 0, place[Int(vertex)] < 0 {
        place[Int(vertex)] = 0
        vertex = rows.parent[Int(vertex)]
      }
    }
    for number in place.indices where place[number] == 0 {
      place[number] = Int32(vertices.count)
      let parent = vertices.isEmpty ? -1 : Int(place[Int(rows.parent[number])])
      if parent >= 0 { vertices[parent].below.push(KeyedVertex(load: -1, position: vertices.count)) }
      vertices.append(Vertex(number: Int32(number), parent: parent))
    }
    for (at, candidate) in sorted.enumerated() {
      let vertex = Int(place[Int(candidate.vertex)])
      vertices[vertex].bays = (vertices[vertex].bays.isEmpty ? at : vertices[vertex].bays.lowerBound)..<at + 1
    }
  }

  /// True if a unit loads the same rows in all bays.
  var isUniform: Bool { vertices.reduce(0) { $0 + ($1.bays.isEmpty ? 0 : 1) } == 1 }

  /// The bay of least marginal load now; nil: none is left.
  ///
  /// - Parameter ledger: what rows have left by now. It is handed down, not captured: a closure would count references to its columns
  ///   at every vertex, which threads that share them pay for.
  mutating func first(for option: OptionIndex, on ledger: borrowing Ledger) -> BayIndex? {
    guard least(below: 0, for: option, on: ledger) < .infinity else { return nil }
    leader = 0
    while vertices[leader].bays.isEmpty, let next = vertices[leader].below.first { leader = next.position }
    return bays[vertices[leader].bays.lowerBound]
  }

  /// Takes out the bay that came first.
  mutating func removeFirst() {
    vertices[leader].bays.removeFirst()
    touch(leader)
  }

  /// Notes that units have been put into the bay that came first.
  mutating func notePut() {
    var vertex = leader
    while vertex >= 0 {
      touch(vertex)
      var twin = rows.nextOfSameRow[Int(vertices[vertex].number)]
      while twin != vertices[vertex].number {
        if place[Int(twin)] >= 0 { touch(Int(place[Int(twin)])) }
        twin = rows.nextOfSameRow[Int(twin)]
      }
      vertex = vertices[vertex].parent
    }
  }

  /// Marks what is known of a vertex, and of those above it, as possibly out of date.
  private mutating func touch(_ vertex: Int) {
    var vertex = vertex
    while vertex >= 0, !vertices[vertex].isStale {
      vertices[vertex].isStale = true
      vertex = vertices[vertex].parent
    }
  }

  /// The least marginal load of a unit from below a vertex to one of its bays.
  private mutating func least(below vertex: Int, for option: OptionIndex, on ledger: borrowing Ledger) -> Double {
    vertices[vertex].isStale = false
    if !vertices[vertex].bays.isEmpty { return 0 }
    while let first = vertices[vertex].below.first {
      let child = first.position
      guard vertices[child].isStale else { return first.load }
      let rest = least(below: child, for: option, on: ledger)
      if rest < .infinity {
        let load = ledger.marginalLoad(option, onRowOf: Int(rows.entry[Int(vertices[child].number)])) + rest
        vertices[vertex].below.replaceFirst(with: KeyedVertex(load: load, position: child))
      } else {
        vertices[vertex].below.popFirst()
      }
    }
    return .infinity
  }
}

/// A vertex below another one, by the least marginal load from there to a bay, among equals by its position.
private struct KeyedVertex: Comparable {
  let load: Double
  let position: Int

  static func < (a: KeyedVertex, b: KeyedVertex) -> Bool { (a.load, a.position) < (b.load, b.position) }
}
