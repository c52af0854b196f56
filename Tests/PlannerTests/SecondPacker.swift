import Facility
import PlanCheck
import PlanModel
import Tenancy

/// Another packer, unlike the shipped one in every way: it tries leases in file order, walks zones and racks in table
/// order, puts down one node at a time, and asks the checker whether the plan so far holds.
///
/// It exists so that the checker judges plans that the planner did not make, and, exhaustively, to find the optimum.
struct SecondPacker {
  let facility: Facility
  let book: Book
  let settings: PlanSettings

  /// First fit.
  func firstFit() -> Plan {
    var plan = Plan(settings: settings)
    for lease in book.leases.indices.map({ LeaseID($0) }) {
      var found = false
      for way in ways(lease) where !found {
        var trial = plan
        trial.placements.append(Placement(lease: lease, kind: book.leases[lease].kind, parts: way))
        if holds(trial) {
          plan = trial
          found = true
        }
      }
    }
    return claimed(plan)
  }

  /// The best of all plans: kept value first, then value.
  func optimum() -> (kept: Int64, value: Int64) {
    var best: (kept: Int64, value: Int64) = (0, 0)
    func descend(_ lease: Int, _ plan: Plan) {
      if lease == book.leases.count {
        let (kept, value) = worth(plan)
        if (kept, value) > best { best = (kept, value) }
        return
      }
      descend(lease + 1, plan)
      for way in ways(LeaseID(lease)) {
        var trial = plan
        trial.placements.append(Placement(lease: LeaseID(lease), kind: book.leases[lease].kind, parts: way))
        if holds(trial) { descend(lease + 1, trial) }
      }
    }
    descend(0, Plan(settings: settings))
    return best
  }

  /// Whether placements break no rule; claims and refusals are not looked at.
  private func holds(_ plan: Plan) -> Bool {
    let before = over(Plan(settings: settings))
    let verdict = PlanCheck.check(plan, facility: facility, book: book)
    return verdict.violations.allSatisfy { violation in
      switch violation {
      case .claim, .falseLoad, .unaccounted: true
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
    return (verdict.keptValue, verdict.value)
  }

  private func ways(_ lease: LeaseID) -> [[PlacementPart]] {
    let asked = book.leases[lease]
    guard let nodes = asked.nodes(of: facility.kinds[asked.kind])?.upperBound else { return [] }
    if asked.level == .node, nodes > 1 { return [] }
    let bays = facility.bays.filter { $0.kind == asked.kind && $0.inService > 0 }
    var ways: [[PlacementPart]] = []
    func extend(_ at: Int, _ left: Int, _ parts: [PlacementPart]) {
      if left == 0 { return ways.append(parts) }
      guard at < bays.count else { return }
      let domain = facility.domain(of: bays[at].zone, at: asked.level)
      for count in stride(from: min(left, bays[at].inService), through: 0, by: -1) {
        if count == 0 {
          extend(at + 1, left, parts)
        } else if parts.allSatisfy({ facility.domain(of: $0.zone, at: asked.level) == domain }) {
          extend(at + 1, left - count, parts + [PlacementPart(zone: bays[at].zone, nodes: count)])
        }
      }
    }
    extend(0, nodes, [])
    return ways
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
    return PlanCheck.settled(plan, facility: facility, book: book)
  }
}
