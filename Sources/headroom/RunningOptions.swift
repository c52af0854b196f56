import ArgumentParser
import NUMA
import Packing
import Report

/// Flags that change how long it takes, or what is said of it; of these only the seed, the effort and a time limit change the
/// answer.
struct RunningOptions: ParsableArguments {
  @Option(help: "Worker threads; the plan is the same for any number. Default: the CPUs this process may use.")
  var threads: Int?

  @Option(help: "Seed of the packer's random orders.")
  var seed: UInt64 = 1

  @Option(help: "How long to go on improving: low (4 rounds), normal (16), high (64), or a number of rounds.")
  var effort: EffortName = .normal

  @Option(
    help: ArgumentHelp(
      """
      Seconds after reading at which to stop, once a round is whole (on very large sites once there is a plan); the plan \
      may then differ from machine to machine.
      """,
      valueName: "seconds"))
  var timeLimit: Double?

  @Option(help: "Memory of NUMA nodes: auto (what a worker owns lies on its node), or off (as the system likes).")
  var numa: NUMAMode = .auto

  @Flag(name: [.short, .long], help: "Say on standard error which NUMA nodes were used, and how.")
  var verbose = false

  /// The regard paid to NUMA nodes.
  enum NUMAMode: String, CaseIterable, ExpressibleByArgument { case auto, off }

  /// The machine as the workers are to see it.
  var machine: Machine {
    let machine = Machine.discover()
    return numa == .auto || !machine.isSupported ? machine : machine.asOneNode(because: "switched off by --numa off")
  }

  /// Worker threads to start.
  var workers: Int { threads ?? max(1, machine.cpus.count) }

  /// Starts workers; the caller shuts them down.
  func pool(threads: Int? = nil) -> WorkerPool { WorkerPool(threads: threads ?? workers, machine: machine) }

  /// Says, if that is asked for, which nodes were used and how.
  func say(_ numa: @autoclosure () -> NUMAReport) {
    guard verbose else { return }
    for line in numa().words { Terminal.complain(line + "\n") }
  }

  /// The packer's settings, with the clock that it does not have: the limit counts from now on.
  func packingSettings(reportsMemory: Bool = false) -> PackingSettings {
    var settings = PackingSettings(seed: seed, effort: effort.effort)
    settings.reportsMemory = reportsMemory
    if let timeLimit {
      let end = ContinuousClock.now + .seconds(timeLimit)
      settings.isOutOfTime = { ContinuousClock.now >= end }
    }
    return settings
  }

  func validate() throws {
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024, not \(threads).")
    }
    if let timeLimit, !(0...1_000_000).contains(timeLimit) {
      throw ValidationError("--time-limit takes 0 to 1000000 seconds, not \(timeLimit).")
    }
  }
}

/// An effort as it is written: `low`, `normal`, `high`, or a number of rounds.
enum EffortName: ExpressibleByArgument {
  case low, normal, high
  case rounds(Int)

  init?(argument: String) {
    switch argument {
    case "low": self = .low
    case "normal": self = .normal
    case "high": self = .high
    default:
      guard let rounds = Int(argument), (1...1_000_000).contains(rounds) else { return nil }
      self = .rounds(rounds)
    }
  }

  var defaultValueDescription: String { "normal" }

  /// The effort.
  var effort: Effort {
    switch self {
    case .low: .low
    case .normal: .normal
    case .high: .high
    case .rounds(let rounds): Effort(rounds: rounds)
    }
  }
}
