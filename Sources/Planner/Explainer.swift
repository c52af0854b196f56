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
  let problem: Problem
  let ledger: Ledger
  private let ground: Ground
  private var known: [Key: Reason] = [:]

  /// What all questions about one plan share.
  private struct Ground {
    /// Who stands on the ledger.
    var stands: [Stand]
    /// Nothing stands on it.
    var empty: Ledger
    /// Rows by the name of what they limit, outermost first; −1: a count of nodes, no limit.
    var familyOf: [Int]
    var families: Int
    /// By kind: whether any node of it is installed.
    var isInstalled: [Bool]
    /// By lease: whether it is placed.
    var isPlaced: [Bool]
  }

  /// Rows by the name of what they limit; −1: a count of nodes, no limit.
  var familyOf: [Int] { ground.familyOf }
  var families: Int { ground.families }
  /// Who stands on the ledger.
  var stands: [Stand] { ground.stands }
  /// Nobody stands on it.
  var empty: Ledger { ground.empty }

  /// What a reason depends on: everything that an option says but its value.
  private struct Key: Hashable {
    var shape: OptionShape
    var units: Int32
    var least: Int32
  }

  /// - Parameters:
  ///   - empty: nobody stands on it.
  ///   - ledger: what `stands` leave; nil: it is worked out.
  init(_ problem: Problem, stands: [Stand], on empty: Ledger, ledger: Ledger? = nil) {
    self.problem = problem
    self.ledger = ledger ?? empty.with(stands)
    var names: [Family: Int] = [:]
    let familyOf = problem.resources.map { resource in
      guard resource.isLimit else { return -1 }
      let family = Family(name: resource.group(in: problem.facility), limits: resource.limitClass)
      let number = names[family] ?? names.count
      names[family] = number
      return number
    }
    ground = Ground(
      stands: stands, empty: empty, familyOf: familyOf, families: names.count,
      isInstalled: Self.installed(problem.facility), isPlaced: Self.placed(stands, problem.book))
  }

  /// The same questions with more on the ledger.
  func asking(_ ledger: Ledger) -> Explainer { Explainer(problem: problem, ledger: ledger, ground: ground) }

  private init(problem: Problem, ledger: Ledger, ground: Ground) {
    (self.problem, self.ledger, self.ground) = (problem, ledger, ground)
  }

  private struct Family: Hashable {
    var name: String
    var limits: LimitClass?
  }

  private static func installed(_ facility: Facility) -> [Bool] {
    var installed = [Bool](repeating: false, count: facility.kinds.count)
    for bay in facility.bays where bay.installed > 0 { installed[bay.kind.index] = true }
    return installed
  }

  private static func placed(_ stands: [Stand], _ book: Book) -> [Bool] {
    var placed = [Bool](repeating: false, count: book.leases.count)
    for stand in stands where !stand.isRefused { placed[stand.lease.index] = true }
    return placed
  }

  /// Why a lease does not fit.
  ///
  /// Where several kinds may serve it, by the one that comes nearest: the one whose reason stands last in the order of the
  /// questions, and of equals the one that the tenant names first.
  mutating func refusal(of lease: LeaseID) -> Refusal {
    let asked = problem.book.leases[lease]
    let refused = expandedRefused(lease).map { Reason.expandedRefused($0) }
    var nearest: Refusal?
    for ask in problem.asks[lease.index] {
      let reason = refused ?? reason(lease, ask)
      if nearest.map({ $0.reason.nearness < reason.nearness }) ?? true {
        nearest = Refusal(lease: lease, nodes: ask.nodes.upperBound, reason: reason, kind: ask.kind)
      }
    }
    return nearest ?? Refusal(lease: lease, nodes: 0, reason: refused ?? .kindAbsent(asked.kind), kind: asked.kind)
  }

  /// The lease that one enlarges, if it is refused.
  func expandedRefused(_ lease: LeaseID) -> LeaseID? {
    problem.book.leases[lease].expands.flatMap { ground.isPlaced[$0.lease.index] ? nil : $0.lease }
  }

  private mutating func reason(_ lease: LeaseID, _ ask: Ask) -> Reason {
    let asked = problem.book.leases[lease]
    guard ground.isInstalled[ask.kind.index] else { return .kindAbsent(ask.kind) }
    let nodes = ask.nodes.lowerBound
    if let metered = ask.metered, ask.nodes.upperBound == 0 {
      return .megawattsTooFew(
        metered.megawatts, at: metered.point, least: metered.drawn(metered.step), nodes: metered.step)
    }
    if ask.nodes.upperBound == 0 { return .spares(asked.level, needed: 1, best: 0, in: asked.within ?? ZoneID(0)) }
    let options = problem.instance.optionRange(of: LeaseIndex(lease.index))
    // The last option of a kind is the one for the fewest nodes.
    if let option = options.last(where: { problem.instance.options.kind[$0] == ask.kind.raw }) {
      return reason(option: OptionIndex(option))
    }
    if let bay = asked.placed.first.flatMap({ problem.racks.bay(in: $0.zone, of: ask.kind) }) {
      // It is said to stand where nothing can.
      return .placedConflict(.nodes(bay), short: Int64(max(1, nodes)))
    }
    return .levelTooSmall(asked.level, needed: nodes, best: min(1, nodes), in: ZoneID(0))
  }

  /// Why an option does not fit.
  mutating func reason(option: OptionIndex) -> Reason {
    let options = problem.instance.options
    let key = Key(
      shape: OptionShape(option, problem.instance), units: options.units[option], least: options.least[option])
    if let reason = known[key] { return reason }
    let reason = find(option)
    known[key] = reason
    return reason
  }

  private func find(_ option: OptionIndex) -> Reason {
    let options = problem.instance.options
    let kind = options.kind[option]
    let needed = Int(options.least[option])
    let level = Level(rawValue: Int(options.level[option])) ?? .node
    if level == .node, needed > 1 { return .levelTooSmall(level, needed: needed, best: 1, in: ZoneID(0)) }
    let homes = homes(of: option)
    guard !homes.isEmpty else {
      let within = ZoneID(options.within[option].offset)
      return within.index == 0
        ? .kindAbsent(KindID(Int(kind))) : .levelTooSmall(level, needed: needed, best: 0, in: within)
    }
    let installed = best(homes) { empty.freeNodes(of: option, in: $0) }
    if installed.nodes < needed {
      return .levelTooSmall(level, needed: needed, best: installed.nodes, in: installed.zone)
    }
    if let reason = spreadTooSmall(option, homes) ?? rule(option, homes) { return reason }
    var trial = ledger
    trial.relax { familyOf[$0.offset] >= 0 }
    let unspared = most(option, homes, on: &trial)
    if unspared.nodes < needed {
      // Enough are free only if spares are given up; or, in another zone, enough are leased already.
      return .spares(level, needed: needed, best: unspared.nodes, in: unspared.zone)
    }
    return limits(option, homes)
  }

  /// The zone with the most nodes by a count.
  func best(_ zones: [ZoneIndex], _ nodes: (ZoneIndex) -> Int) -> (nodes: Int, zone: ZoneID) {
    var best = (nodes: -1, zone: ZoneID(0))
    for zone in zones {
      let count = nodes(zone)
      if count > best.nodes { best = (count, ZoneID(zone.offset)) }
    }
    return (max(0, best.nodes), best.zone)
  }

  /// The zone in which most units of an option find a place, up to its least number of them.
  func most(_ option: OptionIndex, _ zones: [ZoneIndex], on trial: inout Ledger) -> (nodes: Int, zone: ZoneID) {
    let needed = Int(problem.instance.options.least[option])
    var best: (nodes: Int, zone: ZoneID)?
    for zone in zones {
      let start = trial.mark()
      let nodes = trial.fillMost(option, in: zone, units: needed)
      trial.rollBack(to: start)
      if nodes > best?.nodes ?? -1 { best = (nodes, ZoneID(zone.offset)) }
      if nodes >= needed { break }
    }
    return best ?? (0, ZoneID(0))
  }

  /// The zones that may hold an option whole, as far as it may stand in them.
  private func homes(of option: OptionIndex) -> [ZoneIndex] {
    let instance = problem.instance
    let level = instance.options.level[option]
    let within = instance.options.within[option]
    var seen = [Bool](repeating: false, count: instance.zones.count)
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == instance.options.kind[option] {
      let zone = instance.bays.zone[bay]
      guard within <= zone, zone < instance.zones.end[within] else { continue }
      seen[max(within, instance.domain(of: zone, at: level)).offset] = true
    }
    return seen.indices.filter { seen[$0] }.map { ZoneIndex($0) }
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
    for stand in stands where instance.options.exclusive[stand.option] >= 0 {
      let number = instance.options.exclusive[stand.option]
      let partOfBay = instance.divisions[Int(number)].partOfBay
      let parts = Set(stand.parts.map { partOfBay[$0.bay] }).subtracting([-1])
      if closed.contains(where: { parts.contains(partOfBay[$0]) }) { return problem.division(number) }
    }
    return nil
  }
}

extension Problem {
  /// A division of the instance in the words of the model.
  func division(_ number: Int32) -> Division {
    switch divisions[Int(number)] {
    case .parts(let division): division
    case .leaves: .zones(.leaf)
    case .parents: .zones(.rack)
    }
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

extension Resource {
  /// The class of limit in the waterfall; nil for what a node leased for training does not load, or only counts.
  var limitClass: LimitClass? {
    switch self {
    case .power: .power
    case .cooling: .cooling
    case .space: .space
    case .nodes, .spares, .quantity: nil
    }
  }

  /// Whether it is a limit, and no count of nodes.
  var isLimit: Bool {
    switch self {
    case .power, .cooling, .space, .quantity: true
    case .nodes, .spares: false
    }
  }
}
