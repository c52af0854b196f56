import Facility
import Packing
import PlanModel
import Tenancy

/// Finds the sharpest true sentence about why a gang does not fit on top of a plan.
///
/// Rules that no relaxation mends come first (no such kind, no zone large enough), then nodes, the lease's own rules
/// and spares, then limits: the limits of one name are relaxed together, and the ones whose absence alone lets the gang
/// in are the reason, short by what the gang would overload them. Karpenter's scheduler explains its refusals in the
/// same spirit. An elastic lease is explained by its floor.
struct Explainer {
  let problem: CompiledProblem
  let ledger: Ledger
  let context: PlanContext
  /// True if what is asked for may fit after all; it is tried first.
  let triesFirst: Bool
  /// True if the parts of refused leases that would find a place are measured too.
  let measuresParts: Bool
  /// The ledger with some limits relaxed for the length of a question.
  let relaxed: RelaxedLedger
  var cache: ExplainerCache

  /// The gangs on the ledger.
  var gangs: [PlacedGang] { context.gangs }
  /// A ledger without gangs.
  var empty: Ledger { context.empty }

  /// - Parameter ledger: what is asked; nil: that of the plan.
  init(
    _ problem: CompiledProblem, _ context: PlanContext, on ledger: Ledger? = nil, triesFirst: Bool = false,
    measuresParts: Bool = false
  ) {
    let ledger = ledger ?? context.ledger
    (self.problem, self.ledger, self.context) = (problem, ledger, context)
    (self.triesFirst, self.measuresParts) = (triesFirst, measuresParts)
    relaxed = RelaxedLedger(ledger)
    cache = ExplainerCache(familyOf: context.familyOf)
  }

  /// The same questions with more on the ledger, of which nothing keeps others out of a bay.
  func asking(on ledger: Ledger) -> Explainer { Explainer(problem, context, on: ledger) }

  /// The refusal of a lease that does not fit.
  ///
  /// Where several kinds may serve it, it is that of the one that comes nearest: the one whose reason stands last in
  /// the order of the questions, and of equals the one that the tenant names first.
  mutating func refusal(of lease: LeaseID) -> Refusal {
    let kind = problem.book.leases[lease].kind
    return unlessItFits(lease) ?? Refusal(lease: lease, nodes: 0, reason: .kindAbsent(kind), kind: kind)
  }

  /// The refusal of a lease; nil where one of its kinds is there for it.
  mutating func unlessItFits(_ lease: LeaseID) -> Refusal? {
    let asked = problem.book.leases[lease]
    let refused = expandedRefused(lease).map { Reason.expandedRefused($0) }
    var nearest: Refusal?
    for sized in problem.demands[lease.index] {
      guard let reason = refused ?? reason(lease, sized) else { return nil }
      if nearest.map({ $0.reason.rank < reason.rank }) ?? true {
        nearest = Refusal(lease: lease, nodes: sized.nodes.upperBound, reason: reason, kind: sized.kind)
        if reason.isOfNodes, case .option(let option) = question(lease, sized) {
          nearest?.alsoShort = shortAnywhere(option)
        }
      }
    }
    if measuresParts, let kind = nearest?.kind { nearest?.part = part(of: lease, nearest: kind) }
    return nearest ?? Refusal(lease: lease, nodes: 0, reason: refused ?? .kindAbsent(asked.kind), kind: asked.kind)
  }

  /// The lease that one enlarges, if it is refused.
  func expandedRefused(_ lease: LeaseID) -> LeaseID? {
    problem.book.leases[lease].expands.flatMap { context.isPlaced[$0.lease.index] ? nil : $0.lease }
  }

  /// The question to be asked of a lease on one of its kinds.
  enum Question {
    case answered(Reason)
    case option(OptionIndex)
  }

