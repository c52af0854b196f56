import Documents
import NUMA
import Packing
import Pipeline
import Synthetic
import Testing

struct EventTests {
  private static func log(_ facility: SourceFile, _ book: SourceFile) throws -> EventLog {
    let log = EventLog()
    try WorkerPool.lent(threads: 2) { pool in
      let control = RunControl { log.hear($0) }
      let inputs = try InputReader(pool: pool, control: control).inputs(facility: facility, book: book)
      _ = try PlanPipeline(pool: pool, control: control).answer(to: inputs, packing: Sample.brief)
    }
    return log
  }

  @Test func `a run passes through every phase once, in order, and the packer speaks while it packs`() throws {
    let log = try Self.log(Sample.generated.facility, Sample.generated.book)
    #expect(log.phases == PipelinePhase.allCases)
    let events = log.events
    let first = try #require(events.firstIndex(of: .began(.pack)))
    let last = try #require(events.firstIndex(of: .began(.readBack)))
    #expect(events[first + 1] == .packing(.began(.construct)))
    #expect(events[..<first].count { if case .packing = $0 { true } else { false } } == 0)
    #expect(events[last...].count { if case .packing = $0 { true } else { false } } == 0)
    let rounds = events[first..<last].compactMap { event -> Int? in
      if case .packing(.round(let number, _, _)) = event { number } else { nil }
    }
    #expect(rounds.count > 2 && rounds == Array(0..<rounds.count))
  }

  @Test func `the observer of the packing settings hears the packer too`() throws {
    let (log, own) = (EventLog(), EventLog())
    try WorkerPool.lent(threads: 1) { pool in
      let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
      var packing = PackingSettings(seed: 1, effort: .low)
      packing.observe = { own.hear(.packing($0)) }
      _ = try PlanPipeline(pool: pool, control: RunControl { log.hear($0) }).answer(to: inputs, packing: packing)
    }
    #expect(!own.events.isEmpty)
    #expect(log.events.filter { if case .packing = $0 { true } else { false } } == own.events)
  }

  @Test func `warnings are told after reading begins, and kept`() throws {
    let text = try Sample.minimal("facility.yaml") + "\ntemplates:\n  spare-rack: {level: rack}\n"
    let log = EventLog()
    let inputs = try InputReader(control: RunControl { log.hear($0) }).inputs(
      facility: SourceFile(name: "facility.yaml", text: text),
      book: SourceFile(name: "tenants.yaml", text: try Sample.minimal("tenants.yaml")))
    #expect(inputs.warnings.count == 1 && inputs.warnings[0].message.contains("spare-rack"))
    #expect(log.events == [.began(.read), .warned(inputs.warnings)])
  }
}
