public import Documents
import Encoding
public import Facility

extension BookFile {
  /// Reads what a tenant book says, to be changed and written; a table's leases come tenant by tenant.
  ///
  /// Refused is what `read` refuses, with the same diagnostics; and a source that is no text.
  public static func describe(_ file: SourceFile, for facility: Facility) -> Loaded<BookDescription> {
    let loaded = read(file, for: facility)
    guard loaded.value != nil else { return Loaded(refused: loaded) }
    if BookTable.isTable(file) {
      let (table, diagnostics) = BookTable.read(file)
      guard let table else { return Loaded(nil, diagnostics, of: file) }
      var reader = DescriptionReader(input: DocumentDecoder(table.document, diagnostics: diagnostics))
      let book = BookDescription(table.rows, &reader)
      return Loaded(book, reader.input.diagnostics, of: file)
    }
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var reader = DescriptionReader(input: DocumentDecoder(document, diagnostics: diagnostics))
    let book = BookDescription.read(document.root, &reader)
    return Loaded(book, reader.input.diagnostics, of: file)
  }

  /// The file that says what a description says, as YAML in its canonical form: equal descriptions give equal bytes.
  ///
  /// Nothing is checked: that is for the reader of what is written.
  ///
  /// - Precondition: prices are for an hour or for a month of 730 hours.
  public static func write(_ description: BookDescription) -> [UInt8] {
    YAML.document(BookDescription.table.entries(of: description))
  }
}

extension BookDescription {
  /// Takes the rows of a table together by tenant, in the order in which the tenants are named first.
  init(_ rows: FieldRows, _ reader: inout DescriptionReader) {
    self.init()
    var positions: [String: Int] = [:]
    for row in 0..<rows.count {
      let fields = rows[row]
      guard let node = fields["tenant"], let name = reader.input.text(node, "the name of a tenant") else { continue }
      let at = positions[name, default: tenants.count]
      if at == tenants.count {
        positions[name] = at
        tenants.append(TenantDescription(name: Stated(name)))
      }
      tenants[at].leases.append(LeaseDescription.read(fields, &reader))
    }
  }
}

extension Loaded {
  /// The outcome of a file that was refused when it was read as something else.
  fileprivate init<Other>(refused loaded: Loaded<Other>) {
    (value, diagnostics, sha256) = (nil, loaded.diagnostics, loaded.sha256)
  }
}
