import Facility
import Packing
import PlanModel
import Tenancy

/// Finds the sharpest true sentence about why a gang does not fit on top of a plan.
///
/// Rules that no relaxation mends come first (no such kind, no zone large enough), then nodes, the lease's own rules and
/// spares, then limits: the limits of one name are forgotten together, and the ones whose absence alone lets the gang in are
/// the reason, short by what the gang would overload them. Karpenter's scheduler explains its refusals in the same spirit.
/// An elastic lease is explained by its floor.
struct Explainer {
  let problem: CompiledProblem
  let ledger: Ledger
  let context: PlanContext
  /// The ledger with some limits forgotten for the length of a question.
  let relaxed: RelaxedLedger
  var narrows: Narrows
  /// Where rows were found narrowest for the shape that was asked for last.
  var lastWidths: KnownWidths?
  /// Answers by option.
  private var known: [OptionIndex: Reason] = [:]
  private var candidatesOf: [CandidateZones.Key: CandidateZones] = [:]
  private var freeOfRules: [CandidateZones.Key: KnownMost] = [:]

  /// The gangs on the ledger.
  var gangs: [PlacedGang] { context.gangs }
  /// Nobody stands on it.
  var empty: Ledger { context.empty }

  /// What a reason depends on: everything that an option says but its value.
  private struct Key: Hashable {
    var shape: OptionShape
    var units: Int32
    var least: Int32

    init(_ option: OptionIndex, _ instance: Instance) {
      shape = OptionShape(option, instance)
      (units, least) = (instance.options.units[option], instance.options.least[option])
    }
  }

  init(_ problem: CompiledProblem, _ context: PlanContext) { self.init(problem, context, context.ledger) }

  private init(_ problem: CompiledProblem, _ context: PlanContext, _ ledger: Ledger) {
    (self.problem, self.ledger, self.context) = (problem, ledger, context)
    relaxed = RelaxedLedger(ledger)
    narrows = Narrows(familyOf: context.familyOf)
  }

  /// The same questions with more on the ledger, of which nothing keeps others out of a bay.
  func asking(_ ledger: Ledger) -> Explainer { Explainer(problem, context, ledger) }

  /// Why a lease does not fit.
  ///
  /// Where several kinds may serve it, by the one that comes nearest: the one whose reason stands last in the order of the
  /// questions, and of equals the one that the tenant names first.
  mutating func refusal(of lease: LeaseID) -> Refusal {
    let asked = problem.book.leases[lease]
    let refused = expandedRefused(lease).map { Reason.expandedRefused($0) }
    var nearest: Refusal?
    for sized in problem.demands[lease.index] {
      let reason = refused ?? reason(lease, sized)
      if nearest.map({ $0.reason.nearness < reason.nearness }) ?? true {
        nearest = Refusal(lease: lease, nodes: sized.nodes.upperBound, reason: reason, kind: sized.kind)
      }
    }
    return nearest ?? Refusal(lease: lease, nodes: 0, reason: refused ?? .kindAbsent(asked.kind), kind: asked.kind)
  }

  /// The lease that one enlarges, if it is refused.
  func expandedRefused(_ lease: LeaseID) -> LeaseID? {
    problem.book.leases[lease].expands.flatMap { context.isPlaced[$0.lease.index] ? nil : $0.lease }
  }

  /// Finds out for many leases at once what `refusal(of:)` asks. No answer depends on another one, so they are the same for any
  /// number of threads.
  mutating func lookInto(_ leases: [LeaseID], pool: Workers) {
    var numberOf: [Key: Int] = [:]
    var questions: [(key: Key, option: OptionIndex)] = []
    var asked: [(option: OptionIndex, question: Int)] = []
    for lease in leases where expandedRefused(lease) == nil {
      for sized in problem.demands[lease.index] {
        guard case .option(let option) = question(lease, sized) else { continue }
        let key = Key(option, problem.instance)
        let number = numberOf[key] ?? questions.count
        if number == questions.count {
          numberOf[key] = number
          questions.append((key, option))
        }
        asked.append((option, number))
      }
    }
    let answers = answers(to: questions, pool)
    for (option, question) in asked { known[option] = answers[question] }
  }

  private func answers(to questions: [(key: Key, option: OptionIndex)], _ pool: Workers) -> [Reason] {
    // Those of one shape one after another, the smallest first: what is found out for it serves the larger ones too.
    var shapes: [OptionShape: Int] = [:]
    var groups: [[Int]] = []
    for (number, question) in questions.enumerated() {
      let shape = shapes[question.key.shape] ?? groups.count
      if shape == groups.count {
        shapes[question.key.shape] = shape
        groups.append([])
      }
      groups[shape].append(number)
    }
    for shape in groups.indices { groups[shape].sort { questions[$0].key.least < questions[$1].key.least } }
    let (problem, context, ledger, options) = (problem, context, ledger, questions.map(\.option))
    let found = pool.answers(to: groups) {
      Explainer(problem, context, ledger)
    } _: { explainer, numbers in
      numbers.map { explainer.find(options[$0]) }
    }
    var answers = [Reason?](repeating: nil, count: questions.count)
    for (number, answer) in zip(groups.joined(), found.joined()) { answers[number] = answer }
    return answers.map { $0! }
  }

  /// What is to be asked of a lease on one of its kinds.
  private enum Question {
    case answered(Reason)
    case option(OptionIndex)
  }

