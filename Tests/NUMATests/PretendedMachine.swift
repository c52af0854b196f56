import NUMA

/// A machine that only exists on paper.
struct PretendedMachine: MachineSource {
  var unsupportedBecause: String?
  var allowedCPUs: [Int]
  var processors: [Int: [Int]]
  var memory: [Int: Int64] = [:]
  var nodeIDs: [Int]

  /// `nodes` nodes with `each` processors each, numbered through, 64 GiB a node; all allowed.
  static func regular(nodes: Int, each: Int) -> PretendedMachine {
    var machine = PretendedMachine(allowedCPUs: Array(0..<nodes * each), processors: [:], nodeIDs: Array(0..<nodes))
    for node in 0..<nodes {
      machine.processors[node] = Array(node * each..<(node + 1) * each)
      machine.memory[node] = 64 << 30
    }
    return machine
  }

  func cpus(of node: Int) -> [Int] { processors[node] ?? [] }
  func memoryBytes(of node: Int) -> Int64 { memory[node] ?? -1 }
  func distance(from: Int, to: Int) -> Int { from == to ? 10 : (from / 4 == to / 4 ? 12 : 32) }
}
