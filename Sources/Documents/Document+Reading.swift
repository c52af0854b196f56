internal import CYAML

extension Document {
  /// Containers may be nested so deep.
  static let depthLimit = 64
  /// A document may have so many nodes: 160 MB of table.
  public static let nodeLimit = 8_000_000

  /// Reads a file. No document where its text cannot be read to the end; the diagnostics say why.
  public static func read(
    _ file: SourceFile, nodeLimit: Int = Document.nodeLimit, sizeLimit: Int = SourceFile.sizeLimit
  ) -> (document: Document?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    if let problem = file.problem(sizeLimit: sizeLimit) {
      diagnostics.add(problem)
      return (nil, diagnostics)
    }
    var parser = DocumentParser(file: file, diagnostics: diagnostics, nodeLimit: nodeLimit)
    let complete = parser.run()
    return (complete ? parser.document : nil, parser.diagnostics)
  }
}

/// Turns libyaml's events into the table.
///
/// libyaml stops at the first syntax error, and so does this; what is merely refused here (anchors, aliases, tags, duplicate
/// keys) is reported and reading goes on.
private struct DocumentParser {
  var document: Document
  var diagnostics: Diagnostics
  /// The open containers' positions.
  var open: [Int] = []
  private var documents = 0
  private let nodeLimit: Int
  /// The keys of the mapping that is being closed: kept, so that a file of many small mappings needs no array for each.
  private var keys: [(start: Int, length: Int, node: NodeID)] = []
  private let surrogates: SurrogateEscapes

  init(file: SourceFile, diagnostics: Diagnostics, nodeLimit: Int) {
    self.nodeLimit = nodeLimit
    document = Document(file: file)
    self.diagnostics = diagnostics
    surrogates = SurrogateEscapes(in: file.bytes)
    // Room that is not used costs nothing but addresses; growing would copy.
    document.nodes.reserveLargePages(min(file.bytes.count / 6, nodeLimit) + 1)
    document.arena.reserveLargePages(file.bytes.count)
  }

