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
    let standing = standing(in: packing)
    let placed = placed(packing, pool) + [standing]
    let (context, prices) = pool.both { [problem, empty] in
      PlanContext(problem, gangs: placed.flatMap { $0.gangs }, on: empty)
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
    let breaks = breaks(packing.conflicts, on: context)
    if !standing.gangs.isEmpty {
      for at in plan.placements.indices { plan.placements[at].breaks = breaks[plan.placements[at].lease] ?? [] }
      plan.placements.sort { $0.lease < $1.lease }
    }
    let refused = problem.book.leases.indices.lazy.map { LeaseID($0) }
      .filter { packing.option[$0.index] == nil && breaks[$0] == nil }
    plan.refusals = refusals(of: Array(refused), packing, on: context, pool)
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

  /// The leases that stand today where they may not.
  private func standing(in packing: Packing) -> PlacedRun {
    let placements = packing.conflicts.filter(\.stands).compactMap { standing($0) }
    return PlacedRun(
      gangs: placements.compactMap { problem.gang($0) }, placements: placements,
      rents: placements.map { problem.rent($0) })
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
    let displaced = displaced(packing.conflicts, under: context)
    let others = refused.filter { displaced[$0] == nil }
    guard !others.isEmpty else { return refused.compactMap { displaced[$0] } }
    var explainer = Explainer(problem, context, measuresParts: true)
    explainer.explain(others, pool: pool)
    let besideKept = besideKept(others, under: context, pool)
    let alone = alone(others, under: context, pool)
    return refused.map { lease in
      if let refusal = displaced[lease] { return refusal }
      var refusal = besideKept[lease] ?? explainer.refusal(of: lease)
      refusal.alone = alone[lease]
      return refusal
    }
  }

  /// The refusals of leases that must be kept, beside nobody but those that must be kept too; without those that would fit
  /// there, or that enlarge a lease which is not among them.
  private func besideKept(_ refused: [LeaseID], under context: PlanContext, _ pool: Workers) -> [LeaseID: Refusal] {
    let (leases, honour) = (problem.book.leases, problem.settings.honour)
    let kept = refused.filter { honour.keeps(leases[$0]) }
    guard !kept.isEmpty, context.gangs.contains(where: { !honour.keeps(leases[$0.lease]) }) else { return [:] }
    let gangs = context.gangs.filter { honour.keeps(leases[$0.lease]) }
    var explainer = Explainer(
      problem, PlanContext(problem, gangs: gangs, on: empty), triesFirst: true, measuresParts: true)
    explainer.explain(kept, pool: pool)
    var refusals: [LeaseID: Refusal] = [:]
    for lease in kept where explainer.expandedRefused(lease) == nil {
      refusals[lease] = explainer.unlessItFits(lease)
      refusals[lease]?.beside = .kept
    }
    return refusals
  }

  /// Asks about leases on the site with what stands today alone; without those that enlarge one that does not stand.
  private func alone(_ refused: [LeaseID], under context: PlanContext, _ pool: Workers) -> [LeaseID: Refusal.Alone] {
    let standing = context.gangs.filter { problem.book.leases[$0.lease].isPlaced }
    var explainer = Explainer(problem, PlanContext(problem, gangs: standing, on: empty), triesFirst: true)
    explainer.explain(refused, pool: pool)
    var alone: [LeaseID: Refusal.Alone] = [:]
    for lease in refused where explainer.expandedRefused(lease) == nil {
      let reason = explainer.unlessItFits(lease)?.reason
      alone[lease] = Refusal.Alone(reason: reason, somethingStands: !standing.isEmpty)
    }
    return alone
  }
}
