public import ArgumentParser
import Facility
import Files
import NUMA
import PlanCheck
import PlanModel
import Planner
import Report
import Source
public import Tenancy

/// `headroom plan`.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Packs a tenant book into a facility and says what is left to lease.")

  @Argument(help: "A folder with facility.yaml and tenants.yaml, or a facility file.", completion: .file())
  var topology: String

  @Option(help: "Use this tenant book instead of tenants.yaml beside the facility file.", completion: .file())
  var tenants: String?

  @OptionGroup var meaning: MeaningOptions
  @OptionGroup var running: RunningOptions

  @Option(help: OutputFormat.help)
  var format: OutputFormat = .text

  @Option(name: [.short, .long], help: "Write the plan to this file, whole or not at all.", completion: .file())
  var output: String?

  func run() throws {
    let progress = Progress()
    defer { progress.done() }
    progress.phase("reading")
    let inputs = try Inputs(topology: topology, tenants: tenants)
    if let output, output.isEmpty || output == "-" {
      throw ValidationError("--output takes the name of a file, not '\(output)'.")
    }
    if let output, inputs.paths.contains(where: { AtomicFile.isSame($0, output) }) {
      throw ValidationError("--output \(output) is one of the files that the plan is made from.")
    }
    let settings = try meaning.settings(for: inputs.facility, seed: running.seed)
    let pool = WorkerPool(threads: running.workers)
    defer { pool.shutdown() }
    let answer = try Self.answer(inputs, settings, pool, progress)
    progress.phase("writing")
    if let output {
      let because = { (refusal: Refusal) in
        Sentence.reason(refusal, facility: inputs.facility, book: inputs.book)
      }
      let bytes = PlanFile.write(answer.plan, facility: inputs.facility, book: inputs.book, because: because)
      try AtomicFile.write(bytes, to: output)
    }
    progress.done()
    switch format {
    case .text: try Terminal.print(PlanReport.text(answer, style: ReportStyle(colour: Terminal.hasColour)))
    case .json: try Terminal.print(PlanReport.json(answer))
    case .csv: try Terminal.print(PlanReport.csv(answer))
    case .markdown: try Terminal.print(PlanReport.markdown(answer))
    }
    if !answer.keepsAll || !answer.verdict.holds { throw ExitCode.no }
  }

  /// Packs, has the plan checked, and works out what is left.
  ///
  /// - Throws: `ExitCode.bug` if the checker finds anything wrong that an empty plan does not have wrong already.
  static func answer(
    _ inputs: Inputs, _ settings: PlanSettings, _ pool: WorkerPool, _ progress: Progress
  ) throws -> Answer {
    let (facility, book) = (inputs.facility, inputs.book)
    progress.phase("packing")
    let planning = Planning(facility: facility, book: book, settings: settings)
    var plan = planning.plan(pool: pool)
    plan.inputs = inputs.hashes
    progress.phase("checking")
    // The bounds and the draw that are printed are the checker's own.
    plan = PlanCheck.settled(plan, facility: facility, book: book)
    let verdict = PlanCheck.check(plan, facility: facility, book: book)
    try distrust(verdict, of: plan, facility, book)
    progress.phase("measuring what is left")
    let bases = [.sustainedPeak, .nameplate, .average] + facility.namedBases.map { Basis(name: $0) }
    let draws = bases.map { basis in
      let draw = PlanCheck.supplyDraw(of: facility, everyNodeAt: basis)
      return BasisDraw(basis: basis, supply: draw.supply, nodes: draw.nodes)
    }
    let band = PlanCheck.supplyBand(plan, facility: facility, book: book)
    return planning.answer(plan: plan, verdict: verdict, draws: draws, supplyBand: band, pool: pool)
  }

  private static func distrust(_ verdict: Verdict, of plan: Plan, _ facility: Facility, _ book: Book) throws {
    guard !verdict.holds else { return }
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

extension Answer {
  /// Whether every lease that must be kept is placed.
  var keepsAll: Bool { plan.refusals.allSatisfy { !plan.settings.honour.keeps(book.leases[$0.lease]) } }
}

/// Flags that change what a plan means.
struct MeaningOptions: ParsableArguments {
  @Option(help: "Leases kept before value is looked at: contracted (and placed), options, all.")
  var honour: Honour = .contracted

  @Option(
    help: "Watts that limits are checked against: sustained-peak, nameplate, average, or a basis of the facility file.")
  var basis: String = Basis.sustainedPeak.name

  @Option(help: "Whether unleased nodes draw idle power: idle or off.")
  var unleased: Unleased = .idle

  /// What unleased nodes do.
  enum Unleased: String, CaseIterable, ExpressibleByArgument { case idle, off }

  /// The settings, with the basis looked up in the facility.
  func settings(for facility: Facility, seed: UInt64) throws -> PlanSettings {
    let basis = Basis(name: basis)
    if case .named(let name) = basis, !facility.namedBases.contains(name) {
      let known = ["sustained-peak", "nameplate", "average"] + facility.namedBases
      throw ValidationError("'\(name)' is no basis of this facility (known: \(known.joined(separator: ", "))).")
    }
    return PlanSettings(basis: basis, honour: honour, unleasedIdle: unleased == .idle, seed: seed)
  }
}

/// Flags that change how long it takes, never the answer (but for the seed).
struct RunningOptions: ParsableArguments {
  @Option(help: "Worker threads; the plan is the same for any number. Default: the CPUs this process may use.")
  var threads: Int?

  @Option(help: "Seed of the packer's random orders.")
  var seed: UInt64 = 1

  /// Worker threads to start.
  var workers: Int { threads ?? max(1, Machine.discover().cpus.count) }

  func validate() throws {
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024, not \(threads).")
    }
  }
}

extension Honour: ExpressibleByArgument {}
