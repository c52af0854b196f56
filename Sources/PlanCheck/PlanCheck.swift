public import Facility
public import PlanModel
public import Tenancy

/// An independent check of plans: everything that a plan promises is re-derived from the facility, the book and the
/// placements alone, by following loads forward. It shares nothing with the planner but the model.
public enum PlanCheck {
  /// Checks a plan against a facility and a book that already includes what is placed today.
  ///
  /// Nothing in a plan traps: a lease or a kind that does not exist is a violation like any other.
  ///
  /// - Complexity: O(zones + stages + leases log leases) and, for each kind and draw asked for, O(zones + bays log
  ///   bays).
  public static func check(_ plan: Plan, facility: Facility, book: Book) -> Verdict {
    Audit(plan, facility: facility, book: book).verdict(on: plan)
  }

  /// The plan with the claims that only the checker can make: its bounds, its draw at the supply, its fullest loads.
  ///
  /// Values are left as they are claimed.
  public static func certified(_ plan: Plan, facility: Facility, book: Book) -> Plan {
    Audit(plan, facility: facility, book: book).certified(plan)
  }

  /// The certified plan, the verdict on it and the band of its draw, from one audit.
  public static func audit(of plan: Plan, facility: Facility, book: Book) -> AuditedPlan {
    audit(of: plan, in: CheckContext(facility: facility, book: book, settings: plan.settings))
  }

  /// The same, in a context that is derived already.
  ///
  /// - Precondition: the context has the plan's settings.
  public static func audit(of plan: Plan, in context: CheckContext) -> AuditedPlan {
    let audit = Audit(plan, in: context)
    let plan = audit.certified(plan)
    return AuditedPlan(plan: plan, verdict: audit.verdict(on: plan), supplyBand: audit.supplyBand)
  }
}

/// A plan with everything that an audit says of it.
public struct AuditedPlan: Sendable {
  /// The plan, certified; see `PlanCheck.certified(_:facility:book:)`.
  public let plan: Plan
  /// The verdict on it.
  public let verdict: Verdict
  /// The band of its draw; see `PlanCheck.supplyBand(_:facility:book:)`.
  public let supplyBand: (low: Watts, high: Watts)
}
