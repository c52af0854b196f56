internal import Facility
internal import PlanModel
internal import Tenancy

/// The figures of a reason, one field each.
struct ReasonFields {
  var limits: [Shortfall] = []
  var resources: [String] = []
  var short: Int64?
  var unit: String?
  var zone: ZoneID?
  var level: Level?
  var needed: Int64?
  var best: Int64?
  /// Of a piece of a node, which is counted in GPUs.
  var neededGPUs: Int64?
  var bestGPUs: Int64?
  var segment: SegmentRule?

  /// The fields of a reason for which a lease does not fit on nodes, or positions, of a kind.
  init(_ reason: Reason, kind: KindID, _ facility: Facility) {
    fill(reason, facility)
    if unit == "node", facility.isPosition(kind) { unit = "rack position" }
  }

  private mutating func fill(_ reason: Reason, _ facility: Facility) {
    switch reason {
    case .kindAbsent: break
    case .levelTooSmall(let level, let needed, let best, let zone), .spares(let level, let needed, let best, let zone),
      .nodesTaken(let level, let needed, let best, let zone):
      (self.level, self.zone) = (level, zone)
      (self.needed, self.best) = (Int64(needed), Int64(best))
      (short, unit) = (Int64(needed) - Int64(best), "node")
    case .limits(let all, let zone):
      self.zone = zone
      name(all, facility)
    case .placedConflict(let over): name([over], facility)
    case .displaced(let reasons):
      name(reasons.compactMap { if case .placedConflict(let over) = $0 { over } else { nil } }, facility)
    case .levelTooSmallForSpread(let level, _, _, let needed, let best, let zone):
      (self.level, self.zone) = (level, zone)
      count(needed, best: best, "node")
    case .segments(let segment, let needed, let best, let zone):
      (self.segment, self.zone) = (segment, zone)
      count(needed, best: best, "node")
    case .exclusive(_, let needed, let best, let zone), .spread(_, _, let needed, let best, let zone):
      self.zone = zone
      count(needed, best: best, "node")
    case .notNear(_, let needed, let best): count(needed, best: best, "node")
    case .noRoomInNode(_, let needed, let best):
      (neededGPUs, bestGPUs) = (Int64(needed), Int64(best))
      (short, unit) = (Int64(needed) - Int64(best), "GPU")
    case .domainTooSmall(let needed, let largest):
      (neededGPUs, bestGPUs) = (Int64(needed), Int64(largest))
      (short, unit) = (Int64(needed) - Int64(largest), "GPU")
    case .expandedRefused: break
    case .megawattsTooFew(let watts, _, let least, let nodes):
      (needed, best) = (Int64(nodes), 0)
      (short, unit) = ((least - watts).milliwatts, "mW")
    }
  }

  private mutating func count(_ needed: Int, best: Int, _ unit: String) {
    (self.needed, self.best) = (Int64(needed), Int64(best))
    (short, self.unit) = (Int64(needed) - Int64(best), unit)
  }

  private mutating func name(_ limits: [Shortfall], _ facility: Facility) {
    guard let first = limits.first else { return }
    self.limits = limits
    resources = limits.map { facility.name(of: $0.resource) }
    (short, unit) = (first.short, first.resource.unit(in: facility).symbol)
  }
}
