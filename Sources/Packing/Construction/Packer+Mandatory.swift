internal import SeededRandom

/// Mandatory leases, which are placed before value is looked at.
extension Packer {
  /// Three orders, then seeded ones around the first, until one serves every lease that can be served at all; every
  /// other one fills zones by another policy than best fit, and has those first that found no place before (Joslin,
  /// Clements, *Squeaky wheel optimization*, 1999).
  ///
  /// A lease that must stand near one that is not mandatory brings that one with it. However late it is, one order is
  /// tried.
  ///
  /// - Parameters:
  ///   - last: leases that are placed after the others.
  ///   - orders: which orders are tried; nil: all.
  ///   - isThorough: true if to go on where the first orders do not serve all.
  func packMandatory(
    _ start: PartialPacking, canServe: [Bool], last: [LeaseIndex] = [], strategy: Strategy = Strategy(),
    lists: Range<Int>? = nil, isThorough: Bool = true
  ) -> PartialPacking {
    let mandatory = leases { lease in
      instance.leases.isMandatory[lease] && start.option[lease.offset] == nil && !last.contains(lease)
        && instance.optionRange(of: lease).contains { canServe[$0] }
    }
    guard !mandatory.isEmpty || !last.isEmpty else { return start }
    let all = withAnchors(mandatory, start)
    var best: PartialPacking?
    var urgent: [LeaseIndex] = []
    for number in lists ?? 0..<(isThorough ? Self.mandatoryPriorityLists : Self.variantOrders)
    where best == nil || !settings.isOutOfTime() {
      var strategy = strategy
      // The other policies look at every bay for every lease.
      strategy.fillPolicy =
        mandatory.count > Self.manyMandatory ? .bestFit : Self.mandatoryPolicies[number % Self.mandatoryPolicies.count]
      strategy.size = start.ledger.book.isElastic && number % 4 >= 2 ? .least : .most
      let order = mandatoryPriorityList(number, all)
      let first = number % 2 == 1 ? Set(urgent) : []
      let partial = start.packing(
        order.filter(first.contains) + order.filter { !first.contains($0) } + last, canServe: canServe,
        strategy: strategy)
      tally.addPriorityLists(1)
      if partial.objective > best?.objective ?? .none { best = partial }
      if partial.acceptedAll(mandatory + last), number + 1 >= Self.elasticOrders || isFull(partial, mandatory) { break }
      // Many leases repeat one another: more orders cost more than they find.
      if number >= 3, mandatory.count > Self.manyMandatory { break }
      let known = Set(urgent)
      urgent += mandatory.filter { partial.option[$0.offset] == nil && !known.contains($0) }
    }
    guard let best, isThorough, !best.acceptedAll(mandatory), !settings.isOutOfTime() else { return best ?? start }
    return mostKept(all, from: start, knowing: best, canServe: canServe, strategy: strategy)
  }

  /// A packing of mandatory leases of which not all find a place, as far as is known: then it is their value that counts, as
  /// for any other leases.
  private func mostKept(
    _ leases: [LeaseIndex], from start: PartialPacking, knowing best: PartialPacking, canServe: [Bool],
    strategy: Strategy
  ) -> PartialPacking {
    let participants = leases.map { (lease: $0, isForced: false) }
    let isLarge = leases.count > Self.manyMandatory
    let prices = PriceSearch(start.ledger, leases: participants, canServe: canServe)
      .prices(isLarge && instance.bays.count > Self.someBays ? .groups : .bays, steps: settings.priceSteps, pool: pool)
    let bound = Bound(
      prices, ledger: start.ledger, fixedValue: start.value, fixedMandatoryValue: start.mandatoryValue,
      leases: participants,
      canServe: canServe)
    let costs = UnitCosts(instance, ledger: start.ledger, prices: prices, canServe: canServe)
    let known = PrioritySearch.Incumbent(partial: best, order: densityOrder(leases), strategy: strategy)
    var lists = PrioritySearch(
      self, leases: leases, canServe: canServe, costs: costs, bound: bound.value,
      from: StartingPoint(partial: start, strategy: strategy), knowing: known)
    lists.run(changes: Effort.low.changes)
    let listed = lists.incumbent.partial
    guard leases.count > Self.someMandatory, settings.rounds > 0, !settings.isOutOfTime() else { return listed }
    var chosen = [Bool](repeating: false, count: canServe.count)
    for lease in leases { for option in instance.optionRange(of: lease) { chosen[option] = canServe[option] } }
    let search = ShardSearch(listed, costs: costs, canServe: chosen, settings: settings, pool: pool, goal: .mostKept)
    guard !search.isEmpty else { return listed }
    for round in 1...settings.rounds {
      guard run(search, bound: bound.value, numbered: 0), round == settings.rounds || !settings.isOutOfTime() else {
        break
      }
    }
    let rebuilt = completed(search.partialPacking(), chosen)
    return rebuilt.objective > listed.objective ? rebuilt : listed
  }

