internal import Facility
internal import PlanModel
internal import Tenancy

/// The rules of where a lease may be placed, checked against its own racks and against the racks of other leases.
struct LeaseRules {
  private let facility: Facility
  private let tables: FacilityTables
  private var divisions: Divisions
  private var domains: [[Int]?] = Array(repeating: nil, count: Level.allCases.count)
  private var knownAdjacency: Adjacency?

  /// The zones that directly hold racks, with the siblings of their kind just before and after each.
  private struct Adjacency {
    /// The zone that directly holds each rack.
    var table: [Int]
    var neighbours: [Int: [Int]] = [:]
  }

  init(_ tables: FacilityTables) {
    (facility, self.tables) = (tables.facility, tables)
    divisions = Divisions(tables)
  }

  /// The rules that a lease on `total` nodes of a kind breaks by its own racks: level, zone, segments, spread.
  mutating func broken(
    by lease: Lease, _ id: LeaseID, on kind: KindID, nodes total: Int64, in racks: RackCounts
  ) -> [Violation] {
    var broken: [Violation] = []
    if let split = split(lease, id, over: racks) { broken.append(split) }
    if let zone = lease.within, racks.racks.contains(where: { $0 < zone.index || $0 >= tables.end[zone.index] }) {
      broken.append(.outside(id, zone: zone))
    }
    // Counts past any facility are wrong already; what follows multiplies them.
    let nodes = Int(min(total, Int64(Int32.max)))
    let segment = SegmentSize.of(lease, on: facility.kinds[kind])
    if segment > 1 {
      let level = SegmentSize.level(of: lease, on: facility.kinds[kind])
      broken += brokenSegments(of: id, segment: segment, rest: nodes % segment, in: counts(racks, by: level))
    }
    if let spread = lease.spread {
      broken += crowded(by: id, over: spread.over, most: spread.most(of: nodes), in: racks)
    }
    return broken
  }

  /// The violation of a gang that is split over several zones of its level.
  private mutating func split(_ lease: Lease, _ id: LeaseID, over racks: RackCounts) -> Violation? {
    guard let first = racks.racks.first else { return nil }
    if lease.level == .node, racks.racks.reduce(Int64(0), { $0.addedSaturating(racks[$1]) }) > 1 {
      return .split(id, level: .node, over: racks.racks.sorted().map { ZoneID($0) })
    }
    let table = zones(at: lease.level)
    guard racks.racks.contains(where: { table[$0] != table[first] }) else { return nil }
    return .split(id, level: lease.level, over: Set(racks.racks.map { table[$0] }).sorted().map { ZoneID($0) })
  }

  private mutating func zones(at level: Level) -> [Int] {
    if let known = domains[level.rawValue] { return known }
    let table = tables.domains(at: level)
    domains[level.rawValue] = table
    return table
  }

  /// The nodes of racks by the zone of a level that holds each, ascending by zone.
  private mutating func counts(_ racks: RackCounts, by level: Level) -> [(zone: Int, nodes: Int64)] {
    let table = level == .rack ? nil : zones(at: level)
    var nodes: [Int: Int64] = [:]
    for rack in racks.racks {
      let zone = table?[rack] ?? rack
      nodes[zone] = nodes[zone, default: 0].addedSaturating(racks[rack])
    }
    return nodes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The zones without whole segments, but for one that holds the rest.
  private func brokenSegments(
    of id: LeaseID, segment: Int, rest: Int, in zones: [(zone: Int, nodes: Int64)]
  ) -> [Violation] {
    var broken = zones.filter { $0.nodes % Int64(segment) != 0 }
    if rest > 0, let last = broken.firstIndex(where: { $0.nodes % Int64(segment) == Int64(rest) }) {
      broken.remove(at: last)
    }
    return broken.map { .brokenSegment(id, in: ZoneID($0.zone), nodes: Int(clamping: $0.nodes), segment: segment) }
  }

  /// The parts that hold more than `most` nodes, and the racks with nodes outside all parts.
  private mutating func crowded(
    by id: LeaseID, over division: Division, most: Int, in racks: RackCounts
  ) -> [Violation] {
    let key = Divisions.Key.parts(division)
    let parts = divisions.parts(key)
    var nodes: [Int: Int64] = [:]
    var broken: [Violation] = []
    for rack in racks.racks.sorted() {
      let part = parts[rack]
      if part >= 0 {
        nodes[part] = nodes[part, default: 0].addedSaturating(racks[rack])
      } else if racks[rack] > 0 {
        broken.append(.crowded(id, in: .zone(ZoneID(rack)), nodes: Int(racks[rack]), most: 0))
      }
    }
    for (part, count) in nodes.sorted(by: { $0.key < $1.key }) where count > Int64(most) {
      broken.append(.crowded(id, in: key.part(part), nodes: Int(count), most: most))
    }
    return broken
  }
}

// MARK: Rules between leases.

extension LeaseRules {
  /// Leases in a part that another has for itself, then leases that are not near the lease that they enlarge.
  mutating func betweenLeases(
    of book: Book, allocations: [Allocation], placedNodes: [Int64]
  ) -> [Violation] {
    shared(allocations, book) + apart(allocations, placedNodes: placedNodes, of: book)
  }

