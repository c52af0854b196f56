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

  /// The text in lines of at most `width` columns, broken between words; a number stays with its unit.
  ///
  /// A word that is longer than a line is broken behind a slash where it has one, else it stands whole in a line of its own: half a
  /// name or half a path is none.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines = Lines(width: max(1, width))
    for piece in pieces(text) {
      if Self.width(piece) <= lines.width {
        lines.add(piece, behind: " ")
      } else {
        for word in piece.split(separator: " ") {
          for (at, part) in parts(of: String(word)).enumerated() { lines.add(part, behind: at == 0 ? " " : "") }
        }
      }
    }
    return lines.all
  }

  /// A path in lines of at most `width` columns, broken behind slashes alone.
  static func brokenPath(_ path: String, to width: Int) -> [String] {
    var lines = Lines(width: max(1, width))
    for part in parts(of: path) { lines.add(part, behind: "") }
    return lines.all
  }

  /// Lines in the making.
  private struct Lines {
    let width: Int
    private var lines: [String] = []
    private var line = ""
    private var used = 0

    init(width: Int) { self.width = width }

    /// The lines, at least one.
    var all: [String] { used > 0 || lines.isEmpty ? lines + [line] : lines }

    /// Adds a piece to the line behind a separator, or to the next line.
    mutating func add(_ piece: String, behind separator: String) {
      let size = TextMeasure.width(piece)
      if used > 0, used + separator.utf8.count + size > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0 {
        line += separator
        used += separator.utf8.count
      }
      line += piece
      used += size
    }
  }

  /// The columns that the longest part takes which `wrapped` does not break.
  static func longestPart(_ text: String) -> Int {
    text.split(separator: " ").reduce(0) { most, word in
      parts(of: String(word)).reduce(most) { max($0, width($1)) }
    }
  }

  /// A word in parts that end in a slash, but the last: `hall-1/`, `pod-3/`, `rack-17`.
  private static func parts(of word: String) -> [String] {
    guard word.utf8.contains(UInt8(ascii: "/")) else { return [word] }
    var parts: [String] = [""]
    for character in word {
      parts[parts.count - 1].append(character)
      if character == "/" { parts.append("") }
    }
    if parts.count > 1, parts[parts.count - 1].isEmpty { parts.removeLast() }
    return parts
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
