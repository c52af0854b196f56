import Glibc
import Synchronization

/// Threads of our own, made once, pinned to processors and dealt over the NUMA nodes.
///
/// Not Swift's tasks: those move between threads, so that a pinned task would leave its mask to whoever comes next.
/// A pool of one makes no thread: the caller does the work.
///
/// ```swift
/// let pool = WorkerPool(threads: 4)
/// defer { pool.shutdown() }
/// pool.run(tasks: shards.count) { shard in … }
/// ```
public final class WorkerPool: Sendable {
  /// How many threads work at once; fewer than asked for where the system gave no more.
  public var threads: Int { max(1, handles.count) }
  /// Where each worker sits, with `cpu` nil for one that is not pinned; one unpinned seat for a pool of one.
  public let seats: [Machine.Seat]

  private let handles: [pthread_t]
  private let shared: Shared

  /// Starts the threads and returns when all of them are pinned and ready.
  ///
  /// - Precondition: `threads` is positive.
  public init(threads: Int, machine: Machine = .discover()) {
    precondition(threads > 0, "a pool has at least one worker")
    let shared = Shared()
    self.shared = shared
    guard threads > 1 else {
      (handles, seats) = ([], [Machine.Seat(node: 0, cpu: nil)])
      return
    }
    var handles: [pthread_t] = []
    let wanted = machine.seats(threads)
    for (index, seat) in wanted.enumerated() {
      guard let handle = startThread({ work(shared, index: index, cpu: seat.cpu) }) else { break }
      handles.append(handle)
    }
    self.handles = handles
    let started = shared.waitUntilReady(handles.count).map { index, pinned in
      Machine.Seat(node: wanted[index].node, cpu: pinned ? wanted[index].cpu : nil)
    }
    seats = started.isEmpty ? [Machine.Seat(node: 0, cpu: nil)] : started
  }

  deinit { precondition(shared.isStopped, "a worker pool must be shut down before it is dropped") }

  /// Runs `body(0) … body(tasks - 1)`, each once, and returns when all are done. Which thread runs which task is left
  /// open, so a task may write only what is its own.
  ///
  /// - Precondition: the pool is not shut down, and no other `run` is under way.
  public func run(tasks: Int, _ body: @Sendable (Int) -> Void) {
    guard tasks > 0 else { return }
    withoutActuallyEscaping(body) { body in
      shared.start(Job(tasks: tasks, body: body), workers: handles.count)
      // Without threads the caller is the worker.
      if handles.isEmpty { shared.drain() }
      shared.finish()
    }
  }

  /// Ends the threads and waits for them; a second call does nothing.
  public func shutdown() {
    guard shared.stop() else { return }
    for handle in handles { pthread_join(handle, nil) }
  }
}

/// Tasks to run: their number and what each of them does.
private struct Job: Sendable {
  var tasks: Int
  var body: @Sendable (Int) -> Void
}

/// What the workers and the caller share. Everything but the counter is read and written inside the monitor.
private final class Shared: @unchecked Sendable {
  private let monitor = Monitor()
  /// The next task that nobody has taken.
  private let next = Atomic<Int>(0)
  private var job: Job?
  /// Counts jobs, so that a worker takes part in each one once.
  private var generation = 0
  /// Workers that have not yet left the present job.
  private var running = 0
  private var stopped = false
  /// Workers that have reported, and whether they are pinned.
  private var ready: [(index: Int, pinned: Bool)] = []

  var isStopped: Bool { monitor.locked { stopped } }

  func report(_ index: Int, pinned: Bool) {
    monitor.locked {
      ready.append((index, pinned))
      monitor.announceDone()
    }
  }

  func waitUntilReady(_ count: Int) -> [(index: Int, pinned: Bool)] {
    monitor.locked {
      monitor.waitForDone { ready.count == count }
      return ready.sorted { $0.index < $1.index }
    }
  }

  func start(_ job: Job, workers: Int) {
    monitor.locked {
      precondition(!stopped, "the worker pool is shut down")
      precondition(self.job == nil, "a worker pool runs one job at a time")
      self.job = job
      // The monitor orders this store before any worker's first take.
      next.store(0, ordering: .relaxed)
      running = workers
      generation += 1
      monitor.announceWork()
    }
  }

  func finish() {
    monitor.locked {
      monitor.waitForDone { running == 0 }
      job = nil
    }
  }

  /// Takes tasks of the present job until none is left.
  ///
  /// The body is the caller's, lent for one run: this function returns with no reference to it held, and only then does the
  /// worker leave the job. Inlined, a release could come after that.
  @inline(never)
  func drain() {
    guard let job = monitor.locked({ job }) else { return }
    while true {
      let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard task < job.tasks else { return }
      job.body(task)
    }
  }

  /// One worker's part of the job after `seen`; nil when the pool is shut down.
  func takePart(after seen: Int) -> Int? {
    let entered: Int? = monitor.locked {
      monitor.waitForWork { stopped || generation != seen }
      return stopped ? nil : generation
    }
    guard entered != nil else { return nil }
    // The job is not withdrawn before every worker has left it.
    drain()
    monitor.locked {
      running -= 1
      if running == 0 { monitor.announceDone() }
    }
    return entered
  }

  /// True for the first call.
  func stop() -> Bool {
    monitor.locked {
      precondition(job == nil, "the worker pool is shut down during a run")
      let first = !stopped
      stopped = true
      monitor.announceWork()
      return first
    }
  }
}

/// The life of a worker: sit down, report, take part in every job until the pool is shut down.
private func work(_ shared: Shared, index: Int, cpu: Int?) {
  nameCallingThread("headroom-\(index)")
  let pinned = cpu.map(pinCallingThread(to:)) ?? false
  shared.report(index, pinned: pinned)
  var seen = 0
  while let generation = shared.takePart(after: seen) { seen = generation }
}
