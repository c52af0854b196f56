import PlanModel

// Slots of bays, and rules that look at what others do.
extension ProgramBuilder {
  /// Slots of every bay, nodes that pieces open, and parts that leases have for themselves.
  mutating func addSlots() {
    var taken: [Int: Int] = [:]
    for units in exclusive {
      let table = instance.divisions[units.division]
      let parts = Set(units.units.compactMap { table.partOfBay[$0.bay] })
      for bay in instance.bays.indices where taken[bay] == nil && table.partOfBay[bay].map(parts.contains) == true {
        guard slotUses[bay].contains(where: { $0.lease != units.lease }) else { continue }
        taken[bay] = program.column("t\(bay)", 0...Int64(instance.bays[bay].slots), isInteger: false)
      }
    }
    for (bay, list) in slotUses.enumerated() where !list.isEmpty {
      let slots = Int64(instance.bays[bay].slots)
      let terms = list.map { IntegerProgram.Term($0.column, Int64($0.slots)) }
      if let column = taken[bay] {
        program.row("b\(bay)", sum: terms + [.init(column, -1)], is: .equal, 0)
      } else {
        program.row("b\(bay)", sum: terms, is: .atMost, slots)
      }
      addOpenedNodes(bay)
    }
    for units in exclusive { add(units, taken) }
  }

  /// Nodes of which pieces are leased charge something themselves, and no whole node is among them.
  private mutating func addOpenedNodes(_ bay: Int) {
    let kind = instance.kinds[instance.bays[bay].kind]
    let pieces = slotUses[bay].filter { $0.slots < kind.slots }
    guard !pieces.isEmpty, kind.nodeAmounts.contains(where: { $0 != 0 }) else { return }
    let slots = Int64(kind.slots)
    let nodes = Int64(instance.bays[bay].slots) / slots
    let opened = program.column("o\(bay)", 0...nodes)
    addLoads(of: kind.nodeAmounts, in: bay, opened)
    program.row(
      "o\(bay)", sum: pieces.map { .init($0.column, Int64($0.slots)) } + [.init(opened, -slots)], is: .atMost, 0)
    let whole = slotUses[bay].filter { $0.slots >= kind.slots }
    program.row("v\(bay)", sum: whole.map { .init($0.column, 1) } + [.init(opened, 1)], is: .atMost, nodes)
  }

  /// If a unit of an exclusive lease stands in a part, nobody else takes a slot of the part.
  private mutating func add(_ exclusive: ExclusiveUnits, _ taken: [Int: Int]) {
    let table = instance.divisions[exclusive.division]
    var bays: [Int: [Int]] = [:]
    for (bay, part) in table.partOfBay.enumerated() {
      if let part, taken[bay] != nil { bays[part, default: []].append(bay) }
    }
    for (part, units) in byPart(exclusive.units, exclusive.division) {
      guard let shared = bays[part] else { continue }
      let owns = program.column("w\(exclusive.tag)_\(part)", 0...1)
      for unit in units {
        program.row(
          "w\(exclusive.tag)_\(unit.bay)", sum: [.init(unit.column, 1), .init(owns, -Int64(unit.most))], is: .atMost, 0)
      }
      for bay in shared {
        guard let column = taken[bay], slotUses[bay].contains(where: { $0.lease != exclusive.lease }) else { continue }
        let slots = Int64(instance.bays[bay].slots)
        let own = slotUses[bay].filter { $0.lease == exclusive.lease }
        program.row(
          "y\(exclusive.tag)_\(bay)",
          sum: [.init(column, 1), .init(owns, slots)] + own.map { .init($0.column, -Int64($0.slots)) }, is: .atMost,
          slots)
      }
    }
  }

  /// Units of a lease stand only in parts near to which the lease stands that they must be near to.
  mutating func addAffinities() {
    var presences: [[Int]: Int] = [:]
    for follower in affinities {
      let table = instance.divisions[follower.division]
      let anchor = Dictionary(
        uniqueKeysWithValues: byPart(unitsOfLease[follower.lease] ?? [], follower.division).map { ($0.part, $0.units) })
      func presence(_ part: Int) -> Int? {
        guard let units = anchor[part] else { return nil }
        let key = [follower.lease, follower.division, part]
        if let known = presences[key] { return known }
        let name = "p\(follower.lease).\(follower.division)_\(part)"
        let column = program.column(name, 0...1)
        program.row(name, sum: units.map { .init($0.column, -1) } + [.init(column, 1)], is: .atMost, 0)
        presences[key] = column
        return column
      }
      for unit in follower.units {
        guard let part = table.partOfBay[unit.bay] else { continue }
        let parts = max(0, part - follower.reach)...min(table.run.count - 1, part + follower.reach)
        let presences = parts.filter { table.run[$0] == table.run[part] }.compactMap { presence($0) }
        program.row(
          "a\(follower.tag)_\(unit.bay)",
          sum: [.init(unit.column, 1)] + presences.map { .init($0, -Int64(unit.most)) }, is: .atMost, 0)
      }
    }
  }
}
