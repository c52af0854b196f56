import Documents
import Facility
import NUMA
import Packing
import Pipeline
import PlanModel
import Report
import Synthetic
import Tenancy
import Testing

struct OperationTests {
  @Test func `a plan's file is read and checked, and the check is the pipeline's own`() throws {
    try WorkerPool.lent(threads: 2) { pool in
      let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
      let answer = try PlanPipeline(pool: pool).answer(to: inputs)
      let file = SourceFile(name: "plan.json", bytes: inputs.planFile(answer.plan))
      let checked = try CheckedPlan(try InputReader().plan(file, for: inputs), of: inputs)
      #expect(checked.isYes)
      #expect(checked.verdict.value == answer.plan.value && checked.verdict.bound == answer.plan.certificate.bound)

      var worse = answer.plan
      worse.value += 1
      worse.inputs.tenants = "another"
      worse.settings.honour = .all
      let other = try CheckedPlan(worse, of: inputs)
      #expect(!other.isYes && other.verdict.violations.contains(.otherFile("tenant book")))
      #expect(!other.verdict.violations.contains(.otherFile("facility file")))
      #expect(other.verdict.dropped == answer.plan.refusals.map(\.lease))

      var enormous = answer.plan
      enormous.placements[0].parts[0].nodes = .max
      #expect(throws: PipelineFailure.self) { try CheckedPlan(enormous, of: inputs) }
    }
  }

  @Test func `a facility at full load has a draw for each basis, and loads over its limits`() throws {
    let facility = try InputReader().facility(topology: Sample.topology("minimal"))
    let load = FullLoad(of: facility)
    #expect(load.draws.map(\.basis) == [.sustainedPeak, .nameplate, .average])
    #expect(load.draws[1].supply.milliwatts > load.draws[0].supply.milliwatts)
    // Four nodes that train are more than the breaker carries.
    #expect(load.loadings.contains { $0.load > $0.capacity })
  }

  @Test func `folders are listed by facility, and catalogues by what a facility adds`() throws {
    let reader = InputReader()
    let all = try reader.facilities(in: [Sample.topology("")])
    let shipped = ["colo-20mw", "colossus-1", "minimal", "superpod-gb200", "superpod-h100"]
    #expect(all.map { String($0.folder.split(separator: "/").last ?? "") } == shipped)
    #expect(try reader.facilities(in: [Sample.topology("minimal")]).count == 1)
    #expect(try reader.catalogue().kinds.count == reader.catalogue(topology: Sample.topology("minimal")).kinds.count)
    let facility = try reader.facility(topology: Sample.topology("minimal"), lints: true)
    #expect(try reader.book(Sample.topology("minimal/tenants.yaml"), for: facility).leases.count == 4)
  }

  @Test func `an instance is exported in both formats`() throws {
    let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
    let compiled = try InstanceExport.compiled(inputs, settings: PlanSettings())
    let json = String(decoding: try InstanceExport.file(compiled, as: .json), as: UTF8.self)
    let mps = String(decoding: try InstanceExport.file(compiled, as: .mps), as: UTF8.self)
    #expect(json.hasPrefix("{") && mps.contains("ENDATA"))
  }

  @Test func `a benchmark run comes to the pipeline's plan, and simple packers to no more than its bound`() throws {
    try WorkerPool.lent(threads: 2) { pool in
      let inputs = try InputReader().inputs(facility: Sample.generated.facility, book: Sample.generated.book)
      let settings = PackingSettings(seed: 1, effort: .low)
      let run = try BenchmarkPipeline(pool: pool).run(.facility(inputs), packing: settings)
      let answer = try PlanPipeline(pool: pool).answer(to: inputs, packing: settings)
      #expect(run.file() == inputs.planFile(answer.plan))
      #expect(run.figures.value == answer.plan.value && run.figures.accepted == answer.plan.placements.count)
      #expect(run.figures.workloads == 200 && run.figures.installedGPUs >= 4_000)
      for rule in Baseline.allCases {
        let rival = try run.rivals.judged(run.rivals.packing(by: rule, pool: pool), pool: pool)
        #expect(rival.value > 0 && rival.value <= run.figures.bound)
      }
    }
  }
}
