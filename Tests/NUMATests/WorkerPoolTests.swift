import CNUMA
import Glibc
import Synchronization
import Testing

@testable import NUMA

/// One place a task, which only this task writes: what a pool's users do, and what the thread sanitizer understands
/// (it takes a `Synchronization.Mutex` for a race).
private final class TaskResults<Value: Sendable>: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Value>

  init(_ count: Int, _ value: Value) {
    places = .allocate(capacity: count)
    places.initialize(repeating: value)
  }

  deinit { places.deinitialize().deallocate() }

  subscript(task: Int) -> Value {
    get { places[task] }
    set { places[task] = newValue }
  }

  var all: [Value] { Array(places) }
}

/// The thread that runs a task, as the task sees it.
private struct JobContext {
  var thread = ""
  var cpu = -1
  var mask: [Int] = []

  static func here() -> JobContext {
    var name = [CChar](repeating: 0, count: 16)
    _ = headroom_thread_name(&name, 16)
    let thread = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return JobContext(thread: thread, cpu: Int(headroom_current_cpu()), mask: LinuxMachine().allowedCPUs)
  }
}

struct WorkerPoolTests {
  @Test(arguments: [1, 2, 3, 8])
  func `every task runs once, whatever the number of threads`(threads: Int) {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    #expect(pool.threads == threads)
    let counts = (0..<500).map { _ in Counter() }
    for _ in 0..<20 {
      pool.run(tasks: counts.count) { counts[$0].add() }
    }
    #expect(counts.allSatisfy { $0.value == 20 })
  }

  @Test(arguments: [1, 2, 3, 8])
  func `results do not depend on the number of threads`(threads: Int) {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    let squares = TaskResults(1000, 0)
    pool.run(tasks: 1000) { squares[$0] = $0 * $0 }
    #expect(squares.all == (0..<1000).map { $0 * $0 })
  }

  @Test(arguments: [1, 2, 8])
  func `no tasks return at once, fewer tasks than threads all run`(threads: Int) {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    pool.run(tasks: 0) { _ in Issue.record("there is no task to run") }
    pool.run(tasks: -1) { _ in Issue.record("there is no task to run") }
    let counter = Counter()
    pool.run(tasks: 1) { _ in counter.add() }
    #expect(counter.value == 1)
  }

  @Test func `what tasks write is seen by the caller and by the next run`() {
    let pool = WorkerPool(threads: 4)
    defer { pool.shutdown() }
    let values = TaskResults(64, 1)
    for _ in 0..<100 {
      pool.run(tasks: 64) { values[$0] += 1 }
    }
    #expect(values.all.allSatisfy { $0 == 101 })
  }

  @Test func `workers run where they are pinned, under their own names`() {
    let pool = WorkerPool(threads: 3)
    defer { pool.shutdown() }
    let seen = TaskResults(200, JobContext())
    pool.run(tasks: 200) { seen[$0] = .here() }
    for entry in seen.all {
      let index = Int(entry.thread.dropFirst("headroom-".count))
      let cpu = index.flatMap { pool.bindings[$0].cpu }
      #expect(entry.thread.hasPrefix("headroom-"))
      if let cpu { #expect(entry.mask == [cpu] && entry.cpu == cpu) }
    }
    #expect(pool.bindings.allSatisfy { binding in binding.cpu.map(Machine.discover().cpus.contains) ?? true })
  }

  @Test func `a pool of one runs on the caller and leaves its mask alone`() {
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    let before = LinuxMachine().allowedCPUs
    let seen = TaskResults(3, JobContext())
    pool.run(tasks: 3) { seen[$0] = .here() }
    #expect(seen.all.allSatisfy { !$0.thread.hasPrefix("headroom-") && $0.mask == before })
    #expect(LinuxMachine().allowedCPUs == before)
  }

  @Test func `where pinning fails the workers run unpinned`() {
    var source = PretendedMachine.regular(nodes: 8, each: 2)
    // Far beyond any processor of the machine that runs this test.
    source.processors = source.processors.mapValues { $0.map { 900_000 + $0 } }
    source.allowedCPUs = source.allowedCPUs.map { 900_000 + $0 }
    let pool = WorkerPool(threads: 8, machine: .discover(from: source))
    defer { pool.shutdown() }
    #expect(pool.bindings.map(\.node) == Array(0..<8))
    #expect(pool.bindings.allSatisfy { $0.cpu == nil })
    let counter = Counter()
    pool.run(tasks: 100) { _ in counter.add() }
    #expect(counter.value == 100)
  }

  @Test func `shutting down twice is the same as once, also without a run`() {
    let pool = WorkerPool(threads: 2)
    pool.shutdown()
    pool.shutdown()
    #expect(pool.threads == 2)
  }

  @Test func `many pools at once do not disturb each other`() {
    let pools = (2...5).map { WorkerPool(threads: $0) }
    let counters = pools.map { _ in Counter() }
    for _ in 0..<10 {
      for (pool, counter) in zip(pools, counters) { pool.run(tasks: 50) { _ in counter.add() } }
    }
    for pool in pools { pool.shutdown() }
    #expect(counters.map(\.value) == [500, 500, 500, 500])
  }

  @Test(arguments: [1, 2, 8])
  func `callers on several threads take turns, and each job is done whole`(threads: Int) {
    let pool = WorkerPool(threads: threads)
    defer { pool.shutdown() }
    let (callers, jobs, tasks) = (4, 200, 30)
    let inside = (0..<callers).map { _ in Counter() }
    let strangers = Counter()
    let sums = TaskResults(callers, 0)
    let handles = (0..<callers).compactMap { caller in
      startThread {
        for job in 0..<jobs {
          let done = Counter()
          pool.run(tasks: tasks) { _ in
            inside[caller].add()
            if inside.enumerated().contains(where: { $0.offset != caller && $0.element.value % tasks != 0 }) {
              strangers.add()
            }
            done.add()
          }
          if done.value == tasks { sums[caller] += job }
        }
      }
    }
    for handle in handles { pthread_join(handle, nil) }
    #expect(handles.count == callers)
    #expect(sums.all == Array(repeating: jobs * (jobs - 1) / 2, count: callers))
    #expect(strangers.value == 0, "two jobs were under way at once")
  }

  @Test(arguments: [1, 2])
  func `a task that runs tasks on its own pool traps instead of waiting for itself`(threads: Int) async {
    await #expect(processExitsWith: .failure) { [threads] in
      let pool = WorkerPool(threads: threads)
      pool.run(tasks: 1) { _ in pool.run(tasks: 1) { _ in } }
    }
  }

  @Test func `a pool that is dropped without being shut down traps`() async {
    await #expect(processExitsWith: .failure) { _ = WorkerPool(threads: 1) }
  }

  @Test func `running on a pool that is shut down traps`() async {
    await #expect(processExitsWith: .failure) {
      let pool = WorkerPool(threads: 1)
      pool.shutdown()
      pool.run(tasks: 1) { _ in }
    }
  }
}

/// A count that any thread may raise.
private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add() { count.wrappingAdd(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
