import TestSupport
import Packing
import Testing

@Suite struct LedgerRules {
  @Test func `an exclusive lease closes the rest of its part, and taking it back opens it again`() {
    var builder = InstanceBuilder([[4, 4], [4]])
    let alone = builder.probe(3) {
      $0.level = 2
      $0.exclusive = InstanceBuilder.byHall
    }
    let node = builder.probe(1)
    var ledger = Ledger(builder.instance)
    let start = ledger.mark()
    ledger.put(alone, parts: [(builder.racks[0], 3)], piece: nil, as: nil)
    #expect(builder.racks.map { ledger.isolated($0) } == [1, 4, 0])
    #expect(builder.racks.map { ledger.freeSlots(of: $0) } == [0, 0, 4])
    #expect(ledger.freeNodes(in: ZoneIndex(0), kind: 0) == 4)
    #expect(ledger.fit(node, in: builder.racks[1], most: 9) == 0)
    var trial = ledger
    var filled = trial.fillMost(node, in: ZoneIndex(0), units: 99)
    #expect(filled == 4)
    trial = ledger
    trial.ignored = .exclusive
    #expect(builder.racks.map { trial.isolated($0) } == [0, 0, 0])
    filled = trial.fillMost(node, in: ZoneIndex(0), units: 99)
    #expect(filled == 9)
    ledger.rollBack(to: start)
    #expect(builder.racks.map { ledger.isolated($0) } == [0, 0, 0])
    #expect(builder.racks.map { ledger.freeSlots(of: $0) } == [4, 4, 4])
    // Somebody is there: the hall is not to be had, unless the rule is ignored.
    ledger.put(node, in: builder.racks[1], units: 1)
    let isPlaced = ledger.place(alone, in: builder.halls[0])
    ledger.ignored = .exclusive
    let isPlacedAllTheSame = ledger.place(alone, in: builder.halls[0])
    #expect(!isPlaced && isPlacedAllTheSame)
    #expect(builder.racks.map { ledger.isolated($0) } == [0, 0, 0])
  }

  @Test func `each rule refuses what it must, and only as long as it is not ignored`() {
    var builder = InstanceBuilder([[2, 2], [2, 2], [2, 2]], slots: 4, domains: [2, 2])
    let anchor = builder.lease(1)
    builder.lease(1) {
      ($0.affinity, $0.affinityDivision) = (anchor, InstanceBuilder.byRack)
      $0.affinityReach = 1
    }
    let near = OptionIndex(1)
    let within = builder.probe(5) { [halls = builder.halls] in $0.within = halls[1] }
    let spread = builder.probe(6) {
      ($0.level, $0.spread, $0.spreadShare) = (1, InstanceBuilder.byRack, 250_000)
    }
    let blocks = builder.probe(3) { $0.block = 3 }
    let piece = builder.probe(1, slots: 2) { $0.splits = false }
    let third = builder.probe(1, slots: 1)
    var ledger = Ledger(builder.instance)
    func places(_ option: OptionIndex, ignoring rules: RuleSet = []) -> Bool {
      var trial = ledger
      trial.ignored = rules
      return trial.place(option)
    }
    #expect(!places(near) && places(near, ignoring: .affinity))
    #expect(!places(within) && places(within, ignoring: .within))
    #expect(!places(spread) && !places(spread, ignoring: .spread))
    #expect(!places(blocks) && places(blocks, ignoring: .blocks))
    // With a slot taken in each domain of every node, no domain has two left.
    for rack in builder.racks {
      for node in [0, 1] as [Int32] {
        for slots in [[1, 0], [0, 1]] as [[Int32]] {
          ledger.put(third, parts: [(rack, 1)], piece: PiecePlace(node: node, slots: slots))
        }
      }
    }
    #expect(!places(piece) && places(piece, ignoring: .domains))
    #expect(builder.racks.allSatisfy { ledger.openedFree($0) == 4 && ledger.freeSlots(of: $0) == 4 })
  }

