public import Facility

/// The nodes of a lease in one rack, or its piece of one node: where it is today, or where a plan has it.
public struct PlacementPart: Hashable, Sendable {
  /// The rack.
  public var zone: ZoneID
  /// Whole nodes in it; 0 for a piece.
  public var nodes: Int
  /// The piece of a node, for a lease of less than one.
  public var piece: Piece?

  /// Makes a part.
  public init(zone: ZoneID, nodes: Int, piece: Piece? = nil) {
    self.zone = zone
    self.nodes = nodes
    self.piece = piece
  }
}
