import NUMA
import Packing
import Testing

@Suite struct ExampleTests {
  @Test func `the examples of the central types do what they say`() {
    var instance = InstanceBuilder([[4, 4], [4]]).instance
    instance.options.append(PackingOption(kind: 0, level: 1, units: 6, slots: 1, value: 1_200, amounts: [10_200]))
    instance.leases.firstOption.append(OptionIndex(instance.options.count))
    instance.leases.isMandatory.append(false)
    instance.leases.priority.append(0)
    instance.leases.firstPin.append(0)
    instance.leases.moveCost.append(-1)

    var ledger = Ledger(instance)
    let mark = ledger.mark()
    let isPlaced = ledger.place(OptionIndex(0))
    #expect(isPlaced && ledger.parts(since: mark).map(\.units) == [4, 2])
    ledger.rollBack(to: mark)
    #expect(ledger.parts(since: mark).isEmpty && ledger.freeNodes(in: ZoneIndex(0), kind: 0) == 12)

    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    let packing = Packer(instance, pool: pool).pack()
    #expect(packing.option == [OptionIndex(0)] && packing.value == 1_200)
    let gap = Double(packing.bound.value - packing.value + packing.moveCost) / Double(packing.bound.value)
    #expect((0...1).contains(gap))
    // There is room for all, so nothing has a price.
    #expect(packing.prices.slot.allSatisfy { Double($0) / Double(Prices.picocentsPerCent) == 0 })
  }
}
