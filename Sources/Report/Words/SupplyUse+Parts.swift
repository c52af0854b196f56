internal import Facility
internal import PlanModel

extension SupplyUse {
  /// The parts of the supply in the order in which reports list them.
  var parts: [Watts] { [plant, losses, base, leased] }

  /// The titles of these parts.
  static let partTitles = [
    "plant and other loads that are not IT", "losses in the chain", "base: network, storage, idle nodes, burn-in",
    "leased nodes",
  ]
}
