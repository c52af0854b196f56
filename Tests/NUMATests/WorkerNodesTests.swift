import Testing

@testable import NUMA

struct WorkerNodesTests {
  private func workerNodes(_ machine: Machine, _ threads: Int) -> WorkerNodes {
    WorkerNodes(machine, bindings: machine.workerBindings(threads))
  }

  @Test func `every node with workers is a worker node, whatever its number`() {
    var source = PretendedMachine.regular(nodes: 3, each: 2)
    source.nodeIDs = [0, 2, 5]
    source.processors = [0: [0, 1], 2: [2, 3], 5: [4, 5]]
    source.memory = [0: 1 << 30, 2: 1 << 30, 5: 1 << 30]
    let machine = Machine.discover(from: source)
    #expect(machine.nodes.map(\.id) == [0, 2, 5])
    let workerNodes = workerNodes(machine, 6)
    #expect(workerNodes.nodes == [0, 1, 2] && workerNodes.workers == [2, 2, 2])
    #expect(workerNodes.ofWorker == [0, 1, 2, 0, 1, 2])
  }

  @Test func `fewer threads than nodes make fewer worker nodes, and every node's tasks have one`() {
    // Nodes 0 to 3 are near to each other, 4 to 7 as well.
    let machine = Machine.discover(from: PretendedMachine.regular(nodes: 8, each: 4))
    let workerNodes = workerNodes(machine, 6)
    #expect(workerNodes.nodes == Array(0..<6))
    #expect(workerNodes.ofNode == [0, 1, 2, 3, 4, 5, 4, 4])
    #expect(self.workerNodes(machine, 2).ofNode == [0, 1, 0, 0, 0, 0, 0, 0])
  }

  @Test func `a worker looks on its own node first, then at the nearest other worker node`() {
    let machine = Machine.discover(from: PretendedMachine.regular(nodes: 8, each: 1))
    let visits = workerNodes(machine, 8).visits
    #expect(visits[0] == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(visits[5] == [5, 4, 6, 7, 0, 1, 2, 3])
    var odd = machine
    odd.distances = (0..<8).map { from in (0..<8).map { to in 10 + (from ^ to) } }
    #expect(workerNodes(odd, 8).visits[3] == [3, 2, 1, 0, 7, 6, 5, 4])
    // Even where the firmware says that a node is far from itself.
    odd.distances[3][3] = 200
    #expect(workerNodes(odd, 8).visits[3].first == 3 && workerNodes(odd, 8).ofNode[3] == 3)
  }

  @Test func `a node without processors is no worker node, its tasks go to the nearest`() {
    var source = PretendedMachine.regular(nodes: 5, each: 2)
    source.processors[4] = []
    source.processors[1] = []
    source.allowedCPUs = [0, 1, 4, 5, 6, 7]
    let workerNodes = workerNodes(.discover(from: source), 6)
    #expect(workerNodes.nodes == [0, 2, 3])
    #expect(workerNodes.ofNode == [0, 0, 1, 2, 0])
  }

  @Test func `where one processor is left, one node has all tasks`() {
    var source = PretendedMachine.regular(nodes: 3, each: 4)
    source.allowedCPUs = [6]
    for threads in [1, 2, 8] {
      let workerNodes = workerNodes(.discover(from: source), threads)
      #expect(workerNodes.nodes == [1] && workerNodes.workers == [threads])
      #expect(workerNodes.ofNode == [0, 0, 0])
      #expect((0..<10).allSatisfy { workerNodes.owner(of: $0, among: 10) == 0 })
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8, 40])
  func `tasks are dealt in runs, to each worker node as many as it has workers for`(threads: Int) {
    var source = PretendedMachine.regular(nodes: 3, each: 4)
    source.allowedCPUs.removeAll { [5, 6, 7].contains($0) }
    let workerNodes = workerNodes(.discover(from: source), threads)
    for tasks in [0, 1, 2, 3, 4, 7, 24, 1_000] {
      let owners = (0..<tasks).map { workerNodes.owner(of: $0, among: tasks) }
      #expect(owners == owners.sorted())
      for (workerNode, workers) in workerNodes.workers.enumerated() {
        let share = Double(tasks * workers) / Double(threads)
        #expect(abs(Double(owners.count { $0 == workerNode }) - share) <= 1, "\(tasks) tasks")
      }
    }
  }

  @Test func `memory comes from the node itself, or from the nearest that has some`() {
    var source = PretendedMachine.regular(nodes: 6, each: 1)
    source.memory[0] = 0
    source.memory[1] = -1
    source.memory[5] = 0
    let machine = Machine.discover(from: source)
    #expect((0..<6).map(machine.memoryNode) == [2, 2, 2, 3, 4, 4])
    source.memory = [:]
    // Sizes that nobody knows say nothing.
    #expect((0..<6).map(Machine.discover(from: source).memoryNode) == Array(0..<6))
  }

  @Test func `a machine taken for one node keeps its processors and its memory`() {
    let machine = Machine.discover(from: PretendedMachine.regular(nodes: 4, each: 2)).asOneNode(because: "a wish")
    #expect(machine.nodes == [.init(id: 0, cpus: Array(0..<8), memoryBytes: 4 * 64 << 30)])
    #expect(!machine.isSupported && machine.unsupportedBecause == "a wish" && machine.distances == [[10]])
  }
}
