/// The length of a search, counted in work and never in seconds, so that the packing is the same everywhere.
public struct Effort: Hashable, Sendable {
  /// The most rounds in which parts of the site are rebuilt; positive.
  public var rounds: Int

  /// Makes an effort of a number of rounds.
  ///
  /// - Precondition: `rounds` is positive.
  public init(rounds: Int) {
    precondition(rounds > 0, "an effort is at least one round")
    self.rounds = rounds
  }

  /// A quick search.
  public static let low = Effort(rounds: 4)
  /// The usual effort.
  public static let normal = Effort(rounds: 16)
  /// A long search.
  public static let high = Effort(rounds: 64)

  /// The changes of the best priority list that go with it.
  var changes: Int { min(rounds, 1_000_000) * 25 }
}

extension PackingSettings {
  /// Settings for an effort.
  public init(seed: UInt64, effort: Effort) {
    self.init(seed: seed, changes: effort.changes, rounds: effort.rounds)
  }
}
