import Facility
import Packing
import Tenancy

/// A division of the bays that some option refers to.
enum DivisionKey: Hashable, Sendable {
  /// The division that a rule of a lease states.
  case parts(Division)
  /// The leaves, and only racks under one: what a large lease does not share unless it says otherwise.
  case leaves
  /// The zones that racks stand in directly.
  case parents
}

/// Builds the divisions that options refer to, each of them once.
struct DivisionBuilder {
  /// The tables, and the key of each.
  private(set) var tables: [DivisionTable] = [], keys: [DivisionKey] = []
  private var numbers: [DivisionKey: Int32] = [:]
  private let facility: Facility

  init(_ facility: Facility) { self.facility = facility }

  /// The number of a division, which is added if it is new.
  mutating func number(of key: DivisionKey) -> Int32 {
    if let known = numbers[key] { return known }
    let number = Int32(tables.count)
    numbers[key] = number
    keys.append(key)
    tables.append(table(key))
    return number
  }

  /// - Complexity: O(bays × depth + parts log parts).
  private func table(_ key: DivisionKey) -> DivisionTable {
    switch key {
    case .parts(.zones(let level)):
      return separate(facility.bays.map { facility.domain(of: $0.zone, at: level).index })
    case .leaves:
      return separate(
        facility.bays.map { bay in
          let leaf = facility.domain(of: bay.zone, at: .leaf)
          return facility.zones[leaf].level == .leaf ? leaf.index : nil
        })
    case .parts(.stage(let name)):
      return separate(facility.bays.map { copy(of: name, feeding: $0.zone)?.index })
    case .parents:
      return inRuns()
    }
  }

  /// The copy of a stage that feeds a rack, by its first cord; nil where none of this name does.
  private func copy(of stage: String, feeding rack: ZoneID) -> PowerID? {
    var at = facility.zones[rack].outlets.first
    while let element = at {
      if facility.power[element].stage == stage { return element }
      at = facility.power[element].parent
    }
    return nil
  }

  /// Parts numbered in order, of which none neighbours another.
  private func separate(_ owners: [Int?]) -> DivisionTable {
    let order = Set(owners.compactMap { $0 }).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Int32($0)) })
    return DivisionTable(
      partOfBay: owners.map { $0.flatMap { numbers[$0] } ?? -1 }, run: order.indices.map { Int32($0) })
  }

  /// The zones that hold racks directly, numbered so that those of one parent follow one another: a run each.
  private func inRuns() -> DivisionTable {
    func holder(_ rack: ZoneID) -> ZoneID { facility.zones[rack].parent ?? rack }
    func parent(_ zone: ZoneID) -> Int { facility.zones[zone].parent?.index ?? -1 }
    let racks = facility.zones.indices.map { ZoneID($0) }.filter { facility.zones[$0].level == .rack }
    let order = Set(racks.map(holder)).union(facility.bays.map { holder($0.zone) })
      .sorted { (parent($0), $0) < (parent($1), $1) }
    let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Int32($0)) })
    return DivisionTable(
      partOfBay: facility.bays.map { numbers[holder($0.zone)] ?? -1 }, run: order.map { Int32(parent($0)) })
  }
}
