import TestSupport
import Packing

extension Instance {
  /// A tiny instance whose leases have rules of every sort: ranges of units, blocks, divisions of their own, spreads,
  /// zones, neighbours, pieces on domains, pins and leases that may be moved.
  static func ruled(seed: Int, leases count: Int = 4, pins: Bool = true, mandatory: Bool = true) -> Instance {
    var random = SeededGenerator(seed: seed &* 7_919 &+ 13)
    var instance = Instance.tiny(seed: seed, leases: 0)
    // Racks of one kind leave too few places for rules to matter.
    if random.integer(in: 0...2) == 0 { instance.bays.kind = instance.bays.kind.map { _ in 0 } }
    instance.nodeSlots = [1, 4]
    for bay in 0..<instance.bays.count {
      instance.bays.slots[bay] = Int32(random.integer(in: 0...3)) * instance.nodeSlots[Int(instance.bays.kind[bay])]
    }
    instance.rows.capacity = instance.rows.capacity.map { $0 * 2 }
    if random.integer(in: 0...2) > 0 {
      instance.domainSlots = [[1], random.integer(in: 0...1) == 0 ? [2, 2] : [1, 3]]
    }
    if random.integer(in: 0...1) == 0 {
      instance.nodeAmounts = [0, 0, Int64(random.integer(in: 0...3)), Int64(random.integer(in: 1...3))]
    }
    instance.addDivisions(&random)
    for _ in 0..<count { instance.addRuledLease(&random, of: count, mandatory: mandatory, isAscending: seed % 2 == 0) }
    if pins { instance.addPin(&random) }
    return instance
  }

  /// By racks, by pods with those of a hall as neighbours, by halls, and by feeds that leave out some bays.
  private mutating func addDivisions(_ random: inout SeededGenerator) {
    for level in [Int32(3), 2, 1] {
      var number: [ZoneIndex: Int32] = [:]
      var run: [Int32] = []
      let parts = bays.zone.map { zone -> Int32 in
        let domain = domain(of: zone, at: level)
        let part = number[domain] ?? Int32(run.count)
        if number.updateValue(part, forKey: domain) == nil { run.append(zones.parent[domain]?.raw ?? 0) }
        return part
      }
      divisions.append(DivisionTable(partOfBay: parts, run: run))
    }
    divisions.append(
      DivisionTable(partOfBay: bays.zone.map { _ in Int32(random.integer(in: -1...2)) }, run: [0, 1, 2]))
  }

  private mutating func addRuledLease(
    _ random: inout SeededGenerator, of count: Int, mandatory: Bool, isAscending: Bool
  ) {
    let lease = leases.count
    func division() -> Int32 { Int32(random.integer(in: 0...3)) }
    // No lease waits for one that waits for it.
    let isLast = lease == (isAscending ? 0 : count - 1)
    let other =
      isAscending
      ? random.integer(in: 0...max(0, lease - 1)) : random.integer(in: min(lease + 1, count - 1)...count - 1)
    let near = random.integer(in: 0...3) == 0 && !isLast ? LeaseIndex(other) : nil
    let kinds = Set(bays.kind).sorted()
    for _ in 0..<random.integer(in: 1...4) / 4 + 1 {
      let kind = kinds[random.integer(in: 0...kinds.count - 1)]
      let isPiece = kind == 1 && random.integer(in: 0...1) == 0
      let units = isPiece ? 1 : random.integer(in: 1...4)
      var option = PackingOption(
        kind: kind, level: Int32(isPiece ? 3 : random.integer(in: 0...3)), units: Int32(units),
        slots: isPiece ? Int32(random.integer(in: 1...3)) : nodeSlots[Int(kind)],
        value: Int64(random.integer(in: 20...100)),
        amounts: [Int64(random.integer(in: 0...4)), Int64(random.integer(in: 0...4))])
      if !isPiece, random.integer(in: 0...2) == 0 {
        option.least = Int32(random.integer(in: 1...units))
        option.unitValue = option.value / Int64(units)
      }
      if !isPiece, random.integer(in: 0...3) == 0 { option.block = Int32(random.integer(in: 2...3)) }
      // Blocks that keep to a zone further in than the gang does; some prefer such a zone for all of it.
      if option.block > 1, option.level < 2, random.integer(in: 0...1) == 0 { option.blockLevel = option.level + 1 }
      if !isPiece, option.level < 2, random.integer(in: 0...2) == 0 { option.preferredLevel = option.level + 1 }
      option.splits = random.integer(in: 0...1) == 0
      if random.integer(in: 0...4) == 0 { option.within = ZoneIndex(random.integer(in: 0...zones.count - 1)) }
      if random.integer(in: 0...3) == 0 { option.exclusive = division() }
      if !isPiece, random.integer(in: 0...3) == 0 {
        option.spread = division()
        option.spreadShare = Int64([250_000, 500_000, 700_000, 1_000_000][random.integer(in: 0...3)])
      }
      if let near {
        option.affinity = near
        option.affinityDivision = division()
        option.affinityReach = Int32(random.integer(in: 0...1))
      }
      options.append(option)
    }
    leases.firstOption.append(OptionIndex(options.count))
    leases.isMandatory.append(mandatory && random.integer(in: 0...3) == 0)
    leases.priority.append(Int32(random.integer(in: 0...2)))
    leases.firstPin.append(Int32(leases.pinBay.count))
    leases.moveCost.append(-1)
  }

  /// Lets one lease stand somewhere where it may, pinned or movable.
  private mutating func addPin(_ random: inout SeededGenerator) {
    let lease = random.integer(in: 0...leases.count - 1)
    let option = optionRange(of: LeaseIndex(lease)).first!
    let placements = RuleChecker(instance: self).placements(lease, option)
    guard random.integer(in: 0...1) == 0, !placements.isEmpty, options.affinity[option] == nil else { return }
    let placement = placements[random.integer(in: 0...placements.count - 1)]
    for part in placement.parts {
      leases.pinBay.append(BayIndex(part.bay))
      leases.pinUnits.append(Int32(part.units))
      leases.pinPiece.append(placement.piece)
    }
    for later in lease + 1...leases.count { leases.firstPin[later] = Int32(leases.pinBay.count) }
    leases.isMandatory[lease] = true
    leases.moveCost[lease] = random.integer(in: 0...3) == 0 ? -1 : Int64(random.integer(in: 0...20))
  }
}
