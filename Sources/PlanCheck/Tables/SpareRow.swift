internal import Facility

/// The nodes of a kind in one zone that a spare rule leaves for leases.
struct SpareRow {
  /// The zone of the rule's level, or the next further out that stands in its place, and the kind.
  var zone: ZoneID, kind: KindID
  /// Nodes of the kind in service there.
  var inService: Int
  /// Of these, held back.
  var spares: Int
  /// Nodes that may be leased.
  var capacity: Int { inService - spares }
}

extension SpareRow {
  /// Every row of a facility, by zone, then rule, and for each bay the row that counts its nodes.
  ///
  /// - Parameters:
  ///   - parent: the zone around each zone.
  ///   - inService: the nodes in service of each bay.
  static func rows(of facility: Facility, parent: [Int], inService: [Int]) -> (rows: [SpareRow], rowOfBay: [Int]) {
    var ruleOfKind = [Int](repeating: -1, count: facility.kinds.count)
    for (position, rule) in facility.spares.enumerated() { ruleOfKind[rule.kind.index] = position }
    let holders = holders(of: facility, parent: parent)

    var nodes: [Cell: Int] = [:]
    let cells = facility.bays.enumerated().map { position, bay -> Cell? in
      let rule = ruleOfKind[bay.kind.index]
      guard rule >= 0, let zone = holders[facility.spares[rule].level]?[bay.zone.index] else { return nil }
      let cell = Cell(zone: zone, rule: rule)
      nodes[cell, default: 0] += inService[position]
      return cell
    }
    let order = nodes.filter { $0.value > 0 }.keys.sorted { ($0.zone, $0.rule) < ($1.zone, $1.rule) }
    let rows = order.map { cell in
      let rule = facility.spares[cell.rule]
      let count = nodes[cell] ?? 0
      return SpareRow(
        zone: ZoneID(cell.zone), kind: rule.kind, inService: count,
        spares: rule.spares(for: count, gpus: facility.kinds[rule.kind].gpus))
    }
    let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return (rows, cells.map { $0.flatMap { numbers[$0] } ?? -1 })
  }

  private struct Cell: Hashable {
    var zone: Int, rule: Int
  }

  /// By level of a rule: the zone that holds the spares of what stands in each zone. The spares of a zone further in
  /// than the level are held where those of the zone around it are.
  private static func holders(of facility: Facility, parent: [Int]) -> [Level: [Int]] {
    var holders: [Level: [Int]] = [:]
    for level in Set(facility.spares.map(\.level)) {
      var holder = Array(parent.indices)
      for zone in parent.indices where parent[zone] >= 0 && facility.zones[zone].level > level {
        holder[zone] = holder[parent[zone]]
      }
      holders[level] = holder
    }
    return holders
  }
}
