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
  ///
  /// - Throws: as `contents(of:as:)`.
  public static func file(_ instance: CompiledInstance, as format: Format) throws(PipelineFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try contents(of: instance, as: format).write { bytes += $0 }
    return bytes
  }

  /// The contents of a file with the instance.
  ///
  /// - Throws: `programTooLarge`, before any of it is made.
  public static func contents(
    of instance: CompiledInstance, as format: Format
  ) throws(PipelineFailure) -> Contents {
    guard format == .mps else { return Contents(form: .json(instance)) }
    let size = instance.programSize()
    if size.isTooLarge {
      throw .programTooLarge(columns: size.columns, entries: size.entries, most: ProgramSize.mostEntries)
    }
    return Contents(form: .mps(instance.integerProgram()))
  }

  /// The contents of a file, before they are bytes.
  public struct Contents {
    enum Form {
      case json(CompiledInstance)
      case mps(IntegerProgram)
    }

    let form: Form

    /// Hands the bytes on, piece by piece.
    public func write(_ put: ([UInt8]) throws -> Void) rethrows {
      switch form {
      case .json(let instance): try put(CompiledInstanceFile.write(instance))
      case .mps(let program): try MPSFile.write(program, to: put)
      }
    }
  }
}
