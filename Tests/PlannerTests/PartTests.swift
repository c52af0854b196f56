import Facility
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// Claims that a part of a refused lease would fit.
@Suite struct PartTests {
  @Test(arguments: 1...300)
  func `a part that is said to fit does, beside all that the plan places`(_ seed: Int) {
    let tiny = TinyFacility(seed: seed, leases: 6)
    let (plan, verdict) = plan(tiny.facility, tiny.book)
    for refusal in plan.refusals where refusal.beside == .plan {
      guard let part = refusal.part else { continue }
      var book = tiny.book
      for placement in plan.placements { book.leases[placement.lease].placed = placement.parts }
      book.leases[refusal.lease].demand = .gpus(part.nodes * tiny.facility.kinds[part.kind].gpus)
      book.leases[refusal.lease].status = .contracted
      // The others do not compete for what is left.
      let others = plan.refusals.map(\.lease).filter { $0 != refusal.lease }
      for lease in others { book.leases[lease].demand = .gpus(Int.max / 1_000_000) }
      let again = PlannerTests.plan(tiny.facility, book)
      #expect(again.verdict.violations.count <= verdict.violations.count, "\(again.verdict.violations)")
      #expect(again.plan.placements.contains { $0.lease == refusal.lease && $0.nodes == part.nodes }, "\(refusal)")
    }
  }
}
