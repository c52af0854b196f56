public import Documents
public import Facility
public import NUMA
public import PlanModel
public import Tenancy
internal import Files

/// The beginning of every run: files, on disk or in memory, become values, or a failure that says all that is wrong.
///
/// A topology is a facility file, or a folder with `facility.yaml`. Its tenant book is `tenants.yaml` in the same folder
/// (`tenants.csv` where only that is there) unless another one is named.
public struct InputReader: Sendable {
  private let pool: WorkerPool?
  private let control: RunControl
  private let day: CalendarDate?

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - pool: threads among which a long book is shared; nil: the calling thread alone. What is read is the same.
  ///   - day: options and holds that end before it are warned of; nil: none is.
  public init(pool: WorkerPool? = nil, control: RunControl = RunControl(), asOf day: CalendarDate? = nil) {
    (self.pool, self.control, self.day) = (pool, control, day)
  }

  // MARK: a facility and its book

  /// Reads a facility and the book beside it, or another book; where there is none, which is warned of, an empty book.
  public func inputs(topology: String, tenants: String? = nil) throws(PipelineFailure) -> PlanInputs {
    try control.begin(.read)
    let facilityPath = Self.facilityPath(of: topology)
    guard let bookPath = tenants ?? Self.existingBookPath(beside: facilityPath) else {
      let facility = try source(facilityPath)
      let read = try inputs(facility: facility, book: nil, paths: [facilityPath])
      control.onEvent(.warned([Self.noBook(beside: facilityPath)]))
      return read
    }
    // The book's fingerprint is worked out while the facility is read; what is wrong with the facility is said first.
    let book = Result { () throws(Diagnostic) in try SourceFile(reading: bookPath) }
    return try inputs(facility: try source(facilityPath), book: book, paths: [facilityPath, bookPath])
  }

  /// Reads a facility and a book that are in memory.
  public func inputs(facility: SourceFile, book: SourceFile) throws(PipelineFailure) -> PlanInputs {
    try control.begin(.read)
    return try inputs(facility: facility, book: .success(book), paths: [])
  }

  private func inputs(
    facility: SourceFile, book read: Result<SourceFile, Diagnostic>?, paths: [String]
  ) throws(PipelineFailure) -> PlanInputs {
    let book = read ?? .success(Self.emptyBook)
    let digest = (try? book.get()).map { Digest(of: $0) }
    let loaded = FacilityFile.read(facility)
    let facility = try accepted(loaded)
    try control.proceed()
    let loadedBook: Loaded<Book>
    switch book {
    case .success(let file): loadedBook = self.loaded(file, for: facility, digest)
    case .failure(let diagnostic): throw .badInput([diagnostic])
    }
    return PlanInputs(
      facility: facility, book: try accepted(loadedBook),
      hashes: InputHashes(facility: loaded.sha256, tenants: loadedBook.sha256), paths: paths,
      circumstances: Circumstances(day: day, hasBook: read != nil),
      warnings: loaded.diagnostics + loadedBook.diagnostics)
  }

  /// Reads a facility alone; with `lints`, figures that are hardly what was meant are warnings too.
  public func facility(topology: String, lints: Bool = false) throws(PipelineFailure) -> Facility {
    try control.begin(.read)
    return try accepted(FacilityFile.read(try source(Self.facilityPath(of: topology)), lints: lints))
  }

  /// Reads a tenant book: YAML, JSON or a table.
  public func book(_ path: String, for facility: Facility) throws(PipelineFailure) -> Book {
    try control.begin(.read)
    return try accepted(loaded(try source(path), for: facility, nil))
  }

  private func loaded(_ file: SourceFile, for facility: Facility, _ digest: Digest?) -> Loaded<Book> {
    BookFile.read(file, for: facility, on: pool.map { ParallelExecutor($0) } ?? .serial, digest: digest, asOf: day)
  }

  // MARK: other files

  /// Reads a plan's file.
  public func plan(_ path: String, for inputs: PlanInputs) throws(PipelineFailure) -> Plan {
    try plan(try source(path, sizeLimit: PlanFile.sizeLimit), for: inputs)
  }

  /// Reads a plan's file that is in memory.
  public func plan(_ file: SourceFile, for inputs: PlanInputs) throws(PipelineFailure) -> Plan {
    try control.begin(.read)
    return try accepted(PlanFile.read(file, facility: inputs.facility, book: inputs.book))
  }

  /// Reads a benchmark instance.
  public func instance(_ path: String) throws(PipelineFailure) -> BenchmarkInstance {
    try instance(try source(path))
  }

  /// Reads a benchmark instance that is in memory.
  public func instance(_ file: SourceFile) throws(PipelineFailure) -> BenchmarkInstance {
    try control.begin(.read)
    return try accepted(BenchmarkInstanceFile.read(file))
  }

  /// The catalogue of kinds and equipment: as it is built in, or as a facility sees it.
  public func catalogue(topology: String? = nil) throws(PipelineFailure) -> CatalogueContents {
    try control.begin(.read)
    guard let topology else { return Catalogue.embedded.contents }
    return try accepted(FacilityFile.catalogue(of: try source(Self.facilityPath(of: topology))))
  }

  // MARK: paths and outcomes

  /// Reads a file's bytes.
  func source(_ path: String, sizeLimit: Int = SourceFile.sizeLimit) throws(PipelineFailure) -> SourceFile {
    do { return try SourceFile(reading: path, sizeLimit: sizeLimit) } catch { throw .badInput([error]) }
  }

  /// The value of a file that is not refused; its warnings are told.
  private func accepted<Value>(_ loaded: Loaded<Value>) throws(PipelineFailure) -> Value {
    guard let value = loaded.value else { throw .badInput(loaded.diagnostics) }
    if !loaded.diagnostics.isEmpty { control.onEvent(.warned(loaded.diagnostics)) }
    return value
  }

  private static func facilityPath(of topology: String) -> String {
    guard FileSystem.isFolder(topology) else { return topology }
    return topology.hasSuffix("/") ? topology + "facility.yaml" : topology + "/facility.yaml"
  }

  /// The tenant book beside a topology; nil where there is none.
  public static func bookPath(besideTopology topology: String) -> String? {
    existingBookPath(beside: facilityPath(of: topology))
  }

  private static func existingBookPath(beside path: String) -> String? {
    let book = bookPath(beside: path)
    return FileSystem.isAbsent(book) ? nil : book
  }

  private static let emptyBook = SourceFile(name: "no tenant book", text: "format: headroom-tenants-1\ntenants: []\n")

  private static func noBook(beside path: String) -> Diagnostic {
    Diagnostic(
      .warning, file: path, "no tenant book is beside the facility file: the site is planned without one",
      expected: "tenants.yaml or tenants.csv in the same folder",
      suggestion: "all that does not stand leased in the facility file is left to lease; "
        + "name another book with `--tenants`")
  }

  private static func bookPath(beside path: String) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let isTable = !FileSystem.exists(folder + "tenants.yaml") && FileSystem.exists(folder + "tenants.csv")
    return folder + (isTable ? "tenants.csv" : "tenants.yaml")
  }
}

extension ParallelExecutor {
  /// The threads of a pool.
  fileprivate init(_ pool: WorkerPool) {
    self.init(threads: pool.threads) { tasks, task in pool.run(tasks: tasks, task) }
  }
}
