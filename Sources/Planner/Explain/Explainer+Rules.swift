import Facility
import Packing
import PlanModel
import Tenancy

// Nodes and the rules of leases: asked with all limits and spares relaxed.
extension Explainer {
  /// The reason that the nodes, or the lease's own rules, leave no place, whatever the limits are; nil: they leave one.
  ///
  /// The reason is the rule that lets the gang in if it alone does not hold; where only several together do, the first
  /// that applies, in the order near, exclusive, spread, segments, domains.
  func unmetRule(_ option: OptionIndex, _ candidates: CandidateZones) -> Reason? {
    let needed = Int(problem.instance.options.least[option])
    let isPiece = problem.isPiece(option)
    let applying = rules(of: option)
    if !isPiece {
      if candidates.free.nodes >= needed, applying.isEmpty { return nil }
      if candidates.free.nodes < needed, !isIsolated(candidates.zones, problem.instance.options.kind[option]) {
        return taken(option, candidates.free)
      }
    }
    return relaxed.relaxing(context.allRows) { trial in
      let held = most(option, candidates, on: &trial)
      if held.nodes >= needed { return nil }
      trial.ignored = RuleSet(applying).union(.exclusive)
      let unruled = most(option, candidates, on: &trial)
      if unruled.nodes < needed { return isPiece ? noRoom(option, candidates.zones) : taken(option, unruled) }
      for rule in applying {
        trial.ignored = rule
        if most(option, candidates, on: &trial).nodes >= needed {
          return reason(for: rule, of: option, in: candidates.zones, held: held)
        }
      }
      return reason(for: applying.first ?? .exclusive, of: option, in: candidates.zones, held: held)
    }
  }

  /// The rules that a gang breaks where it stands today, each with as many of its nodes as could stay there.
  func brokenRules(of gang: PlacedGang, _ rules: RuleSet) -> [Reason] {
    let (lease, option, here) = (gang.lease, gang.option, gang.parts)
    let place = here.reduce(nil as ZoneID?) { common($0, problem.facility.bays[$1.bay.offset].zone) }
    var reasons: [Reason] = []
    if rules.contains(.within) {
      let level = Level(rawValue: Int(problem.instance.options.level[option])) ?? .node
      let within = ZoneID(problem.instance.options.within[option].offset)
      reasons.append(
        .levelTooSmall(level, needed: Int(problem.instance.options.least[option]), best: 0, in: within))
    }
    for rule in Self.order where rules.contains(rule) {
      if rule == .affinity, let other = expandedRefused(lease) {
        reasons.append(.expandedRefused(other))
      } else if rule == .spread {
        reasons.append(spreadBroken(here, option, in: place ?? ZoneID(0)))
      } else {
        let nodes = rule == .blocks ? inWholeBlocks(here, option) : staying(of: lease, at: here, as: option)
        let held = (nodes: nodes, zone: place ?? ZoneID(0))
        reasons.append(reason(for: rule, of: option, in: [ZoneIndex(held.zone.index)], held: held))
      }
    }
    return reasons
  }

  /// The number of a lease's nodes that its rules let stand where they are, rack by rack.
  private func staying(of lease: LeaseID, at here: [(bay: BayIndex, units: Int)], as option: OptionIndex) -> Int {
    var others = empty.placing(gangs.filter { $0.lease != lease })
    others.relax { _ in true }
    return here.reduce(0) { sum, part in
      sum + others.fillMost(option, in: problem.instance.bays.zone[part.bay], units: part.units)
    }
  }

  /// The number of a lease's nodes that stand in whole segments, or in the one that may be smaller.
  private func inWholeBlocks(_ here: [(bay: BayIndex, units: Int)], _ option: OptionIndex) -> Int {
    let (instance, options) = (problem.instance, problem.instance.options)
    let (block, level) = (max(1, Int(options.block[option])), options.blockLevel[option])
    var inDomain: [Int: Int] = [:]
    for part in here {
      let zone = instance.domain(of: instance.bays.zone[part.bay], at: level)
      inDomain[level < 0 ? part.bay.offset : zone.offset, default: 0] += part.units
    }
    let rest = here.reduce(0) { $0 + $1.units } % block
    let whole = inDomain.values.reduce(0) { $0 + $1 - $1 % block }
    return whole + (inDomain.values.contains { $0 % block == rest } ? rest : 0)
  }

