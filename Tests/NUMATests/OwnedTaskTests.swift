import CNUMA
import Glibc
import Synchronization
import Testing

@testable import NUMA

/// Machines whose processors are far beyond those of any that runs this test: workers run unpinned, and memory that is asked
/// for may be denied.
private enum Pretended {
  static func machine(nodes: [(cpus: Int, memory: Int64)], ids: [Int]? = nil) -> Machine {
    var next = 900_000
    let entries = nodes.enumerated().map { at, node in
      defer { next += node.cpus }
      return Machine.Node(id: ids?[at] ?? at, cpus: Array(next..<next + node.cpus), memoryBytes: node.memory)
    }
    let distances = nodes.indices.map { from in nodes.indices.map { 10 + 4 * abs(from - $0) } }
    return Machine(nodes: entries, distances: distances)
  }

  static let machines = [
    machine(nodes: [(2, 1 << 30)]),
    machine(nodes: [(2, 1 << 30), (2, 1 << 30)]),
    machine(nodes: [(1, 1 << 30), (3, 1 << 30), (2, 1 << 30)]),
    machine(nodes: [(2, 1 << 30), (0, 1 << 30), (2, 0)]),
    machine(nodes: [(2, 1 << 30), (2, 1 << 30), (2, 1 << 30)], ids: [0, 2, 5]),
    machine(nodes: [(2, 1 << 30), (2, 1 << 30)], ids: [0, 5_000]),
    machine(nodes: [(1, 1 << 30), (1, 1 << 30), (1, 1 << 30), (1, 1 << 30)]).asOneNode(because: "a wish"),
  ]
}

/// The name of the thread that asks.
private func callersName() -> String {
  var name = [CChar](repeating: 0, count: 16)
  _ = headroom_thread_name(&name, 16)
  return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A diary of who ran which task: one place a task, which only this task writes.
private final class TaskLog: @unchecked Sendable {
  private let workers: UnsafeMutableBufferPointer<Int>
  init(_ tasks: Int) {
    workers = .allocate(capacity: tasks)
    workers.initialize(repeating: -1)
  }
  deinit { workers.deallocate() }

  /// - Returns: the worker, 0 for a caller who works alone.
  func note(_ task: Int) {
    #expect(workers[task] == -1, "task \(task) runs twice")
    let name = callersName()
    workers[task] = name.hasPrefix("headroom-") ? Int(name.dropFirst(9))! : 0
  }
  var all: [Int] { Array(workers) }
}

struct OwnedTaskTests {
  @Test(arguments: Pretended.machines.indices, [1, 2, 3, 8])
  func `every task runs once, whoever owns it`(machine: Int, threads: Int) {
    let pool = WorkerPool(threads: threads, machine: Pretended.machines[machine])
    defer { pool.shutdown() }
    let nodes = pool.machine.nodes.count
    for staysOnOwner in [false, true] {
      for tasks in [0, 1, 2, 7, 200] {
        let diary = TaskLog(tasks)
        pool.run(tasks: tasks, owner: { $0 % nodes }, staysOnOwner: staysOnOwner) { diary.note($0) }
        #expect(!diary.all.contains(-1))
      }
    }
  }

  @Test(arguments: Pretended.machines.indices, [1, 2, 3, 8])
  func `tasks that stay on their owner are run by their owner's workers alone`(machine: Int, threads: Int) {
    let pool = WorkerPool(threads: threads, machine: Pretended.machines[machine])
    defer { pool.shutdown() }
    let nodes = pool.machine.nodes.count
    let workerNodes = WorkerNodes(pool.machine, bindings: pool.bindings)
    let diary = TaskLog(300)
    pool.run(tasks: 300, owner: { $0 % nodes }, staysOnOwner: true) { diary.note($0) }
    for (task, worker) in diary.all.enumerated() {
      #expect(workerNodes.ofWorker[worker] == workerNodes.ofNode[task % nodes], "task \(task)")
    }
  }

  @Test func `whoever has nothing left on its own node takes from others`() {
    let pool = WorkerPool(
      threads: 3, machine: Pretended.machine(nodes: [(1, 1 << 30), (1, 1 << 30), (1, 1 << 30)]))
    defer { pool.shutdown() }
    let diary = TaskLog(40)
    let done = Atomic<Int>(0)
    pool.run(tasks: 40, owner: { _ in 2 }) { task in
      diary.note(task)
      // Whoever takes the first stays until all others are done: did nobody else take them, this would not end.
      while task == 0 && done.load(ordering: .acquiring) < 39 { usleep(100) }
      done.wrappingAdd(1, ordering: .releasing)
    }
    #expect(!diary.all.contains(-1) && Set(diary.all).count >= 2)
  }

  @Test func `queues of a job hold each task once, in order, and visits begin on the own node`() {
    let machine = Pretended.machine(nodes: [(1, 1), (0, 1), (2, 1), (1, 1)])
    let workerNodes = WorkerNodes(machine, bindings: machine.workerBindings(4))
    let job = Job(tasks: 10, owner: { $0 % 4 }, workerNodes: workerNodes, staysOnOwner: false) { _ in }
    // Node 1 has no workers; nodes 0 and 2 are equally near to it.
    #expect(job.queues.map { $0.map(job.task) } == [[0, 1, 4, 5, 8, 9], [2, 6], [3, 7]])
    #expect(job.visits == [[0, 1, 2], [1, 2, 0], [2, 1, 0], [1, 2, 0]])
    let workerNode = Job(tasks: 10, owner: { $0 % 4 }, workerNodes: workerNodes, staysOnOwner: true) { _ in }
    #expect(workerNode.visits == [[0], [1], [2], [1]])
  }

  @Test func `a pool of one makes no thread and leaves memory to the system`() {
    for machine in Pretended.machines {
      let pool = WorkerPool(threads: 1, machine: machine)
      #expect(pool.memory(of: 0) == nil && pool.workingNodes.count == 1)
      pool.run(tasks: 5, owner: { _ in 0 }, staysOnOwner: true) { _ in #expect(!callersName().hasPrefix("headroom-")) }
      pool.shutdown()
    }
  }

  @Test func `memory is asked of nodes where there are several, and of one that has some`() {
    for (machine, threads) in Pretended.machines.flatMap({ machine in [2, 8].map { (machine, $0) } }) {
      let pool = WorkerPool(threads: threads, machine: machine)
      defer { pool.shutdown() }
      for node in machine.nodes.indices {
        let memory = pool.memory(of: node)
        #expect((memory == nil) == (machine.nodes.count == 1))
        if let memory { #expect(machine.nodes.contains { $0.id == memory.node && $0.memoryBytes > 0 }) }
      }
    }
  }
}
