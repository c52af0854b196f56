/// Shards by how much of what they had of a kind is left to be dealt: a heap.
struct Deck {
  private var heap: [(share: Double, shard: Int)] = []
  private var total: [Double]

  init(_ shards: UnsafeMutableBufferPointer<Shard>, kind: Int, isFirst: Bool) {
    total = shards.map { shard in
      var slots = 0
      for bay in 0..<shard.bays where Int(shard.field.bayKind[Int32(bay) + shard.firstBay]) == kind {
        slots += max(0, Int(shard.free[bay])) + (isFirst ? 0 : 2)
      }
      return Double(slots)
    }
    heap = total.indices.filter { total[$0] > 0 }.map { (1, $0) }
  }

  /// The shard with most left that a test lets through, of the first few; it is charged.
  mutating func take(_ slots: Double, isWorthwhile: Bool, where fits: (Int) -> Bool) -> Int? {
    guard isWorthwhile || heap.first.map({ $0.share > 0 }) ?? false else { return nil }
    var passed: [(share: Double, shard: Int)] = []
    var found: Int?
    while passed.count < 16, !heap.isEmpty {
      var top = pop()
      if fits(top.shard) {
        found = top.shard
        top.share -= slots / total[top.shard]
        push(top)
        break
      }
      passed.append(top)
    }
    for entry in passed { push(entry) }
    return found
  }

  private static func isBefore(_ a: (share: Double, shard: Int), _ b: (share: Double, shard: Int)) -> Bool {
    a.share != b.share ? a.share > b.share : a.shard < b.shard
  }

  private mutating func pop() -> (share: Double, shard: Int) {
    let top = heap[0]
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var at = 0
    while true {
      var child = 2 * at + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, Self.isBefore(heap[child + 1], heap[child]) { child += 1 }
      guard Self.isBefore(heap[child], heap[at]) else { break }
      heap.swapAt(child, at)
      at = child
    }
    return top
  }

  private mutating func push(_ entry: (share: Double, shard: Int)) {
    heap.append(entry)
    var at = heap.count - 1
    while at > 0, Self.isBefore(heap[at], heap[(at - 1) / 2]) {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }
}
