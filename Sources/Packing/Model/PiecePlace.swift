/// The place of a piece: a node of its bay, and the slots it takes in each of the node's domains.
public struct PiecePlace: Hashable, Sendable {
  /// The node, from 0 among those of the bay.
  public var node: Int32
  /// Slots by domain.
  public var slots: [Int32]

  /// Makes a place.
  public init(node: Int32, slots: [Int32]) { (self.node, self.slots) = (node, slots) }
}
