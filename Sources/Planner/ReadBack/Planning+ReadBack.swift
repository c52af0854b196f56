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
          plan.keptValue = plan.keptValue.addedSaturating(rent)
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
    var explainer = Explainer(problem, context)
    explainer.explain(refused.filter { displaced[$0] == nil }, pool: pool)
    return refused.map { displaced[$0] ?? explainer.refusal(of: $0) }
  }
}
