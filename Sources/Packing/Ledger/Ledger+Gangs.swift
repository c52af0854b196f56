internal import SeededRandom

/// Placing whole gangs.
extension Ledger {
  /// Places an option in the tightest domain that takes it, by its rules; false, and nothing changed, if none does.
  ///
  /// An elastic option is placed with as many units as some domain takes, full if one does.
  ///
  /// - Complexity: O(domains of the level + children and bays visited × rows of a bay); for an elastic option that is
  ///   not placed full, that for every domain.
  public mutating func place(_ option: OptionIndex) -> Bool {
    let (least, most) = (Int(instance.options.least[option]), Int(instance.options.units[option]))
    return placeFull(option) || (least < most && place(option, from: least, to: most - 1) > 0)
  }

  /// Places an option under a zone by its rules; false, and nothing changed, if it does not fit.
  ///
  /// Fill policies are tried in turn, the preferred one first.
  public mutating func place(_ option: OptionIndex, in zone: ZoneIndex) -> Bool {
    if isTrackedPiece(option) { return placePiece(option, in: zone) }
    let needed = Int(instance.options.units[option])
    if isRuled(option) || instance.options.least[option] < needed {
      return gather(option, in: zone, least: Int(instance.options.least[option]), most: needed) > 0
    }
    keepOrder(of: zone, kind: Int(instance.options.kind[option]))
    guard heldByBays(option, in: zone, most: needed) == needed else { return false }
    let start = mark()
    for policy in fillPolicy.inTurn {
      if fill(option, in: zone, units: needed, policy) == needed { return true }
      rollBack(to: start)
    }
    return false
  }

  /// The units of an option that the bays of a zone hold, each bay taken by itself, at most `most`: no policy of
  /// filling them puts more. Almost all gangs that fail in a zone are found out by this.
  ///
  /// - Complexity: O(bays of the zone × rows of a bay).
  func heldByBays(_ option: OptionIndex, in zone: ZoneIndex, most: Int) -> Int {
    let kind = instance.options.kind[option]
    if let order = orders[zone, Int(kind)] { return heldByBays(option, of: order, in: zone, most: most) }
    var held = 0
    for range in hierarchy.reach(option, from: zone, instance) {
      held += heldByBays(option, of: range, most: most - held)
      if held == most { return held }
    }
    return held
  }

  /// The same of a zone whose children are kept in order: the emptiest are looked at first, the full ones not at all.
  private func heldByBays(_ option: OptionIndex, of order: ChildOrder, in zone: ZoneIndex, most: Int) -> Int {
    let children = hierarchy.children(of: zone)
    var held = 0
    for free in stride(from: order.most, to: 0, by: -1) {
      var place = 0
      while held < most, let child = order.next(from: place, free: free) {
        let zone = children[children.startIndex + child]
        let bays = hierarchy.bayRanges.start(zone.offset)..<hierarchy.bayRanges.start(instance.zones.end[zone].offset)
        held += heldByBays(option, of: bays, most: most - held)
        place = child + 1
      }
    }
    return held
  }

  private func heldByBays(_ option: OptionIndex, of bays: Range<Int>, most: Int) -> Int {
    let kind = instance.options.kind[option]
    var held = 0
    for bay in bays where instance.bays.kind[bay] == kind {
      held += fit(option, in: BayIndex(bay), most: most - held)
      if held == most { return held }
    }
    return held
  }

  /// Places all units of an option.
  mutating func placeFull(_ option: OptionIndex) -> Bool {
    if isTrackedPiece(option) { return placePiece(option, in: ZoneIndex(0)) }
    let needed = instance.options.units[option]
    if placeTogether(option, units: Int(needed)) { return true }
    if isRuled(option) || instance.options.least[option] < needed {
      return place(option, from: Int(needed), to: Int(needed)) > 0
    }
    if hierarchy.isSingleBay(option, instance) { return placeInOneBay(option, from: Int(needed), to: Int(needed)) > 0 }
    for candidate in candidates(option, holding: Int(needed)) where place(option, in: candidate.zone) { return true }
    return false
  }

  /// Places as many units of an option in one domain as any domain takes, of the tightest where all of `most` fit; 0,
  /// and nothing changed, if none takes `least`.
  mutating func place(_ option: OptionIndex, from least: Int, to most: Int) -> Int {
    guard least > 0, least <= most, mayStart(option) else { return 0 }
    if hierarchy.isSingleBay(option, instance) { return placeInOneBay(option, from: least, to: most) }
    if placeTogether(option, units: most) { return most }
    for candidate in candidates(option, holding: most) {
      if gather(option, in: candidate.zone, least: most, most: most) > 0 { return most }
    }
    guard least < most else { return 0 }
    var best: (units: Int, zone: ZoneIndex)?
    for candidate in candidates(option, holding: least).reversed() where Int(candidate.free) > best?.units ?? 0 {
      let start = mark()
      let units = gather(option, in: candidate.zone, least: max(least, (best?.units ?? 0) + 1), most: most)
      rollBack(to: start)
      if units > best?.units ?? 0 { best = (units, candidate.zone) }
    }
    return best.map { gather(option, in: $0.zone, least: $0.units, most: most) } ?? 0
  }

