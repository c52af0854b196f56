public import NUMA

/// Packs by prices: pinned leases, then mandatory leases, then the rest in the order of value over priced cost.
///
/// Each order is one task; the pool may run them on any number of threads, the best is chosen by value and then by the
/// order's number, so the answer is the same for every pool.
public struct Packer {
  private(set) var instance: Instance
  let settings: PackingSettings
  let pool: Workers
  /// The work done by the packing under way.
  private(set) var tally = Tally()

  /// Makes a packer.
  public init(_ instance: Instance, settings: PackingSettings = PackingSettings(), pool: Workers) {
    var instance = instance
    // Who stands somewhere already is mandatory, be it there or elsewhere.
    for lease in 0..<instance.leases.count where instance.hasPins(LeaseIndex(lease)) {
      if instance.leases.moveCost[lease] >= 0 { instance.leases.isMandatory[lease] = true }
    }
    self.instance = instance
    self.settings = settings
    self.pool = pool
  }

  /// Packs.
  ///
  /// A lease that may be moved but for which no place is found, here or there, stands where it stands like one that may
  /// not.
  public func pack() -> Packing {
    var packer = self
    packer.tally = Tally()
    while true {
      var packing = packer.packOnce()
      packing.work = packer.tally.work
      let stranded = packer.leases { packer.instance.hasPins($0) && packing.option[$0.offset] == nil }
      if stranded.isEmpty { return packing }
      for lease in stranded { packer.instance.leases.moveCost[lease] = -1 }
    }
  }

  private func packOnce() -> Packing {
    settings.observe(.began(.construct))
    let root = rootState()
    let scheme = scheme(root)
    let plansBeforePrices = plansBeforePrices(root, scheme)
    let first = plansBeforePrices ? firstPlan(root) : nil
    settings.observe(.began(.prices))
    let search = prices(of: root, root.seemsServable)
    var found: Prices?
    let placed = first ?? chosen(root, by: scheme, search: search, isFirst: !plansBeforePrices, prices: &found)
    let best = placed.standingTogether()
    settings.observe(.began(.certificate))
    let proof = proof(root, steeredBy: search, known: found)
    return Packing(
      parts: best.parts, option: best.option, pieces: PieceLayout(best).places, conflicts: root.conflicts,
      value: best.value, mandatoryValue: best.mandatoryValue, moveCost: best.moveCost, prices: proof,
      bound: bound(proof, root, serving: best))
  }

  /// A scheme of searching: by which moves, and by which prices.
  private enum SearchScheme {
    /// Whole orders of leases, then parts of the site rebuilt; prices of every rack.
    case priorityLists
    /// Parts of the site rebuilt by prices of every rack.
    case fine
    /// By prices of groups in the first round, and by those of every rack in the others, as these take longer than a
    /// round.
    case refined
    /// By prices of groups in all rounds, as those of every rack take longer than a plan should: they come when it is
    /// done, and serve the certificate alone.
    case coarse
  }

  /// Whole orders are tried where that takes little, and leases have rules, which only orders know, or are few, or some
  /// are kept.
  private func scheme(_ root: RootState) -> SearchScheme {
    let (leases, book, bays) = (root.others, root.start.ledger.book, instance.bays.count)
    if settings.priorityLists(leases: leases.count, bays: bays) == settings.priorityLists,
      leases.count <= Self.fewLeases
        || leases.contains(where: { !book.isPlain($0, instance, root.start.ledger.hierarchy) })
        || instance.leases.isMandatory.contains(true)
    {
      return .priorityLists
    }
    return bays > Self.manyBays ? .coarse : bays > Self.someBays ? .refined : .fine
  }

  static let someBays = 1_000, manyBays = 4_000, mostBays = 12_000, fewLeases = 64

  /// A packing by prices.
  ///
  /// - Parameters:
  ///   - isFirst: true if round 0 has not been reported yet.
  ///   - prices: those of every rack, if they have been found on the way.
  private func chosen(
    _ root: RootState, by scheme: SearchScheme, search: PriceSearch, isFirst: Bool, prices: inout Prices?
  ) -> PartialPacking {
    func find(_ detail: PriceSearch.Detail) -> (prices: Prices, costs: UnitCosts) {
      let prices = search.prices(detail, steps: settings.priceSteps, pool: pool)
      return (
        prices, UnitCosts(instance, ledger: root.start.ledger, prices: prices, canServe: root.canServe)
      )
    }
    let steering = find(scheme == .coarse || scheme == .refined ? .groups : .bays)
    if scheme == .priorityLists {
      prices = steering.prices
      return ordered(root, steering.costs, bound: bound(steering.prices, root, serving: root.start).value)
    }
    let best = orderedFirst(root, steering.costs)
    let reach = bound(steering.prices, root, serving: best).value
    if isFirst { settings.observe(.round(0, value: best.value, bound: reach)) }
    var found = scheme == .fine ? steering.prices : nil
    defer { prices = found }
    return rebuilt(best, canServe: root.canServe, costs: steering.costs, bound: reach) {
      guard scheme == .refined else { return nil }
      settings.observe(.began(.prices))
      defer { settings.observe(.began(.improve)) }
      let finer = find(.bays)
      found = finer.prices
      return (finer.costs, bound(finer.prices, root, serving: root.start).value)
    }
  }

