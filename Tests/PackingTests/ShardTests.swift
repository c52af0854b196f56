import TestSupport
import SeededRandom
import Testing

@testable import Packing

@Suite struct ShardTests {
  /// A shard that is the whole of a site, with what waits placed as far as it fits.
  private func shard(_ instance: Instance, _ ledger: Ledger) -> Shard {
    let canServe = [Bool](repeating: true, count: instance.options.count)
    let costs = UnitCosts(instance, ledger: ledger, prices: Prices(instance), canServe: canServe)
    let search = SearchInstance(
      ledger, leases: (0..<instance.leases.count).map { LeaseIndex($0) }, premium: 0,
      served: [OptionIndex?](repeating: nil, count: instance.leases.count), costs: costs, canServe: canServe)
    var shard = Shard(search, root: ZoneIndex(0), start: ledger, mostParts: search.mostParts, memory: nil)
    for row in 0..<shard.rowOf.count { shard.slack[row] = ledger.slack(of: RowIndex(Int(shard.rowOf[row]))) }
    for lease in search.leases.indices where shard.canAdmit { shard.admit(Int32(lease)) }
    shard.construct()
    return shard
  }

  /// Σ √(need × room) over the rows of a shard.
  private func evenness(_ shard: Shard) -> Double {
    (0..<shard.rowOf.count).reduce(0) { sum, row in
      sum + (shard.scratch.rowNeed[row] * Double(max(0, shard.slack[row]))).squareRoot()
    }
  }

  @Test func `balancing swaps leave what is served and every sum as they are, and even out what is left`() {
    var gains = 0
    for seed in 1...4 {
      let instance = Instance.site(seed: seed, halls: 2, leases: 250)
      let ledger = Ledger(instance)
      var shard = shard(instance, ledger)
      var random = SplitMix64(seed: 1)
      let (value, free) = (shard.value, (0..<shard.bays).map { shard.free[$0] })
      // The first call sets the need for room of each row, which swaps leave as it is.
      shard.balance(work: 1, &random)
      let before = evenness(shard)
      shard.balance(work: 40_000, &random)
      #expect(shard.checkInvariants(start: ledger), "seed \(seed)")
      #expect(shard.value == value && (0..<shard.bays).allSatisfy { shard.free[$0] == free[$0] }, "seed \(seed)")
      #expect(evenness(shard) >= before * (1 - 1e-9), "seed \(seed)")
      if evenness(shard) > before * (1 + 1e-6) { gains += 1 }
    }
    #expect(gains > 0)
  }

  @Test func `regions are ruined and recreated without loss, and sums stay the sums of parts`() {
    for seed in 1...3 {
      let instance = Instance.site(seed: seed, halls: 2, leases: 250, ruled: seed == 2)
      let ledger = Ledger(instance)
      var shard = shard(instance, ledger)
      var random = SplitMix64(seed: UInt64(seed))
      let before = shard.value
      shard.improve(work: 60_000, balancing: 0.3, &random)
      #expect(shard.value >= before && shard.regionsRebuilt > 0 && shard.checkInvariants(start: ledger), "seed \(seed)")
    }
  }

  @Test func `slots of domains are packed, and taken from the tightest that holds a piece or from the fewest`() throws {
    for seed in 1...200 {
      var random = SeededGenerator(seed: seed)
      let free = (0..<random.integer(in: 1...8)).map { _ in Int32(random.integer(in: 0...8)) }
      let packed = try #require(DomainSlots(free))
      let total = free.reduce(0, +)
      #expect(packed.unpacked(free.count) == free && packed.total == total)
      guard total > 0 else { continue }
      let slots = Int32(random.integer(in: 1...Int(total)))
      let taken = packed.taking(slots)
      let domains = free.indices.filter { taken[$0] > 0 }
      #expect(taken.total == slots && free.indices.allSatisfy { taken[$0] <= free[$0] }, "seed \(seed)")
      #expect((packed - taken) + taken == packed, "seed \(seed)")
      if let tightest = free.filter({ $0 >= slots }).min() {
        #expect(domains.count == 1 && free[domains[0]] == tightest, "seed \(seed)")
      } else {
        var (left, fewest) = (slots, 0)
        for count in free.sorted(by: >) where left > 0 { (left, fewest) = (left - count, fewest + 1) }
        #expect(domains.count == fewest, "seed \(seed)")
      }
    }
    #expect(DomainSlots([256]) == nil && DomainSlots([Int32](repeating: 1, count: 9)) == nil)
    #expect(DomainSlots([-3, 2])?.unpacked(2) == [0, 2])
  }

  @Test func `an arena that measures tells what the columns take`() {
    func carve(_ arena: Arena) -> [Int] {
      [
        arena.column(Int32(7), count: 5).count, arena.column([1.0, 2.0]).count,
        arena.column(of: Bool.self, count: 0).count,
      ]
    }
    let measured = Arena.measuring()
    let counts = carve(measured)
    let arena = Arena(bytes: measured.used)
    #expect(carve(arena) == counts && arena.used == measured.used && counts == [5, 2, 0])
  }
}
