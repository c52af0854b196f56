internal import Facility

/// The nodes of a kind in one zone that a spare rule leaves for leases.
struct SpareRow {
  /// The pod, or the zone in its place, and the kind.
  var zone: ZoneID, kind: KindID
  /// Nodes of the kind in service there.
  var inService: Int
  /// Of these, held back.
  var spares: Int
  /// Nodes that may be leased.
  var capacity: Int { inService - spares }
}

extension SpareRow {
  /// The zones that hold spares: every pod; without pods the children of the root; without these the root.
  private static func spareZones(_ facility: Facility) -> [Int] {
    let zones = facility.zones
    let pods = zones.indices.filter { zones[$0].level == .pod }
    if !pods.isEmpty { return pods }
    let children = zones.indices.filter { zones[$0].parent?.index == 0 }
    return children.isEmpty ? Array(zones.indices.prefix(1)) : children
  }

  /// Every row of a facility, by zone, then rule, and for each bay the row that counts its nodes.
  ///
  /// - Parameters:
  ///   - parent: the zone around each zone.
  ///   - inService: the nodes in service of each bay.
  static func rows(of facility: Facility, parent: [Int], inService: [Int]) -> (rows: [SpareRow], rowOfBay: [Int]) {
    let rules = facility.spares
    let spareZones = spareZones(facility)
    var spareZone = [Int](repeating: -1, count: parent.count)
    for (position, zone) in spareZones.enumerated() { spareZone[zone] = position }
    for zone in parent.indices where spareZone[zone] < 0 && parent[zone] >= 0 {
      spareZone[zone] = spareZone[parent[zone]]
    }
    var ruleOfKind = [Int](repeating: -1, count: facility.kinds.count)
    for (position, rule) in rules.enumerated() { ruleOfKind[rule.kind.index] = position }

    // One cell for each spare zone and rule; those without a node in service make no row.
    var cell = [Int](repeating: -1, count: facility.bays.count)
    var nodes = [Int](repeating: 0, count: spareZones.count * rules.count)
    for (position, bay) in facility.bays.enumerated() {
      let (place, rule) = (spareZone[bay.zone.index], ruleOfKind[bay.kind.index])
      guard place >= 0, rule >= 0 else { continue }
      cell[position] = place * rules.count + rule
      nodes[cell[position]] += inService[position]
    }
    var rows: [SpareRow] = []
    var rowOfCell = [Int](repeating: -1, count: nodes.count)
    for (position, count) in nodes.enumerated() where count > 0 {
      let rule = rules[position % rules.count]
      rowOfCell[position] = rows.count
      rows.append(
        SpareRow(
          zone: ZoneID(spareZones[position / rules.count]), kind: rule.kind, inService: count,
          spares: rule.spares(for: count, gpus: facility.kinds[rule.kind].gpus)))
    }
    return (rows, cell.map { $0 < 0 ? -1 : rowOfCell[$0] })
  }
}
