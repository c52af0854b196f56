import Packing
import Testing

@Suite struct RuleEdges {
  @Test func `rules without a bay or a rack are no trouble`() {
    var builder = InstanceBuilder([[]], slots: 4, domains: [2, 2])
    let first = builder.lease(2, mandatory: true) { ($0.exclusive, $0.least) = (InstanceBuilder.byHall, 1) }
    builder.lease(1, slots: 1) { ($0.affinity, $0.affinityDivision) = (first, InstanceBuilder.byRack) }
    builder.lease(3) { ($0.spread, $0.spreadShare, $0.block) = (InstanceBuilder.byRack, 500_000, 2) }
    let packing = pack(builder.instance)
    #expect(packing.accepted == 0 && packing.bound.value == 0 && packing.moveCost == 0)
  }

  @Test func `equal leases that each want a part alone get one part each`() {
    var builder = InstanceBuilder([[2, 2], [2], [2, 2, 2]])
    for _ in 0..<5 { builder.lease(1) { $0.exclusive = InstanceBuilder.byHall } }
    let packing = pack(builder.instance)
    #expect(packing.accepted == 3)
    #expect(Set(builder.stands(packing).compactMap { $0?.keys.first }.map { [0, 0, 1, 2, 2, 2][$0] }).count == 3)
  }

  @Test func `a piece larger than any domain crosses them, one larger than a node is refused`() {
    var builder = InstanceBuilder([[1]], slots: 8, domains: [4, 4])
    builder.lease(1, slots: 6) { $0.splits = false }
    let packing = pack(builder.instance)
    #expect(packing.pieces == [PiecePlace(node: 0, slots: [4, 2])])
    builder = InstanceBuilder([[1]], slots: 8, domains: [4, 4])
    builder.lease(1, slots: 5) { $0.splits = false }
    builder.lease(1, slots: 4) { $0.splits = false }
    #expect(pack(builder.instance).accepted == 1)
  }

  @Test func `an elastic lease takes what there is, down to its floor`() {
    for (floor, expected) in [(1, 5), (5, 5), (6, nil)] as [(Int32, Int?)] {
      var builder = InstanceBuilder([[3, 2], [4]])
      builder.lease(8, value: 80) { ($0.level, $0.least, $0.unitValue) = (1, floor, 10) }
      let packing = pack(builder.instance)
      #expect(builder.stands(packing)[0].map { $0.values.reduce(0, +) } == expected)
      #expect(packing.value == Int64(10 * (expected ?? 0)))
      #expect(packing.bound.value >= packing.value)
    }
  }

  @Test func `an elastic lease leaves room for one that pays more and grows into the rest`() {
    var builder = InstanceBuilder([[4, 4]])
    builder.lease(8, value: 80) { ($0.least, $0.unitValue) = (2, 10) }
    builder.lease(3, value: 60)
    builder.lease(2, value: 8)
    let packing = pack(builder.instance)
    #expect(builder.stands(packing).map { $0?.values.reduce(0, +) } == [5, 3, nil])
    #expect(packing.value == 110)
  }

  @Test func `a mandatory elastic lease makes room for another mandatory one, however much more it pays`() {
    for value in [Int64(2), 8, 80] {
      var builder = InstanceBuilder([[4]])
      builder.lease(4, value: 4 * value, mandatory: true) { ($0.least, $0.unitValue) = (1, value) }
      builder.lease(2, value: 4, mandatory: true)
      let packing = pack(builder.instance)
      #expect(builder.stands(packing).map { $0?.values.reduce(0, +) } == [2, 2])
    }
  }

  @Test func `where not all mandatory leases fit, the value of those who are decides, of elastic ones at their least`()
  {
    var builder = InstanceBuilder([[4], [4]])
    builder.lease(8, value: 80, mandatory: true) { ($0.least, $0.unitValue) = (1, 10) }
    for _ in 0..<3 { builder.lease(1, value: 9, mandatory: true) { $0.exclusive = InstanceBuilder.byHall } }
    let packing = pack(builder.instance)
    #expect(builder.stands(packing).map { $0?.values.reduce(0, +) } == [4, 1, nil, nil])
    #expect(packing.mandatoryValue == 19)
  }

