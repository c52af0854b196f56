import Facility
import Packing
import PlanModel
import Tenancy

/// Finds the sharpest true sentence about why a gang does not fit on top of a plan.
///
/// Rules that no relaxation mends come first (no such kind, no zone large enough), then nodes and spares, then limits: the
/// limits of one name are forgotten together, and the ones whose absence alone lets the gang in are the reason, short by
/// what the gang would overload them. Karpenter's scheduler explains its refusals in the same spirit.
struct Explainer {
  private let problem: Problem
  private let ledger: Ledger
  private let empty: Ledger
  private var known: [Key: Reason] = [:]
  /// Rows by the name of what they limit; outermost first.
  private let families: [(name: String, limits: LimitClass)]
  private let familyOf: [Int]
  /// By kind: whether any node of it is installed.
  private let isInstalled: [Bool]

  private struct Key: Hashable {
    var kind: Int32
    var level: Int32
    var units: Int32
    var watts: Int64
  }

  init(_ problem: Problem, ledger: Ledger) {
    self.problem = problem
    self.ledger = ledger
    empty = Ledger(problem.instance)
    var installed = [Bool](repeating: false, count: problem.facility.kinds.count)
    for bay in problem.facility.bays where bay.installed > 0 { installed[bay.kind.index] = true }
    isInstalled = installed
    var families: [(name: String, limits: LimitClass)] = []
    familyOf = problem.resources.map { resource in
      guard let limits = resource.limitClass else { return -1 }
      let name = resource.group(in: problem.facility)
      if let at = families.firstIndex(where: { $0.name == name && $0.limits == limits }) { return at }
      families.append((name, limits))
      return families.count - 1
    }
    self.families = families
  }

  /// Why a lease does not fit.
  mutating func reason(lease: LeaseID) -> Reason {
    let asked = problem.book.leases[lease]
    let nodes = problem.nodesAsked(lease)
    guard isInstalled[asked.kind.index] else { return .kindAbsent(asked.kind) }
    if nodes == 0 { return .spares(asked.level, needed: 1, best: 0, in: ZoneID(0)) }
    guard let option = problem.instance.optionRange(of: LeaseIndex(lease.index)).first else {
      return .levelTooSmall(asked.level, needed: nodes, best: min(1, nodes), in: ZoneID(0))
    }
    return reason(option: OptionIndex(option))
  }

  /// Why an option does not fit.
  mutating func reason(option: OptionIndex) -> Reason {
    let options = problem.instance.options
    let key = Key(
      kind: options.kind[option], level: options.level[option], units: options.units[option],
      watts: options.amounts[option.offset * problem.instance.quantities])
    if let reason = known[key] { return reason }
    let reason = find(option)
    known[key] = reason
    return reason
  }

  private func find(_ option: OptionIndex) -> Reason {
    let instance = problem.instance
    let kind = instance.options.kind[option]
    let needed = Int(instance.options.units[option])
    let level = Level(rawValue: Int(instance.options.level[option])) ?? .node
    if level == .node, needed > 1 { return .levelTooSmall(level, needed: needed, best: 1, in: ZoneID(0)) }
    let domains = domains(kind: kind, level: Int32(level.rawValue))
    guard !domains.isEmpty else { return .kindAbsent(KindID(Int(kind))) }

    let installed = best(domains) { empty.freeNodes(in: $0, kind: kind) }
    if installed.nodes < needed {
      return .levelTooSmall(level, needed: needed, best: installed.nodes, in: installed.zone)
    }
    let free = best(domains) { ledger.freeNodes(in: $0, kind: kind) }
    if free.nodes < needed { return .nodesTaken(level, needed: needed, best: free.nodes, in: free.zone) }
    var trial = ledger
    trial.relax { problem.resources[$0.offset].limitClass != nil }
    let unspared = best(domains) { zone in
      let start = trial.mark()
      defer { trial.rollBack(to: start) }
      return trial.fillMost(option, in: zone, units: needed)
    }
    if unspared.nodes < needed {
      // Enough are free only if spares are given up; or, in another zone, enough are leased already.
      return .spares(level, needed: needed, best: unspared.nodes, in: unspared.zone)
    }
    return limits(option)
  }

