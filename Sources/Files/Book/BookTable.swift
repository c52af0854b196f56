import Documents

/// Turns a tenant book that is a table into what the reader of books reads: a lease's fields a row, values as the YAML has them.
///
/// Every value keeps the line and column of its cell, or of its part of a cell.
struct BookTable {
  var reader: CSVReader
  /// The position of each column's cells in a row; −1: there is no such column.
  private var position = Array(repeating: -1, count: BookColumn.allCases.count)
  /// Columns whose cells are values as they stand, with their keys.
  private var plain: [(column: Int, key: Int)] = []
  /// Groups of which the table has a column.
  private var groups: [BookColumnGroup] = []
  var rows = FieldRows("a lease", BookKeys.row)
  private(set) var header: [DocumentBuilder.Text] = []
  /// Columns that are missed in the rows because the header, which has errors, lacks them.
  var missing: Set<String> = []
  /// True where rows, or the column of the leases, could not be read.
  private var hasUnreadLeases = false

  /// True where a file is a table rather than YAML or JSON: by its name, or by what stands in its first line.
  static func isTable(_ file: SourceFile) -> Bool {
    if file.name.lowercased().hasSuffix(".csv") { return true }
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = file.bytes.dropFirst(start).prefix(4_096).prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.split(separator: UInt8(ascii: ",")).map {
      String(decoding: $0.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 }, as: UTF8.self).lowercased()
    }
    return words.contains(BookColumn.tenant.name) && words.contains(BookColumn.lease.name)
  }

  /// The contents of a table.
  struct Contents {
    var document: Document
    var rows: FieldRows
    var missing: Set<String>
    var hasUnreadLeases: Bool
  }

  /// The rows of a table and the document that holds their values; nil where there is no header to read them by.
  static func read(_ file: SourceFile) -> (table: Contents?, diagnostics: Diagnostics) {
    let (reader, diagnostics) = CSVReader.open(file)
    guard let reader else { return (nil, diagnostics) }
    var table = BookTable(reader)
    table.rows.reserve(bytes: file.bytes.count)
    guard table.read() else { return (nil, table.reader.diagnostics) }
    let contents = Contents(
      document: table.reader.builder.document, rows: table.rows, missing: table.missing,
      hasUnreadLeases: table.hasUnreadLeases || table.reader.isCut)
    return (contents, table.reader.diagnostics)
  }

  private init(_ reader: CSVReader) { self.reader = reader }

  private mutating func read() -> Bool {
    let top = reader.start
    guard reader.nextRow() else {
      reader.report(top, "the table has no header", expected: "a first row of column names")
      return false
    }
    guard readHeader() else { return false }
    while reader.builder.isWhole, reader.nextRow() { addRow() }
    if reader.builder.isWhole { return true }
    reader.report(reader.start, "more than \(Document.nodeLimit) values in one file", expected: "fewer rows")
    return false
  }

  // MARK: Header

  private mutating func readHeader() -> Bool {
    header = reader.cells
    if header.count == 1, reader.builder.string(header[0]).contains(where: { ";\t".contains($0) }) {
      reader.report(
        header[0], "the header is one cell", expected: "names of columns between commas",
        suggestion: "separate the cells by commas")
      return false
    }
    var isKnown = true
    var repeated: Set<String> = []
    for (at, cell) in header.enumerated() {
      let name = reader.builder.string(cell)
      // Spreadsheets capitalize headers: case is no difference.
      guard let column = BookColumn.names.firstIndex(of: name.lowercased()) else {
        reader.report(
          cell, name.isEmpty ? "a column without a name" : "unknown column `\(name)`",
          expected: BookColumn.names.joined(separator: ", "),
          suggestion: didYouMean(name, BookColumn.names))
        isKnown = false
        continue
      }
      if position[column] >= 0 {
        reader.report(cell, "the column `\(name)` stands twice", expected: "each column once")
        repeated.insert(name.lowercased())
      } else {
        position[column] = at
      }
    }
    checkRequired()
    missing.formUnion(repeated)
    // Any column may be what an unknown one was meant to be.
    if !isKnown { missing.formUnion(BookColumn.allCases.filter { !has($0) }.map(\.name)) }
    hasUnreadLeases = !has(.lease)
    return position.contains { $0 >= 0 }
  }

  private func has(_ column: BookColumn) -> Bool { position[column.rawValue] >= 0 }

  private mutating func checkRequired() {
    for column in BookColumn.required where !has(column) {
      reader.report(header[0], "the table has no column `\(column.name)`")
      missing.insert(column.name)
    }
    if !BookColumn.amounts.contains(where: has) {
      let names = BookColumn.amounts.map(\.name)
      reader.report(header[0], "the table has no column \(alternatives(names.map { "`\($0)`" }))")
      missing.formUnion(names)
    }
    for column in BookColumn.allCases where has(column) {
      if let key = column.key { plain.append((column.rawValue, leaseKey(key))) }
    }
    groups = BookColumnGroup.allCases.filter { $0.columns.contains { has($0) } }
  }

  // MARK: Rows

  /// The cell of a column in the row; nil where it is empty.
  func cell(_ column: BookColumn) -> DocumentBuilder.Text? { cell(at: position[column.rawValue]) }

  private func cell(at position: Int) -> DocumentBuilder.Text? {
    guard position >= 0 else { return nil }
    let cell = reader.cells[position]
    return cell.isEmpty ? nil : cell
  }

  private mutating func addRow() {
    guard reader.cells.count == header.count else {
      let place = reader.cells.count > header.count ? reader.cells[header.count] : reader.start
      reader.report(
        place, "the row has \(reader.cells.count) cells, the header \(header.count)",
        expected: "\(header.count) cells", suggestion: "put a cell that holds a comma in quotes")
      hasUnreadLeases = true
      return
    }
    let row = reader.builder.begin(.sequence, at: reader.start)
    for (column, key) in plain {
      if let cell = cell(at: position[column]) { rows.add(key, reader.builder.text(cell)) }
    }
    for group in groups { add(group) }
    reader.builder.end()
    rows.endRow(at: row)
  }

  func leaseKey(_ key: StaticString) -> Int { BookKeys.row.position(of: key) }
}
