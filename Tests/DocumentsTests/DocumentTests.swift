import Documents
import Testing

private func read(_ text: String) -> (document: Document?, said: String) {
  let file = SourceFile(name: "f", text: text)
  let (document, diagnostics) = Document.read(file)
  return (document, Documents.text(of: diagnostics.sorted(for: file)))
}

private func place(_ text: String, of key: String) throws -> (line: Int, column: Int) {
  let document = try #require(read(text).document)
  let node = try #require(document.value(of: key, in: document.root))
  let diagnostic = document.diagnostic(at: node, "")
  return (diagnostic.line, diagnostic.column)
}

@Test func `YAML and JSON give the same table`() throws {
  let yaml = try #require(read("a: 1\nb:\n  - x\n  - {c: \"8\"}\n").document)
  let json = try #require(read(#"{"a": 1, "b": ["x", {"c": "8"}]}"#).document)
  for document in [yaml, json] {
    let a = try #require(document.value(of: "a", in: document.root))
    #expect(document.integer(a) == 1)
    let b = try #require(document.value(of: "b", in: document.root))
    let entries = Array(document.entries(of: b))
    #expect(document.count(of: b) == 2)
    #expect(document.text(of: entries[0]) == "x")
    let c = try #require(document.value(of: "c", in: entries[1]))
    #expect(document.integer(c) == nil, "what stands in quotes is text")
    #expect(document.text(of: c) == "8")
    #expect(document.parent(of: c) == entries[1])
    #expect(document.parent(of: document.root) == nil)
  }
}

@Test func `places count lines and columns from one, in scalars`() throws {
  #expect(try place("a: 1\nbé: {c: 2}\n", of: "bé") == (2, 5))
  #expect(try place("\u{FEFF}a: 1\n", of: "a") == (1, 4))
  #expect(try place("a: 1\r\nb: 2\r\n", of: "b") == (2, 4))
}

@Test func `numbers are what they look like`() throws {
  for (text, number) in [("0", 0), ("-12", -12), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min)] {
    let document = try #require(read("a: \(text)").document)
    #expect(document.integer(try #require(document.value(of: "a", in: document.root))) == number)
  }
  for text in [
    "010", "1_000", "0x1", "1.0", "1e3", "9223372036854775808", "-9223372036854775809", "", "+1", "1:30",
  ] {
    let document = try #require(read("a: \(text)\n").document)
    #expect(document.integer(try #require(document.value(of: "a", in: document.root))) == nil, "\(text)")
  }
}

@Test func `an emoji that JSON writes as two escapes is read, and columns behind it are right`() throws {
  let text = #"{"a": "\\\ud83d\ude00!", "b": 1, "a\ud83d\ude00b": 2}"#
  let document = try #require(read(text).document)
  #expect(document.text(of: try #require(document.value(of: "a", in: document.root))) == "\\😀!")
  #expect(document.value(of: "a😀b", in: document.root) != nil)
  #expect(try place(text, of: "b").column == 31)
  #expect(try place(text, of: "a😀b").column == 52)
}

@Test func `half of a surrogate pair is refused with advice`() {
  #expect(
    read(#"{"a": "\ud83d!"}"#).said == """
      f:1:10: error: not valid YAML: found invalid Unicode character escape code (while parsing a quoted scalar)
      {"a": "\\ud83d!"}
               ^
        help: write the character itself, or `\\U` and eight digits

      """)
}

@Test func `nesting may be 64 deep and no deeper`() {
  #expect(read(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).document != nil)
  let deep = read(String(repeating: "[", count: 100_000))
  #expect(deep.document == nil)
  #expect(deep.said.contains("f:1:65: error: nested deeper than 64 levels\n"))
}

@Test func `deep nesting by indentation is refused at once`() {
  let text = String(repeating: "- ", count: 200_000)
  #expect(read(text).said.contains("f:1:129: error: nested deeper than 64 levels\n"))
}

@Test func `values beyond the limit are refused where they begin`() {
  let file = SourceFile(name: "f", text: "[1, 2, 3, 4]")
  #expect(Document.read(file, nodeLimit: 5).document != nil)
  let (document, diagnostics) = Document.read(file, nodeLimit: 4)
  #expect(document == nil)
  #expect(
    text(of: diagnostics.sorted(for: file)).hasPrefix("f:1:11: error: more than 4 values in one file\n[1, 2, 3, 4]\n"))
  #expect(Document.nodeLimit == 8_000_000)
}

@Test func `a key that stands twice is refused among few keys and among many`() {
  let many = (0..<40).map { "k\($0): 1\n" }.joined()
  #expect(read(many).document != nil)
  #expect(read(many).said.isEmpty)
  #expect(read("a: 1\nb: 2\na: 3\n").said.hasPrefix("f:3:1: error: `a` is given twice\n"))
  #expect(read(many + "k7: 2\n").said.hasPrefix("f:41:1: error: `k7` is given twice\n"))
  #expect(read(many + "k7: 2\n").said.hasSuffix("  help: it stands in line 8 already\n"))
}

@Test func `bytes that are not UTF-8 are refused where they stand`() {
  let tables: [([UInt8], String)] = [
    ([0x61, 0x0A, 0x62, 0xFF], "f:2:2: error: the byte 0xFF is not UTF-8"),
    ([0xC3, 0xA4, 0xC0, 0x80], "f:1:2: error: the byte 0xC0 is not UTF-8"),
    ([0xED, 0xA0, 0x80], "f:1:1: error: the byte 0xED is not UTF-8"),
    ([0xF5, 0x80, 0x80, 0x80], "f:1:1: error: the byte 0xF5 is not UTF-8"),
    ([0xE2, 0x82], "f:1:1: error: the byte 0xE2 is not UTF-8"),
    ([0xFF, 0xFE, 0x61, 0x00], "f:1:1: error: the byte 0xFF is not UTF-8"),
  ]
  for (bytes, expected) in tables {
    let file = SourceFile(name: "f", bytes: bytes)
    let said = text(of: Document.read(file).diagnostics.sorted(for: file))
    #expect(said.hasPrefix(expected + "\n"), "\(said)")
    #expect(said.hasSuffix("  expected: text in UTF-8\n  help: convert the file: iconv -f latin1 -t utf-8\n"))
  }
}

@Test(arguments: ["", "# only words\n", "\n\n", "---\n...\n"])
func `an empty file is refused`(text: String) {
  let (document, said) = read(text)
  // A document marker makes a document with nothing in it.
  if document == nil {
    #expect(said.hasPrefix("f: error: the file is empty\n"))
  } else {
    #expect(text.hasPrefix("---"))
  }
}
