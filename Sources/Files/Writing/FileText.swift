import Documents
import Encoding

/// A value that stands in a file as one text with a grammar of its own.
protocol FileText: FileValue {
  /// The name of the type in diagnostics: `a power`.
  static var noun: String { get }
  /// Reads any spelling of it.
  init(text: String) throws(InputError)
  /// The one spelling that is written: it is read as the same value.
  var text: String { get }
}

extension FileText {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Self? {
    reader.input.parsed(node, noun) { text throws(InputError) in try Self(text: text) }
  }

  var yaml: YAML { .word(text) }
}

/// A number with a unit, and what may stand behind it.
protocol FileFigure: FileText {
  static var type: QuantityType { get }
  static var forms: Quantity.Forms { get }
}

extension FileFigure {
  static var noun: String { type.noun }
}

/// A number with a unit.
protocol FileQuantity: FileFigure {
  /// The units in which it is written.
  static var spelling: Spelling { get }
  init(base: Int64)
  /// In the base unit of its type.
  var base: Int64 { get }
}

extension FileQuantity {
  static var type: QuantityType { spelling.type }
  static var forms: Quantity.Forms { [] }
  init(text: String) throws(InputError) { self.init(base: try Quantity(text, Self.type).amount) }
  var text: String { Self.spelling.text(base) }
}

/// The spelling of a type's amounts: exact, in the largest unit of which there is at least one.
struct Spelling: Sendable {
  let type: QuantityType
  /// Ascending; each is a power of ten of the base unit.
  private let units: [(name: String, base: Int64)]

  /// - Precondition: the type has these units.
  init(_ type: QuantityType, _ names: String...) {
    self.type = type
    units = names.compactMap { name in type.units.first { $0.name == name } }
    precondition(units.count == names.count, "\(type.noun) has no such unit")
  }

  /// An amount in the largest unit in which it is one or more and can be read again.
  func text(_ amount: Int64) -> String {
    for unit in units.reversed() where amount.magnitude >= UInt64(unit.base) {
      let number = decimal(amount, over: unit.base)
      if decimals(of: number) <= Quantity.mostDecimals { return "\(number) \(unit.name)" }
    }
    return "\(decimal(amount, over: units[0].base)) \(units[0].name)"
  }

  private func decimals(of number: String) -> Int {
    number.utf8.lastIndex(of: UInt8(ascii: ".")).map { number.utf8.distance(from: $0, to: number.utf8.endIndex) - 1 }
      ?? 0
  }
}

/// A fraction whose denominator is a power of ten, as a plain decimal without zeros at its end.
func decimal(_ numerator: Int64, over denominator: Int64) -> String {
  let (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: UInt64(denominator))
  var digits = rest == 0 ? "" : String(UInt64(denominator) + rest).dropFirst()
  while digits.last == "0" { digits.removeLast() }
  return (numerator < 0 ? "-" : "") + "\(whole)" + (digits.isEmpty ? "" : "." + digits)
}
