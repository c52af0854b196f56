internal import Facility
internal import Files
public import NUMA
public import Packing
internal import PlanCheck
public import PlanModel
internal import Planner
internal import Report
internal import Tenancy

/// The problem that a benchmark packs.
public enum BenchmarkSubject: Sendable {
  /// A benchmark instance.
  case instance(BenchmarkInstance)
  /// A facility and a book.
  case facility(PlanInputs)
}

/// A measured run: everything that `PlanPipeline` does, or the same for a benchmark instance. It has no clock: whoever
/// measures stamps the events.
public struct BenchmarkPipeline: Sendable {
  private let pool: WorkerPool
  private let control: RunControl

  /// Makes a pipeline on a pool, which stays the caller's to shut down.
  public init(pool: WorkerPool, control: RunControl = RunControl()) {
    (self.pool, self.control) = (pool, control)
  }

  /// Goes the whole way once.
  ///
  /// - Throws: `overcommitted`, `unsoundPlan`, `unsoundSolution` or `cancelled`.
  public func run(_ subject: BenchmarkSubject, packing: PackingSettings) throws(PipelineFailure) -> BenchmarkRun {
    switch subject {
    case .instance(let instance): try run(instance, packing)
    case .facility(let inputs): try run(inputs, packing)
    }
  }

  private func run(_ inputs: PlanInputs, _ packing: PackingSettings) throws(PipelineFailure) -> BenchmarkRun {
    let outcome = try PlanPipeline(pool: pool, control: control)
      .outcome(of: inputs, settings: PlanSettings(seed: packing.seed), packing: packing)
    let plan = outcome.answer.plan
    var figures = BenchReport(outcome.packing.work)
    figures.isInterrupted = outcome.answer.isInterrupted
    figures.instance = inputs.facility.name
    figures.workloads = inputs.book.leases.count
    figures.installedGPUs = outcome.answer.gpus.reduce(0) { $0 + $1.installed }
    (figures.value, figures.bound) = (plan.value, plan.certificate.bound)
    figures.accepted = plan.placements.count
    figures.gpus = plan.placements.reduce(0) { $0 + $1.gpus(of: inputs.facility.kinds[$1.kind]) }
    return BenchmarkRun(
      figures: figures, result: .answer(outcome.answer, to: inputs),
      rivals: BenchmarkRivals(.facility(inputs, outcome.planning), control))
  }

  private func run(_ instance: BenchmarkInstance, _ settings: PackingSettings) throws(PipelineFailure) -> BenchmarkRun {
    try control.begin(.compile)
    let problem = CompiledBenchmark(instance)
    try control.begin(.pack)
    let settings = control.joined(to: settings)
    let packing = Packer(problem.instance, settings: settings, pool: pool).pack()
    try control.begin(.readBack)
    let solution = problem.solution(packing)
    try control.begin(.check)
    let verdict = try instance.verdict(on: solution, of: packing)
    try control.proceed()
    var figures = BenchReport(packing.work)
    figures.isInterrupted = control.cancellation.isFinishing
    figures.instance = instance.name
    figures.workloads = instance.workType.count
    figures.installedGPUs = instance.rackType.reduce(0) {
      $0 + instance.types[$1].rackNodes * instance.types[$1].nodeGPUs
    }
    (figures.value, figures.bound) = (packing.value, packing.bound.value)
    (figures.accepted, figures.gpus) = (verdict.accepted, verdict.gpus)
    return BenchmarkRun(
      figures: figures, result: .solution(solution), rivals: BenchmarkRivals(.instance(instance, problem), control))
  }
}

extension BenchReport {
  fileprivate init(_ work: PackingWork) {
    self.init()
    (orders, rounds, regions) = (work.priorityLists, work.rounds, work.regions)
    stoppedAfterRound = work.stoppedAfterRound
  }
}

extension BenchmarkInstance {
  /// The verdict on a solution of ours, which holds.
  func verdict(on solution: BenchmarkSolution, of packing: Packing) throws(PipelineFailure) -> BenchmarkVerdict {
    let verdict = PlanCheck.check(solution, of: self)
    if !verdict.holds {
      let leased = PlanCheck.check(BenchmarkSolution(), of: self).violations
      if !leased.isEmpty { throw .overcommitted(instance: name, violations: leased) }
    }
    guard verdict.holds, verdict.value == packing.value, packing.value <= packing.bound.value else {
      throw .unsoundSolution(verdict.violations)
    }
    return verdict
  }
}
