/// GPUs of one node that a lease of less than a node holds.
public struct Piece: Hashable, Sendable {
  /// The node's number in its rack, from 1, as paths name it: `node-3`.
  public var node: Int
  /// GPUs in each of the node's NUMA domains.
  public var gpus: [Int]

  /// Makes a piece.
  public init(node: Int, gpus: [Int]) {
    self.node = node
    self.gpus = gpus
  }

  /// GPUs in all.
  public var count: Int { gpus.reduce(0, +) }
}
