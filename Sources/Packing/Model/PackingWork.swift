internal import Synchronization

/// The work that was done, the same for any number of threads.
public struct PackingWork: Hashable, Sendable {
  /// Whole orders of leases that were packed.
  public var priorityLists = 0
  /// Rounds in which parts of the site were rebuilt, and parts that were.
  public var rounds = 0, regions = 0
  /// The round after which the time was up; nil: the work was done.
  public var stoppedAfterRound: Int?

  /// Makes work of which nothing is done.
  public init() {}

  /// Orders and regions.
  public var steps: Int { priorityLists + regions }
}

/// Counts work while it is done, by whichever thread.
final class Tally: Sendable {
  private let priorityLists = Atomic<Int>(0)
  private let rounds = Atomic<Int>(0)
  private let regions = Atomic<Int>(0)
  /// −1: never.
  private let stoppedAfter = Atomic<Int>(-1)

  func addPriorityLists(_ count: Int) { priorityLists.wrappingAdd(count, ordering: .relaxed) }
  func addRound(regions count: Int) {
    rounds.wrappingAdd(1, ordering: .relaxed)
    regions.wrappingAdd(count, ordering: .relaxed)
  }
  func stop(after round: Int) { stoppedAfter.store(round, ordering: .relaxed) }

  var work: PackingWork {
    var work = PackingWork()
    work.priorityLists = priorityLists.load(ordering: .relaxed)
    work.rounds = rounds.load(ordering: .relaxed)
    work.regions = regions.load(ordering: .relaxed)
    let round = stoppedAfter.load(ordering: .relaxed)
    work.stoppedAfterRound = round < 0 ? nil : round
    return work
  }
}
