import SeededRandom
import Testing

@testable import Packing

/// Children of wide zones, kept in the order of best fit.
@Suite struct ChildOrderTests {
  @Test func `the next member of a set is found from any place on`() {
    for count in [1, 63, 64, 65, 4_096, 5_000] {
      var random = SplitMix64(seed: UInt64(count))
      var (tree, members) = (BitTree(count: count), Set<Int>())
      for _ in 0..<200 {
        let number = random.below(count)
        if members.remove(number) != nil { tree.remove(number) } else { tree.insert(number); members.insert(number) }
        let from = random.below(count + 1)
        #expect(tree.next(from: from) == members.filter { $0 >= from }.min())
      }
    }
  }

  @Test func `children are handed out as a sort of all of them would hand them out`() {
    for seed in 0..<50 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let count = 1 + random.below(300)
      var free = (0..<count).map { _ in random.below(10) }
      var order = ChildOrder(children: count, most: 9)
      for (child, nodes) in free.enumerated() { order.move(child, from: 0, to: nodes) }
      for _ in 0..<5 {
        var sorted = BestFitQueue(
          free.enumerated().filter { $0.element > 0 }.map { (free: Int32($0.element), zone: ZoneIndex($0.offset)) })
        var kept = ChildOrder.Queue(order)
        for _ in 0..<count {
          let rest = 1 + random.below(20)
          let child = kept.next(holding: rest, in: order)
          #expect(child == sorted.next(holding: Int32(rest))?.offset, "seed \(seed)")
          guard let child else { break }
          // Some of what is handed out is taken, some is not.
          let after = max(0, free[child] - random.below(rest + 1))
          order.move(child, from: free[child], to: after)
          free[child] = after
        }
      }
    }
  }
}
