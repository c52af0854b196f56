public import Facility
public import PlanModel
internal import Tenancy

/// Where reasons, violations and answers become words: the one place, so that text, JSON and plan files say the same.
public enum Sentence {
  /// Why a lease, or one more of a product, of a kind does not fit: specific, with numbers and units, no full stop.
  public static func reason(_ reason: Reason, kind: KindID, facility: Facility) -> String {
    let label = facility.label(of: kind)
    switch reason {
    case .kindAbsent(let absent):
      return "no node of kind \(facility.kinds.indices.contains(absent.index) ? facility.kinds[absent].name : label)"
        + " is installed"
    case .levelTooSmall(let level, let needed, let best, let zone):
      return tooSmall(level, needed, best, zone, kind, facility)
    case .spares(let level, let needed, let best, let zone):
      guard best > 0 else {
        let place = facility.isWhole(zone) ? facility.place(of: zone) : "any \(level.word)"
        return "what is free of \(label) in \(place) are spares, \(number(needed, kind, facility)) needed"
      }
      let short = facility.gpus(in: needed - best, of: kind)
      return "spares: \(facility.place(of: zone)) has \(gpus(best, kind, facility)) free besides its spares"
        + most(level, zone, facility)
        + ", \(number(needed, kind, facility)) needed: \(Numbers.grouped(short)) GPUs short"
    case .nodesTaken(let level, let needed, let best, let zone):
      guard best > 0 else {
        let zone = facility.isWhole(zone) ? facility.place(of: zone) : "any \(level.word)"
        return "no \(label) GPU is free in \(zone), \(number(needed, kind, facility)) needed"
      }
      return "\(facility.place(of: zone)) has \(gpus(best, kind, facility)) free" + most(level, zone, facility)
        + ", \(number(needed, kind, facility)) needed"
    case .limit(let resource, let short, let zone):
      return full(resource, short, facility) + within(zone, resource, facility)
    case .limits(let resources, let short, let zone):
      return several(resources, short, zone, facility)
    case .placedConflict(let resource, let short):
      return conflict(resource, short, facility)
    case .exclusive, .spread, .segments, .noRoomInNode, .expandedRefused, .notNear, .megawattsTooFew:
      return rule(reason, kind: kind, facility: facility)
    }
  }

  private static func tooSmall(
    _ level: Level, _ needed: Int, _ best: Int, _ zone: ZoneID, _ kind: KindID, _ facility: Facility
  ) -> String {
    let label = facility.label(of: kind)
    let asked = number(needed, kind, facility)
    if best <= 0 { return "no \(label) node is in service" }
    if level == .node { return "no node holds \(asked) GPUs of \(label) (a node has \(number(1, kind, facility)))" }
    if facility.isWhole(zone) {
      return "\(facility.place(of: zone)) has \(gpus(best, kind, facility)) in service, \(asked) needed"
    }
    return "no \(level.word) holds \(asked) GPUs of \(label)"
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
    let first = full(worst, short, facility) + within(zone, worst, facility)
    return rest.isEmpty ? first : "several limits at once: " + first + "; also full: " + rest
  }

  private static func conflict(_ resource: Resource, _ short: Int64, _ facility: Facility) -> String {
    switch resource {
    case .nodes(let bay):
      let place = facility.has(resource) ? facility.place(of: facility.bays[bay].zone) : "its rack"
      return "where it stands today \(counted(Int(short), "node")) of \(place)"
        + (short == 1 ? " is" : " are") + " out of service or taken by another placed lease"
    case .spares(let zone, let kind):
      return "where it stands today it takes \(counted(Int(short), "node")) that \(facility.place(of: zone)) holds as"
        + " \(facility.label(of: kind)) spares"
    default:
      return
        "where it stands today it overloads \(name(resource, facility)) by \(amount(short, of: resource, facility))"
    }
  }

  /// `the 300 MW contract is full: 4.2 MW short`.
  static func full(_ resource: Resource, _ short: Int64, _ facility: Facility) -> String {
    switch resource {
    case .spares(let zone, let kind):
      return "spares: \(facility.place(of: zone)) holds back \(facility.label(of: kind)) nodes:"
        + " \(amount(short, of: resource, facility)) short"
    case .nodes: return "\(name(resource, facility)) are all taken: \(amount(short, of: resource, facility)) short"
    default: return "\(name(resource, facility)) is full: \(amount(short, of: resource, facility)) short"
    }
  }

  /// A resource in a sentence, with its limit: `the 300 MW contract`, `the 57.6 kW breaker of hall-1/pod-3/rack-2`.
  static func name(_ resource: Resource, _ facility: Facility) -> String {
    guard facility.has(resource) else { return "a limit that the facility does not have" }
    let zone = resource.zone(in: facility)
    let of = facility.isWhole(zone) ? "" : " of " + facility.place(of: zone)
    switch resource {
    case .power(let id):
      let limit = facility.power[id].limit.map { Numbers.power($0) + " " } ?? ""
      return "the \(limit)\(facility.power[id].name)\(of)"
    case .cooling(let id):
      let limit = facility.cooling[id].limit.map { Numbers.power($0) + " " } ?? ""
      return "the \(limit)\(facility.cooling[id].name)\(of)"
    case .space(let zone):
      let space = facility.zones[zone].space.map { Numbers.grouped($0.units) + " U " } ?? ""
      return "the \(space)rack space of \(facility.place(of: zone))"
    case .nodes(let bay):
      return "the \(facility.label(of: facility.bays[bay].kind)) nodes of \(facility.place(of: zone))"
    case .spares(_, let kind):
      return "the \(facility.label(of: kind)) nodes of \(facility.place(of: zone)) less its spares"
    case .quantity(_, let quantity):
      let provided = facility.provision(of: resource).map {
        Sentence.amount($0, of: facility.quantities[quantity]) + " "
      }
      return "the \(provided ?? "")\(facility.quantities[quantity].name)\(of)"
    }
  }

  /// An amount of a resource in its unit, power rounded up so that no shortage prints as nothing.
  static func amount(_ amount: Int64, of resource: Resource, _ facility: Facility) -> String {
    switch resource {
    case .power: Numbers.power(Watts(milliwatts: amount), .up)
    case .cooling: Numbers.power(Watts(milliwatts: amount), .up) + " of heat"
    case .space: Numbers.grouped(amount) + " U"
    case .nodes, .spares: counted(Int(amount), "node")
    case .quantity(_, let quantity):
      facility.quantities.indices.contains(quantity.index)
        ? Sentence.amount(amount, of: facility.quantities[quantity]) : Numbers.grouped(amount)
    }
  }

  private static func within(_ zone: ZoneID, _ resource: Resource, _ facility: Facility) -> String {
    guard !facility.isWhole(zone), facility.has(resource), resource.zone(in: facility) != zone else { return "" }
    return " (tried in \(facility.place(of: zone)))"
  }

  static func most(_ level: Level, _ zone: ZoneID, _ facility: Facility) -> String {
    facility.isWhole(zone) || level == .node ? "" : ", the most of any \(level.word)"
  }

  static func number(_ nodes: Int, _ kind: KindID, _ facility: Facility) -> String {
    Numbers.grouped(facility.gpus(in: nodes, of: kind))
  }

  static func gpus(_ nodes: Int, _ kind: KindID, _ facility: Facility) -> String {
    "\(number(nodes, kind, facility)) \(facility.label(of: kind)) GPUs"
  }
}
