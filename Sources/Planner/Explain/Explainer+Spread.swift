import Facility
import Packing
import PlanModel
import Tenancy

// What the spread of a lease allows: so many of its nodes in one part.
extension Explainer {
  /// The reason that spread as asked no zone has the nodes even with nothing leased; nil: one has.
  func spreadTooSmall(_ option: OptionIndex, _ candidates: CandidateZones) -> Reason? {
    let options = problem.instance.options
    guard options.spread[option] >= 0 else { return nil }
    let needed = Int(options.least[option])
    let largest = CandidateZones.best(candidates.zones) { spreadNodes(option, in: $0, on: empty) }
    guard largest.nodes < needed else { return nil }
    let spread = spread(of: option)
    return .levelTooSmallForSpread(
      Level(rawValue: Int(options.level[option])) ?? .node, spread, most: spread.most(of: needed), needed: needed,
      best: largest.nodes, in: largest.zone)
  }

  /// The reason that spread as asked too few nodes are free; `held` where it is the spread together with another rule.
  func spreadTooClose(
    _ option: OptionIndex, in zones: [ZoneIndex], held: CandidateZones.Best
  ) -> Reason {
    let needed = Int(problem.instance.options.least[option])
    let free = CandidateZones.best(zones) { spreadNodes(option, in: $0, on: ledger) }
    let most = free.nodes < needed ? free : held
    let spread = spread(of: option)
    return .spread(spread, most: spread.most(of: needed), needed: needed, best: most.nodes, in: most.zone)
  }

  /// The reason that more of a lease than its spread allows stands in one part today, with as many as could stay.
  func spreadBroken(_ here: [(bay: BayIndex, units: Int)], _ option: OptionIndex, in place: ZoneID) -> Reason {
    let partOfBay = problem.instance.divisions[Int(problem.instance.options.spread[option])].partOfBay
    let spread = spread(of: option)
    let most = spread.most(of: here.reduce(0) { $0 + $1.units })
    var nodes: [Int32: Int] = [:]
    for part in here where partOfBay[part.bay] >= 0 { nodes[partOfBay[part.bay], default: 0] += part.units }
    return .spread(
      spread, most: most, needed: Int(problem.instance.options.least[option]),
      best: nodes.values.reduce(0) { $0 + min($1, most) }, in: place)
  }

  private func spread(of option: OptionIndex) -> Spread {
    let options = problem.instance.options
    return Spread(over: problem.division(options.spread[option]), atMost: Fraction(ppm: options.spreadShare[option]))
  }

  /// Whole nodes under a zone that a gang of the least size may take, each part giving what its share allows; at least
  /// that size if a larger gang, of which a part may hold more, finds its nodes.
  ///
  /// - Complexity: O(bays under the zone + sizes × parts).
  private func spreadNodes(_ option: OptionIndex, in zone: ZoneIndex, on ledger: Ledger) -> Int {
    let instance = problem.instance
    let (least, units) = (Int(instance.options.least[option]), Int(instance.options.units[option]))
    let kind = instance.options.kind[option]
    let partOfBay = instance.divisions[Int(instance.options.spread[option])].partOfBay
    var free: [Int32: Int] = [:]
    for bay in (firstBay(from: zone)..<firstBay(from: instance.zones.end[zone])).lazy.map({ BayIndex($0) })
    where instance.bays.kind[bay] == kind && partOfBay[bay] >= 0 {
      let whole = (ledger.freeSlots(of: bay) - ledger.openedFree(bay)) / Int(instance.nodeSlots[Int(kind)])
      free[partOfBay[bay], default: 0] += max(0, whole)
    }
    let spread = spread(of: option)
    func nodes(_ size: Int) -> Int {
      let most = spread.most(of: size)
      return free.values.reduce(0) { $0 + min($1, most) }
    }
    return least < units && (least...units).contains { nodes($0) >= $0 } ? max(least, nodes(least)) : nodes(least)
  }

  /// The first bay that stands in a zone or behind it: bays ascend by zone.
  private func firstBay(from zone: ZoneIndex) -> Int {
    var (low, high) = (0, problem.instance.bays.count)
    while low < high {
      let middle = (low + high) / 2
      if problem.instance.bays.zone[middle] < zone { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
