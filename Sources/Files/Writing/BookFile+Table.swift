import Documents
import Encoding

extension BookFile {
  /// The table that says what a description says, a lease a row, with the columns that some lease needs; nil where a
  /// table cannot say it: profiles of the book, remarks on single values, a tenant without leases.
  public static func writeTable(_ description: BookDescription) -> [UInt8]? {
    var rows: [BookRow] = []
    for tenant in description.tenants {
      for lease in tenant.leases {
        guard let row = BookRow(lease, of: tenant) else { return nil }
        rows.append(row)
      }
    }
    let hasAmount = BookColumn.amounts.contains { column in rows.contains { $0[column] != nil } }
    let needed = BookColumn.required + (hasAmount ? [] : [.gpus])
    let columns = BookColumn.allCases.filter { column in
      needed.contains(column) || rows.contains { $0[column] != nil }
    }
    let bytes = CSV.document(
      columns.map { column in CSVColumn(column.name) { (row: BookRow) in .text(orEmpty: row[column]) } }, rows)
    return says(bytes, description) ? bytes : nil
  }

  /// True where the table is read as the description.
  private static func says(_ table: [UInt8], _ description: BookDescription) -> Bool {
    let (contents, diagnostics) = BookTable.read(SourceFile(name: "tenants.csv", bytes: table))
    guard let contents else { return false }
    var reader = DescriptionReader(input: DocumentDecoder(contents.document, diagnostics: diagnostics))
    let book = BookDescription(contents.rows, &reader)
    return book == description && !reader.input.diagnostics.hasErrors
  }
}

/// The cells of a lease.
private struct BookRow {
  private var cells: [BookColumn: String] = [:]

  subscript(column: BookColumn) -> String? { cells[column] }

  /// nil where something has no column.
  init?(_ lease: LeaseDescription, of tenant: TenantDescription) {
    guard add(tenant.name.yaml, .tenant) else { return nil }
    for entry in LeaseDescription.table.entries(of: lease) {
      guard add(entry) else { return nil }
    }
  }

  /// Puts a text into a cell; false: it is no text, or the column is none.
  private mutating func add(_ value: YAML, _ column: BookColumn?) -> Bool {
    guard let column, let text = value.scalar else { return false }
    cells[column] = text
    return true
  }

  /// Puts the values of a mapping into cells.
  private mutating func add(_ values: [YAML.Entry], _ column: (String) -> BookColumn?) -> Bool {
    values.allSatisfy { add($0.value, column($0.key)) }
  }

  /// Puts parts of a cell together; false: one of them is none.
  private mutating func add(_ parts: [String?], _ column: BookColumn) -> Bool {
    cells[column] = parts.compactMap { $0 }.joined(separator: "|")
    return !parts.contains(nil)
  }

  private mutating func add(_ entry: YAML.Entry) -> Bool {
    switch (entry.key, entry.value) {
    case ("gpus", .mapping(let range)): add(range) { $0 == "asked" ? .gpus : .init(name: $0) }
    case ("pool", .mapping(let values)), ("space", .mapping(let values)): add(values) { .init(name: $0) }
    case ("kinds", .list(let kinds)): add(kinds.map(\.scalar), .kind)
    case ("status", .mapping(let status)): status.count == 1 && addStatus(status[0])
    case ("spread", .mapping(let rule)): add(rule) { .init(name: "spread-" + $0) }
    case ("segment", .mapping(let rule)):
      add(rule) { $0 == "size" ? .segment : .init(name: "segment-" + $0) }
    case ("expand", .mapping(let other)):
      add(other.map { $0.key == "adjacent" ? .init($0.key, .word($0.key)) : $0 }) {
        $0 == "lease" ? .expand : $0 == "adjacent" ? .within : .init(name: $0)
      }
    case ("quantities", .mapping(let amounts)):
      add(amounts.map { amount in amount.value.scalar.map { "\(amount.key)=\($0)" } }, .quantities)
    case ("placed", .list(let places)): add(places.map { place($0) }, .placed)
    case ("placed", let only): add([place(only)], .placed)
    case ("name", let value): add(value, .lease)
    case (let key, let value): add(value, .init(name: key))
    }
  }

  private mutating func addStatus(_ status: YAML.Entry) -> Bool {
    guard case .mapping(let terms) = status.value else { return false }
    cells[.status] = status.key
    return add(terms) { $0 == "expires" ? .until : .init(name: $0) }
  }

  /// `hall-1/rack-[1-8]:4`, or a piece of a node by its domains: `hall-1/rack-2/node-3:2+0`.
  private func place(_ value: YAML) -> String? {
    guard case .mapping(let entries) = value else { return value.scalar }
    var values = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    guard let path = values.removeValue(forKey: "at")?.scalar else { return nil }
    if let nodes = values.removeValue(forKey: "nodes")?.scalar { return values.isEmpty ? "\(path):\(nodes)" : nil }
    guard let node = values.removeValue(forKey: "node")?.scalar, case .list(let gpus)? = values["gpus"] else {
      return nil
    }
    return "\(path)/node-\(node):\(gpus.compactMap(\.scalar).joined(separator: "+"))"
  }
}

extension BookColumn {
  fileprivate init?(name: String) {
    guard let at = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: at)
  }
}

extension YAML {
  /// The text of a word or a text; nil for a list or a mapping.
  fileprivate var scalar: String? {
    switch self {
    case .word(let text), .text(let text): text
    case .list, .mapping: nil
    }
  }
}
