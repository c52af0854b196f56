internal import PlanModel

/// What a run consists of, in the order in which it is reported.
public enum BenchPhase: String, Hashable, Sendable, CaseIterable {
  case read, compile, construct, prices, orders, improve, plan, certificate, check, report

  /// What is being done, for a person who waits.
  public var words: String {
    switch self {
    case .read: "reading"
    case .compile: "compiling"
    case .construct: "placing what is kept"
    case .prices: "looking for prices"
    case .orders: "trying orders"
    case .improve: "improving"
    case .plan: "reading the packing back"
    case .certificate: "proving the bound"
    case .check: "checking"
    case .report: "measuring what is left"
    }
  }

  /// Whether it is part of packing: what threads share, and what a time limit stops.
  var isPacking: Bool { [.construct, .prices, .orders, .improve].contains(self) }
}

/// What runs of the packer measured.
public struct BenchReport: Sendable {
  /// Seconds of one phase.
  public struct Lap: Hashable, Sendable {
    /// The phase.
    public var phase: BenchPhase
    /// Wall-clock seconds.
    public var seconds: Double

    /// Makes a lap.
    public init(_ phase: BenchPhase, seconds: Double) { (self.phase, self.seconds) = (phase, seconds) }
  }

  /// What the packing was worth after a round.
  public struct Moment: Hashable, Sendable {
    /// Seconds after the end of reading.
    public var seconds: Double
    /// The round, 0 before the first.
    public var round: Int
    /// Cents per hour.
    public var value: Int64

    /// Makes a moment.
    public init(seconds: Double, round: Int, value: Int64) {
      (self.seconds, self.round, self.value) = (seconds, round, value)
    }
  }

  /// The same with another number of threads.
  public struct Scale: Hashable, Sendable {
    /// Worker threads.
    public var threads: Int
    /// Seconds of packing, the median of the runs.
    public var seconds: Double
    /// Whether every plan is the same, byte for byte, as the first of all runs.
    public var isIdentical: Bool

    /// Makes a measurement.
    public init(threads: Int, seconds: Double, isIdentical: Bool) {
      (self.threads, self.seconds, self.isIdentical) = (threads, seconds, isIdentical)
    }
  }

  /// A simple packer beside ours; its plan was checked as well.
  public struct Rival: Hashable, Sendable {
    /// Its name: `firstFit`, `bestFitByDensity`.
    public var name: String
    /// Cents per hour.
    public var value: Int64
    /// Leases accepted.
    public var accepted: Int
    /// Seconds of packing.
    public var seconds: Double

    /// Makes a measurement.
    public init(name: String, value: Int64, accepted: Int, seconds: Double) {
      (self.name, self.value, self.accepted, self.seconds) = (name, value, accepted, seconds)
    }
  }

  /// The instance's name for itself, or the facility's.
  public var instance = ""
  /// Workloads in it, GPUs that stand there.
  public var workloads = 0, installedGPUs = 0
  /// Value of the accepted ones, and what no solution exceeds, cents per hour.
  public var value: Int64 = 0, bound: Int64 = 0
  /// Workloads accepted, and their GPUs.
  public var accepted = 0, gpus = 0
  /// Whole orders of leases packed; rounds of improvement, and regions rebuilt in them.
  public var orders = 0, rounds = 0, regions = 0
  /// The round after which the time limit stopped the packer; nil: it came to its end.
  public var stoppedAfterRound: Int?
  /// Wall-clock seconds by phase, medians of the runs; every phase once, in their order.
  public var laps: [Lap] = []
  /// SHA-256 of the plan's bytes, or the solution's, in hexadecimal.
  public var planSHA256 = ""
  /// Worker threads.
  public var threads = 1
  /// The NUMA nodes of the first run.
  public var numa = NUMAReport()
  /// Largest resident memory of the process in the first run, KiB.
  public var peakRSSKilobytes = 0
  /// Runs with this number of threads.
  public var runs = 1
  /// Round by round, in the first run.
  public var trajectory: [Moment] = []
  /// With other numbers of threads; empty: not asked for.
  public var scaling: [Scale] = []
  /// Simple packers; empty: not asked for.
  public var rivals: [Rival] = []

  /// Makes an empty report.
  public init() {}

  /// Of the middle of an odd number of values; of an even one, of the two in the middle.
  public static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Seconds of all phases, and of those that threads share.
  var totalSeconds: Double { laps.reduce(0) { $0 + $1.seconds } }
  /// Seconds of packing.
  var packingSeconds: Double { Self.packingSeconds(laps) }

  /// Seconds of the phases of packing.
  public static func packingSeconds(_ laps: [Lap]) -> Double {
    laps.reduce(0) { $1.phase.isPacking ? $0 + $1.seconds : $0 }
  }

  /// (bound − value) / bound; 0 where the bound is 0.
  func gap(_ value: Int64) -> Double { bound > 0 ? Double(bound - value) / Double(bound) : 0 }

  /// Leases for each second of packing.
  var leasesPerSecond: Double { packingSeconds > 0 ? Double(workloads) / packingSeconds : 0 }

  /// Orders and regions for each second of trying them.
  var stepsPerSecond: Double {
    let seconds = laps.reduce(0) { [.orders, .improve].contains($1.phase) ? $0 + $1.seconds : $0 }
    return seconds > 0 ? Double(orders + regions) / seconds : 0
  }

  /// How many times as fast as the first number of threads, and that for each thread more.
  func speedUp(_ scale: Scale) -> (factor: Double, efficiency: Double) {
    guard let first = scaling.first, scale.seconds > 0 else { return (0, 0) }
    let factor = first.seconds / scale.seconds
    return (factor, factor * Double(first.threads) / Double(scale.threads))
  }
}
