import TestSupport
import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Malformed plans, over facilities and books with every rule: nothing in them traps, and right claims on
/// wrong placements never make a plan hold.
@Suite struct MalformedPlanTests {
  private static let numbers = [0, 1, 2, 3, 4, 5, 7, 8, -1, 1_000, 1 << 31, 1 << 40, .max, .max - 1, .min]
  private static let prices: [Int64] = [0, 1, -1, 1_000_000_000_000, .max, .min]

  private static func part(_ random: inout SeededGenerator) -> PlacementPart {
    let zone = ZoneID(random.integer(in: -1...20))
    let gpus = (0..<random.integer(in: 0...4)).map { _ in random.pick(numbers) }
    let piece = random.once(in: 2) ? Piece(node: random.pick(numbers), gpus: gpus) : nil
    return PlacementPart(zone: zone, nodes: random.pick(numbers), piece: piece)
  }

  private static func resource(_ random: inout SeededGenerator) -> Resource {
    let at = random.integer(in: -1...30)
    return random.pick([
      .power(PowerID(at)), .cooling(CoolingID(at)), .space(ZoneID(at)), .nodes(BayID(at)),
      .spares(ZoneID(at), KindID(random.integer(in: -1...3))),
      .quantity(ZoneID(at), QuantityID(random.integer(in: -1...2))),
    ])
  }

  private static func plan(_ settings: PlanSettings, _ random: inout SeededGenerator) -> Plan {
    var plan = Plan(settings: settings)
    plan.settings.basis = random.pick([.sustainedPeak, .nameplate, .average, .named("nowhere")])
    for _ in 0..<random.integer(in: 0...6) {
      let parts = (0..<random.integer(in: 0...4)).map { _ in part(&random) }
      plan.placements.append(
        Placement(
          lease: LeaseID(random.integer(in: -1...6)), option: LeaseOption(kind: KindID(random.integer(in: -1...3))),
          parts: parts))
    }
    for _ in 0..<random.integer(in: 0...3) { plan.refusals.append(Plan.refusal(random.integer(in: -1...6))) }
    for _ in 0..<random.integer(in: 0...4) {
      let resource = resource(&random)
      plan.certificate.prices.append(RowPrice(resource, picocents: random.pick(prices)))
      plan.loads.append(Loading(resource, load: random.pick(prices), capacity: random.pick(prices)))
    }
    (plan.value, plan.moveCost) = (random.pick(prices), random.pick(prices))
    return plan
  }

  @Test func `malformed plans break rules and nothing else`() {
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed &+ 70_000)
      let small = SmallFacility(&random, leases: 1...5, hasRules: true)
      let plan = MalformedPlanTests.plan(small.settings, &random)
      _ = PlanCheck.check(plan, facility: small.facility, book: small.book)
      let (low, high) = PlanCheck.supplyBand(plan, facility: small.facility, book: small.book)
      #expect(low <= high)
      let broken = PlanCheck.check(
        plan.certified(small.facility, small.book), facility: small.facility, book: small.book
      ).violations
      let isOdd = plan.placements.contains { placement in
        placement.parts.contains { $0.nodes < 0 || $0.nodes > 8 || ($0.piece != nil) == ($0.nodes != 0) }
      }
      #expect(!isOdd || !broken.isEmpty, "seed \(seed)")
    }
  }
}
