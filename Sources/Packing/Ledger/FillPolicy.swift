/// A policy of choosing the bays under a zone for the units of a gang. None is best everywhere.
enum FillPolicy: Sendable {
  /// Best fit: units stay together, and broken zones are used up before whole ones.
  case bestFit
  /// First the bays where a unit takes the smallest share of what the scarcest row has left.
  case leastLoaded
  /// Block by block, or bay by bay, where a unit adds least by then to the load of the rows that bays share: spares,
  /// power and cooling of pods stay for others as evenly as can be. A gang that stands in one bay is placed by best
  /// fit.
  case balanced
  /// Zones and bays as chance will have it: places that no other policy looks at.
  case scattered

  /// The policies that are tried for one gang, this one first: where neither of the others finds room the balanced one,
  /// which is made for those who come after, hardly ever does.
  var inTurn: [FillPolicy] {
    switch self {
    case .bestFit: Self.fromBestFit
    case .leastLoaded: Self.fromLeastLoaded
    case .balanced: Self.fromBalanced
    case .scattered: Self.fromScattered
    }
  }

  /// The policies of priority lists beside this one; of chance there is none among them.
  var others: [FillPolicy] { Self.steady.filter { $0 != self } }

  private static let steady = [bestFit, leastLoaded, balanced]

  private static let fromBestFit = [bestFit, leastLoaded], fromLeastLoaded = [leastLoaded, bestFit]
  private static let fromBalanced = [balanced, bestFit], fromScattered = [scattered, bestFit]
}
