import Glibc

// Texts compared as bytes: what a reader of a hundred thousand entries asks before it makes a `String`.

extension Document {
  /// True where a node is a text.
  public func isText(_ node: NodeID) -> Bool { nodes[node.index].isText }

  /// A number that texts have in common if they are the same.
  public func textHash(of node: NodeID) -> Int {
    withText(of: node) { bytes in
      // Eight bytes at a time; the multiplier is 2⁶⁴ divided by the golden ratio, made odd (Knuth, TAOCP 3, 6.4).
      let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
      var hash = UInt64(bytes.count) &* multiplier
      var at = 0
      let raw = UnsafeRawBufferPointer(bytes)
      while at + 8 <= raw.count {
        hash = (hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* multiplier
        hash ^= hash &>> 29
        at += 8
      }
      var rest: UInt64 = 0
      while at < raw.count {
        rest = rest &<< 8 | UInt64(raw[at])
        at += 1
      }
      hash = (hash ^ rest) &* multiplier
      return Int(truncatingIfNeeded: hash ^ hash &>> 32)
    }
  }

  /// True where two nodes are texts of the same bytes, both in quotes or both not.
  public func isSameText(_ a: NodeID, _ b: NodeID) -> Bool {
    let (a, b) = (nodes[a.index], nodes[b.index])
    guard a.isText, (a.columnAndShape ^ b.columnAndShape) & 7 == 0 else { return false }
    return isSame(a, b)
  }

  /// True where two nodes are texts of the same bytes, in quotes or not.
  public func isSameWord(_ a: NodeID, _ b: NodeID) -> Bool {
    let (a, b) = (nodes[a.index], nodes[b.index])
    return a.isText && b.isText && isSame(a, b)
  }

  private func isSame(_ a: Node, _ b: Node) -> Bool {
    guard a.second == b.second else { return false }
    return arena.withUnsafeBytes { arena in
      guard let base = arena.baseAddress else { return true }
      return memcmp(base + Int(a.first), base + Int(b.first), Int(a.second)) == 0
    }
  }

  /// True where a text has at most so many bytes, all of them printable ASCII, and does not begin with a space.
  public func isPrintableASCII(_ node: NodeID, atMost count: Int) -> Bool {
    withText(of: node) { bytes in
      guard let first = bytes.first, first != 0x20, bytes.count <= count else { return false }
      for byte in bytes where byte < 0x20 || byte > 0x7E { return false }
      return true
    }
  }
}
