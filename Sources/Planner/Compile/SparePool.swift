import Facility

/// The nodes of one kind that share their spares, and how many of them are held as such.
struct SparePool: Sendable {
  /// The zone that holds them.
  let zone: ZoneID
  /// The kind of node.
  let kind: KindID
  /// The level of the rule: nodes of the kind belong to the pool whose zone is theirs at this level.
  let level: Level
  /// Nodes in service in the pool, and spares among them.
  let inService: Int, spares: Int

  /// The pools of a facility, by zone, then in the order of its rules.
  ///
  /// A pool is a zone of the rule's level, or the next zone further out around nodes that stand under none.
  ///
  /// - Complexity: O(zones × rules + bays × depth).
  static func all(in facility: Facility) -> [SparePool] {
    guard !facility.zones.isEmpty, !facility.spares.isEmpty else { return [] }
    let ruleOfKind = Dictionary(facility.spares.enumerated().map { ($1.kind, $0) }) { first, _ in first }
    let rules = facility.spares.count
    var inService = [Int](repeating: 0, count: facility.zones.count * rules)
    for bay in facility.bays {
      guard let rule = ruleOfKind[bay.kind] else { continue }
      inService[facility.domain(of: bay.zone, at: facility.spares[rule].level).index * rules + rule] += bay.inService
    }
    return inService.indices.compactMap { cell in
      guard inService[cell] > 0 else { return nil }
      let rule = facility.spares[cell % rules]
      return SparePool(
        zone: ZoneID(cell / rules), kind: rule.kind, level: rule.level, inService: inService[cell],
        spares: rule.spares(for: inService[cell], gpus: facility.kinds[rule.kind].gpus))
    }
  }

  /// True if the nodes of a bay are of the pool.
  func contains(_ bay: Bay, in facility: Facility) -> Bool {
    bay.kind == kind && facility.domain(of: bay.zone, at: level) == zone
  }
}
