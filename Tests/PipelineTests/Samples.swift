import Documents
import Foundation
import NUMA
import Packing
import Pipeline
import Synchronization
import Synthetic
import TestSupport

/// Inputs for runs.
enum Sample {
  /// The path of a facility that ships.
  static func topology(_ name: String) -> String { Repository.path("Topologies/\(name)") }

  /// Text of a file of the smallest facility.
  static func minimal(_ file: String) throws -> String {
    try Repository.text("Topologies/minimal/\(file)")
  }

  /// A site of several shards, which takes several rounds.
  static let generated = GeneratedSite(gpus: 4_000, leases: 200, seed: 3)

  /// Four rounds: enough to see a run go on, and to stop it.
  static let brief = PackingSettings(seed: 1, effort: .low)
}

/// Events of one run, as they come.
final class EventLog: Sendable {
  private let heard = Mutex<[PipelineEvent]>([])

  var events: [PipelineEvent] { heard.withLock { $0 } }
  var phases: [PipelinePhase] { events.compactMap { if case .began(let phase) = $0 { phase } else { nil } } }

  func hear(_ event: PipelineEvent) { heard.withLock { $0.append(event) } }
}

/// Runs bodies at once, each on a thread of its own, and returns what they return, in their order.
func atOnce<Value: Sendable>(_ bodies: [@Sendable () -> Value]) -> [Value] {
  let values = Mutex<[Int: Value]>([:])
  let group = DispatchGroup()
  for (at, body) in bodies.enumerated() {
    group.enter()
    Thread {
      let value = body()
      values.withLock { $0[at] = value }
      group.leave()
    }.start()
  }
  group.wait()
  return values.withLock { values in bodies.indices.compactMap { values[$0] } }
}

extension WorkerPool {
  /// Lends a pool to a body, and shuts it down.
  static func lent<Value>(threads: Int, to body: (WorkerPool) throws -> Value) rethrows -> Value {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    return try body(pool)
  }
}
