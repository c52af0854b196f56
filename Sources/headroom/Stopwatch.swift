import Encoding
import Packing
import PlanModel
import Report
import Synchronization

/// Stamps what happens, and lets `Progress` say it: seconds by phase, and what the packing was worth when.
final class Stopwatch: Sendable {
  private struct State {
    var last: ContinuousClock.Instant
    var running = BenchPhase.read
    var seconds = [BenchPhase: Double]()
    /// When reading ended.
    var zero: ContinuousClock.Instant
    var trajectory: [BenchReport.TrajectoryPoint] = []
    var memory: MemoryUse?
  }

  private let state: Mutex<State>
  private let progress: Progress
  /// Said before every phase: which of several runs this is.
  private let prefix: String
  /// Whether the packer is to say where its memory lies.
  let asksForMemory: Bool

  /// Starts with reading.
  init(_ progress: Progress, prefix: String = "", asksForMemory: Bool = false) {
    (self.progress, self.prefix, self.asksForMemory) = (progress, prefix, asksForMemory)
    let now = ContinuousClock.now
    state = Mutex(State(last: now, zero: now))
    progress.phase(prefix + BenchPhase.read.words)
  }

  /// Another phase begins, and the one before it ends.
  func begin(_ phase: BenchPhase) {
    state.withLock { Self.lap(&$0, next: phase) }
    progress.phase(prefix + phase.words)
  }

  /// Reading is over: seconds of the trajectory count from here.
  func endReading() {
    begin(.compile)
    state.withLock { $0.zero = $0.last }
  }

  /// A word of the packer.
  func observe(_ event: PackingEvent) {
    switch event {
    case .began(let phase): begin(BenchPhase(phase))
    case .round(let number, let value, let bound):
      let gap = bound > 0 ? 100 * Double(bound - value) / Double(bound) : 0
      state.withLock { state in
        let seconds = (ContinuousClock.now - state.zero).inSeconds
        state.trajectory.append(BenchReport.TrajectoryPoint(seconds: seconds, round: number, value: value))
      }
      progress.phase(
        "\(prefix)improving: round \(number) done, \(fixedPoint(Double(value) / 100, digits: 2)) $/h, "
          + "gap \(fixedPoint(gap, digits: 2)) %")
    case .memory(let use): state.withLock { $0.memory = use }
    }
  }

  /// Where the packer's memory lay when its rounds were over, if it was asked and there were any.
  var memory: MemoryUse? { state.withLock { $0.memory } }

  /// Stops, and says how long each phase took, in their order, and what the packing was worth when.
  func stop() -> (phases: [BenchReport.Lap], trajectory: [BenchReport.TrajectoryPoint]) {
    state.withLock { state in
      Self.lap(&state, next: state.running)
      let laps = BenchPhase.allCases.map { BenchReport.Lap($0, seconds: state.seconds[$0] ?? 0) }
      return (laps, state.trajectory)
    }
  }

  private static func lap(_ state: inout State, next: BenchPhase) {
    let now = ContinuousClock.now
    state.seconds[state.running, default: 0] += (now - state.last).inSeconds
    (state.last, state.running) = (now, next)
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension BenchPhase {
  /// The phase of a word of the packer.
  init(_ phase: PackingPhase) {
    switch phase {
    case .construct: self = .construct
    case .prices: self = .prices
    case .certificate: self = .certificate
    case .orders: self = .orders
    case .improve: self = .improve
    }
  }
}
