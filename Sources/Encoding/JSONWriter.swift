/// Writes JSON with the keys in the order in which they are given: the same values, the same bytes.
///
/// Two spaces of indent; a container opened with `inline: true` stands on one line. Numbers are integers, or decimals
/// with a fixed count of digits, so nothing depends on how a `Double` prints.
public struct JSONWriter: Sendable {
  private var bytes: [UInt8] = []
  /// For each open container: whether it has an entry yet, and whether it stands on one line.
  private var open: [(hasEntry: Bool, inline: Bool)] = []
  private var afterKey = false

  /// Makes an empty document.
  public init() { bytes.reserveCapacity(1 << 16) }

  /// The finished document, ending in a newline.
  public var text: [UInt8] { bytes + [0x0A] }

  /// Opens an object, fills it by `body`, closes it.
  public mutating func object(inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    container(opening: 0x7B, closing: 0x7D, inline: inline, body)
  }

  /// Opens an array, fills it by `body`, closes it.
  public mutating func array(inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    container(opening: 0x5B, closing: 0x5D, inline: inline, body)
  }

  /// Writes a key; the next call writes its value.
  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(0x3A)
    bytes.append(0x20)
    afterKey = true
  }

  /// Writes a text.
  public mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  /// Writes an integer.
  public mutating func value(_ number: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Writes a decimal with exactly `digits` digits after the point, half away from zero; `null` if it is not finite.
  public mutating func value(_ number: Double, digits: Int) {
    separate()
    guard number.isFinite, number.magnitude < 1e15 else { return bytes.append(contentsOf: "null".utf8) }
    bytes.append(contentsOf: fixedPoint(number, digits: digits).utf8)
  }

  /// Writes `true` or `false`.
  public mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  /// Writes `null`.
  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a key and a text.
  public mutating func field(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  /// Writes a key and an integer.
  public mutating func field(_ name: String, _ number: some BinaryInteger) {
    key(name)
    value(number)
  }

  /// Writes a key and a decimal with exactly `digits` digits after the point.
  public mutating func field(_ name: String, _ number: Double, digits: Int) {
    key(name)
    value(number, digits: digits)
  }

  /// Writes a key and a flag.
  public mutating func field(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  private mutating func container(
    opening: UInt8, closing: UInt8, inline: Bool, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(opening)
    open.append((false, inline || (open.last?.inline ?? false)))
    body(&self)
    let closed = open.removeLast()
    if closed.hasEntry, !closed.inline { newline() }
    bytes.append(closing)
  }

  private mutating func separate() {
    if afterKey {
      afterKey = false
      return
    }
    guard !open.isEmpty else { return }
    let last = open.count - 1
    if open[last].hasEntry { bytes.append(0x2C) }
    if !open[last].inline { newline() } else if open[last].hasEntry { bytes.append(0x20) }
    open[last].hasEntry = true
  }

  private mutating func newline() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * open.count))
  }

  private mutating func quote(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0x00..<0x20:
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}

/// A number with exactly `digits` digits after the point, half away from zero, no exponent, no separators.
///
/// - Precondition: `number` is finite and below 10¹⁵, `digits` is 0 to 9.
public func fixedPoint(_ number: Double, digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (number.magnitude * scale).rounded(.toNearestOrAwayFromZero)
  guard scaled < 9e18 else { return String(Int64(number)) }
  let units = Int64(scaled)
  let whole = units / Int64(scale)
  var text = (number < 0 && units > 0 ? "-" : "") + String(whole)
  if digits > 0 {
    let rest = String(units % Int64(scale))
    text += "." + String(repeating: "0", count: digits - rest.count) + rest
  }
  return text
}
