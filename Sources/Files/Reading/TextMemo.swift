import Documents

/// What texts of a document were read as, so that a word that stands in a hundred thousand leases is looked up once.
///
/// A table without chains: of two texts in one slot the later one stays, the other is read again.
struct TextMemo<Value> {
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

  /// Remembers what a text was read as; what is no text, or was refused, is not remembered.
  mutating func remember(_ value: Value?, of node: NodeID, in document: Document) {
    guard let value, document.isText(node) else { return }
    let slot = document.textHash(of: node) & (texts.count - 1)
    (texts[slot], values[slot]) = (node, value)
  }
}
