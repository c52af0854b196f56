// Quantities with a grammar of their own: shares of a base, rates, ratios, prices, dates.

/// A power at one of some points of the chain: `10 MW at meter`.
public struct PowerAtPoint: Hashable, Sendable {
  /// In mW.
  public var milliwatts: Int64
  /// The point's name.
  public var point: String

  /// Reads `POWER at POINT`.
  public init(_ text: String, points: [String]) throws(InputError) {
    let expected = "a power at one of \(alternatives(points)), such as `10 MW at \(points.first ?? "point")`"
    var scanner = QuantityScanner(text)
    let number = try scanner.number("a power", expected: expected)
    if scanner.rest.hasPrefix("at ") {
      let figure = text.prefix { $0 != " " && $0 != "a" }
      throw InputError(
        "`\(figure)` has no unit", expected: expected, suggestion: "did you mean `\(figure) MW \(scanner.rest)`?")
    }
    let unit = try scanner.unit(.power, expected: expected)
    guard scanner.skipWord("at") else {
      throw InputError("`\(text)` does not say where it is measured", expected: expected)
    }
    point = scanner.word()
    guard points.contains(point) else {
      throw InputError(
        point.isEmpty ? "`\(text)` does not say where it is measured" : "unknown metering point `\(point)`",
        expected: alternatives(points), suggestion: didYouMean(point, points))
    }
    try scanner.end(expected: expected)
    if number.negative || number.digits == 0 { throw InputError("`\(text)` is no power to lease", expected: expected) }
    milliwatts = try number.whole(times: unit, type: .power, text: text)
  }
}

/// A share of a named base: `88 % of sustained-peak`.
public struct ShareOfBase: Hashable, Sendable {
  /// The share in ppm.
  public var ppm: Int64
  /// The base.
  public var base: String

  /// Reads `SHARE of BASE`.
  public init(_ text: String, bases: [String]) throws(InputError) {
    let expected = "a share of \(alternatives(bases)), such as `88 % of \(bases.first ?? "base")`"
    var scanner = QuantityScanner(text)
    let number = try scanner.number("a share", expected: expected)
    let unit = try scanner.unit(.share, expected: expected)
    guard scanner.skipWord("of") else { throw InputError("`\(text)` does not say of what", expected: expected) }
    base = scanner.word()
    guard bases.contains(base) else {
      throw InputError("unknown base `\(base)`", expected: alternatives(bases), suggestion: didYouMean(base, bases))
    }
    try scanner.end(expected: expected)
    if number.negative { throw InputError("`\(text)` is negative", expected: expected) }
    ppm = try number.whole(times: unit, type: .share, text: text)
  }
}

extension Quantity {
  /// Reads a power for each kelvin, in mW: `5 kW per K`.
  public static func powerPerKelvin(_ text: String) throws(InputError) -> Int64 {
    let expected = "a power per K, such as `5 kW per K`"
    var scanner = QuantityScanner(text)
    let number = try scanner.number("a power per K", expected: expected)
    let unit = try scanner.unit(.power, expected: expected)
    guard scanner.skipWord("per"), scanner.skipWord("K") else {
      throw InputError("`\(text)` does not say for each how many kelvin", expected: expected)
    }
    try scanner.end(expected: expected)
    if number.negative { throw InputError("`\(text)` is negative", expected: expected) }
    return try number.whole(times: unit, type: .power, text: text)
  }

  /// Reads the M of `1 per M`, and the word W of `1 per M per W`.
  public static func onePer(_ text: String) throws(InputError) -> (count: Int, word: String?) {
    let expected = "one spare for so many nodes, such as `1 per 64` or `1 per 64 per pod`"
    var scanner = QuantityScanner(text)
    let first = try scanner.wholeNumber(in: 0...1_000_000, expected: expected)
    guard scanner.skipWord("per") else { throw InputError("`\(text)` cannot be read", expected: expected) }
    let second = try scanner.wholeNumber(in: 1...1_000_000, expected: expected)
    var word: String?
    if scanner.skipWord("per") {
      let found = scanner.word()
      guard !found.isEmpty else { throw InputError("`\(text)` cannot be read", expected: expected) }
      word = found
    }
    try scanner.end(expected: expected)
    guard first == 1 else { throw InputError("`\(text)` does not begin with 1", expected: expected) }
    return (Int(second), word)
  }

  /// Reads how many for each node or each GPU: `8 per node`, `1 per gpu`.
  public static func perNodeOrGPU(_ text: String) throws(InputError) -> (count: Int, perGPU: Bool) {
    let expected = "a whole number per node or per gpu, such as `8 per node`"
    var scanner = QuantityScanner(text)
    let count = try scanner.wholeNumber(in: 1...1_024, expected: expected)
    guard scanner.skipWord("per") else { throw InputError("`\(text)` does not say for each what", expected: expected) }
    let isPerGPU = scanner.skipWord("gpu")
    guard isPerGPU || scanner.skipWord("node") else { throw InputError("`\(text)` cannot be read", expected: expected) }
    try scanner.end(expected: expected)
    return (Int(count), isPerGPU)
  }

  /// Reads a ratio of two whole numbers: `3:1`.
  public static func ratio(_ text: String) throws(InputError) -> (Int, Int) {
    let expected = "two whole numbers with a colon between, such as `3:1`"
    var scanner = QuantityScanner(text)
    let first = try scanner.wholeNumber(in: 1...1_000, expected: expected)
    guard scanner.skip(":") else { throw InputError("`\(text)` cannot be read", expected: expected) }
    let second = try scanner.wholeNumber(in: 1...1_000, expected: expected)
    try scanner.end(expected: expected)
    return (Int(first), Int(second))
  }

