internal import PlanModel

/// The phases of a run, in the order in which they are reported.
public enum BenchPhase: String, Hashable, Sendable, CaseIterable {
  case read, compile, construct, prices, orders, improve, plan, certificate, check, report

  /// The activity in words, for a person who waits.
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

  /// True if it is part of packing: threads share it, and a time limit stops it.
  var isPacking: Bool { [.construct, .prices, .orders, .improve].contains(self) }
}

/// The measurements of runs of the packer.
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

  /// The value of the packing after a round.
  public struct TrajectoryPoint: Hashable, Sendable {
    /// Seconds after the end of reading.
    public var seconds: Double
    /// The round, 0 before the first.
    public var round: Int
    /// Cents per hour.
    public var value: Int64

    /// Makes a point.
    public init(seconds: Double, round: Int, value: Int64) {
      (self.seconds, self.round, self.value) = (seconds, round, value)
    }
  }

  /// The time of packing with one number of threads.
  public struct ScalingPoint: Hashable, Sendable {
    /// Worker threads.
    public var threads: Int
    /// Seconds of packing, the median of the runs.
    public var seconds: Double
    /// True if every plan is the same, byte for byte, as the first of all runs.
    public var isIdentical: Bool

    /// Makes a measurement.
    public init(threads: Int, seconds: Double, isIdentical: Bool) {
      (self.threads, self.seconds, self.isIdentical) = (threads, seconds, isIdentical)
    }
  }

  /// The result of a simple packer to compare with; its plan was checked as well.
  public struct BaselineResult: Hashable, Sendable {
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
  /// Workloads in it, GPUs installed.
  public var workloads = 0, installedGPUs = 0
  /// Value of the accepted ones, and an upper bound on the value of any solution, cents per hour.
  public var value: Int64 = 0, bound: Int64 = 0
  /// Workloads accepted, and their GPUs.
  public var accepted = 0, gpus = 0
  /// Whole orders of leases packed; rounds of improvement, and regions rebuilt in them.
  public var orders = 0, rounds = 0, regions = 0
  /// The round after which the time limit or an interrupt stopped the packer; nil: it came to its end.
  public var stoppedAfterRound: Int?
  /// True where it was an interrupt.
  public var isInterrupted = false
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
  public var trajectory: [TrajectoryPoint] = []
  /// With other numbers of threads; empty: not asked for.
  public var scaling: [ScalingPoint] = []
  /// Simple packers; empty: not asked for.
  public var baselines: [BaselineResult] = []

  /// Makes an empty report.
  public init() {}

  /// The middle of an odd number of values; the mean of the two in the middle of an even number; 0 of none.
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

  /// The speed relative to that of the first number of threads, and that divided by the ratio of threads.
  func speedUp(_ point: ScalingPoint) -> (factor: Double, efficiency: Double) {
    guard let first = scaling.first, point.seconds > 0 else { return (0, 0) }
    let factor = first.seconds / point.seconds
    return (factor, factor * Double(first.threads) / Double(point.threads))
  }
}
