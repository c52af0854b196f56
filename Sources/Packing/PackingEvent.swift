internal import Synchronization

/// What a packer says of itself while it works. It knows no clock: who listens may stamp what it hears.
public enum PackingEvent: Hashable, Sendable {
  /// A phase begins, and the one before it ends; a phase may come several times.
  case began(PackingPhase)
  /// A round is over, 0 being whatever comes before the first: the value of the packing so far, and what no packing
  /// exceeds; cents per hour.
  case round(Int, value: Int64, bound: Int64)
  /// The rounds are over: where their memory lies, if the settings ask for it.
  case memory(MemoryUse)
}

/// What a packer does, in the order in which it is done first.
public enum PackingPhase: String, Hashable, Sendable, CaseIterable {
  /// Compiling for speed, placing who stands already or is mandatory, and on very large sites a plan before prices.
  case construct
  /// The search for prices.
  case prices
  /// Re-adding what the prices prove.
  case certificate
  /// Whole orders of leases.
  case orders
  /// Rounds in which parts of the site are rebuilt.
  case improve
}

/// How much was done, the same for any number of threads.
public struct PackingWork: Hashable, Sendable {
  /// Whole orders of leases that were packed.
  public var orders = 0
  /// Rounds in which parts of the site were rebuilt, and parts that were.
  public var rounds = 0, regions = 0
  /// The round after which the time was up; nil: the work was done.
  public var stoppedAfterRound: Int?

  /// Makes work of which nothing is done.
  public init() {}

  /// Orders and regions.
  public var steps: Int { orders + regions }
}

/// Counts work while it is done, by whichever thread.
final class Tally: Sendable {
  private let orders = Atomic<Int>(0)
  private let rounds = Atomic<Int>(0)
  private let regions = Atomic<Int>(0)
  /// −1: never.
  private let stoppedAfter = Atomic<Int>(-1)

  func addOrders(_ count: Int) { orders.wrappingAdd(count, ordering: .relaxed) }
  func addRound(regions count: Int) {
    rounds.wrappingAdd(1, ordering: .relaxed)
    regions.wrappingAdd(count, ordering: .relaxed)
  }
  func stop(after round: Int) { stoppedAfter.store(round, ordering: .relaxed) }

  var work: PackingWork {
    var work = PackingWork()
    work.orders = orders.load(ordering: .relaxed)
    work.rounds = rounds.load(ordering: .relaxed)
    work.regions = regions.load(ordering: .relaxed)
    let round = stoppedAfter.load(ordering: .relaxed)
    work.stoppedAfterRound = round < 0 ? nil : round
    return work
  }
}
