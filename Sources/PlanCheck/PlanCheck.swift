public import Facility
public import PlanModel
public import Tenancy

/// An independent reading of a plan: everything that it promises is re-derived from the facility, the book and the
/// placements alone, by following loads forward. It shares nothing with the planner but the model.
public enum PlanCheck {
  /// Holds a plan against a facility and a book in which what stands placed today is already joined in.
  ///
  /// Nothing in a plan traps: a lease or a kind that does not exist is a violation like any other.
  ///
  /// - Complexity: O(zones + stages + leases log leases) and, for each kind and draw asked for, O(zones + bays log bays).
  public static func check(_ plan: Plan, facility: Facility, book: Book) -> Verdict {
    examination(of: plan, facility, book).verdict(on: plan)
  }

  /// The plan with what only the checker may claim filled in: its bounds, its draw at the supply, its fullest loads.
  ///
  /// Values are left as they are claimed.
  public static func settled(_ plan: Plan, facility: Facility, book: Book) -> Plan {
    examination(of: plan, facility, book).settled(plan)
  }

  /// The plan settled, the verdict on that and the band of its draw, from one reading of it.
  public static func judgement(of plan: Plan, facility: Facility, book: Book) -> Judgement {
    judgement(of: plan, on: CheckContext(facility: facility, book: book, settings: plan.settings))
  }

  /// The same by a check that has begun already.
  ///
  /// - Precondition: it has begun with the plan's settings.
  public static func judgement(of plan: Plan, on context: CheckContext) -> Judgement {
    let examination = Examination(plan, context)
    let plan = examination.settled(plan)
    return Judgement(plan: plan, verdict: examination.verdict(on: plan), supplyBand: examination.supplyBand())
  }

  private static func examination(of plan: Plan, _ facility: Facility, _ book: Book) -> Examination {
    Examination(plan, CheckContext(facility: facility, book: book, settings: plan.settings))
  }
}

/// What `PlanCheck` makes of a plan.
public struct Judgement: Sendable {
  /// The plan, settled; see `PlanCheck.settled(_:facility:book:)`.
  public let plan: Plan
  /// The verdict on it.
  public let verdict: Verdict
  /// The band of its draw; see `PlanCheck.supplyBand(_:facility:book:)`.
  public let supplyBand: (low: Watts, high: Watts)
}
