import Synchronization

/// The tasks of one run, in queues by home.
struct Job: Sendable {
  /// Numbers of the tasks, those of one home side by side; nil: as they are counted.
  private var order: [Int]?
  /// The places of each queue in `order`.
  let queues: [Range<Int>]
  /// By worker: the queues that it takes tasks from, in this order.
  let visits: [[Int]]
  /// What each task does.
  let body: @Sendable (Int) -> Void

  /// Tasks that nobody owns: one queue for all workers.
  init(tasks: Int, workers: Int, body: @escaping @Sendable (Int) -> Void) {
    queues = [0..<tasks]
    visits = Array(repeating: [0], count: workers)
    self.body = body
  }

  /// Tasks with owners: a queue for each home.
  ///
  /// - Parameters:
  ///   - owner: by task: the node that owns it, as a position in the machine's nodes.
  ///   - staysHome: whether nobody but the workers of a home may take its tasks.
  /// - Complexity: O(tasks + homes).
  init(
    tasks: Int, owner: (Int) -> Int, homes: Homes, staysHome: Bool, body: @escaping @Sendable (Int) -> Void
  ) {
    let home = (0..<tasks).map { homes.ofNode[owner($0)] }
    var ends = [Int](repeating: 0, count: homes.nodes.count)
    for home in home { ends[home] += 1 }
    for home in ends.indices.dropFirst() { ends[home] += ends[home - 1] }
    queues = ends.indices.map { ($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0] }
    var next = queues.map(\.lowerBound)
    var order = [Int](repeating: 0, count: tasks)
    for task in 0..<tasks {
      order[next[home[task]]] = task
      next[home[task]] += 1
    }
    self.order = order
    visits = homes.ofWorker.map { staysHome ? [$0] : homes.visits[$0] }
    self.body = body
  }

  /// The task at a place of a queue.
  func task(_ place: Int) -> Int { order?[place] ?? place }
}

/// The next place of each queue that nobody has taken: a counter for each, on cache lines of its own, so that workers of
/// different homes do not write to one line until one of them has nothing of its own left.
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
