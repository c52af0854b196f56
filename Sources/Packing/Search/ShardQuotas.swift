/// A heap of shards by quota: the share of what they had of a kind that is left to be assigned.
struct ShardQuotas {
  /// A shard with its quota: most left first, of equals the first.
  private struct Quota: Comparable {
    var share: Double
    let shard: Int

    static func < (a: Quota, b: Quota) -> Bool { a.share != b.share ? a.share > b.share : a.shard < b.shard }
  }

  private var heap = BinaryHeap<Quota>()
  private var total: [Double]

  init(_ shards: UnsafeMutableBufferPointer<Shard>, kind: Int, isFirst: Bool) {
    total = shards.map { shard in
      var slots = 0
      for bay in 0..<shard.bays where Int(shard.instance.bayKind[Int32(bay) + shard.firstBay]) == kind {
        slots += max(0, Int(shard.free[bay])) + (isFirst ? 0 : 2)
      }
      return Double(slots)
    }
    heap = BinaryHeap(ascending: total.indices.filter { total[$0] > 0 }.map { Quota(share: 1, shard: $0) })
  }

  /// The shard with most left that a test lets through, of the first few; it is charged.
  mutating func take(_ slots: Double, isWorthwhile: Bool, where fits: (Int) -> Bool) -> Int? {
    guard let top = heap.first, isWorthwhile || top.share > 0 else { return nil }
    var passed: [Quota] = []
    defer { for quota in passed { heap.push(quota) } }
    while passed.count < 16, let top = heap.first {
      if fits(top.shard) {
        heap.replaceFirst(with: Quota(share: top.share - slots / total[top.shard], shard: top.shard))
        return top.shard
      }
      passed.append(top)
      heap.popFirst()
    }
    return nil
  }
}
