import Documents
import Facility
import Foundation
import NUMA
import Packing
import Pipeline
import PlanModel
import Report
import Synthetic
import Tenancy
import Testing

/// An answer as bytes: the plan's file and the report.
private struct Outcome: Hashable, Sendable {
  var plan: [UInt8]
  var report: [UInt8]

  init(_ answer: Answer, _ inputs: PlanInputs) {
    (plan, report) = (inputs.planFile(answer.plan), PlanReport.json(answer))
  }
}

struct AnswerTests {
  private static func outcome(
    _ site: String?, _ pool: WorkerPool, _ control: RunControl = RunControl()
  ) throws -> Outcome {
    let reader = InputReader(pool: pool, control: control)
    let inputs =
      if let site {
        try reader.inputs(topology: Sample.topology(site))
      } else {
        try reader.inputs(facility: Sample.generated.facility, book: Sample.generated.book)
      }
    return Outcome(try PlanPipeline(pool: pool, control: control).answer(to: inputs, packing: Sample.brief), inputs)
  }

  @Test(arguments: [1, 2])
  func `plans made at once on one pool are those that each gives alone`(threads: Int) throws {
    let sites = [nil, "superpod-h100"]
    let alone = try WorkerPool.lent(threads: 2) { pool in try sites.map { try Self.outcome($0, pool) } }
    let together = WorkerPool.lent(threads: threads) { pool in
      // Neither packs before both are there: their jobs are bound to alternate.
      let arrivals = DispatchGroup()
      for _ in sites { arrivals.enter() }
      return atOnce(
        sites.map { site in
          {
            let control = RunControl { event in
              guard event == .began(.pack) else { return }
              arrivals.leave()
              _ = arrivals.wait(timeout: .now() + 60)
            }
            return try? Self.outcome(site, pool, control)
          }
        })
    }
    #expect(together == alone)
  }

  @Test func `files in memory give the plan of the same files on disk`() throws {
    try WorkerPool.lent(threads: 2) { pool in
      let inputs = try InputReader().inputs(
        facility: SourceFile(name: "a facility", text: try Sample.minimal("facility.yaml")),
        book: SourceFile(name: "a book", text: try Sample.minimal("tenants.yaml")))
      let answer = try PlanPipeline(pool: pool).answer(to: inputs)
      #expect(Outcome(answer, inputs) == (try Self.outcome("minimal", pool)))
      #expect(inputs.paths.isEmpty && inputs.warnings.isEmpty)
      #expect(answer.isYes && answer.plan.refusals.count == 1)
    }
  }

  @Test func `paths lead to a folder, to a file in it, and to another book`() throws {
    let folder = Sample.topology("minimal")
    let book = folder + "/tenants.yaml"
    for topology in [folder, folder + "/", folder + "/facility.yaml"] {
      let inputs = try InputReader().inputs(topology: topology)
      #expect(inputs.facility.name == "minimal" && inputs.book.leases.count == 4)
      #expect(inputs.paths.map { ($0 as NSString).lastPathComponent } == ["facility.yaml", "tenants.yaml"])
      #expect(try InputReader().inputs(topology: topology, tenants: book).hashes == inputs.hashes)
    }
    #expect(throws: PipelineFailure.self) { try InputReader().inputs(topology: folder, tenants: folder + "/no.yaml") }
  }

  @Test func `settings are the plan's, and their seed the packer's`() throws {
    try WorkerPool.lent(threads: 1) { pool in
      let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
      let settings = PlanSettings(basis: .nameplate, honour: .all, unleasedIdle: false, seed: 5)
      let answer = try PlanPipeline(pool: pool)
        .answer(to: inputs, settings: settings, packing: PackingSettings(seed: 9, effort: .low))
      #expect(answer.plan.settings == settings)
      #expect(!answer.isYes && answer.verdict.dropped == answer.plan.refusals.map(\.lease))
    }
  }
}
