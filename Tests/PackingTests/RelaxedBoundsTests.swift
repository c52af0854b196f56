import TestSupport
import NUMA
import Packing
import Testing

@Suite struct RelaxedBoundsTests {
  @Test func `no more finds a place without the rows of a family than the relaxed bounds allow`() {
    var (tight, asked) = (0, 0)
    for seed in 1...400 {
      var random = SeededGenerator(seed: seed)
      let instance = seed % 2 == 0 ? Instance.tiny(seed: seed) : Instance.ruled(seed: seed)
      let families = random.integer(in: 1...3)
      let familyOf = (0..<instance.rows.count).map { _ in random.integer(in: -1...families - 1) }
      var ledger = Ledger(instance)
      // Something stands there already, overfull bays now and then.
      for _ in 0..<random.integer(in: 0...2) {
        _ = ledger.place(OptionIndex(random.integer(in: 0...instance.options.count - 1)))
      }
      let zones = (0..<instance.zones.count).map { ZoneIndex($0) }
      var relaxedBounds = RelaxedBounds(familyOf: familyOf)
      for option in (0..<instance.options.count).map({ OptionIndex($0) }) {
        let bounds = relaxedBounds.bounds(of: option, in: zones, on: ledger)
        for family in 0..<(familyOf.max() ?? -1) + 1 {
          var trial = ledger
          trial.relax { familyOf[$0.offset] == family }
          for zone in zones {
            let start = trial.mark()
            // A piece is asked for one at a time: for several the bounds hold only once.
            let isPiece = instance.options.slots[option] < instance.nodeSlots[Int(instance.options.kind[option])]
            let placed = trial.fillMost(option, in: zone, units: isPiece ? 1 : 8)
            trial.rollBack(to: start)
            let most = bounds[zone.offset, relaxing: family]
            #expect(placed <= most, "seed \(seed), option \(option), zone \(zone), family \(family)")
            asked += 1
            if placed == min(most, 8) { tight += 1 }
          }
        }
      }
    }
    // It would be idle if it let everything through.
    #expect(tight * 4 > asked * 3, "\(tight) of \(asked)")
  }

  @Test func `limits that were forgotten come back as another ledger has them`() {
    let instance = Instance.tiny(seed: 5)
    let ledger = Ledger(instance)
    var trial = ledger
    let rows = (0..<instance.rows.count).map { RowIndex($0) }
    trial.relax(rows)
    #expect(rows.allSatisfy { trial.slack(of: $0) == Ledger.unlimited })
    trial.restore(rows, from: ledger)
    #expect(rows.allSatisfy { trial.slack(of: $0) == instance.rows.capacity[$0.offset] })
  }
}

@Suite struct AnswersTests {
  @Test(arguments: [1, 2, 5]) func `answers stand in the order of the questions, whoever gave them`(threads: Int) {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    let answers = pool.answers(to: Array(0..<100)) {
      0
    } _: { asked, question in
      asked += 1
      return (question * question, asked)
    }
    #expect(answers.map(\.0) == (0..<100).map { $0 * $0 })
    // What a thread works with lasts from one of its questions to the next.
    #expect(answers.map(\.1).max() == (100 + threads - 1) / threads)
    #expect(pool.answers(to: [Int](), begin: { 0 }, { $1 + $0 }) == [])
    #expect(pool.both({ 1 }, { "two" }) == (1, "two"))
  }
}
