import Facility
import Packing
import PlanModel
import Tenancy

// Leases that stand somewhere today and may not: those that break a limit or a rule even alone, and those that do not fit
// beside the others.
extension Planning {
  /// A lease where it stands today, though it breaks something there; nil where nothing of its kind is there.
  func standing(_ conflict: Packing.Conflict) -> Placement? {
    let lease = LeaseID(conflict.lease.offset)
    guard let pinned = problem.pinnedGang(lease) else { return nil }
    return Placement(
      lease: lease, option: LeaseOption(kind: KindID(Int(problem.instance.options.kind[pinned.option]))),
      parts: problem.book.leases[lease].placed.sorted { $0.zone < $1.zone })
  }

  /// The limits and rules that each lease breaks which stands where it may not.
  func breaks(_ conflicts: [Packing.Conflict], on context: PlanContext) -> [LeaseID: [Reason]] {
    var breaks: [LeaseID: [Reason]] = [:]
    for conflict in conflicts where conflict.stands {
      let lease = LeaseID(conflict.lease.offset)
      guard let gang = problem.pinnedGang(lease) else { continue }
      let rules = brokenRules(conflict, of: gang, on: context)
      breaks[lease] = overloads(conflict, of: gang, on: context.ledger, orElse: rules.isEmpty) + rules
    }
    return breaks
  }

  /// The refusals of leases that stand today and do not fit beside the others that stand.
  func displaced(_ conflicts: [Packing.Conflict], under context: PlanContext) -> [LeaseID: Refusal] {
    let gone = conflicts.filter { !$0.stands }
    guard !gone.isEmpty else { return [:] }
    let standing = context.gangs.filter { problem.book.leases[$0.lease].isPlaced }
    let today = PlanContext(problem, gangs: standing, on: empty)
    var refusals: [LeaseID: Refusal] = [:]
    for conflict in gone {
      let lease = LeaseID(conflict.lease.offset)
      guard let gang = problem.pinnedGang(lease) else { continue }
      // Parts that others have for themselves are closed as long as it does not stand there.
      let rules = brokenRules(conflict, of: gang, on: today)
      let beside = today.ledger.placing([gang])
      let reasons = overloads(conflict, of: gang, on: beside, orElse: rules.isEmpty) + rules
      let kind = KindID(Int(problem.instance.options.kind[gang.option]))
      refusals[lease] = Refusal(
        lease: lease, nodes: gang.parts.reduce(0) { $0 + $1.units }, reason: .displaced(reasons), kind: kind,
        beside: .standing)
    }
    return refusals
  }

  private func brokenRules(_ conflict: Packing.Conflict, of gang: PlacedGang, on context: PlanContext) -> [Reason] {
    guard !conflict.rules.isEmpty else { return [] }
    return Explainer(problem, context).brokenRules(of: gang, conflict.rules)
  }

  /// The limits that a gang on a ledger overloads, worst first; where there are none and nothing else is broken, its nodes.
  private func overloads(
    _ conflict: Packing.Conflict, of gang: PlacedGang, on ledger: Ledger, orElse namesNodes: Bool
  ) -> [Reason] {
    let (instance, heldBack) = (problem.instance, empty.placing([gang]).heldBack(since: 0))
    var rows: [Int: Int64] = [:]
    var bays: [(row: RowKey, short: Int64)] = []
    for part in gang.parts {
      for entry in instance.entries(of: part.bay.offset) {
        let row = instance.incidenceRow[entry].offset
        let short = (0 &- ledger.slack(of: RowIndex(row))).addedSaturating(heldBack[row] ?? 0)
        if short > 0 { rows[row] = short }
      }
      let slots = Int64(instance.nodeSlots[Int(instance.bays.kind[part.bay])])
      let free = Int64(ledger.freeSlots(of: part.bay))
      if free < 0 { bays.append((RowKey(.nodes(BayID(part.bay.offset))), (-free).scaledUp(1, over: slots))) }
    }
    func share(_ row: Int) -> Double { Double(rows[row] ?? 0) / max(1, Double(instance.rows.capacity[row])) }
    let worst = rows.keys.sorted { share($0) != share($1) ? share($0) > share($1) : $0 < $1 }
    var over = problem.shortfalls(bays + worst.map { (problem.rowKeys[$0], rows[$0] ?? 0) })
    if over.isEmpty, namesNodes, let bay = conflict.bay ?? gang.parts.first?.bay {
      over = [Shortfall(RowKey(.nodes(BayID(bay.offset))), short: 1)]
    }
    return over.map { .placedConflict($0) }
  }
}

extension CompiledProblem {
  /// A lease where it stands today, in the packer's terms.
  func pinnedGang(_ lease: LeaseID) -> PlacedGang? {
    let pins = instance.pinRange(of: LeaseIndex(lease.index))
    guard let first = pins.first else { return nil }
    let kind = instance.bays.kind[instance.leases.pinBay[first]]
    let options = instance.optionRange(of: LeaseIndex(lease.index))
    guard let option = options.first(where: { instance.options.kind[$0] == kind }) ?? options.first else { return nil }
    return PlacedGang(
      lease: lease, option: OptionIndex(option),
      parts: pins.map { (instance.leases.pinBay[$0], Int(instance.leases.pinUnits[$0])) },
      piece: instance.leases.pinPiece[first])
  }
}
