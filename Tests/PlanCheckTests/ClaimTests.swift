import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Claims and prices of a plan, broken one at a time. The facility is that of `MutationTests`.
@Suite struct ClaimTests {
  /// The valid plan with right claims, changed afterwards: its claims stay what they were.
  static func broken(_ change: (inout Plan) -> Void) -> [Violation] {
    let facility = MutationTests.facility()
    var plan = MutationTests.validPlan.certified(facility, MutationTests.book)
    change(&plan)
    return PlanCheck.check(plan, facility: facility, book: MutationTests.book).violations
  }

  // Hand-computed. Leases: 3,200, 400 and 1,600 cents; the first two are kept. Prices: 1 picocent a mW at the contract,
  // 2 a node of bay 0. Base load: 4 × (400 + 400) W; capacity 100 kW − 3.2 kW = 96,800,000 mW and 4 nodes: 96,800,008.
  // A node of alpha adds 900,000 mW: all far below one cent, so each sum is the values, a touch above, rounded up.
  @Test func `right claims hold`() {
    let plan = MutationTests.validPlan.certified(MutationTests.facility(), MutationTests.book)
    #expect(plan.value == 3_600)
    #expect(plan.keptValue == 3_600)
    // Never above the sum of the values.
    #expect(plan.certificate.bound == 5_200)
    #expect(plan.certificate.keptBound == 3_600)
    // 4 and 1 leased, 12 and 7 idle.
    #expect(plan.supplyDraw == .watts(4_000 + 2_000 + 1_200 + 1_400))
    #expect(ClaimTests.broken { _ in } == [])
  }

  @Test func `a check that began before there was a plan says the same`() {
    let (facility, book, plan) = (MutationTests.facility(), MutationTests.book, MutationTests.validPlan)
    let context = CheckContext(facility: facility, book: book, settings: plan.settings)
    let early = PlanCheck.audit(of: plan, in: context)
    let late = PlanCheck.audit(of: plan, facility: facility, book: book)
    #expect(early.plan.certificate == late.plan.certificate)
    #expect(early.plan.loads == late.plan.loads)
    #expect(early.verdict.violations == late.verdict.violations)
    #expect(early.supplyBand == late.supplyBand)
  }

