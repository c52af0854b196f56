/// The NUMA nodes that a run used, and where the memory of its packer lay.
public struct NUMAReport: Sendable {
  /// The way in which memory is asked for.
  public enum Policy: String, Hashable, Sendable {
    /// From one node as long as that has some.
    case preferred
    /// The kernel would not be told: memory lies where it is touched first, which is done on the owner's node.
    case firstTouch = "first-touch"
    /// As the system likes.
    case system = "default"
  }

  /// One node.
  public struct Node: Hashable, Sendable {
    /// The operating system's number.
    public var id: Int
    /// Its processors that the process may use, ascending.
    public var cpus: [Int]
    /// Size of its memory; 0: none, none that the process may use, or not known.
    public var memoryBytes: Int64
    /// Workers that sit there.
    public var threads: Int
    /// The node from which its workers get memory: itself, or the nearest that has some.
    public var memoryNode: Int
    /// The way in which they get it.
    public var policy = Policy.system
    /// Memory asked for in the name of the node, and how much of it the kernel agreed to take from `memoryNode`.
    public var askedBytes = 0, grantedBytes = 0
    /// The reason for which the kernel did not agree; nil where it always did.
    public var deniedBecause: String?
    /// The number of times that less was free there than was asked for, so that some may lie elsewhere.
    public var timesCrowded = 0

    /// Makes a node whose memory is left to the system.
    public init(id: Int, cpus: [Int], memoryBytes: Int64, threads: Int, memoryNode: Int) {
      (self.id, self.cpus, self.memoryBytes) = (id, cpus, memoryBytes)
      (self.threads, self.memoryNode) = (threads, memoryNode)
    }
  }

  /// Pages that lie on one node.
  public struct Pages: Hashable, Sendable {
    /// The operating system's number of the node.
    public var node: Int
    /// The number of pages.
    public var count: Int

    /// Makes an entry.
    public init(node: Int, count: Int) { (self.node, self.count) = (node, count) }
  }

  /// A piece of memory that one node owns.
  public struct Block: Hashable, Sendable {
    /// Position of its owner in `nodes`.
    public var owner: Int
    /// Processors that the owner's workers are pinned to; empty: none is.
    public var workerCPUs: [Int]
    /// Its size.
    public var bytes: Int
    /// Its pages by node, ascending.
    public var pages: [Pages]
    /// The reason for which the kernel does not say where they lie; nil where it does.
    public var unknownBecause: String?

    /// Makes a block.
    public init(
      owner: Int, workerCPUs: [Int], bytes: Int, pages: [Pages], unknownBecause: String? = nil
    ) {
      (self.owner, self.workerCPUs, self.bytes) = (owner, workerCPUs, bytes)
      (self.pages, self.unknownBecause) = (pages, unknownBecause)
    }
  }

  /// True if the user does not want nodes to be looked at.
  public var isSwitchedOff = false
  /// The reason for which the machine is taken for one node; nil where its nodes are known.
  public var unsupportedBecause: String?
  /// The nodes, ascending by number.
  public var nodes: [Node] = []
  /// True if blocks were asked for.
  public var hasBlocks = false
  /// The state of each shard, or of each trial of a site that is one shard.
  public var shards: [Block] = []
  /// The copies of the instance that all shards read: one for each node that has workers, or one for all.
  public var copies: [Block] = []

  /// Makes a report of no nodes.
  public init() {}

  /// True if memory is asked for by node.
  var isPlaced: Bool { nodes.contains { $0.policy != .system } }

  /// The share of the blocks' pages that lie on the node from which their owner gets memory; nil where nodes are not
  /// known, the kernel does not say, or nothing was touched.
  func localShare(_ blocks: [Block]) -> Double? {
    guard unsupportedBecause == nil, blocks.allSatisfy({ $0.unknownBecause == nil }) else { return nil }
    var (local, all) = (0, 0)
    for block in blocks {
      for page in block.pages {
        all += page.count
        if page.node == nodes[block.owner].memoryNode { local += page.count }
      }
    }
    return all > 0 ? Double(local) / Double(all) : nil
  }
}
