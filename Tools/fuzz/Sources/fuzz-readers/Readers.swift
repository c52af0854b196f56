import Facility
import Files
import PlanModel
import Documents
import Tenancy

/// Reads one input and stops the process if what comes of it breaks a promise; a trap on the way stops it as well.
typealias Target = @Sendable (_ bytes: [UInt8]) -> Void

/// The targets that can be fuzzed, by name. Each is made from the folder with the facility and the book that others are read against.
///
/// The corpus of a target lies in Tests/fuzz-corpus under the same name, and Tests/FilesTests/CorpusTests.swift reads it.
let readers: [String: @Sendable (_ context: String) -> Target] = [
  "facility": { _ in { bytes in checkFacility(SourceFile(name: "facility.yaml", bytes: bytes)) } },
  "book": { context in
    let facility = Context(context).facility
    return { bytes in checkBook(SourceFile(name: "tenants.yaml", bytes: bytes), facility) }
  },
  "table": { context in
    let facility = Context(context).facility
    return { bytes in checkBook(SourceFile(name: "tenants.csv", bytes: bytes), facility) }
  },
  "plan": { context in
    let context = Context(context)
    return { bytes in checkPlan(bytes, context) }
  },
  "instance": { _ in { bytes in check(BenchmarkInstanceFile.read(SourceFile(name: "instance.json", bytes: bytes))) } },
]

/// The facility and the book that books and plans are read against.
private struct Context {
  let facility: Facility
  let book: Book

  init(_ folder: String) {
    let facility = FacilityFile.read(Self.file("facility.yaml", in: folder)).value
    guard let facility else { fatalError("\(folder)/facility.yaml has errors") }
    guard let book = BookFile.read(Self.file("tenants.yaml", in: folder), for: facility).value else {
      fatalError("\(folder)/tenants.yaml has errors")
    }
    (self.facility, self.book) = (facility, book)
  }

  private static func file(_ name: String, in folder: String) -> SourceFile {
    do { return try SourceFile(reading: "\(folder)/\(name)") } catch { fatalError(error.text) }
  }
}

/// A value stands exactly where no error does; diagnostics come in file order and print nothing that a terminal obeys.
private func check<Value>(_ loaded: Loaded<Value>) {
  let refused = loaded.diagnostics.contains { $0.severity == .error }
  precondition((loaded.value == nil) == refused, "a value beside an error, or neither")
  let places = loaded.diagnostics.filter { $0.line > 0 }.map { ($0.line, $0.column) }
  precondition(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }, "diagnostics out of order")
  precondition(!text(of: loaded.diagnostics).utf8.contains(0x1B), "an escape in a diagnostic")
}

/// A facility file that was read is written so that it reads as the same.
private func checkFacility(_ file: SourceFile) {
  let loaded = FacilityFile.read(file)
  check(loaded)
  checkDescription(FacilityFile.describe(file), of: loaded, written: FacilityFile.write) { bytes in
    let file = SourceFile(name: "written.yaml", bytes: bytes)
    return FacilityFile.read(file).value == nil ? nil : FacilityFile.describe(file).value
  }
}

/// A book that was read is written so that it reads as the same.
private func checkBook(_ file: SourceFile, _ facility: Facility) {
  let loaded = BookFile.read(file, for: facility)
  check(loaded)
  checkDescription(BookFile.describe(file, for: facility), of: loaded, written: BookFile.write) { bytes in
    let file = SourceFile(name: "written.yaml", bytes: bytes)
    return BookFile.read(file, for: facility).value == nil ? nil : BookFile.describe(file, for: facility).value
  }
}

private func checkDescription<Value, Description: Equatable>(
  _ described: Loaded<Description>, of loaded: Loaded<Value>, written: (Description) -> [UInt8],
  read: ([UInt8]) -> Description?
) {
  check(described)
  if loaded.value == nil {
    precondition(described.diagnostics.map(\.text) == loaded.diagnostics.map(\.text), "other words where it is refused")
  }
  guard let description = described.value else { return }
  precondition(loaded.value != nil, "a description of what is refused")
  let bytes = written(description)
  guard let again = read(bytes) else { preconditionFailure("it is written as none can be read") }
  precondition(again == description, "it changes by being written and read")
  precondition(written(again) == bytes, "it is written in two ways")
}

/// A plan that was read is written so that it reads as the same plan.
private func checkPlan(_ bytes: [UInt8], _ context: Context) {
  let loaded = read(bytes, context)
  check(loaded)
  guard let plan = loaded.value else { return }
  let written = write(plan, context)
  guard let again = read(written, context).value else { preconditionFailure("a plan is written as none can be read") }
  precondition(write(again, context) == written, "a plan changes by being written and read")
}

private func read(_ bytes: [UInt8], _ context: Context) -> Loaded<Plan> {
  PlanFile.read(SourceFile(name: "plan.json", bytes: bytes), facility: context.facility, book: context.book)
}

private func write(_ plan: Plan, _ context: Context) -> [UInt8] {
  PlanFile.write(plan, facility: context.facility, book: context.book) { _ in "because" }
}
