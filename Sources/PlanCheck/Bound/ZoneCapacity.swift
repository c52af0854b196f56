internal import Facility

/// The most nodes of a kind that one zone of a level can hold, counted inside the zone that a lease may not leave.
struct ZoneCapacity {
  private struct Key: Hashable {
    var zone: ZoneID, kind: KindID
    var level: Int
  }

  private let facility: Facility
  private let tables: FacilityTables
  private var known: [Key: Int] = [:]

  init(_ tables: FacilityTables) { (facility, self.tables) = (tables.facility, tables) }

  /// The most nodes in service of a kind in any zone of a level, counted inside `zone` only.
  ///
  /// - Complexity: O(zones + bays) for each question, once.
  mutating func mostNodes(of kind: KindID, at level: Level, in zone: ZoneID) -> Int {
    let key = Key(zone: zone, kind: kind, level: level.rawValue)
    if let most = known[key] { return most }
    let domain = tables.domains(at: level)
    let end = tables.end[zone.index]
    var nodes: [Int: Int] = [:]
    for (position, bay) in facility.bays.enumerated() where bay.kind == kind {
      guard zone.index <= bay.zone.index, bay.zone.index < end else { continue }
      nodes[domain[bay.zone.index], default: 0] += tables.inService[position]
    }
    let most = nodes.values.max() ?? 0
    known[key] = most
    return most
  }
}