  /// Places units of an option in the tightest bay, or the tightest zone of its preferred level, that takes them all, if
  /// that is how it prefers to stand.
  mutating func placeTogether(_ option: OptionIndex, units: Int) -> Bool {
    guard mayStart(option) else { return false }
    if hierarchy.prefersOneBay(option, instance) { return placeInOneBay(option, from: units, to: units) > 0 }
    return hierarchy.prefersOneZone(option, instance) && placeInOneZone(option, units: units)
  }

  private mutating func placeInOneZone(_ option: OptionIndex, units: Int) -> Bool {
    let level = instance.options.preferredLevel[option]
    for candidate in candidates(option, at: level, holding: units) {
      if gather(option, in: candidate.zone, least: units, most: units) > 0 { return true }
    }
    return false
  }

  /// The domains of an option, narrowed to the zone that it may not leave, with at least `needed` free nodes, by best
  /// fit.
  ///
  /// - Parameter level: of the domains; nil: the option's.
  private mutating func candidates(
    _ option: OptionIndex, at level: Int32? = nil, holding needed: Int
  ) -> [(free: Int32, zone: ZoneIndex)] {
    var candidates: [(free: Int32, zone: ZoneIndex)] = []
    for domain in hierarchy.domains(of: option, at: level ?? instance.options.level[option], instance) {
      guard let zone = narrowed(domain, option) else { continue }
      let nodes = freeNodes(of: option, in: zone)
      if nodes >= needed { candidates.append((Int32(nodes), zone)) }
    }
    candidates.sort { $0.free != $1.free ? $0.free < $1.free : $0.zone < $1.zone }
    if fillPolicy == .scattered { chance.shuffle(&candidates) }
    return candidates
  }

  private func isRuled(_ option: OptionIndex) -> Bool { !book.rules(of: option).isEmpty }

  // MARK: by rules

  /// Puts as many units as fit under a zone by the option's rules, from `least` to `most`; 0, and nothing changed, if
  /// fewer than `least` do.
  ///
  /// A spread allows a part more of a larger gang, so where not all units fit, fewer are tried with what that allows.
  ///
  /// - Parameter preferred: bays that are filled first, with the units to put there at most.
  mutating func gather(
    _ option: OptionIndex, in zone: ZoneIndex, least: Int, most: Int, preferred: [(bay: BayIndex, units: Int)] = []
  ) -> Int {
    guard least > 0, least <= most, mayStart(option), let zone = narrowed(zone, option) else { return 0 }
    let start = mark()
    var target = most
    for round in 0..<Self.sizesTried where target >= least {
      if round == Self.sizesTried - 1 { target = least }
      var best: (units: Int, policy: FillPolicy, chance: SplitMix64)?
      var reached = 0
      for policy in fillPolicy.inTurn {
        let chance = chance
        let units = collect(option, in: zone, units: target, by: policy, preferred: preferred)
        if units == target {
          closeParts()
          gang = nil
          return units
        }
        reached = max(reached, units)
        if units >= least, units > best?.units ?? 0, keepsSpread(option, units) { best = (units, policy, chance) }
        rollBack(to: start)
      }
      if let best {
        chance = best.chance
        let units = collect(option, in: zone, units: target, by: best.policy, preferred: preferred)
        closeParts()
        gang = nil
        return units
      }
      target = reached
    }
    return 0
  }

  private static let sizesTried = 12

  /// Puts up to `units` units under a zone by a policy: preferred bays first, then whole blocks, then a last one
  /// that is not full; returns how many.
  private mutating func collect(
    _ option: OptionIndex, in zone: ZoneIndex, units: Int, by policy: FillPolicy,
    preferred: [(bay: BayIndex, units: Int)]
  ) -> Int {
    let step = ignored.contains(.blocks) ? 1 : Int(instance.options.block[option])
    let full = units - units % step
    begin(option, units: units)
    if step > 1, hierarchy.blocksSpanBays(option, instance) {
      return collectBlocks(option, in: zone, units: units, by: policy, preferred: preferred)
    }
    var placed = 0
    let level = instance.options.level[option]
    let domain = instance.domain(of: zone, at: level)
    for part in preferred where placed < full {
      let stands = instance.bays.zone[part.bay]
      guard instance.contains(zone, stands), instance.domain(of: stands, at: level) == domain else { continue }
      let count = room(option, in: part.bay, most: min(part.units, full - placed), step: step)
      if count > 0 {
        put(option, in: part.bay, units: count)
        placed += count
      }
    }
    placed += fill(option, in: zone, units: full - placed, step: step, policy)
    if step > 1, placed < units { placed += putRest(option, in: zone, units: min(units - placed, step - 1), preferred) }
    return placed
  }

