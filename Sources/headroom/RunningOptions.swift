import ArgumentParser
import NUMA
import Packing

/// Flags that change how long it takes; of these only the seed, the effort and a time limit change the answer.
struct RunningOptions: ParsableArguments {
  @Option(help: "Worker threads; the plan is the same for any number. Default: the CPUs this process may use.")
  var threads: Int?

  @Option(help: "Seed of the packer's random orders.")
  var seed: UInt64 = 1

  @Option(help: "How long to go on improving: low (4 rounds), normal (16), high (64), or a number of rounds.")
  var effort: EffortName = .normal

  @Option(
    help: ArgumentHelp(
      "Seconds after reading at which to stop, once a round is whole; the plan may then differ from machine to machine.",
      valueName: "seconds"))
  var timeLimit: Double?

  /// Worker threads to start.
  var workers: Int { threads ?? max(1, Machine.discover().cpus.count) }

  /// What the packer is told, with the clock that it does not have: the limit counts from now on.
  func packingSettings(_ watch: Stopwatch) -> PackingSettings {
    var settings = PackingSettings(seed: seed, effort: effort.effort)
    settings.observe = { watch.observe($0) }
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
