internal import Facility

/// The bays of a kind by the zone of a level that holds them.
struct BaysByZone {
  /// Bays, by zone of the level, then by id.
  let bays: [Int]
  /// The position at which each zone's bays begin, and the end of the last.
  let starts: [Int]

  init(_ bays: [Int], at level: Level, in tables: FacilityTables) {
    let facility = tables.facility
    let domain = tables.domains(at: level)
    let keyed = bays.map { (domain: domain[facility.bays[$0].zone.index], bay: $0) }
    let sorted = keyed.sorted { ($0.domain, $0.bay) < ($1.domain, $1.bay) }
    self.bays = sorted.map { $0.bay }
    starts = sorted.indices.filter { $0 == 0 || sorted[$0].domain != sorted[$0 - 1].domain } + [sorted.count]
  }
}