  /// Reads a number of days: `30 days`.
  public static func days(_ text: String) throws(InputError) -> Int {
    let expected = "a number of days, such as `30 days`"
    var scanner = QuantityScanner(text)
    let number = try scanner.wholeNumber(in: 0...36_500, expected: expected)
    guard scanner.skipWord("days") || scanner.skipWord("day") else {
      throw InputError("`\(text)` has no unit", expected: expected)
    }
    try scanner.end(expected: expected)
    return Int(number)
  }

  /// Reads a time in whole days or hours, in hours: `3 days`, `36 hours`.
  public static func hours(_ text: String, upTo most: Int64) throws(InputError) -> Int64 {
    let expected = "a time in days or hours, such as `3 days`, of at most \(most / 24) days"
    var scanner = QuantityScanner(text)
    let number = try scanner.wholeNumber(in: 1...most, expected: expected)
    let unit = scanner.word()
    guard let length: Int64 = ["days": 24, "day": 24, "hours": 1, "hour": 1, "h": 1][unit] else {
      throw InputError(unit.isEmpty ? "`\(text)` has no unit" : "unknown unit `\(unit)`", expected: expected)
    }
    try scanner.end(expected: expected)
    guard number <= most / length else { throw InputError("`\(text)` is too long", expected: expected) }
    return number * length
  }

  /// Reads a rate of failures, as failures in 10⁶ GPU-days: `0.47 per 1000 GPU-days`; rounded to the nearest.
  public static func failuresPerMillionGPUDays(_ text: String) throws(InputError) -> Int64 {
    let expected = "failures per so many GPU-days, such as `0.47 per 1000 GPU-days`"
    var scanner = QuantityScanner(text)
    let number = try scanner.number("a rate of failures", expected: expected)
    guard scanner.skipWord("per") else {
      throw InputError("`\(text)` does not say in how many GPU-days", expected: expected)
    }
    let days = try scanner.wholeNumber(in: 1...1_000_000_000_000, expected: expected)
    guard scanner.skipWord("GPU-days") || scanner.skipWord("GPU-day") else {
      throw InputError("`\(text)` has no unit", expected: expected)
    }
    try scanner.end(expected: expected)
    if number.negative { throw InputError("`\(text)` is negative", expected: expected) }
    return try number.whole(times: 1_000_000, over: days, type: .failures, text: text)
  }

  /// Reads a day as its three numbers: `2027-03-31`. Whether it exists is for the calendar to say.
  public static func date(_ text: String) throws(InputError) -> (year: Int, month: Int, day: Int) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.map { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = numbers[0], let month = numbers[1], let day = numbers[2]
    else { throw InputError("`\(text)` is not a date", expected: "year-month-day, such as `2027-03-31`") }
    return (year, month, day)
  }
}

/// A price as a file states it.
public struct PriceText: Hashable, Sendable {
  /// The thing paid for: a GPU, the whole lease, or a kilowatt.
  public enum Per: Hashable, Sendable { case gpu, lease, kilowatt }

  /// Cents per `hours` hours.
  public var cents: Int64
  /// 1, or 730 for a month.
  public var hours: Int64
  /// The thing it is paid for.
  public var per: Per

  /// Hours of a month, a twelfth of a year of 8,760.
  public static let monthHours: Int64 = 730

  private static let units: [(name: String, hours: Int64, per: Per)] = [
    ("$/GPU-h", 1, .gpu), ("$/GPU-month", monthHours, .gpu), ("$/h", 1, .lease), ("$/month", monthHours, .lease),
    ("$/kW-h", 1, .kilowatt), ("$/kW-month", monthHours, .kilowatt),
  ]

  private static let expected = "a price in \(alternatives(units.map(\.name))), such as `2.35 $/GPU-h`"

  /// Reads `NUMBER $/GPU-h`, or in `$/GPU-month`, `$/h`, `$/month`, `$/kW-h`, `$/kW-month`.
  public init(_ text: String) throws(InputError) {
    let (number, rest) = try dollars(text, "a price", expected: Self.expected)
    guard let unit = Self.units.first(where: { $0.name == rest }) else {
      if rest.isEmpty { throw InputError("`\(text)` has no unit", expected: Self.expected) }
      throw InputError(
        "unknown unit `\(rest)`", expected: Self.expected, suggestion: didYouMean(rest, Self.units.map(\.name)))
    }
    if number.negative, number.digits != 0 {
      throw InputError("`\(text)` is negative", expected: "a price of zero or more")
    }
    cents = try number.whole(times: 100, type: .dollars, text: text)
    (hours, per) = (unit.hours, unit.per)
  }
}

extension Quantity {
  /// Reads what moving a node costs, in cents: `400 $/node`.
  public static func centsPerNode(_ text: String) throws(InputError) -> Int64 {
    let expected = "a cost in $/node, such as `400 $/node`"
    let (number, rest) = try dollars(text, "a cost", expected: expected)
    guard rest == "$/node" else {
      throw InputError(rest.isEmpty ? "`\(text)` has no unit" : "unknown unit `\(rest)`", expected: expected)
    }
    if number.negative, number.digits != 0 {
      throw InputError("`\(text)` is negative", expected: "a cost of zero or more")
    }
    return try number.whole(times: 100, type: .dollars, text: text)
  }
}

/// The number of a sum of dollars and what stands behind it.
private func dollars(
  _ text: String, _ noun: String, expected: String
) throws(InputError) -> (number: ExactNumber, unit: String) {
  var scanner = QuantityScanner(text)
  if scanner.skip("$") { throw InputError("`\(text)` has its unit in front", expected: expected) }
  let number = try scanner.number(noun, expected: expected)
  return (number, scanner.rest)
}
