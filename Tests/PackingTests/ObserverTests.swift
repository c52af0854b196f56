import NUMA
import Synchronization
import Testing

@testable import Packing

/// Remembers what a packer says, and lets it stop.
private final class Listener: Sendable {
  private let heard = Mutex<[PackingEvent]>([])
  var events: [PackingEvent] { heard.withLock { $0 } }
  var rounds: [(number: Int, value: Int64, bound: Int64)] {
    events.compactMap { if case .round(let number, let value, let bound) = $0 { (number, value, bound) } else { nil } }
  }
  func hear(_ event: PackingEvent) { heard.withLock { $0.append(event) } }
}

@Suite struct ObserverTests {
  private static func pack(
    _ instance: Instance, threads: Int = 2, isOutOfTime: @escaping @Sendable () -> Bool = { false }
  ) -> (packing: Packing, listener: Listener) {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    let listener = Listener()
    let settings = PackingSettings(
      priceSteps: 60, changes: 24, rounds: 3, isOutOfTime: isOutOfTime, observe: { listener.hear($0) })
    return (Packer(instance, settings: settings, pool: pool).pack(), listener)
  }

  @Test func `phases begin in order, and rounds never lose value nor pass the bound`() {
    for seed in 1...10 {
      let (packing, listener) = Self.pack(Instance.tiny(seed: seed, leases: 12))
      let began = listener.events.compactMap { if case .began(let phase) = $0 { phase } else { nil } }
      #expect(began.prefix(2) == [.construct, .prices] && began.last == .certificate, "seed \(seed): \(began)")
      let rounds = listener.rounds
      #expect(rounds.first?.number == 0 && rounds.map(\.number) == Array(0..<rounds.count))
      #expect(rounds.last?.number == packing.work.rounds, "seed \(seed)")
      #expect(rounds.allSatisfy { $0.value <= $0.bound })
      #expect(packing.work.stoppedAfterRound == nil)
      #expect(packing.value >= rounds.map(\.value).max() ?? 0 || packing.moveCost > 0, "seed \(seed)")
    }
  }

  @Test func `the work counted is the same for any number of threads`() {
    for seed in 1...10 {
      let instance = Instance.tiny(seed: seed, leases: 12)
      #expect(Self.pack(instance, threads: 1).packing.work == Self.pack(instance, threads: 3).packing.work)
    }
  }

  @Test func `without any time a packing still holds, and says that it was stopped`() {
    var stopped = 0
    for seed in 1...20 {
      let instance = Instance.tiny(seed: seed, leases: 12)
      let packing = Self.pack(instance, isOutOfTime: { true }).packing
      #expect(LoadChecker(instance: instance).holds(packing.placed), "seed \(seed)")
      #expect(packing.value <= packing.bound.value)
      if packing.work.stoppedAfterRound != nil { stopped += 1 }
    }
    #expect(stopped == 20, "orders are all that fits in no time")
  }

  @Test func `however late it is, one order of mandatory leases is tried, and no second one`() {
    // Fourteen nodes are asked for where there are twelve: no order serves all.
    var builder = InstanceBuilder([[4, 4], [4]])
    for units in [5, 4, 3, 2] { builder.lease(units, mandatory: true) }
    let packing = Self.pack(builder.instance, isOutOfTime: { true }).packing
    #expect(packing.work.priorityLists == 1 && packing.accepted == 3 && packing.work.stoppedAfterRound == 0)
    #expect(Self.pack(builder.instance).packing.work.priorityLists > 30)
  }

  @Test func `simple packers hold, and are worth no more than the bound`() {
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    var better = 0
    for seed in 1...40 {
      let instance = Instance.tiny(seed: seed, leases: 12)
      let packer = Packer(instance, settings: PackingSettings(priceSteps: 60, changes: 100, rounds: 3), pool: pool)
      let best = packer.pack()
      for rule in Baseline.allCases {
        let simple = packer.packing(by: rule)
        #expect(LoadChecker(instance: instance).holds(simple.placed), "seed \(seed), \(rule)")
        #expect(simple.value <= simple.bound.value)
        if (best.mandatoryValue, best.value - best.moveCost) >= (simple.mandatoryValue, simple.value - simple.moveCost)
        {
          better += 1
        }
      }
    }
    #expect(better >= 76, "only \(better) of 80 simple packings are not better than the packer's")
  }
}
