import Facility
import NUMA
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

@Suite struct RulesAgainstBruteForce {
  @Test func `plans with rules pass the checker, stay at or below the optimum, and their bounds at or above it`() {
    var (optimal, pieces, moved, placed) = (0, 0, 0, 0)
    let seeds = 1...100
    for seed in seeds {
      let tiny = TinyFacility.withRules(seed: seed)
      let settings = PlanSettings(
        honour: [.contracted, .options, .all][seed % 3], unleasedIdle: seed % 4 != 0)
      let (plan, verdict) = plan(tiny.facility, tiny.book, settings: settings)
      let found = ownViolations(of: verdict, on: plan, tiny.facility, tiny.book, settings: settings)
      #expect(found.isEmpty, "seed \(seed): \(found)")
      let best = ReferencePacker(facility: tiny.facility, book: tiny.book, settings: settings).optimum()
      let worth = (verdict.keptValue, verdict.value - plan.moveCost)
      #expect(worth <= (best.kept, best.value) || standsRefused(plan), "seed \(seed): \(worth) above \(best)")
      #expect(verdict.keptBound >= best.kept, "seed \(seed)")
      if verdict.keptValue == best.kept {
        #expect(verdict.bound >= plan.value, "seed \(seed)")
        if best.kept == 0 { #expect(verdict.bound >= best.value, "seed \(seed)") }
      }
      if worth == (best.kept, best.value) || standsRefused(plan) { optimal += 1 }
      placed += plan.placements.count
      pieces += plan.placements.count { $0.parts.contains { $0.piece != nil } }
      moved += plan.moveCost > 0 ? 1 : 0
    }
    #expect(optimal >= seeds.count - 2, "only \(optimal) of \(seeds.count) optimal")
    #expect(placed > 80 && pieces > 20 && moved > 2, "the cases are too poor: \(placed), \(pieces), \(moved)")
  }

  /// True where leases stand that may not, or do not fit together, which the reference packer does not know.
  private func standsRefused(_ plan: Plan) -> Bool {
    plan.placements.contains(where: \.standsInBreach)
      || plan.refusals.contains {
        switch $0.reason {
        case .placedConflict, .displaced: true
        default: false
        }
      }
  }

  @Test func `answers with rules sum exactly and refuse for a reason that is not idle`() {
    for seed in 200...320 {
      let tiny = TinyFacility.withRules(seed: seed, leases: 5)
      let settings = PlanSettings()
      let (plan, verdict) = plan(tiny.facility, tiny.book, settings: settings)
      let answer = Planning(facility: tiny.facility, book: tiny.book, settings: settings)
        .answer(plan: plan, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
      for kind in answer.gpus {
        let parts =
          kind.outOfService + kind.beyond.reduce(0, +) + kind.spares + kind.leased + kind.isolated + kind.fragments
          + kind.leasable + kind.stranded.reduce(0, +)
        #expect(parts == kind.installed, "seed \(seed): \(kind)")
        #expect(kind.isolated >= 0 && kind.fragments >= 0 && kind.leasable >= 0, "seed \(seed): \(kind)")
        let byLease = answer.isolations.flatMap(\.gpus).filter { $0.kind == kind.kind }.reduce(0) { $0 + $1.gpus }
        #expect(byLease == kind.isolated, "seed \(seed)")
      }
      for refusal in plan.refusals {
        if case .limits(let limits, _) = refusal.reason {
          #expect(limits.allSatisfy { $0.short > 0 }, "seed \(seed)")
        }
      }
    }
  }

  @Test func `plans with rules are the same on any number of threads`() {
    for seed in 1...12 {
      let tiny = TinyFacility.withRules(seed: seed, leases: 8)
      let plans = [1, 2, 3].map { threads in
        let pool = WorkerPool(threads: threads)
        defer { pool.shutdown() }
        return Planning(facility: tiny.facility, book: tiny.book, settings: PlanSettings()).plan(pool: pool)
      }
      #expect(plans[1].placements == plans[0].placements && plans[2].placements == plans[0].placements, "seed \(seed)")
      #expect(plans[1].refusals == plans[0].refusals && plans[2].certificate == plans[0].certificate, "seed \(seed)")
    }
  }
}
