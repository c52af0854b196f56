public import NUMA

/// The memory that the rounds of a packing work in, and where it lies.
public struct MemoryUse: Hashable, Sendable {
  /// A piece of it.
  public struct Block: Hashable, Sendable {
    /// The node that owns it, as a position in the machine's nodes.
    public var owner: Int
    /// Its size in bytes.
    public var bytes: Int
    /// The nodes of its pages, as the kernel reports them.
    public var pages: PageCount
  }

  /// The state of each shard, in their order; of a site that is one shard, of each of its trials.
  public var shards: [Block]
  /// The search instance, which shards read and none of them writes: a copy for each node that has workers, or one for
  /// all.
  public var copies: [Block]
}

extension ShardSearch {
  /// Asks the kernel where everything lies now.
  func memoryUse() -> MemoryUse {
    func allocation(_ arena: Arena, _ owner: Int) -> MemoryUse.Block {
      MemoryUse.Block(owner: owner, bytes: arena.used, pages: arena.countPages())
    }
    return MemoryUse(
      shards: shards.indices.map { allocation(shards[$0].arena, pool.owner(of: $0, among: shards.count)) },
      copies: copies.indices.map { allocation(copies[$0].arena, pool.workingNodes[$0]) })
  }
}
