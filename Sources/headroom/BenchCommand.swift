import ArgumentParser
import Files
import Glibc
import NUMA
import Packing
import PlanCheck
import PlanModel
import Planner

/// `headroom bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures the packer on a benchmark instance.")

  @Option(help: "An instance file (format ccp-instance-1).", completion: .file())
  var instance: String

  @Option(help: "Write the solution to this file.", completion: .file())
  var solution: String?

  @Option(help: "text or json.")
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
    let result = Result(
      name: source.name, workloads: source.workType.count, value: packing.value, bound: packing.bound.value,
      accepted: packing.accepted, gpus: verdict.gpus, laps: clock.laps, threads: running.workers,
      nodes: machine.nodes.count)
    switch format {
    case .text: try Terminal.print(result.text)
    case .json: try Terminal.print(result.json)
    }
  }

  /// What was measured.
  private struct Result {
    var name: String
    var workloads: Int
    var value: Int64, bound: Int64
    var accepted: Int, gpus: Int
    var laps: [(name: String, seconds: Double)]
    var threads: Int, nodes: Int

    var gap: Double { bound > 0 ? Double(bound - value) / Double(bound) : 0 }

    var text: String {
      var lines = ["\(name): value \(value) c/h, bound \(bound) c/h, gap \(fixedPoint(100 * gap, digits: 3)) %"]
      lines.append("\(accepted) of \(workloads) workloads accepted, \(gpus) GPUs")
      let times = laps.map { "\($0.name) \(fixedPoint($0.seconds, digits: 4)) s" }
      lines.append(times.joined(separator: ", ") + "; \(threads) threads, \(nodes) NUMA nodes")
      return lines.joined(separator: "\n") + "\n"
    }

    var json: [UInt8] {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("format", "headroom-bench-1")
        writer.field("instance", name)
        writer.field("workloads", workloads)
        writer.field("value", value)
        writer.field("bound", bound)
        writer.field("gap", gap, digits: 6)
        writer.field("accepted", accepted)
        writer.field("gpus", gpus)
        writer.key("seconds")
        writer.object(inline: true) { writer in
          for lap in laps { writer.field(lap.name, lap.seconds, digits: 6) }
        }
        writer.field("threads", threads)
        writer.field("numaNodes", nodes)
        writer.field("peakRSSKilobytes", peakKilobytes())
      }
      return writer.text
    }

    private func peakKilobytes() -> Int {
      var usage = rusage()
      getrusage(RUSAGE_SELF.rawValue, &usage)
      return usage.ru_maxrss
    }
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
