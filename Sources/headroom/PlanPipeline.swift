import ArgumentParser
import Facility
import Files
import NUMA
import Packing
import PlanCheck
import PlanModel
import Planner
import Report
import Tenancy

/// From a facility and a book that are read to an answer: the one way that `plan` goes, and that `bench` measures.
struct PlanPipeline {
  let inputs: Inputs
  let settings: PlanSettings
  let packing: PackingSettings
  var pool: WorkerPool
  let watch: Stopwatch

  /// The same way with other threads.
  func with(_ pool: WorkerPool) -> PlanPipeline {
    var other = self
    other.pool = pool
    return other
  }

  /// What came of it.
  struct Outcome {
    var planning: Planning
    var packing: Packing
    var answer: Answer
  }

  /// Packs, has the plan checked, and works out what is left.
  ///
  /// - Throws: `ExitCode.bug` if the checker finds anything wrong that an empty plan does not have wrong already.
  func answer() throws -> Answer { try outcome().answer }

  /// The same, with what led to the answer.
  func outcome() throws -> Outcome {
    let (facility, book) = (inputs.facility, inputs.book)
    watch.begin(.compile)
    let problem = CompiledProblem(facility: facility, book: book, settings: settings, pool: pool)
    // What the checker makes of the facility and the book depends on no plan.
    let (planning, first) = pool.both {
      Planning(problem, packing: self.packing)
    } _: {
      (ground: Groundwork(facility: facility, book: book, settings: settings), draws: draws())
    }
    let packing = planning.pack(pool: pool)
    var read = read(planning, packing)
    watch.begin(.check)
    // What is left depends on no verdict, and is worked out beside it.
    let (judgement, residual) = pool.both { [read] in
      PlanCheck.judgement(of: read.plan, on: first.ground)
    } _: { [read] in
      planning.residual(on: read)
    }
    read.plan = judgement.plan
    try distrust(judgement.verdict, of: read.plan)
    watch.begin(.report)
    var answer = planning.answer(
      on: read, residual, verdict: judgement.verdict, draws: first.draws, supplyBand: judgement.supplyBand, pool: pool)
    answer.stoppedAfterRound = packing.work.stoppedAfterRound
    return Outcome(planning: planning, packing: packing, answer: answer)
  }

  /// What the facility draws with every node at a basis, for each of them.
  private func draws() -> [BasisDraw] {
    let bases = [.sustainedPeak, .nameplate, .average] + inputs.facility.namedBases.map { Basis(name: $0) }
    return bases.map { basis in
      let draw = PlanCheck.supplyDraw(of: inputs.facility, everyNodeAt: basis)
      return BasisDraw(basis: basis, supply: draw.supply, nodes: draw.nodes)
    }
  }

  /// Reads a packing back as a plan.
  private func read(_ planning: Planning, _ packing: Packing) -> Planning.ReadBack {
    watch.begin(.plan)
    var read = planning.readBack(packing, pool: pool)
    read.plan.inputs = inputs.hashes
    return read
  }

  /// Reads a packing back as a plan and has it judged; the bounds and the draw that are printed are the checker's own.
  ///
  /// - Throws: as `answer`.
  func judged(_ planning: Planning, _ packing: Packing) throws -> Plan {
    let read = read(planning, packing)
    watch.begin(.check)
    let judgement = PlanCheck.judgement(of: read.plan, facility: inputs.facility, book: inputs.book)
    try distrust(judgement.verdict, of: judgement.plan)
    return judgement.plan
  }

  private func distrust(_ verdict: Verdict, of plan: Plan) throws {
    guard !verdict.holds else { return }
    let (facility, book) = (inputs.facility, inputs.book)
    var empty = plan
    empty.placements = []
    let without = PlanCheck.check(empty, facility: facility, book: book)
    let alreadyOver = without.violations.compactMap {
      if case .over(let loading) = $0 { loading.resource } else { nil }
    }
    let ours = verdict.violations.filter {
      if case .over(let loading) = $0 { return !alreadyOver.contains(loading.resource) }
      return true
    }
    guard !ours.isEmpty else { return }
    Terminal.complain("error: a bug in headroom: its own plan does not pass its check\n")
    for violation in ours.prefix(20) {
      Terminal.complain("  " + Sentence.violation(violation, facility: facility, book: book) + "\n")
    }
    throw ExitCode.bug
  }
}

extension Inputs {
  /// The bytes of a plan's file.
  func planFile(_ plan: Plan) -> [UInt8] {
    var sentences = ReasonSentences()
    return PlanFile.write(plan, facility: facility, book: book) {
      sentences.text(of: $0, facility: facility, book: book)
    }
  }
}
