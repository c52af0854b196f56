/// Electrical power or heat flow, held in whole milliwatts.
///
/// Sums and differences saturate instead of trapping, so that no file can bring the program down by adding up
/// absurd figures; decisions compare integers and therefore do not depend on the order of a sum.
public struct Watts: Hashable, Comparable, Sendable {
  /// The amount in mW.
  public var milliwatts: Int64

  /// Makes an amount of `milliwatts` mW.
  public init(milliwatts: Int64) { self.milliwatts = milliwatts }

  /// No power at all.
  public static let zero = Watts(milliwatts: 0)
  /// Makes an amount in W.
  public static func watts(_ value: Int64) -> Watts { Watts(milliwatts: value.multipliedSaturating(by: 1_000)) }
  /// Makes an amount in kW.
  public static func kilowatts(_ value: Int64) -> Watts { Watts(milliwatts: value.multipliedSaturating(by: 1_000_000)) }
  /// Makes an amount in MW.
  public static func megawatts(_ value: Int64) -> Watts {
    Watts(milliwatts: value.multipliedSaturating(by: 1_000_000_000))
  }

  /// The amount in MW, for print only.
  public var inMegawatts: Double { Double(milliwatts) / 1e9 }
  /// The amount in kW, for print only.
  public var inKilowatts: Double { Double(milliwatts) / 1e6 }

  /// True where `a` stands before `b`.
  public static func < (a: Watts, b: Watts) -> Bool { a.milliwatts < b.milliwatts }
  /// The sum, saturating.
  public static func + (a: Watts, b: Watts) -> Watts { Watts(milliwatts: a.milliwatts.addedSaturating(b.milliwatts)) }
  /// The difference, saturating; it may be negative.
  public static func - (a: Watts, b: Watts) -> Watts {
    Watts(milliwatts: a.milliwatts.addedSaturating(0 &- b.milliwatts))
  }
  /// Adds in place, saturating.
  public static func += (a: inout Watts, b: Watts) { a = a + b }
  /// Subtracts in place, saturating.
  public static func -= (a: inout Watts, b: Watts) { a = a - b }
  /// `count` times the amount, saturating.
  public static func * (a: Watts, count: Int) -> Watts {
    Watts(milliwatts: a.milliwatts.multipliedSaturating(by: Int64(count)))
  }
}

/// A share of something, in parts per million: 10 % is 100,000.
public struct Fraction: Hashable, Comparable, Sendable {
  /// Parts per million.
  public var ppm: Int64

  /// Makes a share of `ppm` parts per million.
  public init(ppm: Int64) { self.ppm = ppm }

  /// Nothing of it.
  public static let zero = Fraction(ppm: 0)
  /// All of it.
  public static let one = Fraction(ppm: 1_000_000)
  /// Makes a share in whole per cent.
  public static func percent(_ value: Int64) -> Fraction { Fraction(ppm: value * 10_000) }
  /// The share as a number, for print only.
  public var value: Double { Double(ppm) / 1e6 }

  /// True where `a` stands before `b`.
  public static func < (a: Fraction, b: Fraction) -> Bool { a.ppm < b.ppm }

  /// This share of `amount`, rounded up to a whole mW: the safe side for a load.
  public func roundedUp(of amount: Watts) -> Watts {
    Watts(milliwatts: amount.milliwatts.scaledUp(ppm, over: 1_000_000))
  }
  /// This share of `amount`, rounded down to a whole mW: the safe side for a capacity.
  public func roundedDown(of amount: Watts) -> Watts {
    Watts(milliwatts: amount.milliwatts.scaledDown(ppm, over: 1_000_000))
  }
}

/// A temperature, held in thousandths of a degree Celsius.
public struct Celsius: Hashable, Comparable, Sendable {
  /// Thousandths of a degree.
  public var millidegrees: Int64
  /// Makes a temperature of `millidegrees` m°C.
  public init(millidegrees: Int64) { self.millidegrees = millidegrees }
  /// Makes a temperature in whole degrees.
  public static func degrees(_ value: Int64) -> Celsius { Celsius(millidegrees: value * 1_000) }
  /// The temperature in °C, for print only.
  public var inDegrees: Double { Double(millidegrees) / 1_000 }
  /// True where `a` stands before `b`.
  public static func < (a: Celsius, b: Celsius) -> Bool { a.millidegrees < b.millidegrees }
}

/// Height in a rack, in whole rack units of 44.45 mm.
public struct RackUnits: Hashable, Comparable, Sendable {
  /// Whole units.
  public var units: Int64
  /// Makes a height of `units` U.
  public init(_ units: Int64) { self.units = units }
  /// True where `a` stands before `b`.
  public static func < (a: RackUnits, b: RackUnits) -> Bool { a.units < b.units }
}

extension Int64 {
  /// The sum, held at the ends of the range.
  public func addedSaturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }

  /// The product, held at the ends of the range.
  public func multipliedSaturating(by other: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self > 0) == (other > 0) ? .max : .min) : product
  }

  /// `self × numerator / denominator`, rounded towards +∞ and held at the ends of the range.
  ///
  /// - Precondition: `denominator` is positive.
  public func scaledUp(_ numerator: Int64, over denominator: Int64) -> Int64 {
    -((0 &- self).scaledDown(numerator, over: denominator))
  }

  /// `self × numerator / denominator`, rounded towards −∞ and held at the ends of the range.
  ///
  /// - Precondition: `denominator` is positive.
  public func scaledDown(_ numerator: Int64, over denominator: Int64) -> Int64 {
    precondition(denominator > 0, "a scale needs a positive denominator")
    let product = Int128(self) * Int128(numerator)
    var (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(denominator))
    if remainder < 0 { quotient -= 1 }
    // One above the minimum: the negation in `scaledUp` must not overflow.
    return Int64(Swift.max(Int128(-Int64.max), Swift.min(Int128(Int64.max), quotient)))
  }
}
