import Packing
import Testing

/// Instances that no sane site gives, each with what its packing is worth and what bounds it.
@Suite struct OddInstances {
  /// Packs with one thread and with three, which give the same.
  private func pack(_ instance: Instance, changes: Int = 100, rounds: Int = 1) -> Packing {
    let settings = PackingSettings(priorityLists: min(12, changes), changes: changes, rounds: rounds)
    let one = PackingTests.pack(instance, settings, threads: 1)
    let three = PackingTests.pack(instance, settings, threads: 3)
    #expect(one.value == three.value && one.prices == three.prices && one.bound == three.bound)
    #expect(one.option == three.option && one.pieces == three.pieces && one.work == three.work)
    #expect(zip(one.parts, three.parts).allSatisfy { $0.elementsEqual($1, by: ==) })
    return one
  }

  /// The bounds on value and on what is kept.
  private func bounds(_ packing: Packing) -> [Int64] { [packing.bound.value, packing.bound.mandatoryValue] }

  @Test func `without bays nothing is served, and nothing could be`() {
    var builder = InstanceBuilder([[], []])
    for units in [1, 7] { builder.lease(units, value: 100, mandatory: units == 7) }
    let packing = pack(builder.instance)
    #expect(packing.accepted == 0 && bounds(packing) == [0, 0])
    var empty = Instance()
    empty.zones.parent = [nil]
    empty.zones.level = [0]
    empty.zones.end = [ZoneIndex(1)]
    #expect(bounds(pack(empty)) == [0, 0])
  }

  @Test func `without leases there is nothing to be had`() {
    var builder = InstanceBuilder([[4, 4], [4]])
    builder.addRow(10)
    let packing = pack(builder.instance)
    #expect(packing.option.isEmpty && packing.value == 0 && bounds(packing) == [0, 0])
  }

  @Test func `where nothing has any capacity whatever loads something is refused`() {
    var powerless = InstanceBuilder([[4, 4], [4]])
    powerless.addRow(0)
    for units in 1...6 { powerless.lease(units, value: 100, mandatory: units == 3) }
    // What takes nothing is served all the same.
    powerless.lease(2, value: 7) { $0.amounts = [0] }
    let packing = pack(powerless.instance)
    #expect(packing.value == 7 && bounds(packing) == [7, 0])
    var full = InstanceBuilder([[0, 0], [0]])
    for units in 1...6 { full.lease(units, value: 100, mandatory: units == 3) }
    #expect(pack(full.instance).value == 0 && bounds(pack(full.instance)) == [0, 0])
  }

  @Test func `a lease larger than the site is refused and does not loosen the bound`() {
    var builder = InstanceBuilder([[4, 4], [4]])
    builder.addRow(1_000)
    builder.lease(1_000_000, value: 1_000_000)
    builder.lease(13, value: 1_000_000, mandatory: true)
    builder.lease(12, value: 5)
    let packing = pack(builder.instance)
    #expect(packing.option == [nil, nil, OptionIndex(2)])
    #expect(bounds(packing) == [5, 0])
  }

  @Test func `a gang that every rack of a hall takes in part, but no hall takes whole, does not loosen the bound`() {
    // Sixteen nodes a hall, and power for nine.
    var builder = InstanceBuilder([[4, 4, 4, 4], [4, 4, 4, 4]])
    builder.addHallRows(9)
    func gang(_ units: Int, level: Int32, value: Int64) {
      builder.lease(units, value: value) {
        $0.level = level
        $0.amounts = [1]
      }
    }
    gang(10, level: 1, value: 1_000_000)
    gang(19, level: 0, value: 1_000_000)
    gang(9, level: 1, value: 7)
    gang(9, level: 1, value: 5)
    let packing = pack(builder.instance)
    #expect(packing.option == [nil, nil, OptionIndex(2), OptionIndex(3)])
    #expect(bounds(packing) == [12, 0])
  }

