public import NUMA

/// Packs by prices: pinned leases, then leases to be kept, then the rest in the order of value over priced cost.
///
/// Each order is one task; the pool may run them on any number of threads, the best is chosen by value and then by the
/// order's number, so the answer is the same for every pool.
public struct Packer {
  private(set) var instance: Instance
  let settings: PackingSettings
  let pool: Workers
  /// What is done by the packing under way.
  private(set) var tally = Tally()

  /// Makes a packer.
  public init(_ instance: Instance, settings: PackingSettings = PackingSettings(), pool: Workers) {
    var instance = instance
    // Who stands somewhere already is kept, be it there or elsewhere.
    for lease in 0..<instance.leases.count where instance.hasPins(LeaseIndex(lease)) {
      if instance.leases.moveCost[lease] >= 0 { instance.leases.isKept[lease] = true }
    }
    self.instance = instance
    self.settings = settings
    self.pool = pool
  }

  /// Packs.
  ///
  /// A lease that may be moved but for which no place is found, here or there, stands where it stands like one that may not.
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
    var pinned = Attempt(Ledger(instance))
    let conflicts = pinned.placePins((0..<instance.leases.count).map { LeaseIndex($0) }.filter(instance.isPinned))
    let canServe = servable(pinned.ledger)
    pinned.mostKept =
      (0..<instance.leases.count).lazy.map { LeaseIndex($0) }.filter { lease in
        instance.leases.isKept[lease]
          && (instance.isPinned(lease)
            ? pinned.option[lease.offset] != nil : instance.optionRange(of: lease).contains { canServe[$0] })
      }.count
    var start = pinned
    start.placeMovable(leases { instance.hasPins($0) })
    start = packKept(start, canServe: canServe)

