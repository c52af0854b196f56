import Packing

/// A lease that is placed, in the terms of the instance.
struct PlacedGang {
  var lease: Int
  var option: Int
  var parts: [(bay: Int, units: Int)]
  var piece: PiecePlace?
  var units: Int { parts.reduce(0) { $0 + $1.units } }
}

extension Packing {
  /// The served leases.
  var gangs: [PlacedGang] {
    option.indices.compactMap { lease in
      option[lease].map {
        PlacedGang(
          lease: lease, option: $0.offset, parts: parts[lease].map { (bay: $0.bay.offset, units: $0.units) },
          piece: pieces[lease])
      }
    }
  }
}

/// A plain checker of the rules: says if placed leases keep them, and finds the best packing by brute force.
struct RuleChecker {
  let instance: Instance

  // MARK: one lease

  /// Every placement of a lease by an option as far as that concerns it alone, loads aside.
  func placements(_ lease: Int, _ option: Int) -> [PlacedGang] {
    isPiece(option) ? piecePlacements(lease, option) : gangPlacements(lease, option)
  }

  private func isPiece(_ option: Int) -> Bool {
    instance.options.slots[option] < instance.nodeSlots[Int(instance.options.kind[option])]
  }

  private func nodes(_ bay: Int) -> Int {
    Int(instance.bays.slots[bay] / instance.nodeSlots[Int(instance.bays.kind[bay])])
  }

  private func domains(_ kind: Int32) -> [Int32] {
    instance.domainSlots.isEmpty ? [instance.nodeSlots[Int(kind)]] : instance.domainSlots[Int(kind)]
  }

  private func bays(_ option: Int) -> [Int] {
    let within = instance.options.within[option]
    return (0..<instance.bays.count).filter { bay in
      let zone = instance.bays.zone[bay]
      return instance.bays.kind[bay] == instance.options.kind[option] && zone >= within
        && zone < instance.zones.end[within]
    }
  }

  private func piecePlacements(_ lease: Int, _ option: Int) -> [PlacedGang] {
    let slots = instance.options.slots[option]
    let domains = domains(instance.options.kind[option])
    let mayCross = instance.options.splits[option] || slots > domains.max()!
    var shapes: [[Int32]] = [[]]
    for domain in domains { shapes = shapes.flatMap { shape in (0...min(domain, slots)).map { shape + [$0] } } }
    shapes = shapes.filter { $0.reduce(0, +) == slots && (mayCross || $0.filter { $0 > 0 }.count == 1) }
    return bays(option).flatMap { bay in
      (0..<nodes(bay)).flatMap { node in
        shapes.map {
          PlacedGang(lease: lease, option: option, parts: [(bay, 1)], piece: PiecePlace(node: Int32(node), slots: $0))
        }
      }
    }
  }

  private func gangPlacements(_ lease: Int, _ option: Int) -> [PlacedGang] {
    let bays = bays(option)
    let level = instance.options.level[option]
    var placements: [PlacedGang] = []
    func extend(_ at: Int, left: Int, parts: [(bay: Int, units: Int)]) {
      if left == 0 {
        let gang = PlacedGang(lease: lease, option: option, parts: parts, piece: nil)
        if keepsToItself(gang) { placements.append(gang) }
        return
      }
      guard at < bays.count else { return }
      let zone = instance.domain(of: instance.bays.zone[bays[at]], at: level)
      for units in 0...min(left, nodes(bays[at])) {
        if units == 0 {
          extend(at + 1, left: left, parts: parts)
        } else if parts.allSatisfy({ instance.domain(of: instance.bays.zone[$0.bay], at: level) == zone }) {
          extend(at + 1, left: left - units, parts: parts + [(bays[at], units)])
        }
      }
    }
    for units in instance.options.least[option]...instance.options.units[option] {
      extend(0, left: Int(units), parts: [])
    }
    return placements
  }

