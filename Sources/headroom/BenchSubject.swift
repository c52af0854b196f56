import Synthetic
import ArgumentParser
import Facility
import Files
import NUMA
import Packing
import PlanCheck
import PlanModel
import Planner
import Report
import Documents
import Tenancy

/// What a benchmark packs.
enum BenchSubject {
  /// A benchmark instance.
  case instance(path: String)
  /// A facility and a book in files.
  case topology(String, tenants: String?)
  /// A facility and a book made up in memory.
  case generated(GeneratedSite)
}

/// One run: its figures, and the bytes of its plan or solution.
struct BenchRun {
  var report: BenchReport
  var plan: [UInt8]
  /// Packs by a simple rule, and has that checked; nil once nobody asks any more, as it holds on to the whole problem.
  var rival: ((Baseline) throws -> BenchReport.BaselineResult)?
}

extension BenchSubject {
  /// Goes the whole way once.
  ///
  /// - Throws: `ExitCode.badInput` and `ExitCode.bug`, having said why.
  func run(_ running: RunningOptions, pool: WorkerPool, watch: Stopwatch) throws -> BenchRun {
    switch self {
    case .instance(let path): return try Self.run(instance: path, running, pool, watch)
    case .topology(let topology, let tenants):
      return try Self.run(Inputs(topology: topology, tenants: tenants, pool: pool), running, pool, watch)
    case .generated(let site):
      return try Self.run(Inputs(facility: site.facility, book: site.book, pool: pool), running, pool, watch)
    }
  }

  // MARK: a facility

  private static func run(
    _ inputs: Inputs, _ running: RunningOptions, _ pool: WorkerPool, _ watch: Stopwatch
  ) throws -> BenchRun {
    watch.endReading()
    let pipeline = PlanPipeline(
      inputs: inputs, settings: PlanSettings(seed: running.seed), packing: running.packingSettings(watch), pool: pool,
      watch: watch)
    let outcome = try pipeline.outcome()
    // Nobody reads it: it is written for the clock.
    _ = PlanReport.text(outcome.answer, style: ReportStyle())
    var report = report(outcome.packing, watch)
    let plan = outcome.answer.plan
    report.instance = inputs.facility.name
    report.workloads = inputs.book.leases.count
    report.installedGPUs = outcome.answer.gpus.reduce(0) { $0 + $1.installed }
    (report.value, report.bound) = (plan.value, plan.certificate.bound)
    report.accepted = plan.placements.count
    report.gpus = plan.placements.reduce(0) { $0 + $1.gpus(of: inputs.facility.kinds[$1.kind]) }
    return BenchRun(report: report, plan: inputs.planFile(plan)) { rule in
      // The threads of the run have ended.
      let pool = WorkerPool(threads: 1)
      defer { pool.shutdown() }
      let (packing, seconds) = timed { outcome.planning.packing(by: rule, pool: pool) }
      let plan = try pipeline.with(pool).judged(outcome.planning, packing)
      return BenchReport.BaselineResult(
        name: rule.rawValue, value: plan.value, accepted: plan.placements.count, seconds: seconds)
    }
  }

  // MARK: an instance

  private static func run(
    instance path: String, _ running: RunningOptions, _ pool: WorkerPool, _ watch: Stopwatch
  ) throws -> BenchRun {
    let loaded = BenchmarkInstanceFile.read(try Inputs.source(path))
    try Inputs.report(loaded.diagnostics, failed: loaded.value == nil)
    let source = loaded.value!
    watch.endReading()
    let problem = CompiledBenchmark(source)
    let packer = Packer(problem.instance, settings: running.packingSettings(watch), pool: pool)
    let packing = packer.pack()
    watch.begin(.plan)
    let solution = problem.solution(packing)
    watch.begin(.check)
    let verdict = try judged(solution, packing, source)
    var report = report(packing, watch)
    report.instance = source.name
    report.workloads = source.workType.count
    report.installedGPUs = source.rackType.reduce(0) { $0 + source.types[$1].rackNodes * source.types[$1].nodeGPUs }
    (report.value, report.bound) = (packing.value, packing.bound.value)
    (report.accepted, report.gpus) = (verdict.accepted, verdict.gpus)
    return BenchRun(report: report, plan: BenchmarkSolutionFile.write(solution)) { rule in
      let (packing, seconds) = timed { packer.packing(by: rule) }
      let verdict = try judged(problem.solution(packing), packing, source)
      return BenchReport.BaselineResult(
        name: rule.rawValue, value: verdict.value, accepted: verdict.accepted, seconds: seconds)
    }
  }

  private static func judged(
    _ solution: BenchmarkSolution, _ packing: Packing, _ source: BenchmarkInstance
  ) throws -> BenchmarkVerdict {
    let verdict = PlanCheck.check(solution, of: source)
    if !verdict.holds {
      let leased = PlanCheck.check(BenchmarkSolution(), of: source).violations
      if !leased.isEmpty {
        Terminal.complain("error: \(source.name): what is leased already breaks limits, so no solution holds them\n")
        for violation in leased.prefix(20) { Terminal.complain("  \(violation)\n") }
        throw ExitCode.badInput
      }
    }
    guard verdict.holds, verdict.value == packing.value, packing.value <= packing.bound.value else {
      Terminal.complain("error: a bug in headroom: its own solution does not pass its check\n")
      for violation in verdict.violations.prefix(20) { Terminal.complain("  \(violation)\n") }
      throw ExitCode.bug
    }
    return verdict
  }

  // MARK: figures

  private static func report(_ packing: Packing, _ watch: Stopwatch) -> BenchReport {
    var report = BenchReport()
    (report.laps, report.trajectory) = watch.stop()
    (report.orders, report.rounds, report.regions) =
      (packing.work.orders, packing.work.rounds, packing.work.regions)
    report.stoppedAfterRound = packing.work.stoppedAfterRound
    return report
  }

  private static func timed<Value>(_ body: () -> Value) -> (Value, seconds: Double) {
    let start = ContinuousClock.now
    let value = body()
    return (value, (ContinuousClock.now - start).inSeconds)
  }
}
