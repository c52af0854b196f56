/// A policy of choosing the bays under a zone for the units of a gang. None is best everywhere.
enum FillPolicy: Sendable, CaseIterable {
  /// Best fit: units stay together, and broken zones are used up before whole ones.
  case bestFit
  /// First the bays where a unit takes the smallest share of what the scarcest row has left.
  case leastLoaded
  /// Block by block, or bay by bay, where a unit adds least by then to the load of the rows that bays share: spares,
  /// power and cooling of pods stay for others as evenly as can be. A gang that stands in one bay is placed by best
  /// fit.
  case balanced

  /// The policies that are tried for one gang, this one first: where neither of the others finds room the balanced one,
  /// which is made for those who come after, hardly ever does.
  var inTurn: [FillPolicy] {
    switch self {
    case .bestFit: Self.fromBestFit
    case .leastLoaded: Self.fromLeastLoaded
    case .balanced: Self.fromBalanced
    }
  }

  /// The two other policies.
  var others: [FillPolicy] { Self.allCases.filter { $0 != self } }

  private static let fromBestFit = [bestFit, leastLoaded], fromLeastLoaded = [leastLoaded, bestFit]
  private static let fromBalanced = [balanced, bestFit]
}
