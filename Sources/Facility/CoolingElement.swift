/// The capacity that a heat exchanger loses as its supply warms: linear above a rating point, never below zero.
///
/// The form follows from the two published points of an in-rack CDU: 100 kW at 32 °C and 60 kW at 40 °C, 5 kW a kelvin.
public struct Derate: Hashable, Sendable {
  /// The supply temperature up to which the rating holds.
  public var above: Celsius
  /// Lost for each kelvin above it.
  public var perKelvin: Watts

  /// Makes a derate.
  public init(above: Celsius, perKelvin: Watts) {
    self.above = above
    self.perKelvin = perKelvin
  }
}

/// Something that carries heat away from everything under its zone: CDUs, air handlers, a plant.
///
/// The units of one element are pooled: heat in a hall's air, or in one loop, finds whichever unit has room. Heat of a
/// medium passes through every element above it that takes this medium.
public struct CoolingElement: Hashable, Sendable {
  /// The heat that it takes.
  public enum Medium: String, Hashable, Sendable, CaseIterable {
    case liquid, air, both
    /// True where heat in liquid passes through it.
    public var takesLiquid: Bool { self != .air }
    /// True where heat in air passes through it.
    public var takesAir: Bool { self != .liquid }
  }

  /// Its name in its zone, such as `cdu`: also what the report groups by.
  public var name: String
  /// The zone that declares it, whose racks it serves.
  public var zone: ZoneID
  /// The heat that it takes.
  public var medium: Medium
  /// Units built.
  public var count: Int
  /// Units held back: the 1 of N+1.
  public var spare: Int
  /// The heat that one unit carries at its rating point; nil where it is not known: no limit is made.
  public var rating: Watts?
  /// The capacity that one unit loses as its supply warms.
  public var derate: Derate?
  /// The temperature of the supply that it sees on the design day; nil where the file states none: no derate.
  public var supply: Celsius?

  /// Makes an element.
  public init(
    name: String, zone: ZoneID, medium: Medium, count: Int = 1, spare: Int = 0, rating: Watts?, derate: Derate? = nil,
    supply: Celsius? = nil
  ) {
    self.name = name
    self.zone = zone
    self.medium = medium
    self.count = count
    self.spare = spare
    self.rating = rating
    self.derate = derate
    self.supply = supply
  }

  /// The heat that one unit carries at the supply temperature, rounded down to a whole mW; nil where the rating is not known.
  public var unitCapacity: Watts? {
    guard let rating else { return nil }
    guard let derate, let supply, supply > derate.above else { return rating }
    let kelvin = supply.millidegrees - derate.above.millidegrees
    let lost = Watts(milliwatts: derate.perKelvin.milliwatts.scaledUp(kelvin, over: 1_000))
    return max(.zero, rating - lost)
  }

  /// The heat that the element carries with its spares held back; nil where the rating is not known.
  public var limit: Watts? { unitCapacity.map { $0 * max(0, count - spare) } }
}
