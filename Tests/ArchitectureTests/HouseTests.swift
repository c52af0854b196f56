import Foundation
import TestSupport
import Testing

/// The rules of the house that a reader would otherwise have to check by eye.
struct HouseTests {
  /// Folders of Swift files, each with the number of those that stand directly in it.
  private static func filesByFolder() throws -> [String: Int] {
    var files: [String: Int] = [:]
    for root in ["Sources", "Tests"] {
      for path in try Repository.swiftFiles(under: root) {
        files[String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)), default: 0] += 1
      }
    }
    return files
  }

  @Test func `no folder holds more than thirty Swift files`() throws {
    for (folder, count) in try Self.filesByFolder() { #expect(count <= 30, "\(folder) holds \(count)") }
  }

  @Test func `no function is longer than sixty lines`() throws {
    var count = 0
    for root in ["Sources", "Tests"] {
      for path in try Repository.swiftFiles(under: root) where !path.hasSuffix("+Embedded.swift") {
        for function in SwiftSource(try Repository.text(path)).functions() {
          count += 1
          #expect(function.lines <= 60, "\(path):\(function.line): \(function.name) has \(function.lines) lines")
        }
      }
    }
    #expect(count > 2_000, "only \(count) functions were found")
  }

  @Test func `a doc comment says first what a thing is`() throws {
    for path in try Repository.swiftFiles(under: "Sources") {
      var isFirst = true
      for (number, line) in try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("///") else {
          isFirst = true
          continue
        }
        let first = text.dropFirst(3).drop { $0 == " " }.prefix { $0.isLetter }
        #expect(!isFirst || !["What", "How", "Whether", "Why", "Who"].contains(first), "\(path):\(number + 1)")
        isFirst = false
      }
    }
  }

  @Test func `the types of the glossary exist, and nothing in the documents is left to be filled in`() throws {
    let sources = try Repository.swiftFiles(under: "Sources").map { try Repository.text($0) }.joined()
    let glossary = try Repository.text("docs/architecture.md").split(separator: "## Failure cases")[0]
    let rows = glossary.split(separator: "## Glossary")[1].matches(of: /\n\| [^|]+ \| [^|]+ \| ([^|]+) \|/)
    #expect(rows.count > 20)
    for name in rows.flatMap({ $0.output.1.matches(of: /`(\w+)/) }).map({ String($0.output.1) }) {
      let isDeclared = ["struct ", "class ", "enum "].contains { sources.contains($0 + name) }
      #expect(isDeclared, "the glossary names \(name)")
    }
    for page in ["README.md", "CONTRIBUTING.md"] + (try Repository.names(in: "docs").map { "docs/" + $0 })
    where page.hasSuffix(".md") {
      #expect(try Repository.text(page).firstMatch(of: /@[A-Z]+@/) == nil, "\(page)")
    }
  }

  @Test func `the places that the architecture names exist`() throws {
    let text = try Repository.text("docs/architecture.md")
    let pattern = /`((?:Sources|Tests|Tools|Topologies|docs)\/[^` ]+|[A-Z]\w+\/[A-Za-z\/+.]+)`/
    var count = 0
    for match in text.matches(of: pattern) {
      let place = String(match.output.1)
      let known = ["", "Sources/", "Tests/"].contains {
        FileManager.default.fileExists(atPath: Repository.path($0 + place))
      }
      #expect(known, "docs/architecture.md names \(place)")
      count += 1
    }
    #expect(count > 20, "only \(count) places were found")
  }

  @Test func `functions are found by their braces, whatever strings and comments hold`() {
    let source = SwiftSource(
      #"""
      protocol P { func asked(_ a: Int) -> Int }
      struct S: P {
        init() { print("}") }  // }
        func asked(_ a: Int) -> Int {
          let text = "a \(names.map { "{" + $0 }) {"
          return text.count
        }
        func `with blanks`(
          _ a: Int
        ) {
          func inner() {}
        }
      }
      """#)
    #expect(source.functions().map(\.lines) == [1, 4, 5, 1])
    #expect(source.functions().map(\.name) == ["init", "asked", "", "inner"])
  }
}