  /// True if to make a plan before prices are known: where these and a round take several times as long. Where some are
  /// served because they are mandatory there is a plan already, and it is added to only if there is no time left.
  private func plansBeforePrices(_ root: RootState, _ scheme: SearchScheme) -> Bool {
    scheme == .coarse && instance.bays.count > Self.mostBays && settings.rounds > 0
      && (!root.isBegun || settings.isOutOfTime())
  }

  /// A first plan, before more is known than what a slot is worth; nil if there is time for better ones.
  private func firstPlan(_ root: RootState) -> PartialPacking? {
    let canServe = root.canServe
    let prices = Prices(slotsOf: root.start.ledger, leases: root.others, canServe: canServe)
    let costs = UnitCosts(instance, ledger: root.start.ledger, prices: prices, canServe: canServe)
    let start = orderedFirst(root, costs)
    let search = ShardSearch(start, costs: costs, canServe: canServe, settings: settings, pool: pool)
    if !search.isEmpty { search.construct() }
    settings.observe(.round(0, value: search.value, bound: bound(prices, root, serving: root.start).value))
    guard settings.isOutOfTime() else { return nil }
    tally.stop(after: 0)
    return completed(search.partialPacking(), canServe)
  }

  /// A packing of the leases that shards cannot place, as far as they are worth what they cost: those with rules that
  /// look at others, and gangs that may need more than one shard.
  private func orderedFirst(_ root: RootState, _ costs: UnitCosts) -> PartialPacking {
    let (start, canServe) = (root.start, root.canServe)
    let widest = ShardSearch.widest(start.ledger)
    let first = root.others.filter { lease in
      !start.ledger.book.isFree(lease, instance, start.ledger.hierarchy)
        || instance.optionRange(of: lease).contains {
          canServe[$0] && 2 * Int(instance.options.units[$0]) > Int(widest[Int(instance.options.kind[$0])])
        }
    }
    guard !first.isEmpty else { return start }
    settings.observe(.began(.priorityLists))
    tally.addPriorityLists(1)
    let lists = PriorityLists(instance, leases: first, costs: costs, seed: settings.seed)
    var strategy = Strategy()
    strategy.ranking = costs.ranking(instance)
    return start.packing(lists.worthwhile(), canServe: canServe, strategy: strategy)
  }

  /// A packing with parts of the site rebuilt, as long as that finds more; at least one round is made, however late it is.
  ///
  /// - Parameter finer: better prices after the first round, with their bound; nil: there are none.
  private func rebuilt(
    _ partial: PartialPacking, canServe: [Bool], costs: UnitCosts, bound: Int64,
    finer: () -> (costs: UnitCosts, bound: Int64)?
  ) -> PartialPacking {
    guard settings.rounds > 0 else { return completed(partial, canServe) }
    settings.observe(.began(.improve))
    let search = ShardSearch(partial, costs: costs, canServe: canServe, settings: settings, pool: pool)
    guard !search.isEmpty else { return completed(partial, canServe) }
    improve(search, bound: bound, finer: finer)
    if settings.reportsMemory { settings.observe(.memory(search.memoryUse())) }
    let better = completed(search.partialPacking(), canServe)
    return better.objective > partial.objective ? better : partial
  }

  /// A packing with those placed that fit beside it, as they come by value.
  func completed(_ partial: PartialPacking, _ canServe: [Bool]) -> PartialPacking {
    partial.packing(densityOrder(leases { partial.option[$0.offset] == nil }), canServe: canServe)
  }

  private func improve(_ search: ShardSearch, bound: Int64, finer: () -> (costs: UnitCosts, bound: Int64)?) {
    var bound = bound
    for round in 1...settings.rounds {
      guard run(search, bound: bound) else { return }
      if round < settings.rounds, settings.isOutOfTime() { return tally.stop(after: round) }
      if round == 1, settings.rounds > 1, let better = finer() {
        search.steer(by: better.costs)
        bound = better.bound
      }
    }
  }

  /// Makes a round; false if there is nothing more to gain.
  func run(_ search: ShardSearch, bound: Int64, numbered number: Int? = nil) -> Bool {
    let regions = search.regions
    search.run()
    tally.addRound(regions: search.regions - regions)
    settings.observe(.round(number ?? search.round, value: search.value, bound: bound))
    return !search.isComplete && !search.isStale
      && Double(bound - search.value) > settings.closeEnough * Double(bound)
  }

  /// The leases that are not pinned and match.
  func leases(where matches: (LeaseIndex) -> Bool) -> [LeaseIndex] {
    (0..<instance.leases.count).lazy.map { LeaseIndex($0) }.filter { !instance.isPinned($0) && matches($0) }
  }

  func densityOrder(_ leases: [LeaseIndex]) -> [LeaseIndex] {
    let density = leases.map { lease -> Double in
      let option = instance.leases.firstOption[lease.offset]
      return Double(instance.options.value[option])
        / Double(Int(instance.options.units[option]) * Int(instance.options.slots[option]))
    }
    return argsortDescending(density).map { leases[Int($0)] }
  }
}
