import Documents
import Testing

private func rows(_ text: String) -> (rows: [[String]], said: String) {
  let file = SourceFile(name: "f", text: text)
  guard var reader = CSVReader.open(file).reader else { return ([], "") }
  var rows: [[String]] = []
  while reader.nextRow() { rows.append(reader.cells.map { reader.builder.string($0) }) }
  return (rows, Documents.text(of: reader.diagnostics.sorted(for: file)))
}

@Test func `cells are taken apart as RFC 4180 says`() {
  #expect(rows("a,b\nc,d\n").rows == [["a", "b"], ["c", "d"]])
  #expect(rows("a,b\r\nc,d").rows == [["a", "b"], ["c", "d"]])
  #expect(rows("a,,b,\n").rows == [["a", "", "b", ""]])
  #expect(rows("\"a,b\",\"c\"\"d\",\"\"\n").rows == [["a,b", "c\"d", ""]])
  #expect(rows("\"a\nb\",c\n\"\"\"\",\"\"\"\"\"\"\n").rows == [["a\nb", "c"], ["\"", "\"\""]])
  #expect(rows("\u{FEFF}a\n\n\n b ,\tc\t\n").rows == [["a"], ["b", "c"]])
  #expect(rows(",\n").rows == [["", ""]])
  #expect(rows("\n\n").rows.isEmpty)
}

@Test func `what breaks the rules is reported where it stands`() {
  #expect(
    rows("a,b\nc,\"d\n").said == """
      f:2:3: error: the quote that opens here is never closed
      c,"d
        ^
        expected: a quote at the end of the cell

      """)
  #expect(
    rows("ä,b\"c\n\"é\" x,d\n").said == """
      f:1:3: error: a quote stands in a cell that does not begin with one
      ä,b"c
        ^~~
        expected: the whole cell in quotes, quotes in it doubled
      f:2:4: error: text stands behind the quote that closes the cell
      "é" x,d
         ^
        expected: a comma

      """)
}

@Test func `columns count scalars, and lines what an editor counts`() throws {
  let text = "a,\"x\ny\"\u{2028}\nä€,b\n\"\u{85}\",c\nd\u{2028}é,e\n"
  var reader = try #require(CSVReader.open(SourceFile(name: "f", text: text)).reader)
  var places: [[String]] = []
  while reader.nextRow() {
    places.append(
      reader.cells.map { cell in
        reader.diagnostics = Diagnostics()
        reader.report(cell, "")
        let said = reader.diagnostics.sorted(for: SourceFile(name: "f", text: text))[0]
        return "\(said.line):\(said.column)"
      })
  }
  #expect(places == [["1:1", "1:4"], ["4:1", "4:4"], ["5:2", "6:3"], ["7:1", "8:3"]])
}

@Test func `parts of a cell know their columns`() throws {
  var reader = try #require(CSVReader.open(SourceFile(name: "f", text: "x, ä=1 | b = 2|\n")).reader)
  let isRow = reader.nextRow()
  #expect(isRow)
  let parts = reader.builder.parts(of: reader.cells[1], separator: "|")
  #expect(parts.map { reader.builder.string($0) } == ["ä=1", "b = 2", ""])
  reader.report(parts[1], "here")
  #expect(reader.diagnostics.sorted(for: SourceFile(name: "f", text: "")).map(\.column) == [10])
}
