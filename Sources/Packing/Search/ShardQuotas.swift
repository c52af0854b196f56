/// A heap of shards by quota: the share of what they had of a kind that is left to be assigned.
struct ShardQuotas {
  private var heap: [(share: Double, shard: Int)] = []
  private var total: [Double]

  init(_ shards: UnsafeMutableBufferPointer<Shard>, kind: Int, isFirst: Bool) {
    total = shards.map { shard in
      var slots = 0
      for bay in 0..<shard.bays where Int(shard.instance.bayKind[Int32(bay) + shard.firstBay]) == kind {
        slots += max(0, Int(shard.free[bay])) + (isFirst ? 0 : 2)
      }
      return Double(slots)
    }
    heap = total.indices.filter { total[$0] > 0 }.map { (1, $0) }
  }

  /// The shard with most left that a test lets through, of the first few; it is charged.
  mutating func take(_ slots: Double, isWorthwhile: Bool, where fits: (Int) -> Bool) -> Int? {
    guard let top = heap.first, isWorthwhile || top.share > 0 else { return nil }
    var passed: [(share: Double, shard: Int)] = []
    defer { for entry in passed { push(entry) } }
    while passed.count < 16, let top = heap.first {
      if fits(top.shard) {
        heap[0].share -= slots / total[top.shard]
        sink()
        return top.shard
      }
      passed.append(pop())
    }
    return nil
  }

  private static func isBefore(_ a: (share: Double, shard: Int), _ b: (share: Double, shard: Int)) -> Bool {
    a.share != b.share ? a.share > b.share : a.shard < b.shard
  }

  private mutating func pop() -> (share: Double, shard: Int) {
    let top = heap[0]
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    sink()
    return top
  }

  /// Moves the first entry down to where it belongs.
  private mutating func sink() {
    var at = 0
    while true {
      var child = 2 * at + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, Self.isBefore(heap[child + 1], heap[child]) { child += 1 }
      guard Self.isBefore(heap[child], heap[at]) else { break }
      heap.swapAt(child, at)
      at = child
    }
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
