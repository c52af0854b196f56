public import ArgumentParser
public import Pipeline
import PlanModel

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
  var format: InstanceExport.Format = .json

  @Option(
    name: [.short, .long], help: "Write to this file, whole or not at all. Default: standard output.",
    completion: .file())
  var output: String?

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
    let file = try output.map { try OutputFile($0) } ?? .standardOutput
    if output == nil { progress.done() }
    let contents = try saying { () throws(PipelineFailure) in try InstanceExport.contents(of: compiled, as: format) }
    try file.write { put in try contents.write(put) }
  }

  private func compiled() throws -> CompiledInstance {
    let reader = InputReader(control: .sayingWarnings)
    if let instance {
      try refuseOverwriting([instance])
      return InstanceExport.compiled(try saying { () throws(PipelineFailure) in try reader.instance(instance) })
    }
    let inputs = try saying { () throws(PipelineFailure) in
      try reader.inputs(topology: topology!, tenants: tenants)
    }
    try refuseOverwriting(inputs.paths)
    return try saying { () throws(PipelineFailure) in
      try InstanceExport.compiled(inputs, settings: meaning.settings(seed: 1))
    }
  }

  private func refuseOverwriting(_ paths: [String]) throws {
    guard let output, paths.contains(where: { OutputFile.isSame($0, output) }) else { return }
    throw ValidationError("--output \(output) is one of the files that the instance is made from.")
  }
}

extension InstanceExport.Format: ExpressibleByArgument {}
