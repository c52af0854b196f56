import Facility
public import Packing
public import PlanModel
import Tenancy

// A packing read back as a plan.
extension Planning {
  /// Reads a packing back as a plan; see `plan(pool:)`.
  public func plan(of packing: Packing, pool: Workers) -> Plan { readBack(packing, pool: pool).plan }

  /// Reads a packing back for whoever asks what is left on top of it.
  public func readBack(_ packing: Packing, pool: Workers) -> ReadBack {
    var plan = Plan(settings: problem.settings)
    let placed = placed(packing, pool)
    let refused = problem.book.leases.indices.filter { packing.option[$0] == nil }.map { LeaseID($0) }
    // Refused leases that stand somewhere all the same are part of what stops the others.
    let gangs = refused.compactMap { problem.refusedGang($0) } + placed.flatMap(\.gangs)
    let (context, prices) = pool.both { [problem, empty] in
      PlanContext(problem, gangs: gangs, on: empty)
    } _: {
      self.prices(of: packing)
    }
    for run in placed {
      plan.placements += run.placements
      for (at, rent) in zip(run.placements, run.rents) {
        plan.value = plan.value.addedSaturating(rent)
        if problem.settings.honour.keeps(problem.book.leases[at.lease]) {
          plan.keptValue = plan.keptValue.addedSaturating(problem.keptRent(at))
        }
        plan.moveCost = plan.moveCost.addedSaturating(problem.moveCost(at))
      }
    }
    plan.certificate = Certificate(prices: prices, bound: packing.bound.value, keptBound: packing.bound.mandatoryValue)
    plan.refusals = refusals(of: refused, packing, on: context, pool)
    return ReadBack(plan: plan, context: context)
  }

  /// A run of leases: their gangs and placements, and the rents that they pay.
  private struct PlacedRun: Sendable {
    var gangs: [PlacedGang]
    var placements: [Placement]
    var rents: [Int64]
  }

  /// The placed leases, a run after the other.
  private func placed(_ packing: Packing, _ pool: Workers) -> [PlacedRun] {
    let (leases, parts) = (problem.book.leases.count, 16)
    let runs = (0..<parts).map { leases * $0 / parts..<leases * ($0 + 1) / parts }
    return pool.answers(to: runs, begin: {}) { [problem] _, run in
      let gangs = problem.gangs(of: packing, run)
      var reader = PlacementReader(problem)
      let placements = gangs.map { reader.placement(of: $0) }
      return PlacedRun(gangs: gangs, placements: placements, rents: placements.map { problem.rent($0) })
    }
  }

  /// Prices above zero: rows in table order, then bays. A node costs what its slots cost together.
  ///
  /// A bay that pinned leases fill is priced above what any lease pays: they pay all of it themselves, so it costs the
  /// bound nothing, and it is nobody else's cheapest place.
  private func prices(of packing: Packing) -> [RowPrice] {
    let prices = packing.prices
    var list: [RowPrice] = []
    for (row, key) in problem.rowKeys.enumerated() where prices.row[row] > 0 {
      list.append(RowPrice(key, picocents: prices.row[row]))
    }
    let isFull = packing.conflicts.isEmpty ? problem.filledByPins() : []
    let barrier =
      isFull.contains(true) ? problem.mostRentPerNode().multipliedSaturating(by: Prices.picocentsPerCent) : 0
    for (at, bay) in problem.facility.bays.enumerated() {
      let slots = Int64(problem.instance.nodeSlots[bay.kind.index])
      var price = prices.slot[at].multipliedSaturating(by: slots)
      if !isFull.isEmpty, isFull[at] { price = max(price, barrier) }
      if price > 0 { list.append(RowPrice(.nodes(BayID(at)), picocents: price)) }
    }
    return list
  }

  private func refusals(
    of refused: [LeaseID], _ packing: Packing, on context: PlanContext, _ pool: Workers
  ) -> [Refusal] {
    var conflicts: [LeaseIndex: Packing.Conflict] = [:]
    for conflict in packing.conflicts { conflicts[conflict.lease] = conflict }
    var explainer = Explainer(problem, context)
    explainer.explain(refused.filter { conflicts[LeaseIndex($0.index)] == nil }, pool: pool)
    return refused.map { lease in
      guard let conflict = conflicts[LeaseIndex(lease.index)], let reason = placedConflict(conflict, explainer) else {
        return explainer.refusal(of: lease)
      }
      let option = explainer.gangs.first { $0.lease == lease }?.option
      let kind = option.map { KindID(Int(problem.instance.options.kind[$0])) }
      let demands = problem.demands[lease.index]
      let sized = demands.first { $0.kind == kind } ?? demands.first
      return Refusal(lease: lease, nodes: sized?.nodes.upperBound ?? 0, reason: reason, kind: sized?.kind)
    }
  }

  /// The reason why a lease may not stand where it does; nil: it finds no place like any other.
  private func placedConflict(_ conflict: Packing.Conflict, _ explainer: Explainer) -> Reason? {
    let lease = LeaseID(conflict.lease.offset)
    if let row = conflict.row {
      let own = empty.placing(explainer.gangs.filter { $0.lease == lease }).heldBack(since: 0)
      let short = conflict.short.addedSaturating(own[row.offset] ?? 0)
      return .placedConflict(problem.rowKeys[row.offset], short: short)
    }
    if conflict.short == 0, !conflict.rules.isEmpty,
      let option = problem.instance.optionRange(of: conflict.lease).first
    {
      return explainer.brokenRule(of: lease, as: OptionIndex(option), conflict.rules)
    }
    guard let bay = conflict.bay.map({ BayID($0.offset) }) else { return nil }
    let slots = Int64(problem.instance.nodeSlots[problem.facility.bays[bay].kind.index])
    return .placedConflict(RowKey(.nodes(bay)), short: max(1, conflict.short.scaledUp(1, over: slots)))
  }
}
