import Documents

/// The values of texts that were read before, so that a word that stands in a hundred thousand leases is read once.
///
/// A direct-mapped table: of two texts in one slot the later one stays, the other is read again.
struct TextCache<Value> {
  private var texts: [NodeID?]
  private var values: [Value?]

  /// Makes room for so many words, a power of two.
  init(slots: Int = 256) {
    texts = Array(repeating: nil, count: slots)
    values = Array(repeating: nil, count: slots)
  }

  /// The value of a text that was read before; nil where it is not known.
  func value(of node: NodeID, in document: Document) -> Value? {
    let slot = document.textHash(of: node) & (texts.count - 1)
    guard let known = texts[slot], document.isSameText(known, node) else { return nil }
    return values[slot]
  }

  /// Stores the value of a text; what is no text, or was refused, is not stored.
  mutating func store(_ value: Value?, of node: NodeID, in document: Document) {
    guard let value, document.isText(node) else { return }
    let slot = document.textHash(of: node) & (texts.count - 1)
    (texts[slot], values[slot]) = (node, value)
  }

  /// The value of a text, read unless it was read before; nil: reported.
  mutating func value(
    of node: NodeID, in input: inout DocumentDecoder, read: (inout DocumentDecoder, NodeID) -> Value?
  ) -> Value? {
    if let known = value(of: node, in: input.document) { return known }
    let value = read(&input, node)
    store(value, of: node, in: input.document)
    return value
  }
}
