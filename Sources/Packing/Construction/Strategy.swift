/// A strategy of placing leases one by one. None is best everywhere.
struct Strategy: Sendable {
  /// The policy of filling zones that is tried first.
  var fillPolicy = FillPolicy.bestFit
  /// True if elastic leases are placed with the least they take, and grow when all others have been tried.
  var startsSmall = false
  /// The options of leases in the order in which they are tried: a permutation within each lease's range; nil: as they
  /// are.
  var ranking: [Int32]?
  /// True if leases that may be moved go back to where they stand, as far as that is free.
  var returnsToPins = true
}
