internal import Facility

/// The side of the exact figure on which a printed one may lie.
enum Rounding {
  case nearest, up, down
}

/// Figures as people read them: thousands separators, fixed digits, a unit that fits the size.
///
/// Everything is integer arithmetic, so that the same value prints the same everywhere.
enum Numbers {
  /// A whole number with thousands separators: `230,656`.
  static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// `value / unit` in whole steps of 10^-digits, rounded; half goes away from zero.
  static func steps(_ value: Int64, over unit: Int64, digits: Int, _ rounding: Rounding = .nearest) -> Int64 {
    var scaled = Int128(value)
    for _ in 0..<digits { scaled *= 10 }
    let unit = Int128(max(1, unit))
    let magnitude = Int128(scaled.magnitude)
    let steps: Int128 =
      switch rounding {
      case .nearest: (2 * magnitude + unit) / (2 * unit)
      case .up: scaled < 0 ? magnitude / unit : (magnitude + unit - 1) / unit
      case .down: scaled < 0 ? (magnitude + unit - 1) / unit : magnitude / unit
      }
    return Int64(clamping: scaled < 0 ? -steps : steps)
  }

  /// A count of steps of 10^-digits as a decimal: `steps(29_844, digits: 2)` is `298.44`.
  static func decimal(_ steps: Int64, digits: Int) -> String {
    guard digits > 0 else { return grouped(steps) }
    var unit: UInt64 = 1
    for _ in 0..<digits { unit *= 10 }
    let rest = String(steps.magnitude % unit)
    let fraction = String(repeating: "0", count: digits - rest.utf8.count) + rest
    return (steps < 0 ? "-" : "") + grouped(steps.magnitude / unit) + "." + fraction
  }

  /// `value / unit` with exactly `digits` digits after the point.
  static func fixed(_ value: Int64, over unit: Int64, digits: Int, _ rounding: Rounding = .nearest) -> String {
    decimal(steps(value, over: unit, digits: digits, rounding), digits: digits)
  }

  /// Power in the unit that suits its size, at most two digits after the point: `300 MW`, `57.6 kW`, `81 W`.
  static func power(_ watts: Watts, _ rounding: Rounding = .nearest) -> String {
    let unit = PowerUnit(for: watts)
    return trimmed(fixed(watts.milliwatts, over: unit.milliwatts, digits: 2, rounding)) + " " + unit.name
  }

  /// Two figures of power in one unit, with as many digits as it takes to tell them apart.
  static func distinct(_ first: Int64, _ second: Int64) -> (String, String) {
    let unit = PowerUnit(for: Watts(milliwatts: max(first, second)))
    for digits in 2...9 {
      let texts = [first, second].map { trimmed(fixed($0, over: unit.milliwatts, digits: digits)) + " " + unit.name }
      if texts[0] != texts[1] || digits == 9 { return (texts[0], texts[1]) }
    }
    return (power(Watts(milliwatts: first)), power(Watts(milliwatts: second)))
  }

  /// Without the zeros that end a decimal: `57.60` is `57.6`, `300.00` is `300`.
  static func trimmed(_ decimal: String) -> String {
    guard decimal.utf8.contains(UInt8(ascii: ".")) else { return decimal }
    var text = Substring(decimal)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }

  /// Cents as dollars: `312,043.20`.
  static func dollars(_ cents: Int64) -> String { decimal(cents, digits: 2) }

  /// `part` of `whole` in per cent, one digit; never `100.0` unless it is reached, and above it once it is passed.
  static func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return part > 0 ? "over" : "0.0 %" }
    let (quotient, rest) = (Int128(part) * 1_000).quotientAndRemainder(dividingBy: Int128(whole))
    let tenths = part > whole && rest > 0 ? quotient + 1 : quotient
    return decimal(Int64(clamping: tenths), digits: 1) + " %"
  }

  /// A share in parts per million as per cent: `80 %`, `99.7 %`.
  static func percent(_ share: Fraction) -> String { trimmed(fixed(share.ppm, over: 10_000, digits: 4)) + " %" }

  /// Rounds parts to whole steps that sum to the rounded whole (largest remainder, ties to the earlier part).
  ///
  /// If the parts do not sum to the whole in the first place, each is rounded by itself and the difference stays
  /// visible.
  static func apportion(_ parts: [Int64], whole: Int64, over unit: Int64, digits: Int) -> (parts: [Int64], whole: Int64)
  {
    let total = steps(whole, over: unit, digits: digits)
    let exact = parts.reduce(Int128(0)) { $0 + Int128($1) }
    guard exact == Int128(whole) else { return (parts.map { steps($0, over: unit, digits: digits) }, total) }
    var scale = Int128(1)
    for _ in 0..<digits { scale *= 10 }
    let unit = Int128(max(1, unit))
    var floors: [Int64] = []
    var rests: [(rest: Int128, at: Int)] = []
    for (at, part) in parts.enumerated() {
      var (quotient, rest) = (Int128(part) * scale).quotientAndRemainder(dividingBy: unit)
      if rest < 0 { (quotient, rest) = (quotient - 1, rest + unit) }
      floors.append(Int64(clamping: quotient))
      rests.append((rest, at))
    }
    rests.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.at < $1.at }
    var missing = Int128(total) - floors.reduce(Int128(0)) { $0 + Int128($1) }
    for (_, at) in rests where missing > 0 {
      floors[at] += 1
      missing -= 1
    }
    return (floors, total)
  }
}

/// The unit that a power figure is printed in.
enum PowerUnit: Int64 {
  case megawatt = 1_000_000_000
  case kilowatt = 1_000_000
  case watt = 1_000
  case milliwatt = 1

  /// The largest unit of which the amount is at least one.
  init(for watts: Watts) {
    switch watts.milliwatts.magnitude {
    case 1_000_000_000...: self = .megawatt
    case 1_000_000...: self = .kilowatt
    case 1_000..., 0: self = .watt
    default: self = .milliwatt
    }
  }

  /// The unit in mW.
  var milliwatts: Int64 { rawValue }

  /// Its symbol.
  var name: String {
    switch self {
    case .megawatt: "MW"
    case .kilowatt: "kW"
    case .watt: "W"
    case .milliwatt: "mW"
    }
  }
}
