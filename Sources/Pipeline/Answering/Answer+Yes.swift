public import Facility
public import PlanModel
public import Tenancy

extension Plan {
  /// Refused leases that the settings say must be kept, in the plan's order.
  public func refusedThoughKept(in book: Book) -> [LeaseID] {
    refusals.map(\.lease).filter { settings.honour.keeps(book.leases[$0]) }
  }
}

extension Answer {
  /// True where every lease that must be kept is placed, and nothing is broken.
  public var isYes: Bool { plan.refusedThoughKept(in: book).isEmpty && verdict.holds }
}