  /// The rules that concern a lease alone: its size, kind, zone, level, blocks, spread, and the shape of a piece.
  func keepsToItself(_ gang: PlacedGang) -> Bool {
    let (options, option, units) = (instance.options, gang.option, gang.units)
    guard Int(options.least[option])...Int(options.units[option]) ~= units else { return false }
    let allowed = Set(bays(option))
    guard gang.parts.allSatisfy({ allowed.contains($0.bay) && $0.units > 0 }) else { return false }
    let domains = Set(gang.parts.map { instance.domain(of: instance.bays.zone[$0.bay], at: options.level[option]) })
    guard domains.count == 1 else { return false }
    let block = Int(options.block[option])
    let blockLevel = options.blockLevel[option]
    var inDomain: [Int: Int] = [:]
    for part in gang.parts {
      let zone = instance.domain(of: instance.bays.zone[part.bay], at: blockLevel)
      inDomain[blockLevel < 0 ? part.bay : zone.offset, default: 0] += part.units
    }
    let broken = inDomain.values.map { $0 % block }.filter { $0 != 0 }
    if broken.count > 1 || broken.contains(where: { $0 != units % block }) { return false }
    if options.spread[option] >= 0 {
      let division = instance.divisions[Int(options.spread[option])]
      var inPart: [Int32: Int] = [:]
      for part in gang.parts { inPart[division.partOfBay[part.bay], default: 0] += part.units }
      let most = max(1, units * Int(options.spreadShare[option]) / 1_000_000)
      if inPart[-1] != nil || inPart.values.contains(where: { $0 > most }) { return false }
    }
    guard isPiece(option) else { return gang.piece == nil }
    return piecePlacements(gang.lease, option).contains {
      $0.parts[0].bay == gang.parts[0].bay && $0.piece == gang.piece
    }
  }

  // MARK: all leases

  /// True if bays, rows and what leases demand of one another allow them all; nearness only where all leases are known.
  func holds(_ gangs: [PlacedGang], isComplete: Bool) -> Bool {
    slotsHold(gangs) && rowsHold(gangs) && exclusionHolds(gangs) && (!isComplete || affinityHolds(gangs))
  }

  private func openNodes(_ gangs: [PlacedGang]) -> [[Int32: [Int32]]] {
    var open = [[Int32: [Int32]]](repeating: [:], count: instance.bays.count)
    for gang in gangs {
      guard let piece = gang.piece else { continue }
      let bay = gang.parts[0].bay
      let taken = open[bay][piece.node] ?? [Int32](repeating: 0, count: piece.slots.count)
      open[bay][piece.node] = zip(taken, piece.slots).map { $0 + $1 }
    }
    return open
  }

  private func slotsHold(_ gangs: [PlacedGang]) -> Bool {
    let open = openNodes(gangs)
    var used = open.map { $0.count }
    for gang in gangs where gang.piece == nil { for part in gang.parts { used[part.bay] += part.units } }
    return (0..<instance.bays.count).allSatisfy { bay in
      used[bay] <= nodes(bay)
        && open[bay].values.allSatisfy { zip($0, domains(instance.bays.kind[bay])).allSatisfy { $0 <= $1 } }
    }
  }

  private func rowsHold(_ gangs: [PlacedGang]) -> Bool {
    let width = instance.quantities
    var left = instance.rows.capacity
    func take(_ bay: Int, _ amounts: [Int64], times units: Int) {
      for entry in instance.entries(of: bay) {
        let row = instance.incidenceRow[entry].offset
        var sum: Int64 = 0
        for term in instance.rules[Int(instance.incidenceRule[entry])].terms {
          sum += term.coefficient * amounts[Int(term.quantity)]
        }
        let denominator = instance.rows.denominator[row]
        left[row] -= (sum + denominator - 1) / denominator * Int64(units)
      }
    }
    for gang in gangs {
      let amounts = Array(instance.options.amounts[gang.option * width..<(gang.option + 1) * width])
      for part in gang.parts { take(part.bay, amounts, times: part.units) }
    }
    if !instance.nodeAmounts.isEmpty {
      for (bay, open) in openNodes(gangs).enumerated() {
        let kind = Int(instance.bays.kind[bay])
        take(bay, Array(instance.nodeAmounts[kind * width..<(kind + 1) * width]), times: open.count)
      }
    }
    return zip(left, instance.rows.capacity).allSatisfy { $0 >= 0 || $0 == $1 }
  }

  private func exclusionHolds(_ gangs: [PlacedGang]) -> Bool {
    gangs.allSatisfy { gang in
      guard instance.options.exclusive[gang.option] >= 0 else { return true }
      let partOf = instance.divisions[Int(instance.options.exclusive[gang.option])].partOfBay
      let own = Set(gang.parts.map { partOf[$0.bay] }).subtracting([-1])
      return gangs.allSatisfy { other in
        other.lease == gang.lease || other.parts.allSatisfy { !own.contains(partOf[$0.bay]) }
      }
    }
  }

  private func affinityHolds(_ gangs: [PlacedGang]) -> Bool {
    gangs.allSatisfy { gang in
      guard let near = instance.options.affinity[gang.option] else { return true }
      guard let other = gangs.first(where: { $0.lease == near.offset }) else { return false }
      let division = instance.divisions[Int(instance.options.affinityDivision[gang.option])]
      let reach = instance.options.affinityReach[gang.option]
      return gang.parts.allSatisfy { part in
        let here = division.partOfBay[part.bay]
        return here >= 0
          && other.parts.contains {
            let there = division.partOfBay[$0.bay]
            return there >= 0 && abs(there - here) <= reach && division.run[Int(there)] == division.run[Int(here)]
          }
      }
    }
  }

