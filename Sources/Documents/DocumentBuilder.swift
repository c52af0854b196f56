/// Builds a document from parts whose places are known: files that are no YAML reach the same decoders this way.
///
/// Texts are ranges of the file's own bytes, or of texts that were added behind them.
public struct DocumentBuilder {
  /// A text of the document and where it stands in the file.
  public struct Text: Sendable {
    /// Its bytes in the arena.
    var start: UInt32, length: UInt32
    /// From 0.
    var line: UInt32, column: UInt32

    /// True where nothing stands there.
    public var isEmpty: Bool { length == 0 }
  }

  /// True where the document has no more values than one may have.
  public var isWhole: Bool { document.nodes.count <= Document.nodeLimit }

  /// The document; it can be read once every container is closed.
  public private(set) var document: Document
  private var open: [Int] = []

  /// Begins a document of a file, with room for so many nodes.
  public init(_ file: SourceFile, nodes: Int = 0) {
    document = Document(file: file)
    document.arena = file.bytes
    document.nodes.reserveLargePages(min(nodes, Document.nodeLimit))
  }

  /// Adds a text that does not stand in the file; it is placed where another one stands.
  public mutating func add(_ text: String, at place: Text) -> Text { add(Array(text.utf8), at: place) }

  mutating func add(_ bytes: [UInt8], at place: Text) -> Text {
    let start = document.arena.count
    document.arena.append(contentsOf: bytes)
    return Text(start: UInt32(start), length: UInt32(bytes.count), line: place.line, column: place.column)
  }

  /// A text as it stands.
  public func string(_ text: Text) -> String {
    document.arena.withUnsafeBufferPointer {
      String(
        decoding: UnsafeBufferPointer(rebasing: $0[Int(text.start)..<Int(text.start + text.length)]), as: UTF8.self)
    }
  }

  /// True where a sign stands in a text.
  public func contains(_ sign: Unicode.Scalar, in text: Text) -> Bool {
    document.arena.withUnsafeBufferPointer { arena in
      for at in Int(text.start)..<Int(text.start + text.length) where arena[at] == UInt8(ascii: sign) { return true }
      return false
    }
  }

  /// The parts of a text between separators, without the spaces around them.
  ///
  /// Columns are right where the text stands in its line as it is, not in quotes with doubled quotes inside.
  public func parts(of text: Text, separator: Unicode.Scalar) -> [Text] {
    var parts: [Text] = []
    document.arena.withUnsafeBufferPointer { arena in
      var part = Text(start: text.start, length: 0, line: text.line, column: text.column)
      var column = text.column
      for at in text.start..<text.start + text.length {
        let byte = arena[Int(at)]
        if byte & 0xC0 != 0x80 { column += 1 }
        if byte == UInt8(ascii: separator) {
          parts.append(trimmed(part, arena))
          part = Text(start: at + 1, length: 0, line: text.line, column: column)
        } else {
          part.length += 1
        }
      }
      parts.append(trimmed(part, arena))
    }
    return parts
  }

  private func trimmed(_ text: Text, _ arena: UnsafeBufferPointer<UInt8>) -> Text {
    var text = text
    while text.length > 0, arena[Int(text.start)] == 0x20 {
      (text.start, text.length, text.column) = (text.start + 1, text.length - 1, text.column + 1)
    }
    while text.length > 0, arena[Int(text.start + text.length - 1)] == 0x20 { text.length -= 1 }
    return text
  }

  // MARK: Nodes

  /// Appends a text.
  @discardableResult
  public mutating func text(_ text: Text) -> NodeID {
    append(.plain, line: text.line, column: text.column, first: text.start, second: text.length)
    return NodeID(document.nodes.count - 1)
  }

  /// Appends a key; it stands where its value stands.
  public mutating func key(_ key: Text, at place: Text) {
    append(.plain, line: place.line, column: place.column, first: key.start, second: key.length)
  }

  /// Opens a sequence or a mapping.
  @discardableResult
  public mutating func begin(_ shape: Document.Shape, at place: Text) -> NodeID {
    append(shape, line: place.line, column: place.column, first: 0, second: 0)
    open.append(document.nodes.count - 1)
    return NodeID(document.nodes.count - 1)
  }

  /// Closes the innermost one.
  public mutating func end() {
    document.nodes[open.removeLast()].second = UInt32(document.nodes.count)
  }

  private mutating func append(_ shape: Document.Shape, line: UInt32, column: UInt32, first: UInt32, second: UInt32) {
    let index = document.nodes.count
    if let parent = open.last { document.nodes[parent].first += 1 }
    document.nodes.append(
      Document.Node(
        line: line, columnAndShape: column << 3 | UInt32(shape.rawValue), first: first, second: second,
        parent: Int32(open.last ?? index)))
  }
}
