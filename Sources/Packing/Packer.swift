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
    let priced = participants(serving: start, forPrices: true)
    let isLarge = instance.bays.count > Self.manyBays
    settings.observe(.began(.prices))
    let steering = findPrices(pinned.ledger, priced, canServe, detail: isLarge ? .groups : .bays)
    func findBound(_ prices: Prices, _ served: Attempt) -> Bound {
      Bound(
        prices, ledger: pinned.ledger, fixedValue: pinned.value, fixedKeptValue: pinned.keptValue,
        leases: participants(serving: served, forPrices: false), canServe: canServe)
    }
    let costs = UnitCosts(instance, ledger: start.ledger, prices: steering, canServe: canServe)
    var best = start
    // Whether all leases have been tried, were there no rounds.
    var isComplete = false
    if isOrdered(others, start) {
      (best, isComplete) = ordered(start, pinned, others, canServe, costs, bound: findBound(steering, start).value)
    }
    let reach = findBound(steering, best).value
    settings.observe(.round(0, value: best.value, bound: reach))
    best = rebuilt(best, isComplete: isComplete, canServe, costs, bound: reach)
    settings.observe(.began(.certificate))
    let prices = isLarge ? findPrices(pinned.ledger, priced, canServe) : steering
    return Packing(
      parts: best.parts, option: best.option, pieces: PieceLayout(best).places, conflicts: conflicts,
      value: best.value, keptValue: best.keptValue, moveCost: best.moveCost, prices: prices,
      bound: findBound(prices, best))
  }

  /// The best of many whole orders of leases, and whether it has tried all leases.
  private func ordered(
    _ start: Attempt, _ pinned: Attempt, _ others: [LeaseIndex], _ canServe: [Bool], _ costs: UnitCosts, bound: Int64
  ) -> (best: Attempt, isComplete: Bool) {
    settings.observe(.began(.orders))
    let search = OrderSearch(self, leases: others, canServe: canServe, costs: costs, bound: bound)
    let isSlow = settings.orders(leases: others.count, bays: instance.bays.count) < settings.orders
    let isComplete = !isSlow || settings.isOutOfTime()
    let dense = isComplete ? start.packing(densityOrder(others), canServe: canServe) : start
    var best = search.best(from: Start(attempt: start), also: dense)
    let variants = isSlow || settings.isOutOfTime() ? [] : variants(of: start, pinned, canServe, search.ranking)
    if !variants.isEmpty { best = improved(best, variants, search, canServe) }
    return (best.attempt, isComplete)
  }

  /// Whether whole orders of leases are tried before parts of the site are rebuilt: where leases have rules, which only orders
  /// know, and where there are few.
  private func isOrdered(_ leases: [LeaseIndex], _ start: Attempt) -> Bool {
    leases.count <= Self.fewLeases || leases.contains { !start.ledger.book.isFree($0, instance) }
      || (0..<instance.leases.count).contains { instance.leases.isKept[$0] }
  }

  /// Where there are more, prices of every rack take longer than a plan should: prices of groups steer the packing, and the
  /// certificate's are found when it is done.
  private static let manyBays = 4_000
  private static let fewLeases = 64

  /// A packing with parts of the site rebuilt, as long as that finds more.
  ///
  /// - Parameter isComplete: whether all leases have been tried; if not, at least one round is made, however late it is.
  private func rebuilt(
    _ attempt: Attempt, isComplete: Bool, _ canServe: [Bool], _ costs: UnitCosts, bound: Int64
  ) -> Attempt {
    func completed(_ attempt: Attempt) -> Attempt {
      attempt.packing(densityOrder(leases { attempt.option[$0.offset] == nil }), canServe: canServe)
    }
    guard settings.rounds > 0 else { return isComplete ? attempt : completed(attempt) }
    if isComplete, settings.isOutOfTime() {
      tally.stop(after: 0)
      return attempt
    }
    settings.observe(.began(.improve))
    let search = ShardSearch(attempt, costs: costs, canServe: canServe, settings: settings, pool: pool)
    guard !search.isEmpty else { return isComplete ? attempt : completed(attempt) }
    improve(search, bound: bound)
    let better = completed(search.attempt())
    return better.score > attempt.score ? better : attempt
  }

  private func improve(_ search: ShardSearch, bound: Int64) {
    var regions = 0
    for round in 1...settings.rounds {
      search.run()
      tally.addRound(regions: search.regions - regions)
      regions = search.regions
      settings.observe(.round(round, value: search.value, bound: bound))
      if search.isComplete || search.isStale { return }
      if Double(bound - search.value) <= settings.closeEnough * Double(bound) { return }
      if round < settings.rounds, settings.isOutOfTime() { return tally.stop(after: round) }
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

  /// Prices that make the bound small; summed by group they are found in a fraction of the time, and bound less tightly.
  func findPrices(
    _ ledger: Ledger, _ leases: [(lease: LeaseIndex, isForced: Bool)], _ canServe: [Bool],
    detail: PriceSearch.Detail = .bays
  ) -> Prices {
    PriceSearch(ledger, leases: leases, canServe: canServe).prices(detail, steps: settings.priceSteps, pool: pool)
  }

  /// Leases that are not pinned and match.
  func leases(where matches: (LeaseIndex) -> Bool) -> [LeaseIndex] {
    (0..<instance.leases.count).lazy.map { LeaseIndex($0) }.filter { !instance.isPinned($0) && matches($0) }
  }

  /// By option: whether some domain could hold it if no other lease were there: a cheap test that drops the hopeless.
  private func servable(_ ledger: Ledger) -> [Bool] {
    struct Key: Hashable {
      var kind: Int32
      var level: Int32
      var slots: Int32
      var amountClass: Int32
      var splits: Bool
      var within: ZoneIndex
    }
    var most: [Key: Int] = [:]
    return (0..<instance.options.count).map { at in
      let key = Key(
        kind: instance.options.kind[at], level: instance.options.level[at], slots: instance.options.slots[at],
        amountClass: ledger.loads.amountClass[at], splits: instance.options.splits[at],
        within: instance.options.within[at])
      if most[key] == nil { most[key] = mostUnits(OptionIndex(at), ledger) }
      return Int(instance.options.least[at]) <= most[key]!
    }
  }

  private func mostUnits(_ option: OptionIndex, _ ledger: Ledger) -> Int {
    var units = [Int](repeating: 0, count: instance.zones.count)
    let within = instance.options.within[option]
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == instance.options.kind[option] {
      guard instance.contains(within, instance.bays.zone[bay]) else { continue }
      let domain = instance.domain(of: instance.bays.zone[bay], at: instance.options.level[option])
      units[domain.offset] += ledger.fit(option, in: BayIndex(bay), most: Int(Int32.max))
    }
    return units.max() ?? 0
  }

  func densityOrder(_ leases: [LeaseIndex]) -> [LeaseIndex] {
    let density = leases.map { lease -> Double in
      let option = instance.leases.firstOption[lease.offset]
      return Double(instance.options.value[option])
        / Double(Int(instance.options.units[option]) * Int(instance.options.slots[option]))
    }
    return leases.indices.sorted { density[$0] != density[$1] ? density[$0] > density[$1] : $0 < $1 }.map { leases[$0] }
  }
}
