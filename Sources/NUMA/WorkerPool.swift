import Glibc

/// Threads of our own, made once, pinned to processors and distributed over the NUMA nodes.
///
/// Not Swift's tasks: those move between threads, so that a pinned task would leave its mask to the next one.
/// A pool of one makes no thread: the caller does the work.
///
/// Tasks may be owned by a node: its workers take them, and others only when they have nothing left of their own, those
/// of the nearest node first.
///
/// Any number of threads may ask for work at once: each job is done whole, in the order of the requests. A task may not
/// run tasks on its own pool, which traps; nor may tasks of two pools run tasks on each other's, which would wait for ever.
///
/// ```swift
/// let pool = WorkerPool(threads: 4)
/// defer { pool.shutdown() }
/// pool.run(tasks: shards.count, owner: { pool.owner(of: $0, among: shards.count) }) { shard in … }
/// ```
public final class WorkerPool: Sendable {
  /// The machine that the workers are distributed over.
  public let machine: Machine
  /// The number of threads that work at once; fewer than asked for where the system gave no more.
  public var threads: Int { max(1, handles.count) }
  /// The binding of each worker, with `cpu` nil for one that is not pinned; one unpinned binding for a pool of one.
  public let bindings: [Machine.WorkerBinding]

  private let handles: [pthread_t]
  private let state: PoolState
  private let workerNodes: WorkerNodes
  /// By worker node; empty where memory is left to the system.
  private let memories: [NodeMemory]

  /// Starts the threads and returns when all of them are pinned and ready.
  ///
  /// - Precondition: `threads` is positive.
  public init(threads: Int, machine: Machine = .discover()) {
    precondition(threads > 0, "a pool has at least one worker")
    self.machine = machine
    let wanted = machine.workerBindings(threads)
    let state = PoolState(queues: machine.nodes.count)
    self.state = state
    var handles: [pthread_t] = []
    for (index, binding) in wanted.enumerated() where threads > 1 {
      guard let handle = startThread({ work(state, index: index, cpu: binding.cpu) }) else { break }
      handles.append(handle)
    }
    self.handles = handles
    let started = state.waitUntilReady(handles.count).map { index, pinned in
      Machine.WorkerBinding(node: wanted[index].node, cpu: pinned ? wanted[index].cpu : nil)
    }
    bindings =
      started.isEmpty ? [Machine.WorkerBinding(node: machine.node(ofCPU: callersCPU()) ?? 0, cpu: nil)] : started
    let workerNodes = WorkerNodes(machine, bindings: bindings)
    self.workerNodes = workerNodes
    // A caller who works alone is not pinned: its memory is best left to the system.
    let places = machine.isSupported && machine.nodes.count > 1 && !handles.isEmpty
    memories = places ? workerNodes.nodes.map { NodeMemory(node: machine.nodes[machine.memoryNode(of: $0)].id) } : []
  }

  deinit { precondition(state.isStopped, "a worker pool must be shut down before it is dropped") }

  // MARK: work

  /// Runs `body(0) … body(tasks - 1)`, each once, and returns when all are done. Which thread runs which task is left
  /// open, so a task may write only what is its own.
  ///
  /// Where the pool is at work for another caller, it waits for its turn.
  ///
  /// - Precondition: the pool is not shut down, and the caller is no task of this pool: it would wait for itself.
  public func run(tasks: Int, _ body: @Sendable (Int) -> Void) {
    guard tasks > 0 else { return }
    withoutActuallyEscaping(body) { body in
      finish(Job(tasks: tasks, workers: threads, body: body))
    }
  }

  /// The same with tasks that are owned by nodes: a worker takes those of its own node first, then of the others, the
  /// nearest first. Tasks of a node without workers belong to the nearest node that has some.
  ///
  /// - Parameters:
  ///   - owner: by task: position of a node in `machine.nodes`.
  ///   - staysOnOwner: true if only the workers of its owner may run a task: for memory that is touched first.
  /// - Precondition: as for `run(tasks:_:)`.
  public func run(tasks: Int, owner: (Int) -> Int, staysOnOwner: Bool = false, _ body: @Sendable (Int) -> Void) {
    guard tasks > 0 else { return }
    withoutActuallyEscaping(body) { body in
      finish(Job(tasks: tasks, owner: owner, workerNodes: workerNodes, staysOnOwner: staysOnOwner, body: body))
    }
  }

  private func finish(_ job: consuming Job) {
    let caller = pthread_self()
    precondition(
      !handles.contains { pthread_equal($0, caller) != 0 }, "a task may not run tasks on the pool that runs it")
    state.start(job, workers: handles.count)
    // Without threads the caller is the worker.
    if handles.isEmpty { state.drain(worker: 0) }
    state.finish()
  }

