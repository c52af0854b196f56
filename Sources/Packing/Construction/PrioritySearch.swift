internal import NUMA

/// A search over priority lists of leases: waves of lists, then of small changes to the best one.
///
/// A wave is a fixed set of lists, so the answer does not depend on how many of them run at once.
struct PrioritySearch {
  /// The best packing so far, with the list and the strategy that led to it.
  struct Incumbent: Sendable {
    var partial: PartialPacking
    var order: [LeaseIndex]
    var strategy = Strategy()
  }

  private let packer: Packer
  private let leases: [LeaseIndex]
  private let canServe: [Bool]
  private let bound: Int64
  private let lists: PriorityLists
  private let isElastic: Bool
  /// Whole orders, then those with what is tried a second time: where leases are elastic, the first orders with small
  /// sizes that grow; where some are exclusive, the first two with these before or after all others.
  private let ownOrders: Int, fixedOrders: Int
  /// Options by what they earn at the prices; nil: no lease has several.
  let ranking: [Int32]?
  private let start: StartingPoint
  /// The best packing so far.
  private(set) var incumbent: Incumbent
  /// Lists tried so far; of few leases the same come up again and again.
  private var tried = 0, repeated = 0
  private var known: Set<Key> = []

  init(
    _ packer: Packer, leases: [LeaseIndex], canServe: [Bool], costs: UnitCosts, bound: Int64, from start: StartingPoint,
    knowing incumbent: Incumbent
  ) {
    (self.start, self.incumbent) = (start, incumbent)
    self.packer = packer
    self.leases = leases
    self.canServe = canServe
    self.bound = bound
    lists = PriorityLists(packer.instance, leases: leases, costs: costs, seed: packer.settings.seed)
    ranking = costs.ranking(packer.instance)
    let isExclusive = packer.instance.options.exclusive.contains { $0 >= 0 }
    isElastic = start.partial.ledger.book.isElastic
    ownOrders = packer.settings.priorityLists(leases: leases.count, bays: packer.instance.bays.count)
    fixedOrders =
      ownOrders < Self.wave
      ? ownOrders : ownOrders + (isElastic ? Self.wave : 0) + (isExclusive ? Self.wave : 0)
  }

  /// Tries orders, then small changes to the best one, in waves until a packing reaches the bound, the work is used up, or
  /// hardly anything new comes; goes on where it stopped.
  ///
  /// - Parameter changes: the most changes of the best order that are tried, those before included.
  mutating func run(changes: Int) {
    guard !leases.isEmpty else { return }
    let settings = packer.settings
    let most = fixedOrders + min(changes, settings.changes(leases: leases.count, bays: packer.instance.bays.count))
    while tried < most, repeated < Self.repeats, bound > incumbent.partial.objective.net, !settings.isOutOfTime() {
      let proposed = (0..<min(Self.wave, most - tried)).map { next(tried + $0) }
      tried += proposed.count
      let wave = leases.count > Self.fewLeases ? proposed : proposed.filter { known.insert(Key($0)).inserted }
      repeated = wave.isEmpty ? repeated + proposed.count : 0
      let results = TaskResults<PartialPacking>(count: wave.count)
      let (canServe, start) = (canServe, start)
      packer.pool.run(tasks: wave.count) { task in
        results.set(task, start.packing(wave[task].order, canServe: canServe, strategy: wave[task].strategy))
      }
      for task in wave.indices {
        let partial = results.get(task)
        if partial.objective > incumbent.partial.objective {
          incumbent = Incumbent(partial: partial, order: wave[task].order, strategy: wave[task].strategy)
        }
      }
      packer.tally.addPriorityLists(wave.count)
    }
  }

  private static let wave = 4
  private static let fewLeases = 12
  /// The number of lists, all known already, after which there is hardly a new one.
  private static let repeats = 48

  /// The key of a packing of a list: all that it depends on.
  private struct Key: Hashable {
    var order: [LeaseIndex]
    var fillPolicy: FillPolicy
    var size: Strategy.Size
    var isRanked: Bool

    init(_ next: (order: [LeaseIndex], strategy: Strategy)) {
      (order, fillPolicy) = (next.order, next.strategy.fillPolicy)
      (size, isRanked) = (next.strategy.size, next.strategy.ranking != nil)
    }
  }

  /// The `number`-th list to try, and the strategy: of changes to the best order, every fourth fills zones by another
  /// policy than the best, and every other one treats elastic leases and options the other way.
  private func next(_ number: Int) -> (order: [LeaseIndex], strategy: Strategy) {
    let best = incumbent
    var strategy = start.strategy
    strategy.ranking = ranking
    if number < ownOrders { return (lists.list(number), strategy) }
    if isElastic, number < ownOrders + Self.wave {
      strategy.size = .least
      return (lists.list(number - ownOrders), strategy)
    }
    if number < fixedOrders {
      let back = fixedOrders - 1 - number
      return (separated(lists.list(back % 2), exclusiveFirst: back < 2), strategy)
    }
    let order = lists.mutated(best.order, number: number) { best.partial.option[$0.offset] == nil }
    strategy.fillPolicy = number % 4 == 3 ? best.strategy.fillPolicy.others[number / 4 % 2] : best.strategy.fillPolicy
    strategy.size = isElastic && (number % 2 == 0) != (best.strategy.size == .least) ? .least : .most
    if number % 8 == 6 { strategy.ranking = nil }
    return (order, strategy)
  }

  /// An order with the exclusive leases before or after all others.
  private func separated(_ order: [LeaseIndex], exclusiveFirst: Bool) -> [LeaseIndex] {
    let options = packer.instance.options
    func isExclusive(_ lease: LeaseIndex) -> Bool {
      packer.instance.optionRange(of: lease).contains { options.exclusive[$0] >= 0 }
    }
    return order.filter { isExclusive($0) == exclusiveFirst } + order.filter { isExclusive($0) != exclusiveFirst }
  }
}
