import Encoding
import Packing
import Pipeline
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

  /// Starts with reading.
  init(_ progress: Progress, prefix: String = "") {
    (self.progress, self.prefix) = (progress, prefix)
    let now = ContinuousClock.now
    state = Mutex(State(last: now, zero: now))
    progress.phase(prefix + BenchPhase.read.words)
  }

  /// Stamps an event of a run, and says what is to be said of it.
  func observe(_ event: PipelineEvent) {
    switch event {
    // The stopwatch began with it.
    case .began(.read): break
    case .began(let phase): begin(BenchPhase(phase))
    case .warned(let diagnostics): Terminal.complain(diagnostics)
    case .packing(let event): observe(event)
    }
  }

  private func begin(_ phase: BenchPhase) {
    state.withLock { state in
      Self.lap(&state, next: phase)
      // Seconds of the trajectory count from the end of reading.
      if phase == .compile { state.zero = state.last }
    }
    progress.phase(prefix + phase.words)
  }

  private func observe(_ event: PackingEvent) {
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

  /// The placement of the packer's memory when its rounds were over, if it was asked for and there were any.
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
  /// The phase of a run; packing begins with constructing.
  init(_ phase: PipelinePhase) {
    switch phase {
    case .read: self = .read
    case .compile: self = .compile
    case .pack: self = .construct
    case .readBack: self = .plan
    case .check: self = .check
    case .answer: self = .report
    }
  }

  /// The phase of the packer.
  init(_ phase: PackingPhase) {
    switch phase {
    case .construct: self = .construct
    case .prices: self = .prices
    case .certificate: self = .certificate
    case .priorityLists: self = .orders
    case .improve: self = .improve
    }
  }
}
