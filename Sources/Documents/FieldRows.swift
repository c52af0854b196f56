/// The fields of many rows whose keys do not stand beside their values: those of a table.
public struct FieldRows: Sendable {
  private let what: StaticString
  private let keys: Keys
  /// For each row where it stands, one past its last entry in `given`, and its keys as bits.
  private var rows: [(node: NodeID, end: Int32, bits: UInt64)] = []
  private var bits: UInt64 = 0
  private var given: [(key: Int32, value: Int32)] = []

  /// Makes an empty table of rows with these keys; `what` is what a row is, for diagnostics.
  public init(_ what: StaticString, _ keys: Keys) {
    self.what = what
    self.keys = keys
  }

  /// Makes room for the rows of a file of so many bytes.
  public mutating func reserve(bytes: Int) {
    rows.reserveLargePages(bytes / 32)
    given.reserveLargePages(bytes / 8)
  }

  /// Adds a value, by its key's position, to the row that is being put together.
  public mutating func add(_ key: Int, _ value: NodeID) {
    given.append((Int32(key), value.raw))
    if key < 64 { bits |= 1 &<< UInt64(key) }
  }

  /// Ends that row.
  public mutating func endRow(at node: NodeID) {
    rows.append((node, Int32(given.count), bits))
    bits = 0
  }

  /// Rows.
  public var count: Int { rows.count }

  /// The fields of a row.
  public subscript(row: Int) -> Fields {
    let start = row == 0 ? 0 : Int(rows[row - 1].end)
    return Fields(
      node: rows[row].node, what: what, keys: keys, given: given[start..<Int(rows[row].end)], bits: rows[row].bits)
  }
}
