import NUMA
import Packing
import Pipeline
import PlanModel
import Synthetic
import Testing

/// Stops a run at the first event that matches; whether it was cancelled, and the phases that had begun.
private func run(stoppingAt matches: @escaping @Sendable (PipelineEvent) -> Bool) throws -> (
  isCancelled: Bool, log: EventLog
) {
  let log = EventLog()
  let token = CancellationToken()
  let control = RunControl(cancellation: token) { event in
    log.hear(event)
    if matches(event) { token.cancel() }
  }
  return try WorkerPool.lent(threads: 2) { pool in
    do {
      let inputs = try InputReader(pool: pool, control: control)
        .inputs(facility: Sample.generated.facility, book: Sample.generated.book)
      _ = try PlanPipeline(pool: pool, control: control).answer(to: inputs, packing: Sample.brief)
      return (false, log)
    } catch PipelineFailure.cancelled {
      return (true, log)
    }
  }
}

struct CancellationTests {
  @Test func `a run that is cancelled before it begins does nothing`() throws {
    let (log, token) = (EventLog(), CancellationToken())
    let control = RunControl(cancellation: token) { log.hear($0) }
    token.cancel()
    #expect(token.isCancelled)
    try WorkerPool.lent(threads: 1) { pool in
      let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
      #expect(throws: PipelineFailure.self) { try PlanPipeline(pool: pool, control: control).answer(to: inputs) }
      #expect(throws: PipelineFailure.self) {
        try InputReader(control: control).inputs(topology: Sample.topology("minimal"))
      }
      // The pool and the inputs are as good as before.
      #expect(try PlanPipeline(pool: pool).answer(to: inputs).isYes)
    }
    #expect(log.events.isEmpty)
  }

  @Test(arguments: PipelinePhase.allCases)
  func `a run that is cancelled in a phase begins no other`(phase: PipelinePhase) throws {
    let (isCancelled, log) = try run { $0 == .began(phase) }
    #expect(isCancelled && log.phases.last == phase)
  }

  @Test func `a run that is cancelled while it packs ends after the round under way`() throws {
    let (isCancelled, log) = try run { if case .packing(.round(1, _, _)) = $0 { true } else { false } }
    #expect(isCancelled && log.phases == [.read, .compile, .pack])
    let rounds = log.events.compactMap { event -> Int? in
      if case .packing(.round(let number, _, _)) = event { number } else { nil }
    }
    #expect(rounds == [0, 1])
  }

  @Test func `a run that is to finish ends after the round under way, and has an answer that says so`() throws {
    let (log, token) = (EventLog(), CancellationToken())
    let control = RunControl(cancellation: token) { event in
      log.hear(event)
      if case .packing(.round(1, _, _)) = event { token.finish() }
    }
    try WorkerPool.lent(threads: 2) { pool in
      let inputs = try InputReader(pool: pool)
        .inputs(facility: Sample.generated.facility, book: Sample.generated.book)
      let answer = try PlanPipeline(pool: pool, control: control)
        .answer(to: inputs, packing: PackingSettings(seed: 1, effort: .high))
      #expect(answer.stoppedAfterRound == 1 && answer.isInterrupted)
      #expect(answer.verdict.holds && !answer.plan.placements.isEmpty)
    }
    #expect(log.phases == [.compile, .pack, .readBack, .check, .answer])
    #expect(token.isFinishing && !token.isCancelled)
    token.cancel()
    #expect(token.isCancelled)
    // What is cancelled is not called back.
    token.finish()
    #expect(token.isCancelled)
  }

  @Test func `a simple packer does not begin once the run is cancelled`() throws {
    let token = CancellationToken()
    try WorkerPool.lent(threads: 1) { pool in
      let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
      let run = try BenchmarkPipeline(pool: pool, control: RunControl(cancellation: token))
        .run(.facility(inputs), packing: Sample.brief)
      let packing = try run.rivals.packing(by: .firstFit, pool: pool)
      token.cancel()
      #expect(throws: PipelineFailure.self) { try run.rivals.packing(by: .firstFit, pool: pool) }
      #expect(throws: PipelineFailure.self) { try run.rivals.judged(packing, pool: pool) }
    }
  }

  @Test func `a run that is not cancelled is not out of time`() throws {
    let (isCancelled, log) = try run { _ in false }
    #expect(!isCancelled && log.phases == PipelinePhase.allCases)
  }
}