  @Test func `of equal leases as many are served as there is room for`() {
    // Nine leases of three nodes in racks of four, each in one rack: one a rack.
    var racks = InstanceBuilder([[4, 4, 4], [4, 4]])
    for _ in 0..<9 { racks.lease(3, value: 10) { $0.level = 2 } }
    let alone = pack(racks.instance)
    #expect(alone.value == 50 && (50...90).contains(alone.bound.value))
    // In one hall each, twelve nodes hold four of them and eight hold two.
    var halls = InstanceBuilder([[4, 4, 4], [4, 4]])
    for _ in 0..<30 { halls.lease(3, value: 10) { $0.level = 1 } }
    let together = pack(halls.instance)
    #expect(together.value == 60 && (60...67).contains(together.bound.value))
  }

  @Test func `one bay of a million nodes and a thousand leases of all sizes`() {
    var builder = InstanceBuilder([[1_000_000]])
    builder.addRow(1_000_000_000)
    for units in 1...1_000 {
      builder.lease(2 * units, value: Int64(20 * units), mandatory: units == 500) { $0.amounts = [1_000] }
    }
    let packing = pack(builder.instance, changes: 8, rounds: 0)
    // All ask for 1,001,000 nodes, at 10 cents each.
    #expect((9_990_000...10_000_000).contains(packing.value))
    #expect(packing.bound.value >= packing.value && packing.bound.value <= 10_000_100)
  }

  @Test func `a million nodes of a megawatt each, in milliwatts, overflow nothing`() {
    var builder = InstanceBuilder([[Int]](repeating: [Int](repeating: 1_000, count: 20), count: 50))
    // 0.9 TW, and what a node draws comes with 2 % of losses.
    builder.addRow(900_000_000_000_000, denominator: 1_000_000_000, coefficient: 1_020_000_000)
    for units in [800_000, 100_000, 82_353, 82_352, 1] {
      builder.lease(units, value: Int64(units) << 20) { $0.amounts = [1_000_000_000] }
    }
    let packing = pack(builder.instance)
    // 882,352 nodes draw 899,999.04 MW: one more draws too much.
    #expect(packing.option.map { $0 != nil } == [true, false, false, true, false])
    #expect(packing.value == 882_352 << 20)
    #expect(packing.bound.value >= packing.value && packing.bound.value <= 882_370 << 20)
  }

  @Test func `a lease under every rule at once stands where they all let it`() {
    var builder = InstanceBuilder([[4, 4, 4], [4, 4, 4, 4]])
    builder.addRow(100)
    let anchor = builder.lease(1, value: 5) { $0.within = ZoneIndex(9) }
    // Six to ten nodes in blocks of two, near the anchor, alone in their racks, no more than a third of them in one.
    builder.lease(10, value: 100, mandatory: true) { [halls = builder.halls] in
      ($0.level, $0.least, $0.unitValue, $0.block) = (1, 6, 10, 2)
      ($0.within, $0.exclusive) = (halls[1], InstanceBuilder.byRack)
      ($0.spread, $0.spreadShare) = (InstanceBuilder.byRack, 350_000)
      ($0.affinity, $0.affinityDivision, $0.affinityReach) = (anchor, InstanceBuilder.byHall, 0)
    }
    builder.pin([(rack: 3, units: 2), (rack: 4, units: 2), (rack: 5, units: 2)], moveCost: 1)
    builder.lease(12, value: 30) { $0.level = 1 }
    let packing = pack(builder.instance)
    let best = RuleChecker(instance: builder.instance).optimum()
    // Three racks of two: with the anchor in the fourth, the last of the hall, no part is left for more.
    #expect((packing.mandatoryValue, packing.value - packing.moveCost) == best)
    #expect(best.mandatory == 60 && packing.value == 95 && packing.moveCost == 0)
    #expect(packing.bound.mandatoryValue >= 60 && (95...135).contains(packing.bound.value))
    #expect(RuleChecker(instance: builder.instance).holds(packing.gangs, isComplete: true))
  }
}
