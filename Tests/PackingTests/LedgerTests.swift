import Packing
import Testing

@Suite struct LedgerRules {
  @Test func `an exclusive lease closes the rest of its part, and taking it back opens it again`() {
    var bench = Workbench([[4, 4], [4]])
    let alone = bench.probe(3) {
      $0.level = 2
      $0.exclusive = Workbench.byHall
    }
    let node = bench.probe(1)
    var ledger = Ledger(bench.instance)
    let start = ledger.mark()
    ledger.put(alone, parts: [(bench.racks[0], 3)], piece: nil, as: nil)
    #expect(bench.racks.map { ledger.isolated($0) } == [1, 4, 0])
    #expect(bench.racks.map { ledger.freeSlots(of: $0) } == [0, 0, 4])
    #expect(ledger.freeNodes(in: ZoneIndex(0), kind: 0) == 4)
    #expect(ledger.fit(node, in: bench.racks[1], most: 9) == 0)
    var trial = ledger
    var filled = trial.fillMost(node, in: ZoneIndex(0), units: 99)
    #expect(filled == 4)
    trial = ledger
    trial.ignored = .exclusive
    #expect(bench.racks.map { trial.isolated($0) } == [0, 0, 0])
    filled = trial.fillMost(node, in: ZoneIndex(0), units: 99)
    #expect(filled == 9)
    ledger.rollBack(to: start)
    #expect(bench.racks.map { ledger.isolated($0) } == [0, 0, 0])
    #expect(bench.racks.map { ledger.freeSlots(of: $0) } == [4, 4, 4])
    // Somebody is there: the hall is not to be had, unless the rule is ignored.
    ledger.put(node, in: bench.racks[1], units: 1)
    let isPlaced = ledger.place(alone, in: bench.halls[0])
    ledger.ignored = .exclusive
    let isPlacedAllTheSame = ledger.place(alone, in: bench.halls[0])
    #expect(!isPlaced && isPlacedAllTheSame)
    #expect(bench.racks.map { ledger.isolated($0) } == [0, 0, 0])
  }

  @Test func `each rule refuses what it must, and only as long as it is not ignored`() {
    var bench = Workbench([[2, 2], [2, 2], [2, 2]], slots: 4, domains: [2, 2])
    let anchor = bench.lease(1)
    bench.lease(1) {
      ($0.affinity, $0.affinityDivision) = (anchor, Workbench.byRack)
      $0.affinityReach = 1
    }
    let near = OptionIndex(1)
    let within = bench.probe(5) { [halls = bench.halls] in $0.within = halls[1] }
    let spread = bench.probe(6) {
      ($0.level, $0.spread, $0.spreadShare) = (1, Workbench.byRack, 250_000)
    }
    let blocks = bench.probe(3) { $0.block = 3 }
    let piece = bench.probe(1, slots: 2) { $0.splits = false }
    let third = bench.probe(1, slots: 1)
    var ledger = Ledger(bench.instance)
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
    for rack in bench.racks {
      for node in [0, 1] as [Int32] {
        for slots in [[1, 0], [0, 1]] as [[Int32]] {
          ledger.put(third, parts: [(rack, 1)], piece: PiecePlace(node: node, slots: slots))
        }
      }
    }
    #expect(!places(piece) && places(piece, ignoring: .domains))
    #expect(bench.racks.allSatisfy { ledger.openedFree($0) == 4 && ledger.freeSlots(of: $0) == 4 })
  }

  @Test func `who stands near may stand in the part of the other lease, and in its neighbours as far as it reaches`() {
    for (reach, expected) in [(Int32(0), [1]), (1, [0, 1, 2])] {
      var bench = Workbench([[1, 2, 1, 1], [1]])
      let anchor = bench.lease(1)
      bench.lease(1) { ($0.affinity, $0.affinityDivision, $0.affinityReach) = (anchor, Workbench.byRack, reach) }
      var ledger = Ledger(bench.instance)
      ledger.put(OptionIndex(0), parts: [(bench.racks[1], 1)])
      var found: [Int] = []
      for rack in bench.racks.indices where ledger.place(OptionIndex(1), in: bench.instance.bays.zone[rack]) {
        found.append(rack)
      }
      #expect(found == expected)
    }
  }

  @Test func `a probe that stands for a lease is one to stand near to`() {
    var bench = Workbench([[2], [2]])
    let anchor = bench.lease(2)
    bench.lease(1) { ($0.affinity, $0.affinityDivision) = (anchor, Workbench.byHall) }
    let probe = bench.probe(1)
    var ledger = Ledger(bench.instance)
    ledger.put(probe, parts: [(bench.racks[1], 1)], as: anchor)
    let start = ledger.mark()
    let isPlaced = ledger.place(OptionIndex(1))
    #expect(isPlaced && ledger.parts(since: start).map { $0.bay } == [bench.racks[1]])
  }

  @Test func `pieces fill opened nodes, the tightest domain first, and count as free what they leave`() {
    var bench = Workbench([[2, 2]], slots: 8, domains: [4, 4])
    let sizes = [3, 1, 4, 2].map { size in bench.probe(1, slots: Int32(size)) { $0.splits = false } }
    var ledger = Ledger(bench.instance)
    for (option, free) in zip(sizes, [5, 4, 0, 6]) {
      let isPlaced = ledger.place(option)
      #expect(isPlaced)
      #expect(bench.racks.reduce(0) { $0 + ledger.openedFree($1) } == free)
    }
    // 3 + 1 and 4 fill a node; 2 opens the second, in the same rack.
    #expect(ledger.freeNodes(in: ZoneIndex(0), kind: 0) == 2)
    #expect(bench.racks.map { ledger.freeSlots(of: $0) }.sorted() == [6, 16])
  }

  @Test func `what is placed and taken back at random leaves nothing behind`() {
    for seed in 1...60 {
      var dice = Dice(seed: seed)
      let instance = Instance.ruled(seed: seed, leases: 8, pins: false)
      var ledger = Ledger(instance)
      var states: [(mark: Int, state: [Int])] = []
      for _ in 0..<60 {
        switch dice.roll(0...4) {
        case 0: states.append((ledger.mark(), state(of: ledger, instance)))
        case 1:
          guard let last = states.popLast() else { continue }
          ledger.rollBack(to: last.mark)
          #expect(state(of: ledger, instance) == last.state, "seed \(seed)")
        case 2:
          let option = OptionIndex(dice.roll(0...instance.options.count - 1))
          _ = ledger.fillMost(option, in: ZoneIndex(dice.roll(0...instance.zones.count - 1)), units: dice.roll(1...3))
        case 3:
          let option = dice.roll(0...instance.options.count - 1)
          let bay = dice.roll(0...instance.bays.count - 1)
          guard instance.bays.kind[bay] == instance.options.kind[option] else { continue }
          ledger.put(OptionIndex(option), parts: [(BayIndex(bay), 1)])
        default: _ = ledger.place(OptionIndex(dice.roll(0...instance.options.count - 1)))
        }
      }
    }
  }

  private func state(of ledger: Ledger, _ instance: Instance) -> [Int] {
    let bays = (0..<instance.bays.count).flatMap { bay in
      [BayIndex(bay)].flatMap { [ledger.freeSlots(of: $0), ledger.isolated($0), ledger.openedFree($0)] }
    }
    let rows = (0..<instance.rows.count).map { Int(ledger.headroom(of: RowIndex($0))) }
    let zones = (0..<instance.zones.count).flatMap { zone in
      instance.nodeSlots.indices.map { ledger.freeNodes(in: ZoneIndex(zone), kind: Int32($0)) }
    }
    return bays + rows + zones
  }
}