  /// True where the document was read to its end.
  mutating func run() -> Bool {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      diagnostics.add(Diagnostic(file: document.file.name, "there is no memory to read the file"))
      return false
    }
    defer { yaml_parser_delete(&parser) }
    // The encoding is left to libyaml: it takes a byte order mark away without counting a column, and what is no UTF-8 has
    // been refused.
    return surrogates.text.withUnsafeBufferPointer { text in
      yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
      return readEvents(&parser)
    }
  }

  private mutating func readEvents(_ parser: inout yaml_parser_t) -> Bool {
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(&parser, &event) == 1 else {
        addSyntaxError(parser)
        return false
      }
      let goOn = take(event)
      let last = event.type == YAML_STREAM_END_EVENT
      yaml_event_delete(&event)
      if !goOn { return false }
      if last { break }
    }
    guard documents > 0 else {
      diagnostics.add(Diagnostic(file: document.file.name, "the file is empty", expected: "a YAML or JSON document"))
      return false
    }
    return true
  }

  /// Takes one event; false: stop reading.
  private mutating func take(_ event: yaml_event_t) -> Bool {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      refuse(anchor: scalar.anchor, tag: scalar.tag, at: event.start_mark)
      let quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
      let start = document.arena.count
      document.arena.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
      return add(quoted ? .quoted : .plain, event.start_mark, first: start, second: scalar.length)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      refuse(anchor: mapping.anchor, tag: mapping.tag, at: event.start_mark)
      return openContainer(.mapping, event.start_mark)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      refuse(anchor: sequence.anchor, tag: sequence.tag, at: event.start_mark)
      return openContainer(.sequence, event.start_mark)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      let index = open.removeLast()
      document.nodes[index].second = UInt32(document.nodes.count)
      if document.nodes[index].shape == .mapping { checkKeys(of: NodeID(index)) }
      return true
    case YAML_ALIAS_EVENT:
      report(
        event.start_mark, length: Int(event.end_mark.column) - Int(event.start_mark.column), "aliases are refused",
        suggestion: "write the value out, or make a template of it")
      return add(.broken, event.start_mark)
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      if documents > 1 {
        report(event.start_mark, length: 3, "a second document begins here", expected: "one document")
      }
      return documents == 1
    default:
      return true
    }
  }

  private mutating func openContainer(_ shape: Document.Shape, _ mark: yaml_mark_t) -> Bool {
    guard open.count < Document.depthLimit else {
      report(
        mark, "nested deeper than \(Document.depthLimit) levels", expected: "at most \(Document.depthLimit) levels")
      return false
    }
    let index = document.nodes.count
    guard add(shape, mark) else { return false }
    open.append(index)
    return true
  }

  /// Appends a node and counts it in its container.
  private mutating func add(_ shape: Document.Shape, _ mark: yaml_mark_t, first: Int = 0, second: Int = 0) -> Bool {
    let index = document.nodes.count
    guard index < nodeLimit else {
      report(mark, "more than \(nodeLimit) values in one file", expected: "at most \(nodeLimit) values")
      return false
    }
    if let parent = open.last { document.nodes[parent].first += 1 }
    document.nodes.append(
      Document.Node(
        line: UInt32(truncatingIfNeeded: mark.line),
        columnAndShape: UInt32(truncatingIfNeeded: surrogates.column(of: mark)) << 3 | UInt32(shape.rawValue),
        first: UInt32(first), second: UInt32(second), parent: Int32(open.last ?? index)))
    return true
  }

  private mutating func refuse(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?, at mark: yaml_mark_t
  ) {
    if anchor != nil {
      report(mark, "anchors are refused", suggestion: "write the value out, or make a template of it")
    }
    if tag != nil { report(mark, "tags are refused", suggestion: "leave the tag out") }
  }

  /// Keys must be texts, and each must stand once in its mapping.
  private mutating func checkKeys(of mapping: NodeID) {
    keys.removeAll(keepingCapacity: true)
    for pair in document.pairs(of: mapping) {
      let node = document.nodes[pair.key.index]
      guard node.isText else {
        diagnostics.add(document.diagnostic(at: pair.key, "a key must be a text"))
        continue
      }
      keys.append((Int(node.first), Int(node.second), pair.key))
    }
    guard keys.count > 1 else { return }
    if keys.count > 16 { return checkManyKeys(keys.map(\.node)) }
    for later in 1..<keys.count {
      for earlier in 0..<later where keys[later].length == keys[earlier].length {
        let (a, b, length) = (keys[later].start, keys[earlier].start, keys[later].length)
        if document.arena[a..<a + length].elementsEqual(document.arena[b..<b + length]) {
          reportDuplicate(keys[later].node, first: keys[earlier].node)
          break
        }
      }
    }
  }

  private mutating func checkManyKeys(_ keys: [NodeID]) {
    var seen: [String: NodeID] = [:]
    for key in keys {
      let name = document.text(of: key)
      if let first = seen[name] { reportDuplicate(key, first: first) } else { seen[name] = key }
    }
  }

  private mutating func reportDuplicate(_ key: NodeID, first: NodeID) {
    let line = document.nodes[first.index].line + 1
    diagnostics.add(
      document.diagnostic(
        at: key, "`\(document.text(of: key))` is given twice", suggestion: "it stands in line \(line) already"))
  }

  private mutating func report(
    _ mark: yaml_mark_t, length: Int = 1, _ message: String, expected: String? = nil, suggestion: String? = nil
  ) {
    diagnostics.add(
      Diagnostic(
        file: document.file.name, line: Int(mark.line) + 1, column: surrogates.column(of: mark) + 1,
        length: max(1, length), message, expected: expected, suggestion: suggestion))
  }

  private mutating func addSyntaxError(_ parser: yaml_parser_t) {
    let problem = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
    if parser.error == YAML_READER_ERROR {
      var cursor = LineCursor(surrogates.text)
      cursor.advance(toOffset: Int(parser.problem_offset))
      diagnostics.add(
        Diagnostic(
          file: document.file.name, line: cursor.line, column: cursor.column, "not valid YAML: \(problem)",
          suggestion: "take the character out, or write it as an escape in double quotes"))
      return
    }
    if let opening = unclosed(parser, problem) {
      report(
        parser.context_mark, "not valid YAML: \(opening.what) opens here and is never closed",
        expected: "\(opening.closing) before line \(Int(parser.problem_mark.line) + 1) ends, where reading stopped",
        suggestion: "add \(opening.closing), or put a text that holds such a character in quotes")
      return
    }
    let context = parser.context.map { " (\(String(cString: $0)))" } ?? ""
    report(
      parser.problem_mark, "not valid YAML: \(problem)\(context)",
      suggestion: advice(on: problem, at: parser.problem_mark))
  }

  /// The bracket or quote that is open where reading stopped, and what would close it; nil for other errors.
  private func unclosed(_ parser: yaml_parser_t, _ problem: String) -> (what: String, closing: String)? {
    guard let context = parser.context.map({ String(cString: $0) }) else { return nil }
    switch (context, problem) {
    case ("while parsing a flow sequence", _): return ("the bracket `[`", "`]`")
    case ("while parsing a flow mapping", _): return ("the brace `{`", "`}`")
    case ("while scanning a quoted scalar", let problem) where problem.contains("end of stream"):
      return ("the quote", "the same quote")
    default: return nil
    }
  }

  private func advice(on problem: String, at mark: yaml_mark_t) -> String? {
    if problem.contains("Unicode character escape") { return "write the character itself, or `\\U` and eight digits" }
    if problem.contains("mapping values are not allowed") { return "put a text that holds `: ` in quotes" }
    guard problem.contains("cannot start any token") else { return nil }
    var cursor = LineCursor(surrogates.text)
    cursor.advance(toLine: Int(mark.line) + 1, column: Int(mark.column) + 1)
    let isTab = cursor.offset < surrogates.text.count && surrogates.text[cursor.offset] == 0x09
    return isTab ? "indent with spaces, not with tabs" : "put the text in quotes"
  }
}

