public import Documents
public import PlanModel

/// The reason why a run has no answer.
public enum PipelineFailure: Error, Sendable {
  /// A file is refused: everything that is wrong with it, in file order, warnings included.
  case badInput([Diagnostic])
  /// The settings name a basis that the facility does not have.
  case unknownBasis(String, known: [String])
  /// A benchmark instance in which the standing leases break limits, so that no solution holds them.
  case overcommitted(instance: String, violations: [String])
  /// A plan under which loads, rents or bounds go beyond what can be counted, so that no figure of a verdict would be right.
  case beyondCount
  /// A bug in the planner: its plan breaks what an empty plan of the same inputs does not.
  case unsoundPlan([Violation], of: PlanInputs)
  /// A bug in the planner: its solution of a benchmark instance does not pass the check, or is worth something else.
  case unsoundSolution([String])
  /// An instance whose integer program would be larger than any that is made: its columns and entries, and the most entries.
  case programTooLarge(columns: Int, entries: Int, most: Int)
  /// The caller's token was raised.
  case cancelled
}