  /// The innermost zone around two.
  private func common(_ a: ZoneID?, _ b: ZoneID) -> ZoneID {
    guard var zone = a else { return b }
    while !(zone <= b && b < problem.facility.zones[zone].end), let parent = problem.facility.zones[zone].parent {
      zone = parent
    }
    return zone
  }

  private static let order: [RuleSet] = [.affinity, .exclusive, .spread, .blocks, .domains]

  /// The rules that an option has to keep. Exclusivity concerns every one where another lease has something for itself.
  func rules(of option: OptionIndex) -> [RuleSet] {
    let options = problem.instance.options
    let kind = options.kind[option]
    return Self.order.filter { rule in
      switch rule {
      case .affinity: options.affinity[option] != nil
      case .exclusive: options.exclusive[option] >= 0 || isIsolated([options.within[option]], kind)
      case .spread: options.spread[option] >= 0
      case .blocks: options.block[option] > 1
      default: !options.splits[option]
      }
    }
  }

  /// True where a lease keeps others from nodes of a kind under some zones.
  private func isIsolated(_ zones: [ZoneIndex], _ kind: Int32) -> Bool {
    let instance = problem.instance
    return context.restrictions.isolatedBays.contains { bay in
      instance.bays.kind[bay] == kind
        && zones.contains { $0 <= instance.bays.zone[bay] && instance.bays.zone[bay] < instance.zones.end[$0] }
    }
  }

  private func taken(_ option: OptionIndex, _ free: CandidateZones.Best) -> Reason {
    let options = problem.instance.options
    return .nodesTaken(
      Level(rawValue: Int(options.level[option])) ?? .node, needed: Int(options.least[option]), best: free.nodes,
      in: free.zone)
  }

  /// One rule in words, with the most nodes that it leaves.
  func reason(
    for rule: RuleSet, of option: OptionIndex, in zones: [ZoneIndex], held: CandidateZones.Best
  ) -> Reason {
    let options = problem.instance.options
    let needed = Int(options.least[option])
    switch rule {
    case .affinity:
      return .notNear(LeaseID(options.affinity[option]?.offset ?? 0), needed: needed, best: held.nodes)
    case .spread:
      return spreadTooClose(option, in: zones, held: held)
    case .blocks:
      return .segments(segmentRule(of: option), needed: needed, best: held.nodes, in: held.zone)
    case .domains: return noRoom(option, zones)
    default:
      let within = ZoneID(options.within[option].offset)
      guard let division = exclusion(of: option, in: held.zone) ?? exclusion(of: option, in: within) else {
        return taken(option, held)
      }
      return .exclusive(division, needed: needed, best: held.nodes, in: held.zone)
    }
  }

  /// The segments of an option; those of a product are nobody's default to lift.
  private func segmentRule(of option: OptionIndex) -> SegmentRule {
    let owner = problem.lease(of: option).map { problem.book.leases[$0] }
    var isDefault = false
    if let owner, owner.segment == nil {
      if case .megawatts = owner.demand { isDefault = false } else { isDefault = true }
    }
    return SegmentRule(
      nodes: Int(problem.instance.options.block[option]), within: owner?.segmentWithin, isDefault: isDefault)
  }

  /// A piece that finds no node with room for it, with the largest that would.
  private func noRoom(_ option: OptionIndex, _ zones: [ZoneIndex]) -> Reason {
    let options = problem.instance.options
    let splits = options.splits[option]
    let needed = Int(options.slots[option])
    let best = relaxed.relaxing(context.allRows) { trial in
      (1..<max(1, needed)).last { size in
        guard let probe = problem.pieceProbe(KindID(Int(options.kind[option])), gpus: size, splits: splits) else {
          return false
        }
        let start = trial.mark()
        defer { trial.rollBack(to: start) }
        return zones.contains { trial.place(probe, in: $0) }
      }
    }
    return .noRoomInNode(splits ? .any : .single, needed: needed, best: best ?? 0)
  }
}
