import TestSupport
import Testing

@testable import Packing

@Suite struct QueueTests {
  @Test func `buckets find the bay of best fit, however bays are moved`() {
    for seed in 1...20 {
      var random = SeededGenerator(seed: seed)
      let widest = seed % 4 == 0 ? 2_000 : 12
      let builder = InstanceBuilder([(0..<10).map { _ in random.integer(in: 0...widest) }])
      var free = builder.instance.bays.slots
      var buckets = Buckets(builder.instance)
      for _ in 0..<200 {
        let bay = random.integer(in: 0...9)
        let slots = Int32(random.integer(in: -1...widest))
        buckets.move(bay, kind: 0, from: free[bay], to: slots)
        free[bay] = slots
        let asked = random.integer(in: 0...widest)
        let refused = BayIndex(random.integer(in: 0...9))
        let found = buckets.bestFit(kind: 0, slots: asked, free: free) { $0 != refused }
        let best = free.indices.filter { Int(free[$0]) >= asked && $0 != refused.offset }.map { free[$0] }.min()
        #expect(found.map { free[$0] } == best && found != refused, "seed \(seed)")
        var seen: [BayIndex] = []
        buckets.fromEmptiest(kind: 0, downTo: asked, while: { _ in true }) { seen.append($0) }
        let expected = free.indices.filter { Int(free[$0]) >= min(asked, 1_023) && free[$0] >= 0 }
        #expect(
          seen.map(\.offset).sorted().filter { Int(free[$0]) >= asked } == expected.filter { Int(free[$0]) >= asked })
      }
    }
  }

  @Test func `zones come by best fit, and the emptiest where none holds the rest`() {
    for seed in 1...40 {
      var random = SeededGenerator(seed: seed)
      var left = (0..<random.integer(in: 1...12)).map { (free: Int32(random.integer(in: 1...8)), zone: ZoneIndex($0)) }
      var queue = BestFitQueue(left)
      while !left.isEmpty {
        let rest = Int32(random.integer(in: 1...10))
        let holding = left.filter { $0.free >= rest }.min { ($0.free, $0.zone) < ($1.free, $1.zone) }
        let expected = holding ?? left.min { (-$0.free, $0.zone) < (-$1.free, $1.zone) }
        #expect(queue.next(holding: rest) == expected?.zone, "seed \(seed)")
        left.removeAll { $0.zone == expected?.zone }
      }
      #expect(queue.next(holding: 1) == nil)
    }
  }

  @Test func `items are grouped by key in their order, and those of no key are left out`() {
    let groups = Grouping([2, 0, -1, 2, 0, 2], groups: 4) { $0 }
    #expect((0..<4).map { Array(groups[$0]) } == [[1, 4], [], [0, 3, 5], []])
    #expect(groups.ranges.count == 4 && groups.ranges.end == 5 && groups.ranges[2] == 2..<5)
    var ranges = OffsetRanges()
    ranges.append(upTo: 3)
    ranges.append(upTo: 3)
    #expect(ranges.count == 2 && ranges[0] == 0..<3 && ranges[1].isEmpty && ranges.start(2) == 3)
  }

  @Test func `a heap hands out its elements from the least to the greatest`() {
    var random = SeededGenerator(seed: 3)
    var (heap, sorted) = (BinaryHeap<Int>(), [Int]())
    for _ in 0..<500 {
      let number = random.integer(in: 0...40)
      switch random.integer(in: 0...3) {
      case 0 where !sorted.isEmpty:
        let (popped, least) = (heap.popFirst(), sorted.removeFirst())
        #expect(popped == least)
      case 1 where !sorted.isEmpty:
        heap.replaceFirst(with: number)
        sorted[0] = number
      default:
        heap.push(number)
        sorted.append(number)
      }
      sorted.sort()
      #expect(heap.first == sorted.first)
    }
  }
}
