import Source

/// The names that stand in a document, each with the node where it stood first: a hash table of positions, no `String` made.
struct NameTable {
  private struct Slot {
    var hash: UInt32 = 0
    /// nil: free.
    var node: NodeID?
  }

  /// Open addressing with linear steps; a power of two, at most half full.
  private var slots = Array(repeating: Slot(), count: 64)
  private var count = 0

  /// Makes room for so many names.
  mutating func reserve(_ names: Int) {
    while slots.count < 2 * names { grow() }
  }

  /// Adds a name; the node where the same name stood before, if it did: then that one stays.
  mutating func add(_ node: NodeID, in document: Document) -> NodeID? {
    if 2 * (count + 1) > slots.count { grow() }
    let hash = UInt32(truncatingIfNeeded: document.textHash(of: node))
    var at = Int(hash) & (slots.count - 1)
    while let other = slots[at].node {
      if slots[at].hash == hash, document.isSameWord(other, node) { return other }
      at = (at + 1) & (slots.count - 1)
    }
    slots[at] = Slot(hash: hash, node: node)
    count += 1
    return nil
  }

  private mutating func grow() {
    let full = slots.filter { $0.node != nil }
    slots = Array(repeating: Slot(), count: 4 * slots.count)
    for slot in full {
      var at = Int(slot.hash) & (slots.count - 1)
      while slots[at].node != nil { at = (at + 1) & (slots.count - 1) }
      slots[at] = slot
    }
  }

  /// Where the names stand, in no order.
  var nodes: [NodeID] { slots.compactMap(\.node) }
}