  /// - Complexity: O(allocations × divisions in use).
  private mutating func shared(_ allocations: [Allocation], _ book: Book) -> [Violation] {
    var keys: [Divisions.Key] = []
    for allocation in allocations {
      guard let key = divisions.exclusive(book.leases[allocation.lease], on: facility.kinds[allocation.kind]) else {
        continue
      }
      if !keys.contains(key) { keys.append(key) }
    }
    return keys.flatMap { shared($0, by: allocations, of: book) }
  }

  /// The first lease that claims a part owns it; each other lease in it is named once.
  private mutating func shared(_ key: Divisions.Key, by allocations: [Allocation], of book: Book) -> [Violation] {
    let parts = divisions.parts(key)
    var owner: [Int: Int] = [:]
    for allocation in allocations {
      let part = parts[facility.bays[allocation.bay].zone.index]
      guard part >= 0, owner[part] == nil,
        divisions.exclusive(book.leases[allocation.lease], on: facility.kinds[allocation.kind]) == key
      else { continue }
      owner[part] = allocation.lease
    }
    var named: Set<Violation> = []
    return allocations.compactMap { allocation in
      let part = parts[facility.bays[allocation.bay].zone.index]
      guard let lease = owner[part], lease != allocation.lease else { return nil }
      let violation = Violation.shared(LeaseID(lease), with: LeaseID(allocation.lease), in: key.part(part))
      return named.insert(violation).inserted ? violation : nil
    }
  }

  /// Leases that are not near the lease that they enlarge, or enlarge one that is not placed.
  private mutating func apart(_ allocations: [Allocation], placedNodes: [Int64], of book: Book) -> [Violation] {
    var racks: [Int: [Int]] = [:]
    for (position, lease) in book.leases.enumerated() where placedNodes[position] >= 0 {
      guard let other = lease.expands?.lease else { continue }
      (racks[position], racks[other.index]) = ([], [])
    }
    guard !racks.isEmpty else { return [] }
    for allocation in allocations { racks[allocation.lease]?.append(facility.bays[allocation.bay].zone.index) }

    var broken: [Violation] = []
    for (position, lease) in book.leases.enumerated() where placedNodes[position] >= 0 {
      guard let rule = lease.expands else { continue }
      let near = zonesNear(racks[rule.lease.index] ?? [], rule.reach)
      let isNear = (racks[position] ?? []).allSatisfy { near.zones.contains(near.table[$0]) }
      let isPlaced = placedNodes.indices.contains(rule.lease.index) && placedNodes[rule.lease.index] >= 0
      if !isPlaced || !isNear { broken.append(.apart(LeaseID(position), from: rule.lease)) }
    }
    return broken
  }

  /// The zones near to these racks, with the table of the zone of each rack.
  private mutating func zonesNear(_ racks: [Int], _ reach: Expansion.Reach) -> (zones: Set<Int>, table: [Int]) {
    switch reach {
    case .within(let level):
      let table = zones(at: level)
      return (Set(racks.map { table[$0] }), table)
    case .adjacent:
      let adjacency = adjacency()
      var near = Set(racks.map { adjacency.table[$0] })
      for zone in near { near.formUnion(adjacency.neighbours[zone] ?? []) }
      return (near, adjacency.table)
    }
  }

  private mutating func adjacency() -> Adjacency {
    if let knownAdjacency { return knownAdjacency }
    var adjacency = Adjacency(table: tables.parent.enumerated().map { zone, parent in parent < 0 ? zone : parent })
    let racks = tables.parent.indices.filter { facility.zones[$0].level == .rack || tables.firstBay[$0] >= 0 }
    var last: [Int: Int] = [:]
    for zone in Set(racks.map { adjacency.table[$0] }).sorted() {
      if let before = last[tables.parent[zone]] {
        adjacency.neighbours[before, default: []].append(zone)
        adjacency.neighbours[zone, default: []].append(before)
      }
      last[tables.parent[zone]] = zone
    }
    knownAdjacency = adjacency
    return adjacency
  }
}
