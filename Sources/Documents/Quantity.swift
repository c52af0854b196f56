/// A kind of quantity that files state with a unit, read exactly into whole base units: no `Double` on the way.
public struct QuantityType: Sendable {
  /// With its article: `a power`.
  public let noun: String
  /// Each unit's name and how many base units it is; the first two are named in advice.
  public let units: [(name: String, base: Int64)]
  /// The base unit's name.
  public let baseUnit: String
  /// No figure may exceed it, in base units, with the limit's name.
  public let most: (amount: Int64, name: String)
  /// The least figure, in base units.
  public let least: Int64
  /// A figure as it should look.
  public let example: String

  /// In mW, at most 10 GW.
  public static let power = QuantityType(
    noun: "a power", units: [("kW", 1_000_000), ("MW", 1_000_000_000), ("W", 1_000), ("GW", 1_000_000_000_000)],
    baseUnit: "mW", most: (10_000_000_000_000, "10 GW"), least: 0, example: "10.2 kW")
  /// In mVA, at most 10 GVA.
  public static let apparentPower = QuantityType(
    noun: "an apparent power", units: [("kVA", 1_000_000), ("MVA", 1_000_000_000), ("VA", 1_000)], baseUnit: "mVA",
    most: (10_000_000_000_000, "10,000 MVA"), least: 0, example: "3 MVA")
  /// In mA, at most 1 MA.
  public static let current = QuantityType(
    noun: "a current", units: [("A", 1_000)], baseUnit: "mA", most: (1_000_000_000, "1,000,000 A"), least: 0,
    example: "60 A")
  /// In mV, at most 1 MV.
  public static let voltage = QuantityType(
    noun: "a voltage", units: [("V", 1_000), ("kV", 1_000_000)], baseUnit: "mV", most: (1_000_000_000, "1,000 kV"),
    least: 0, example: "415 V")
  /// In thousandths of a degree Celsius, from −50 to 150 °C.
  public static let temperature = QuantityType(
    noun: "a temperature", units: [("°C", 1_000), ("C", 1_000)], baseUnit: "m°C", most: (150_000, "150 °C"),
    least: -50_000, example: "34.7 °C")
  /// In ppm, at most 1,000 %.
  public static let share = QuantityType(
    noun: "a share", units: [("%", 10_000), ("‰", 1_000), ("ppm", 1)], baseUnit: "ppm", most: (10_000_000, "1,000 %"),
    least: 0, example: "99.7 %")
  /// In rack units, at most 200.
  public static let height = QuantityType(
    noun: "a height", units: [("U", 1)], baseUnit: "U", most: (200, "200 U"), least: 0, example: "48 U")

  static let all: [QuantityType] =
    [power, apparentPower, current, voltage, temperature, share, height]
    + [data, dataRate, mass, bitRate, memory, flow, temperatureDifference]

  /// The expectation that a diagnostic states; made once, since every figure that is read carries it along.
  public let expected: String

  init(
    noun: String, units: [(name: String, base: Int64)], baseUnit: String, most: (amount: Int64, name: String),
    least: Int64, example: String
  ) {
    (self.noun, self.units, self.baseUnit, self.most, self.least) = (noun, units, baseUnit, most, least)
    self.example = example
    let ascending = units.count > 2 ? units.sorted { $0.base < $1.base } : units
    expected = "\(noun) in \(alternatives(ascending.map(\.name))), such as `\(example)`"
  }

  /// Dollars with cents as the base unit, at most 10 billion dollars.
  static let dollars = QuantityType(
    noun: "a price", units: [("$", 100)], baseUnit: "cents", most: (1_000_000_000_000, "10,000,000,000 $"), least: 0,
    example: "2.35 $/GPU-h")
}

/// A quantity as a file states it.
public struct Quantity: Hashable, Sendable {
  /// A number in a file has at most so many decimals.
  public static let mostDecimals = 12

  /// In base units.
  public var amount: Int64
  /// The band that `± P %` states, in ppm of the amount.
  public var tolerance: Int64

  /// Forms that may follow the unit.
  public struct Forms: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Makes a set.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// `/ N`.
    public static let quotient = Forms(rawValue: 1)
    /// `± P %`.
    public static let tolerance = Forms(rawValue: 2)
  }

  /// Reads `NUMBER UNIT`, and what `forms` allow behind it.
  ///
  /// A quotient is rounded to the nearest base unit, upwards from the middle; anything else must be whole base units.
  public init(_ text: String, _ type: QuantityType, allowing forms: Forms = []) throws(InputError) {
    var scanner = QuantityScanner(text)
    var number = try scanner.number(type.noun, expected: type.expected)
    let unit = try scanner.unit(type)
    var divisor: Int64 = 1
    if forms.contains(.quotient), scanner.skip("/") {
      divisor = try scanner.wholeNumber(in: 1...1_000_000, expected: "a whole number behind `/`, such as `132 kW / 18`")
    }
    var tolerance: Int64 = 0
    if forms.contains(.tolerance), scanner.skip("±") || scanner.skip("+-") {
      let band = try scanner.number("a band", expected: "a share behind `±`, such as `7.4 kW ± 5 %`")
      let bandUnit = try scanner.unit(.share)
      tolerance = try band.whole(times: bandUnit, type: .share, text: text)
      guard tolerance <= 1_000_000 else {
        throw InputError("a band of more than 100 %: `\(text)`", expected: "at most 100 %")
      }
    }
    try scanner.end(expected: type.expected)
    number.negative = number.negative && number.digits != 0
    if number.negative, type.least >= 0 {
      throw InputError("`\(text)` is negative", expected: "\(type.noun) of zero or more")
    }
    amount = try number.whole(times: unit, over: divisor, type: type, text: text)
    self.tolerance = tolerance
  }
}
