import TestSupport
import Packing
import Testing

extension Instance {
  /// A site of halls of 64 racks, eight of them: large enough for shards, small enough for a debug build.
  ///
  /// Racks of four nodes of two kinds; rows for every rack, pod and hall, and one that all halls share. Leases of 1 to
  /// 64 nodes at every level, pieces of nodes of the second kind, a few to be mandatory: more than there is room for.
  ///
  /// - Parameter ruled: nodes of the second kind have two domains and charge something themselves, pieces of three
  ///   slots are among them, some may cross domains; gangs come in blocks; leases keep to a hall or a pod.
  static func site(seed: Int, halls: Int = 8, leases count: Int = 700, mandatory: Bool = false, ruled: Bool = false)
    -> Instance
  {
    var random = SeededGenerator(seed: seed)
    var instance = Instance()
    instance.quantities = 1
    instance.nodeSlots = [1, 4]
    func open(_ parent: ZoneIndex?, _ level: Int32) -> ZoneIndex {
      instance.zones.parent.append(parent)
      instance.zones.level.append(level)
      instance.zones.end.append(ZoneIndex(0))
      return ZoneIndex(instance.zones.count - 1)
    }
    func addRow(_ family: Int32, _ capacity: Int64) -> RowIndex {
      instance.rows.capacity.append(capacity)
      instance.rows.denominator.append(1)
      instance.rows.group.append(Int32(instance.rows.count - 1))
      instance.rows.family.append(family)
      instance.rows.failureCase.append(0)
      instance.rows.period.append(0)
      return RowIndex(instance.rows.count - 1)
    }
    let site = open(nil, 0)
    let feed = addRow(0, Int64(halls) * 64 * 4 * 8)
    for _ in 0..<halls {
      let hall = open(site, 1)
      let hallRow = addRow(1, 64 * 4 * Int64(random.integer(in: 7...9)))
      for pod in 0..<8 {
        let podZone = open(hall, 2)
        let podRow = addRow(2, 8 * 4 * Int64(random.integer(in: 7...10)))
        for _ in 0..<8 {
          instance.bays.zone.append(open(podZone, 3))
          instance.bays.kind.append(Int32(pod % 2))
          instance.bays.slots.append(Int32(random.integer(in: 2...4)) * instance.nodeSlots[pod % 2])
          instance.bays.group.append(Int32(pod % 2))
          let rackRow = addRow(3, Int64(random.integer(in: 20...40)))
          for row in [rackRow, podRow, hallRow, feed] { instance.addIncidence(row, LoadRule([LoadRule.Term(0, 1)])) }
          instance.endIncidence()
        }
        instance.zones.end[podZone] = ZoneIndex(instance.zones.count)
      }
      instance.zones.end[hall] = ZoneIndex(instance.zones.count)
    }
    for zone in 0..<instance.zones.count where instance.zones.end[zone].raw == 0 {
      instance.zones.end[zone] = ZoneIndex(instance.zones.level[zone] == 3 ? zone + 1 : instance.zones.count)
    }
    if ruled {
      instance.domainSlots = [[1], [2, 2]]
      instance.nodeAmounts = [0, 3]
    }
    for _ in 0..<count {
      instance.addSiteLease(&random, mandatory: mandatory && random.integer(in: 0...9) == 0, ruled: ruled)
    }
    return instance
  }

