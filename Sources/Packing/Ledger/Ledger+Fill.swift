/// Filling zones with units of one option.
extension Ledger {
  /// Units of an option that fit a bay now by slots and rows, at most `most`; of a tracked piece, 1 or 0.
  ///
  /// - Complexity: O(rows of the bay).
  public func fit(_ option: OptionIndex, in bay: BayIndex, most: Int) -> Int {
    if isTrackedPiece(option) { return most > 0 && pieceFits(option, in: bay) ? 1 : 0 }
    var units = min(Int64(most), Int64(free[bay] / instance.options.slots[option]))
    let base = loads.base(of: loads.amountClass[option])
    for entry in instance.entries(of: bay.offset) where units > 0 {
      let load = loads.load(base, by: entry)
      if load > 0 {
        let room = slack[instance.incidenceRow[entry]]
        // The quick test is exact only where the product cannot leave 64 bits.
        if load >> 31 != 0 || units >> 31 != 0 || room < load &* units {
          units = room < 0 ? 0 : min(units, room / load)
        }
      }
    }
    return Int(max(0, units))
  }

  /// Puts units under a zone by the policy that places most, at most `units`, as the option's rules allow; returns
  /// how many.
  ///
  /// Elastic sizes do not matter here: `units` does.
  public mutating func fillMost(_ option: OptionIndex, in zone: ZoneIndex, units: Int) -> Int {
    if isTrackedPiece(option) {
      var placed = 0
      while placed < units, placePiece(option, in: zone) { placed += 1 }
      return placed
    }
    if !book.rules(of: option).isEmpty {
      let most = min(units, freeNodes(of: option, in: zone))
      return gather(option, in: zone, least: 1, most: most)
    }
    let start = mark()
    var best: (units: Int, policy: FillPolicy) = (-1, .bestFit)
    for policy in FillPolicy.bestFit.inTurn {
      let placed = fill(option, in: zone, units: units, policy)
      if placed == units { return units }
      if placed > best.units { best = (placed, policy) }
      rollBack(to: start)
    }
    return fill(option, in: zone, units: units, best.policy)
  }

  /// Puts as many units as fit under a zone, at most `units`, in steps of `step`, by a policy; returns how many.
  ///
  /// A policy that would be no other than best fit puts nothing.
  mutating func fill(_ option: OptionIndex, in zone: ZoneIndex, units: Int, step: Int = 1, _ policy: FillPolicy) -> Int
  {
    switch policy {
    case .bestFit: fillBestFit(option, in: zone, units: units, step: step)
    case .leastLoaded: fillLeastLoaded(option, in: zone, units: units, step: step)
    case .balanced: fillBalanced(option, in: zone, units: units, step: step)
    case .scattered: fillScattered(option, in: zone, units: units, step: step)
    }
  }

  /// Puts as many units as fit under a zone, at most `units`, into the bays where a unit takes the smallest share of
  /// what their scarcest row has left; returns how many.
  ///
  /// - Complexity: O(bays under the zone × (rows of a bay + log)).
  private mutating func fillLeastLoaded(_ option: OptionIndex, in zone: ZoneIndex, units: Int, step: Int) -> Int {
    var bays: [(load: Double, bay: BayIndex)] = []
    for bay in self.bays(of: option, in: zone) {
      if room(option, in: bay, most: step, step: step) > 0 { bays.append((bottleneckLoad(option, bay), bay)) }
    }
    // Where the load is equal everywhere, this policy is no other than best fit.
    guard let first = bays.first, bays.contains(where: { $0.load != first.load }) else { return 0 }
    bays.sort { $0.load != $1.load ? $0.load < $1.load : $0.bay < $1.bay }
    var placed = 0
    for (_, bay) in bays where placed < units {
      let count = room(option, in: bay, most: units - placed, step: step)
      if count > 0 {
        put(option, in: bay, units: count)
        placed += count
      }
    }
    return placed
  }

  /// Puts as many units as fit under a zone, at most `units`, into bays by chance; returns how many.
  ///
  /// - Complexity: O(bays under the zone × rows of a bay).
  private mutating func fillScattered(_ option: OptionIndex, in zone: ZoneIndex, units: Int, step: Int) -> Int {
    var bays = self.bays(of: option, in: zone)
    chance.shuffle(&bays)
    var placed = 0
    for bay in bays where placed < units {
      let count = room(option, in: bay, most: units - placed, step: step)
      if count > 0 {
        put(option, in: bay, units: count)
        placed += count
      }
    }
    return placed
  }

  /// The load of a unit on its bottleneck: the largest share of any row's slack that it takes.
  func bottleneckLoad(_ option: OptionIndex, _ bay: BayIndex) -> Double {
    var most = 0.0
    let base = loads.base(of: loads.amountClass[option])
    for entry in instance.entries(of: bay.offset) {
      let load = loads.load(base, by: entry)
      let room = slack[instance.incidenceRow[entry]]
      if load > 0, room > 0 { most = max(most, Double(load) / Double(room)) }
    }
    return most
  }

  /// Puts as many units as fit under a zone, at most `units`, in steps of `step`; returns how many.
  ///
  /// A child that holds the rest alone and most tightly is taken first, else the emptiest: gangs stay together, and
  /// broken zones are used up before whole ones.
  private mutating func fillBestFit(_ option: OptionIndex, in zone: ZoneIndex, units: Int, step: Int) -> Int {
    let kind = instance.options.kind[option]
    var placed = 0
    for bay in hierarchy.bays(in: zone) where instance.bays.kind[bay] == kind && placed < units {
      let fitting = room(option, in: bay, most: units - placed, step: step)
      if fitting > 0 {
        put(option, in: bay, units: fitting)
        placed += fitting
      }
    }
    if placed == units { return placed }
    keepOrder(of: zone, kind: Int(kind))
    if let order = orders[zone, Int(kind)] {
      return placed + fillInOrder(option, in: zone, ChildOrder.Queue(order), units: units - placed, step: step)
    }
    var children: [(free: Int32, zone: ZoneIndex)] = []
    for child in hierarchy.children(of: zone) {
      if hierarchy.isMixed(zone), hierarchy.isBeyond(child, from: zone, option: option, instance: instance) { continue }
      let nodes = zoneFree[child.offset * hierarchy.kinds + Int(kind)]
      if nodes > 0 { children.append((nodes, child)) }
    }
    var queue = BestFitQueue(children)
    while placed < units, let child = queue.next(holding: Int32(clamping: units - placed)) {
      placed += fillBestFit(option, in: child, units: units - placed, step: step)
    }
    return placed
  }

  /// The same for a zone whose children are kept in order.
  private mutating func fillInOrder(
    _ option: OptionIndex, in zone: ZoneIndex, _ queue: ChildOrder.Queue, units: Int, step: Int
  ) -> Int {
    let kind = Int(instance.options.kind[option])
    let children = hierarchy.children(of: zone)
    var (queue, placed) = (queue, 0)
    while placed < units {
      guard let child = orders.next(of: zone, kind: kind, &queue, holding: units - placed) else { break }
      placed += fillBestFit(option, in: children[children.startIndex + child], units: units - placed, step: step)
    }
    return placed
  }
}
