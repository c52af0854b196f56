import Facility
import PlanCheck
import PlanModel
import Tenancy

/// A reference packer, unlike the shipped one in every way: it tries leases in file order, walks zones and racks in
/// table order, puts down one node at a time, and asks the checker whether the plan so far holds.
///
/// It exists so that the checker judges plans that the planner did not make, and, exhaustively, to find the optimum.
struct ReferencePacker {
  let facility: Facility
  let book: Book
  let settings: PlanSettings

  /// First fit.
  func firstFit() -> Plan {
    var plan = Plan(settings: settings)
    for lease in book.leases.indices.map({ LeaseID($0) }) {
      var found = false
      for candidate in candidates(lease) where !found {
        var trial = plan
        trial.placements.append(candidate)
        if holds(trial) {
          plan = trial
          found = true
        }
      }
    }
    return claimed(plan)
  }

  /// The best of all plans: kept value first, then value less what moves cost.
  ///
  /// A lease that enlarges another one must stand after it in the book.
  func optimum() -> (kept: Int64, value: Int64) {
    let candidates = book.leases.indices.map { self.candidates(LeaseID($0)) }
    // What leases from here on may add at the most.
    var rest: [(kept: Int64, value: Int64)] = [(0, 0)]
    for (lease, candidates) in zip(book.leases, candidates).reversed() {
      let most = candidates.map { rent($0) }.max() ?? 0
      let last = rest[rest.count - 1]
      rest.append((last.kept + (settings.honour.keeps(lease) ? most : 0), last.value + most))
    }
    rest.reverse()
    var best: (kept: Int64, value: Int64) = (0, 0)
    func descend(_ lease: Int, _ plan: Plan, worth: (kept: Int64, value: Int64)) {
      if worth > best { best = worth }
      guard lease < book.leases.count, (worth.kept + rest[lease].kept, worth.value + rest[lease].value) > best else {
        return
      }
      for candidate in candidates[lease] {
        var trial = plan
        trial.placements.append(candidate)
        if holds(trial) { descend(lease + 1, trial, worth: self.worth(trial)) }
      }
      // What stands today and may not move stays, as long as the site alone allows it.
      if !book.leases[lease].isPinned || candidates[lease].isEmpty { descend(lease + 1, plan, worth: worth) }
    }
    descend(0, Plan(settings: settings), worth: (0, 0))
    return best
  }

  private func rent(_ candidate: Placement) -> Int64 {
    let nodes = candidate.parts.reduce(0) { $0 + max($1.nodes, $1.piece == nil ? 0 : 1) }
    return book.leases[candidate.lease].rent(nodes: nodes, of: facility.kinds[candidate.kind])
  }

  /// True where placements break no rule; claims and refusals are not looked at.
  private func holds(_ plan: Plan, ignoresAffinity: Bool = false) -> Bool {
    let before = over(Plan(settings: settings))
    let verdict = PlanCheck.check(plan, facility: facility, book: book)
    return verdict.violations.allSatisfy { violation in
      switch violation {
      case .claim, .falseLoad, .unaccounted: true
      case .apart: ignoresAffinity
      case .over(let loading):
        // A limit that the empty site overloads forbids only adding to it.
        before.contains { $0.resource == loading.resource && $0.load == loading.load }
      default: false
      }
    }
  }

  private func over(_ plan: Plan) -> [Loading] {
    PlanCheck.check(plan, facility: facility, book: book).violations
      .compactMap { if case .over(let loading) = $0 { loading } else { nil } }
  }

  private func worth(_ plan: Plan) -> (kept: Int64, value: Int64) {
    let verdict = PlanCheck.check(plan, facility: facility, book: book)
    return (verdict.keptValue, verdict.value - moves(verdict))
  }

  /// The cost of moves: a plan that claims none is told.
  private func moves(_ verdict: Verdict) -> Int64 {
    for case .claim("move cost", _, let actual) in verdict.violations { return actual }
    return 0
  }

