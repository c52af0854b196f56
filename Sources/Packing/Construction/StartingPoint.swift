/// A starting point of priority lists: who stands already, and who comes after the list.
struct StartingPoint: Sendable {
  var partial: PartialPacking
  /// Leases that come last, whatever the list.
  var last: [LeaseIndex] = []
  var strategy = Strategy()

  /// Packs a list of leases, and after them those that come last.
  func packing(_ order: [LeaseIndex], canServe: [Bool], strategy: Strategy) -> PartialPacking {
    partial.packing(order + last, canServe: canServe, strategy: strategy)
  }
}
