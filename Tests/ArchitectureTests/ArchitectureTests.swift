import Foundation
import TestSupport
import Testing

/// The imports that a target is allowed: modules of ours, and modules of the system and of packages.
private struct Rule {
  var ours: [String]
  var others: [String] = []
}

private let models = ["Facility", "Tenancy", "PlanModel"]
private let effects = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch"]

/// The table of the design: one direction, each stage sees only those before it that it needs.
///
/// `PlanCheck` sees the models only, so that one bug cannot pass both it and the planner. `Documents` opens files; no stage
/// between the files and the command line has effects, so none of them may import Foundation or the C library.
private let table: [String: Rule] = [
  "CNUMA": Rule(ours: []),
  "CYAML": Rule(ours: []),
  "CProcess": Rule(ours: []),
  "NUMA": Rule(ours: ["CNUMA"], others: ["Glibc", "Synchronization"]),
  "SeededRandom": Rule(ours: []),
  "Packing": Rule(ours: ["NUMA", "SeededRandom"], others: ["Synchronization"]),
  "Documents": Rule(ours: ["CYAML"], others: ["Glibc"]),
  "Facility": Rule(ours: []),
  "Tenancy": Rule(ours: ["Facility"]),
  "PlanModel": Rule(ours: ["Facility", "Tenancy"]),
  "Encoding": Rule(ours: []),
  "Files": Rule(ours: ["Documents", "Encoding"] + models, others: effects),
  "Programs": Rule(ours: ["PlanModel"]),
  "Synthetic": Rule(ours: ["SeededRandom", "Documents", "Facility", "Files"]),
  "Planner": Rule(ours: ["Packing"] + models),
  "PlanCheck": Rule(ours: models),
  "Report": Rule(ours: ["Encoding"] + models),
  "Pipeline": Rule(
    ours: ["NUMA", "Packing", "Documents", "Files", "Programs", "Planner", "PlanCheck", "Report"] + models,
    others: ["Synchronization"]),
  "headroom": Rule(
    ours: ["CProcess", "NUMA", "Packing", "Documents", "Encoding", "Synthetic", "Report", "Pipeline"] + models,
    others: ["Glibc", "Synchronization", "ArgumentParser"]),
]

struct ArchitectureTests {
  @Test func `every folder of sources is a target of the table, and the other way round`() throws {
    #expect(try Repository.folders(in: "Sources") == table.keys.sorted())
  }

  @Test func `every folder of Swift tests is a target of the manifest, and one is what they share`() throws {
    let manifest = try Repository.text("Package.swift")
    #expect(manifest.contains(#".target(name: "TestSupport", path: "Tests/Support""#))
    let declared = declarations(of: "tests", in: manifest).compactMap(\.first) + ["Support"]
    let folders = try Repository.folders(in: "Tests")
      .filter { try !Repository.swiftFiles(under: "Tests/" + $0).isEmpty }
    #expect(folders == declared.sorted())
  }

  @Test(arguments: table.keys.sorted())
  func `a target imports only what the table allows`(target: String) throws {
    let rule = try #require(table[target])
    let allowed = Set(rule.ours + rule.others + ["Swift"])
    for file in try Repository.swiftFiles(under: "Sources/" + target) {
      let strangers = imports(in: try Repository.text(file)).filter { !allowed.contains($0) }
      #expect(strangers.isEmpty, "\(file) may not import \(strangers.joined(separator: ", "))")
    }
  }

  @Test func `the manifest lets no target depend on more than the table allows`() throws {
    let manifest = try Repository.text("Package.swift")
    let stages = declarations(of: "stage", in: manifest)
    #expect(stages.count == table.count - 4, "three C modules and the command line are declared in other ways")
    for stage in stages {
      let name = try #require(stage.first)
      let rule = try #require(table[name], "\(name) is not in the table")
      #expect(Set(stage.dropFirst()).isSubset(of: rule.ours), "\(name) depends on \(stage.dropFirst())")
    }
  }

  @Test func `stages stand in the manifest after what they import`() throws {
    let order = declarations(of: "stage", in: try Repository.text("Package.swift")).compactMap(\.first)
    for (position, name) in order.enumerated() {
      let later = order[position...].filter { table[name]?.ours.contains($0) == true }
      #expect(later.isEmpty, "\(name) stands before \(later)")
    }
  }

  @Test func `the documents name the modules in the order of the manifest, with what they import`() throws {
    let manifest = try Repository.text("Package.swift")
    let order =
      ["CNUMA", "CYAML", "CProcess"] + declarations(of: "stage", in: manifest).compactMap(\.first) + ["headroom"]
    let rows = try Repository.text("docs/architecture.md").matches(of: /\n\| `(\w+)` \| [^|]+ \| ([^|]+) \|/)
      .filter { table[String($0.output.1)] != nil }
    #expect(rows.map { String($0.output.1) } == order)
    for row in rows {
      let imports = row.output.2.matches(of: /`(\w+)`/).map { String($0.output.1) }
      #expect(imports.sorted() == table[String(row.output.1)]?.ours.sorted(), "\(row.output.1)")
    }
    let map = try Repository.text("README.md").matches(of: /\n\| `(\w+)` \|/).map { String($0.output.1) }
    #expect(map.filter { table[$0] != nil }.sorted() == order.dropFirst(3).sorted())
  }

  @Test func `the package depends on argument-parser alone`() throws {
    let manifest = try Repository.text("Package.swift")
    let packages = manifest.components(separatedBy: ".package(").dropFirst().map { $0.prefix { $0 != ")" } }
    #expect(packages.count == 1)
    #expect(packages.first?.contains("https://github.com/apple/swift-argument-parser") == true)
  }

  @Test func `imports are found in every form`() {
    let source = """
      import Facility
      public import Tenancy
      @testable import Planner
      @preconcurrency public import Glibc
      @_spi(Some) internal import struct Packing.Row
      // import Nothing
      let text = "import None"
        import Indented
      importantCall()
      """
    #expect(imports(in: source) == ["Facility", "Tenancy", "Planner", "Glibc", "Packing", "Indented"])
  }

  @Test func `declarations are found with their arguments`() {
    let manifest = """
      stage("A"), stage("B", "A"),
      stage("C", "A",
        "B"),
      stage(
        "D", "A", defines: [.define("CHECKED", .when(configuration: .debug))]),
      """
    #expect(declarations(of: "stage", in: manifest) == [["A"], ["B", "A"], ["C", "A", "B"], ["D", "A"]])
  }
}
