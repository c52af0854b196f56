/// The limits of a packer's work. The answer depends on them and never on the machine.
public struct PackingSettings: Sendable {
  /// Seeds the random orders.
  public var seed: UInt64
  /// The most steps of the price search.
  public var priceSteps: Int
  /// The number of priority lists tried, the fixed ones included.
  public var priorityLists: Int
  /// The share of the bound within which no further order is tried.
  public var closeEnough: Double
  /// The most changes of the best order that are tried.
  public var changes: Int
  /// The most rounds in which parts of the site are rebuilt.
  public var rounds: Int
  /// True if the prices that prove the bound leave out options which no zone could hold by the rows that its bays
  /// share. A checker that does not know of these is served better by prices that count on them.
  public var provesByRows = true
  /// True if to say after the rounds where their memory lies.
  public var reportsMemory = false
  /// Asked after every whole round, before every wave of orders, between orders of mandatory leases and once there is a
  /// plan before prices: true if to stop, because somebody waits.
  public var isOutOfTime: @Sendable () -> Bool
  /// Told what happens, on the thread that packs.
  public var observe: @Sendable (PackingEvent) -> Void

  /// The number of priority lists tried: all where one is quick, one where the site is large, since ruin and recreate
  /// gains more there.
  func priorityLists(leases: Int, bays: Int) -> Int {
    min(priorityLists, max(1, 4_000_000 / max(1, leases * 20 + bays)))
  }

  /// The number of changes of the best list tried: many where one is quick, none where the site is large.
  func changes(leases: Int, bays: Int) -> Int { min(changes, 1_000_000 / max(1, leases * 20 + bays)) }

  /// A part of a search's work: changes of the best priority list and rounds, those of the stages before included.
  typealias Stage = (changes: Int, rounds: Int)

  /// The stages of a search, each four times as long as the one before. A stage goes on from the best of the one before and is
  /// the same whatever follows it, so that more effort never finds less.
  var stages: [Stage] {
    var stages: [Stage] = []
    var rounds = Effort.low.rounds
    while rounds < self.rounds {
      stages.append((min(changes, Effort(rounds: rounds).changes), rounds))
      rounds *= 4
    }
    return stages + [(changes, self.rounds)]
  }

  /// Makes settings.
  public init(
    seed: UInt64 = 1, priceSteps: Int = 80, priorityLists: Int = 12, closeEnough: Double = 0.000_2, changes: Int = 400,
    rounds: Int = 16, isOutOfTime: @escaping @Sendable () -> Bool = { false },
    observe: @escaping @Sendable (PackingEvent) -> Void = { _ in }
  ) {
    self.seed = seed
    self.priceSteps = priceSteps
    self.priorityLists = priorityLists
    self.closeEnough = closeEnough
    self.changes = changes
    self.rounds = rounds
    self.isOutOfTime = isOutOfTime
    self.observe = observe
  }
}
