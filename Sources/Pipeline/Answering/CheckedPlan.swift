public import Facility
internal import PlanCheck
public import PlanModel
public import Tenancy

/// A plan from wherever, held against a facility and a book.
public struct CheckedPlan: Sendable {
  /// The plan.
  public let plan: Plan
  /// The independent verdict on it.
  public let verdict: Verdict
  /// Leases that it refuses though they must be kept.
  public let refusedThoughKept: [LeaseID]
  /// True where the plan was made from another version of the facility file, or of the book.
  public let isOfOtherFacility: Bool, isOfOtherBook: Bool

  /// Checks a plan.
  public init(_ plan: Plan, of inputs: PlanInputs) {
    self.plan = plan
    verdict = PlanCheck.check(plan, facility: inputs.facility, book: inputs.book)
    refusedThoughKept = plan.refusedThoughKept(in: inputs.book)
    isOfOtherFacility = plan.inputs.facility != inputs.hashes.facility
    isOfOtherBook = plan.inputs.tenants != inputs.hashes.tenants
  }

  /// True where nothing is broken and nobody refused who must be kept.
  public var isYes: Bool { verdict.holds && refusedThoughKept.isEmpty }
}
