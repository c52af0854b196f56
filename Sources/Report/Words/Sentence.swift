public import Facility
public import PlanModel
public import Tenancy

/// The sentences for reasons, violations and answers: made in one place, so that text, JSON and plan files say the
/// same.
public enum Sentence {
  /// The reason for which a lease of the book does not fit, with the name of the kind that comes nearest: on the site with
  /// what stands today alone, as far as it does not fit there, and beside the plan.
  public static func reason(_ refusal: Refusal, facility: Facility, book: Book) -> String {
    reason(refusal, kind: refusal.kind(in: book), within: book.leases[refusal.lease].within, facility: facility)
  }

  static func reason(_ refusal: Refusal, kind: KindID, within: ZoneID?, facility: Facility) -> String {
    let text = whole(refusal, kind: kind, within: within, facility: facility)
    guard let part = refusal.part else { return text }
    // Told apart from what has just been said of the site without the plan.
    let beside = refusal.alone.map { $0.reason == nil } ?? false ? beside(refusal) + " " : ""
    return text + "; " + beside + fitting(part, of: kind, facility)
  }

  /// `168 GPUs (21 nodes) would fit`, `3 rack positions would fit`.
  private static func fitting(_ part: Refusal.Part, of kind: KindID, _ facility: Facility) -> String {
    let wording = KindWording(part.kind, facility)
    let amount = part.kind == kind ? wording.unlabelledGPUs(part.nodes) : wording.gpus(part.nodes)
    let nodes = wording.isPosition ? "" : " (\(counted(part.nodes, "node")))"
    let segments =
      part.nodes > part.segment && part.segment > 1 ? " in segments of \(wording.number(part.segment))" : ""
    return amount + nodes + segments + " would fit"
  }

  private static func beside(_ refusal: Refusal) -> String {
    refusal.beside == .kept ? "beside what else must be kept" : "beside this plan"
  }

