import PlanModel

/// Units of a lease that has parts of a division for itself.
struct ExclusiveUnits {
  var lease: Int, tag: String, division: Int, units: [UnitColumn]
}

/// Units of a lease that stands near another one.
struct AffinityUnits {
  var tag: String, lease: Int, division: Int, reach: Int, units: [UnitColumn]
}

extension ProgramBuilder {
  /// Adds a lease with columns of its own: for each of its options a choice by zone, and units by bay.
  mutating func add(_ lease: Int) {
    let source = instance.leases[lease]
    let isMandatory = source.isMandatory || !source.pins.isEmpty
    var choices: [IntegerProgram.Term] = []
    for (at, option) in options(of: source).enumerated() {
      choices += add(option, tag: "\(lease).\(at)", lease: lease, isKept: source.isMandatory).map { .init($0, 1) }
    }
    guard !choices.isEmpty else {
      if isMandatory { unplaceable.append(lease) }
      return
    }
    program.row("c\(lease)", sum: choices, is: isMandatory ? .equal : .atMost, 1)
    addMoves(lease, choices)
  }

  /// The options of a lease; of one that may not move the first of the kind on which it stands, with just what stands there.
  private func options(of lease: CompiledLease) -> [CompiledOption] {
    guard let pin = lease.pins.first, lease.moveCost == nil else { return lease.options }
    let kind = instance.bays[pin.bay].kind
    let units = lease.pins.reduce(0) { $0 + $1.units }
    let ofKind = lease.options.filter { $0.kind == kind }
    guard
      var option = (ofKind.isEmpty ? lease.options : ofKind).first(where: { $0.least <= units && units <= $0.units })
    else { return [] }
    option.value -= option.unitValue * Int64(option.units - units)
    (option.least, option.units) = (units, units)
    return [option]
  }

  private mutating func add(_ option: CompiledOption, tag: String, lease: Int, isKept: Bool) -> [Int] {
    var rooms: [Int: [(bay: Int, most: Int)]] = [:]
    for (bay, most) in allowed(option, lease) {
      rooms[domain(ofBay: bay, at: option.level), default: []].append((bay, min(most, option.units)))
    }
    var choices: [Int] = []
    var units: [UnitColumn] = []
    for (zone, bays) in rooms.sorted(by: { $0.key < $1.key })
    where bays.reduce(0, { $0 + $1.most }) >= option.least {
      let value = option.value - option.unitValue * Int64(option.units)
      let choice = program.column("z\(tag)_\(zone)", 0...1, value: value, keptValue: isKept ? option.keptValue : 0)
      let inside = addUnits(option, bays, tag: tag, lease: lease)
      for unit in inside where option.unitValue != 0 {
        program.addValue(option.unitValue, to: unit.column)
      }
      let sum = inside.map { IntegerProgram.Term($0.column, 1) }
      let isElastic = option.least < option.units
      program.row(
        "u\(tag)_\(zone)", sum: sum + [.init(choice, -Int64(option.units))], is: isElastic ? .atMost : .equal, 0)
      if isElastic { program.row("l\(tag)_\(zone)", sum: sum + [.init(choice, -Int64(option.least))], is: .atLeast, 0) }
      choices.append(choice)
      units += inside
    }
    unitsOfLease[lease, default: []] += units
    addBlocks(option, units, tag: tag)
    addSpread(option, units, choices: choices, tag: tag)
    if let division = option.exclusive {
      exclusive.append(ExclusiveUnits(lease: lease, tag: tag, division: division, units: units))
    }
    if let (anchor, division, reach) = option.near {
      affinities.append(AffinityUnits(tag: tag, lease: anchor, division: division, reach: reach, units: units))
    }
    return choices
  }

  /// The bays that an option may use: those of the lease, if it may not move; else those in parts of the divisions that its rules name.
  private func allowed(_ option: CompiledOption, _ lease: Int) -> [(bay: Int, most: Int)] {
    let source = instance.leases[lease]
    var room = room(option)
    if source.moveCost == nil, !source.pins.isEmpty {
      var pinned: [Int: Int] = [:]
      for pin in source.pins { pinned[pin.bay, default: 0] += pin.units }
      room = room.compactMap { bay, most in
        guard let units = pinned[bay], units <= most else { return nil }
        return (bay, units)
      }
    }
    let divisions = [option.spread?.division, option.near?.division].compactMap { $0 }
    return room.filter { entry in divisions.allSatisfy { instance.divisions[$0].partOfBay[entry.bay] != nil } }
  }

