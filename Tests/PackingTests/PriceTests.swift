import TestSupport
import NUMA
import Packing
import Testing

/// A site of halls of racks with a row for each rack, each hall and the whole site, and small leases: many blocks of
/// work.
private func site(halls: Int, racks: Int, leases: Int, seed: Int) -> Instance {
  var random = SeededGenerator(seed: seed)
  var instance = Instance()
  instance.quantities = 1
  instance.nodeSlots = [4, 8]
  func addZone(_ parent: Int?, _ level: Int32, size: Int) {
    instance.zones.parent.append(parent.map { ZoneIndex($0) })
    instance.zones.level.append(level)
    instance.zones.end.append(ZoneIndex(instance.zones.count + size))
  }
  func addRow(_ capacity: Int, group: Int, family: Int32) -> RowIndex {
    instance.rows.capacity.append(Int64(capacity))
    instance.rows.denominator.append(1)
    instance.rows.group.append(Int32(group))
    instance.rows.family.append(family)
    instance.rows.failureCase.append(0)
    instance.rows.period.append(0)
    return RowIndex(instance.rows.count - 1)
  }
  addZone(nil, 0, size: halls * (racks + 1))
  let whole = addRow(halls * racks * 30, group: 0, family: 0)
  for hall in 0..<halls {
    let zone = instance.zones.count
    addZone(0, 1, size: racks)
    let around = addRow(racks * random.integer(in: 25...45), group: 1 + hall, family: 1)
    for _ in 0..<racks {
      addZone(zone, 2, size: 0)
      let kind = random.integer(in: 0...1)
      instance.bays.zone.append(ZoneIndex(instance.zones.count - 1))
      instance.bays.kind.append(Int32(kind))
      instance.bays.slots.append(Int32(random.integer(in: 0...6)) * instance.nodeSlots[kind])
      instance.bays.group.append(Int32(2 * hall + kind))
      let rack = addRow(random.integer(in: 0...60), group: 1 + halls + hall, family: 2)
      for row in [rack, around, whole] { instance.addIncidence(row, LoadRule([LoadRule.Term(0, 1)])) }
      instance.endIncidence()
    }
  }
  for _ in 0..<leases {
    let kind = random.integer(in: 0...1)
    let units = random.integer(in: 1...3)
    instance.options.append(
      PackingOption(
        kind: Int32(kind), level: 1, units: Int32(units), slots: instance.nodeSlots[kind],
        value: Int64(units * random.integer(in: 50...150)), amounts: [Int64(random.integer(in: 3...9))]))
    instance.leases.firstOption.append(OptionIndex(instance.options.count))
    instance.leases.isMandatory.append(false)
    instance.leases.priority.append(0)
    instance.leases.firstPin.append(0)
    instance.leases.moveCost.append(-1)
  }
  return instance
}

private func packOnce(_ instance: Instance, threads: Int, steps: Int = 80) -> Packing {
  let pool = WorkerPool(threads: threads)
  defer { pool.shutdown() }
  return Packer(
    instance, settings: PackingSettings(priceSteps: steps, priorityLists: 1, changes: 0, rounds: 0), pool: pool
  )
  .pack()
}

@Suite struct PricesAndBounds {
  @Test func `prices and bound of many racks are the same for 1, 2 and 3 threads`() {
    let instance = site(halls: 30, racks: 60, leases: 500, seed: 5)
    let one = packOnce(instance, threads: 1)
    for threads in [2, 3] {
      let many = packOnce(instance, threads: threads)
      #expect(many.prices == one.prices && many.bound == one.bound)
    }
  }

  @Test func `more steps never loosen a bound by much, and few steps still bound`() {
    for seed in 1...20 {
      let instance = site(halls: 2, racks: 6, leases: 40, seed: seed)
      let full = packOnce(instance, threads: 1)
      for steps in [0, 1, 3, 8] {
        let few = packOnce(instance, threads: 1, steps: steps)
        #expect(few.bound.value >= few.value, "seed \(seed), \(steps) steps")
        #expect(Double(full.bound.value) <= Double(few.bound.value) * 1.000_1 + 1, "seed \(seed), \(steps) steps")
      }
    }
  }

