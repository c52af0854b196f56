public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// One question answered: a facility and a book, compiled, packed, and read back.
public struct Planning: Sendable {
  /// The compiled problem.
  public let problem: Problem
  let packingSettings: PackingSettings
  /// Nobody stands on it.
  let empty: Ledger

  /// Compiles a facility and a book.
  ///
  /// - Parameter packing: how much the packer does; nil: what is usual. Its seed is that of the settings.
  public init(facility: Facility, book: Book, settings: PlanSettings, packing: PackingSettings? = nil) {
    problem = Problem(facility: facility, book: book, settings: settings)
    var packing = packing ?? PackingSettings()
    packing.seed = settings.seed
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

  /// A packing read back as a plan, with who stands where.
  public struct ReadBack {
    /// The plan; what it claims may be filled in, where everybody stands is not to be changed.
    public var plan: Plan
    let explainer: Explainer
  }

  /// Reads a packing back for whoever asks what is left on top of it.
  public func readBack(_ packing: Packing, pool: Workers) -> ReadBack {
    var plan = Plan(settings: problem.settings)
    plan.placements = problem.placements(of: packing)
    for placement in plan.placements {
      let rent = problem.rent(placement)
      plan.value = plan.value.addedSaturating(rent)
      if problem.settings.honour.keeps(problem.book.leases[placement.lease]) {
        plan.keptValue = plan.keptValue.addedSaturating(rent)
      }
      plan.moveCost = plan.moveCost.addedSaturating(problem.moveCost(placement))
    }
    plan.certificate = Certificate(
      prices: prices(of: packing), bound: packing.bound.value, keptBound: packing.bound.kept)
    let explainer: Explainer
    (plan.refusals, explainer) = refusals(packing, plan, pool)
    return ReadBack(plan: plan, explainer: explainer)
  }

  /// Prices above zero: rows in table order, then bays. A node costs what its slots cost together.
  ///
  /// A bay that pinned leases fill is priced above what any lease pays: they pay all of it themselves, so it costs the bound
  /// nothing, and it is nobody else's cheapest home.
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
    _ packing: Packing, _ plan: Plan, _ pool: Workers
  ) -> (refusals: [Refusal], explainer: Explainer) {
    var conflicts: [LeaseIndex: Packing.Conflict] = [:]
    for conflict in packing.conflicts { conflicts[conflict.lease] = conflict }
    let refused = problem.book.leases.indices.filter { packing.option[$0] == nil }.map { LeaseID($0) }
    // Refused leases that stand somewhere all the same are part of what stops the others.
    var standing = plan
    standing.refusals = refused.map { Refusal(lease: $0, nodes: 0, reason: .kindAbsent(KindID(0))) }
    var explainer = Explainer(problem, stands: problem.stands(of: standing), on: empty)
    explainer.lookInto(refused.filter { conflicts[LeaseIndex($0.index)] == nil }, pool: pool)
    let refusals = refused.map { lease in
      guard let conflict = conflicts[LeaseIndex(lease.index)], let reason = placedConflict(conflict, explainer) else {
        return explainer.refusal(of: lease)
      }
      let option = explainer.stands.first { $0.lease == lease }?.option
      let kind = option.map { KindID(Int(problem.instance.options.kind[$0])) }
      let asks = problem.asks[lease.index]
      let ask = asks.first { $0.kind == kind } ?? asks.first
      return Refusal(lease: lease, nodes: ask?.nodes.upperBound ?? 0, reason: reason, kind: ask?.kind)
    }
    return (refusals, explainer)
  }

  /// Why a lease may not stand where it does; nil: it finds no place like any other.
  private func placedConflict(_ conflict: Packing.Conflict, _ explainer: Explainer) -> Reason? {
    let lease = LeaseID(conflict.lease.offset)
    if let row = conflict.row {
      let own = empty.with(explainer.stands.filter { $0.lease == lease }).heldBack(since: 0)
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

  /// What is left on top of a plan, with the verdict on it.
  ///
  /// - Parameter pool: for the worst case of the ladder of statuses, which may have to pack once more; nil: it is decided
  ///   by signing in the ladder's order alone.
  public func answer(
    plan: Plan, verdict: Verdict, draws: [BasisDraw], supplyBand: (low: Watts, high: Watts), pool: Workers? = nil
  ) -> Answer {
    let explainer = Explainer(problem, stands: problem.stands(of: plan), on: empty)
    return answer(
      on: ReadBack(plan: plan, explainer: explainer), verdict: verdict, draws: draws, supplyBand: supplyBand, pool: pool
    )
  }

  /// The same, on a packing that was read back.
  public func answer(
    on readBack: ReadBack, verdict: Verdict, draws: [BasisDraw], supplyBand: (low: Watts, high: Watts), pool: Workers?
  ) -> Answer {
    let (plan, explainer) = (readBack.plan, readBack.explainer)
    let left = LeftOver(problem, stands: explainer.stands, ledger: explainer.ledger)
    var waterfalls = Waterfalls(explainer, left: left)
    let gpus = waterfalls.gpus()
    return Answer(
      facility: problem.facility, book: problem.book, plan: plan, verdict: verdict, draws: draws,
      supplyBand: supplyBand, gpus: gpus, supply: waterfalls.supply(use: verdict.use),
      headroom: HeadroomSearch(explainer, verdict: verdict).all(),
      binding: binding(plan), rounded: rounded(plan), isolations: left.isolations, megawatts: megawatts(plan),
      ladder: ladder(plan, explainer.stands, pool: pool))
  }

  /// The resource whose group earns most at its price: Σ what is left before any lease × price.
  private func binding(_ plan: Plan) -> Resource? {
    var rowOf: [Resource: Int] = [:]
    for (row, resource) in problem.resources.enumerated() { rowOf[resource] = row }
    var earned: [(group: String, cents: Double, first: Resource)] = []
    var numberOf: [String: Int] = [:]
    for price in plan.certificate.prices {
      let capacity: Double
      let group: String
      switch price.resource {
      case .nodes(let bay):
        capacity = Double(problem.facility.bays[bay].inService)
        group = price.resource.localName(in: problem.facility)
      case .spares:
        capacity = rowOf[price.resource].map { Double(problem.instance.rows.capacity[$0]) } ?? 0
        group = price.resource.localName(in: problem.facility)
      default:
        capacity = rowOf[price.resource].map { Double(problem.instance.rows.capacity[$0]) } ?? 0
        group = price.resource.group(in: problem.facility)
      }
      let cents = capacity * Double(price.picocents) / 1e12
      if let number = numberOf[group] {
        earned[number].cents += cents
      } else {
        numberOf[group] = earned.count
        earned.append((group, cents, price.resource))
      }
    }
    return earned.max { ($0.cents, $1.group) < ($1.cents, $0.group) }.flatMap { $0.cents > 0 ? $0.first : nil }
  }
}
