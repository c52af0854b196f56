public import Facility
public import PlanModel
public import Tenancy

/// An independent reading of a plan: everything that it promises is re-derived from the facility, the book and the
/// placements alone, by following loads forward. It shares nothing with the planner but the model.
public enum PlanCheck {
  /// Holds a plan against a facility and a book in which what stands placed today is already joined in.
  ///
  /// Nothing in a plan traps: a lease or a kind that does not exist is a violation like any other.
  ///
  /// - Complexity: O(zones + stages + leases log leases) and, for each kind and draw asked for, O(zones + bays log bays).
  public static func check(_ plan: Plan, facility: Facility, book: Book) -> Verdict {
    let layout = Layout(facility)
    let figures = Figures(facility, basis: plan.settings.basis, unleasedIdle: plan.settings.unleasedIdle)
    let asks = Asks(facility, book, layout, basis: plan.settings.basis)
    let reading = Reading(plan, facility, book, layout, asks)
    let standing = Standing(reading, facility, book, figures)
    let flow = Flow(facility, layout, standing, figures)
    let empty = Flow(facility, layout, Standing(bays: facility.bays.count), figures)

    let quantities = QuantityUse(reading, facility, book, layout, asks)
    let loadings = Limits.loadings(facility, layout, flow, standing, quantities)
    let prices = Prices(plan.certificate.prices, facility, layout)
    let bounds = Bound(
      facility, book, layout, asks, figures, prices, base: empty, settings: plan.settings,
      placedNodes: reading.placedNodes)
    let (value, kept) = rents(reading, plan.settings.honour, facility, book, asks)

    var violations = reading.violations
    for loading in loadings where loading.load > loading.capacity { violations.append(.over(loading)) }
    violations += prices.violations
    let claims = [
      ("value", plan.value, value), ("kept value", plan.keptValue, kept),
      ("bound", plan.certificate.bound, bounds.all), ("kept bound", plan.certificate.keptBound, bounds.kept),
      ("move cost", plan.moveCost, reading.moveCost),
      ("supply draw", plan.supplyDraw.milliwatts, flow.use.supply.milliwatts),
    ]
    for (name, claimed, actual) in claims where claimed != actual {
      violations.append(.claim(name, claimed: claimed, actual: actual))
    }
    violations += falseLoads(plan, loadings)
    return Verdict(
      violations: violations, loadings: loadings, use: flow.use, value: value, keptValue: kept, bound: bounds.all,
      keptBound: bounds.kept)
  }

  /// The plan with what only the checker may claim filled in: its bounds, its draw at the supply, its fullest loads.
  ///
  /// Values are left as they are claimed.
  public static func settled(_ plan: Plan, facility: Facility, book: Book) -> Plan {
    let verdict = check(plan, facility: facility, book: book)
    var plan = plan
    plan.certificate.bound = verdict.bound
    plan.certificate.keptBound = verdict.keptBound
    plan.supplyDraw = verdict.use.supply
    plan.loads = verdict.fullest(in: facility)
    return plan
  }

  /// Loads and capacities that the plan states and that are not so; a resource without a limit carries nothing.
  private static func falseLoads(_ plan: Plan, _ loadings: [Loading]) -> [Violation] {
    var actual: [Resource: Loading] = [:]
    let claimed = Set(plan.loads.map(\.resource))
    for loading in loadings where claimed.contains(loading.resource) { actual[loading.resource] = loading }
    return plan.loads.compactMap { claim in
      let truth = actual[claim.resource] ?? Loading(claim.resource, load: 0, capacity: 0)
      return claim == truth ? nil : .falseLoad(claimed: claim, actual: truth)
    }
  }

  /// The rent of the leases placed, each counted once, and of those among them that are kept first.
  private static func rents(
    _ reading: Reading, _ honour: Honour, _ facility: Facility, _ book: Book, _ asks: Asks
  ) -> (value: Int64, kept: Int64) {
    var (value, kept) = (Int64(0), Int64(0))
    for (position, nodes) in reading.placedNodes.enumerated() where nodes >= 0 {
      let lease = book.leases[position]
      let kind = asks.ask(of: position, on: reading.placedKind[position]).kind
      let rent = lease.rent(nodes: Int(nodes), of: facility.kinds[kind])
      value = value.addedSaturating(rent)
      if honour.keeps(lease) { kept = kept.addedSaturating(rent) }
    }
    return (value, kept)
  }
}