  @Test func `where leases can be split the bound is what splitting them is worth`() {
    // One-node leases on one row: as many of the dearest as the row holds, and a half of the next.
    for seed in 1...50 {
      var random = SeededGenerator(seed: seed)
      var builder = InstanceBuilder([[5, 4], [6]])
      let room = random.integer(in: 1...14)
      builder.addRow(Int64(2 * room + 1))
      let values = (0..<20).map { _ in Int64(random.integer(in: 1...1_000)) }
      for value in values { builder.lease(1, value: value) { $0.amounts = [2] } }
      let sorted = values.sorted(by: >)
      let whole = sorted[..<room].reduce(0, +)
      let expected = Double(whole) + Double(sorted[room]) / 2
      let bound = Double(packOnce(builder.instance, threads: 1).bound.value)
      #expect(bound >= expected - 1e-6 && bound <= expected * 1.000_1 + 1, "seed \(seed): \(bound), not \(expected)")
    }
  }

  @Test func `elastic leases are priced as tightly`() {
    for seed in 1...30 {
      var random = SeededGenerator(seed: seed)
      var builder = InstanceBuilder([[20], [20]])
      // Where there is room for one node, no lease can be served, and the bound knows that.
      let room = random.integer(in: 2...25)
      builder.addRow(Int64(2 * room + 1))
      let prices = (0..<6).map { _ in Int64(random.integer(in: 10...99)) }
      for price in prices {
        builder.lease(6, value: 6 * price) {
          ($0.amounts, $0.unitValue, $0.least) = ([2], price, 2)
        }
      }
      // Each node is worth the same wherever it is taken from a lease, so nodes are taken by price.
      let nodes = prices.flatMap { [Int64](repeating: $0, count: 6) }.sorted(by: >)
      let expected = Double(nodes[..<room].reduce(0, +)) + Double(nodes[room]) / 2
      let bound = Double(packOnce(builder.instance, threads: 1).bound.value)
      #expect(bound >= expected - 1e-6 && bound <= expected * 1.000_1 + 1, "seed \(seed): \(bound), not \(expected)")
    }
  }

  @Test func `a rack without room for power is worth nothing, and loosens nothing`() {
    var instance = site(halls: 2, racks: 4, leases: 60, seed: 9)
    for row in 0..<instance.rows.count where instance.rows.family[row] == 2 { instance.rows.capacity[row] = 0 }
    let packing = packOnce(instance, threads: 1)
    #expect(packing.value == 0)
    #expect(packing.bound.value <= 1, "bound \(packing.bound.value)")
  }

  @Test func `each rack's own limit tightens the bound where racks of a group differ`() {
    // Two racks of one group: one has power for no node but one, the other has more power than nodes.
    var instance = site(halls: 1, racks: 2, leases: 0, seed: 1)
    instance.bays.kind = [0, 0]
    instance.bays.group = [0, 0]
    instance.bays.slots = [16, 16]
    instance.rows.capacity = [1_000, 1_000, 10, 70]
    for _ in 0..<10 {
      instance.options.append(PackingOption(kind: 0, level: 1, units: 1, slots: 4, value: 100, amounts: [10]))
      instance.leases.firstOption.append(OptionIndex(instance.options.count))
      instance.leases.isMandatory.append(false)
      instance.leases.priority.append(0)
      instance.leases.firstPin.append(0)
      instance.leases.moveCost.append(-1)
    }
    let packing = packOnce(instance, threads: 1)
    #expect(packing.value == 500)
    // Summed, the racks would hold eight nodes.
    #expect(packing.bound.value <= 501, "bound \(packing.bound.value)")
  }
}
