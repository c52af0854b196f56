/// The position of a node in a `Document`.
public struct NodeID: Hashable, Comparable, Sendable {
  let raw: Int32
  init(_ raw: Int) { self.raw = Int32(truncatingIfNeeded: raw) }
  var index: Int { Int(raw) }
  /// File order.
  public static func < (a: NodeID, b: NodeID) -> Bool { a.raw < b.raw }
}

/// A YAML or JSON document as one flat table of nodes in file order, 20 bytes a node, and one arena of text.
///
/// A container is followed by its children; each child's subtree is skipped by its end. So there is no object a node,
/// and a file of a hundred thousand leases is read in a fraction of a second (Codable over Yams: 5 s, measured).
public struct Document: Sendable {
  /// The shape of a node.
  public enum Shape: UInt8, Sendable {
    /// A text that stands without quotes.
    case plain
    /// A text in quotes, or a block text: never a number.
    case quoted
    case sequence, mapping
    /// Stands where something was refused (an alias) and has been reported: nothing more is said of it.
    case broken
  }

  struct Node {
    /// From 0, as libyaml counts.
    var line: UInt32
    /// Column from 0 in the upper 29 bits, shape in the lower 3.
    var columnAndShape: UInt32
    /// A text's offset in the arena; a container's number of children (keys and values count each).
    var first: UInt32
    /// A text's length in bytes; one past a container's last descendant.
    var second: UInt32
    /// The container around it; itself for the root.
    var parent: Int32

    var shape: Shape { Shape(rawValue: UInt8(columnAndShape & 7)) ?? .broken }
    var isText: Bool { columnAndShape & 7 <= Shape.quoted.rawValue }
    var isContainer: Bool { shape == .sequence || shape == .mapping }
  }

  /// The file that it was read from.
  public let file: SourceFile
  var nodes: [Node] = []
  var arena: [UInt8] = []

  init(file: SourceFile) { self.file = file }

  /// The outermost node.
  public var root: NodeID { NodeID(0) }

  /// The number of its nodes.
  public var count: Int { nodes.count }

  /// The shape of a node.
  public func shape(of node: NodeID) -> Shape { nodes[node.index].shape }

  /// The line in which a node begins, from 1.
  public func line(of node: NodeID) -> Int { Int(nodes[node.index].line) + 1 }

  /// The container around a node; nil for the root.
  public func parent(of node: NodeID) -> NodeID? {
    let parent = Int(nodes[node.index].parent)
    return parent == node.index ? nil : NodeID(parent)
  }

  /// A text as it is meant: without quotes, escapes resolved; empty for a container.
  public func text(of node: NodeID) -> String {
    let node = nodes[node.index]
    guard node.isText else { return "" }
    return arena.withUnsafeBufferPointer {
      String(
        decoding: UnsafeBufferPointer(rebasing: $0[Int(node.first)..<Int(node.first + node.second)]), as: UTF8.self)
    }
  }

  /// Runs `body` over a text's bytes: for readers that want no `String`.
  public func withText<T>(of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    let node = nodes[node.index]
    let range = node.isText ? Int(node.first)..<Int(node.first + node.second) : 0..<0
    return arena.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Entries of a sequence, or keys and values of a mapping; 0 for a text.
  public func count(of node: NodeID) -> Int {
    let node = nodes[node.index]
    return switch node.shape {
    case .sequence: Int(node.first)
    case .mapping: Int(node.first) / 2
    case .plain, .quoted, .broken: 0
    }
  }

  /// The entries of a sequence, in file order; none for anything else.
  public func entries(of node: NodeID) -> Children {
    Children(nodes, in: shape(of: node) == .sequence ? node : nil)
  }

  /// The keys of a mapping with their values, in file order; none for anything else.
  public func pairs(of node: NodeID) -> Pairs {
    Pairs(children: Children(nodes, in: shape(of: node) == .mapping ? node : nil))
  }

  /// The value of a key of a mapping; nil where there is none.
  public func value(of key: String, in node: NodeID) -> NodeID? {
    for pair in pairs(of: node) where text(of: pair.key) == key { return pair.value }
    return nil
  }

  /// The children of a container.
  public struct Children: Sequence, IteratorProtocol {
    private let nodes: [Node]
    private var position: Int
    private let end: Int

    init(_ nodes: [Node], in container: NodeID?) {
      self.nodes = nodes
      position = container.map { $0.index + 1 } ?? 0
      end = container.map { Int(nodes[$0.index].second) } ?? 0
    }

    /// The next child.
    public mutating func next() -> NodeID? {
      guard position < end else { return nil }
      defer { position = nodes[position].isContainer ? Int(nodes[position].second) : position + 1 }
      return NodeID(position)
    }
  }

  /// The keys of a mapping with their values.
  public struct Pairs: Sequence, IteratorProtocol {
    var children: Children

    /// The next key with its value.
    public mutating func next() -> (key: NodeID, value: NodeID)? {
      guard let key = children.next(), let value = children.next() else { return nil }
      return (key, value)
    }
  }

  /// A diagnostic at a node.
  public func diagnostic(
    _ severity: Diagnostic.Severity = .error, at node: NodeID, _ message: String, expected: String? = nil,
    suggestion: String? = nil
  ) -> Diagnostic {
    let entry = nodes[node.index]
    return Diagnostic(
      severity, file: file.name, line: Int(entry.line) + 1, column: Int(entry.columnAndShape >> 3) + 1,
      length: underlined(node), message, expected: expected, suggestion: suggestion)
  }

  /// Scalars to underline: a text with its quotes, one for a container.
  private func underlined(_ node: NodeID) -> Int {
    switch shape(of: node) {
    case .plain: max(1, text(of: node).unicodeScalars.count)
    case .quoted: text(of: node).unicodeScalars.count + 2
    case .sequence, .mapping, .broken: 1
    }
  }
}