  @Test func `who stands near a refused lease is refused, and so is everybody in a circle`() {
    var builder = InstanceBuilder([[4]])
    let huge = builder.lease(9)
    builder.lease(1) { ($0.affinity, $0.affinityDivision) = (huge, InstanceBuilder.byHall) }
    for other in [3, 4, 2] {
      builder.lease(1, mandatory: true) {
        ($0.affinity, $0.affinityDivision) = (LeaseIndex(other), InstanceBuilder.byHall)
      }
    }
    builder.lease(1) { ($0.affinity, $0.affinityDivision) = (LeaseIndex(5), InstanceBuilder.byHall) }
    #expect(pack(builder.instance).accepted == 0)
  }

  @Test func `near a lease that stands though its row does not take it others may stand`() {
    // Three nodes stand today where the row takes two.
    var builder = InstanceBuilder([[4], [4]])
    builder.addRow(2)
    let anchor = builder.lease(3, mandatory: true)
    builder.pin([(rack: 0, units: 3)])
    builder.lease(1) { ($0.affinity, $0.affinityDivision, $0.amounts) = (anchor, InstanceBuilder.byHall, [0]) }
    let packing = pack(builder.instance)
    #expect(packing.conflicts.map(\.lease) == [anchor] && packing.conflicts[0].stands && packing.accepted == 1)
  }

  @Test func `a mandatory lease brings the one that it must stand near to, though that is not mandatory`() {
    var builder = InstanceBuilder([[2], [2]])
    let first = builder.lease(1, value: 1)
    builder.lease(1, value: 5, mandatory: true) { ($0.affinity, $0.affinityDivision) = (first, InstanceBuilder.byHall) }
    builder.lease(4, value: 90)
    let packing = pack(builder.instance)
    #expect(packing.mandatoryValue == 5 && packing.option[0] != nil && packing.option[2] == nil)
    let stands = builder.stands(packing)
    #expect(stands[0] == stands[1])
  }

