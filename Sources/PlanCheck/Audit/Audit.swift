internal import Facility
internal import PlanModel
internal import Tenancy

/// Everything that is re-derived from a plan's settings, placements and prices. The plan's other claims are compared
/// with it afterwards, so that a plan whose claims come from here is read once.
struct Audit {
  private let context: CheckContext
  private let placements: PlacementAudit
  private let loadings: [Loading]
  private let use: SupplyUse
  private let prices: Prices
  private let bounds: Bound
  private let value: Int64, keptValue: Int64

  init(_ plan: Plan, facility: Facility, book: Book) {
    self.init(plan, in: CheckContext(facility: facility, book: book, settings: plan.settings))
  }

  /// - Precondition: the context is that of the plan's settings.
  init(_ plan: Plan, in context: CheckContext) {
    precondition(context.settings == plan.settings, "the context of other settings")
    self.context = context
    placements = PlacementAudit(of: plan, in: context)
    let leasedLoad = LeasedLoad(of: placements, in: context, drawing: context.nodePower)
    let flow = Flow(in: context.tables, leasing: leasedLoad, drawing: context.nodePower)
    let quantities = QuantityUse(of: placements, in: context)
    loadings = Limits.loadings(in: context.tables, flow: flow, leased: leasedLoad, quantities: quantities)
    use = flow.use
    prices = Prices(plan.certificate.prices, in: context.tables)
    bounds = Bound(in: context, at: prices, placedNodes: placements.placedNodes)
    (value, keptValue) = Self.rents(of: placements, in: context)
  }

  /// The plan with the claims that only the checker can make; see `PlanCheck.certified`.
  func certified(_ plan: Plan) -> Plan {
    var plan = plan
    plan.certificate.bound = bounds.all
    plan.certificate.keptBound = bounds.kept
    plan.supplyDraw = use.supply
    plan.loads = verdict([]).fullest(in: context.facility)
    return plan
  }

  /// The verdict on a plan of the same placements and prices, whatever it claims.
  func verdict(on plan: Plan) -> Verdict {
    var violations = placements.violations
    for loading in loadings where loading.load > loading.capacity { violations.append(.over(loading)) }
    violations += prices.violations
    let claims = [
      ("value", plan.value, value), ("kept value", plan.keptValue, keptValue),
      ("bound", plan.certificate.bound, bounds.all), ("kept bound", plan.certificate.keptBound, bounds.kept),
      ("move cost", plan.moveCost, placements.moveCost),
      ("supply draw", plan.supplyDraw.milliwatts, use.supply.milliwatts),
    ]
    for (name, claimed, actual) in claims where claimed != actual {
      violations.append(.claim(name, claimed: claimed, actual: actual))
    }
    return verdict(violations + falseLoads(plan))
  }

  private func verdict(_ violations: [Violation]) -> Verdict {
    Verdict(
      violations: violations, loadings: loadings, use: use, value: value, keptValue: keptValue, bound: bounds.all,
      keptBound: bounds.kept)
  }

  /// The draw at the supply with every figure at its low, then at its high end; see `PlanCheck.supplyBand`.
  var supplyBand: (low: Watts, high: Watts) { placements.supplyBand(in: context) }

  /// Loads and capacities that the plan states falsely; a resource without a limit carries nothing.
  private func falseLoads(_ plan: Plan) -> [Violation] {
    var actual: [RowKey: Loading] = [:]
    let claimed = Set(plan.loads.map(\.row))
    for loading in loadings where claimed.contains(loading.row) { actual[loading.row] = loading }
    return plan.loads.compactMap { claim in
      let truth = actual[claim.row] ?? Loading(claim.row, load: 0, capacity: 0)
      return claim == truth ? nil : .falseLoad(claimed: claim, actual: truth)
    }
  }

  /// The rent of the leases placed, each counted once, and of those among them that are kept first.
  private static func rents(of placements: PlacementAudit, in context: CheckContext) -> (value: Int64, kept: Int64) {
    let (facility, book, demands) = (context.facility, context.book, context.demands)
    var (value, kept) = (Int64(0), Int64(0))
    for (position, nodes) in placements.placedNodes.enumerated() where nodes >= 0 {
      let kind = demands.demand(of: position, on: placements.placedKind[position]).kind
      let lease = book.leases[position]
      value = value.addedSaturating(lease.rent(nodes: Int(nodes), of: facility.kinds[kind]))
      if context.settings.honour.keeps(lease) {
        kept = kept.addedSaturating(lease.keptRent(nodes: Int(nodes), of: facility.kinds[kind]))
      }
    }
    return (value, kept)
  }
}