  /// The reason for which all of a lease does not fit.
  private static func whole(_ refusal: Refusal, kind: KindID, within: ZoneID?, facility: Facility) -> String {
    let found = reason(refusal.reason, kind: kind, within: within, facility: facility)
    let text = refusal.alsoShort.isEmpty ? found : found + ", and " + short(refusal.alsoShort, facility)
    let beside = beside(refusal)
    guard let alone = refusal.alone else { return text }
    let with = alone.somethingStands ? "with only what stands today" : "with nothing else leased"
    guard let other = alone.reason else { return "\(beside) \(text); \(with) it would fit" }
    if other.isAlike(refusal.reason) {
      let also = refusal.alsoShort.isEmpty ? "" : "; \(beside) " + short(refusal.alsoShort, facility)
      return other.isOfTheSite ? text : found + ", even \(with)" + also
    }
    if case .limits(let here, _) = refusal.reason, case .limits(let there, _) = other, here.count == 1,
      there.count == 1, here[0].row == there[0].row, here[0].others == 0, there[0].others == 0
    {
      let resource = here[0].resource
      return resource.wording.full(there[0].short, in: facility) + " even \(with),"
        + " \(amount(here[0].short, of: resource, facility)) \(beside)"
    }
    return "even \(with) \(reason(other, kind: kind, within: within, facility: facility)); \(beside) \(text)"
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
      if best <= 0, level == .node { return "what is free of \(wording.label)\(scope.inside) are spares" }
      guard best > 0 else {
        return
          "what is free of \(wording.label) in \(scope.any(level, zone)) are spares, \(wording.number(needed)) needed"
      }
      return "\(scope.name(zone, level)) has \(wording.gpus(best)) free, not counting spares"
        + scope.most(level, zone)
        + ", \(wording.number(needed)) needed: \(wording.unlabelledGPUs(needed - best)) short"
    case .nodesTaken(let level, let needed, let best, let zone):
      if best <= 0, level == .node { return "\(wording.none) is free\(scope.inside)" }
      guard best > 0 else {
        return "\(wording.none) is free in \(scope.any(level, zone)), \(wording.number(needed)) needed"
      }
      return "\(scope.name(zone, level)) has \(wording.gpus(best)) free" + scope.most(level, zone)
        + ", \(wording.number(needed)) needed"
    case .limits(let limits, let zone):
      guard !limits.isEmpty else { return "several limits together leave no room" }
      return short(limits, facility) + (limits.count == 1 ? tried(limits[0].resource, in: zone, facility) : "")
    case .placedConflict(let over):
      return "where it stands today it breaks " + broken(over, facility)
    case .displaced(let reasons):
      return "it stands there today, but does not fit beside the others that stand: "
        + reasons.map { beside($0, kind: kind, within: within, facility: facility) }.joined(separator: "; ")
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

  /// Limits in the way, each with what it lacks: `the 300 MW contract falls 4.2 MW short and the 2 MW air-handler of hall-1
  /// 41 kW of heat`.
  static func short(_ limits: [Shortfall], _ facility: Facility) -> String {
    limits.map { shortfall in
      shortfall.resource.wording.full(shortfall.short, in: facility) + others(shortfall, facility)
    }.joined(separator: "; ")
  }

  /// A limit that a lease breaks where it stands today, and by how much: `the 300 MW contract by 4.2 MW`.
  static func broken(_ over: Shortfall, _ facility: Facility) -> String {
    over.resource.wording.conflict(over.short, in: facility) + others(over, facility)
  }

  /// ` (with 6 more like it: 276 kW in all)`; empty for a limit that is the only one of its name.
  private static func others(_ shortfall: Shortfall, _ facility: Facility) -> String {
    guard shortfall.others > 0 else { return "" }
    return " (with \(Numbers.grouped(shortfall.others)) more like it,"
      + " \(amount(shortfall.total, of: shortfall.resource, facility)) in all)"
  }

  /// A reason for which a lease that stands cannot stand beside others: the limit by what it lacks, not by who overloads it.
  private static func beside(_ reason: Reason, kind: KindID, within: ZoneID?, facility: Facility) -> String {
    if case .placedConflict(let over) = reason { return short([over], facility) }
    return Sentence.reason(reason, kind: kind, within: within, facility: facility)
  }

  /// All that a lease breaks which stands where it may not: `the 300 MW contract by 4.2 MW; its spread (…)`.
  public static func breaks(_ placement: Placement, facility: Facility, book: Book) -> String {
    let within = book.has(placement.lease) ? book.leases[placement.lease].within : nil
    return placement.breaks.map { reason in
      if case .placedConflict(let over) = reason { return broken(over, facility) }
      return brokenRule(reason, kind: placement.kind, within: within, facility)
    }.joined(separator: " and ")
  }

  /// The rule of a lease that is broken where it stands, with as many of its GPUs as could stay.
  private static func brokenRule(_ reason: Reason, kind: KindID, within: ZoneID?, _ facility: Facility) -> String {
    let wording = KindWording(kind, facility)
    func staying(_ best: Int, of needed: Int) -> String {
      "\(wording.number(best)) of its \(wording.gpus(needed)) may stand there"
    }
    switch reason {
    case .exclusive(let division, _, _, _): return "its exclusive use of a \(division.word), where others stand too"
    case .spread(let spread, let most, let needed, let best, _):
      return "its spread (\(staying(best, of: needed)), with at most \(Numbers.percent(spread.atMost))"
        + " (\(wording.unlabelledGPUs(most))) of it in one \(spread.over.word))"
    case .segments(let segment, let needed, let best, _):
      return "its segments of \(wording.number(segment.nodes)) (\(staying(best, of: needed)))"
    default:
      return ruleName(reason) + " (" + Sentence.reason(reason, kind: kind, within: within, facility: facility) + ")"
    }
  }

  /// The rule of a lease that a reason speaks of.
  private static func ruleName(_ reason: Reason) -> String {
    switch reason {
    case .noRoomInNode: "its NUMA domain"
    case .notNear, .expandedRefused: "its nearness to the lease that it enlarges"
    case .levelTooSmall: "its level and zone"
    default: "a rule"
    }
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

extension Reason {
  /// True where it says the same as another, be it of another zone.
  fileprivate func isAlike(_ other: Reason) -> Bool {
    switch (self, other) {
    case (.spares(let a, let needed, let best, _), .spares(let b, let asked, let most, _)),
      (.nodesTaken(let a, let needed, let best, _), .nodesTaken(let b, let asked, let most, _)):
      a == b && needed == asked && best == most
    default: self == other
    }
  }

  /// True where nothing that is leased has a part in it: the site or the lease itself is the reason.
  fileprivate var isOfTheSite: Bool {
    switch self {
    case .kindAbsent, .levelTooSmall, .levelTooSmallForSpread, .megawattsTooFew: true
    default: false
    }
  }
}
