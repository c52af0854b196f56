import TestSupport
import NUMA
import Packing

extension Instance {
  /// A site of halls, pods and racks, a few rows that cut across them, and a few leases: small enough for brute force.
  ///
  /// With every third seed a pod stands beside the halls, and a rack beside the pods.
  static func tiny(seed: Int, leases count: Int = 5, mandatory: Bool = true) -> Instance {
    var random = SeededGenerator(seed: seed)
    var instance = Instance()
    instance.quantities = 2
    instance.nodeSlots = [1, 4]
    func open(_ parent: ZoneIndex?, _ level: Int32) -> ZoneIndex {
      instance.zones.parent.append(parent)
      instance.zones.level.append(level)
      instance.zones.end.append(ZoneIndex(0))
      return ZoneIndex(instance.zones.count - 1)
    }
    let site = open(nil, 0)
    for number in 0..<random.integer(in: 1...2) {
      let isMixed = seed % 3 == 0 && number == 0
      let hall = isMixed ? site : open(site, 1)
      for number in 0..<random.integer(in: 1...2) {
        let pod = isMixed && number == 0 ? hall : open(hall, 2)
        for _ in 0..<random.integer(in: 1...2) {
          let rack = open(pod, 3)
          let kind = random.integer(in: 0...1)
          instance.bays.zone.append(rack)
          instance.bays.kind.append(Int32(kind))
          instance.bays.slots.append(Int32(random.integer(in: 0...3)) * instance.nodeSlots[kind])
          instance.bays.group.append(Int32(instance.bays.count - 1))
        }
      }
    }
    for zone in 0..<instance.zones.count {
      var end = zone + 1
      while end < instance.zones.count, instance.zones.level[end] > instance.zones.level[zone] { end += 1 }
      instance.zones.end[zone] = ZoneIndex(end)
    }
    addRows(&instance, &random)
    for _ in 0..<count { addLease(&instance, &random, mandatory: mandatory) }
    return instance
  }

  private static func addRows(_ instance: inout Instance, _ random: inout SeededGenerator) {
    var members: [[(row: RowIndex, term: LoadRule.Term)]] = Array(repeating: [], count: instance.bays.count)
    for row in 0..<random.integer(in: 1...4) {
      instance.rows.capacity.append(Int64(random.integer(in: 0...40)))
      let quantity = Int32(random.integer(in: 0...1))
      instance.rows.denominator.append(Int64(random.integer(in: 1...3)))
      instance.rows.group.append(Int32(row))
      instance.rows.family.append(Int32(row / 2))
      instance.rows.failureCase.append(0)
      instance.rows.period.append(0)
      for bay in 0..<instance.bays.count where row == 0 || random.integer(in: 0...1) == 0 {
        members[bay].append((RowIndex(row), LoadRule.Term(quantity, Int64(random.integer(in: 0...4)))))
      }
    }
    for list in members {
      for entry in list {
        instance.addIncidence(entry.row, LoadRule([entry.term]))
      }
      instance.endIncidence()
    }
  }

  private static func addLease(_ instance: inout Instance, _ random: inout SeededGenerator, mandatory: Bool) {
    for _ in 0..<random.integer(in: 1...2) {
      let kind = random.integer(in: 0...1)
      let isPiece = kind == 1 && random.integer(in: 0...2) == 0
      instance.options.append(
        PackingOption(
          kind: Int32(kind), level: Int32(isPiece ? 3 : random.integer(in: 0...3)),
          units: Int32(isPiece ? 1 : random.integer(in: 1...4)),
          slots: isPiece ? Int32([1, 2][random.integer(in: 0...1)]) : instance.nodeSlots[kind],
          value: Int64(random.integer(in: 1...100)),
          amounts: [Int64(random.integer(in: 0...5)), Int64(random.integer(in: 0...5))]))
    }
    instance.leases.firstOption.append(OptionIndex(instance.options.count))
    instance.leases.isMandatory.append(random.integer(in: 0...3) == 0 && mandatory)
    instance.leases.priority.append(Int32(random.integer(in: 0...2)))
    instance.leases.firstPin.append(0)
    instance.leases.moveCost.append(-1)
  }
}

/// A second implementation of slots, levels and rows, slow and plain, that checks a set of placements.
struct LoadChecker {
  let instance: Instance

  func domain(_ bay: Int, _ level: Int32) -> Int {
    var zone = instance.bays.zone[bay].offset
    while instance.zones.level[zone] > level, let parent = instance.zones.parent[zone] { zone = parent.offset }
    return zone
  }

  /// True if every bay and row holds what is placed.
  func holds(_ placed: [(option: Int, parts: [(bay: Int, units: Int)])]) -> Bool {
    var slots = instance.bays.slots.map { Int($0) }
    var rows = instance.rows.capacity
    var whole = [Int](repeating: 0, count: instance.bays.count)
    var pieces = whole
    for (option, parts) in placed {
      let kind = instance.options.kind[option]
      var domains: Set<Int> = []
      for (bay, units) in parts {
        guard instance.bays.kind[bay] == kind, units > 0 else { return false }
        domains.insert(domain(bay, instance.options.level[option]))
        slots[bay] -= units * Int(instance.options.slots[option])
        if instance.options.slots[option] == instance.nodeSlots[Int(kind)] {
          whole[bay] += units
        } else {
          pieces[bay] += units * Int(instance.options.slots[option])
        }
        for entry in instance.entries(of: bay) {
          let row = instance.incidenceRow[entry].offset
          let denominator = instance.rows.denominator[row]
          var product: Int64 = 0
          for term in instance.rules[Int(instance.incidenceRule[entry])].terms {
            let amount = instance.options.amounts[option * instance.quantities + Int(term.quantity)]
            product += term.coefficient * amount
          }
          rows[row] -= (product + denominator - 1) / denominator * Int64(units)
        }
      }
      let total = parts.reduce(0) { $0 + $1.units }
      guard domains.count == 1, total == Int(instance.options.units[option]) else { return false }
    }
    for bay in slots.indices {
      let node = Int(instance.nodeSlots[Int(instance.bays.kind[bay])])
      // Pieces divide a node, so they need their sum in nodes, rounded up.
      let nodes = whole[bay] + (pieces[bay] + node - 1) / node
      if slots[bay] < 0 || nodes * node > Int(instance.bays.slots[bay]) { return false }
    }
    // A row that is overfull from the start only forbids adding to it.
    return zip(rows, instance.rows.capacity).allSatisfy { left, capacity in left >= 0 || left == capacity }
  }
}

extension Packing {
  /// The placements in the form of `LoadChecker`.
  var placed: [(option: Int, parts: [(bay: Int, units: Int)])] {
    zip(option, parts).compactMap { option, parts in
      option.map { ($0.offset, parts.map { (bay: $0.bay.offset, units: $0.units) }) }
    }
  }
}

/// Packs on one thread.
func pack(_ instance: Instance, seed: UInt64 = 1, threads: Int = 1) -> Packing {
  pack(instance, PackingSettings(seed: seed), threads: threads)
}

/// Packs with a tenth of the work, which is what a debug build has time for where instances come by the hundred.
func packQuickly(_ instance: Instance, rounds: Int = 1, threads: Int = 1) -> Packing {
  pack(instance, PackingSettings(priceSteps: 60, changes: 24, rounds: rounds), threads: threads)
}

func pack(
  _ instance: Instance, _ settings: PackingSettings, threads: Int = 1, machine: Machine = .discover()
) -> Packing {
  let pool = WorkerPool(threads: threads, machine: machine)
  defer { pool.shutdown() }
  return Packer(instance, settings: settings, pool: pool).pack()
}
