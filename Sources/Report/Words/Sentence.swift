public import Facility
public import PlanModel
public import Tenancy

/// Where reasons, violations and answers become words: the one place, so that text, JSON and plan files say the same.
public enum Sentence {
  /// Why a lease of the book does not fit, with the name of the kind that comes nearest.
  public static func reason(_ refusal: Refusal, facility: Facility, book: Book) -> String {
    reason(refusal.reason, kind: refusal.kind(in: book), within: book.leases[refusal.lease].within, facility: facility)
  }

  /// Why a lease, or one more of a product, of a kind does not fit: specific, with numbers and units, no full stop.
  ///
  /// - Parameter within: the zone that it may not leave; nil: it may stand anywhere.
  public static func reason(_ reason: Reason, kind: KindID, within: ZoneID? = nil, facility: Facility) -> String {
    let label = facility.label(of: kind)
    let fence = Fence(within, facility)
    switch reason {
    case .kindAbsent(let absent):
      if facility.isPosition(absent) { return "no rack position is installed" }
      return "no node of kind \(facility.kinds.indices.contains(absent.index) ? facility.kinds[absent].name : label)"
        + " is installed"
    case .levelTooSmall(let level, let needed, let best, let zone):
      return tooSmall(level, needed, best, zone, fence, kind, facility)
    case .spares(let level, let needed, let best, let zone):
      guard best > 0 else {
        return
          "what is free of \(label) in \(fence.any(level, zone)) are spares, \(number(needed, kind, facility)) needed"
      }
      return "spares: \(fence.name(zone, level)) has \(gpus(best, kind, facility)) free besides its spares"
        + fence.most(level, zone)
        + ", \(number(needed, kind, facility)) needed: \(short(needed - best, kind, facility)) short"
    case .nodesTaken(let level, let needed, let best, let zone):
      guard best > 0 else {
        return "\(none(kind, facility)) is free in \(fence.any(level, zone)), \(number(needed, kind, facility)) needed"
      }
      return "\(fence.name(zone, level)) has \(gpus(best, kind, facility)) free" + fence.most(level, zone)
        + ", \(number(needed, kind, facility)) needed"
    case .limit(let row, let short, let zone):
      return full(row.resource, short, facility) + tried(zone, row.resource, facility)
    case .limits(let rows, let short, let zone):
      return several(rows.map(\.resource), short, zone, facility)
    case .placedConflict(let row, let short):
      return row.resource.wording.conflict(short, in: facility)
    case .exclusive, .spread, .levelTooSmallForSpread, .segments, .noRoomInNode, .expandedRefused, .notNear,
      .megawattsTooFew:
      return rule(reason, kind: kind, fence, facility)
    }
  }

  private static func tooSmall(
    _ level: Level, _ needed: Int, _ best: Int, _ zone: ZoneID, _ fence: Fence, _ kind: KindID, _ facility: Facility
  ) -> String {
    let asked = number(needed, kind, facility)
    let isPosition = facility.isPosition(kind)
    let what = isPosition ? "\(asked) rack positions" : "\(asked) GPUs of \(facility.label(of: kind))"
    if best <= 0 {
      return "no \(isPosition ? "rack position" : facility.label(of: kind) + " node") is in service" + fence.inside
    }
    if level == .node {
      return isPosition
        ? "one rack position is no place for \(asked)"
        : "no node holds \(what) (a node has \(number(1, kind, facility)))"
    }
    if fence.isWhole(zone) {
      return "\(fence.name(zone, level)) has \(gpus(best, kind, facility)) in service, \(asked) needed"
    }
    return "no \(level.word)\(fence.inside) holds \(what)"
      + " (largest: \(facility.place(of: zone)), \(number(best, kind, facility)))"
  }

  /// Several limits at once: the worst in full, the others by name.
  private static func several(
    _ resources: [Resource], _ short: Int64, _ zone: ZoneID, _ facility: Facility
  ) -> String {
    guard let worst = resources.first else { return "several limits together leave no room" }
    let others = resources.dropFirst().prefix(3).map { name($0, facility) }
    let more = resources.count - 1 - others.count
    let rest = listed(others + (more > 0 ? ["\(counted(more, "other limit"))"] : []))
    let first = full(worst, short, facility) + tried(zone, worst, facility)
    return rest.isEmpty ? first : "several limits at once: " + first + "; also full: " + rest
  }

  /// `the 300 MW contract is full: 4.2 MW short`.
  static func full(_ resource: Resource, _ short: Int64, _ facility: Facility) -> String {
    resource.wording.full(short, in: facility)
  }

  /// A resource in a sentence, with its limit: `the 300 MW contract`, `the 57.6 kW breaker of hall-1/pod-3/rack-2`.
  static func name(_ resource: Resource, _ facility: Facility) -> String {
    guard resource.exists(in: facility) else { return "a limit that the facility does not have" }
    return resource.wording.name(in: facility)
  }

  /// An amount of a resource in its unit, power rounded up so that no shortage prints as nothing.
  static func amount(_ amount: Int64, of resource: Resource, _ facility: Facility) -> String {
    resource.wording.amount(amount, in: facility)
  }

  private static func tried(_ zone: ZoneID, _ resource: Resource, _ facility: Facility) -> String {
    guard !facility.isWhole(zone), resource.exists(in: facility), resource.zone(in: facility) != zone else { return "" }
    return " (tried in \(facility.place(of: zone)))"
  }

  /// Nodes as reports count them: in GPUs, or in rack positions.
  static func number(_ nodes: Int, _ kind: KindID, _ facility: Facility) -> String {
    Numbers.grouped(facility.isPosition(kind) ? nodes : facility.gpus(in: nodes, of: kind))
  }

  /// `96 H100 GPUs`, `4 rack positions`.
  static func gpus(_ nodes: Int, _ kind: KindID, _ facility: Facility) -> String {
    if facility.isPosition(kind) { return counted(nodes, "rack position") }
    return "\(number(nodes, kind, facility)) \(facility.label(of: kind)) GPUs"
  }

  /// `no H100 GPU`, `no rack position`.
  static func none(_ kind: KindID, _ facility: Facility) -> String {
    facility.isPosition(kind) ? "no rack position" : "no whole \(facility.label(of: kind)) node"
  }

  private static func short(_ nodes: Int, _ kind: KindID, _ facility: Facility) -> String {
    facility.isPosition(kind) ? counted(nodes, "rack position") : number(nodes, kind, facility) + " GPUs"
  }
}

/// The zone that a lease may not leave, in the words of a sentence.
struct Fence {
  private let zone: ZoneID?
  private let facility: Facility

  init(_ zone: ZoneID?, _ facility: Facility) {
    (self.zone, self.facility) = (zone.flatMap { facility.isWhole($0) ? nil : $0 }, facility)
  }

  /// ` in hall-2`; empty where there is none.
  var inside: String { zone.map { " in " + facility.place(of: $0) } ?? "" }

  /// Whether a zone is all that there is for the lease.
  func isWhole(_ other: ZoneID) -> Bool { facility.isWhole(other) || other == zone }

  /// The zone's path, and that the lease may not leave it.
  func name(_ other: ZoneID) -> String {
    facility.place(of: other) + (other == zone ? ", which it may not leave," : "")
  }

  /// The same of a zone further out than the level that was asked: without the zones of that level that stand in it.
  func name(_ other: ZoneID, _ level: Level) -> String { name(other) + outside(level, other) }

  /// ` outside its halls`, where racks stand beside these and a gang may not stand on both; empty elsewhere.
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
