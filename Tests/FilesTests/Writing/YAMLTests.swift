import Documents
import Encoding
import TestSupport
import Testing

extension YAML {
  /// The bytes of a file that holds a mapping.
  fileprivate func document(width: Int = 120) -> [UInt8] {
    guard case .mapping(let entries) = self else { preconditionFailure("a file holds a mapping") }
    return YAML.document(entries, width: width)
  }
}

/// Texts as keys and as values, in block and in flow style, that a reader of YAML gets back as they are.
@Suite struct YAMLTests {
  /// What a document holds, as a tree of texts.
  private static func tree(_ document: Document, _ node: NodeID) -> YAML {
    switch document.shape(of: node) {
    case .sequence: .list(document.entries(of: node).map { tree(document, $0) })
    case .mapping: .mapping(document.pairs(of: node).map { .init(document.text(of: $0.key), tree(document, $0.value)) })
    case .plain, .quoted, .broken: .text(document.text(of: node))
    }
  }

  private static func read(_ bytes: [UInt8]) throws -> YAML {
    let read = Document.read(SourceFile(name: "t.yaml", bytes: bytes))
    let shown = String(decoding: bytes, as: UTF8.self)
    #expect(!read.diagnostics.hasErrors, "\(shown)")
    let document = try #require(read.document, "\(shown)")
    return tree(document, document.root)
  }

  private static let odd = [
    "", " ", "on", "Yes", "NO", "n", "null", "~", "010", "0x1F", "1e3", "1:30", "12:30:45", "1_000", ".5", "+1", "-1",
    "- a", "-", "--- a", "...", "? a", "a: b", "a:", ":a", "a #b", "#a", "a#b", "&a", "*a", "!a", "|", ">", "%a", "@a",
    "`a", "'a'", "\"a\"", "a\"b", "\\", "a\\n", "[a]", "{a}", "a, b", "a]", " a", "a ", "\ta", "a\tb", "a\nb", "a\n",
    "\na", "a\n\nb", "a\n b\n", "a \nb", "a\n\n", "\n", "a\r\nb", "a\rb", "\u{0}", "\u{7F}", "\u{85}", "\u{A0}a",
    "a\u{2028}b", "\u{FEFF}a", "é", "e\u{301}", " \u{301}a", "a \u{301}b", "日本", "🏭", "=", "<<", "$kind", "$",
    "2027-03-31",
    "a\u{FFFE}b", "https://example.org/a#b", "hall-1/pod-[1-3]/rack-*", "99 %", "± 5 %",
  ]

  @Test(arguments: odd) func `an odd text`(text: String) throws {
    let pair = YAML.mapping([.init(text, .text(text)), .init("b" + text, .list([.text(text), .text(text)]))])
    for tree in [pair, .mapping([.init("k", pair)]), .mapping([.init("k", .list([pair, .text(text)]))])] {
      #expect(try Self.read(tree.document()) == tree)
    }
  }

  @Test func `long texts are broken at spaces, and nothing is lost`() throws {
    let words = "a URL is https://example.org/" + String(repeating: "x", count: 130)
    let long = String(repeating: "words of a source,  some with two spaces # or a sign: ", count: 9) + words
    for text in [long, long + "\n", " " + long, long + " ", long + "\nand a second line", long + "\u{2028}"] {
      for width in [20, 40, 80, 120] {
        let tree = YAML.mapping([.init("about", .text(text)), .init("list", .list([.text(text)]))])
        #expect(try Self.read(tree.document(width: width)) == tree)
      }
    }
    let lines = YAML.mapping([.init("about", .text(long))]).document().split(separator: 0x0A)
    #expect(lines.count > 4 && lines.dropLast().allSatisfy { $0.count <= 120 })
  }

  @Test func `keys longer than a line of YAML may hold`() throws {
    for key in [String(repeating: "k", count: 3_000), String(repeating: "k: ", count: 600)] {
      let inner = YAML.mapping([.init(key, .text("v")), .init("b", .mapping([.init(key, .list([.text("v")]))]))])
      #expect(try Self.read(YAML.mapping([.init("a", inner)]).document()) == .mapping([.init("a", inner)]))
    }
  }

  @Test(arguments: 0..<8) func `random trees`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let tree = YAML.mapping([.init("root", Self.random(depth: 5, &random))])
      #expect(try Self.read(tree.document(width: Int.random(in: 10...120, using: &random))) == tree)
    }
  }

  private static func random(depth: Int, _ random: inout SeededGenerator) -> YAML {
    let size = Int.random(in: 0...4, using: &random)
    switch depth == 0 ? 0 : Int.random(in: 0...3, using: &random) {
    case 1: return .list((0..<size).map { _ in Self.random(depth: depth - 1, &random) })
    case 2, 3:
      return .mapping((0..<size).map { .init("\($0)" + text(&random), Self.random(depth: depth - 1, &random)) })
    default: return .text(text(&random))
    }
  }

  static func text(_ random: inout SeededGenerator) -> String {
    let pieces = odd + ["word", "and", "some", "more", " ", " ", " ", " "]
    return (0..<Int.random(in: 0...20, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
  }
}