  // MARK: rules

  /// Units stand in full blocks, but for one block that is not full.
  private mutating func addBlocks(_ option: CompiledOption, _ units: [UnitColumn], tag: String) {
    guard option.block > 1 else { return }
    let block = Int64(option.block)
    let hasRest = option.least < option.units || option.units % option.block != 0
    var rests: [IntegerProgram.Term] = []
    for (place, inside) in byBlockDomain(units, option) {
      let most = inside.reduce(Int64(0)) { $0 + Int64($1.most) }
      let full = program.column("k\(tag)_\(place)", 0...most / block)
      var terms = inside.map { IntegerProgram.Term($0.column, 1) } + [.init(full, -block)]
      if hasRest {
        let rest = program.column("e\(tag)_\(place)", 0...min(block - 1, most))
        let isThere = program.column("q\(tag)_\(place)", 0...1)
        terms.append(.init(rest, -1))
        rests.append(.init(isThere, 1))
        program.row("q\(tag)_\(place)", sum: [.init(rest, 1), .init(isThere, 1 - block)], is: .atMost, 0)
      }
      program.row("k\(tag)_\(place)", sum: terms, is: .equal, 0)
    }
    program.row("k\(tag)", sum: rests, is: .atMost, 1)
  }

  /// The units by what holds blocks whole, ascending: each bay for itself, or a zone of the block level.
  private func byBlockDomain(_ units: [UnitColumn], _ option: CompiledOption) -> [(place: Int, units: [UnitColumn])] {
    guard let level = option.blockLevel else { return units.map { ($0.bay, [$0]) } }
    return Dictionary(grouping: units) { domain(ofBay: $0.bay, at: level) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// No part holds more than its share.
  private mutating func addSpread(
    _ option: CompiledOption, _ units: [UnitColumn], choices: [Int], tag: String
  ) {
    guard let (division, ppm) = option.spread else { return }
    let million: Int64 = 1_000_000
    let isElastic = option.least < option.units
    let followsUnits = isElastic && Int128(option.least) * Int128(ppm) >= Int128(million)
    if isElastic, !followsUnits { hasWideSpread = true }
    let most = max(1, Int64(clamping: Int128(option.units) * Int128(ppm) / Int128(million)))
    for (part, inside) in byPart(units, division) {
      if followsUnits {
        let isInside = Set(inside.map(\.column))
        let terms = units.map {
          IntegerProgram.Term($0.column, isInside.contains($0.column) ? million - ppm : -ppm)
        }
        program.row("d\(tag)_\(part)", sum: terms, is: .atMost, 0)
      } else {
        let sum = inside.map { IntegerProgram.Term($0.column, 1) }
        program.row("d\(tag)_\(part)", sum: sum + choices.map { .init($0, -most) }, is: .atMost, 0)
      }
    }
  }

  /// The cost of moving: by zone, the units that are there no longer.
  private mutating func addMoves(_ lease: Int, _ choices: [IntegerProgram.Term]) {
    guard let cost = instance.leases[lease].moveCost, cost > 0 else { return }
    var today: [Int: Int64] = [:]
    for pin in instance.leases[lease].pins { today[instance.bays[pin.bay].zone, default: 0] += Int64(pin.units) }
    let units = unitsOfLease[lease] ?? []
    for (zone, count) in today.sorted(by: { $0.key < $1.key }) {
      let moved = program.column("m\(lease)_\(zone)", 0...count, value: -cost, isInteger: false)
      let here = units.filter { instance.bays[$0.bay].zone == zone }.map { IntegerProgram.Term($0.column, 1) }
      let served = choices.map { IntegerProgram.Term($0.column, -count) }
      program.row("m\(lease)_\(zone)", sum: here + served + [.init(moved, 1)], is: .atLeast, 0)
    }
  }

  /// Units by the part of a division that they stand in, ascending.
  func byPart(_ units: [UnitColumn], _ division: Int) -> [(part: Int, units: [UnitColumn])] {
    var parts: [Int: [UnitColumn]] = [:]
    for unit in units {
      if let part = instance.divisions[division].partOfBay[unit.bay] { parts[part, default: []].append(unit) }
    }
    return parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