  func question(_ lease: LeaseID, _ sized: SizedDemand) -> Question {
    let asked = problem.book.leases[lease]
    guard context.isInstalled[sized.kind.index] else { return .answered(.kindAbsent(sized.kind)) }
    let nodes = sized.nodes.lowerBound
    if problem.facility.cannotHold(asked, sized), let piece = sized.piece {
      let largest = problem.facility.kinds[sized.kind].gpusByDomain.max() ?? 0
      return .answered(.domainTooSmall(needed: piece, largest: largest))
    }
    if let metered = sized.metered, sized.nodes.upperBound == 0 {
      return .answered(
        .megawattsTooFew(
          metered.megawatts, at: metered.point, least: metered.drawn(metered.step), nodes: metered.step))
    }
    if sized.nodes.upperBound == 0 {
      return .answered(.spares(asked.level, needed: 1, best: 0, in: asked.within ?? ZoneID(0)))
    }
    let options = problem.instance.optionRange(of: LeaseIndex(lease.index))
    // The last option of a kind is the one for the fewest nodes.
    if let option = options.last(where: { problem.instance.options.kind[$0] == sized.kind.raw }) {
      return .option(OptionIndex(option))
    }
    if let bay = asked.placed.first.flatMap({ problem.bayLookup.bay(in: $0.zone, of: sized.kind) }) {
      // It is said to stand where nothing can.
      return .answered(.placedConflict(RowKey(.nodes(bay)), short: Int64(max(1, nodes))))
    }
    return .answered(.levelTooSmall(asked.level, needed: nodes, best: min(1, nodes), in: ZoneID(0)))
  }

  private mutating func reason(_ lease: LeaseID, _ sized: SizedDemand) -> Reason? {
    switch question(lease, sized) {
    case .answered(let reason): reason
    case .option(let option): unlessItFits(option: option)
    }
  }

  /// The reason why an option does not fit, which is known.
  mutating func reason(option: OptionIndex) -> Reason { unlessItFits(option: option) ?? .limits([], in: ZoneID(0)) }

  private mutating func unlessItFits(option: OptionIndex) -> Reason? {
    if let reason = cache.reasons[option] { return reason }
    let reason = found(option)
    cache.reasons[option] = .some(reason)
    return reason
  }

  /// The reason why an option does not fit; nil: it was tried first, and does.
  mutating func found(_ option: OptionIndex) -> Reason? {
    if triesFirst, fits(option) { return nil }
    let options = problem.instance.options
    let needed = Int(options.least[option])
    let level = Level(rawValue: Int(options.level[option])) ?? .node
    if level == .node, needed > 1 { return .levelTooSmall(level, needed: needed, best: 1, in: ZoneID(0)) }
    let candidates = candidates(of: option)
    guard !candidates.zones.isEmpty else {
      let within = ZoneID(options.within[option].offset)
      return within.index == 0
        ? .kindAbsent(KindID(Int(options.kind[option])))
        : .levelTooSmall(level, needed: needed, best: 0, in: within)
    }
    if candidates.installed.nodes < needed {
      return .levelTooSmall(level, needed: needed, best: candidates.installed.nodes, in: candidates.installed.zone)
    }
    if let reason = spreadTooSmall(option, candidates) ?? unmetRule(option, candidates) { return reason }
    let unspared = mostWithoutLimits(option, candidates)
    if unspared.nodes < needed {
      // Enough are free only if spares are given up; or, in another zone, enough are leased already.
      return .spares(level, needed: needed, best: unspared.nodes, in: unspared.zone)
    }
    return overloadedLimits(option, candidates)
  }

  /// True where an option finds a place, with all limits and rules.
  private mutating func fits(_ option: OptionIndex) -> Bool {
    let needed = Int(problem.instance.options.least[option])
    let candidates = candidates(of: option)
    guard candidates.installed.nodes >= needed || problem.isPiece(option) else { return false }
    return relaxed.relaxing([]) { most(option, candidates, on: &$0) }.nodes >= needed
  }
}

extension Reason {
  /// True where other nodes would be a way out: limits have not been asked.
  fileprivate var isOfNodes: Bool {
    switch self {
    case .nodesTaken, .spares, .exclusive, .spread, .segments, .noRoomInNode, .notNear: true
    default: false
    }
  }

  /// The place of the question that it answers: the later, the nearer a lease came to being placed.
  fileprivate var rank: Int {
    switch self {
    case .kindAbsent: 0
    case .megawattsTooFew, .expandedRefused: 1
    case .levelTooSmall, .levelTooSmallForSpread, .domainTooSmall: 2
    case .nodesTaken: 3
    case .exclusive, .spread, .segments, .noRoomInNode, .notNear: 4
    case .spares: 5
    case .limits(let limits, _): limits.count == 1 ? 7 : 6
    case .placedConflict, .displaced: 7
    }
  }
}
