import Synchronization

/// The tasks of one run, in queues by worker node.
struct Job: Sendable {
  /// Numbers of the tasks, those of one worker node side by side; nil: as they are counted.
  private var order: [Int]?
  /// The places of each queue in `order`.
  let queues: [Range<Int>]
  /// By worker: the queues that it takes tasks from, in this order.
  let visits: [[Int]]
  /// The body of each task.
  let body: @Sendable (Int) -> Void

  /// Tasks that nobody owns: one queue for all workers.
  init(tasks: Int, workers: Int, body: @escaping @Sendable (Int) -> Void) {
    queues = [0..<tasks]
    visits = Array(repeating: [0], count: workers)
    self.body = body
  }

  /// Tasks with owners: a queue for each worker node.
  ///
  /// - Parameters:
  ///   - owner: by task: the node that owns it, as a position in the machine's nodes.
  ///   - staysOnOwner: true if nobody but the workers of the owner may take its tasks.
  /// - Complexity: O(tasks + worker nodes).
  init(
    tasks: Int, owner: (Int) -> Int, workerNodes: WorkerNodes, staysOnOwner: Bool,
    body: @escaping @Sendable (Int) -> Void
  ) {
    let workerNode = (0..<tasks).map { workerNodes.ofNode[owner($0)] }
    var ends = [Int](repeating: 0, count: workerNodes.nodes.count)
    for workerNode in workerNode { ends[workerNode] += 1 }
    for workerNode in ends.indices.dropFirst() { ends[workerNode] += ends[workerNode - 1] }
    queues = ends.indices.map { ($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0] }
    var next = queues.map(\.lowerBound)
    var order = [Int](repeating: 0, count: tasks)
    for task in 0..<tasks {
      order[next[workerNode[task]]] = task
      next[workerNode[task]] += 1
    }
    self.order = order
    visits = workerNodes.ofWorker.map { staysOnOwner ? [$0] : workerNodes.visits[$0] }
    self.body = body
  }

  /// The task at a place of a queue.
  func task(_ place: Int) -> Int { order?[place] ?? place }
}

/// The next place of each queue that nobody has taken: a counter for each, on cache lines of its own, so that workers
/// of different worker nodes do not write to one line until one of them has nothing of its own left.
final class QueueCounters: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  private let count: Int
  /// Two cache lines: processors fetch them in pairs.
  private static let stride = 128

  init(_ count: Int) {
    self.count = count
    base = .allocate(byteCount: count * Self.stride, alignment: Self.stride)
    for queue in 0..<count {
      (base + queue * Self.stride).bindMemory(to: Atomic<Int>.self, capacity: 1).initialize(to: Atomic(0))
    }
  }

  deinit {
    for queue in 0..<count { counter(queue).deinitialize(count: 1) }
    base.deallocate()
  }

  private func counter(_ queue: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    (base + queue * Self.stride).assumingMemoryBound(to: Atomic<Int>.self)
  }

  /// Before a run, when nobody takes: the beginnings of the queues.
  func reset(_ job: Job) {
    precondition(job.queues.count <= count, "more queues than counters")
    for (queue, places) in job.queues.enumerated() {
      counter(queue).pointee.store(places.lowerBound, ordering: .relaxed)
    }
  }

  /// The next place of a queue; beyond its end where all are taken.
  func take(_ queue: Int) -> Int { counter(queue).pointee.wrappingAdd(1, ordering: .relaxed).oldValue }
}
