/// The root state of a search: what is settled before leases are chosen by value.
struct RootState {
  /// Leases that stand somewhere and may not be moved.
  var pinned: PartialPacking
  /// Those of them that no longer fit.
  var conflicts: [Packing.Conflict]
  /// They, and the mandatory leases.
  var start: PartialPacking
  /// By option: true if it could be served beside pinned leases alone.
  var canServe: [Bool]
  /// The same as far as each bay tells by itself. Prices that count on gangs which would take more than their bays'
  /// rows carry together are higher there, and steer better.
  var seemsServable: [Bool]
  /// The leases to choose from.
  var others: [LeaseIndex]

  /// True if any lease is served already.
  var isBegun: Bool { start.value != 0 }
}

extension Packer {
  /// Puts pinned leases where they stand, and places mandatory leases.
  func rootState() -> RootState {
    var pinned = PartialPacking(Ledger(instance))
    let conflicts = pinned.placePins(
      (0..<instance.leases.count).map { LeaseIndex($0) }.filter(instance.isPinned), seed: settings.seed)
    let (canServe, seemsServable) = servable(pinned.ledger)
    pinned.mostMandatory =
      (0..<instance.leases.count).lazy.map { LeaseIndex($0) }.filter { lease in
        instance.leases.isMandatory[lease]
          && (instance.isPinned(lease)
            ? pinned.option[lease.offset] != nil : instance.optionRange(of: lease).contains { canServe[$0] })
      }.count
    var start = pinned
    start.placeMovable(leases { instance.hasPins($0) })
    start = packMandatory(start, canServe: canServe)
    let others = leases { lease in
      !instance.leases.isMandatory[lease] && start.option[lease.offset] == nil
        && instance.optionRange(of: lease).contains { canServe[$0] }
    }
    return RootState(
      pinned: pinned, conflicts: conflicts, start: start, canServe: canServe, seemsServable: seemsServable,
      others: others)
  }

  /// The bounds that prices prove for packings that serve the mandatory leases which one serves.
  func bound(_ prices: Prices, _ root: RootState, serving served: PartialPacking) -> Bound {
    let pinned = root.pinned
    return Bound(
      prices, ledger: pinned.ledger, fixedValue: pinned.value, fixedMandatoryValue: pinned.mandatoryValue,
      leases: participants(serving: served, forPrices: false), canServe: root.canServe)
  }

  /// Leases that are not pinned, with whether they are forced: mandatory, and served by a packing.
  ///
  /// Where not all mandatory leases are served, prices that force what is served would say little of the rest.
  func participants(serving start: PartialPacking, forPrices: Bool) -> [(lease: LeaseIndex, isForced: Bool)] {
    let all = leases { _ in true }.map {
      (lease: $0, isForced: instance.leases.isMandatory[$0] && start.option[$0.offset] != nil)
    }
    let servesAll = all.allSatisfy { !instance.leases.isMandatory[$0.lease] || $0.isForced }
    return servesAll || !forPrices ? all : all.map { (lease: $0.lease, isForced: false) }
  }

  /// By option: true if some domain could hold it if no other lease were there, and whether that seems so as far as
  /// each bay tells by itself: a cheap test that drops the hopeless.
  ///
  /// - Complexity: O(options + shapes × bays × (rows of a bay + log)).
  private func servable(_ ledger: Ledger) -> (can: [Bool], seems: [Bool]) {
    let (shapes, least) = (ledger.loads.shapes, instance.options.least)
    // By shape: the most units that any option asks for at the least.
    var asked = [Int](repeating: 0, count: shapes.count)
    for option in least.indices {
      let shape = Int(shapes.ofOption[option])
      asked[shape] = max(asked[shape], Int(least[option]))
    }
    var most = ZoneUpperBound(ledger)
    let held = asked.indices.map { most.inAnyDomain(shapes.first[$0], upTo: asked[$0]) }
    let fitting = asked.indices.map {
      held[$0] < asked[$0] ? most.inAnyDomain(shapes.first[$0], upTo: asked[$0], byBays: true) : held[$0]
    }
    func areHeld(_ units: [Int]) -> [Bool] {
      least.indices.map { Int(least[$0]) <= units[Int(shapes.ofOption[$0])] }
    }
    return (areHeld(held), areHeld(fitting))
  }

  /// The prices that prove most: of what can be served and no more, if the checker of the proof knows what that is.
  ///
  /// - Parameters:
  ///   - search: that for the prices that steer.
  ///   - found: its prices of every rack, if they have been found.
  func proof(_ root: RootState, steeredBy search: PriceSearch, known found: Prices?) -> Prices {
    guard settings.provesByRows, root.canServe != root.seemsServable else {
      return found ?? search.prices(.bays, steps: settings.priceSteps, pool: pool)
    }
    return prices(of: root, root.canServe).prices(.bays, steps: settings.priceSteps, pool: pool)
  }

  /// A search for prices of what can be served.
  func prices(of root: RootState, _ canServe: [Bool]) -> PriceSearch {
    PriceSearch(
      root.pinned.ledger, leases: participants(serving: root.start, forPrices: true), canServe: canServe)
  }
}
