import Documents

/// The names that stand in a document, each with the node where it stood first: a hash table of positions, no `String` made.
struct NameTable {
  /// One byte a slot, 0 where it is free, else some bits of the name's hash: a table of a hundred thousand names is searched in the
  /// processor's cache.
  private var tags: [UInt8] = Array(repeating: 0, count: 64)
  /// The places of the names; open addressing with linear steps, a power of two of slots, at most half full.
  private var places: [NodeID?] = Array(repeating: nil, count: 64)
  private var count = 0

  /// Makes room for so many names, before the first.
  mutating func reserve(_ names: Int) {
    var slots = tags.count
    while slots < 2 * names { slots *= 2 }
    tags = Array(repeating: 0, count: slots)
    places = Array(repeating: nil, count: slots)
  }

  /// Adds a name; the node where the same name stood before, if it did: then that one stays.
  mutating func add(_ node: NodeID, in document: Document) -> NodeID? {
    if 2 * (count + 1) > tags.count { grow(document) }
    let (slot, tag) = start(document.textHash(of: node))
    var at = slot
    while tags[at] != 0 {
      if tags[at] == tag, let other = places[at], document.isSameWord(other, node) { return other }
      at = (at + 1) & (tags.count - 1)
    }
    (tags[at], places[at]) = (tag, node)
    count += 1
    return nil
  }

  /// True where a name of another document stands here.
  func contains(_ node: NodeID, of other: Document, in document: Document) -> Bool {
    var (at, tag) = start(other.textHash(of: node))
    while tags[at] != 0 {
      if tags[at] == tag, let name = places[at], document.text(of: name) == other.text(of: node) { return true }
      at = (at + 1) & (tags.count - 1)
    }
    return false
  }

  /// The first slot for a hash, and its tag.
  private func start(_ hash: Int) -> (slot: Int, tag: UInt8) {
    (hash & (tags.count - 1), UInt8(truncatingIfNeeded: hash >> 40) | 1)
  }

  private mutating func grow(_ document: Document) {
    let names = nodes
    tags = Array(repeating: 0, count: 4 * tags.count)
    places = Array(repeating: nil, count: tags.count)
    count = 0
    for name in names { _ = add(name, in: document) }
  }

  /// The places of the names, in no order.
  var nodes: [NodeID] { places.compactMap { $0 } }
}
