import ArgumentParser
import Documents
import Glibc
import NUMA
import Packing
import Pipeline
import Report
import Synthetic

/// `headroom bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures the packer: on a facility, on one made up, or on a benchmark instance.",
    discussion: """
      Exactly one of a facility, --gpus and --instance says what is packed. Everything that plan does is done and measured, \
      from files to report; a facility that is made up goes through the ordinary readers.
      """)

  @Argument(help: "A folder with facility.yaml and tenants.yaml, or a facility file.", completion: .file())
  var topology: String?

  @Option(help: "Use this tenant book instead of tenants.yaml beside the facility file.", completion: .file())
  var tenants: String?

  @Option(help: "An instance file (format ccp-instance-1).", completion: .file())
  var instance: String?

  @Option(help: "Make up a facility of so many GPUs; the seed is that of --seed.")
  var gpus: Int?

  @Option(help: "With --gpus: leases in the book made up. Default: one for every ten GPUs.")
  var leases: Int?

  @Option(help: "With --gpus: also write the files made up into this folder.", completion: .directory)
  var write: String?

  @Option(help: "With --instance: write the solution to this file.", completion: .file())
  var solution: String?

  @Option(name: .customLong("repeat"), help: "Measure so often, and report medians.")
  var runs = 1

  @Option(
    defaultAsFlag: ThreadList(counts: []),
    help: "Also run with 1, 2, … up to all CPUs, or with these numbers of threads: --scaling 1,2,4.")
  var scaling: ThreadList?

  @Flag(help: "Also run simple packers on the same leases: first fit, best fit by value.")
  var compare = false

  @Flag(help: "Also say on which NUMA node each shard's memory lies, as the kernel reports it.")
  var numaReport = false

  @Option(help: OutputFormat.help)
  var format: OutputFormat = .text

  @OptionGroup var running: RunningOptions

  func validate() throws {
    let named = [topology != nil, instance != nil, gpus != nil].count { $0 }
    guard named == 1 else {
      throw ValidationError("bench takes exactly one of a facility, --gpus and --instance.")
    }
    if let gpus, !GeneratedSite.gpuRange.contains(gpus) {
      throw ValidationError("--gpus takes \(words(GeneratedSite.gpuRange)), not \(gpus).")
    }
    if let leases, !GeneratedSite.leaseRange.contains(leases) {
      throw ValidationError("--leases takes \(words(GeneratedSite.leaseRange)), not \(leases).")
    }
    for (name, isGiven, isMeant) in [
      ("--leases", leases != nil, gpus != nil), ("--write", write != nil, gpus != nil),
      ("--tenants", tenants != nil, topology != nil), ("--solution", solution != nil, instance != nil),
    ] where isGiven && !isMeant {
      throw ValidationError("\(name) says nothing here: see `headroom bench --help`.")
    }
    guard (1...1_000).contains(runs) else { throw ValidationError("--repeat takes 1 to 1000, not \(runs).") }
  }

  private func words(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

  func run() throws {
    if let instance, let solution, OutputFile.isSame(instance, solution) {
      throw ValidationError("--solution \(solution) is the instance that is solved.")
    }
    let progress = Progress()
    defer { progress.done() }
    let solution = try solution.map { try OutputFile($0) }
    let subject = try subject()
    var runs = try measure(subject, threads: running.workers, progress)
    var report = runs[0].report
    if compare, Interrupts.code == nil {
      progress.phase("comparing")
      report.baselines = try Baseline.allCases.compactMap { try runs[0].rival($0) }
    }
    runs[0].rivals = nil
    report.threads = running.workers
    report.planSHA256 = SHA256.hex(of: runs[0].plan)
    report.laps = BenchRuns.medians(runs)
    report.runs = runs.count
    if let scaling, Interrupts.code == nil {
      for threads in scaling.counts.isEmpty ? Array(1...max(1, running.machine.cpus.count)) : scaling.counts {
        let more = threads == running.workers ? [] : try measure(subject, threads: threads, progress)
        if Interrupts.code != nil { break }
        let these = more.isEmpty ? Array(runs.prefix(self.runs)) : more
        report.scaling.append(BenchRuns.scale(these, threads: threads, like: runs[0].plan))
        runs += more
      }
    }
    try solution?.write(runs[0].plan)
    progress.done()
    running.say(report.numa)
    try print(report)
    if let code = Interrupts.code { throw code }
    let isSame = runs.allSatisfy { $0.plan == runs[0].plan }
    if !isSame, running.timeLimit == nil {
      Terminal.complain("error: a bug in headroom: runs of the same input came to different plans\n")
      throw ExitCode.bug
    }
  }

  private func subject() throws -> BenchSubject {
    if let topology { return .topology(topology, tenants: tenants) }
    if let instance { return .instance(path: instance) }
    let gpus = gpus!
    let site = GeneratedSite(gpus: gpus, leases: leases ?? gpus / 10, seed: running.seed)
    if let write {
      if mkdir(write, 0o777) != 0, errno != EEXIST {
        Terminal.complain("error: \(write): \(String(cString: strerror(errno)))\n")
        throw ExitCode.noOutput
      }
      for file in [site.facility, site.book] { try OutputFile("\(write)/\(file.name)").write(file.bytes) }
    }
    return .generated(site)
  }

  /// Runs as often as asked for with a number of threads; once interrupted, no more.
  private func measure(_ subject: BenchSubject, threads: Int, _ progress: Progress) throws -> [BenchRun] {
    try (1...runs).compactMap { number in
      if number > 1, Interrupts.code != nil { return nil }
      let pool = running.pool(threads: threads)
      defer { pool.shutdown() }
      let which = runs > 1 || scaling != nil ? "\(threads) threads, run \(number) of \(runs): " : ""
      let watch = Stopwatch(progress, prefix: which)
      var run = try BenchRun(subject, running: running, pool: pool, watch: watch, asksForMemory: numaReport)
      run.report.numa = NUMAReport(
        pool, memory: watch.memory, hasBlocks: numaReport, isSwitchedOff: running.numa == .off)
      run.report.peakRSSKilobytes = BenchRuns.peakKilobytes()
      if number > 1 || threads != running.workers { run.rivals = nil }
      return run
    }
  }

  private func print(_ report: BenchReport) throws {
    switch format {
    case .text: try Terminal.print(report.text(Terminal.style))
    case .json: try Terminal.print(report.json)
    case .csv: try Terminal.print(report.csv)
    case .markdown: try Terminal.print(report.markdown)
    }
  }
}

