internal import Facility
internal import PlanModel
internal import Tenancy

/// The part of a division in which each zone lies, found once for each division that a rule names.
struct Divisions {
  /// A division as rules use it.
  enum Key: Hashable {
    case parts(Division)
    /// The leaves, and only zones under one: by default large leases do not share them.
    case leaves

    /// The part of a number in a table.
    func part(_ number: Int) -> Part {
      if case .parts(.stage) = self { return .stage(PowerID(number)) }
      return .zone(ZoneID(number))
    }
  }

  private let facility: Facility
  private let tables: FacilityTables
  private var known: [Key: [Int]] = [:]
  /// True if the facility has leaves.
  let hasLeaves: Bool

  init(_ tables: FacilityTables) {
    (facility, self.tables) = (tables.facility, tables)
    hasLeaves = facility.zones.contains { $0.level == .leaf }
  }

  /// By zone: the zone or the stage that is its part; -1: none.
  mutating func parts(_ key: Key) -> [Int] {
    if let table = known[key] { return table }
    let table: [Int]
    switch key {
    case .parts(.zones(let level)): table = tables.domains(at: level)
    case .parts(.stage(let name)): table = copies(of: name)
    case .leaves:
      table = tables.domains(at: .leaf).map { facility.zones[$0].level == .leaf ? $0 : -1 }
    }
    known[key] = table
    return table
  }

  /// The nearest copy of a stage on the way from a zone's first outlet to the supply. The outlets of a rack differ only
  /// in stages that the rack itself declares.
  private func copies(of name: String) -> [Int] {
    var nearest = [Int](repeating: -1, count: facility.power.count)
    for (stage, element) in facility.power.enumerated() {
      nearest[stage] = element.stage == name ? stage : tables.feeder[stage] >= 0 ? nearest[tables.feeder[stage]] : -1
    }
    return tables.parent.indices.map { zone in tables.outlets(of: zone).first.map { nearest[$0] } ?? -1 }
  }

  /// The division of which a lease on a kind shares no part with others; nil: it shares everything but its nodes.
  func exclusive(_ lease: Lease, on kind: Kind) -> Key? {
    switch lease.exclusive {
    case .none, .node: return nil
    case .nvlink: return kind.nodesPerNVLinkDomain > 1 ? .parts(.zones(kind.nvlinkSpans)) : nil
    case .parts(let division): return .parts(division)
    case .byDefault:
      guard hasLeaves, !lease.isPlaced else { return nil }
      switch lease.demand {
      case .gpus(let asked), .elastic(_, let asked): return asked >= Exclusive.defaultFrom ? .leaves : nil
      case .all, .megawatts, .space, .pool: return nil
      }
    }
  }
}
