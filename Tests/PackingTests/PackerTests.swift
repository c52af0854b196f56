import Packing
import Testing

@Suite struct PackerInvariance {
  @Test func `the packing is the same for 1, 2, 3 and 8 threads`() {
    for seed in 1...20 {
      let instance = Instance.tiny(seed: seed, leases: 12)
      let one = pack(instance)
      for threads in [2, 3, 8] {
        let many = pack(instance, threads: threads)
        #expect(many.value == one.value && many.prices == one.prices && many.bound == one.bound)
        #expect(
          many.placed.elementsEqual(one.placed) { $0.option == $1.option && $0.parts.elementsEqual($1.parts, by: ==) })
      }
    }
  }

  @Test func `a rack of another kind that nobody wants changes neither value nor placements`() {
    for seed in 1...100 {
      let instance = Instance.tiny(seed: seed)
      var wider = instance
      wider.nodeSlots.append(2)
      wider.zones.parent.append(ZoneIndex(0))
      wider.zones.level.append(3)
      wider.zones.end.append(ZoneIndex(wider.zones.count))
      wider.zones.end[0] = ZoneIndex(wider.zones.count)
      wider.bays.zone.append(ZoneIndex(wider.zones.count - 1))
      wider.bays.kind.append(2)
      wider.bays.slots.append(8)
      wider.bays.group.append(Int32(wider.bays.count - 1))
      wider.endIncidence()
      let (a, b) = (packQuickly(instance), packQuickly(wider))
      #expect(a.value == b.value && a.mandatoryValue == b.mandatoryValue, "seed \(seed)")
      #expect(a.placed.elementsEqual(b.placed) { $0.option == $1.option && $0.parts.elementsEqual($1.parts, by: ==) })
    }
  }

  @Test func `scaling a row's capacity and its coefficients alike changes nothing`() {
    for seed in 1...100 {
      let instance = Instance.tiny(seed: seed)
      var scaled = instance
      for row in 0..<scaled.rows.count {
        scaled.rows.denominator[row] = 1
        scaled.rows.capacity[row] *= 1_000
      }
      var plain = instance
      for row in 0..<plain.rows.count { plain.rows.denominator[row] = 1 }
      for entry in scaled.incidenceRule.indices {
        let terms = scaled.rules[Int(scaled.incidenceRule[entry])].terms
        scaled.incidenceRule[entry] = scaled.number(
          of: LoadRule(terms.map { LoadRule.Term($0.quantity, $0.coefficient * 1_000) }))
      }
      #expect(
        packQuickly(plain).placed.elementsEqual(packQuickly(scaled).placed) { $0.option == $1.option }, "seed \(seed)")
    }
  }
}

@Suite struct EvenFilling {
  /// Pods of eight racks of 18 nodes, each pod with a row that holds some of them back as spares.
  private func site(pods: Int, spares: Int64) -> InstanceBuilder {
    var builder = InstanceBuilder([[Int]](repeating: [Int](repeating: 18, count: 8), count: pods))
    builder.addHallRows(8 * 18 - spares)
    return builder
  }

  @Test(arguments: [false, true])
  func `blocks stand evenly where another gang needs what each pod then has left`(isMandatory: Bool) {
    // 16 blocks of 16 nodes and 8 whole racks: where a pod has four racks of 16 or more, its spares are kept.
    var builder = site(pods: 3, spares: 8)
    builder.lease(256, value: 200, mandatory: isMandatory) { $0.block = 16 }
    builder.lease(144, value: 100) { $0.block = 18 }
    let packing = pack(builder.instance)
    #expect(packing.value == 300 && packing.accepted == 2)
    #expect(RuleChecker(instance: builder.instance).holds(packing.gangs, isComplete: true))
  }

  @Test func `and tightly where that is what another gang needs`() {
    var builder = site(pods: 3, spares: 0)
    builder.lease(144, value: 100) { $0.block = 16 }
    builder.lease(288, value: 200) { $0.block = 18 }
    builder.lease(144, value: 100) { ($0.block, $0.level) = (18, 1) }
    #expect(pack(builder.instance).value == 300)
  }
}

@Suite struct PackerEdges {
  @Test func `zero capacity rows refuse whatever loads them`() {
    for seed in 1...50 {
      var instance = Instance.tiny(seed: seed)
      instance.rows.capacity = instance.rows.capacity.map { _ in 0 }
      let packing = pack(instance)
      #expect(LoadChecker(instance: instance).holds(packing.placed), "seed \(seed)")
    }
  }

  @Test func `a pinned lease stands where it stood, and one that no longer fits is named with what is short`() {
    var instance = Instance.tiny(seed: 11, leases: 0)
    instance.nodeSlots = [1, 4]
    let bay = instance.bays.slots.indices.first {
      instance.bays.slots[$0] >= instance.nodeSlots[Int(instance.bays.kind[$0])]
    }!
    instance.rows.capacity = instance.rows.capacity.map { _ in 1_000 }
    let kind = instance.bays.kind[bay]
    for units in [1, 100] {
      instance.options.append(
        PackingOption(
          kind: kind, level: 0, units: Int32(units), slots: instance.nodeSlots[Int(kind)], value: 5, amounts: [1, 1]))
      instance.leases.firstOption.append(OptionIndex(instance.options.count))
      instance.leases.isMandatory.append(true)
      instance.leases.priority.append(0)
      instance.leases.pinBay.append(BayIndex(bay))
      instance.leases.pinUnits.append(Int32(units))
      instance.leases.pinPiece.append(nil)
      instance.leases.moveCost.append(-1)
      instance.leases.firstPin.append(Int32(instance.leases.pinBay.count))
    }
    let packing = pack(instance)
    #expect(packing.parts[0].map(\.bay) == [BayIndex(bay)])
    #expect(packing.option[1] == nil)
    #expect(packing.conflicts.map(\.lease) == [LeaseIndex(1)])
    #expect((packing.conflicts.first?.short ?? 0) > 0)
  }
}