  @Test func `each claim that differs is named with both figures`() {
    #expect(ClaimTests.broken { $0.value += 1 } == [.claim("value", claimed: 3_601, actual: 3_600)])
    #expect(ClaimTests.broken { $0.keptValue = 0 } == [.claim("kept value", claimed: 0, actual: 3_600)])
    #expect(ClaimTests.broken { $0.certificate.bound = 3_600 } == [.claim("bound", claimed: 3_600, actual: 5_200)])
    #expect(
      ClaimTests.broken { $0.certificate.keptBound -= 1 } == [.claim("kept bound", claimed: 3_599, actual: 3_600)])
    #expect(
      ClaimTests.broken { $0.supplyDraw = .watts(8_599) } == [
        .claim("supply draw", claimed: 8_599_000, actual: 8_600_000)
      ])
  }

  @Test func `loads that the plan states are held to the loads that are`() {
    let plan = MutationTests.validPlan.certified(MutationTests.facility(), MutationTests.book)
    let contract = Resource.power(PowerID(0))
    #expect(plan.loads.first?.resource == contract)
    #expect(plan.loads.first?.load == 8_600_000)
    #expect(
      ClaimTests.broken { $0.loads[0].load -= 1 } == [
        .falseLoad(claimed: Loading(contract, load: 8_599_999, capacity: 100_000_000), actual: plan.loads[0])
      ])
    #expect(
      ClaimTests.broken { $0.loads[0].capacity += 5 } == [
        .falseLoad(claimed: Loading(contract, load: 8_600_000, capacity: 100_000_005), actual: plan.loads[0])
      ])
  }

  @Test func `a node-level lease of two nodes is split over them`() {
    let facility = MutationTests.facility()
    var book = MutationTests.book
    book.leases[0].level = .node
    let verdict = PlanCheck.check(MutationTests.validPlan.certified(facility, book), facility: facility, book: book)
    #expect(verdict.violations.contains { if case .split(LeaseID(0), .node, _) = $0 { true } else { false } })
  }

  @Test func `a placement changed behind the claims shows in them`() {
    // Refusing the kept gang: its 4 nodes idle again, and it may be placed or not in the plans that the bound speaks
    // of.
    let broken = ClaimTests.broken {
      $0.placements.removeFirst()
      $0.refusals.insert(Plan.refusal(0), at: 0)
      $0.loads = []
    }
    #expect(
      broken == [
        .claim("value", claimed: 3_600, actual: 400), .claim("kept value", claimed: 3_600, actual: 400),
        .claim("supply draw", claimed: 8_600_000, actual: 5_000_000),
      ])
  }

  @Test func `a price raised or lowered moves the bound`() {
    func bound(_ picocents: Int64) -> Int64 {
      let prices = [RowPrice(.power(PowerID(0)), picocents: picocents)]
      let plan = Plan(certificate: Certificate(prices: prices))
      return PlanCheck.check(plan, facility: ClaimTests.knapsack, book: ClaimTests.knapsackBook).bound
    }
    // Without prices the sum of the values.
    #expect(bound(0) == 2_200)
    // 6 × 10⁻⁴ cents a mW: a node costs 540. 1,350 for the capacity; a is worth 260 more than its node, b 60.
    #expect(bound(600_000_000) == 1_670)
    // 10⁻¹² cents more for each of 2,250,000 mW less 2 × 900,000: rounded up to the next cent.
    #expect(bound(600_000_001) == 1_671)
    // A node costs 810, more than any lease is worth: what is left is the capacity.
    #expect(bound(900_000_000) == 2_025)
    let raised = ClaimTests.broken { $0.certificate.prices[1].picocents = 1_000 * 1_000_000_000_000 }
    #expect(raised == [])
  }

  @Test func `a lease that is kept and placed pays its placement in full`() {
    // The knapsack's b placed and contracted, at 8 × 10⁻⁴ cents a mW: a node costs 720, capacity 1,800.
    // a: 80; b: 600 − 720 = −120 as it is kept; c, d: 0. In all 1,760, and 1,880 where b is refused.
    var book = ClaimTests.knapsackBook
    book.leases[1].status = .contracted
    let certificate = Certificate(prices: [RowPrice(.power(PowerID(0)), picocents: 800_000_000)])
    let kept = Plan(placements: [.of(1, (1, 1))], certificate: certificate)
    #expect(PlanCheck.check(kept, facility: ClaimTests.knapsack, book: book).bound == 1_760)
    #expect(PlanCheck.check(Plan(certificate: certificate), facility: ClaimTests.knapsack, book: book).bound == 1_880)
    // Kept value alone: never above b's own 600.
    #expect(PlanCheck.check(kept, facility: ClaimTests.knapsack, book: book).keptBound == 600)
  }

  @Test func `cheap nodes are counted once in a placement`() {
    // Two racks of 2 nodes, the second priced at 100 cents a node: 3 nodes cost 100 at least, in one rack they never
    // fit.
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 100_000)])
    builder.zone("site", .site) { b, site in
      for rack in 1...2 { b.zone("rack-\(rack)", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 2) } }
    }
    let prices = [RowPrice(.nodes(BayID(1)), picocents: 100_000_000_000_000)]
    func bound(_ level: Level) -> Int64 {
      let offer = Lease.plain("x", .gpus(24), level: level, status: .proposal(probability: .percent(50)))
      return PlanCheck.check(
        Plan(certificate: Certificate(prices: prices)), facility: builder.facility, book: .of(offer)
      ).bound
    }
    // 2 nodes × 100 for the capacity and 2,400 − 100 for the lease; then nothing that could be worth anything.
    #expect(bound(.site) == 2_400)
    #expect(bound(.rack) == 0)
  }

  @Test func `an elastic lease and one of several kinds count at their best`() {
    // Rack-1 of 2 alpha nodes free of charge and rack-2 of 4 at 900 cents each; one node of beta at 100 in rack-2.
    var builder = FacilityBuilder(kinds: [
      .plain("alpha", peak: 1_000_000, idle: 100_000), .plain("beta", gpus: 4, peak: 1_000_000, idle: 100_000),
    ])
    builder.zone("site", .site) { b, site in
      b.zone("rack-1", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 2) }
      b.zone("rack-2", .rack, in: site) { b, rack in
        b.bay(rack, kind: 0, nodes: 4)
        b.bay(rack, kind: 1, nodes: 1)
      }
    }
    let cents: Int64 = 1_000_000_000_000
    let prices = [(1, 900), (2, 100)].map { RowPrice(.nodes(BayID($0.0)), picocents: $0.1 * cents) }
    func bound(_ demand: Demand, kinds: [Int] = [0]) -> Int64 {
      let offer = Lease.plain("x", demand, status: .proposal(probability: .percent(50)))
        .with { $0.kinds = kinds.map { KindID($0) } }
      // Beside a lease that lifts the sum of the values, which would else cap the bound.
      return PlanCheck.check(
        Plan(certificate: Certificate(prices: prices)), facility: builder.facility,
        book: .of(offer, BoundTests.giantLease(at: builder.facility.bays[0]))
      ).bound - 4 * 900 - 100
    }
    // A node brings 800 cents. The two free ones are best, whatever is asked at the most and at the least; between the
    // ends half a cent is added for the rounding of the rent.
    #expect(bound(.elastic(floor: 8, asked: 40)) == 1_601)
    #expect(bound(.elastic(floor: 24, asked: 40)) == 1_501)
    #expect(bound(.elastic(floor: 8, asked: 16)) == 1_600)
    #expect(bound(.elastic(floor: 40, asked: 40)) == 5 * 800 - 3 * 900)
    // More than there is, of which the floor fits.
    #expect(bound(.elastic(floor: 40, asked: 80)) == 5 * 800 - 3 * 900 + 1)
    #expect(bound(.elastic(floor: 56, asked: 80)) == 0)
    // 4 GPUs: a whole node of beta at 100, or half a node of alpha free of charge.
    #expect(bound(.gpus(4), kinds: [1]) == 300)
    #expect(bound(.gpus(4), kinds: [1, 0]) == 400)
  }

  /// One rack of 4 alpha nodes behind 2,650 W; idle draws 400 W: 2,250 W are left, 900 W a node: 2 fit, 2.5 by power.
  static let knapsack: Facility = {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 100_000)])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .watts(2_650))) { b, site in
      b.zone("rack", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 4) }
    }
    return builder.facility
  }()
  /// Three leases of one node, worth 800, 600, 400 cents, and one of two worth 400; none is kept.
  static let knapsackBook: Book = {
    let offer = Status.proposal(probability: .percent(50))
    return .of(
      .plain("a", .gpus(8), cents: 100, status: offer), .plain("b", .gpus(8), cents: 75, status: offer),
      .plain("c", .gpus(8), cents: 50, status: offer), .plain("d", .gpus(16), cents: 25, status: offer))
  }()

  @Test func `a negative price is named and counts as none`() {
    let broken = ClaimTests.broken { $0.certificate.prices[0].picocents = -1 }
    #expect(broken == [.negativePrice(RowKey(.power(PowerID(0))), -1)])
  }

  @Test func `a price of what is no limit is named by its name`() {
    func broken(_ price: RowPrice) -> [Violation] {
      ClaimTests.broken { $0.certificate.prices.append(price) }
    }
    let contract = Resource.power(PowerID(0))
    let lost = RowKey(contract, failureCase: FailureCaseID(1)), later = RowKey(contract, period: PeriodID(1))
    #expect(broken(RowPrice(lost, picocents: 1)) == [.unknownPrice("contract @ case 1 @ all")])
    #expect(broken(RowPrice(later, picocents: 1)) == [.unknownPrice("contract @ normal @ period 1")])
    #expect(
      broken(RowPrice(.spares(ZoneID(1), KindID(0)), picocents: 1)) == [.unknownPrice("pod-1/spares:alpha")])
    #expect(broken(RowPrice(.space(ZoneID(1)), picocents: 1)) == [.unknownPrice("pod-1/space")])
    for beyond in [Resource.power(PowerID(99)), .cooling(CoolingID(99)), .space(ZoneID(99)), .nodes(BayID(99))] {
      #expect(broken(RowPrice(beyond, picocents: 1)).count == 1)
    }
  }

  @Test func `a stage or element without rating cannot be priced`() {
    var facility = MutationTests.facility()
    facility.power[0].rating = nil
    facility.cooling[0].rating = nil
    var plan = MutationTests.validPlan
    plan.certificate.prices[1].row.resource = .cooling(CoolingID(0))
    plan = plan.certified(facility, MutationTests.book)
    #expect(
      PlanCheck.check(plan, facility: facility, book: MutationTests.book).violations == [
        .unknownPrice("contract"), .unknownPrice("pod-1/rack-1/cdu"),
      ])
  }

  @Test func `absurd prices fall back to the sum of the values`() {
    var plan = MutationTests.validPlan
    plan.certificate.prices = (0..<8).map { RowPrice(.nodes(BayID($0)), picocents: .max) }
    for _ in 0..<4 { plan.certificate.prices.append(RowPrice(.power(PowerID(0)), picocents: .max)) }
    var facility = MutationTests.facility()
    facility.power[0].rating = Watts(milliwatts: .max)
    let verdict = PlanCheck.check(plan, facility: facility, book: MutationTests.book)
    #expect(verdict.bound == 5_200)
    #expect(verdict.keptBound == 3_600)
  }
}
