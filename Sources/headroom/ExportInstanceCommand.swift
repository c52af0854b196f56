import Programs
import ArgumentParser
import Facility
import Files
import PlanModel
import Planner
import Tenancy

/// `headroom export-instance`.
struct ExportInstanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-instance",
    abstract: "Writes what the packer packs: as JSON, or as an integer program that any solver reads.",
    discussion: """
      Exactly one of a facility and --instance says what is compiled. The optimum of the program is the best plan's value, or \
      an upper bound on it where a comment at the top of the file says what is left out.
      """)

  @Argument(help: "A folder with facility.yaml and tenants.yaml, or a facility file.", completion: .file())
  var topology: String?

  @Option(help: "Use this tenant book instead of tenants.yaml beside the facility file.", completion: .file())
  var tenants: String?

  @Option(help: "A benchmark instance file (format ccp-instance-1).", completion: .file())
  var instance: String?

  @OptionGroup var meaning: MeaningOptions

  @Option(help: "json: the compiled instance; mps: an integer program in free MPS.")
  var format: Format = .json

  @Option(
    name: [.short, .long], help: "Write to this file, whole or not at all. Default: standard output.",
    completion: .file())
  var output: String?

  /// How it is written.
  enum Format: String, CaseIterable, ExpressibleByArgument { case json, mps }

  func validate() throws {
    guard (topology == nil) != (instance == nil) else {
      throw ValidationError("export-instance takes exactly one of a facility and --instance.")
    }
    if instance != nil, tenants != nil { throw ValidationError("--tenants goes with a facility, not with --instance.") }
    if let output, output.isEmpty || output == "-" {
      throw ValidationError("--output takes the name of a file, not '\(output)'.")
    }
  }

  func run() throws {
    let progress = Progress()
    defer { progress.done() }
    progress.phase("reading")
    let compiled = try compiled()
    progress.phase("writing")
    let bytes =
      switch format {
      case .json: CompiledInstanceFile.write(compiled)
      case .mps: MPSFile.write(compiled.integerProgram())
      }
    progress.done()
    if let output { try AtomicFile.write(bytes, to: output) } else { try Terminal.print(bytes) }
  }

  private func compiled() throws -> CompiledInstance {
    if let instance {
      try refuseOverwriting([instance])
      let loaded = BenchmarkInstanceFile.read(try Inputs.source(instance))
      try Inputs.report(loaded.diagnostics, failed: loaded.value == nil)
      return CompiledBenchmark(loaded.value!).compiled
    }
    let inputs = try Inputs(topology: topology!, tenants: tenants)
    try refuseOverwriting(inputs.paths)
    let settings = try meaning.settings(for: inputs.facility, seed: 1)
    return CompiledProblem(facility: inputs.facility, book: inputs.book, settings: settings).compiled
  }

  private func refuseOverwriting(_ paths: [String]) throws {
    guard let output, paths.contains(where: { AtomicFile.isSame($0, output) }) else { return }
    throw ValidationError("--output \(output) is one of the files that the instance is made from.")
  }
}
