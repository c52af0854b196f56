/// Lays a YAML tree out in lines.
struct YAMLWriter {
  let width: Int
  private(set) var text = ""

  /// Longer keys cannot stand before their colon in a line; YAML allows 1,024 characters, quotes included.
  private static let longestKey = 1_000

  init(width: Int) { self.width = width }

  /// Writes a whole document; sections of several lines are set off by empty ones.
  mutating func document(_ sections: [YAML.Entry]) {
    var wasTall = false
    for (at, entry) in sections.enumerated() {
      var section = YAMLWriter(width: width)
      section.entry(entry, indent: 0, depth: 1)
      let isTall = section.text.utf8.dropLast().contains(UInt8(ascii: "\n"))
      if at > 0, isTall || wasTall { text += "\n" }
      text += section.text
      wasTall = isTall
    }
    if sections.isEmpty { text = "{}\n" }
  }

  private mutating func mapping(_ entries: [YAML.Entry], indent: Int, isOpen: Bool) {
    for (at, entry) in entries.enumerated() {
      if at > 0 || !isOpen { space(indent) }
      self.entry(entry, indent: indent, depth: YAMLFlow.depthLimit)
    }
  }

  private mutating func list(_ items: [YAML], indent: Int, isOpen: Bool) {
    for (at, item) in items.enumerated() {
      if at > 0 || !isOpen { space(indent) }
      text += "-"
      value(item, indent: indent, column: indent + 1, depth: YAMLFlow.depthLimit, isItem: true)
    }
  }

  /// Writes a key and its value; containers nested at most `depth` levels deep may stand in the same line.
  private mutating func entry(_ entry: YAML.Entry, indent: Int, depth: Int) {
    let key = entry.key.yamlScalar
    if key.utf8.count > Self.longestKey {
      text += "? " + key + "\n"
      space(indent)
    } else {
      text += key
    }
    text += ":"
    value(entry.value, indent: indent, column: indent + key.columns + 1, depth: depth, isItem: false)
  }

  /// Writes what stands behind a colon or an item's dash in the column before: to the end of the line, or over several
  /// lines, of which an item's first one goes on behind the dash.
  private mutating func value(_ tree: YAML, indent: Int, column: Int, depth: Int, isItem: Bool) {
    switch tree {
    case .word(let word): text += " " + word + "\n"
    case .text(let string): scalar(string, indent: indent + 2, column: column)
    case .list([]): text += " []\n"
    case .mapping([]): text += " {}\n"
    case .list, .mapping:
      if let flow = YAMLFlow.line(tree, room: width - column - 1, depth: depth) {
        text += " " + flow + "\n"
        return
      }
      text += isItem ? " " : "\n"
      if case .list(let items) = tree { list(items, indent: indent + 2, isOpen: isItem) }
      if case .mapping(let entries) = tree { mapping(entries, indent: indent + 2, isOpen: isItem) }
    }
  }

  private mutating func space(_ count: Int) { text += String(repeating: " ", count: count) }

  // MARK: Texts

  private mutating func scalar(_ string: String, indent: Int, column: Int) {
    let inLine = string.yamlScalar
    let endsLine = string.unicodeScalars.last == "\n"
    let body = endsLine ? string.unicodeScalars.dropLast() : string.unicodeScalars[...]
    if let lines = literalLines(body) {
      text += endsLine ? " |\n" : " |-\n"
      for line in lines { self.line(line, indent) }
    } else if inLine.columns >= width - column, let lines = foldedLines(body, room: width - indent) {
      text += endsLine ? " >\n" : " >-\n"
      for line in lines { self.line(line, indent) }
    } else {
      text += " " + inLine + "\n"
    }
  }

  private mutating func line(_ line: Substring.UnicodeScalarView, _ indent: Int) {
    if !line.isEmpty { space(indent) }
    text.unicodeScalars += line
    text += "\n"
  }

  /// The lines of a text of several, where a literal block gives them back as they are.
  private func literalLines(_ body: Substring.UnicodeScalarView) -> [Substring.UnicodeScalarView]? {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, lines.first?.first ?? " " != " ", lines.last?.isEmpty == false,
      lines.allSatisfy({ $0.last != " " }), body.allSatisfy({ $0 == "\n" || !$0.isControl })
    else { return nil }
    return lines
  }

  /// A text of one line broken at single spaces, which a folded block joins again; nil where it cannot be broken.
  private func foldedLines(_ body: Substring.UnicodeScalarView, room: Int) -> [Substring.UnicodeScalarView]? {
    guard body.first != " ", body.last != " ", body.allSatisfy({ !$0.isControl }) else { return nil }
    var lines: [Substring.UnicodeScalarView] = []
    var start = body.startIndex
    /// The last space at which the line can end, and columns since the line's start and since that space.
    var (space, columns, sinceSpace) = (body.startIndex, 0, 0)
    var at = body.startIndex
    while at < body.endIndex {
      let next = body.index(after: at)
      // A line neither begins nor ends with a space: where several follow each other, it goes on.
      if body[at] == " ", body[next] != " ", body[body.index(before: at)] != " " { (space, sinceSpace) = (at, -1) }
      (columns, sinceSpace) = (columns + 1, sinceSpace + 1)
      if columns > room, space > start {
        lines.append(body[start..<space])
        (start, columns) = (body.index(after: space), sinceSpace)
      }
      at = next
    }
    return lines.isEmpty ? nil : lines + [body[start...]]
  }
}

/// Containers in one line: `{kind: dgx-h100, count: 4}`.
struct YAMLFlow {
  /// Containers in containers, at most.
  static let depthLimit = 3
  /// More than so many scalars read better one below the other.
  private static let leafLimit = 8

  private var text = ""
  private var room: Int
  private var leaves = 0

  /// A tree in one line of at most `room` columns; nil where it has no place there, or is no easy reading.
  static func line(_ tree: YAML, room: Int, depth: Int) -> String? {
    var flow = YAMLFlow(room: room)
    return flow.add(tree, depth: depth) ? flow.text : nil
  }

  private init(room: Int) { self.room = room }

  private mutating func append(_ piece: String) -> Bool {
    text += piece
    room -= piece.columns
    return room >= 0
  }

  /// Adds a tree; false: it does not fit.
  private mutating func add(_ tree: YAML, depth: Int) -> Bool {
    switch tree {
    case .word(let word): return addLeaf(word)
    case .text(let string): return !string.contains("\n") && addLeaf(string.yamlScalar)
    case .list(let items):
      guard depth > 0 || items.isEmpty, append("[") else { return false }
      for (at, item) in items.enumerated() {
        // A list of mappings has a line for each.
        if case .mapping = item, items.count > 1 || depth < 3 { return false }
        guard at == 0 || append(", "), add(item, depth: depth - 1) else { return false }
      }
      return append("]")
    case .mapping(let entries):
      guard depth > 0 || entries.isEmpty, append("{") else { return false }
      for (at, entry) in entries.enumerated() {
        guard at == 0 || append(", "), append(entry.key.yamlScalar + ": "), add(entry.value, depth: depth - 1) else {
          return false
        }
      }
      return append("}")
    }
  }

  private mutating func addLeaf(_ word: String) -> Bool {
    leaves += 1
    return leaves <= Self.leafLimit && append(word)
  }
}
