import NUMA
import Packing
import Pipeline
import Report
import Synthetic

/// The files of a benchmark, before they are read: each run reads them anew.
enum BenchSubject {
  /// A benchmark instance.
  case instance(path: String)
  /// A facility and a book in files.
  case topology(String, tenants: String?)
  /// A facility and a book made up in memory.
  case generated(GeneratedSite)

  /// Reads them.
  func read(_ reader: InputReader) throws(PipelineFailure) -> BenchmarkSubject {
    switch self {
    case .instance(let path): .instance(try reader.instance(path))
    case .topology(let topology, let tenants): .facility(try reader.inputs(topology: topology, tenants: tenants))
    case .generated(let site): .facility(try reader.inputs(facility: site.facility, book: site.book))
    }
  }
}

/// One measured run: its report, and the bytes of its plan or solution.
struct BenchRun {
  var report: BenchReport
  var plan: [UInt8]
  /// Simple packers on the same problem; nil once nobody asks any more, as they hold on to all of it.
  var rivals: BenchmarkRivals?
}

extension BenchRun {
  /// Goes the whole way once, from files to report.
  ///
  /// - Throws: as `saying` does.
  init(
    _ subject: BenchSubject, running: RunningOptions, pool: WorkerPool, watch: Stopwatch, asksForMemory: Bool
  ) throws {
    let control = RunControl.finishing { watch.observe($0) }
    let read = try saying { () throws(PipelineFailure) in
      try subject.read(InputReader(pool: pool, control: control))
    }
    let settings = running.packingSettings(reportsMemory: asksForMemory)
    let run = try saying { () throws(PipelineFailure) in
      try BenchmarkPipeline(pool: pool, control: control).run(read, packing: settings)
    }
    // Nobody reads it: it is written for the clock.
    if case .answer(let answer, _) = run.result { _ = PlanReport.text(answer, style: ReportStyle()) }
    report = run.figures
    (report.laps, report.trajectory) = watch.stop()
    plan = run.file()
    rivals = run.rivals
  }

  /// The figures of a simple packer; nil where it is no longer known what was packed.
  func rival(_ rule: Baseline) throws -> BenchReport.BaselineResult? {
    guard let rivals else { return nil }
    // The threads of the run have ended.
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    let start = ContinuousClock.now
    let packing = try saying { () throws(PipelineFailure) in try rivals.packing(by: rule, pool: pool) }
    let seconds = (ContinuousClock.now - start).inSeconds
    let judged = try saying { () throws(PipelineFailure) in try rivals.judged(packing, pool: pool) }
    return BenchReport.BaselineResult(
      name: rule.rawValue, value: judged.value, accepted: judged.accepted, seconds: seconds)
  }
}
