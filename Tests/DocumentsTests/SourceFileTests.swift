import Glibc
import Documents
import Testing

/// A file of its own for one test, taken away at its end.
private func withFile(_ size: off_t, _ body: (String) throws -> Void) throws {
  var name = Array("/tmp/headroom-test-XXXXXX".utf8CString)
  let file = mkstemp(&name)
  try #require(file >= 0)
  defer { unlink(&name) }
  try #require(ftruncate(file, size) == 0)
  close(file)
  try body(String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
}

private func problem(_ path: String) -> String? {
  do {
    _ = try SourceFile(reading: path, as: "f")
    return nil
  } catch { return error.text }
}

@Test func `a file that cannot be read is an error, not a trap`() {
  #expect(problem("/nowhere/at/all.yaml") == "f: error: cannot read the file: there is no such file")
  #expect(problem("/tmp") == "f: error: this is a directory\n  expected: a YAML or JSON file")
  #expect(problem("a\u{0}b") == "f: error: cannot read the file: there is no such file")
  // Its first page is not mapped: opening succeeds, reading does not.
  #expect(problem("/proc/self/mem") == "f: error: cannot read the file: Input/output error")
}

@Test func `a file of more than 64 MiB is refused before it is read`() throws {
  try withFile(off_t(SourceFile.sizeLimit) + 1) { path in
    #expect(problem(path) == "f: error: the file is larger than 64 MiB\n  expected: at most 64 MiB")
  }
}

@Test func `what has no size is refused once it exceeds 64 MiB`() {
  #expect(problem("/dev/zero") == "f: error: the file is larger than 64 MiB\n  expected: at most 64 MiB")
}

@Test func `an empty file is read, and refused as a document`() throws {
  try withFile(0) { path in
    let file = try SourceFile(reading: path, as: "f")
    #expect(file.bytes.isEmpty)
    let (document, diagnostics) = Document.read(file)
    #expect(document == nil)
    #expect(
      text(of: diagnostics.sorted(for: file)) == "f: error: the file is empty\n  expected: a YAML or JSON file\n")
  }
}

@Test func `a text of more than 64 MiB in memory is refused too`() {
  let file = SourceFile(name: "f", bytes: Array(repeating: 0x20, count: SourceFile.sizeLimit + 1))
  let (document, diagnostics) = Document.read(file)
  #expect(document == nil)
  #expect(diagnostics.sorted(for: file).map(\.message) == ["the file is larger than 64 MiB"])
}
