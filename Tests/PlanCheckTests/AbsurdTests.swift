import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Plans that no planner would write, over facilities and books with every rule: nothing in them traps, and right claims on
/// wrong placements never make a plan hold.
@Suite struct AbsurdTests {
  private static let numbers = [0, 1, 2, 3, 4, 5, 7, 8, -1, 1_000, 1 << 31, 1 << 40, .max, .max - 1, .min]
  private static let prices: [Int64] = [0, 1, -1, 1_000_000_000_000, .max, .min]

  private static func part(_ dice: inout Dice) -> PlacementPart {
    let zone = ZoneID(dice.roll(-1...20))
    let gpus = (0..<dice.roll(0...4)).map { _ in dice.pick(numbers) }
    let piece = dice.once(in: 2) ? Piece(node: dice.pick(numbers), gpus: gpus) : nil
    return PlacementPart(zone: zone, nodes: dice.pick(numbers), piece: piece)
  }

  private static func resource(_ dice: inout Dice) -> Resource {
    let at = dice.roll(-1...30)
    return dice.pick([
      .power(PowerID(at)), .cooling(CoolingID(at)), .space(ZoneID(at)), .nodes(BayID(at)),
      .spares(ZoneID(at), KindID(dice.roll(-1...3))), .quantity(ZoneID(at), QuantityID(dice.roll(-1...2))),
    ])
  }

  private static func plan(_ settings: PlanSettings, _ dice: inout Dice) -> Plan {
    var plan = Plan(settings: settings)
    plan.settings.basis = dice.pick([.sustainedPeak, .nameplate, .average, .named("nowhere")])
    for _ in 0..<dice.roll(0...6) {
      let parts = (0..<dice.roll(0...4)).map { _ in part(&dice) }
      plan.placements.append(
        Placement(lease: LeaseID(dice.roll(-1...6)), kind: KindID(dice.roll(-1...3)), parts: parts))
    }
    for _ in 0..<dice.roll(0...3) { plan.refusals.append(Plan.refusal(dice.roll(-1...6))) }
    for _ in 0..<dice.roll(0...4) {
      let resource = resource(&dice)
      plan.certificate.prices.append(ResourcePrice(resource, picocents: dice.pick(prices)))
      plan.loads.append(Loading(resource, load: dice.pick(prices), capacity: dice.pick(prices)))
    }
    (plan.value, plan.moveCost) = (dice.pick(prices), dice.pick(prices))
    return plan
  }

  @Test func `absurd plans break rules and nothing else`() {
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var dice = Dice(seed &+ 70_000)
      let hamlet = Hamlet(&dice, leases: 1...5, ruled: true)
      let plan = AbsurdTests.plan(hamlet.settings, &dice)
      _ = PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book)
      let (low, high) = PlanCheck.supplyBand(plan, facility: hamlet.facility, book: hamlet.book)
      #expect(low <= high)
      let broken = PlanCheck.check(
        plan.certified(hamlet.facility, hamlet.book), facility: hamlet.facility, book: hamlet.book
      ).violations
      let isOdd = plan.placements.contains { placement in
        placement.parts.contains { $0.nodes < 0 || $0.nodes > 8 || ($0.piece != nil) == ($0.nodes != 0) }
      }
      #expect(!isOdd || !broken.isEmpty, "seed \(seed)")
    }
  }
}