  private func question(_ lease: LeaseID, _ sized: SizedDemand) -> Question {
    let asked = problem.book.leases[lease]
    guard context.isInstalled[sized.kind.index] else { return .answered(.kindAbsent(sized.kind)) }
    let nodes = sized.nodes.lowerBound
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
      return .answered(.placedConflict(.nodes(bay), short: Int64(max(1, nodes))))
    }
    return .answered(.levelTooSmall(asked.level, needed: nodes, best: min(1, nodes), in: ZoneID(0)))
  }

  private mutating func reason(_ lease: LeaseID, _ sized: SizedDemand) -> Reason {
    switch question(lease, sized) {
    case .answered(let reason): reason
    case .option(let option): reason(option: option)
    }
  }

  /// Why an option does not fit.
  mutating func reason(option: OptionIndex) -> Reason {
    if let reason = known[option] { return reason }
    let reason = find(option)
    known[option] = reason
    return reason
  }

  private mutating func find(_ option: OptionIndex) -> Reason {
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
    if let reason = spreadTooSmall(option, candidates) ?? rule(option, candidates) { return reason }
    let unspared = mostWithoutLimits(option, candidates)
    if unspared.nodes < needed {
      // Enough are free only if spares are given up; or, in another zone, enough are leased already.
      return .spares(level, needed: needed, best: unspared.nodes, in: unspared.zone)
    }
    return limits(option, candidates)
  }

  /// The zone in which most units of an option find a place without limits, up to its least number of them.
  ///
  /// Whole nodes without rules differ in nothing but their number: where so many find a place fewer do, and where they do not,
  /// more find no other.
  private mutating func mostWithoutLimits(_ option: OptionIndex, _ candidates: CandidateZones) -> CandidateZones.Best {
    func ask() -> CandidateZones.Best { relaxed.forgetting(context.limitRows) { most(option, candidates, on: &$0) } }
    let key = CandidateZones.Key(option, problem.instance.options)
    let isPlain = key.within.offset == 0 && !problem.isPiece(option) && rules(of: option).isEmpty
    guard isPlain, !context.restrictions.isOverfull else { return ask() }
    let needed = Int(problem.instance.options.least[option])
    var known = freeOfRules[key] ?? KnownMost()
    if needed <= known.enough.nodes { return (needed, known.enough.zone) }
    if let best = known.best, best.nodes < needed { return best }
    let found = ask()
    if found.nodes >= needed { known.enough = found } else { known.best = found }
    freeOfRules[key] = known
    return found
  }

  /// What is known of the most units that find a place.
  private struct KnownMost {
    /// So many do, at the least.
    var enough: CandidateZones.Best = (0, ZoneID(0))
    /// The most that do; nil: not known.
    var best: CandidateZones.Best?
  }

  private mutating func candidates(of option: OptionIndex) -> CandidateZones {
    let key = CandidateZones.Key(option, problem.instance.options)
    if let candidates = candidatesOf[key] { return candidates }
    let candidates = CandidateZones(of: option, problem.instance, ledger: ledger, empty: empty)
    candidatesOf[key] = candidates
    return candidates
  }

  /// The zone in which most units of an option find a place, up to its least number of them.
  func most(_ option: OptionIndex, _ candidates: CandidateZones, on trial: inout Ledger) -> CandidateZones.Best {
    let needed = Int(problem.instance.options.least[option])
    // Where bays are not overfull, a zone takes no more units than it has whole nodes free.
    let isCounted = !context.restrictions.isOverfull && !problem.isPiece(option)
    var best: CandidateZones.Best?
    for zone in candidates.zones {
      if isCounted, let best, trial.freeNodes(of: option, in: zone) <= best.nodes { continue }
      let start = trial.mark()
      let nodes = trial.fillMost(option, in: zone, units: needed)
      trial.rollBack(to: start)
      if nodes > best?.nodes ?? -1 { best = (nodes, ZoneID(zone.offset)) }
      if nodes >= needed { break }
    }
    return best ?? (0, ZoneID(0))
  }

  /// The division that keeps a lease out of a zone: its own, or that of whoever has something there for itself.
  func exclusion(of option: OptionIndex, in zone: ZoneID) -> Division? {
    let instance = problem.instance
    if instance.options.exclusive[option] >= 0 { return problem.division(instance.options.exclusive[option]) }
    let end = problem.facility.zones[zone].end
    let closed = problem.facility.bays.indices.filter {
      zone <= problem.facility.bays[$0].zone && problem.facility.bays[$0].zone < end
        && ledger.isolated(BayIndex($0)) > 0
    }
    for gang in gangs where instance.options.exclusive[gang.option] >= 0 {
      let number = instance.options.exclusive[gang.option]
      let partOfBay = instance.divisions[Int(number)].partOfBay
      let parts = Set(gang.parts.map { partOfBay[$0.bay] }).subtracting([-1])
      if closed.contains(where: { parts.contains(partOfBay[$0]) }) { return problem.division(number) }
    }
    return nil
  }
}

extension Reason {
  /// The place of the question that it answers: the later, the nearer a lease came to being placed.
  fileprivate var nearness: Int {
    switch self {
    case .kindAbsent: 0
    case .megawattsTooFew, .expandedRefused: 1
    case .levelTooSmall, .levelTooSmallForSpread: 2
    case .nodesTaken: 3
    case .exclusive, .spread, .segments, .noRoomInNode, .notNear: 4
    case .spares: 5
    case .limits: 6
    case .limit, .placedConflict: 7
    }
  }
}