  // MARK: worth

  /// Rent less what moves cost.
  func worth(_ gang: PlacedGang) -> (value: Int64, moves: Int64) {
    let (options, option) = (instance.options, gang.option)
    let value = options.value[option] - options.unitValue[option] * (Int64(options.units[option]) - Int64(gang.units))
    return (value, moves(gang))
  }

  /// What counts as kept: of an elastic lease its least units.
  private func kept(_ gang: PlacedGang) -> Int64 {
    instance.leases.isMandatory[gang.lease] ? instance.options.keptValue[gang.option] : 0
  }

  private func net(_ gang: PlacedGang) -> Int64 { worth(gang).value - worth(gang).moves }

  private func moves(_ gang: PlacedGang) -> Int64 {
    let cost = instance.leases.moveCost[gang.lease]
    let pins = Int(instance.leases.firstPin[gang.lease])..<Int(instance.leases.firstPin[gang.lease + 1])
    guard cost > 0, !pins.isEmpty else { return 0 }
    var left = [Int](repeating: 0, count: instance.zones.count)
    for pin in pins {
      left[instance.bays.zone[instance.leases.pinBay[pin].offset].offset] += Int(instance.leases.pinUnits[pin])
    }
    for part in gang.parts { left[instance.bays.zone[part.bay].offset] -= part.units }
    var moved = left.reduce(0) { $0 + max(0, $1) }
    if let piece = instance.leases.pinPiece[pins.lowerBound], piece != gang.piece { moved = 1 }
    return Int64(moved) * cost
  }

  /// The best that can be had: mandatory value, then value less the cost of moves; and the most value, moves aside.
  ///
  /// A lease that stands already stays, or where it may be moved finds another place.
  func optimum() -> (mandatory: Int64, net: Int64) {
    var best: (mandatory: Int64, net: Int64) = (0, .min)
    let count = instance.leases.count
    let placements = (0..<count).map { lease in
      instance.optionRange(of: LeaseIndex(lease)).flatMap { self.placements(lease, $0) }.filter {
        !isPinned(lease) || isOnPins($0)
      }.sorted { net($0) > net($1) }
    }
    var mandatoryRest = [Int64](repeating: 0, count: count + 1)
    var rest = mandatoryRest
    for lease in stride(from: count - 1, through: 0, by: -1) {
      let most = placements[lease].map { worth($0).value }.max() ?? 0
      rest[lease] = rest[lease + 1] + max(0, most)
      mandatoryRest[lease] = mandatoryRest[lease + 1] + max(0, placements[lease].map(kept).max() ?? 0)
    }
    var gangs: [PlacedGang] = []
    func descend(_ lease: Int, mandatory: Int64, net: Int64) {
      if (mandatory + mandatoryRest[lease], net + rest[lease]) <= best { return }
      if lease == count {
        if holds(gangs, isComplete: true) { best = (mandatory, net) }
        return
      }
      for placement in placements[lease] {
        gangs.append(placement)
        if holds(gangs, isComplete: false) {
          let worth = worth(placement)
          descend(
            lease + 1, mandatory: mandatory + kept(placement), net: net + worth.value - worth.moves)
        }
        gangs.removeLast()
      }
      if !isStanding(lease) { descend(lease + 1, mandatory: mandatory, net: net) }
    }
    descend(0, mandatory: 0, net: 0)
    return (best.mandatory, max(0, best.net))
  }

  private func isStanding(_ lease: Int) -> Bool {
    instance.leases.firstPin[lease] < instance.leases.firstPin[lease + 1]
  }
  private func isPinned(_ lease: Int) -> Bool { isStanding(lease) && instance.leases.moveCost[lease] < 0 }

  private func isOnPins(_ gang: PlacedGang) -> Bool {
    let pins = Int(instance.leases.firstPin[gang.lease])..<Int(instance.leases.firstPin[gang.lease + 1])
    // A lease stands on its pins by its first option of the kind that stands there.
    let kind = instance.bays.kind[instance.leases.pinBay[pins.lowerBound]]
    let range = instance.optionRange(of: LeaseIndex(gang.lease))
    guard range.first(where: { instance.options.kind[$0] == kind }) == gang.option else { return false }
    return gang.parts.map { $0.bay } == pins.map { instance.leases.pinBay[$0].offset }
      && gang.parts.map { $0.units } == pins.map { Int(instance.leases.pinUnits[$0]) }
      && gang.piece == instance.leases.pinPiece[pins.lowerBound]
  }
}
