public import Facility
public import PlanModel
public import Tenancy

/// The sentences for reasons, violations and answers: made in one place, so that text, JSON and plan files say the
/// same.
public enum Sentence {
  /// The reason for which a lease of the book does not fit, with the name of the kind that comes nearest.
  public static func reason(_ refusal: Refusal, facility: Facility, book: Book) -> String {
    reason(refusal.reason, kind: refusal.kind(in: book), within: book.leases[refusal.lease].within, facility: facility)
  }

  /// The reason for which a lease, or one more of a product, of a kind does not fit: with numbers and units, no full
  /// stop.
  ///
  /// - Parameter within: the zone that it may not leave; nil: it may be anywhere.
  public static func reason(_ reason: Reason, kind: KindID, within: ZoneID? = nil, facility: Facility) -> String {
    let wording = KindWording(kind, facility)
    let scope = LeaseScope(within, facility)
    switch reason {
    case .kindAbsent(let absent):
      if facility.isPosition(absent) { return "no rack position is installed" }
      return
        "no node of kind \(facility.kinds.indices.contains(absent.index) ? facility.kinds[absent].name : wording.label)"
        + " is installed"
    case .levelTooSmall(let level, let needed, let best, let zone):
      return tooSmall(level, needed: needed, best: best, largest: zone, scope: scope, wording)
    case .spares(let level, let needed, let best, let zone):
      guard best > 0 else {
        return
          "what is free of \(wording.label) in \(scope.any(level, zone)) are spares, \(wording.number(needed)) needed"
      }
      return "spares: \(scope.name(zone, level)) has \(wording.gpus(best)) free besides its spares"
        + scope.most(level, zone)
        + ", \(wording.number(needed)) needed: \(wording.unlabelledGPUs(needed - best)) short"
    case .nodesTaken(let level, let needed, let best, let zone):
      guard best > 0 else {
        return "\(wording.none) is free in \(scope.any(level, zone)), \(wording.number(needed)) needed"
      }
      return "\(scope.name(zone, level)) has \(wording.gpus(best)) free" + scope.most(level, zone)
        + ", \(wording.number(needed)) needed"
    case .limit(let row, let short, let zone):
      return full(row.resource, short: short, facility) + tried(row.resource, in: zone, facility)
    case .limits(let rows, let short, let zone):
      return several(rows.map(\.resource), short: short, in: zone, facility)
    case .placedConflict(let row, let short):
      return row.resource.wording.conflict(short, in: facility)
    case .exclusive, .spread, .levelTooSmallForSpread, .segments, .noRoomInNode, .domainTooSmall, .expandedRefused,
      .notNear,
      .megawattsTooFew:
      return rule(reason, in: scope, wording)
    }
  }

  private static func tooSmall(
    _ level: Level, needed: Int, best: Int, largest zone: ZoneID, scope: LeaseScope, _ wording: KindWording
  ) -> String {
    let asked = wording.number(needed)
    let (isPosition, label) = (wording.isPosition, wording.label)
    let what = isPosition ? "\(asked) rack positions" : "\(asked) GPUs of \(label)"
    if best <= 0 {
      return "no \(isPosition ? "rack position" : label + " node") is in service" + scope.inside
    }
    if level == .node {
      return isPosition
        ? "one rack position is no place for \(asked)"
        : "no node holds \(what) (a node has \(wording.number(1)))"
    }
    if scope.isWhole(zone) {
      return "\(scope.name(zone, level)) has \(wording.gpus(best)) in service, \(asked) needed"
    }
    return "no \(level.word)\(scope.inside) holds \(what)"
      + " (largest: \(wording.facility.place(of: zone)), \(wording.number(best)))"
  }

  /// Several limits at once: the worst in full, the others by name.
  private static func several(
    _ resources: [Resource], short: Int64, in zone: ZoneID, _ facility: Facility
  ) -> String {
    guard let worst = resources.first else { return "several limits together leave no room" }
    let others = resources.dropFirst().prefix(3).map { name($0, facility) }
    let more = resources.count - 1 - others.count
    let rest = listed(others + (more > 0 ? ["\(counted(more, "other limit"))"] : []))
    let first = full(worst, short: short, facility) + tried(worst, in: zone, facility)
    return rest.isEmpty ? first : "several limits at once: " + first + "; also full: " + rest
  }

  /// `the 300 MW contract is full: 4.2 MW short`.
  static func full(_ resource: Resource, short: Int64, _ facility: Facility) -> String {
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

  private static func tried(_ resource: Resource, in zone: ZoneID, _ facility: Facility) -> String {
    guard !facility.isWhole(zone), resource.exists(in: facility), resource.zone(in: facility) != zone else { return "" }
    return " (tried in \(facility.place(of: zone)))"
  }
}
