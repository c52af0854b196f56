import ArgumentParser
import Files
import Glibc
import NUMA
import Packing
import PlanCheck
import PlanModel
import Planner
import Report

/// `headroom bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures the packer on a benchmark instance.")

  @Option(help: "An instance file (format ccp-instance-1).", completion: .file())
  var instance: String

  @Option(help: "Write the solution to this file.", completion: .file())
  var solution: String?

  @Option(help: OutputFormat.help)
  var format: OutputFormat = .text

  @OptionGroup var running: RunningOptions

  func run() throws {
    let progress = Progress()
    defer { progress.done() }
    var clock = PhaseClock()
    progress.phase("reading")
    let loaded = BenchmarkInstanceFile.read(try Inputs.source(instance))
    try Inputs.report(loaded.diagnostics, failed: loaded.value == nil)
    let source = loaded.value!
    clock.lap("read")
    let machine = Machine.discover()
    let pool = WorkerPool(threads: running.workers)
    defer { pool.shutdown() }
    progress.phase("compiling")
    let problem = BenchmarkProblem(source)
    clock.lap("compile")
    progress.phase("packing")
    let packing = Packer(problem.instance, settings: PackingSettings(seed: running.seed), pool: pool).pack()
    clock.lap("pack")
    progress.phase("checking")
    let answer = problem.solution(packing)
    let verdict = PlanCheck.check(answer, of: source)
    clock.lap("check")
    guard verdict.holds, verdict.value == packing.value, packing.value <= packing.bound.value else {
      Terminal.complain("error: a bug in headroom: its own solution does not pass its check\n")
      for violation in verdict.violations.prefix(20) { Terminal.complain("  \(violation)\n") }
      throw ExitCode.bug
    }
    if let solution { try AtomicFile.write(BenchmarkSolutionFile.write(answer), to: solution) }
    progress.done()
    let report = BenchReport(
      instance: source.name, workloads: source.workType.count, value: packing.value, bound: packing.bound.value,
      accepted: packing.accepted, gpus: verdict.gpus, laps: clock.laps, threads: running.workers,
      numaNodes: machine.nodes.count, peakRSSKilobytes: Self.peakKilobytes())
    switch format {
    case .text: try Terminal.print(report.text)
    case .json: try Terminal.print(report.json)
    case .csv: try Terminal.print(report.csv)
    case .markdown: try Terminal.print(report.markdown)
    }
  }

  private static func peakKilobytes() -> Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss
  }
}

/// Wall-clock seconds by phase.
private struct PhaseClock {
  private var last = ContinuousClock.now
  private(set) var laps: [(name: String, seconds: Double)] = []

  mutating func lap(_ name: String) {
    let now = ContinuousClock.now
    let parts = (now - last).components
    laps.append((name, Double(parts.seconds) + Double(parts.attoseconds) / 1e18))
    last = now
  }
}
