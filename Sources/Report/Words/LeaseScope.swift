internal import Facility

/// The zone that a lease may not leave, as sentences name it; the whole facility where there is none.
struct LeaseScope {
  private let zone: ZoneID?
  private let facility: Facility

  init(_ zone: ZoneID?, _ facility: Facility) {
    (self.zone, self.facility) = (zone.flatMap { facility.isWhole($0) ? nil : $0 }, facility)
  }

  /// ` in hall-2`; empty where there is none.
  var inside: String { zone.map { " in " + facility.place(of: $0) } ?? "" }

  /// True if a zone is all that there is for the lease.
  func isWhole(_ other: ZoneID) -> Bool { facility.isWhole(other) || other == zone }

  /// The zone's path, and that the lease may not leave it.
  func name(_ other: ZoneID) -> String {
    facility.place(of: other) + (other == zone ? ", which it may not leave," : "")
  }

  /// The path of a zone further out than the level asked for, without the zones of that level inside it.
  func name(_ other: ZoneID, _ level: Level) -> String { name(other) + outside(level, other) }

  /// ` outside its halls`, if racks are beside these and a gang may not take both; else empty.
  private func outside(_ level: Level, _ other: ZoneID) -> String {
    guard facility.zones.indices.contains(other.index), facility.zones[other].level < level else { return "" }
    let children = facility.zones.indices.map { ZoneID($0) }.filter { facility.zones[$0].parent == other }
    guard children.contains(where: { facility.zones[$0].level > level }) else { return "" }
    let halls = children.filter { facility.zones[$0].level <= level }.map { facility.zones[$0].level }
    return Set(halls).sorted().last.map { " outside its \($0.word)s" } ?? ""
  }

  /// `hall-2`, `any pod in hall-2`.
  func any(_ level: Level, _ other: ZoneID) -> String {
    if other == zone { return facility.place(of: other) + ", which it may not leave" }
    return isWhole(other) && zone == nil
      ? facility.place(of: other) + outside(level, other) : "any \(level.word)\(inside)"
  }

  /// `, the most of any pod in hall-2`.
  func most(_ level: Level, _ other: ZoneID) -> String {
    isWhole(other) || level == .node ? "" : ", the most of any \(level.word)\(inside)"
  }
}
