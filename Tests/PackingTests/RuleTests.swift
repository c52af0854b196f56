import NUMA
import Packing
import Testing

@Suite struct RuleInvariance {
  @Test func `rules that say nothing change nothing`() {
    for seed in 1...100 {
      var instance = Instance.tiny(seed: seed)
      // Mandatory leases with rules are tried in more orders.
      instance.leases.isMandatory = instance.leases.isMandatory.map { _ in false }
      var ruled = instance
      ruled.divisions = [DivisionTable(partOfBay: ruled.bays.zone.map { _ in 0 }, run: [0])]
      ruled.options = OptionTable()
      for at in 0..<instance.options.count {
        var option = instance.options.entry(at, instance.quantities)
        option.spread = 0
        ruled.options.append(option)
      }
      let (a, b) = (packQuickly(instance, rounds: 0), packQuickly(ruled, rounds: 0))
      #expect(a.value == b.value && a.mandatoryValue == b.mandatoryValue && a.bound == b.bound, "seed \(seed)")
      #expect(a.gangs.elementsEqual(b.gangs) { $0.option == $1.option && $0.parts.elementsEqual($1.parts, by: ==) })
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
      #expect(a.bound.mandatoryValue == b.bound.mandatoryValue, "seed \(seed)")
      #expect(RuleChecker(instance: instance).holds(b.gangs, isComplete: true), "seed \(seed)")
    }
  }

  @Test func `leases in another order stand by the same rules`() {
    for seed in 1...100 {
      let instance = Instance.ruled(seed: seed, pins: false, mandatory: false)
      let turned = instance.withLeasesReversed
      let packing = packQuickly(turned)
      #expect(RuleChecker(instance: turned).holds(packing.gangs, isComplete: true), "seed \(seed)")
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
    (option.blockLevel, option.preferredLevel) = (blockLevel[at], preferredLevel[at])
    (option.within, option.exclusive) = (within[at], exclusive[at])
    (option.spread, option.spreadShare) = (spread[at], spreadShare[at])
    (option.affinity, option.affinityDivision, option.affinityReach) = (
      affinity[at], affinityDivision[at], affinityReach[at]
    )
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
        option.affinity = option.affinity.map { LeaseIndex(leases.count - 1 - $0.offset) }
        turned.options.append(option)
      }
      turned.leases.firstOption.append(OptionIndex(turned.options.count))
    }
    turned.leases.priority.reverse()
    return turned
  }
}