    let others = leases { lease in
      !instance.leases.isKept[lease] && start.option[lease.offset] == nil
        && instance.optionRange(of: lease).contains { canServe[$0] }
    }
    let isOrdered = isOrdered(others, start)
    let isLarge = instance.bays.count > Self.manyBays
    let isMiddling = !isOrdered && !isLarge && instance.bays.count > Self.someBays
    func findBound(_ prices: Prices, _ served: Attempt) -> Bound {
      Bound(
        prices, ledger: pinned.ledger, fixedValue: pinned.value, fixedKeptValue: pinned.keptValue,
        leases: participants(serving: served, forPrices: false), canServe: canServe)
    }
    // Whoever is kept stands already, and is a plan.
    let hurries = isLarge && !isOrdered && (start.value == 0 || settings.isOutOfTime())
    let hurried = hurries ? hurried(start, others, canServe, bound: { findBound($0, start).value }) : nil
    settings.observe(.began(.prices))
    let search = PriceSearch(
      pinned.ledger, leases: participants(serving: start, forPrices: true), canServe: canServe)
    func findPrices(_ detail: PriceSearch.Detail) -> Prices {
      search.prices(detail, steps: settings.priceSteps, pool: pool)
    }
    var best = hurried ?? start
    var prices: Prices?
    if hurried == nil {
      let steering = findPrices(isLarge || isMiddling ? .groups : .bays)
      let costs = UnitCosts(instance, ledger: start.ledger, prices: steering, canServe: canServe)
      if isOrdered {
        best = ordered(start, pinned, others, canServe, costs, bound: findBound(steering, start).value)
      } else {
        best = orderedFirst(start, others, canServe, costs)
      }
      let reach = findBound(steering, best).value
      if !hurries { settings.observe(.round(0, value: best.value, bound: reach)) }
      prices = isLarge || isMiddling ? nil : steering
      best = rebuilt(best, isComplete: isOrdered, canServe, costs, bound: reach) {
        guard isMiddling else { return nil }
        settings.observe(.began(.prices))
        defer { settings.observe(.began(.improve)) }
        let finer = findPrices(.bays)
        prices = finer
        let costs = UnitCosts(instance, ledger: start.ledger, prices: finer, canServe: canServe)
        return (costs, findBound(finer, start).value)
      }
    }
    settings.observe(.began(.certificate))
    let proof = prices ?? findPrices(.bays)
    return Packing(
      parts: best.parts, option: best.option, pieces: PieceLayout(best).places, conflicts: conflicts,
      value: best.value, keptValue: best.keptValue, moveCost: best.moveCost, prices: proof,
      bound: findBound(proof, best))
  }

  /// A first plan of a large site, before more is known than what a slot is worth; nil if there is time for better ones.
  ///
  /// - Parameter bound: what prices prove.
  private func hurried(
    _ start: Attempt, _ leases: [LeaseIndex], _ canServe: [Bool], bound: (Prices) -> Int64
  ) -> Attempt? {
    let prices = Prices(slotsOf: start.ledger, leases: leases, canServe: canServe)
    let costs = UnitCosts(instance, ledger: start.ledger, prices: prices, canServe: canServe)
    let search = ShardSearch(start, costs: costs, canServe: canServe, settings: settings, pool: pool)
    guard !search.isEmpty else { return nil }
    search.construct()
    settings.observe(.round(0, value: search.value, bound: bound(prices)))
    guard settings.isOutOfTime() else { return nil }
    tally.stop(after: 0)
    return completed(search.attempt(), canServe)
  }

  /// The best of many whole orders of leases.
  private func ordered(
    _ start: Attempt, _ pinned: Attempt, _ others: [LeaseIndex], _ canServe: [Bool], _ costs: UnitCosts, bound: Int64
  ) -> Attempt {
    settings.observe(.began(.orders))
    let search = OrderSearch(self, leases: others, canServe: canServe, costs: costs, bound: bound)
    let dense = start.packing(densityOrder(others), canServe: canServe)
    var best = search.best(from: Start(attempt: start), also: dense)
    let variants = settings.isOutOfTime() ? [] : variants(of: start, pinned, canServe, search.ranking)
    if !variants.isEmpty { best = improved(best, variants, search, canServe) }
    return best.attempt
  }

  /// A packing of the leases that shards cannot place, as far as they are worth what they cost: those with rules that look at
  /// others, and gangs that may need more than one shard.
  private func orderedFirst(
    _ start: Attempt, _ others: [LeaseIndex], _ canServe: [Bool], _ costs: UnitCosts
  ) -> Attempt {
    let widest = ShardSearch.widest(start.ledger)
    let first = others.filter { lease in
      !start.ledger.book.isFree(lease, instance)
        || instance.optionRange(of: lease).contains {
          canServe[$0] && 2 * Int(instance.options.units[$0]) > Int(widest[Int(instance.options.kind[$0])])
        }
    }
    guard !first.isEmpty else { return start }
    settings.observe(.began(.orders))
    tally.addOrders(1)
    let orders = Orders(instance, leases: first, costs: costs, seed: settings.seed)
    var style = Attempt.Style()
    style.ranking = costs.ranking(instance)
    return start.packing(orders.worthwhile(), canServe: canServe, style: style)
  }

  /// Whether many whole orders of leases are tried before parts of the site are rebuilt: where that takes little, and leases
  /// have rules, which only orders know, or are few, or some are kept.
  private func isOrdered(_ leases: [LeaseIndex], _ start: Attempt) -> Bool {
    guard settings.orders(leases: leases.count, bays: instance.bays.count) == settings.orders else { return false }
    return leases.count <= Self.fewLeases || leases.contains { !start.ledger.book.isPlain($0, instance) }
      || (0..<instance.leases.count).contains { instance.leases.isKept[$0] }
  }

  /// Where there are more, prices of every rack take longer than all that is packed by them: prices of groups steer the first
  /// round, and if the site is not large, those of every rack the others.
  private static let someBays = 1_000
  /// Where there are more, prices of every rack take longer than a plan should: prices of groups steer the packing, and the
  /// certificate's are found when it is done.
  private static let manyBays = 4_000
  private static let fewLeases = 64

  /// A packing with parts of the site rebuilt, as long as that finds more.
  ///
  /// - Parameters:
  ///   - isComplete: whether all leases have been tried; if not, at least one round is made, however late it is.
  ///   - finer: better prices after the first round, with their bound; nil: there are none.
  private func rebuilt(
    _ attempt: Attempt, isComplete: Bool, _ canServe: [Bool], _ costs: UnitCosts, bound: Int64,
    finer: () -> (costs: UnitCosts, bound: Int64)?
  ) -> Attempt {
    guard settings.rounds > 0 else { return isComplete ? attempt : completed(attempt, canServe) }
    if isComplete, settings.isOutOfTime() {
      tally.stop(after: 0)
      return attempt
    }
    settings.observe(.began(.improve))
    let search = ShardSearch(attempt, costs: costs, canServe: canServe, settings: settings, pool: pool)
    guard !search.isEmpty else { return isComplete ? attempt : completed(attempt, canServe) }
    improve(search, bound: bound, finer: finer)
    if settings.reportsMemory { settings.observe(.memory(search.memoryUse())) }
    let better = completed(search.attempt(), canServe)
    return better.score > attempt.score ? better : attempt
  }

  /// A packing with those placed that fit beside it, as they come by value.
  private func completed(_ attempt: Attempt, _ canServe: [Bool]) -> Attempt {
    attempt.packing(densityOrder(leases { attempt.option[$0.offset] == nil }), canServe: canServe)
  }

  private func improve(_ search: ShardSearch, bound: Int64, finer: () -> (costs: UnitCosts, bound: Int64)?) {
    var (regions, bound) = (0, bound)
    for round in 1...settings.rounds {
      search.run()
      tally.addRound(regions: search.regions - regions)
      regions = search.regions
      settings.observe(.round(round, value: search.value, bound: bound))
      if search.isComplete || search.isStale { return }
      if Double(bound - search.value) <= settings.closeEnough * Double(bound) { return }
      if round < settings.rounds, settings.isOutOfTime() { return tally.stop(after: round) }
      if round == 1, settings.rounds > 1, let better = finer() {
        search.steer(by: better.costs)
        bound = better.bound
      }
    }
  }

  /// Leases that are not pinned, with whether they are forced: kept, and served by a packing.
  ///
  /// Where not all that must be kept is served, prices that force what is served would say little of the rest.
  private func participants(serving start: Attempt, forPrices: Bool) -> [(lease: LeaseIndex, isForced: Bool)] {
    let all = leases { _ in true }.map {
      (lease: $0, isForced: instance.leases.isKept[$0] && start.option[$0.offset] != nil)
    }
    let servesAll = all.allSatisfy { !instance.leases.isKept[$0.lease] || $0.isForced }
    return servesAll || !forPrices ? all : all.map { (lease: $0.lease, isForced: false) }
  }

  /// Leases that are not pinned and match.
  func leases(where matches: (LeaseIndex) -> Bool) -> [LeaseIndex] {
    (0..<instance.leases.count).lazy.map { LeaseIndex($0) }.filter { !instance.isPinned($0) && matches($0) }
  }

  /// By option: whether some domain could hold it if no other lease were there: a cheap test that drops the hopeless.
  ///
  /// - Complexity: O(options + shapes × bays × (rows of a bay + log)).
  private func servable(_ ledger: Ledger) -> [Bool] {
    let (shapes, least) = (ledger.loads.shapes, instance.options.least)
    // By shape: the most units that any option asks for at the least.
    var asked = [Int](repeating: 0, count: shapes.count)
    for option in least.indices {
      let shape = Int(shapes.ofOption[option])
      asked[shape] = max(asked[shape], Int(least[option]))
    }
    var most = MostUnits(ledger)
    let units = asked.indices.map { most.inAnyDomain(shapes.first[$0], upTo: asked[$0]) }
    return least.indices.map { Int(least[$0]) <= units[Int(shapes.ofOption[$0])] }
  }

  func densityOrder(_ leases: [LeaseIndex]) -> [LeaseIndex] {
    let density = leases.map { lease -> Double in
      let option = instance.leases.firstOption[lease.offset]
      return Double(instance.options.value[option])
        / Double(Int(instance.options.units[option]) * Int(instance.options.slots[option]))
    }
    return descending(density).map { leases[Int($0)] }
  }
}
