/// Integer programs in free MPS, the format that solvers of such programs share: columns, rows and bounds, words between blanks.
///
/// The first row is the objective, to be made as small as can be: minus the value. A second row without a limit, `KEPT`, is minus
/// what the leases that are kept first are worth.
public enum MPSFile {
  /// The bytes of a program: the same program, the same bytes. Comments at the top say what it leaves out.
  ///
  /// - Complexity: O(entries of the program).
  public static func write(_ program: IntegerProgram) -> [UInt8] {
    var bytes: [UInt8] = []
    write(program) { bytes += $0 }
    return bytes
  }

  /// The same, handed on in pieces of about a MiB: a large program is several times as large as a text.
  public static func write(_ program: IntegerProgram, to put: ([UInt8]) throws -> Void) rethrows {
    var text = Text()
    text.line(
      "* \(program.name.map { $0.isNewline ? " " : String($0) }.joined()): minimise VALUE, which is minus cents per hour"
    )
    text.line("* columns and rows are explained in docs/instance-json.md; KEPT is a second objective, not a limit")
    for note in program.notes { text.line("* \(note)") }
    text.line("NAME headroom")
    text.line("ROWS")
    text.line(" N VALUE")
    text.line(" N KEPT")
    for row in program.rows {
      text.line(" \(row.relation.rawValue) R\(row.name)")
      try text.handOn(put)
    }
    try writeColumns(program, to: &text, put)
    text.line("RHS")
    for row in program.rows where row.side != 0 {
      text.line(" RHS R\(row.name) \(row.side)")
      try text.handOn(put)
    }
    text.line("BOUNDS")
    for column in program.columns {
      writeBounds(column, to: &text)
      try text.handOn(put)
    }
    text.line("ENDATA")
    try put(text.bytes)
  }

  private static func writeColumns(
    _ program: IntegerProgram, to text: inout Text, _ put: ([UInt8]) throws -> Void
  ) rethrows {
    var first = [Int](repeating: 0, count: program.columns.count + 1)
    for row in program.rows { for term in row.terms { first[term.column + 1] += 1 } }
    for at in program.columns.indices { first[at + 1] += first[at] }
    var next = first
    var entries = [(row: Int32, coefficient: Int64)](repeating: (0, 0), count: first[program.columns.count])
    for (at, row) in program.rows.enumerated() {
      for term in row.terms {
        entries[next[term.column]] = (Int32(at), term.coefficient)
        next[term.column] += 1
      }
    }
    text.line("COLUMNS")
    var isInteger = false
    for (at, column) in program.columns.enumerated() {
      if column.isInteger != isInteger {
        text.line(" MARKER 'MARKER' \(column.isInteger ? "'INTORG'" : "'INTEND'")")
        isInteger = column.isInteger
      }
      // A column that stands nowhere must be named all the same.
      if column.value != 0 || first[at] == first[at + 1] { text.line(" \(column.name) VALUE \(-column.value)") }
      if column.keptValue != 0 { text.line(" \(column.name) KEPT \(-column.keptValue)") }
      for entry in entries[first[at]..<first[at + 1]] {
        text.line(" \(column.name) R\(program.rows[Int(entry.row)].name) \(entry.coefficient)")
      }
      try text.handOn(put)
    }
    if isInteger { text.line(" MARKER 'MARKER' 'INTEND'") }
  }

  /// Every bound is stated: readers differ in what they take for granted of whole numbers.
  private static func writeBounds(_ column: IntegerProgram.Column, to text: inout Text) {
    if let upper = column.upper, upper == column.lower { return text.line(" FX BND \(column.name) \(upper)") }
    text.line(" LO BND \(column.name) \(column.lower)")
    text.line(column.upper.map { " UP BND \(column.name) \($0)" } ?? " PL BND \(column.name)")
  }

  private struct Text {
    var bytes: [UInt8] = []

    mutating func line(_ text: String) {
      bytes.append(contentsOf: text.utf8)
      bytes.append(0x0A)
    }

    /// Hands on what has come together, once it is much.
    mutating func handOn(_ put: ([UInt8]) throws -> Void) rethrows {
      guard bytes.count >= 1 << 20 else { return }
      try put(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }
}
