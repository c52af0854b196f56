public import Facility

/// The position of a period in `Book.periods`.
public typealias PeriodID = ID<Period>

/// A stretch of the horizon in which neither capacity nor leases change; a book without dates has one, `all`.
public struct Period: Hashable, Sendable {
  /// Its name: `all`.
  public var name: String

  /// Makes a period.
  public init(name: String) { self.name = name }

  /// The whole horizon.
  public static let all = Period(name: "all")
}

extension ID where Thing == Period {
  /// The first period: the whole horizon where it is not cut.
  public static var all: PeriodID { PeriodID(0) }
}