  @Test func `who stands near may stand in the part of the other lease, and in its neighbours as far as it reaches`() {
    for (reach, expected) in [(Int32(0), [1]), (1, [0, 1, 2])] {
      var builder = InstanceBuilder([[1, 2, 1, 1], [1]])
      let anchor = builder.lease(1)
      builder.lease(1) {
        ($0.affinity, $0.affinityDivision, $0.affinityReach) = (anchor, InstanceBuilder.byRack, reach)
      }
      var ledger = Ledger(builder.instance)
      ledger.put(OptionIndex(0), parts: [(builder.racks[1], 1)])
      var found: [Int] = []
      for rack in builder.racks.indices where ledger.place(OptionIndex(1), in: builder.instance.bays.zone[rack]) {
        found.append(rack)
      }
      #expect(found == expected)
    }
  }

  @Test func `a probe that stands for a lease is one to stand near to`() {
    var builder = InstanceBuilder([[2], [2]])
    let anchor = builder.lease(2)
    builder.lease(1) { ($0.affinity, $0.affinityDivision) = (anchor, InstanceBuilder.byHall) }
    let probe = builder.probe(1)
    var ledger = Ledger(builder.instance)
    ledger.put(probe, parts: [(builder.racks[1], 1)], as: anchor)
    let start = ledger.mark()
    let isPlaced = ledger.place(OptionIndex(1))
    #expect(isPlaced && ledger.parts(since: start).map { $0.bay } == [builder.racks[1]])
  }

  @Test func `pieces fill opened nodes, the tightest domain first, and count as free what they leave`() {
    var builder = InstanceBuilder([[2, 2]], slots: 8, domains: [4, 4])
    let sizes = [3, 1, 4, 2].map { size in builder.probe(1, slots: Int32(size)) { $0.splits = false } }
    var ledger = Ledger(builder.instance)
    for (option, free) in zip(sizes, [5, 4, 0, 6]) {
      let isPlaced = ledger.place(option)
      #expect(isPlaced)
      #expect(builder.racks.reduce(0) { $0 + ledger.openedFree($1) } == free)
    }
    // 3 + 1 and 4 fill a node; 2 opens the second, in the same rack.
    #expect(ledger.freeNodes(in: ZoneIndex(0), kind: 0) == 2)
    #expect(builder.racks.map { ledger.freeSlots(of: $0) }.sorted() == [6, 16])
  }

  @Test func `what is placed and taken back at random leaves nothing behind`() {
    for seed in 1...60 {
      var random = SeededGenerator(seed: seed)
      let instance = Instance.ruled(seed: seed, leases: 8, pins: false)
      var ledger = Ledger(instance)
      var states: [(mark: Int, state: [Int])] = []
      for _ in 0..<60 {
        switch random.integer(in: 0...4) {
        case 0: states.append((ledger.mark(), state(of: ledger, instance)))
        case 1:
          guard let last = states.popLast() else { continue }
          ledger.rollBack(to: last.mark)
          #expect(state(of: ledger, instance) == last.state, "seed \(seed)")
        case 2:
          let option = OptionIndex(random.integer(in: 0...instance.options.count - 1))
          _ = ledger.fillMost(
            option, in: ZoneIndex(random.integer(in: 0...instance.zones.count - 1)), units: random.integer(in: 1...3))
        case 3:
          let option = random.integer(in: 0...instance.options.count - 1)
          let bay = random.integer(in: 0...instance.bays.count - 1)
          guard instance.bays.kind[bay] == instance.options.kind[option] else { continue }
          ledger.put(OptionIndex(option), parts: [(BayIndex(bay), 1)])
        default: _ = ledger.place(OptionIndex(random.integer(in: 0...instance.options.count - 1)))
        }
      }
    }
  }

  private func state(of ledger: Ledger, _ instance: Instance) -> [Int] {
    let bays = (0..<instance.bays.count).flatMap { bay in
      [BayIndex(bay)].flatMap { [ledger.freeSlots(of: $0), ledger.isolated($0), ledger.openedFree($0)] }
    }
    let rows = (0..<instance.rows.count).map { Int(ledger.slack(of: RowIndex($0))) }
    let zones = (0..<instance.zones.count).flatMap { zone in
      instance.nodeSlots.indices.map { ledger.freeNodes(in: ZoneIndex(zone), kind: Int32($0)) }
    }
    return bays + rows + zones
  }
}
