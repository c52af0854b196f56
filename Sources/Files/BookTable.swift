import Source

/// Turns a tenant book that is a table into what the reader of books reads: a lease's fields a row, values as the YAML has them.
///
/// Every value keeps the line and column of its cell, or of its part of a cell.
struct BookTable {
  private var reader: CSVReader
  /// The position of each column's cells in a row; −1: there is no such column.
  private var position = Array(repeating: -1, count: BookColumn.allCases.count)
  /// Columns whose cells are values as they stand, with their keys.
  private var plain: [(column: Int, key: Int)] = []
  /// Groups of which the table has a column.
  private var groups: [BookGroup] = []
  private var rows = FieldRows("a lease", BookKeys.row)
  private var header: [DocumentWriter.Text] = []
  /// Columns that are missed in the rows because the header, which has errors, lacks them.
  private var lost: Set<String> = []
  /// Whether rows, or the column of the leases, could not be read.
  private var hidesLeases = false

  /// Whether a file is a table rather than YAML or JSON: by its name, or by what stands in its first line.
  static func isTable(_ file: SourceFile) -> Bool {
    if file.name.lowercased().hasSuffix(".csv") { return true }
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = file.bytes.dropFirst(start).prefix(4_096).prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.split(separator: UInt8(ascii: ",")).map {
      String(decoding: $0.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 }, as: UTF8.self)
    }
    return words.contains(BookColumn.tenant.name) && words.contains(BookColumn.lease.name)
  }

  /// What a table holds.
  struct Contents {
    var document: Document
    var rows: FieldRows
    var lost: Set<String>
    var hidesLeases: Bool
  }

  /// The rows of a table and the document that holds their values; nil where there is no header to read them by.
  static func read(_ file: SourceFile) -> (table: Contents?, diagnostics: Diagnostics) {
    let (reader, diagnostics) = CSVReader.open(file)
    guard let reader else { return (nil, diagnostics) }
    var table = BookTable(reader)
    table.rows.reserve(bytes: file.bytes.count)
    guard table.read() else { return (nil, table.reader.diagnostics) }
    let contents = Contents(
      document: table.reader.writer.document, rows: table.rows, lost: table.lost,
      hidesLeases: table.hidesLeases || table.reader.isCut)
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
    while reader.writer.isWhole, reader.nextRow() { addRow() }
    if reader.writer.isWhole { return true }
    reader.report(reader.start, "more than \(Document.nodeLimit) values in one file", expected: "fewer rows")
    return false
  }

  // MARK: Header

  private mutating func readHeader() -> Bool {
    header = reader.cells
    if header.count == 1, reader.writer.string(header[0]).contains(where: { ";\t".contains($0) }) {
      reader.report(
        header[0], "the header is one cell", expected: "names of columns between commas",
        suggestion: "separate the cells by commas")
      return false
    }
    var isKnown = true
    var repeated: Set<String> = []
    for (at, cell) in header.enumerated() {
      let name = reader.writer.string(cell)
      guard let column = BookColumn.names.firstIndex(of: name) else {
        reader.report(
          cell, name.isEmpty ? "a column without a name" : "unknown column `\(name)`",
          expected: BookColumn.names.joined(separator: ", "),
          suggestion: didYouMean(name, BookColumn.names))
        isKnown = false
        continue
      }
      if position[column] >= 0 {
        reader.report(cell, "the column `\(name)` stands twice", expected: "each column once")
        repeated.insert(name)
      } else {
        position[column] = at
      }
    }
    checkRequired()
    lost.formUnion(repeated)
    // Any column may be what an unknown one was meant to be.
    if !isKnown { lost.formUnion(BookColumn.allCases.filter { !has($0) }.map(\.name)) }
    hidesLeases = !has(.lease)
    return position.contains { $0 >= 0 }
  }

  private func has(_ column: BookColumn) -> Bool { position[column.rawValue] >= 0 }

  private mutating func checkRequired() {
    for column in BookColumn.required where !has(column) {
      reader.report(header[0], "the table has no column `\(column.name)`")
      lost.insert(column.name)
    }
    if !BookColumn.amounts.contains(where: has) {
      let names = BookColumn.amounts.map(\.name)
      reader.report(header[0], "the table has no column \(alternatives(names.map { "`\($0)`" }))")
      lost.formUnion(names)
    }
    for column in BookColumn.allCases where has(column) {
      if let key = column.key { plain.append((column.rawValue, leaseKey(key))) }
    }
    groups = BookGroup.allCases.filter { $0.columns.contains { has($0) } }
  }

  // MARK: Rows

  /// What stands in a column of the row; nil where nothing does.
  private func cell(_ column: BookColumn) -> DocumentWriter.Text? { cell(at: position[column.rawValue]) }

  private func cell(at position: Int) -> DocumentWriter.Text? {
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
      hidesLeases = true
      return
    }
    let row = reader.writer.begin(.sequence, at: reader.start)
    for (column, key) in plain {
      if let cell = cell(at: position[column]) { rows.add(key, reader.writer.text(cell)) }
    }
    for group in groups { add(group) }
    reader.writer.end()
    rows.endRow(at: row)
  }

  private mutating func add(_ group: BookGroup) {
    switch group {
    case .amount: addAmount()
    case .megawatts: addMegawatts()
    case .kinds: addKinds()
    case .status: addStatus()
    case .price: addPrice()
    case .spread: addMapping("spread", [("over", .spreadOver), ("at-most", .spreadAtMost)])
    case .expansion: addExpansion()
    case .quantities: addQuantities()
    case .places: addPlaces()
    }
  }

  private func leaseKey(_ key: StaticString) -> Int { BookKeys.row.position(of: key) }

  /// A value of the lease.
  private mutating func add(_ key: StaticString, _ value: DocumentWriter.Text) {
    rows.add(leaseKey(key), reader.writer.text(value))
  }

  /// Opens the container that is a value of the lease.
  private mutating func begin(_ key: StaticString, _ shape: Document.Shape, at place: DocumentWriter.Text) {
    rows.add(leaseKey(key), reader.writer.begin(shape, at: place))
  }

  /// A value with its key in the mapping that is open.
  private mutating func addEntry(_ name: String, _ value: DocumentWriter.Text) {
    let key = reader.writer.add(name, at: value)
    reader.writer.key(key, at: value)
    reader.writer.text(value)
  }

  /// A mapping of cells, where any of them is given.
  private mutating func addMapping(_ name: StaticString, _ parts: [(key: String, column: BookColumn)]) {
    let given = parts.compactMap { part in cell(part.column).map { (part.key, $0) } }
    guard let first = given.first else { return }
    begin(name, .mapping, at: first.1)
    for (key, cell) in given { addEntry(key, cell) }
    reader.writer.end()
  }

  private mutating func addAmount() {
    if let gpus = cell(.gpus), cell(.floor) == nil, cell(.utilisation) == nil {
      add("gpus", gpus)
    } else if cell(.utilisation) != nil {
      addMapping("pool", [("gpus", .gpus), ("utilisation", .utilisation)])
    } else {
      addMapping("gpus", [("floor", .floor), ("asked", .gpus)])
    }
  }

  private mutating func addMegawatts() {
    if let megawatts = cell(.megawatts) { add("megawatts", joined(megawatts, " at ", cell(.at))) }
    addMapping("space", [("per-rack", .perRack), ("liquid", .liquid), ("positions", .positions)])
  }

  private mutating func joined(
    _ text: DocumentWriter.Text, _ middle: String, _ end: DocumentWriter.Text?
  ) -> DocumentWriter.Text {
    guard let end else { return text }
    return reader.writer.add(reader.writer.string(text) + middle + reader.writer.string(end), at: text)
  }

  private mutating func addPrice() {
    if let price = cell(.price) { add("price", joined(price, " ", cell(.priceUnit))) }
  }

  private mutating func addKinds() {
    guard let cell = cell(.kind) else { return }
    guard reader.writer.contains("|", in: cell) else { return add("kind", cell) }
    let kinds = reader.writer.parts(of: cell, separator: "|")
    begin("kinds", .sequence, at: cell)
    for kind in kinds { reader.writer.text(kind) }
    reader.writer.end()
  }

  private mutating func addStatus() {
    let companions: [BookColumn] = [.until, .probability, .zone, .notice]
    let given = companions.compactMap { column in cell(column).map { (column, $0) } }
    guard let cell = cell(.status) else {
      if let (column, place) = given.first, !lost.contains(BookColumn.status.name) {
        reader.report(place, "`\(column.name)` stands without a status", expected: "a cell in the column `status`")
      }
      return
    }
    let word = reader.writer.string(cell)
    let isAlone = given.isEmpty && !["option", "hold", "proposal"].contains(word)
    guard !isAlone else { return add("status", cell) }
    begin("status", .mapping, at: cell)
    reader.writer.key(cell, at: cell)
    reader.writer.begin(.mapping, at: cell)
    for (column, value) in given {
      addEntry(column == .until && word == "hold" ? "expires" : column.name, value)
    }
    reader.writer.end()
    reader.writer.end()
  }

  private mutating func addExpansion() {
    guard let within = cell(.within), reader.writer.string(within) == "adjacent" else {
      return addMapping("expand", [("lease", .expand), ("within", .within)])
    }
    begin("expand", .mapping, at: cell(.expand) ?? within)
    if let lease = cell(.expand) { addEntry("lease", lease) }
    addEntry("adjacent", reader.writer.add("yes", at: within))
    reader.writer.end()
  }

  /// `storage=2 PB|wan=100 Gb/s`.
  private mutating func addQuantities() {
    guard let cell = cell(.quantities) else { return }
    var names: Set<String> = []
    begin("quantities", .mapping, at: cell)
    for part in reader.writer.parts(of: cell, separator: "|") {
      let sides = reader.writer.parts(of: part, separator: "=")
      guard sides.count == 2, !sides[0].isEmpty else {
        reader.report(
          part, "`\(reader.writer.string(part))` is no quantity", expected: "such as `storage=2 PB|wan=100 Gb/s`")
        continue
      }
      if !names.insert(reader.writer.string(sides[0])).inserted {
        reader.report(sides[0], "`\(reader.writer.string(sides[0]))` is given twice", expected: "each quantity once")
      }
      reader.writer.key(sides[0], at: sides[0])
      reader.writer.text(sides[1])
    }
    reader.writer.end()
  }

  /// `hall-1/rack-[1-8]:4|hall-2`, or a piece of a node by its domains: `hall-1/rack-2/node-3:2+0`.
  private mutating func addPlaces() {
    guard let cell = cell(.placed) else { return }
    begin("placed", .sequence, at: cell)
    for part in reader.writer.parts(of: cell, separator: "|") {
      let sides = reader.writer.parts(of: part, separator: ":")
      reader.writer.begin(.mapping, at: part)
      let path = reader.writer.parts(of: sides[0], separator: "/")
      let node = path.last.map { reader.writer.string($0) }.flatMap { splitNumber($0) }
      if let node, node.base == "node", path.count > 1 {
        addPiece(node.number, path, sides)
      } else {
        addEntry("at", sides[0])
        if sides.count > 1 { addEntry("nodes", joined(sides[1...], ":")) }
      }
      reader.writer.end()
    }
    reader.writer.end()
  }

  private mutating func addPiece(_ node: Int, _ path: [DocumentWriter.Text], _ sides: [DocumentWriter.Text]) {
    addEntry("at", joined(path.dropLast(), "/"))
    if let last = path.last { addEntry("node", reader.writer.add("\(node)", at: last)) }
    guard sides.count > 1 else { return }
    reader.writer.key(reader.writer.add("gpus", at: sides[1]), at: sides[1])
    reader.writer.begin(.sequence, at: sides[1])
    // Joined first: the writer would be copied before what it gains.
    let domains = joined(sides[1...], ":")
    for domain in reader.writer.parts(of: domains, separator: "+") { reader.writer.text(domain) }
    reader.writer.end()
  }

  private mutating func joined(_ parts: ArraySlice<DocumentWriter.Text>, _ separator: String) -> DocumentWriter.Text {
    guard let first = parts.first, parts.count > 1 else { return parts.first ?? header[0] }
    return reader.writer.add(parts.map { reader.writer.string($0) }.joined(separator: separator), at: first)
  }
}
