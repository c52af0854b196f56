/// The nodes of a machine that have workers (worker nodes), and where each worker looks for tasks.
struct WorkerNodes: Sendable {
  /// Positions in the machine's `nodes`, ascending; at least one.
  let nodes: [Int]
  /// The number of workers of each of them.
  let workers: [Int]
  /// By worker: its worker node, as a position in `nodes` of this value.
  let ofWorker: [Int]
  /// By node of the machine: the worker node that has its tasks: its own, or the nearest where it has no workers.
  let ofNode: [Int]
  /// By worker node: all worker nodes in the order in which its workers look for tasks: their own, then the others by
  /// distance.
  let visits: [[Int]]

  /// - Precondition: there is at least one binding.
  /// - Complexity: O(nodes² log nodes + bindings).
  init(_ machine: Machine, bindings: [Machine.WorkerBinding]) {
    precondition(!bindings.isEmpty, "a pool has at least one worker")
    let nodes = Set(bindings.map(\.node)).sorted()
    let workerNode = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
    func byDistance(_ node: Int) -> [Int] {
      // A node is nearest to itself, whatever its distances say.
      let others = machine.nearest(to: node, among: nodes.filter { $0 != node })
      return ((workerNode[node] == nil ? [] : [node]) + others).map { workerNode[$0]! }
    }
    self.nodes = nodes
    ofWorker = bindings.map { workerNode[$0.node]! }
    workers = nodes.map { node in bindings.count { $0.node == node } }
    ofNode = machine.nodes.indices.map { byDistance($0)[0] }
    visits = nodes.map(byDistance)
  }

  /// The worker node of a task that is one of many: tasks in their order are assigned in runs, to each worker node as many
  /// as it has workers for.
  func owner(of task: Int, among tasks: Int) -> Int {
    let workersInAll = ofWorker.count
    // The worker at the same share of all workers as the middle of the task is of all tasks.
    var worker = (2 * task + 1) * workersInAll / (2 * max(1, tasks))
    for (workerNode, count) in workers.enumerated() {
      if worker < count { return workerNode }
      worker -= count
    }
    return nodes.count - 1
  }
}
