import Facility

/// Which rows and bays are priced alike: those of one family under one zone of the pricing level.
///
/// The pricing level is the innermost one with at most `mostZones` zones: fine enough to tell places apart, coarse enough
/// that the price search stays small.
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
  private let numbers: Numbers
  private let facility: Facility
  private let level: Level

  /// Numbers in order of first use.
  private final class Numbers {
    var groups: [Key: Int32] = [:]
    var families: [Family: Int32] = [:]
  }

  init(_ facility: Facility) {
    self.facility = facility
    var count = [Int](repeating: 0, count: Level.allCases.count)
    for zone in facility.zones { count[zone.level.rawValue] += 1 }
    level =
      Level.allCases.reversed().first { count[$0.rawValue] > 0 && count[$0.rawValue] <= Self.mostZones } ?? .campus
    numbers = Numbers()
  }

  /// The numbers of the group and of the family of something in `zone`.
  func group(of zone: ZoneID, family: Family) -> (number: Int32, family: Int32) {
    let key = Key(zone: facility.domain(of: zone, at: level), family: family)
    let group = numbers.groups[key] ?? Int32(numbers.groups.count)
    numbers.groups[key] = group
    let itsFamily = numbers.families[family] ?? Int32(numbers.families.count)
    numbers.families[family] = itsFamily
    return (group, itsFamily)
  }
}