  /// Ends the threads and waits for them; a second call does nothing.
  public func shutdown() {
    guard state.stop() else { return }
    for handle in handles { pthread_join(handle, nil) }
  }

  // MARK: nodes

  /// The nodes that have workers, as positions in `machine.nodes`, ascending.
  public var workingNodes: [Int] { workerNodes.nodes }

  /// The node that owns a task of many, as a position in `machine.nodes`: runs of neighbouring tasks, to each node as
  /// many as it has workers for. Depends on the machine, so nothing that is computed may depend on it.
  public func owner(of task: Int, among tasks: Int) -> Int {
    workerNodes.nodes[workerNodes.owner(of: task, among: tasks)]
  }

  /// Memory for what a node owns, by its position in `machine.nodes`; nil where memory is left to the system: on one
  /// node, on a machine whose nodes are not known, and for a pool of one.
  public func memory(of node: Int) -> NodeMemory? { memories.isEmpty ? nil : memories[workerNodes.ofNode[node]] }
}

/// The state that workers and caller share. Everything but the counters is read and written inside the monitor.
private final class PoolState: @unchecked Sendable {
  private let monitor = Monitor()
  private let counters: QueueCounters
  private var job: Job?
  /// Counts jobs, so that a worker takes part in each one once.
  private var generation = 0
  /// Workers that have not yet left the present job.
  private var running = 0
  /// Jobs that were asked for, and those that are done: the difference is the present one and those in the queue.
  private var asked = 0, finished = 0
  /// The thread that has asked for the present job.
  private var caller: pthread_t?
  private var stopped = false
  /// Workers that have reported, and whether they are pinned.
  private var ready: [(index: Int, pinned: Bool)] = []

  /// - Parameter queues: the most that a job may have.
  init(queues: Int) { counters = QueueCounters(max(1, queues)) }

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

  /// Waits until all jobs asked for before this one are done, and begins with it.
  func start(_ job: Job, workers: Int) {
    monitor.locked {
      precondition(!stopped, "the worker pool is shut down")
      // Without threads the caller is the worker, and would wait for itself.
      let isNested = caller.map { pthread_equal($0, pthread_self()) != 0 } ?? false
      precondition(!isNested, "a task may not run tasks on the pool that runs it")
      let turn = asked
      asked += 1
      monitor.waitForDone { finished == turn }
      caller = pthread_self()
      self.job = job
      // The monitor orders these stores before any worker's first take.
      counters.reset(job)
      running = workers
      generation += 1
      monitor.announceWork()
    }
  }

  func finish() {
    monitor.locked {
      monitor.waitForDone { running == 0 }
      job = nil
      caller = nil
      finished += 1
      if finished < asked { monitor.announceDone() }
    }
  }

  /// Takes tasks of the present job until none is left that the worker may have.
  ///
  /// The body is the caller's, lent for one run: this function returns with no reference to it held, and only then does
  /// the worker leave the job. Inlined, a release could come after that.
  @inline(never)
  func drain(worker: Int) {
    guard let job = monitor.locked({ job }) else { return }
    for queue in job.visits[worker] {
      let end = job.queues[queue].upperBound
      while true {
        let place = counters.take(queue)
        guard place < end else { break }
        job.body(job.task(place))
      }
    }
  }

  /// One worker's part of the job after `seen`; nil when the pool is shut down.
  func takePart(after seen: Int, worker: Int) -> Int? {
    let entered: Int? = monitor.locked {
      monitor.waitForWork { stopped || generation != seen }
      return stopped ? nil : generation
    }
    guard entered != nil else { return nil }
    // The job is not withdrawn before every worker has left it.
    drain(worker: worker)
    monitor.locked {
      running -= 1
      if running == 0 { monitor.announceDone() }
    }
    return entered
  }

  /// True for the first call.
  func stop() -> Bool {
    monitor.locked {
      precondition(asked == finished, "the worker pool is shut down during a run")
      let first = !stopped
      stopped = true
      monitor.announceWork()
      return first
    }
  }
}

/// The life of a worker: pin itself, report, take part in every job until the pool is shut down.
private func work(_ state: PoolState, index: Int, cpu: Int?) {
  nameCallingThread("headroom-\(index)")
  let pinned = cpu.map(pinCallingThread(to:)) ?? false
  state.report(index, pinned: pinned)
  var seen = 0
  while let generation = state.takePart(after: seen, worker: index) { seen = generation }
}