  /// Every place that a lease may take if it were alone.
  private func candidates(_ lease: LeaseID) -> [Placement] {
    book.leases[lease].kinds.flatMap { kind in
      let candidates = pieces(lease, kind) ?? sizes(lease, kind).flatMap { gangs(lease, kind, nodes: $0) }
      return candidates.map { Placement(lease: lease, option: LeaseOption(kind: kind), parts: $0) }
    }.filter { holds(Plan(settings: settings, placements: [$0]), ignoresAffinity: true) }
  }

  /// Counts of nodes that the checker accepts, the largest first.
  private func sizes(_ lease: LeaseID, _ kind: KindID) -> [Int] {
    let bays = facility.bays.filter { $0.kind == kind && $0.inService > 0 }
    let most = bays.reduce(0) { $0 + $1.inService }
    return (0..<most).map { most - $0 }.filter { nodes in
      var left = nodes
      let parts = bays.map { bay in
        let here = min(left, bay.inService)
        left -= here
        return PlacementPart(zone: bay.zone, nodes: here)
      }
      let plan = Plan(
        settings: settings,
        placements: [Placement(lease: lease, option: LeaseOption(kind: kind), parts: parts.filter { $0.nodes > 0 })])
      return !PlanCheck.check(plan, facility: facility, book: book).violations.contains {
        if case .wrongSize = $0 { true } else { false }
      }
    }
  }

  private func gangs(_ lease: LeaseID, _ kind: KindID, nodes: Int) -> [[PlacementPart]] {
    let asked = book.leases[lease]
    if asked.level == .node, nodes > 1 { return [] }
    let bays = facility.bays.filter { $0.kind == kind && $0.inService > 0 }
    var candidates: [[PlacementPart]] = []
    func extend(_ at: Int, left: Int, _ parts: [PlacementPart]) {
      if left == 0 { return candidates.append(parts) }
      guard at < bays.count else { return }
      let domain = facility.domain(of: bays[at].zone, at: asked.level)
      for count in stride(from: min(left, bays[at].inService), through: 0, by: -1) {
        if count == 0 {
          extend(at + 1, left: left, parts)
        } else if parts.allSatisfy({ facility.domain(of: $0.zone, at: asked.level) == domain }) {
          extend(at + 1, left: left - count, parts + [PlacementPart(zone: bays[at].zone, nodes: count)])
        }
      }
    }
    extend(0, left: nodes, [])
    return candidates
  }

  /// Every way to lay a piece into a node; nil where the lease takes whole nodes.
  private func pieces(_ lease: LeaseID, _ kind: KindID) -> [[PlacementPart]]? {
    guard let gpus = book.leases[lease].pieceGPUs(of: facility.kinds[kind]) else { return nil }
    let domains = facility.kinds[kind].numaDomains.map(\.gpus)
    var shapes: [[Int]] = [[]]
    for domain in domains { shapes = shapes.flatMap { shape in (0...domain).map { shape + [$0] } } }
    shapes.removeAll { $0.reduce(0, +) != gpus }
    return facility.bays.filter { $0.kind == kind }.flatMap { bay in
      (bay.firstNode..<bay.firstNode + bay.inService).flatMap { node in
        shapes.map { [PlacementPart(zone: bay.zone, nodes: 0, piece: Piece(node: node, gpus: $0))] }
      }
    }
  }

  /// The plan with true claims and every other lease refused.
  private func claimed(_ plan: Plan) -> Plan {
    var plan = plan
    for lease in book.leases.indices.map({ LeaseID($0) }) where !plan.placements.contains(where: { $0.lease == lease })
    {
      plan.refusals.append(Refusal(lease: lease, nodes: 0, reason: .kindAbsent(book.leases[lease].kind)))
    }
    let verdict = PlanCheck.check(plan, facility: facility, book: book)
    plan.value = verdict.value
    plan.keptValue = verdict.keptValue
    return PlanCheck.certified(plan, facility: facility, book: book)
  }
}
