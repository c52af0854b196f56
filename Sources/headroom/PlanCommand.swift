public import ArgumentParser
import Facility
import Files
import NUMA
import PlanModel
import Planner
import Report
import Documents
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
    let watch = Stopwatch(progress)
    let pool = running.pool()
    defer { pool.shutdown() }
    let inputs = try Inputs(topology: topology, tenants: tenants, pool: pool)
    watch.endReading()
    let packing = running.packingSettings(watch)
    if let output, output.isEmpty || output == "-" {
      throw ValidationError("--output takes the name of a file, not '\(output)'.")
    }
    if let output, inputs.paths.contains(where: { AtomicFile.isSame($0, output) }) {
      throw ValidationError("--output \(output) is one of the files that the plan is made from.")
    }
    let settings = try meaning.settings(for: inputs.facility, seed: running.seed)
    let answer = try PlanPipeline(
      inputs: inputs, settings: settings, packing: packing, pool: pool, watch: watch
    ).answer()
    progress.phase("writing")
    if let output { try AtomicFile.write(inputs.planFile(answer.plan), to: output) }
    progress.done()
    running.say(NUMAReport(pool))
    switch format {
    case .text: try Terminal.print(PlanReport.text(answer, style: ReportStyle(colour: Terminal.hasColour)))
    case .json: try Terminal.print(PlanReport.json(answer))
    case .csv: try Terminal.print(PlanReport.csv(answer))
    case .markdown: try Terminal.print(PlanReport.markdown(answer))
    }
    if !answer.keepsAll || !answer.verdict.holds { throw ExitCode.no }
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

extension Honour: ExpressibleByArgument {}
