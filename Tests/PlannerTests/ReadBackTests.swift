import Facility
import NUMA
import Packing
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// The way from a packing to an answer, whoever goes it. How well is packed does not matter here, so it is packed
/// simply.
@Suite struct ReadBackTests {
  private func planning(seed: Int) -> (tiny: TinyFacility, planning: Planning) {
    let tiny = seed % 2 == 0 ? TinyFacility(seed: seed, leases: 12) : .withRules(seed: seed, leases: 10)
    return (tiny, Planning(facility: tiny.facility, book: tiny.book, settings: PlanSettings()))
  }

  @Test func `why leases are refused does not depend on the number of threads, nor on what was asked before`() {
    let pools = [1, 2, 3].map { WorkerPool(threads: $0) }
    defer { for pool in pools { pool.shutdown() } }
    var refused = 0
    for seed in 1...60 {
      let planning = planning(seed: seed).planning
      let packing = planning.packing(by: .firstFit, pool: pools[0])
      let refusals = pools.map { planning.plan(of: packing, pool: $0).refusals }
      #expect(refusals[1] == refusals[0], "seed \(seed)")
      #expect(refusals[2] == refusals[0], "seed \(seed)")
      refused += refusals[0].count
    }
    #expect(refused > 200)
  }

  @Test func `a problem does not depend on the number of threads that compile it`() {
    let pools = [1, 2, 3].map { WorkerPool(threads: $0) }
    defer { for pool in pools { pool.shutdown() } }
    for seed in 1...40 {
      let tiny = planning(seed: seed).tiny
      let alone = CompiledProblem(facility: tiny.facility, book: tiny.book, settings: PlanSettings())
      for pool in pools {
        let shared = CompiledProblem(facility: tiny.facility, book: tiny.book, settings: PlanSettings(), pool: pool)
        #expect(String(reflecting: shared.compiled) == String(reflecting: alone.compiled), "seed \(seed)")
        #expect(String(reflecting: shared.probes) == String(reflecting: alone.probes), "seed \(seed)")
      }
    }
  }

  @Test func `what is left is the same on a packing that was read back and on the plan itself`() {
    let pool = WorkerPool(threads: 2)
    defer { pool.shutdown() }
    for seed in 1...30 {
      let (tiny, planning) = planning(seed: seed)
      var read = planning.readBack(planning.packing(by: .firstFit, pool: pool), pool: pool)
      let audited = PlanCheck.audit(of: read.plan, facility: tiny.facility, book: tiny.book)
      read.plan = audited.plan
      let answer = planning.answer(
        on: read, planning.residual(on: read), verdict: audited.verdict, draws: [], supplyBand: audited.supplyBand,
        pool: nil)
      let again = planning.answer(
        plan: audited.plan, verdict: audited.verdict, draws: [], supplyBand: audited.supplyBand)
      #expect(answer.gpus == again.gpus, "seed \(seed)")
      #expect(answer.supply == again.supply, "seed \(seed)")
      #expect(answer.headroom == again.headroom, "seed \(seed)")
      #expect(answer.ladder == again.ladder, "seed \(seed)")
    }
  }

  @Test func `an audit is what certifying, checking and the band say one by one`() {
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    for seed in 1...30 {
      let (tiny, planning) = planning(seed: seed)
      let plan = planning.plan(of: planning.packing(by: .firstFit, pool: pool), pool: pool)
      let audited = PlanCheck.audit(of: plan, facility: tiny.facility, book: tiny.book)
      let settled = PlanCheck.certified(plan, facility: tiny.facility, book: tiny.book)
      let verdict = PlanCheck.check(settled, facility: tiny.facility, book: tiny.book)
      let band = PlanCheck.supplyBand(settled, facility: tiny.facility, book: tiny.book)
      #expect(String(reflecting: audited.plan) == String(reflecting: settled), "seed \(seed)")
      #expect(String(reflecting: audited.verdict) == String(reflecting: verdict), "seed \(seed)")
      #expect(audited.supplyBand == band, "seed \(seed)")
    }
  }
}
