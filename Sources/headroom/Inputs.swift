import ArgumentParser
import Facility
import Files
import Glibc
import PlanModel
import Source
import Tenancy

/// A facility and a book as the command line names them.
struct Inputs {
  let facility: Facility
  let book: Book
  let hashes: InputHashes
  /// The files that were read.
  let paths: [String]

  /// Reads a facility, without a book; with `lints` what is implausible in it is said too.
  ///
  /// - Throws: `ExitCode.badInput`, having said everything that is wrong.
  static func facility(_ topology: String, lints: Bool = false) throws -> (facility: Facility, sha256: String) {
    let loaded = FacilityFile.read(try source(facilityPath(topology)), lints: lints)
    try report(loaded.diagnostics, failed: loaded.value == nil)
    return (loaded.value!, loaded.sha256)
  }

  /// Reads a facility and the book beside it, or another book.
  init(topology: String, tenants: String?) throws {
    let (facility, facilityHash) = try Self.facility(topology)
    let path = tenants ?? Self.sibling(of: Self.facilityPath(topology), named: "tenants.yaml")
    let loaded = BookFile.read(try Self.source(path), for: facility)
    try Self.report(loaded.diagnostics, failed: loaded.value == nil)
    self.facility = facility
    book = loaded.value!
    hashes = InputHashes(facility: facilityHash, tenants: loaded.sha256)
    paths = [Self.facilityPath(topology), path]
  }

  /// `facility.yaml` in a folder, or the file itself.
  static func facilityPath(_ topology: String) -> String {
    var status = stat()
    guard stat(topology, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return topology }
    return topology.hasSuffix("/") ? topology + "facility.yaml" : topology + "/facility.yaml"
  }

  private static func sibling(of path: String, named name: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }

  /// Reads a file's text.
  static func source(_ path: String) throws -> SourceFile {
    do {
      return try SourceFile(reading: path)
    } catch {
      try report([error], failed: true)
      throw ExitCode.badInput
    }
  }

  /// Prints diagnostics; throws if there is an error among them.
  static func report(_ diagnostics: [Diagnostic], failed: Bool) throws {
    if !diagnostics.isEmpty { Terminal.complain(Source.text(of: diagnostics)) }
    if failed { throw ExitCode.badInput }
  }
}
