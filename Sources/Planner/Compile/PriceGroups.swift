import Facility

/// Numbers groups of rows and bays that are priced alike, those of one family under one zone of the pricing level.
///
/// The pricing level is the innermost one with at most `mostZones` zones: fine enough to tell places apart, coarse
/// enough that the price search stays small.
struct PriceGroups {
  enum Family: Hashable {
    case named(String)
    case space
    case spares(KindID)
    case kind(KindID)
    case quantity(QuantityID)
  }

  private struct Key: Hashable {
    var zone: ZoneID
    var family: Family
  }

  static let mostZones = 400
  private let facility: Facility
  private let level: Level
  /// Numbers in order of first use.
  private var groups: [Key: Int32] = [:], families: [Family: Int32] = [:]

  init(_ facility: Facility) {
    self.facility = facility
    var count = [Int](repeating: 0, count: Level.allCases.count)
    for zone in facility.zones { count[zone.level.rawValue] += 1 }
    level =
      Level.allCases.reversed().first { count[$0.rawValue] > 0 && count[$0.rawValue] <= Self.mostZones } ?? .campus
  }

  /// The numbers of the group and of the family of something in `zone`.
  mutating func group(of zone: ZoneID, family: Family) -> (number: Int32, family: Int32) {
    let key = Key(zone: facility.domain(of: zone, at: level), family: family)
    return (Self.number(of: key, in: &groups), Self.number(of: family, in: &families))
  }

  private static func number<Name: Hashable>(of name: Name, in numbers: inout [Name: Int32]) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(numbers.count)
    numbers[name] = number
    return number
  }
}
