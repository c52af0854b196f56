import Facility

/// The nodes of one kind under one zone, and how many of them are held as spares.
struct SparePool: Sendable {
  /// The zone that holds them.
  let zone: ZoneID
  /// The kind of node.
  let kind: KindID
  /// Nodes in service under the zone, and spares among them.
  let inService: Int, spares: Int

  /// The pools of a facility, by zone, then in the order of its rules.
  ///
  /// Spares are held in every pod; where there is no pod, in every zone just under the root; else in the root.
  ///
  /// - Complexity: O(zones × kinds + bays).
  static func all(in facility: Facility) -> [SparePool] {
    guard !facility.zones.isEmpty, !facility.spares.isEmpty else { return [] }
    let pods = facility.zones.indices.filter { facility.zones[$0].level == .pod }
    let under = facility.zones.indices.filter { facility.zones[$0].parent?.index == 0 }
    let zones = !pods.isEmpty ? pods : (!under.isEmpty ? under : [0])
    var zoneOf = [Int](repeating: -1, count: facility.zones.count)
    for zone in zones { for inner in zone..<facility.zones[zone].end.index { zoneOf[inner] = zone } }
    var inService = [Int](repeating: 0, count: facility.zones.count * facility.kinds.count)
    for bay in facility.bays where zoneOf[bay.zone.index] >= 0 {
      inService[zoneOf[bay.zone.index] * facility.kinds.count + bay.kind.index] += bay.inService
    }
    return zones.flatMap { zone in
      facility.spares.compactMap { rule in
        let nodes = inService[zone * facility.kinds.count + rule.kind.index]
        guard nodes > 0 else { return nil }
        let spares = rule.spares(for: nodes, gpus: facility.kinds[rule.kind].gpus)
        return SparePool(zone: ZoneID(zone), kind: rule.kind, inService: nodes, spares: spares)
      }
    }
  }
}
