public import NUMA
public import Packing
public import Report

extension NUMAReport {
  /// The nodes that a pool's workers used, and where the packer's memory lay.
  ///
  /// - Parameters:
  ///   - hasBlocks: whether the packer was asked for its memory.
  ///   - isSwitchedOff: whether the user does not want nodes to be looked at.
  public init(_ pool: WorkerPool, memory: MemoryUse? = nil, hasBlocks: Bool = false, isSwitchedOff: Bool = false) {
    self.init()
    let machine = pool.machine
    (self.hasBlocks, self.isSwitchedOff) = (hasBlocks, isSwitchedOff)
    unsupportedBecause = machine.unsupportedBecause
    nodes = machine.nodes.indices.map { at in
      let node = machine.nodes[at]
      var entry = Node(
        id: node.id, cpus: node.cpus, memoryBytes: node.memoryBytes, threads: pool.bindings.count { $0.node == at },
        memoryNode: machine.nodes[machine.memoryNode(of: at)].id)
      if entry.threads > 0, let memory = pool.memory(of: at) { entry.describe(memory) }
      return entry
    }
    func block(_ block: MemoryUse.Block) -> Block {
      Block(
        owner: block.owner, workerCPUs: pool.bindings.filter { $0.node == block.owner }.compactMap(\.cpu).sorted(),
        bytes: block.bytes, pages: block.pages.nodes.map { Pages(node: $0.node, count: $0.pages) },
        unknownBecause: block.pages.unknownBecause)
    }
    shards = (memory?.shards ?? []).map(block)
    copies = (memory?.copies ?? []).map(block)
  }
}

extension NUMAReport.Node {
  fileprivate mutating func describe(_ memory: NodeMemory) {
    deniedBecause = memory.deniedBecause
    policy = deniedBecause == nil ? .preferred : .firstTouch
    (askedBytes, grantedBytes) = memory.bytes
    timesCrowded = memory.timesCrowded
  }
}
