public import Documents
public import Facility
public import PlanModel
public import Tenancy
internal import Files
internal import Report

/// A facility and a tenant book that were read and accepted, with the fingerprints of their files.
public struct PlanInputs: Sendable {
  /// The facility.
  public let facility: Facility
  /// The book, with what the facility file says is placed today.
  public let book: Book
  /// SHA-256 of both files.
  public let hashes: InputHashes
  /// Paths of the files; none for files in memory.
  public let paths: [String]
  /// The day as of which they were read, and whether there was a book.
  public let circumstances: Circumstances
  /// Warnings of both files, the facility's first.
  public let warnings: [Diagnostic]

  /// The largest plan's file that is read, in bytes.
  public static var planFileLimit: Int { PlanFile.sizeLimit }

  /// Bytes of a plan's file, in the format `headroom-plan-1`.
  public func planFile(_ plan: Plan) -> [UInt8] {
    var sentences = ReasonSentences()
    return PlanFile.write(plan, facility: facility, book: book) {
      sentences.text(of: $0, facility: facility, book: book)
    } breaks: {
      Sentence.breaks($0, facility: facility, book: book)
    }
  }

  /// Refuses a basis that the facility does not have.
  func require(_ basis: Basis) throws(PipelineFailure) {
    guard case .named(let name) = basis, !facility.namedBases.contains(name) else { return }
    throw .unknownBasis(name, known: facility.bases.map(\.name))
  }
}

extension Facility {
  /// Bases that limits can be checked against: those of every facility, then its own.
  var bases: [Basis] { [.sustainedPeak, .nameplate, .average] + namedBases.map { Basis(name: $0) } }
}
