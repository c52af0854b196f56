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
    var flow = Flow(in: context.tables, leasing: leasedLoad, drawing: context.nodePower)
    var use = flow.use
    for other in context.others {
      let leased = LeasedLoad(of: placements, in: context, drawing: other.nodePower, on: other.basis)
      let elsewhere = Flow(in: context.tables, leasing: leased, drawing: other.nodePower)
      flow.takePower(of: other.stages, from: elsewhere)
      if other.basis == context.supplyBasis { use = elsewhere.use }
    }
    let quantities = QuantityUse(of: placements, in: context)
    loadings = Limits.loadings(in: context.tables, flow: flow, leased: leasedLoad, quantities: quantities)
    self.use = use
    prices = Prices(plan.certificate.prices, in: context.tables)
    bounds = Bound(
      in: context, at: prices, placedNodes: placements.placedNodes,
      standing: Self.standing(placements, in: context, loadings))
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
      keptBound: bounds.kept, dropped: dropped)
  }

  /// Leases that must be kept, whoever stands today among them, and are not placed.
  private var dropped: [LeaseID] {
    let (leases, honour) = (context.book.leases, context.settings.honour)
    return leases.indices.filter { placements.placedNodes[$0] < 0 && honour.keeps(leases[$0]) }.map { LeaseID($0) }
  }

  /// The rents of the leases that stand today, if any of them breaks a limit or a rule there.
  private static func standing(
    _ placements: PlacementAudit, in context: CheckContext, _ loadings: [Loading]
  ) -> [LeaseID: Int64] {
    let leases = context.book.leases
    let standing = leases.indices.filter { leases[$0].isPlaced && placements.placedNodes[$0] >= 0 }
    guard !standing.isEmpty else { return [:] }
    let all = Set(standing.map { LeaseID($0) })
    let breaks = placements.violations.contains { $0.lease.map(all.contains) ?? false }
    guard breaks || loadings.contains(where: { $0.load > $0.capacity }) else { return [:] }
    return Dictionary(uniqueKeysWithValues: standing.map { (LeaseID($0), rent(of: $0, placements, in: context)) })
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
    var (value, kept) = (Int64(0), Int64(0))
    for position in placements.placedNodes.indices where placements.placedNodes[position] >= 0 {
      let lease = context.book.leases[position]
      let (nodes, kind) = size(of: position, placements, in: context)
      value = value.addedSaturating(lease.rent(nodes: nodes, of: kind))
      if context.settings.honour.keeps(lease) {
        kept = kept.addedSaturating(lease.keptRent(nodes: nodes, of: kind))
      }
    }
    return (value, kept)
  }

  /// The rent of a lease that is placed.
  private static func rent(of position: Int, _ placements: PlacementAudit, in context: CheckContext) -> Int64 {
    let (nodes, kind) = size(of: position, placements, in: context)
    return context.book.leases[position].rent(nodes: nodes, of: kind)
  }

  /// The nodes on which a lease is placed, and their kind.
  private static func size(
    of position: Int, _ placements: PlacementAudit, in context: CheckContext
  ) -> (nodes: Int, kind: Kind) {
    let kind = context.demands.demand(of: position, on: placements.placedKind[position]).kind
    return (Int(placements.placedNodes[position]), context.facility.kinds[kind])
  }
}
