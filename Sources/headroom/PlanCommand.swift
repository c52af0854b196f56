public import ArgumentParser
import Facility
import NUMA
import Pipeline
import PlanModel
import Report
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
  @OptionGroup var today: DayOptions
  @OptionGroup var running: RunningOptions

  @Option(help: OutputFormat.help)
  var format: OutputFormat = .text

  @Option(
    name: [.short, .long], help: "Write the plan to this file, whole or not at all, or to a stream.",
    completion: .file())
  var output: String?

  func run() throws {
    let progress = Progress()
    defer { progress.done() }
    let watch = Stopwatch(progress)
    let pool = running.pool()
    defer { pool.shutdown() }
    let control = RunControl.finishing { watch.observe($0) }
    let inputs = try saying { () throws(PipelineFailure) in
      try InputReader(pool: pool, control: control, asOf: today.day).inputs(topology: topology, tenants: tenants)
    }
    let packing = running.packingSettings()
    if let output, output.isEmpty || output == "-" {
      throw ValidationError("--output takes the name of a file, not '\(output)'.")
    }
    if let output, inputs.paths.contains(where: { OutputFile.isSame($0, output) }) {
      throw ValidationError("--output \(output) is one of the files that the plan is made from.")
    }
    let file = try output.map { try OutputFile($0) }
    let answer = try saying { () throws(PipelineFailure) in
      try PlanPipeline(pool: pool, control: control)
        .answer(to: inputs, settings: meaning.settings(seed: running.seed), packing: packing)
    }
    progress.phase("writing")
    if let file { try write(inputs.planFile(answer.plan), to: file) }
    progress.done()
    running.say(NUMAReport(pool))
    try print(answer)
    if let code = Interrupts.code { throw code }
    if !answer.isYes { throw ExitCode.no }
  }

  /// Writes a plan, unless it is larger than any that `check` reads.
  private func write(_ plan: [UInt8], to file: OutputFile) throws {
    guard plan.count <= PlanInputs.planFileLimit else {
      Terminal.complain(
        "error: the plan takes \(plan.count >> 20) MiB; `headroom check` reads at most \(PlanInputs.planFileLimit >> 20) MiB\n"
      )
      throw ExitCode.noOutput
    }
    try file.write(plan)
  }

  private func print(_ answer: Answer) throws {
    switch format {
    case .text: try Terminal.print(PlanReport.text(answer, style: Terminal.style))
    case .json: try Terminal.print(PlanReport.json(answer))
    case .csv: try Terminal.print(PlanReport.csv(answer))
    case .markdown: try Terminal.print(PlanReport.markdown(answer))
    }
  }
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

  /// The state of unleased nodes.
  enum Unleased: String, CaseIterable, ExpressibleByArgument { case idle, off }

  /// The settings; whether the facility has the basis is not known yet.
  func settings(seed: UInt64) -> PlanSettings {
    PlanSettings(basis: Basis(name: basis), honour: honour, unleasedIdle: unleased == .idle, seed: seed)
  }
}

extension Honour: ExpressibleByArgument {}

/// The day on which it is asked.
struct DayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Warn of options and holds that end before this day, such as 2027-03-31. Default: none, nothing is said to have expired.",
      valueName: "date"))
  var asOf: String?

  /// The day; nil where none is stated.
  var day: CalendarDate? { asOf.flatMap { CalendarDate(iso: $0) } }

  func validate() throws {
    if let asOf, day == nil { throw ValidationError("--as-of takes a day such as 2027-03-31, not '\(asOf)'.") }
  }
}
