/// The value of a cell of a CSV file.
public enum CSVValue: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  /// So many steps of 10^-digits: `decimal(298_44, digits: 2)` is `298.44`; digits 0 to 9.
  case decimal(Int64, digits: Int)
  case flag(Bool)
  case empty

  /// A whole number, or an empty cell.
  public static func count(_ number: Int?) -> CSVValue { number.map { .integer(Int64($0)) } ?? .empty }

  /// A text, or an empty cell.
  public static func text(orEmpty text: String?) -> CSVValue { text.map { .text($0) } ?? .empty }

  /// A number with at most `digits` digits after the point, half away from zero; empty if it is not finite, or beyond 10⁹.
  public static func number(_ number: Double, digits: Int) -> CSVValue {
    guard number.isFinite, number.magnitude < 1e9 else { return .empty }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return .decimal(Int64((number * scale).rounded(.toNearestOrAwayFromZero)), digits: digits)
  }
}

/// A column of a CSV file: what it is called, and what it says of a row.
public struct CSVColumn<Row>: Sendable {
  /// The name in the header; its unit is part of it.
  public let name: String
  /// The cell of a row.
  public let value: @Sendable (Row) -> CSVValue

  /// Makes a column.
  public init(_ name: String, _ value: @escaping @Sendable (Row) -> CSVValue) {
    self.name = name
    self.value = value
  }
}

/// Comma-separated values as RFC 4180 has them (https://www.rfc-editor.org/rfc/rfc4180): a header, lines that end in
/// CR LF, quotes where a text needs them; UTF-8.
///
/// Numbers are plain: no separators of thousands, a point before decimals, no zeros behind the last digit that counts.
public struct CSV: Sendable {
  private var bytes: [UInt8] = []

  /// The bytes of a file with a header and a line a row.
  ///
  /// - Complexity: O(rows × columns).
  public static func document<Row>(_ columns: [CSVColumn<Row>], _ rows: some Sequence<Row>) -> [UInt8] {
    var csv = CSV()
    csv.line(columns.map { .text($0.name) })
    for row in rows { csv.line(columns.map { $0.value(row) }) }
    return csv.bytes
  }

  private mutating func line(_ values: [CSVValue]) {
    for (at, value) in values.enumerated() {
      if at > 0 { bytes.append(UInt8(ascii: ",")) }
      write(value)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func write(_ value: CSVValue) {
    switch value {
    case .text(let text): write(text)
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .decimal(let steps, let digits): decimal(steps, digits)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .empty: break
    }
  }

  private mutating func decimal(_ steps: Int64, _ digits: Int) {
    var figures = Array(String(steps.magnitude).utf8)
    while figures.count <= digits { figures.insert(UInt8(ascii: "0"), at: 0) }
    var fraction = figures.suffix(digits)
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    if steps < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(contentsOf: figures.dropLast(digits))
    guard !fraction.isEmpty else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: fraction)
  }

  /// A text as it is, in quotes where it must be; but control characters, for which RFC 4180 has no place, become `?`.
  private mutating func write(_ text: String) {
    let isQuoted = CSV.needsQuotes(text)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: bytes.append(contentsOf: [0x22, 0x22])
      case 0x09, 0x0A, 0x0D: bytes.append(UInt8(scalar.value))
      case 0x00..<0x20, 0x7F...0x9F: bytes.append(UInt8(ascii: "?"))
      default: bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// True where a text holds what divides cells or lines, or spaces at an end, which some readers drop.
  private static func needsQuotes(_ text: String) -> Bool {
    let utf8 = text.utf8
    return utf8.first == 0x20 || utf8.last == 0x20
      || utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
  }
}
