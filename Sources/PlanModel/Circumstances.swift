public import Facility
public import Tenancy

/// The circumstances in which a question was asked: no plan depends on them, and reports say them.
public struct Circumstances: Hashable, Sendable {
  /// The day as of which it was asked; nil: none was stated.
  public var day: CalendarDate?
  /// True where a tenant book was read; false where the facility was looked at by itself.
  public var hasBook: Bool

  /// Makes circumstances.
  public init(day: CalendarDate? = nil, hasBook: Bool = true) { (self.day, self.hasBook) = (day, hasBook) }

  /// Options and holds that ended before the day and are planned as if they still ran; none where no day is stated.
  ///
  /// - Complexity: O(leases).
  public func expired(in book: Book) -> [LeaseID] {
    guard let day else { return [] }
    return book.leases.indices.filter { book.leases[$0].status.lastDay.map { $0 < day } ?? false }.map { LeaseID($0) }
  }
}
