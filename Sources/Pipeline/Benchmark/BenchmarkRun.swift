internal import Facility
internal import Files
public import NUMA
public import Packing
internal import PlanCheck
public import PlanModel
internal import Planner
public import Report

/// One run of a benchmark: its figures, its result, and the problem for simple packers to try.
public struct BenchmarkRun: Sendable {
  /// The plan or the solution that was found.
  public enum Result: Sendable {
    /// An answer about a facility.
    case answer(Answer, to: PlanInputs)
    /// A solution of a benchmark instance.
    case solution(BenchmarkSolution)
  }

  /// Everything but times, threads and nodes, which are for whoever measures.
  public let figures: BenchReport
  /// The plan or the solution.
  public let result: Result
  /// Simple packers on the same problem.
  public let rivals: BenchmarkRivals

  /// Bytes of the plan's file, or the solution's.
  public func file() -> [UInt8] {
    switch result {
    case .answer(let answer, let inputs): inputs.planFile(answer.plan)
    case .solution(let solution): BenchmarkSolutionFile.write(solution)
    }
  }
}

/// Simple packers on the problem of a run. Holds on to all of that problem.
public struct BenchmarkRivals: Sendable {
  enum CompiledSubject {
    case facility(PlanInputs, Planning)
    case instance(BenchmarkInstance, CompiledBenchmark)
  }

  private let problem: CompiledSubject
  private let control: RunControl

  init(_ problem: CompiledSubject, _ control: RunControl) { (self.problem, self.control) = (problem, control) }

  /// Packs by a simple rule, on the calling thread.
  ///
  /// - Throws: `cancelled`.
  public func packing(by rule: Baseline, pool: WorkerPool) throws(PipelineFailure) -> Packing {
    try control.proceed()
    return switch problem {
    case .facility(_, let planning): planning.packing(by: rule, pool: pool)
    case .instance(_, let problem): Packer(problem.instance, pool: pool).packing(by: rule)
    }
  }

  /// The value of a packing, in cents per hour, and the leases that it accepts, once both are checked.
  ///
  /// - Throws: `overcommitted`, `unsoundPlan`, `unsoundSolution` or `cancelled`.
  public func judged(_ packing: Packing, pool: WorkerPool) throws(PipelineFailure) -> (value: Int64, accepted: Int) {
    switch problem {
    case .facility(let inputs, let planning):
      let plan = try PlanPipeline(pool: pool, control: control).judged(packing, by: planning, of: inputs)
      return (plan.value, plan.placements.count)
    case .instance(let instance, let problem):
      try control.proceed()
      let verdict = try instance.verdict(on: problem.solution(packing), of: packing)
      return (verdict.value, verdict.accepted)
    }
  }
}
