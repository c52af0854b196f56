// Quantities of the catalogue: what equipment weighs, carries and holds.

/// A mass, held in whole grams.
public struct Kilograms: Hashable, Comparable, Sendable {
  /// The mass in g.
  public var grams: Int64
  /// Makes a mass of `grams` g.
  public init(grams: Int64) { self.grams = grams }
  /// True where `a` stands before `b`.
  public static func < (a: Kilograms, b: Kilograms) -> Bool { a.grams < b.grams }
}

/// A rate of data in one direction, held in whole bits a second.
public struct BitsPerSecond: Hashable, Comparable, Sendable {
  /// The rate in bit/s.
  public var bits: Int64
  /// Makes a rate of `bits` bit/s.
  public init(bits: Int64) { self.bits = bits }
  /// Makes a rate in Gb/s, 10⁹ bit/s.
  public static func gigabits(_ value: Int64) -> BitsPerSecond {
    BitsPerSecond(bits: value.multipliedSaturating(by: 1_000_000_000))
  }
  /// True where `a` stands before `b`.
  public static func < (a: BitsPerSecond, b: BitsPerSecond) -> Bool { a.bits < b.bits }
}

/// An amount of memory as its vendor counts it, held in whole thousandths of a GB.
public struct Gigabytes: Hashable, Comparable, Sendable {
  /// Thousandths of a GB.
  public var megabytes: Int64
  /// Makes an amount of `megabytes` MB.
  public init(megabytes: Int64) { self.megabytes = megabytes }
  /// True where `a` stands before `b`.
  public static func < (a: Gigabytes, b: Gigabytes) -> Bool { a.megabytes < b.megabytes }
}

/// A flow of coolant, held in whole mL/min.
public struct LitresPerMinute: Hashable, Comparable, Sendable {
  /// The flow in mL/min.
  public var millilitres: Int64
  /// Makes a flow of `millilitres` mL/min.
  public init(millilitres: Int64) { self.millilitres = millilitres }
  /// True where `a` stands before `b`.
  public static func < (a: LitresPerMinute, b: LitresPerMinute) -> Bool { a.millilitres < b.millilitres }
}

/// A difference between two temperatures, held in thousandths of a kelvin.
public struct Kelvin: Hashable, Comparable, Sendable {
  /// Thousandths of a kelvin.
  public var millikelvin: Int64
  /// Makes a difference of `millikelvin` mK.
  public init(millikelvin: Int64) { self.millikelvin = millikelvin }
  /// True where `a` stands before `b`.
  public static func < (a: Kelvin, b: Kelvin) -> Bool { a.millikelvin < b.millikelvin }
}
