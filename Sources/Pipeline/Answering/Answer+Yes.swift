public import PlanModel

extension Answer {
  /// True where every lease that must be kept is placed, and nothing is broken.
  public var isYes: Bool { verdict.isYes }
}