  private mutating func addSiteLease(_ random: inout SeededGenerator, mandatory: Bool, ruled: Bool) {
    let kind = random.integer(in: 0...1)
    let isPiece = kind == 1 && random.integer(in: 0...3) == 0
    let level = isPiece ? 3 : random.integer(in: 0...3)
    let units = isPiece ? 1 : [64, 40, 12, 3][level] / random.integer(in: 1...3)
    var option = PackingOption(
      kind: Int32(kind), level: Int32(level), units: Int32(units),
      slots: isPiece ? Int32([1, 2][random.integer(in: 0...1)]) : nodeSlots[kind],
      value: Int64(units * random.integer(in: 80...120)),
      amounts: [Int64(isPiece ? random.integer(in: 1...4) : random.integer(in: 6...11))])
    if ruled {
      if isPiece {
        option.slots = Int32(random.integer(in: 1...3))
        option.splits = random.integer(in: 0...1) == 0
        option.value = Int64(Int(option.slots) * random.integer(in: 20...30))
        option.amounts = [Int64(random.integer(in: 0...2))]
      } else {
        option.block = Int32([1, 1, 2, 3][random.integer(in: 0...3)])
      }
      let zones = (0..<zones.count).filter { self.zones.level[$0] < 3 }
      if random.integer(in: 0...4) == 0 { option.within = ZoneIndex(zones[random.integer(in: 0...zones.count - 1)]) }
    }
    options.append(option)
    leases.firstOption.append(OptionIndex(options.count))
    leases.isMandatory.append(mandatory)
    leases.priority.append(0)
    leases.firstPin.append(0)
    leases.moveCost.append(-1)
  }
}

@Suite struct ShardSearchRules {
  private func settings(_ rounds: Int, outOfTime: @escaping @Sendable () -> Bool = { false }) -> PackingSettings {
    PackingSettings(priceSteps: 60, priorityLists: 1, changes: 0, rounds: rounds, isOutOfTime: outOfTime)
  }

  @Test func `rebuilding breaks no rule, gains value and stays below the bound`() {
    for seed in 1...2 {
      let instance = Instance.site(seed: seed)
      let (one, two) = (pack(instance, settings(1)), pack(instance, settings(2)))
      #expect(LoadChecker(instance: instance).holds(two.placed), "seed \(seed)")
      #expect(one.value <= two.value && two.value <= two.bound.value, "seed \(seed)")
      // Few steps of the price search leave the bound loose.
      #expect(Double(two.value) > 0.9 * Double(two.bound.value), "\(two.value) of \(two.bound.value), seed \(seed)")
    }
  }

  @Test func `pieces, blocks and zones that leases keep to are kept while parts of the site are rebuilt`() {
    for seed in 1...3 {
      let instance = Instance.site(seed: seed, leases: 900, mandatory: seed == 3, ruled: true)
      let (none, two) = (pack(instance, settings(0)), pack(instance, settings(2)))
      let checker = RuleChecker(instance: instance)
      for packing in [none, two] {
        #expect(packing.gangs.allSatisfy(checker.keepsToItself), "seed \(seed)")
        #expect(checker.holds(packing.gangs, isComplete: true), "seed \(seed)")
        #expect(packing.value <= packing.bound.value, "seed \(seed)")
      }
      #expect(two.mandatoryValue >= none.mandatoryValue, "seed \(seed)")
      #expect(two.gangs.contains { $0.piece?.slots.allSatisfy { $0 > 0 } ?? false }, "seed \(seed)")
      #expect(Double(two.value) > 0.9 * Double(two.bound.value), "\(two.value) of \(two.bound.value), seed \(seed)")
      // Orders alone find less where leases are many.
      #expect(two.value > none.value, "seed \(seed)")
    }
  }

  @Test func `a large site has a first plan before prices, which stands if there is time for no other`() {
    let instance = Instance.site(seed: 8, halls: 192, leases: 14_000)
    let first = pack(instance, settings(1) { true })
    #expect(LoadChecker(instance: instance).holds(first.placed))
    #expect(first.work.rounds == 0 && first.work.stoppedAfterRound == 0 && first.value <= first.bound.value)
    let whole = pack(instance, settings(1))
    #expect(first.value < whole.value)
    #expect(Double(first.value) > 0.8 * Double(whole.value), "\(first.value) of \(whole.value)")
  }

