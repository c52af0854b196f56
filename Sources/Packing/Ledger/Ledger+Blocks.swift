/// Blocks that keep to one zone, each over as many of its bays as it takes.
extension Ledger {
  /// A zone that holds blocks whole: the bays of an option in it, and the units that are free there, each bay by itself.
  private struct BlockDomain {
    let zone: ZoneIndex
    var bays: [BayIndex] = []
    var free = 0
    /// True if some of the option is to stand there first.
    var isPreferred = false
  }

  /// The zone that holds every block whole of which a unit stands in a bay.
  func blockDomain(of bay: BayIndex, _ option: OptionIndex) -> ZoneIndex {
    instance.domain(of: instance.bays.zone[bay], at: instance.options.blockLevel[option])
  }

  /// Puts up to `units` units under a zone by a policy, in blocks that each keep to a zone of the option's block level:
  /// where some are to stand first, then whole blocks elsewhere, then a last one that is not full; returns how many.
  ///
  /// - Complexity: O(bays under the zone × (rows of a bay + log)); for a last block, that for every zone of the level.
  mutating func collectBlocks(
    _ option: OptionIndex, in zone: ZoneIndex, units: Int, by policy: FillPolicy,
    preferred: [(bay: BayIndex, units: Int)]
  ) -> Int {
    let step = Int(instance.options.block[option])
    var domains = blockDomains(option, in: zone, preferred)
    let full = units - units % step
    var placed = 0
    for at in domains.indices where domains[at].isPreferred && placed < full {
      placed += putPreferred(option, in: domains[at], units: full - placed, step, preferred)
    }
    if policy != .balanced {
      placed += fillBlocks(option, in: domains, units: full - placed, step, policy)
    }
    if placed < units {
      domains.sort { $0.isPreferred != $1.isPreferred ? $0.isPreferred : ($0.free, $0.zone) < ($1.free, $1.zone) }
      placed += putLastBlock(option, in: domains, units: min(units - placed, step - 1))
    }
    return placed
  }

  /// The zones of an option's block level under a zone that have room for a unit of it, ascending.
  private func blockDomains(
    _ option: OptionIndex, in zone: ZoneIndex, _ preferred: [(bay: BayIndex, units: Int)]
  ) -> [BlockDomain] {
    var domains: [BlockDomain] = []
    var position: [ZoneIndex: Int] = [:]
    let slots = instance.options.slots[option]
    for bay in bays(of: option, in: zone) where free[bay] >= slots {
      let zone = blockDomain(of: bay, option)
      let at = position[zone] ?? domains.count
      if at == domains.count {
        position[zone] = at
        domains.append(BlockDomain(zone: zone))
      }
      domains[at].bays.append(bay)
      domains[at].free += Int(free[bay] / slots)
      if preferred.contains(where: { $0.bay == bay }) { domains[at].isPreferred = true }
    }
    return domains
  }

  /// Puts units where they are to stand first, and beside them what makes their last block full; returns how many.
  private mutating func putPreferred(
    _ option: OptionIndex, in domain: BlockDomain, units: Int, _ step: Int, _ preferred: [(bay: BayIndex, units: Int)]
  ) -> Int {
    var placed = 0
    for part in preferred where domain.bays.contains(part.bay) {
      placed += put(option, in: [part.bay], units: min(part.units, units - placed))
    }
    let lacking = (step - placed % step) % step
    if lacking > 0, placed > 0 {
      placed += put(option, in: sorted(domain.bays, option, .bestFit), units: lacking, bestFit: true)
    }
    takeBack(placed % step)
    return placed - placed % step
  }

  /// Puts as many full blocks as fit, at most `units` units, domain by domain; returns how many units.
  private mutating func fillBlocks(
    _ option: OptionIndex, in domains: [BlockDomain], units: Int, _ step: Int, _ policy: FillPolicy
  ) -> Int {
    var left = sorted(domains, option, policy)
    var placed = 0
    while placed < units, !left.isEmpty {
      let rest = units - placed
      // The domains are sorted with the emptiest first: the last that holds the rest is the tightest.
      let next = policy == .bestFit ? left.lastIndex { $0.free - $0.free % step >= rest } ?? 0 : 0
      let bays = sorted(left.remove(at: next).bays, option, policy)
      let count = put(option, in: bays, units: rest, bestFit: policy == .bestFit)
      takeBack(count % step)
      placed += count - count % step
    }
    return placed
  }

  /// Puts a last block that is not full into the first of the domains that take most of it; returns how many units.
  private mutating func putLastBlock(_ option: OptionIndex, in domains: [BlockDomain], units: Int) -> Int {
    var best: (units: Int, bays: [BayIndex])?
    for domain in domains where best?.units != units {
      let bays = sorted(domain.bays, option, .bestFit)
      let count = put(option, in: bays, units: units, bestFit: true)
      takeBack(count)
      if count > best?.units ?? 0 { best = (count, bays) }
    }
    return best.map { put(option, in: $0.bays, units: $0.units, bestFit: true) } ?? 0
  }

  /// Puts as many units as fit into bays in their order, at most `units`; returns how many.
  ///
  /// Where bays stand in the order of best fit, the emptiest first, the rest goes into the tightest that holds it.
  private mutating func put(_ option: OptionIndex, in bays: [BayIndex], units: Int, bestFit: Bool = false) -> Int {
    let slots = instance.options.slots[option]
    var placed = 0
    for (at, bay) in bays.enumerated() where placed < units {
      let rest = units - placed
      if bestFit, free[bay] / slots >= Int32(clamping: rest) {
        let holding = bays[at...].prefix { free[$0] / slots >= Int32(clamping: rest) }
        if let tightest = holding.last(where: { room(option, in: $0, most: rest) == rest }) {
          put(option, in: tightest, units: rest)
          return units
        }
      }
      let count = room(option, in: bay, most: rest)
      guard count > 0 else { continue }
      put(option, in: bay, units: count)
      placed += count
    }
    return placed
  }

  // MARK: orders

  private mutating func sorted(_ domains: [BlockDomain], _ option: OptionIndex, _ policy: FillPolicy) -> [BlockDomain] {
    var domains = domains
    switch policy {
    case .bestFit, .balanced: domains.sort { $0.free != $1.free ? $0.free > $1.free : $0.zone < $1.zone }
    case .scattered: chance.shuffle(&domains)
    case .leastLoaded:
      let loads = domains.map { domain in domain.bays.map { bottleneckLoad(option, $0) }.min() ?? 0 }
      domains = domains.indices.sorted { (loads[$0], $0) < (loads[$1], $1) }.map { domains[$0] }
    }
    return domains
  }

  private mutating func sorted(_ bays: [BayIndex], _ option: OptionIndex, _ policy: FillPolicy) -> [BayIndex] {
    var bays = bays
    switch policy {
    case .bestFit, .balanced: bays.sort { free[$0] != free[$1] ? free[$0] > free[$1] : $0 < $1 }
    case .scattered: chance.shuffle(&bays)
    case .leastLoaded:
      let loads = bays.map { bottleneckLoad(option, $0) }
      bays = bays.indices.sorted { (loads[$0], $0) < (loads[$1], $1) }.map { bays[$0] }
    }
    return bays
  }
}
