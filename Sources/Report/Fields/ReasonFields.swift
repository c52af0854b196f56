internal import Facility
internal import PlanModel
internal import Tenancy

/// The figures of a reason, one field each.
struct ReasonFields {
  var resources: [String] = []
  var short: Int64?
  var unit: String?
  var zone: ZoneID?
  var level: Level?
  var needed: Int64?
  var best: Int64?
  var segment: SegmentRule?

  init(_ reason: Reason, _ facility: Facility) {
    switch reason {
    case .kindAbsent: break
    case .levelTooSmall(let level, let needed, let best, let zone), .spares(let level, let needed, let best, let zone),
      .nodesTaken(let level, let needed, let best, let zone):
      (self.level, self.zone) = (level, zone)
      (self.needed, self.best) = (Int64(needed), Int64(best))
      (short, unit) = (Int64(needed) - Int64(best), "node")
    case .limit(let row, let short, let zone):
      self.zone = zone
      name([row], short: short, facility)
    case .limits(let rows, let short, let zone):
      self.zone = zone
      name(rows, short: short, facility)
    case .placedConflict(let row, let short): name([row], short: short, facility)
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
    case .noRoomInNode(_, let needed, let best): count(needed, best: best, "GPU")
    case .domainTooSmall(let needed, let largest): count(needed, best: largest, "GPU")
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

  private mutating func name(_ rows: [RowKey], short: Int64, _ facility: Facility) {
    guard let first = rows.first?.resource else { return }
    resources = rows.map { facility.name(of: $0.resource) }
    (self.short, unit) = (short, first.unit(in: facility).symbol)
  }
}
