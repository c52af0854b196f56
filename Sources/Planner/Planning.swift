public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// One question answered: a facility and a book, compiled, packed, and read back.
public struct Planning: Sendable {
  /// The compiled problem.
  public let problem: CompiledProblem
  let packingSettings: PackingSettings
  /// Nobody stands on it.
  let empty: Ledger

  /// Compiles a facility and a book.
  ///
  /// - Parameters:
  ///   - packing: how much the packer does; nil: what is usual. Its seed is that of the settings.
  ///   - pool: see `CompiledProblem`.
  public init(
    facility: Facility, book: Book, settings: PlanSettings, packing: PackingSettings? = nil, pool: Workers? = nil
  ) {
    self.init(CompiledProblem(facility: facility, book: book, settings: settings, pool: pool), packing: packing)
  }

  /// Takes a problem that is compiled.
  public init(_ problem: CompiledProblem, packing: PackingSettings? = nil) {
    self.problem = problem
    var packing = packing ?? PackingSettings()
    packing.seed = problem.settings.seed
    // The checker, whose bound is printed, takes bays by themselves.
    packing.provesByRows = false
    packingSettings = packing
    empty = Ledger(problem.instance)
  }

  /// Packs, and reads the packing back as a plan.
  ///
  /// The bounds and the supply draw are left for whoever re-derives them from the plan: a printed bound is the checker's.
  public func plan(pool: Workers) -> Plan { plan(of: pack(pool: pool), pool: pool) }

  /// Packs.
  public func pack(pool: Workers) -> Packing { packer(pool).pack() }

  /// Packs by a simple rule, to hold the packer against.
  public func packing(by rule: Baseline, pool: Workers) -> Packing { packer(pool).packing(by: rule) }

  private func packer(_ pool: Workers) -> Packer { Packer(problem.instance, settings: packingSettings, pool: pool) }

  /// Reads a packing back as a plan; see `plan(pool:)`.
  public func plan(of packing: Packing, pool: Workers) -> Plan { readBack(packing, pool: pool).plan }

  /// Reads a packing back for whoever asks what is left on top of it.
  public func readBack(_ packing: Packing, pool: Workers) -> ReadBack {
    var plan = Plan(settings: problem.settings)
    let placed = placed(packing, pool)
    let refused = problem.book.leases.indices.filter { packing.option[$0] == nil }.map { LeaseID($0) }
    // Refused leases that stand somewhere all the same are part of what stops the others.
    let gangs = refused.compactMap { problem.gangToday($0) } + placed.flatMap(\.gangs)
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
          plan.keptValue = plan.keptValue.addedSaturating(rent)
        }
        plan.moveCost = plan.moveCost.addedSaturating(problem.moveCost(at))
      }
    }
    plan.certificate = Certificate(prices: prices, bound: packing.bound.value, keptBound: packing.bound.kept)
    plan.refusals = refusals(of: refused, packing, on: context, pool)
    return ReadBack(plan: plan, context: context)
  }

  /// A run of leases: where they stand, and what they pay there.
  private struct Placed: Sendable {
    var placements: [Placement]
    var gangs: [PlacedGang]
    var rents: [Int64]
  }

  /// Placements, a run of leases after the other.
  private func placed(_ packing: Packing, _ pool: Workers) -> [Placed] {
    let (leases, parts) = (problem.book.leases.count, 16)
    let runs = (0..<parts).map { leases * $0 / parts..<leases * ($0 + 1) / parts }
    return pool.answers(to: runs, begin: {}) { [problem] _, run in
      let placements = problem.placements(of: packing, run)
      return Placed(
        placements: placements, gangs: problem.gangs(at: placements), rents: placements.map { problem.rent($0) })
    }
  }

  /// Prices above zero: rows in table order, then bays. A node costs what its slots cost together.
  ///
  /// A bay that pinned leases fill is priced above what any lease pays: they pay all of it themselves, so it costs the bound
  /// nothing, and it is nobody else's cheapest place.
  private func prices(of packing: Packing) -> [ResourcePrice] {
    let prices = packing.prices
    var list: [ResourcePrice] = []
    for (row, resource) in problem.resources.enumerated() where prices.row[row] > 0 {
      list.append(ResourcePrice(resource, picocents: prices.row[row]))
    }
    let isFull = packing.conflicts.isEmpty ? problem.filledByPins() : []
    let barrier =
      isFull.contains(true) ? problem.mostRentPerNode().multipliedSaturating(by: Prices.picocentsPerCent) : 0
    for (at, bay) in problem.facility.bays.enumerated() {
      let slots = Int64(problem.instance.nodeSlots[bay.kind.index])
      var price = prices.slot[at].multipliedSaturating(by: slots)
      if !isFull.isEmpty, isFull[at] { price = max(price, barrier) }
      if price > 0 { list.append(ResourcePrice(.nodes(BayID(at)), picocents: price)) }
    }
    return list
  }

  private func refusals(
    of refused: [LeaseID], _ packing: Packing, on context: PlanContext, _ pool: Workers
  ) -> [Refusal] {
    var conflicts: [LeaseIndex: Packing.Conflict] = [:]
    for conflict in packing.conflicts { conflicts[conflict.lease] = conflict }
    var explainer = Explainer(problem, context)
    explainer.lookInto(refused.filter { conflicts[LeaseIndex($0.index)] == nil }, pool: pool)
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

  /// Why a lease may not stand where it does; nil: it finds no place like any other.
  private func placedConflict(_ conflict: Packing.Conflict, _ explainer: Explainer) -> Reason? {
    let lease = LeaseID(conflict.lease.offset)
    if let row = conflict.row {
      let own = empty.placing(explainer.gangs.filter { $0.lease == lease }).heldBack(since: 0)
      let short = conflict.short.addedSaturating(own[row.offset] ?? 0)
      return .placedConflict(problem.resources[row.offset], short: short)
    }
    if conflict.short == 0, !conflict.rules.isEmpty,
      let option = problem.instance.optionRange(of: conflict.lease).first
    {
      return explainer.brokenRule(lease, OptionIndex(option), conflict.rules)
    }
    guard let bay = conflict.bay.map({ BayID($0.offset) }) else { return nil }
    let slots = Int64(problem.instance.nodeSlots[problem.facility.bays[bay].kind.index])
    return .placedConflict(.nodes(bay), short: max(1, conflict.short.scaledUp(1, over: slots)))
  }
}
