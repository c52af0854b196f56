import NUMA
import Testing

struct MachineTests {
  @Test func `a machine of eight nodes keeps nodes, processors, memory and distances`() {
    let machine = Machine.discover(from: PretendedMachine.regular(nodes: 8, each: 4))
    #expect(machine.isSupported)
    #expect(machine.nodes.map(\.id) == Array(0..<8))
    #expect(machine.nodes[3].cpus == [12, 13, 14, 15])
    #expect(machine.nodes.allSatisfy { $0.memoryBytes == 64 << 30 })
    #expect(machine.distances[0] == [10, 12, 12, 12, 32, 32, 32, 32])
    #expect(machine.cpus == Array(0..<32))
  }

  @Test func `processors outside the affinity mask are left out`() {
    var source = PretendedMachine.regular(nodes: 2, each: 4)
    source.allowedCPUs = [6, 1, 2]
    let machine = Machine.discover(from: source)
    #expect(machine.nodes.map(\.cpus) == [[1, 2], [6]])
  }

  @Test func `node numbers may have gaps, and come in any order`() {
    var source = PretendedMachine.regular(nodes: 2, each: 1)
    source.nodeIDs = [8, 0]
    source.processors = [0: [0], 8: [1]]
    let machine = Machine.discover(from: source)
    #expect(machine.nodes.map(\.id) == [0, 8])
    #expect(machine.distances == [[10, 32], [32, 10]])
  }

  @Test func `a node without memory has workers, a node without processors has none`() {
    var source = PretendedMachine.regular(nodes: 3, each: 2)
    source.memory[1] = -1
    source.processors[2] = []
    source.allowedCPUs = [0, 1, 2, 3]
    let machine = Machine.discover(from: source)
    #expect(machine.nodes.map(\.memoryBytes) == [64 << 30, 0, 64 << 30])
    #expect(machine.workerBindings(6).map(\.node) == [0, 1, 0, 1, 0, 1])
  }

  @Test func `without NUMA support there is one node, with the reason`() {
    var source = PretendedMachine.regular(nodes: 4, each: 2)
    source.unsupportedBecause = "no such call"
    let machine = Machine.discover(from: source)
    #expect(!machine.isSupported)
    #expect(machine.unsupportedBecause == "no such call")
    #expect(machine.nodes.map(\.cpus) == [Array(0..<8)])
  }

  @Test func `a processor that belongs to no node makes it one node`() {
    var source = PretendedMachine.regular(nodes: 2, each: 1)
    source.allowedCPUs = [0, 1, 5]
    let machine = Machine.discover(from: source)
    #expect(machine.nodes.map(\.cpus) == [[0, 1, 5]])
    #expect(machine.unsupportedBecause == "processor 5 belongs to no NUMA node")
  }

  @Test func `a system without nodes makes it one node`() {
    var source = PretendedMachine.regular(nodes: 1, each: 2)
    source.nodeIDs = []
    #expect(Machine.discover(from: source).unsupportedBecause == "the system reports no NUMA nodes")
  }

  @Test func `unknown distances become the customary ones`() {
    struct FailingSource: MachineSource {
      var unsupportedBecause: String? { nil }
      var allowedCPUs: [Int] { [0, 1] }
      var nodeIDs: [Int] { [0, 1] }
      func cpus(of node: Int) -> [Int] { [node] }
      func memoryBytes(of node: Int) -> Int64 { 0 }
      func distance(from: Int, to: Int) -> Int { 0 }
    }
    #expect(Machine.discover(from: FailingSource()).distances == [[10, 20], [20, 10]])
  }

  @Test func `bindings go round the nodes, then round again`() {
    let machine = Machine.discover(from: PretendedMachine.regular(nodes: 2, each: 2))
    #expect(machine.workerBindings(5).map(\.cpu) == [0, 2, 1, 3, 0])
    #expect(machine.workerBindings(5).map(\.node) == [0, 1, 0, 1, 0])
    #expect(machine.workerBindings(0).isEmpty)
  }

  @Test func `where no processor is known, bindings are not pinned`() {
    var source = PretendedMachine.regular(nodes: 1, each: 2)
    source.allowedCPUs = []
    #expect(Machine.discover(from: source).workerBindings(2) == [.init(node: 0, cpu: nil), .init(node: 0, cpu: nil)])
  }

  @Test func `this machine has a processor for us`() {
    let machine = Machine.discover()
    #expect(!machine.nodes.isEmpty)
    #expect(!machine.cpus.isEmpty)
    #expect(machine.distances.count == machine.nodes.count)
    #expect(Set(machine.cpus).isSubset(of: LinuxMachine().allowedCPUs))
  }
}
