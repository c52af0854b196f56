/// Takes a file of comma-separated values apart, row by row (RFC 4180).
///
/// Cells in double quotes may hold commas, line breaks and doubled quotes. A byte order mark and empty lines are skipped; rows
/// end in LF, CR LF or CR. Spaces around a cell that is not in quotes do not count.
public struct CSVReader {
  /// The document that is built from the cells; its arena holds their texts.
  public var builder: DocumentBuilder
  /// Errors so far.
  public var diagnostics = Diagnostics()
  /// The cells of the row that was read last.
  public private(set) var cells: [DocumentBuilder.Text] = []
  /// True where the file ends in a quote that is never closed: rows are lost in it.
  public private(set) var isCut = false
  /// The place where that row begins.
  public private(set) var start = DocumentBuilder.Text(start: 0, length: 0, line: 0, column: 0)

  private let file: SourceFile
  private var offset: Int
  /// The line, from 0, and the offset at which column 0 of it stands once multi-byte scalars are left out.
  private var line: UInt32 = 0
  private var lineStart: Int

  /// Begins to read a file; nil where it cannot be read at all, which is reported in the diagnostics.
  public static func open(_ file: SourceFile, nodesPerByte: Double = 0.25) -> (reader: CSVReader?, Diagnostics) {
    var diagnostics = Diagnostics()
    if file.bytes.isEmpty {
      diagnostics.add(
        Diagnostic(file: file.name, "the file is empty", expected: "a first row of column names, then rows of cells"))
      return (nil, diagnostics)
    }
    if let problem = file.problem() {
      diagnostics.add(problem)
      return (nil, diagnostics)
    }
    return (CSVReader(file, nodes: Int(Double(file.bytes.count) * nodesPerByte)), diagnostics)
  }

  private init(_ file: SourceFile, nodes: Int) {
    self.file = file
    builder = DocumentBuilder(file, nodes: nodes)
    offset = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = offset
  }

  /// Reads the next row that is not empty into `cells`; false at the end of the file.
  public mutating func nextRow() -> Bool {
    while offset < file.bytes.count {
      cells.removeAll(keepingCapacity: true)
      start = place(offset, length: 0)
      readRow()
      if cells.count > 1 || cells.first?.isEmpty == false { return true }
    }
    return false
  }

  /// Reports an error at a text.
  public mutating func report(
    _ text: DocumentBuilder.Text, _ message: String, expected: String? = nil, suggestion: String? = nil
  ) {
    let length = builder.string(text).unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }.count
    diagnostics.add(
      Diagnostic(
        file: file.name, line: Int(text.line) + 1, column: Int(text.column) + 1, length: max(1, length), message,
        expected: expected, suggestion: suggestion))
  }

  /// A range of the file as a text.
  private func place(_ start: Int, length: Int) -> DocumentBuilder.Text {
    DocumentBuilder.Text(
      start: UInt32(start), length: UInt32(length), line: line, column: UInt32(max(0, start - lineStart)))
  }

  // MARK: Cells

  private mutating func readRow() {
    while true {
      if offset < file.bytes.count, file.bytes[offset] == UInt8(ascii: "\"") { readQuoted() } else { readPlain() }
      guard offset < file.bytes.count, file.bytes[offset] == UInt8(ascii: ",") else { break }
      offset += 1
    }
    skipLineBreak()
  }

  private mutating func readPlain() {
    let begin = offset
    let (end, wide, quote) = file.bytes.withUnsafeBufferPointer { bytes in
      var at = begin
      var wide = 0
      var quote = false
      while at < bytes.count {
        let byte = bytes[at]
        if byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D { break }
        if byte & 0xC0 == 0x80 { wide += 1 }
        if byte == UInt8(ascii: "\"") { quote = true }
        at += 1
      }
      return (at, wide, quote)
    }
    var (first, last) = (begin, end)
    while first < last, isSpace(file.bytes[first]) { first += 1 }
    while last > first, isSpace(file.bytes[last - 1]) { last -= 1 }
    let cell = place(first, length: last - first)
    cells.append(cell)
    offset = end
    // Columns count scalars; other line ends than a row's count lines, as everywhere.
    lineStart += wide
    if wide > 0 { countOddLines(begin..<end) }
    if quote {
      report(
        cell, "a quote stands in a cell that does not begin with one",
        expected: "the whole cell in quotes, quotes in it doubled")
    }
  }

  private mutating func readQuoted() {
    let opening = place(offset, length: 1)
    offset += 1
    let first = offset
    /// The cell up to the last doubled quote, with such quotes single.
    var unescaped: [UInt8] = []
    var begin = offset
    while offset < file.bytes.count {
      let byte = file.bytes[offset]
      if byte == UInt8(ascii: "\"") {
        guard offset + 1 < file.bytes.count, file.bytes[offset + 1] == UInt8(ascii: "\"") else { break }
        unescaped.append(contentsOf: file.bytes[begin...offset])
        offset += 2
        begin = offset
      } else if byte == 0x0A || byte == 0x0D {
        skipLineBreak()
      } else {
        offset += 1
        guard byte & 0xC0 == 0x80 else { continue }
        lineStart += 1
        countOddLines((offset - 1)..<offset)
      }
    }
    guard offset < file.bytes.count else {
      report(opening, "the quote that opens here is never closed", expected: "a quote at the end of the cell")
      // What is left of the file is no row.
      isCut = true
      cells.removeAll()
      return
    }
    var cell = DocumentBuilder.Text(
      start: UInt32(first), length: UInt32(offset - first), line: opening.line, column: opening.column + 1)
    if begin > first { cell = builder.add(unescaped + file.bytes[begin..<offset], at: cell) }
    cells.append(cell)
    skipClosingQuote()
  }

  private mutating func skipClosingQuote() {
    offset += 1
    let behind = offset
    while offset < file.bytes.count, ![UInt8(ascii: ","), 0x0A, 0x0D].contains(file.bytes[offset]) { offset += 1 }
    if !file.bytes[behind..<offset].allSatisfy(isSpace) {
      report(place(behind, length: 1), "text stands behind the quote that closes the cell", expected: "a comma")
    }
    lineStart += file.bytes[behind..<offset].count { $0 & 0xC0 == 0x80 }
    countOddLines(behind..<offset)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private mutating func skipLineBreak() {
    guard offset < file.bytes.count else { return }
    let isPair =
      file.bytes[offset] == 0x0D && offset + 1 < file.bytes.count && file.bytes[offset + 1] == 0x0A
    offset += isPair ? 2 : 1
    line += 1
    lineStart = offset
  }

  /// The next line, the line separator and the paragraph separator begin a line in every editor's count, though not a row.
  private mutating func countOddLines(_ range: Range<Int>) {
    for at in range {
      let isBreak =
        file.bytes[at] == 0x85 && at > 0 && file.bytes[at - 1] == 0xC2
        || (file.bytes[at] == 0xA8 || file.bytes[at] == 0xA9) && at > 1 && file.bytes[at - 1] == 0x80
          && file.bytes[at - 2] == 0xE2
      guard isBreak else { continue }
      line += 1
      lineStart = at + 1
      for later in (at + 1)..<max(at + 1, range.upperBound) where file.bytes[later] & 0xC0 == 0x80 { lineStart += 1 }
    }
  }
}