  /// Puts the last block that is not full into one bay: a preferred one, or the tightest of those that take most of it.
  private mutating func putRest(
    _ option: OptionIndex, in zone: ZoneIndex, units: Int, _ preferred: [(bay: BayIndex, units: Int)]
  ) -> Int {
    var best: (units: Int, isPreferred: Bool, free: Int32, bay: BayIndex)?
    for bay in bays(of: option, in: zone) {
      let count = room(option, in: bay, most: units)
      let isPreferred = preferred.contains { $0.bay == bay }
      guard count > 0, count >= best?.units ?? 0 else { continue }
      if let best, count == best.units {
        if best.isPreferred && !isPreferred { continue }
        if best.isPreferred == isPreferred, best.free <= free[bay] { continue }
      }
      best = (count, isPreferred, free[bay], bay)
    }
    guard let best else { return 0 }
    put(option, in: best.bay, units: best.units)
    return best.units
  }

  /// True if the gang being placed, left at `units` units, has no more of them in any part than its spread allows.
  private func keepsSpread(_ option: OptionIndex, _ units: Int) -> Bool {
    guard let gang, !ignored.contains(.spread) else { return true }
    return gang.fullest <= instance.mostInPart(option, of: units)
  }

  // MARK: one bay

  /// Places an option in one bay: the tightest that takes `most`, or the one that takes most of the others.
  private mutating func placeInOneBay(_ option: OptionIndex, from least: Int, to most: Int) -> Int {
    var (least, most) = (least, most)
    if !ignored.contains(.spread), instance.mostInPart(option, of: most) < most {
      // A part that holds all of a lease holds one unit of it, or the spread does not matter.
      guard least == 1 else { return 0 }
      (least, most) = (1, 1)
    }
    begin(option, units: most)
    defer { gang = nil }
    let found =
      switch fillPolicy {
      case .leastLoaded: leastLoadedBay(option, units: most)
      case .scattered: anyBay(option, units: most)
      case .bestFit, .balanced: bestFitBay(option, units: most)
      }
    if let bay = found ?? (least < most ? roomiestBay(option, least: least, most: most) : nil) {
      let units = found != nil ? most : room(option, in: bay, most: most)
      put(option, in: bay, units: units)
      closeParts()
      return units
    }
    return 0
  }

  /// - Complexity: O(bays × rows of a bay).
  private func leastLoadedBay(_ option: OptionIndex, units: Int) -> BayIndex? {
    var best: (load: Double, bay: BayIndex)?
    for bay in (0..<instance.bays.count).lazy.map({ BayIndex($0) })
    where instance.bays.kind[bay] == instance.options.kind[option] && room(option, in: bay, most: units) == units {
      let load = bottleneckLoad(option, bay)
      if load < (best?.load ?? .infinity) { best = (load, bay) }
    }
    return best?.bay
  }

  /// A bay by chance.
  ///
  /// - Complexity: O(bays × rows of a bay).
  private mutating func anyBay(_ option: OptionIndex, units: Int) -> BayIndex? {
    let bays = (0..<instance.bays.count).lazy.map { BayIndex($0) }.filter { [self] bay in
      instance.bays.kind[bay] == instance.options.kind[option] && room(option, in: bay, most: units) == units
    }
    return chance.element(of: Array(bays))
  }

  private func bestFitBay(_ option: OptionIndex, units: Int) -> BayIndex? {
    let needed = units * Int(instance.options.slots[option])
    return buckets.bestFit(kind: Int(instance.options.kind[option]), slots: needed, free: free) {
      room(option, in: $0, most: units) == units
    }
  }

  /// The bay that takes most units, if any takes `least`.
  private func roomiestBay(_ option: OptionIndex, least: Int, most: Int) -> BayIndex? {
    let (kind, size) = (Int(instance.options.kind[option]), Int(instance.options.slots[option]))
    var best: (units: Int, bay: BayIndex)?
    buckets.fromEmptiest(kind: kind, downTo: least * size, while: { $0 / size > best?.units ?? 0 }) { bay in
      let units = room(option, in: bay, most: most)
      if units >= least, units > best?.units ?? 0 { best = (units, bay) }
    }
    return best?.bay
  }
}
