import Facility
import PlanModel
import Tenancy
import Testing

@testable import PlanCheck

// The examples in the documentation of central types, as they stand there.

private let facility = ClaimTests.knapsack
private let book = ClaimTests.knapsackBook

@Test func `the example of Plan says what it says`() {
  let placement = Placement(
    lease: LeaseID(0), option: LeaseOption(kind: KindID(0)), parts: [PlacementPart(zone: ZoneID(3), nodes: 2)])
  let refusal = Refusal(lease: LeaseID(1), nodes: 4, reason: .kindAbsent(KindID(1)))
  let plan = Plan(placements: [placement], refusals: [refusal], value: 1_600)
  #expect(plan.placements[0].nodes == 2)
  #expect(!PlanCheck.check(plan, facility: facility, book: book).holds)
}

@Test func `the example of Certificate says what it says`() {
  let price = RowPrice(.power(PowerID(0)), picocents: 600_000_000)
  let plan = Plan(certificate: Certificate(prices: [price]))
  let proved = PlanCheck.certified(plan, facility: facility, book: book).certificate
  #expect(proved.bound == 1_670)
}

@Test func `the examples of Prices and Bound say what they say`() {
  let price = RowPrice(.power(PowerID(0)), picocents: 600_000_000)
  let plan = Plan(certificate: Certificate(prices: [price]))
  let audit = PlacementAudit(of: plan, in: CheckContext(facility: facility, book: book, settings: plan.settings))
  let context = CheckContext(facility: facility, book: book, settings: plan.settings)
  let prices = Prices(plan.certificate.prices, in: context.tables)
  #expect(prices.power[0] == 600_000_000)
  #expect(prices.violations.isEmpty)
  let bound = Bound(in: context, at: prices, placedNodes: audit.placedNodes)
  #expect(bound.all == 1_670)
}

@Test func `the example of Flow says what it says`() {
  let tables = FacilityTables(facility)
  let nodePower = NodePower(facility, basis: .sustainedPeak, unleasedIdle: true)
  var leased = LeasedLoad(bays: facility.bays.count)
  leased.add(2, of: 0, drawing: .kilowatts(10))
  let flow = Flow(in: tables, leasing: leased, drawing: nodePower)
  #expect(flow.power[0] >= .kilowatts(20))
  #expect(flow.use.supply == flow.power[0])
}
