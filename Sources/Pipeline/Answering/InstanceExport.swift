internal import Files
public import PlanModel
internal import Planner
internal import Programs

/// The packing problem itself, for solvers other than the packer.
public enum InstanceExport {
  /// The way in which an instance is written.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// The compiled instance as JSON.
    case json
    /// An integer program in free MPS.
    case mps
  }

  /// Compiles a facility and a book.
  ///
  /// - Throws: `unknownBasis`.
  public static func compiled(
    _ inputs: PlanInputs, settings: PlanSettings
  ) throws(PipelineFailure) -> CompiledInstance {
    try inputs.require(settings.basis)
    return CompiledProblem(facility: inputs.facility, book: inputs.book, settings: settings).compiled
  }

  /// Compiles a benchmark instance.
  public static func compiled(_ instance: BenchmarkInstance) -> CompiledInstance {
    CompiledBenchmark(instance).compiled
  }

  /// Bytes of a file with the instance.
  public static func file(_ instance: CompiledInstance, as format: Format) -> [UInt8] {
    switch format {
    case .json: CompiledInstanceFile.write(instance)
    case .mps: MPSFile.write(instance.integerProgram())
    }
  }
}