  @Test func `the packing is the same for 1, 2, 3 and 8 threads`() {
    for instance in [Instance.site(seed: 4), Instance.site(seed: 7, ruled: true)] {
      let one = pack(instance, settings(1))
      for threads in [2, 3, 8] {
        let many = pack(instance, settings(1), threads: threads)
        #expect(many.value == one.value && many.option == one.option && many.pieces == one.pieces)
        #expect(zip(many.parts, one.parts).allSatisfy { $0.elementsEqual($1, by: ==) })
      }
    }
  }

  @Test func `mandatory leases stay served while others are packed around them`() {
    for seed in 5...6 {
      let instance = Instance.site(seed: seed, mandatory: true)
      let (before, after) = (pack(instance, settings(0)), pack(instance, settings(1)))
      #expect(LoadChecker(instance: instance).holds(after.placed), "seed \(seed)")
      #expect(after.mandatoryValue >= before.mandatoryValue && after.value >= before.value, "seed \(seed)")
    }
  }

  @Test func `a shared row that mandatory leases fill to the brim takes nobody else, whatever shard they stand in`() {
    // Eight halls share the row; two mandatory gangs fill two of them, and the row.
    var builder = InstanceBuilder([[Int]](repeating: [Int](repeating: 1, count: 64), count: 8))
    builder.addRow(128)
    for _ in 0..<2 { builder.lease(64, mandatory: true) { $0.level = 1 } }
    for _ in 0..<100 { builder.lease(1) }
    let packing = pack(builder.instance, settings(2))
    #expect(LoadChecker(instance: builder.instance).holds(packing.placed))
    #expect(packing.accepted == 2 && packing.value <= packing.bound.value)
  }

  @Test func `a row that counts a few pieces is shared by shards without a rest`() {
    // Seven of the row for eight halls, and many who need none of it.
    var builder = InstanceBuilder([[Int]](repeating: [Int](repeating: 1, count: 64), count: 8))
    builder.addRow(7)
    for _ in 0..<40 { builder.lease(1, value: 80) }
    for _ in 0..<600 { builder.lease(1, value: 8) { $0.amounts = [0] } }
    let packing = pack(builder.instance, settings(2))
    #expect(LoadChecker(instance: builder.instance).holds(packing.placed))
    #expect(packing.value == 7 * 80 + 505 * 8)
  }

  @Test func `light and heavy leases are mixed until room and nodes that are left lie together`() {
    // Heavy leases alone leave a node of each rack without room, light ones room without a node.
    var builder = InstanceBuilder([[Int]](repeating: [Int](repeating: 4, count: 64), count: 8))
    builder.addRackRows(6)
    for _ in 0..<8 * 14 {
      builder.lease(8, value: 200) {
        $0.level = 1
        $0.amounts = [2]
      }
    }
    for _ in 0..<8 * 16 { builder.lease(8, value: 80) { $0.level = 1 } }
    let packing = pack(builder.instance, settings(4))
    #expect(LoadChecker(instance: builder.instance).holds(packing.placed))
    #expect(packing.accepted == 8 * 30, "\(packing.value) of \(packing.bound.value)")
  }

  @Test func `values that fill 64 bits move no mandatory lease and trap nowhere`() {
    for value in [Int64(1) << 40, 1 << 50, 1 << 55] {
      var builder = InstanceBuilder([[Int](repeating: 4, count: 40)])
      for _ in 0..<90 { builder.lease(1, value: value, mandatory: true) }
      for _ in 0..<10 { builder.lease(8, value: value / 2) }
      let packing = pack(builder.instance, settings(1))
      #expect(packing.mandatoryValue == 90 * value && packing.accepted == 98, "\(value)")
    }
  }

  @Test func `whoever is out of time gets what the first round found`() {
    let instance = Instance.site(seed: 8)
    let (stopped, first) = (pack(instance, settings(9) { true }), pack(instance, settings(1)))
    #expect(stopped.value == first.value && stopped.option == first.option)
  }
}