  private static let mandatoryPriorityLists = 32
  /// More than these are chosen by shards too; of still more the lists are few, and prices those of groups.
  private static let someMandatory = 128, manyMandatory = 2_000
  /// The policy of filling zones by order, in turn.
  private static let mandatoryPolicies: [FillPolicy] = [
    .bestFit, .leastLoaded, .bestFit, .balanced, .bestFit, .balanced, .bestFit, .leastLoaded,
  ]
  /// Orders tried where this is one start of many.
  private static let variantOrders = 4
  /// Orders tried for how large elastic leases become once all leases are served.
  private static let elasticOrders = 8

  /// True if every elastic lease is served full.
  private func isFull(_ partial: PartialPacking, _ leases: [LeaseIndex]) -> Bool {
    guard partial.ledger.book.isElastic else { return true }
    return leases.allSatisfy { lease in
      guard let option = partial.option[lease.offset] else { return false }
      return partial.parts.units(of: lease.offset) == Int(instance.options.units[option])
    }
  }

  /// Leases with those that they must stand near to, and those that these must, unless they are served already.
  private func withAnchors(_ leases: [LeaseIndex], _ start: PartialPacking) -> [LeaseIndex] {
    let affinity = start.ledger.book.affinity
    guard !affinity.isEmpty else { return leases }
    var all = leases
    var known = Set(leases)
    var at = 0
    while at < all.count {
      for option in instance.optionRange(of: all[at]) {
        guard let anchor = affinity.anchor(of: option), start.option[anchor.offset] == nil,
          !instance.isPinned(anchor), known.insert(anchor).inserted
        else { continue }
        all.append(anchor)
      }
      at += 1
    }
    return all
  }

  /// 0: priority, then width; 1: value; 2: innermost level, then width; from 3 on: priority, then width with noise.
  private func mandatoryPriorityList(_ number: Int, _ mandatory: [LeaseIndex]) -> [LeaseIndex] {
    let priority = instance.leases.priority
    func slots(_ lease: LeaseIndex) -> Int64 {
      let option = instance.leases.firstOption[lease.offset]
      return Int64(instance.options.units[option]) * Int64(instance.options.slots[option])
    }
    func value(_ lease: LeaseIndex) -> Int64 { instance.options.value[instance.leases.firstOption[lease.offset]] }
    switch number {
    case 0:
      return mandatory.sorted { a, b in (priority[b], slots(b), value(b), a) < (priority[a], slots(a), value(a), b) }
    case 1: return mandatory.sorted { a, b in (value(b), priority[b], a) < (value(a), priority[a], b) }
    case 2: return mandatory.sorted { a, b in (level(b), slots(b), a) < (level(a), slots(a), b) }
    default:
      var random = SplitMix64(seed: settings.seed &+ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
      let noisy = mandatory.map { Double(slots($0)) * (0.25 + random.unit()) }
      return mandatory.indices.sorted { a, b in
        let (pa, pb) = (priority[mandatory[a]], priority[mandatory[b]])
        if pa != pb { return pa > pb }
        return noisy[a] != noisy[b] ? noisy[a] > noisy[b] : a < b
      }.map { mandatory[$0] }
    }
  }

  private func level(_ lease: LeaseIndex) -> Int32 { instance.options.level[instance.leases.firstOption[lease.offset]] }
}