  private func best(_ domains: [ZoneIndex], _ nodes: (ZoneIndex) -> Int) -> (nodes: Int, zone: ZoneID) {
    var best = (nodes: -1, zone: ZoneID(0))
    for zone in domains {
      let count = nodes(zone)
      if count > best.nodes { best = (count, ZoneID(zone.offset)) }
    }
    return (max(0, best.nodes), best.zone)
  }

  private func domains(kind: Int32, level: Int32) -> [ZoneIndex] {
    var seen = [Bool](repeating: false, count: problem.instance.zones.count)
    for bay in 0..<problem.instance.bays.count where problem.instance.bays.kind[bay] == kind {
      seen[problem.instance.domain(of: problem.instance.bays.zone[bay], at: level).offset] = true
    }
    return seen.indices.filter { seen[$0] }.map { ZoneIndex($0) }
  }

  private func limits(_ option: OptionIndex) -> Reason {
    for family in families.indices {
      if let found = overload(option, forgetting: { $0 == family }), let worst = found.first {
        return .limit(worst.resource, short: worst.short, in: worst.resource.zone(in: problem.facility))
      }
    }
    let all = overload(option) { $0 >= 0 } ?? []
    guard let worst = all.first else { return .limits([], short: 0, in: ZoneID(0)) }
    // One resource a name, the worst first.
    var named: [String] = []
    var resources: [Resource] = []
    for entry in all {
      let name = entry.resource.group(in: problem.facility)
      if !named.contains(name) {
        named.append(name)
        resources.append(entry.resource)
      }
    }
    if resources.count == 1 {
      return .limit(worst.resource, short: worst.short, in: worst.resource.zone(in: problem.facility))
    }
    return .limits(resources, short: worst.short, in: worst.resource.zone(in: problem.facility))
  }

  /// What the gang overloads when some families of limits are forgotten, in the domain where that is least, by share of
  /// capacity, worst first; nil if it does not fit even then.
  ///
  /// - Complexity: O(domains × what one placement costs).
  private func overload(
    _ option: OptionIndex, forgetting: (Int) -> Bool
  ) -> [(resource: Resource, short: Int64)]? {
    let instance = problem.instance
    let needed = Int(instance.options.units[option])
    let kind = instance.options.kind[option]
    var trial = ledger
    trial.relax { forgetting(familyOf[$0.offset]) }
    var least: [Overload]?
    for zone in domains(kind: kind, level: instance.options.level[option])
    where ledger.freeNodes(in: zone, kind: kind) >= needed {
      let start = trial.mark()
      guard trial.place(option, in: zone) else { continue }
      let here = overloads(trial, since: start, forgetting)
      trial.rollBack(to: start)
      if let first = here.first, first.share < (least?.first?.share ?? .infinity) { least = here }
    }
    return least.map { $0.map { (problem.resources[$0.row], $0.short) } }
  }

  private struct Overload {
    var row: Int
    var short: Int64
    var share: Double
  }

  /// Forgotten rows that what was placed since a mark overloads, worst first.
  private func overloads(_ trial: Ledger, since mark: Int, _ forgetting: (Int) -> Bool) -> [Overload] {
    let instance = problem.instance
    var rows: Set<Int> = []
    for part in trial.parts(since: mark) {
      let bay = part.bay.offset
      for entry in Int(instance.incidenceStart[bay])..<Int(instance.incidenceStart[bay + 1]) {
        rows.insert(instance.incidenceRow[entry].offset)
      }
    }
    return rows.filter { forgetting(familyOf[$0]) }.compactMap { row -> Overload? in
      let taken = Ledger.unlimited &- trial.headroom(of: RowIndex(row))
      let short = taken &- ledger.headroom(of: RowIndex(row))
      guard short > 0 else { return nil }
      return Overload(row: row, short: short, share: Double(short) / max(1, Double(instance.rows.capacity[row])))
    }.sorted { $0.share != $1.share ? $0.share > $1.share : $0.row < $1.row }
  }
}

extension Resource {
  /// The class of limit in the waterfall; nil for nodes and spares, which are counts, not limits.
  var limitClass: LimitClass? {
    switch self {
    case .power: .power
    case .cooling: .cooling
    case .space: .space
    case .nodes, .spares, .quantity: nil
    }
  }
}
