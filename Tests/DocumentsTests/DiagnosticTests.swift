import Documents
import Testing

private func rendered(_ text: String, line: Int, column: Int, length: Int = 1) -> String {
  let file = SourceFile(name: "f", text: text)
  var diagnostics = Diagnostics()
  diagnostics.add(Diagnostic(file: "f", line: line, column: column, length: length, "no"))
  return Documents.text(of: diagnostics.sorted(for: file))
}

@Test func `the caret stands under its place, behind tabs too`() {
  #expect(rendered("a\n\tbé cde f\n", line: 2, column: 5, length: 3) == "f:2:5: error: no\n\tbé cde f\n\t   ^~~\n")
  #expect(rendered("abc", line: 1, column: 3, length: 9) == "f:1:3: error: no\nabc\n  ^\n")
  #expect(rendered("abc", line: 1, column: 9) == "f:1:9: error: no\nabc\n   ^\n")
  #expect(rendered("\u{FEFF}abc", line: 1, column: 1) == "f:1:1: error: no\nabc\n^\n")
}

@Test func `of a long line only the part around the place is shown`() {
  let line = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
  let expected =
    "f:1:501: error: no\n…" + String(repeating: "a", count: 70) + "X" + String(repeating: "b", count: 69) + "…\n"
    + String(repeating: " ", count: 71) + "^\n"
  #expect(rendered(line, line: 1, column: 501) == expected)
}

@Test func `control characters never reach the terminal`() {
  let diagnostic = Diagnostic(file: "f\u{1B}[31m", line: 1, column: 1, "`\u{1B}[2J` and \u{202E}")
  #expect(diagnostic.text == "f\u{FFFD}[31m:1:1: error: `\u{FFFD}[2J` and \u{FFFD}")
}

@Test func `diagnostics come in file order, each once, and beyond fifty are only counted`() {
  let file = SourceFile(name: "f", text: "a: 1\n")
  var diagnostics = Diagnostics()
  for line in (1...60).reversed() { diagnostics.add(Diagnostic(file: "f", line: line, column: 1, "no")) }
  diagnostics.add(Diagnostic(file: "f", line: 1, column: 1, "no"))
  diagnostics.add(Diagnostic(.warning, file: "f", "all of it"))
  let sorted = diagnostics.sorted(for: file)
  #expect(sorted.map(\.line) == Array(0...60))
  let text = Documents.text(of: sorted)
  #expect(text.hasPrefix("f: warning: all of it\nf:1:1: error: no\na: 1\n^\nf:2:1: error: no\n"))
  #expect(text.hasSuffix("… and 11 more\n"))
}

@Test func `no more than a thousand are kept, and that is said`() {
  var diagnostics = Diagnostics()
  for line in 1...5_000 { diagnostics.add(Diagnostic(file: "f", line: line, column: 1, "no")) }
  let sorted = diagnostics.sorted(for: SourceFile(name: "f", text: ""))
  #expect(sorted.count == 1_001)
  #expect(sorted.last?.message == "more than 1000 errors; the rest is not listed")
  #expect(diagnostics.hasErrors)
}

@Test func `what was meant is guessed from near words only`() {
  let words = ["sustained-peak", "nameplate", "average", "idle"]
  #expect(nearest(to: "nameplat", among: words) == "nameplate")
  #expect(nearest(to: "NAMEPLATE", among: words) == "nameplate")
  #expect(nearest(to: "sustianed-peak", among: words) == "sustained-peak")
  #expect(nearest(to: "idel", among: words) == "idle")
  #expect(nearest(to: "colour", among: words) == nil)
  #expect(nearest(to: "", among: words) == nil)
  #expect(nearest(to: String(repeating: "a", count: 10_000), among: words) == nil)
}

@Test func `digests are those of FIPS 180`() {
  func hex(_ text: String) -> String { SHA256.hex(of: Array(text.utf8)) }
  #expect(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  #expect(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  #expect(
    hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
      == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  #expect(
    hex(String(repeating: "a", count: 1_000_000))
      == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
}
