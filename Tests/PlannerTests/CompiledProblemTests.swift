import Facility
import NUMA
import Packing
import PlanModel
import Planner
import Tenancy
import Testing

/// Compiled problems as their callers see them.
@Suite struct CompiledProblemTests {
  @Test func `a problem compiles, packs and names its rows as the example in its header does`() {
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    var value: Int64 = 0
    for seed in 1...20 {
      let tiny = TinyFacility(seed: seed)
      let (facility, book) = (tiny.facility, tiny.book)
      let problem = CompiledProblem(facility: facility, book: book, settings: PlanSettings())
      #expect(problem.instance.rows.count == problem.rowKeys.count, "seed \(seed)")
      #expect(problem.rowKeys[0].resource.name(in: facility) == "contract", "seed \(seed)")
      let packing = Packer(problem.instance, settings: PackingSettings(), pool: pool).pack()
      #expect(packing.value <= packing.bound.value, "seed \(seed)")
      value += packing.value
    }
    #expect(value > 0)
  }

  @Test func `every row has an entry, every bay its range, and every probe stands behind the leases`() {
    for seed in 1...20 {
      let tiny = TinyFacility.withRules(seed: seed, leases: 6)
      let problem = CompiledProblem(facility: tiny.facility, book: tiny.book, settings: PlanSettings())
      let instance = problem.instance
      #expect(instance.bays.count == tiny.facility.bays.count, "seed \(seed)")
      #expect(instance.leases.count == tiny.book.leases.count, "seed \(seed)")
      #expect(instance.incidenceStart.count == instance.bays.count + 1, "seed \(seed)")
      #expect(instance.incidenceRow.allSatisfy { $0.offset < problem.rowKeys.count }, "seed \(seed)")
      let first = instance.leases.firstOption[instance.leases.count].offset
      #expect(problem.probes.allSatisfy { first <= $0.option.offset }, "seed \(seed)")
      for probe in problem.probes {
        #expect(Int(instance.options.kind[probe.option.offset]) == probe.product.kind.index, "seed \(seed)")
      }
    }
  }

  @Test func `the rows that a facility has do not depend on the book, but for what leases ask for`() {
    for seed in 1...20 {
      let tiny = TinyFacility(seed: seed, leases: 6)
      let empty = Book(tenants: tiny.book.tenants)
      let booked = CompiledProblem(facility: tiny.facility, book: tiny.book, settings: PlanSettings())
      let vacant = CompiledProblem(facility: tiny.facility, book: empty, settings: PlanSettings())
      #expect(booked.rowKeys == vacant.rowKeys, "seed \(seed)")
      #expect(booked.instance.rows.capacity == vacant.instance.rows.capacity, "seed \(seed)")
    }
  }
}
