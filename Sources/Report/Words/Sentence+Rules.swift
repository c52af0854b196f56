internal import Facility
internal import PlanModel
internal import Tenancy

// Reasons and violations of the rules of leases in words: exclusivity, spread, segments, pieces, affinity, megawatts
// and named quantities.
extension Sentence {
  /// A reason in words, if a rule of the lease itself leaves no place.
  static func rule(_ reason: Reason, in scope: LeaseScope, _ wording: KindWording) -> String {
    let (facility, label) = (wording.facility, wording.label)
    switch reason {
    case .exclusive(let division, let needed, let best, let zone):
      let place = "in \(part(of: zone, division, facility)) where nobody else stands"
      guard best > 0 else {
        return "\(wording.none) is free \(place), \(wording.number(needed)) needed"
      }
      return "\(wording.gpusAre(best)) free \(place), \(wording.number(needed)) needed"
    case .spread(let spread, let most, let needed, let best, let zone):
      return "\(scope.name(zone)) has \(wording.gpus(best)) free \(share(spread, most: most, wording)),"
        + " \(wording.number(needed)) needed"
    case .levelTooSmallForSpread(let level, let spread, let most, let needed, let best, let zone):
      let share = share(spread, most: most, wording)
      if scope.isWhole(zone) {
        return "\(scope.name(zone, level)) has \(wording.gpus(best)) in service \(share),"
          + " \(wording.number(needed)) needed"
      }
      return "no \(level.word)\(scope.inside) holds \(wording.gpus(needed)) \(share)"
        + " (largest: \(facility.place(of: zone)), \(wording.number(best)))"
    case .segments(let segment, let needed, let best, let zone):
      let place = segment.within?.word ?? "NVLink domain"
      let lifted = segment.isDefault ? "; segments of this size are a default, which `segment: 1` lifts" : ""
      return "\(scope.name(zone)) has \(wording.gpus(best)) free in segments of"
        + " \(wording.number(segment.nodes)) in one \(place), \(wording.number(needed)) needed\(lifted)"
    case .noRoomInNode(let rule, let needed, let best):
      let place = (rule == .single ? "one NUMA domain of a node" : "one node") + scope.inside
      return best > 0
        ? "\(place) has at most \(Numbers.grouped(best)) \(label) GPU\(best == 1 ? "" : "s") free,"
          + " \(Numbers.grouped(needed)) needed" : "no \(label) GPU is free in \(place)"
    case .domainTooSmall(let needed, let largest):
      return "no NUMA domain of \(label) has \(Numbers.grouped(needed)) GPUs, the largest has"
        + " \(Numbers.grouped(largest)), and `numa: single` keeps the lease in one"
    case .expandedRefused: return "the lease that it enlarges has no place"
    case .notNear(_, let needed, let best):
      return
        "near the lease that it enlarges \(wording.gpusAre(best)) free, \(wording.number(needed)) needed"
    case .megawattsTooFew(let watts, let point, let least, let nodes):
      return "\(Numbers.power(watts)) \(point.words) do not carry \(unit(of: nodes, wording)),"
        + " which needs \(Numbers.power(least, .up))"
    default: return Sentence.reason(reason, kind: wording.kind, facility: facility)
    }
  }

  /// `a hall of site-1`, or `hall-2` where the place is no larger than a part.
  private static func part(of zone: ZoneID, _ division: Division, _ facility: Facility) -> String {
    let isThere = facility.zones.indices.contains(zone.index)
    if isThere, case .zones(let level) = division, facility.zones[zone].level >= level {
      return facility.place(of: zone)
    }
    return "a \(division.word) of \(facility.place(of: zone))"
  }

  /// The limit of a spread: `with at most 50 % (160 GPUs) of the lease in one hall`.
  private static func share(_ spread: Spread, most: Int, _ wording: KindWording) -> String {
    let each = wording.unlabelledGPUs(most)
    return "with at most \(Numbers.percent(spread.atMost)) (\(each)) of the lease in one \(spread.over.word)"
  }

