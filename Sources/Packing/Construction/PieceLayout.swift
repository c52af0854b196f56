/// The layout of pieces: where each lies on its node.
///
/// Pieces of tracked kinds have their places already. Of the others only slots were counted: their sizes divide one
/// another and the node, so laid down from the largest to the smallest they fill node after node without a gap.
struct PieceLayout {
  /// By lease; nil: refused, or served by whole nodes.
  let places: [PiecePlace?]

  /// - Complexity: O(leases + pieces × log).
  init(_ partial: PartialPacking) {
    let instance = partial.ledger.instance
    var places = partial.pieces
    var counted: [(bay: BayIndex, slots: Int32, lease: Int)] = []
    for lease in partial.option.indices {
      guard let option = partial.option[lease], let part = partial.parts[lease].first, instance.isPiece(option),
        !partial.ledger.isTrackedPiece(option)
      else { continue }
      counted.append((part.bay, instance.options.slots[option], lease))
    }
    counted.sort { ($0.bay, $1.slots, $0.lease) < ($1.bay, $0.slots, $1.lease) }
    var (bay, taken) = (BayIndex(-1), Int32(0))
    for piece in counted {
      if piece.bay != bay { (bay, taken) = (piece.bay, 0) }
      let node = instance.nodeSlots[Int(instance.bays.kind[bay])]
      places[piece.lease] = PiecePlace(node: taken / node, slots: [piece.slots])
      taken += piece.slots
    }
    self.places = places
  }
}