/// Figures of several runs together.
private enum BenchRuns {
  /// The median of each phase.
  static func medians(_ runs: [BenchRun]) -> [BenchReport.Lap] {
    BenchPhase.allCases.indices.map { at in
      BenchReport.Lap(
        BenchPhase.allCases[at], seconds: BenchReport.median(runs.map { $0.report.laps[at].seconds }))
    }
  }

  static func scale(_ runs: [BenchRun], threads: Int, like plan: [UInt8]) -> BenchReport.ScalingPoint {
    let seconds = BenchReport.median(runs.map { BenchReport.packingSeconds($0.report.laps) })
    return BenchReport.ScalingPoint(
      threads: threads, seconds: seconds, isIdentical: runs.allSatisfy { $0.plan == plan })
  }

  static func peakKilobytes() -> Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss
  }
}

/// Numbers of threads, as in `1,2,4`; none: as many as there are CPUs, from one up.
struct ThreadList: ExpressibleByArgument {
  var counts: [Int]

  init(counts: [Int]) { self.counts = counts }

  var defaultValueDescription: String {
    counts.isEmpty ? "1, 2, … all CPUs" : counts.map(String.init).joined(separator: ",")
  }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let counts = parts.compactMap(\.self)
    guard counts.count == parts.count, !counts.isEmpty, counts.allSatisfy({ (1...1_024).contains($0) }) else {
      return nil
    }
    self.counts = counts
  }
}
