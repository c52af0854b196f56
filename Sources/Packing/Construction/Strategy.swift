/// A strategy of placing leases one by one. None is best everywhere.
struct Strategy: Sendable {
  /// The policy of filling zones that is tried first.
  var fillPolicy = FillPolicy.bestFit
  /// The size at which elastic leases are placed; those that are not full grow when all others have been tried.
  var size = Size.most
  /// The options of leases in the order in which they are tried: a permutation within each lease's range; nil: as they
  /// are.
  var ranking: [Int32]?
  /// True if leases that may be moved go back to where they stand, as far as that is free.
  var returnsToPins = true

  /// A size at which elastic leases are placed.
  enum Size: Hashable, Sendable {
    /// As large as they can be.
    case most
    /// With the least they take.
    case least
    /// As large as they can be up to a size by chance, each lease for itself.
    case any
  }
}
