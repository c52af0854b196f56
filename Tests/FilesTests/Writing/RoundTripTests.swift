import Documents
import Facility
import Files
import Foundation
import TestSupport
import Testing

/// Files that are read, described, written and read again.
@Suite struct RoundTripTests {
  private static func file(_ path: String) throws -> SourceFile { try SourceFile(reading: Repository.path(path)) }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path(folder)).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The YAML blocks of a page.
  private static func blocks(_ page: String, of format: String) throws -> [SourceFile] {
    let text = String(decoding: try file("docs/" + page).bytes, as: UTF8.self)
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap { part in
      let block = part.components(separatedBy: "\n```")[0]
      return block.hasPrefix("format: " + format) ? SourceFile(name: page, text: block) : nil
    }
  }

  @Test func `every facility and book that ships`() throws {
    var books = 0
    for folder in try Self.names(in: "Topologies") where folder != "catalog" {
      let file = try Self.file("Topologies/\(folder)/facility.yaml")
      #expect(try RoundTrip.facility(file))
      let facility = try #require(FacilityFile.read(file).value)
      for name in try Self.names(in: "Topologies/" + folder) where name.hasPrefix("tenants") {
        #expect(try RoundTrip.book(try Self.file("Topologies/\(folder)/\(name)"), for: facility))
        books += 1
      }
    }
    #expect(books >= 6)
  }

  @Test func `every file of the fuzzers' corpus, read or refused`() throws {
    let context = try #require(FacilityFile.read(try Self.file("Tests/fuzz-corpus/context/facility.yaml")).value)
    #expect(try RoundTrip.facility(try Self.file("Tests/fuzz-corpus/context/facility.yaml")))
    #expect(try RoundTrip.book(try Self.file("Tests/fuzz-corpus/context/tenants.yaml"), for: context))
    var read = 0
    for folder in ["facility", "book", "table"] {
      for name in try Self.names(in: "Tests/fuzz-corpus/" + folder) {
        let bytes = try Self.file("Tests/fuzz-corpus/\(folder)/\(name)").bytes
        let file = SourceFile(name: folder == "table" ? name + ".csv" : name, bytes: bytes)
        let isRead = try folder == "facility" ? RoundTrip.facility(file) : RoundTrip.book(file, for: context)
        if isRead { read += 1 }
      }
    }
    #expect(read >= 3)
  }

  @Test func `the examples of the pages`() throws {
    let steps = try Self.blocks("topology.md", of: "headroom-facility-1")
    #expect(steps.count >= 5)
    for step in steps { #expect(try RoundTrip.facility(step)) }
    let site = try #require(try Self.blocks("tenants.md", of: "headroom-facility-1").first)
    let facility = try #require(FacilityFile.read(site).value)
    let lessons = try Self.blocks("tenants.md", of: "headroom-tenants-1")
    #expect(lessons.count >= 10)
    for lesson in lessons { #expect(try RoundTrip.book(lesson, for: facility)) }
  }

  @Test func `samples with every section and every key`() throws {
    #expect(try RoundTrip.facility(SourceFile(name: "sample.yaml", text: SampleFiles.facilityText)))
    #expect(try RoundTrip.facility(SourceFile(name: "equipped.yaml", text: SampleFiles.equipmentText)))
    #expect(try RoundTrip.facility(SourceFile(name: "rules.yaml", text: LeaseRuleFixture.text)))
    let sample = try SampleFiles.facility()
    #expect(try RoundTrip.book(SourceFile(name: "sample.yaml", text: SampleFiles.bookText), for: sample))
    let site = try LeaseRuleFixture.facility()
    #expect(try RoundTrip.book(SourceFile(name: "rules.yaml", text: LeaseRuleFixture.bookText), for: site))
    #expect(try RoundTrip.book(SourceFile(name: "rules.csv", text: LeaseRuleFixture.table), for: site))
  }

  @Test func `a table is described as the same book in YAML is`() throws {
    let site = try LeaseRuleFixture.facility()
    let yaml = BookFile.describe(SourceFile(name: "rules.yaml", text: LeaseRuleFixture.bookText), for: site).value
    let table = BookFile.describe(SourceFile(name: "rules.csv", text: LeaseRuleFixture.table), for: site).value
    #expect(yaml?.tenants.map(\.name) == table?.tenants.map(\.name))
    for (a, b) in zip(yaml?.tenants.first?.leases ?? [], table?.tenants.first?.leases ?? []) {
      #expect(a.name == b.name && a.price == b.price && a.quantities == b.quantities && a.spread == b.spread)
    }
  }

  @Test func `a table in which tenants take turns is written tenant by tenant`() throws {
    let site = try LeaseRuleFixture.facility()
    let table = """
      tenant,lease,gpus,kind,price,expand,within
      a,one,8,dgx-h100,1 $/h,,
      b,two,8,dgx-h100,1 $/h,one,hall
      a,three,8,dgx-h100,1 $/h,two,adjacent
      """
    #expect(try RoundTrip.book(SourceFile(name: "turns.csv", text: table), for: site))
  }
}