  /// The least that megawatts come to: `one H100 node`, `one NVLink domain of 18 GB200 nodes`, `one rack position`.
  private static func unit(of nodes: Int, _ wording: KindWording) -> String {
    if wording.isPosition { return "one rack position" }
    return nodes > 1
      ? "one NVLink domain of \(Numbers.grouped(nodes)) \(wording.facility.nodeWords(of: wording.kind))"
      : "one \(wording.label) node"
  }

  /// A violation in words, if a rule of a lease is broken.
  static func brokenRule(_ violation: Violation, facility: Facility, book: Book) -> String {
    func lease(_ id: LeaseID) -> String { "lease " + book.name(of: id) }
    func counted(_ nodes: Int, of id: LeaseID) -> String {
      facility.countedNodes(nodes, of: book.has(id) ? book.leases[id].kind : KindID(0))
    }
    switch violation {
    case .outside(let id, let zone):
      return "\(lease(id)) may not leave \(facility.place(of: zone)), part of it stands elsewhere"
    case .shared(let id, let other, let part):
      return "\(lease(id)) shares with nobody, \(lease(other)) stands in \(name(part, facility)) too"
    case .crowded(let id, let part, let nodes, let most):
      return "\(lease(id)) has \(counted(nodes, of: id)) in \(name(part, facility)), at most"
        + " \(Numbers.grouped(most)) may stand in one"
    case .brokenSegment(let id, let zone, let nodes, let segment):
      return "\(lease(id)) has \(counted(nodes, of: id)) in \(facility.place(of: zone)), it comes in segments of"
        + " \(Numbers.grouped(segment))"
    case .misfit(let id, let rack, let node):
      return "\(lease(id)) does not fit node-\(node) of \(facility.place(of: rack)) as the plan lays it"
    case .apart(let id, let other):
      return "\(lease(id)) enlarges \(lease(other)) and does not stand near it"
    default: return Sentence.violation(violation, facility: facility, book: book)
    }
  }

  /// A part of a division by its path.
  static func name(_ part: Part, _ facility: Facility) -> String {
    switch part {
    case .zone(let zone): return facility.place(of: zone)
    case .stage(let id):
      let resource = Resource.power(id)
      return resource.exists(in: facility) ? resource.name(in: facility) : "a stage that the facility does not have"
    }
  }

  /// An amount of a named quantity in the unit in which it reads best: `1.2 PB`, `400 Gb/s`, `512`.
  static func amount(_ amount: Int64, of quantity: NamedQuantity) -> String {
    let names: [String]
    switch quantity.measure {
    case .count: return Numbers.grouped(amount)
    case .bytes: names = ["B", "kB", "MB", "GB", "TB", "PB"]
    case .bitsPerSecond: names = ["b/s", "kb/s", "Mb/s", "Gb/s", "Tb/s", "Pb/s"]
    }
    var (scale, step) = (Int64(1), 0)
    while step + 1 < names.count, amount.magnitude >= UInt64(scale) * 1_000 {
      scale *= 1_000
      step += 1
    }
    let digits = amount % scale == 0 ? 0 : 2
    return Numbers.fixed(amount, over: scale, digits: digits) + " " + names[step]
  }
}

extension MeteringPoint {
  /// Its name behind an amount of power.
  var words: String {
    switch self {
    case .meter: "at the meter"
    case .critical: "of IT load"
    case .rack: "at the racks"
    }
  }
}

extension Division {
  /// One of its parts in words: `hall`, `ups group`.
  var word: String {
    switch self {
    case .zones(let level): level.word
    case .stage(let name): "\(name) group"
    }
  }
}

extension Exclusive {
  /// The exclusivity in words.
  var words: String {
    switch self {
    case .byDefault: "no leaf shared (the default from \(Exclusive.defaultFrom) GPUs)"
    case .none: "everything shared"
    case .node: "no node shared"
    case .nvlink: "no NVLink domain shared"
    case .parts(let division): "no \(division.word) shared"
    }
  }
}