  @Test func `blocks stand whole, and only one is not full`() {
    var builder = InstanceBuilder([[5, 5, 3]])
    builder.lease(10) { $0.block = 4 }
    let packing = pack(builder.instance)
    #expect(
      builder.stands(packing)[0].map { $0.values.sorted() } == [[4, 4, 2], [2, 4, 4]][1] || packing.accepted == 1)
    let counts = packing.parts[0].map { $0.units }
    #expect(counts.reduce(0, +) == 10 && counts.filter { $0 % 4 != 0 }.allSatisfy { $0 % 4 == 2 })
    #expect(counts.filter { $0 % 4 != 0 }.count == 1)
  }

  @Test func `a spread holds for what is placed of an elastic lease, not for what is asked`() {
    var builder = InstanceBuilder([[8], [2]])
    builder.lease(8, value: 80) {
      ($0.least, $0.unitValue, $0.spread, $0.spreadShare) = (1, 10, InstanceBuilder.byHall, 500_000)
    }
    let packing = pack(builder.instance)
    #expect(builder.stands(packing)[0] == [0: 2, 1: 2])
  }

  @Test func `a lease moves only where that pays, and pays for what it moves`() {
    for (cost, moves) in [(Int64(3), true), (20, false)] {
      var builder = InstanceBuilder([[3, 1], [2]])
      builder.lease(2, value: 10)
      builder.pin([(rack: 0, units: 2)], moveCost: cost)
      builder.lease(4, value: 30) { $0.level = 1 }
      let packing = pack(builder.instance)
      #expect(builder.stands(packing) == (moves ? [[2: 2], [0: 3, 1: 1]] : [[0: 2], nil]))
      #expect(packing.moveCost == (moves ? 2 * cost : 0))
      #expect(packing.value == (moves ? 40 : 10) && packing.bound.value >= packing.value)
    }
  }

  @Test func `a lease that may be moved but fits nowhere stands where it stands, in the way of others`() {
    var builder = InstanceBuilder([[2]])
    builder.lease(3, value: 10)
    builder.pin([(rack: 0, units: 3)], moveCost: 1)
    builder.lease(1, value: 10)
    let packing = pack(builder.instance)
    #expect(packing.accepted == 0)
    #expect(packing.conflicts.map { $0.lease } == [LeaseIndex(0)] && packing.conflicts.first?.short == 1)
    #expect(packing.conflicts.first?.stands == true)
  }

  @Test func `a pinned lease whose rule is broken where it stands is named with the rule`() {
    var builder = InstanceBuilder([[4, 4]])
    builder.lease(1)
    builder.pin([(rack: 0, units: 1)])
    builder.lease(2) { $0.exclusive = InstanceBuilder.byHall }
    builder.pin([(rack: 1, units: 2)])
    let packing = pack(builder.instance)
    #expect(packing.conflicts.map { $0.lease } == [LeaseIndex(1)])
    #expect(packing.conflicts.first?.rules == .exclusive && packing.conflicts.first?.bay == builder.racks[1])
    // Alone it would break nothing: it goes.
    #expect(packing.conflicts.first?.stands == false)
  }

  @Test func `of two kinds the one is taken that leaves room for others`() {
    // Both racks hold the first lease; the second fits the first rack only.
    var builder = InstanceBuilder([[2], [2]])
    builder.instance.nodeSlots = [1, 1]
    (builder.instance.bays.kind, builder.instance.bays.group) = ([0, 1], [0, 1])
    builder.lease(2, value: 10)
    var other = PackingOption(kind: 1, level: 0, units: 2, slots: 1, value: 10, amounts: [1])
    other.least = 2
    builder.instance.options.append(other)
    builder.instance.leases.firstOption[1] = OptionIndex(2)
    builder.lease(2, value: 9)
    let packing = pack(builder.instance)
    #expect(packing.accepted == 2 && packing.option[0] == OptionIndex(1))
  }

  @Test func `a mandatory lease with two kinds takes the one that others do not need`() {
    var builder = InstanceBuilder([[2], [2]])
    builder.instance.nodeSlots = [1, 1]
    (builder.instance.bays.kind, builder.instance.bays.group) = ([0, 1], [0, 1])
    builder.lease(2, value: 10, mandatory: true)
    builder.instance.options.append(PackingOption(kind: 1, level: 0, units: 2, slots: 1, value: 10, amounts: [1]))
    builder.instance.leases.firstOption[1] = OptionIndex(2)
    builder.lease(2, value: 9)
    #expect(pack(builder.instance).accepted == 2)
  }

  @Test func `a node that pieces open is charged once, and the bound knows it`() {
    // A node charges 6, a piece 1: on one node two pieces make 8, on two nodes 14.
    var builder = InstanceBuilder([[2]], slots: 4, domains: [2, 2])
    builder.addRow(10)
    builder.instance.nodeAmounts = [6]
    for _ in 0..<5 { builder.lease(1, slots: 1) }
    let packing = pack(builder.instance)
    #expect(packing.accepted == 4 && packing.bound.value >= 40)
    #expect(Set(packing.pieces.compactMap { $0?.node }) == [0])
  }

  @Test func `nobody joins a node that stands open beyond what its rows allow`() {
    // The row has room for one node: the gang has it, the piece that stands on another is refused.
    var builder = InstanceBuilder([[2]], slots: 4, domains: [2, 2])
    builder.addRow(6)
    builder.instance.nodeAmounts = [6]
    builder.lease(1, mandatory: true) { $0.amounts = [6] }
    builder.pin([(rack: 0, units: 1)])
    builder.lease(1, slots: 1, mandatory: true) { $0.amounts = [0] }
    builder.pin([(rack: 0, units: 1)], piece: PiecePlace(node: 1, slots: [1, 0]))
    builder.lease(1, slots: 1) { $0.amounts = [0] }
    for rounds in [0, 2] {
      let packing = pack(
        builder.instance, PackingSettings(priceSteps: 60, priorityLists: 2, changes: 0, rounds: rounds))
      #expect(packing.option.map { $0 != nil } == [true, false, false], "\(rounds) rounds")
      #expect(packing.conflicts.map(\.lease) == [LeaseIndex(1)] && packing.value <= packing.bound.value)
    }
  }

  @Test func `pieces stay on their node where they stand already and others join them`() {
    var builder = InstanceBuilder([[3]], slots: 4, domains: [2, 2])
    builder.lease(1, slots: 1)
    builder.pin([(rack: 0, units: 1)], piece: PiecePlace(node: 2, slots: [0, 1]))
    builder.lease(1, slots: 3)
    builder.lease(2)
    let packing = pack(builder.instance)
    #expect(packing.accepted == 3)
    #expect(packing.pieces[0] == PiecePlace(node: 2, slots: [0, 1]) && packing.pieces[1]?.node == 2)
  }
}
