import Facility
import Files
import PlanModel
import Documents
import Tenancy
import TestSupport
import Testing

/// The readers that Tools/fuzz runs; each has a folder in Tests/fuzz-corpus with inputs that reach something, or that broke
/// something once.
private enum FuzzTarget: String, CaseIterable {
  case facility, book, table, plan, instance

  private static let context: (facility: Facility, book: Book)? = {
    guard let file = try? SourceFile(reading: Repository.path("Tests/fuzz-corpus/context/facility.yaml")),
      let bookFile = try? SourceFile(reading: Repository.path("Tests/fuzz-corpus/context/tenants.yaml")),
      let facility = FacilityFile.read(file).value, let book = BookFile.read(bookFile, for: facility).value
    else { return nil }
    return (facility, book)
  }()

  /// Reads a file; a trap ends the tests.
  func replay(_ file: SourceFile) throws {
    let context = try #require(Self.context, "the files in Tests/fuzz-corpus/context have errors")
    switch self {
    case .facility: check(FacilityFile.read(file), file.name)
    case .book: check(BookFile.read(file, for: context.facility), file.name)
    case .table:
      let table = SourceFile(name: file.name + ".csv", bytes: file.bytes)
      check(BookFile.read(table, for: context.facility), file.name)
    case .plan: check(PlanFile.read(file, facility: context.facility, book: context.book), file.name)
    case .instance: check(BenchmarkInstanceFile.read(file), file.name)
    }
  }
}

@Test(arguments: FuzzTarget.allCases)
private func `every input that a fuzzer kept is read without a trap`(target: FuzzTarget) throws {
  let folder = "Tests/fuzz-corpus/\(target.rawValue)"
  let names = try Repository.names(in: folder)
  #expect(names.count >= 10)
  for name in names { try target.replay(try SourceFile(reading: Repository.path("\(folder)/\(name)"), as: name)) }
}

@Test func `the folders of the corpus are the targets`() throws {
  let folders = try Repository.names(in: "Tests/fuzz-corpus")
  #expect(folders == (FuzzTarget.allCases.map(\.rawValue) + ["context"]).sorted())
}
