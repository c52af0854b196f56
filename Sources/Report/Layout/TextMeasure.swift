/// The measures of text on a terminal: its width in columns, and its forms cut or broken to a width.
enum TextMeasure {
  /// The columns that a text takes; wide East Asian characters and emoji take two.
  static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The text without characters that move the cursor or hide text: a name in a file must not write on somebody's
  /// terminal.
  static func clean(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { cleaned.append(isPlain(scalar) ? scalar : "?") }
    return String(cleaned)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
    default: true
    }
  }

  /// The text in at most `width` columns: one that is too long loses its middle, since names differ at their ends.
  static func elided(_ text: String, to width: Int) -> String {
    guard Self.width(text) > width else { return text }
    guard width > 2 else { return String(repeating: ".", count: max(0, width)) }
    let tail = (width - 1) / 2
    return prefix(text, width - 1 - tail) + "…" + suffix(text, tail)
  }

  private static func prefix(_ text: String, _ width: Int) -> String {
    var (kept, left) = ("", width)
    for character in text {
      left -= Self.width(character)
      guard left >= 0 else { break }
      kept.append(character)
    }
    return kept
  }

  private static func suffix(_ text: String, _ width: Int) -> String {
    var (kept, left) = ([Character](), width)
    for character in text.reversed() {
      left -= Self.width(character)
      guard left >= 0 else { break }
      kept.append(character)
    }
    return String(kept.reversed())
  }

  /// The text in lines of at most `width` columns, broken between words; a number stays with its unit, and only a word
  /// that is longer than a line is broken inside.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    let width = max(1, width)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in pieces(text) {
      var word = word
      var size = Self.width(word)
      if used > 0, used + 1 + size > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0 {
        line += " "
        used += 1
      }
      while size > width {
        let head = prefix(word, width)
        guard !head.isEmpty else { break }
        lines.append(head)
        word.removeFirst(head.count)
        size = Self.width(word)
      }
      line += word
      used += size
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }

  private static let units: Set<String> = [
    "MW", "kW", "W", "mW", "GPUs", "GPU", "%", "U", "nodes", "node", "°C", "leases", "MW)", "kW)", "GPUs)", "%)",
  ]

  /// Words, each number together with the unit behind it and a sign with the number behind it.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    for word in text.split(separator: " ") {
      let bare = word.last.map { ",.;:".contains($0) } == true ? word.dropLast() : word
      if let last = pieces.last, last.last?.isNumber == true, units.contains(String(bare)) {
        pieces[pieces.count - 1] += " " + word
      } else if pieces.last?.hasSuffix("±") == true {
        pieces[pieces.count - 1] += " " + word
      } else {
        pieces.append(String(word))
      }
    }
    return pieces
  }
}
