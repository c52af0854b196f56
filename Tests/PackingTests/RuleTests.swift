import NUMA
import Packing
import Testing

@Suite struct RulesAgainstBruteForce {
  @Test func `every packing keeps every rule and no packing beats the optimum`() {
    var (reached, tried) = (0, 0)
    for seed in 1...300 {
      let instance = Instance.ruled(seed: seed)
      let packing = packQuickly(instance)
      expectHolds(packing, instance, seed)
      // A lease pinned where rows are overfull without it is refused and stands there all the same: nothing to compare.
      guard packing.conflicts.isEmpty else { continue }
      let best = RuleReading(instance: instance).optimum()
      let net = packing.value - packing.moveCost
      #expect((packing.keptValue, net) <= best, "seed \(seed): \(packing.keptValue), \(net) beat \(best)")
      #expect(packing.bound.kept >= best.kept, "seed \(seed): kept bound \(packing.bound.kept) < \(best.kept)")
      if packing.keptValue == best.kept { #expect(packing.bound.value >= best.net, "seed \(seed)") }
      tried += 1
      if (packing.keptValue, net) == best { reached += 1 }
    }
    // Rules leave a constructive packer few places to try: optimal on at least nine in ten tiny instances.
    #expect(reached * 10 >= tried * 9, "only \(reached) of \(tried) optimal")
  }

  @Test func `without kept leases the bound is never below the optimum`() {
    for seed in 1_000...1_250 {
      let instance = Instance.ruled(seed: seed, pins: false, kept: false)
      let best = RuleReading(instance: instance).optimum()
      let packing = packQuickly(instance)
      #expect(packing.bound.value >= best.net, "seed \(seed): bound \(packing.bound.value) < \(best.net)")
      #expect(packing.value <= best.net, "seed \(seed)")
    }
  }

  /// The packing's leases stand by the rules, and its sums are those of its leases.
  private func expectHolds(_ packing: Packing, _ instance: Instance, _ seed: Int) {
    let reading = RuleReading(instance: instance)
    let stands = packing.stands
    for stand in stands { #expect(reading.keepsToItself(stand), "seed \(seed): \(stand)") }
    #expect(reading.holds(stands, isComplete: true), "seed \(seed): \(stands)")
    #expect(packing.value == stands.reduce(0) { $0 + reading.worth($1).value }, "seed \(seed)")
    #expect(packing.moveCost == stands.reduce(0) { $0 + reading.worth($1).moves }, "seed \(seed)")
  }
}

@Suite struct RuleInvariance {
  @Test func `rules that say nothing change nothing`() {
    for seed in 1...100 {
      var instance = Instance.tiny(seed: seed)
      // Kept leases with rules are tried in more orders.
      instance.leases.isKept = instance.leases.isKept.map { _ in false }
      var ruled = instance
      ruled.divisions = [DivisionTable(partOfBay: ruled.bays.zone.map { _ in 0 }, run: [0])]
      ruled.options = OptionTable()
      for at in 0..<instance.options.count {
        var option = instance.options.entry(at, instance.quantities)
        option.spread = 0
        ruled.options.append(option)
      }
      let (a, b) = (packQuickly(instance, rounds: 0), packQuickly(ruled, rounds: 0))
      #expect(a.value == b.value && a.keptValue == b.keptValue && a.bound == b.bound, "seed \(seed)")
      #expect(a.stands.elementsEqual(b.stands) { $0.option == $1.option && $0.parts.elementsEqual($1.parts, by: ==) })
    }
  }

  @Test func `the packing is the same for 1, 2 and 5 threads`() {
    for seed in 1...30 {
      let instance = Instance.ruled(seed: seed, leases: 9)
      let one = packQuickly(instance)
      for threads in [2, 5] {
        let many = packQuickly(instance, threads: threads)
        #expect(many.value == one.value && many.moveCost == one.moveCost && many.prices == one.prices)
        #expect(many.bound == one.bound && many.pieces == one.pieces, "seed \(seed)")
        #expect(many.option == one.option && zip(many.parts, one.parts).allSatisfy { $0.elementsEqual($1, by: ==) })
      }
    }
  }

  @Test func `other numbers for the parts of divisions change no bound and break no rule`() {
    for seed in 1...100 {
      let instance = Instance.ruled(seed: seed)
      var mirrored = instance
      for at in mirrored.divisions.indices {
        let last = Int32(mirrored.divisions[at].run.count) - 1
        mirrored.divisions[at].run.reverse()
        mirrored.divisions[at].partOfBay = mirrored.divisions[at].partOfBay.map { $0 < 0 ? -1 : last - $0 }
      }
      let (a, b) = (packQuickly(instance), packQuickly(mirrored))
      #expect(a.bound.kept == b.bound.kept, "seed \(seed)")
      #expect(RuleReading(instance: instance).holds(b.stands, isComplete: true), "seed \(seed)")
    }
  }

  @Test func `leases in another order stand by the same rules`() {
    for seed in 1...100 {
      let instance = Instance.ruled(seed: seed, pins: false, kept: false)
      let turned = instance.withLeasesReversed
      let packing = packQuickly(turned)
      #expect(RuleReading(instance: turned).holds(packing.stands, isComplete: true), "seed \(seed)")
      #expect(packing.bound.value >= packQuickly(instance).value, "seed \(seed)")
    }
  }
}

extension OptionTable {
  /// The entry of an option.
  fileprivate func entry(_ at: Int, _ quantities: Int) -> PackingOption {
    var option = PackingOption(
      kind: kind[at], level: level[at], units: units[at], slots: slots[at], value: value[at],
      amounts: Array(amounts[at * quantities..<(at + 1) * quantities]))
    (option.least, option.unitValue, option.block, option.splits) = (least[at], unitValue[at], block[at], splits[at])
    (option.within, option.exclusive) = (within[at], exclusive[at])
    (option.spread, option.spreadShare) = (spread[at], spreadShare[at])
    (option.near, option.nearDivision, option.nearReach) = (near[at], nearDivision[at], nearReach[at])
    return option
  }
}

extension Instance {
  /// The same leases, the last one first.
  fileprivate var withLeasesReversed: Instance {
    var turned = self
    turned.options = OptionTable()
    turned.leases.firstOption = [OptionIndex(0)]
    for lease in (0..<leases.count).reversed() {
      for at in optionRange(of: LeaseIndex(lease)) {
        var option = options.entry(at, quantities)
        option.near = option.near.map { LeaseIndex(leases.count - 1 - $0.offset) }
        turned.options.append(option)
      }
      turned.leases.firstOption.append(OptionIndex(turned.options.count))
    }
    turned.leases.priority.reverse()
    return turned
  }
}
