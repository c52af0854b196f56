internal import Facility
internal import PlanModel
internal import Tenancy

/// Upper bounds on the value of any plan, proved by prices alone (weak duality).
///
///     let context = CheckContext(facility: facility, book: book, settings: plan.settings)
///     let prices = Prices(plan.certificate.prices, in: context.tables)
///     let bound = Bound(in: context, at: prices, placedNodes: audit.placedNodes)
///     print(bound.all)   // No plan that keeps what this one keeps is worth more cents per hour.
///     print(bound.kept)  // No plan keeps contracted leases worth more cents per hour.
///
/// Let π ≥ 0 be the prices, B the loads without a leased node, and P any plan that breaks no limit. Then Σ π (limit −
/// B) ≥ Σ π (load(P) − B), and value(P) ≤ Σ π (limit − B) + Σ over P's leases of (value − priced load that they add). A
/// lease adds no less than at its cheapest placement, on the kind and at the size at which its surplus of rent over
/// cost is largest, so taking max(0, …) of every lease that P may or may not hold only raises the sum; leases held in
/// any case need no max.
///
/// It remains to show that load(P) − B is at least the sum of the nodes' own estimates, for the exact physics:
/// - a leased node takes the place of one in service that draws less, so every flow only grows, by D ≥ 0 at its source;
/// - each step of the flow is ⌈linear⌉ plus losses that do not fall as the load grows (a constant, and a square, which
///   is convex and so grows faster at higher loads), and ⌈x + D⌉ − ⌈x⌉ ≥ ⌊D⌋: so D grows into at least ⌊D ÷
///   efficiency⌋, ⌊D ÷ outlets⌋, ⌊share × D⌋, and so on along the way;
/// - ⌊a⌋ + ⌊b⌋ ≤ ⌊a + b⌋, so nodes followed one by one and rounded down at every step never come to more than nodes
///   together.
/// Space, nodes, spares and named quantities are linear. A node of a bay counts at most once, hence the filling of
/// cheapest bays first.
///
/// Pieces: a node of g GPUs holds pieces of n₁ + n₂ + … ≤ g. Where the node takes the place of an unleased one it draws
/// idle and Σ ⌈(drawᵢ − idle) nᵢ ÷ g⌉, and idle is no less than unleased, so it adds at least Σ ⌊(drawᵢ − unleased) nᵢ
/// ÷ g⌋; it is one node of its height where the pieces are charged nᵢ ÷ g of one. A tenant's own machines take the
/// place of nothing.
///
/// A lease for which no zone of its level, inside the zone that it may not leave, has the nodes in service is in no
/// plan: it adds nothing.
///
/// Where leases stand today that break a limit or a rule, P is a plan in which they stand, and which loads nothing else on a
/// limit that they exceed: whoever stands counts with all its rent, and the others have no more than max(0, limit − B).
///
/// Left out, which loosens the bound and never breaks it, as each only takes plans away: the zone that a lease may not
/// leave (in its cost), exclusivity, spread, segments, NUMA domains, affinity. The cost of moves only lowers the value
/// of a plan. Megawatts are read at the larger of two counts, amounts of quantities per node at the smaller.
struct Bound {
  /// The bound on the value of plans that keep the leases kept by this plan, cents per hour, rounded up.
  let all: Int64
  /// The bound on what the kept leases of any plan count, elastic ones at their floor; cents per hour, rounded up.
  let kept: Int64

  /// - Parameter standing: leases that stand today and count with all their rent, as some of them break a limit or a rule
  ///   where they stand; empty: none does.
  init(in context: CheckContext, at prices: Prices, placedNodes: [Int64], standing: [LeaseID: Int64] = [:]) {
    let (book, demands) = (context.book, context.demands)
    let cheapest = CheapestPlacements(in: context, at: prices)
    let capacity = Bound.capacity(of: context.tables, at: prices, less: context.base, isOver: !standing.isEmpty)
    var (all, kept) = (capacity, capacity)
    var (every, everyKept) = (Int64(0), Int64(0))
    var leastKept: Int64?
    for position in book.leases.indices {
      if let rent = standing[LeaseID(position)] {
        (every, everyKept) = (every.addedSaturating(rent), everyKept.addedSaturating(rent))
        all.add(Int128(rent) * .picocentsPerCent)
        kept.add(Int128(rent) * .picocentsPerCent)
        continue
      }
      let keeps = context.settings.honour.keeps(book.leases[position])
      let mustStand = keeps && placedNodes[position] >= 0
      let surplus = cheapest.surplus[position]
      // A placement where there is nothing of the kind counts in full all the same.
      let isOutOfPlace = surplus == nil && placedNodes[position] >= 0
      let value = isOutOfPlace ? demands[position].reduce(0) { max($0, $1.value) } : cheapest.value[position]
      every = every.addedSaturating(value)
      all.add(mustStand ? surplus ?? Int128(value) * .picocentsPerCent : max(0, surplus ?? 0))
      guard keeps else { continue }
      let keptValue =
        isOutOfPlace ? demands[position].reduce(0) { max($0, $1.keptValue) } : cheapest.keptValue[position]
      everyKept = everyKept.addedSaturating(keptValue)
      if mustStand { leastKept = min(leastKept ?? keptValue, keptValue) }
      kept.add(max(0, cheapest.keptSurplus[position] ?? 0))
    }
    self.all = min(all.cents ?? every, every)
    // Whoever keeps what this plan keeps is worth no more than the first bound; whoever does not lacks one of those
    // leases.
    let lacking = leastKept.map { everyKept.addedSaturating(0 &- $0) } ?? .min
    self.kept = min(kept.cents ?? everyKept, everyKept, max(self.all, lacking))
  }

  /// Σ price × capacity left by the facility without leases; negative where that exceeds a limit on its own, but 0 if limits
  /// are over already by what stands.
  private static func capacity(
    of tables: FacilityTables, at prices: Prices, less base: Flow, isOver: Bool
  ) -> UpperBoundSum {
    let facility = tables.facility
    var sum = UpperBoundSum()
    func add(_ price: Int64, _ limit: Int64, less load: Int64 = 0) {
      let left = Int128(limit) - Int128(load)
      sum.add(Int128(price) * (isOver ? max(0, left) : left))
    }
    for (position, stage) in facility.power.enumerated() {
      guard let limit = stage.limit else { continue }
      add(prices.power[position], limit.milliwatts, less: base.power[position].milliwatts)
    }
    for (position, element) in facility.cooling.enumerated() {
      guard let limit = element.limit else { continue }
      add(prices.cooling[position], limit.milliwatts, less: base.cooling[position].milliwatts)
    }
    for (position, zone) in facility.zones.enumerated() {
      if let space = zone.space { add(prices.space[position], space.units) }
    }
    for (position, nodes) in tables.inService.enumerated() { add(prices.nodes[position], Int64(nodes)) }
    for (position, row) in tables.spareRows.enumerated() { add(prices.spares[position], Int64(row.capacity)) }
    for (position, provision) in facility.provisions.enumerated() {
      add(prices.quantities[position], provision.capacity)
    }
    return sum
  }
}
