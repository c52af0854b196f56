internal import Facility
internal import PlanCheck
public import PlanModel
internal import Tenancy

/// A plan from wherever, held against a facility and a book.
public struct CheckedPlan: Sendable {
  /// The plan.
  public let plan: Plan
  /// The independent verdict on it.
  public let verdict: Verdict

  /// Checks a plan, that it states the fullest load of every group of limits, and that it was made from these files.
  ///
  /// - Throws: `beyondCount`.
  public init(_ plan: Plan, of inputs: PlanInputs) throws(PipelineFailure) {
    self.plan = plan
    var verdict = PlanCheck.check(plan, facility: inputs.facility, book: inputs.book)
    if verdict.isBeyondCount { throw .beyondCount }
    let stated = Set(plan.loads.map(\.row))
    let missing = verdict.fullest(in: inputs.facility).filter { !stated.contains($0.row) }
    verdict.violations += missing.map { .missingLoad($0) }
    if plan.inputs.facility != inputs.hashes.facility { verdict.violations.append(.otherFile("facility file")) }
    if plan.inputs.tenants != inputs.hashes.tenants { verdict.violations.append(.otherFile("tenant book")) }
    self.verdict = verdict
  }

  /// True where nothing is broken and nobody is dropped who must be kept.
  public var isYes: Bool { verdict.isYes }
}