/// The pairs of escapes by which JSON writes a character outside the basic plane: `\ud83d\ude00` for an emoji.
///
/// libyaml refuses them. In a JSON file each is rewritten to libyaml's own `\U0001F600`, two columns shorter, and columns
/// behind it are put right.
private struct SurrogateEscapes {
  /// The bytes that libyaml gets to read.
  let text: [UInt8]
  /// Line and column from 0, behind each rewritten escape as libyaml counts, ascending.
  private var places: [(line: Int, column: Int)] = []

  init(in bytes: [UInt8]) {
    let start = bytes.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
    let isJSON = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
    guard isJSON, Self.anySurrogate(bytes) else {
      text = bytes
      return
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var ends: [Int] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0x5C, let scalar = Self.pair(bytes, at: i) {
        let hex = String(scalar, radix: 16, uppercase: true)
        result.append(contentsOf: ("\\U" + String(repeating: "0", count: 8 - hex.count) + hex).utf8)
        ends.append(result.count)
        i += 12
      } else {
        // An escaped backslash must not lend its second half to what follows.
        let length = bytes[i] == 0x5C && i + 1 < bytes.count ? 2 : 1
        result.append(contentsOf: bytes[i..<i + length])
        i += length
      }
    }
    text = result
    var cursor = LineCursor(result)
    for end in ends {
      cursor.advance(toOffset: end)
      places.append((cursor.line - 1, cursor.column - 1))
    }
  }

  /// A mark's column in the file as it stands, from 0.
  func column(of mark: yaml_mark_t) -> Int {
    let column = Int(mark.column)
    if places.isEmpty { return column }
    let line = Int(mark.line)
    func rank(_ line: Int, _ column: Int) -> Int {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if (places[middle].line, places[middle].column) <= (line, column) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return column + 2 * (rank(line, column) - rank(line, -1))
  }

  private static func anySurrogate(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.count >= 12 else { return false }
      for i in 0..<(bytes.count - 3) where bytes[i] == 0x5C && bytes[i + 1] == 0x75 && bytes[i + 2] | 0x20 == 0x64 {
        return true
      }
      return false
    }
  }

  /// The scalar that a pair of escapes at `i` means; nil where there is none.
  private static func pair(_ bytes: [UInt8], at i: Int) -> UInt32? {
    guard let high = unit(bytes, at: i), (0xD800...0xDBFF).contains(high) else { return nil }
    guard let low = unit(bytes, at: i + 6), (0xDC00...0xDFFF).contains(low) else { return nil }
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  private static func unit(_ bytes: [UInt8], at i: Int) -> UInt32? {
    guard i + 6 <= bytes.count, bytes[i] == 0x5C, bytes[i + 1] == 0x75 else { return nil }
    var value: UInt32 = 0
    for digit in bytes[(i + 2)..<(i + 6)] {
      guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(number)
    }
    return value
  }
}
