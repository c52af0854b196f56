internal import Documents
internal import Facility
public import NUMA
public import Packing
internal import PlanCheck
public import PlanModel
internal import Planner
internal import Tenancy

/// The way from a facility and a tenant book to an answer: compile, pack, read back, check, and say what is left.
///
///     let pool = WorkerPool(threads: 4)
///     defer { pool.shutdown() }
///     let inputs = try InputReader(pool: pool).inputs(topology: "Topologies/minimal")
///     let answer = try PlanPipeline(pool: pool).answer(to: inputs)
///     let file = inputs.planFile(answer.plan)
///
/// Values go in and a value comes out: nothing is printed and nothing written. The answer is the same, byte for byte, for
/// any pool, and several runs may share one at once: they take turns, job by job.
public struct PlanPipeline: Sendable {
  private let pool: WorkerPool
  private let control: RunControl

  /// Makes a pipeline on a pool, which stays the caller's to shut down.
  public init(pool: WorkerPool, control: RunControl = RunControl()) {
    (self.pool, self.control) = (pool, control)
  }

  /// Packs a book into a facility, has the plan checked, and works out what is left.
  ///
  /// - Parameters:
  ///   - settings: the meaning of the plan; its seed is the packer's too.
  ///   - packing: how much the packer does.
  /// - Throws: `unknownBasis`, `unsoundPlan` or `cancelled`. That a lease which must be kept does not fit, or that what
  ///   stands placed today breaks a limit, is an answer; see `Answer.isYes`.
  public func answer(
    to inputs: PlanInputs, settings: PlanSettings = PlanSettings(), packing: PackingSettings = PackingSettings()
  ) throws(PipelineFailure) -> Answer {
    try outcome(of: inputs, settings: settings, packing: packing).answer
  }

  /// An answer with what led to it.
  struct Outcome {
    var planning: Planning
    var packing: Packing
    var answer: Answer
  }

  func outcome(
    of inputs: PlanInputs, settings: PlanSettings, packing: PackingSettings
  ) throws(PipelineFailure) -> Outcome {
    let (planning, preparation) = try compiled(inputs, settings: settings, packing: packing)
    try control.begin(.pack)
    let packed = planning.pack(pool: pool)
    var readBack = try self.readBack(packed, by: planning, of: inputs)
    try control.begin(.check)
    // What is left depends on no verdict, and is worked out beside it.
    let (audited, left) = pool.both { [readBack] in
      PlanCheck.audit(of: readBack.plan, in: preparation.context)
    } _: { [readBack] in
      planning.residual(on: readBack)
    }
    readBack.plan = audited.plan
    if audited.verdict.isBeyondCount { throw .beyondCount }
    try inputs.requireSound(audited.plan, audited.verdict)
    try control.begin(.answer)
    var answer = planning.answer(
      on: readBack, left, verdict: audited.verdict, draws: preparation.draws, supplyBand: audited.supplyBand,
      pool: pool)
    answer.supplyOnTraining = PlanCheck.supplyOnTraining(
      audited.plan, facility: inputs.facility, book: inputs.book)
    answer.circumstances = inputs.circumstances
    answer.stoppedAfterRound = packed.work.stoppedAfterRound
    answer.isInterrupted = control.cancellation.isFinishing
    try control.proceed()
    return Outcome(planning: planning, packing: packed, answer: answer)
  }

  /// Values that check and report derive from the facility and the book before there is a plan.
  private struct Preparation: Sendable {
    var context: CheckContext
    var draws: [BasisDraw]
  }

  private func compiled(
    _ inputs: PlanInputs, settings: PlanSettings, packing: PackingSettings
  ) throws(PipelineFailure) -> (Planning, Preparation) {
    try inputs.require(settings.basis)
    try control.begin(.compile)
    let (facility, book) = (inputs.facility, inputs.book)
    let problem = CompiledProblem(facility: facility, book: book, settings: settings, pool: pool)
    try control.proceed()
    let packing = control.joined(to: packing)
    return pool.both {
      Planning(problem, packing: packing)
    } _: {
      Preparation(
        context: CheckContext(facility: facility, book: book, settings: settings), draws: facility.drawsByBasis)
    }
  }

  private func readBack(
    _ packing: Packing, by planning: Planning, of inputs: PlanInputs
  ) throws(PipelineFailure) -> Planning.ReadBack {
    try control.begin(.readBack)
    var readBack = planning.readBack(packing, pool: pool)
    readBack.plan.inputs = inputs.hashes
    return readBack
  }

  /// Reads a packing back as a plan and has it judged; the bounds and the draw in it are the checker's own.
  func judged(_ packing: Packing, by planning: Planning, of inputs: PlanInputs) throws(PipelineFailure) -> Plan {
    let readBack = try readBack(packing, by: planning, of: inputs)
    try control.begin(.check)
    let audited = PlanCheck.audit(of: readBack.plan, facility: inputs.facility, book: inputs.book)
    try inputs.requireSound(audited.plan, audited.verdict)
    return audited.plan
  }
}

extension PlanInputs {
  /// Refuses a plan that breaks anything beyond what the facility breaks with nobody placed but who stands today.
  fileprivate func requireSound(_ plan: Plan, _ verdict: Verdict) throws(PipelineFailure) {
    guard !verdict.holds else { return }
    var today = plan
    today.placements = plan.placements.filter { book.leases[$0.lease].isPlaced }
    let without = PlanCheck.check(today, facility: facility, book: book).violations.filter(\.isOfPlaces)
    let alreadyOver = without.compactMap { if case .over(let loading) = $0 { loading.resource } else { nil } }
    let ours = verdict.violations.filter {
      if case .over(let loading) = $0 { return !alreadyOver.contains(loading.resource) }
      return !without.contains($0)
    }
    if !ours.isEmpty { throw .unsoundPlan(ours, of: self) }
  }
}

extension Violation {
  /// True where it is a matter of where leases stand, not of what a plan claims or leaves out.
  fileprivate var isOfPlaces: Bool {
    switch self {
    case .unaccounted, .claim, .falseLoad, .missingLoad, .otherFile, .negativePrice, .unknownPrice: false
    default: true
    }
  }
}
