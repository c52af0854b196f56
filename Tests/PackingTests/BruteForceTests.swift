import NUMA
import Packing
import Synchronization
import Testing

/// Instances by the thousand, small enough to try everything, each packed at high effort.
@Suite struct PackerAgainstBruteForce {
  @Test(arguments: 0..<10)
  func `no packing breaks a rule or beats the optimum, no bound is below it, and few packings miss it`(part: Int) {
    let tally = BruteForce.run(part * 200..<(part + 1) * 200) { seed in
      Instance.tiny(seed: seed, leases: [3, 4, 4, 5][seed % 4], mandatory: seed % 8 < 4)
    }
    // Two in a thousand of all are missed.
    #expect(tally.missed <= 1, "\(tally.missed) of \(tally.tried) missed: \(tally.seeds)")
  }

  @Test(arguments: 0..<10)
  func `nor where leases have rules of every sort`(part: Int) {
    let tally = BruteForce.run(part * 150..<(part + 1) * 150) { seed in
      Instance.ruled(seed: seed, leases: 3 + seed % 2, pins: seed % 3 != 0, mandatory: seed % 3 != 0)
    }
    // Three in a thousand of all are missed.
    #expect(tally.missed <= 2, "\(tally.missed) of \(tally.tried) missed: \(tally.seeds)")
  }
}

/// Holds packings to what brute force finds.
private enum BruteForce {
  struct Tally {
    var tried = 0
    /// Seeds whose packings are worth less than the optimum.
    var seeds: [Int] = []
    var missed: Int { seeds.count }
  }

  static func run(_ seeds: Range<Int>, _ instance: (Int) -> Instance) -> Tally {
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    var tally = Tally()
    for seed in seeds {
      let instance = instance(seed)
      let checker = RuleChecker(instance: instance)
      let best = checker.optimum()
      let packing = packThoroughly(instance, until: best, pool)
      expectHolds(packing, checker, seed: seed)
      // A lease pinned where rows are overfull without it is refused and stands there all the same: nothing to compare.
      guard packing.conflicts.isEmpty else { continue }
      let worth = (packing.mandatoryValue, packing.value - packing.moveCost)
      #expect(worth <= best, "seed \(seed): \(worth) beats \(best)")
      #expect(
        packing.bound.mandatoryValue >= best.mandatory,
        "seed \(seed): mandatory bound \(packing.bound.mandatoryValue) < \(best.mandatory)")
      // The value bound speaks of packings that keep what is kept here.
      if packing.mandatoryValue == best.mandatory { #expect(packing.bound.value >= best.net, "seed \(seed)") }
      tally.tried += 1
      if worth != best { tally.seeds.append(seed) }
    }
    return tally
  }

  /// Packs at high effort, but no longer than until the value is that of the optimum, as nothing more can be found.
  private static func packThoroughly(
    _ instance: Instance, until best: (mandatory: Int64, net: Int64), _ pool: Workers
  ) -> Packing {
    let ceiling = UpperBoundObserver(best.net)
    var settings = PackingSettings(seed: 1, effort: .high)
    settings.observe = { if case .round(_, let value, _) = $0 { ceiling.hear(value) } }
    settings.isOutOfTime = { ceiling.isReached }
    let packing = Packer(instance, settings: settings, pool: pool).pack()
    if (packing.mandatoryValue, packing.value - packing.moveCost) == best { return packing }
    // The value that was reached was not the one to keep, or moves have to be paid from it.
    return Packer(instance, settings: PackingSettings(seed: 1, effort: .high), pool: pool).pack()
  }

  private final class UpperBoundObserver: Sendable {
    private let value: Int64
    private let reached = Atomic<Bool>(false)
    init(_ value: Int64) { self.value = value }
    func hear(_ value: Int64) { if value >= self.value { reached.store(true, ordering: .relaxed) } }
    var isReached: Bool { reached.load(ordering: .relaxed) }
  }

  /// The packing's leases stand by the rules, and its sums are those of its leases.
  private static func expectHolds(_ packing: Packing, _ checker: RuleChecker, seed: Int) {
    let stands = packing.gangs
    for stand in stands { #expect(checker.keepsToItself(stand), "seed \(seed): \(stand)") }
    #expect(checker.holds(stands, isComplete: true), "seed \(seed): \(stands)")
    #expect(packing.value == stands.reduce(0) { $0 + checker.worth($1).value }, "seed \(seed)")
    #expect(packing.moveCost == stands.reduce(0) { $0 + checker.worth($1).moves }, "seed \(seed)")
  }
}
