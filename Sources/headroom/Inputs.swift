import ArgumentParser
import Facility
import Files
import Glibc
import NUMA
import PlanModel
import Documents
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
  ///
  /// - Parameter pool: threads that may read; nil: the caller alone.
  init(topology: String, tenants: String?, pool: WorkerPool? = nil) throws {
    let path = tenants ?? Self.bookPath(beside: Self.facilityPath(topology))
    // What is wrong with the facility is said first.
    let early = (try? SourceFile(reading: path)).map { ($0, digest: Digest(of: $0)) }
    let (facility, facilityHash) = try Self.facility(topology)
    let bookHash: String
    (book, bookHash) = try Self.book(early?.0 ?? Self.source(path), for: facility, pool, early?.digest)
    self.facility = facility
    hashes = InputHashes(facility: facilityHash, tenants: bookHash)
    paths = [Self.facilityPath(topology), path]
  }

  /// Reads a facility and a book that are in memory.
  init(facility file: SourceFile, book bookFile: SourceFile, pool: WorkerPool) throws {
    let digest = Digest(of: bookFile)
    let loaded = FacilityFile.read(file)
    try Self.report(loaded.diagnostics, failed: loaded.value == nil)
    facility = loaded.value!
    let bookHash: String
    (book, bookHash) = try Self.book(bookFile, for: facility, pool, digest)
    hashes = InputHashes(facility: loaded.sha256, tenants: bookHash)
    paths = []
  }

  /// Reads a tenant book, YAML, JSON or CSV.
  ///
  /// - Throws: `ExitCode.badInput`, having said everything that is wrong.
  static func book(_ path: String, for facility: Facility) throws -> (book: Book, sha256: String) {
    try book(source(path), for: facility, nil, nil)
  }

  private static func book(
    _ file: SourceFile, for facility: Facility, _ pool: WorkerPool?, _ digest: Digest?
  ) throws -> (book: Book, sha256: String) {
    let loaded = BookFile.read(file, for: facility, on: pool.map { ParallelExecutor($0) } ?? .serial, digest: digest)
    try report(loaded.diagnostics, failed: loaded.value == nil)
    return (loaded.value!, loaded.sha256)
  }

  /// `facility.yaml` in a folder, or the file itself.
  static func facilityPath(_ topology: String) -> String {
    var status = stat()
    guard stat(topology, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return topology }
    return topology.hasSuffix("/") ? topology + "facility.yaml" : topology + "/facility.yaml"
  }

  /// `tenants.yaml` beside a facility file, or `tenants.csv` where only that is there.
  private static func bookPath(beside path: String) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var status = stat()
    let onlyCSV = stat(folder + "tenants.yaml", &status) != 0 && stat(folder + "tenants.csv", &status) == 0
    return folder + (onlyCSV ? "tenants.csv" : "tenants.yaml")
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
    if !diagnostics.isEmpty { Terminal.complain(Documents.text(of: diagnostics)) }
    if failed { throw ExitCode.badInput }
  }
}

extension ParallelExecutor {
  /// The threads of a pool.
  init(_ pool: WorkerPool) {
    self.init(threads: pool.threads) { tasks, task in pool.run(tasks: tasks, task) }
  }
}
