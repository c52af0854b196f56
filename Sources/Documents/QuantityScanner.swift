/// A plain decimal as digits and how many of them stand behind the point.
struct ExactNumber {
  var digits: Int128
  var decimals: Int
  var negative = false

  /// The number × `unit` / `divisor` in whole base units.
  func whole(times unit: Int64, over divisor: Int64 = 1, type: QuantityType, text: String) throws(InputError) -> Int64 {
    var scale: Int128 = 1
    for _ in 0..<decimals { scale *= 10 }
    let product = digits * Int128(unit)
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: scale * Int128(divisor))
    if rest != 0, divisor == 1 {
      throw InputError("`\(text)` is too fine", expected: "whole \(type.baseUnit)")
    }
    let rounded = quotient + (2 * rest >= scale * Int128(divisor) ? 1 : 0)
    let signed = negative ? -rounded : rounded
    guard signed <= Int128(type.most.amount) else {
      throw InputError("`\(text)` is more than \(type.most.name)", expected: "at most \(type.most.name)")
    }
    guard signed >= Int128(type.least) else {
      throw InputError(
        "`\(text)` is too low", expected: "at least \(type.least / type.units[0].base) \(type.units[0].name)")
    }
    return Int64(signed)
  }
}

/// Takes a quantity's text apart, from the left.
struct QuantityScanner {
  let text: String
  private let bytes: [UInt8]
  private var next = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  private mutating func skipSpaces() {
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    // A no-break space, which people paste between number and unit.
    if next + 1 < bytes.count, bytes[next] == 0xC2, bytes[next + 1] == 0xA0 {
      next += 2
      skipSpaces()
    }
  }

  /// True where `token` comes next; it is taken.
  mutating func skip(_ token: String) -> Bool {
    skipSpaces()
    guard bytes[next...].starts(with: token.utf8) else { return false }
    next += token.utf8.count
    return true
  }

  /// True where the word comes next, whole; it is taken.
  mutating func skipWord(_ word: String) -> Bool {
    let before = next
    if self.word() == word { return true }
    next = before
    return false
  }

  /// All up to the next space.
  mutating func word() -> String {
    skipSpaces()
    let start = next
    while next < bytes.count, bytes[next] != 0x20, bytes[next] != 0x09 { next += 1 }
    return String(decoding: bytes[start..<next], as: UTF8.self)
  }

  /// The rest of the text.
  var rest: String {
    var copy = self
    copy.skipSpaces()
    return String(decoding: copy.bytes[copy.next...], as: UTF8.self)
  }

  /// A plain decimal, with its sign.
  mutating func number(_ noun: String, expected: String) throws(InputError) -> ExactNumber {
    skipSpaces()
    if text.isEmpty { throw InputError("\(noun) is missing", expected: expected) }
    let negative = skip("-") || skip("−")
    skipSpaces()
    let start = next
    let whole = digits()
    var decimals = 0
    if next + 1 < bytes.count, bytes[next] == UInt8(ascii: "."), isDigit(bytes[next + 1]), whole > 0 {
      next += 1
      decimals = digits()
    }
    guard whole > 0 else { throw InputError("`\(text)` does not begin with a number", expected: expected) }
    try refuseOtherNumbers(start: start, whole: whole, expected: expected)
    // 24 digits times the largest unit, 10¹² mW, are far from what an `Int128` holds.
    guard whole <= 18, decimals <= Quantity.mostDecimals, whole + decimals <= 24 else {
      throw InputError("`\(text)` has too many digits", expected: expected)
    }
    var value: Int128 = 0
    for byte in bytes[start..<next] where byte != UInt8(ascii: ".") { value = value * 10 + Int128(byte - 0x30) }
    return ExactNumber(digits: value, decimals: decimals, negative: negative)
  }

