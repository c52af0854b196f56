internal import SeededRandom
internal import NUMA

/// Other starts than the first where leases have rules: mandatory leases in other orders and by other options, and
/// leases that may be moved away from where they stand.
extension Packer {
  /// The moment at which a lease that may be moved is placed anew.
  private enum Release {
    /// Placed anew with the other mandatory leases, wherever that is.
    case early
    /// Placed once the other mandatory leases stand, where it stood as far as that is free.
    case afterMandatory
    /// Placed once all others stand, where it stood as far as that is free.
    case late
  }

  /// Starts beside the first one; none where no option has rules, nothing may be moved and no mandatory lease has
  /// several options.
  func variants(
    of start: PartialPacking, pinned: PartialPacking, canServe: [Bool], ranking: [Int32]?
  ) -> [StartingPoint] {
    var variants: [StartingPoint] = []
    let movable = leases { instance.hasPins($0) }
    let mandatory = leases { instance.leases.isMandatory[$0] && !instance.hasPins($0) }
    if start.ledger.book.hasRules || start.ledger.book.isElastic, !mandatory.isEmpty,
      mandatory.count < Self.mostMandatory
    {
      for number in 1...Self.mandatoryVariants where !settings.isOutOfTime() {
        var standing = pinned
        standing.placeMovable(movable)
        variants.append(
          StartingPoint(
            partial: packMandatory(standing, canServe: canServe, lists: number..<number + 1, isThorough: false))
        )
      }
    }
    if let ranking, mandatory.contains(where: { instance.optionRange(of: $0).count > 1 }) {
      var standing = pinned
      standing.placeMovable(movable)
      for ranking in [ranking] + otherRankings(ranking) where !settings.isOutOfTime() {
        var strategy = Strategy()
        strategy.ranking = ranking
        variants.append(
          StartingPoint(partial: packMandatory(standing, canServe: canServe, strategy: strategy, isThorough: false)))
      }
    }
    guard !movable.isEmpty else { return variants }
    let singles = movable.count > 1 ? movable.sorted { width($0) > width($1) }.prefix(Self.singles).map { [$0] } : []
    for released in [movable] + singles {
      for release in [Release.early, .afterMandatory, .late] where !settings.isOutOfTime() {
        variants.append(self.start(pinned, movable: movable, releasing: released, release: release, canServe: canServe))
      }
    }
    return variants
  }

  /// The options of each lease the other way round, then in two random orders: prices often say nothing of what is not
  /// quite scarce.
  private func otherRankings(_ ranking: [Int32]) -> [[Int32]] {
    var random = SplitMix64(seed: settings.seed ^ 0x5851_F42D_4C95_7F2D)
    return (0..<3).map { number in
      var other = ranking
      for lease in 0..<instance.leases.count {
        let range = instance.optionRange(of: LeaseIndex(lease))
        guard range.count > 1 else { continue }
        if number == 0 {
          other[range].reverse()
        } else {
          for at in range.dropFirst().reversed() {
            other.swapAt(at, range.lowerBound + Int(random.next() % UInt64(at - range.lowerBound + 1)))
          }
        }
      }
      return other
    }
  }

  /// Orders of mandatory leases tried beside the first.
  private static let mandatoryVariants = 3
  /// The most mandatory leases whose orders are varied: with more, that costs more than it finds.
  private static let mostMandatory = 2_000
  /// The number of leases that are set free each for itself.
  private static let singles = 4

  private func width(_ lease: LeaseIndex) -> Int { instance.pins(of: lease).parts.reduce(0) { $0 + $1.units } }

  private func start(
    _ pinned: PartialPacking, movable: [LeaseIndex], releasing released: [LeaseIndex], release: Release,
    canServe: [Bool]
  ) -> StartingPoint {
    var standing = pinned
    standing.placeMovable(movable.filter { !released.contains($0) })
    var strategy = Strategy()
    strategy.returnsToPins = release != .early
    switch release {
    case .early:
      return StartingPoint(partial: packMandatory(standing, canServe: canServe, strategy: strategy, isThorough: false))
    case .afterMandatory:
      return StartingPoint(
        partial: packMandatory(standing, canServe: canServe, last: released, strategy: strategy, isThorough: false))
    case .late:
      var withheld = canServe
      for lease in released { for option in instance.optionRange(of: lease) { withheld[option] = false } }
      return StartingPoint(
        partial: packMandatory(standing, canServe: withheld, strategy: strategy, isThorough: false), last: released)
    }
  }

  /// The best of the variants by the best order so far, with what it gives; nil: there is none, or none that is worth more
  /// orders.
  func best(
    of variants: [StartingPoint], after best: PrioritySearch.Incumbent, canServe: [Bool]
  ) -> (point: StartingPoint, incumbent: PrioritySearch.Incumbent)? {
    let results = TaskResults<PartialPacking>(count: variants.count)
    pool.run(tasks: variants.count) { task in
      var strategy = best.strategy
      strategy.returnsToPins = variants[task].strategy.returnsToPins
      results.set(task, variants[task].packing(best.order, canServe: canServe, strategy: strategy))
    }
    tally.addPriorityLists(variants.count)
    var chosen: (at: Int, partial: PartialPacking)?
    for task in variants.indices {
      let partial = results.get(task)
      if partial.objective > chosen?.partial.objective ?? .none { chosen = (task, partial) }
    }
    guard let chosen else { return nil }
    // Where orders are dear, more of them are tried only from a start that is better as it is.
    let isCheap = settings.changes(leases: best.order.count, bays: instance.bays.count) >= Effort.low.changes
    guard isCheap || chosen.partial.objective > best.partial.objective else { return nil }
    let incumbent = PrioritySearch.Incumbent(partial: chosen.partial, order: best.order, strategy: best.strategy)
    return (variants[chosen.at], incumbent)
  }
}