  /// Separators, exponents, other bases: they look like numbers and mean different things to different readers.
  private func refuseOtherNumbers(start: Int, whole: Int, expected: String) throws(InputError) {
    if whole > 1, bytes[start] == 0x30 {
      throw InputError("`\(text)` begins with a zero", expected: expected, suggestion: "leave the zero out")
    }
    guard next < bytes.count else { return }
    let following = next + 1 < bytes.count ? bytes[next + 1] : 0
    switch bytes[next] {
    case UInt8(ascii: ","), UInt8(ascii: "_"), UInt8(ascii: "'"):
      throw InputError(
        "`\(text)` is not a plain decimal", expected: expected, suggestion: "write it without separators")
    case UInt8(ascii: "."):
      throw InputError("`\(text)` is not a plain decimal", expected: expected)
    case UInt8(ascii: "e") where isDigit(following) || following == 0x2D || following == 0x2B,
      UInt8(ascii: "E") where isDigit(following) || following == 0x2D || following == 0x2B:
      throw InputError("`\(text)` is not a plain decimal", expected: expected, suggestion: "write the exponent out")
    case UInt8(ascii: "x") where whole == 1 && bytes[start] == 0x30:
      throw InputError("`\(text)` is not a plain decimal", expected: expected)
    default: break
    }
  }

  private mutating func digits() -> Int {
    let start = next
    while next < bytes.count, isDigit(bytes[next]) { next += 1 }
    return next - start
  }

  /// A whole number without a unit.
  mutating func wholeNumber(in range: ClosedRange<Int64>, expected: String) throws(InputError) -> Int64 {
    skipSpaces()
    let start = next
    let count = digits()
    guard count > 0, count <= 18, let value = Int64(String(decoding: bytes[start..<next], as: UTF8.self)),
      range.contains(value)
    else { throw InputError("`\(text)` cannot be read", expected: expected) }
    return value
  }

  /// One of a type's units, as how many base units it is.
  mutating func unit(_ type: QuantityType) throws(InputError) -> Int64 {
    skipSpaces()
    let word = unitWord(of: type)
    if let unit = type.units.first(where: { $0.name == word }) { return unit.base }
    if word.isEmpty {
      throw InputError("`\(text)` has no unit", expected: type.expected)
    }
    for other in QuantityType.all where other.units.contains(where: { $0.name == word }) {
      throw InputError("`\(text)` is \(other.noun), not \(type.noun)", expected: type.expected)
    }
    throw InputError(
      "unknown unit `\(word)`", expected: type.expected, suggestion: didYouMean(word, type.units.map(\.name)))
  }

  /// One of a type's units where more than the unit is expected.
  mutating func unit(_ type: QuantityType, expected: String) throws(InputError) -> Int64 {
    do { return try unit(type) } catch {
      throw InputError(error.message, expected: expected, suggestion: error.suggestion)
    }
  }

  /// All up to the end of the unit. A `/` ends it, since a divisor may follow, unless a unit has it in its name: `Gb/s`.
  private mutating func unitWord(of type: QuantityType) -> String {
    let start = next
    while next < bytes.count, !isUnitEnd(next) { next += 1 }
    let short = next
    if next < bytes.count, bytes[next] == UInt8(ascii: "/") {
      next += 1
      while next < bytes.count, !isUnitEnd(next) { next += 1 }
      let word = String(decoding: bytes[start..<next], as: UTF8.self)
      if (QuantityType.all + [type]).contains(where: { $0.units.contains { $0.name == word } }) { return word }
      if type.units.contains(where: { $0.name.contains("/") }) { return word }
      next = short
    }
    return String(decoding: bytes[start..<next], as: UTF8.self)
  }

  private func isUnitEnd(_ i: Int) -> Bool {
    switch bytes[i] {
    case 0x20, 0x09, UInt8(ascii: "/"), UInt8(ascii: "+"): true
    case 0xC2: i + 1 < bytes.count && (bytes[i + 1] == 0xB1 || bytes[i + 1] == 0xA0)
    default: false
    }
  }

  /// Nothing may be left.
  func end(expected: String) throws(InputError) {
    if !rest.isEmpty { throw InputError("`\(rest)` must not stand in `\(text)`", expected: expected) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
