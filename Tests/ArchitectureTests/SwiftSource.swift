import Foundation

/// A Swift file without its comments and string literals, whose places are blank: enough to find functions by their braces.
struct SwiftSource {
  /// A function or an initializer with a body.
  struct Function {
    /// Its name; `init` for an initializer.
    var name: String
    /// The line on which it begins, from 1.
    var line: Int
    /// From its first line to its closing brace.
    var lines: Int
  }

  private let code: [UInt8]

  init(_ text: String) { code = Self.blanked(Array(text.utf8)) }

  /// The functions in the order in which they begin, nested ones too.
  ///
  /// - Complexity: O(length × nesting).
  func functions() -> [Function] {
    var functions: [Function] = []
    var line = 1
    for at in code.indices {
      if code[at] == UInt8(ascii: "\n") { line += 1 }
      guard let name = name(at: at), let body = body(from: at), let end = end(of: body) else { continue }
      functions.append(
        Function(name: name, line: line, lines: 1 + code[at..<end].count { $0 == UInt8(ascii: "\n") }))
    }
    return functions
  }

  /// The name of what is declared at a position; nil where no function is.
  private func name(at start: Int) -> String? {
    guard start == 0 || !Self.isWord(code[start - 1]) && code[start - 1] != UInt8(ascii: ".") else { return nil }
    if matches("func ", at: start) {
      let rest = code[(start + 5)...]
      return String(decoding: rest.prefix { Self.isWord($0) || $0 > 127 }, as: UTF8.self)
    }
    return matches("init(", at: start) || matches("init<", at: start) || matches("init?(", at: start) ? "init" : nil
  }

  /// The opening brace of a declaration's body; nil where it has none, as in a protocol.
  private func body(from start: Int) -> Int? {
    var depth = 0
    for at in start..<code.count {
      switch code[at] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        depth -= 1
        if depth < 0 { return nil }
      case UInt8(ascii: "{") where depth == 0: return at
      case UInt8(ascii: "}") where depth == 0: return nil
      // A call, or a requirement: what follows on its own line is another declaration.
      case UInt8(ascii: "\n") where depth == 0:
        let next = code[(at + 1)...].drop { $0 == UInt8(ascii: " ") }
        let continues =
          next.first == UInt8(ascii: "{") || next.starts(with: "where ".utf8) || next.starts(with: "->".utf8)
        if !continues { return nil }
      default: break
      }
    }
    return nil
  }

  /// The closing brace that belongs to an opening one.
  private func end(of body: Int) -> Int? {
    var depth = 0
    for at in body..<code.count {
      if code[at] == UInt8(ascii: "{") { depth += 1 }
      if code[at] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return at }
      }
    }
    return nil
  }

  private func matches(_ word: String, at start: Int) -> Bool { code[start...].starts(with: word.utf8) }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte | 32) >= UInt8(ascii: "a") && (byte | 32) <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// The text with blanks in place of comments and literals; lines stay where they are.
  private static func blanked(_ text: [UInt8]) -> [UInt8] {
    var code = text
    var at = 0
    while at < text.count {
      let end: Int
      if text[at...].starts(with: "//".utf8) {
        end = text[at...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      } else if text[at...].starts(with: "`".utf8) {
        end = (text[(at + 1)...].firstIndex(of: UInt8(ascii: "`")) ?? text.count - 1) + 1
      } else if text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "#") {
        end = literalEnd(text, from: at)
      } else {
        at += 1
        continue
      }
      for place in at..<max(end, at + 1) where code[place] != UInt8(ascii: "\n") { code[place] = UInt8(ascii: " ") }
      at = max(end, at + 1)
    }
    return code
  }

  /// One past a string literal that begins at `start`; `start` where none does. Interpolations count as part of the literal.
  private static func literalEnd(_ text: [UInt8], from start: Int) -> Int {
    let hashes = text[start...].prefix { $0 == UInt8(ascii: "#") }.count
    var at = start + hashes
    guard at < text.count, text[at] == UInt8(ascii: "\"") else { return start }
    let isLong = text[at...].starts(with: "\"\"\"".utf8)
    let closing =
      Array(String(repeating: "\"", count: isLong ? 3 : 1).utf8) + Array(repeating: UInt8(ascii: "#"), count: hashes)
    at += isLong ? 3 : 1
    var depth = 0
    while at < text.count {
      if depth == 0, text[at...].starts(with: closing) { return at + closing.count }
      if text[at] == UInt8(ascii: "\\"), hashes == 0 {
        if at + 1 < text.count, text[at + 1] == UInt8(ascii: "(") { depth += 1 }
        at += 2
        continue
      }
      if depth > 0 {
        if text[at] == UInt8(ascii: "(") { depth += 1 }
        if text[at] == UInt8(ascii: ")") { depth -= 1 }
        if text[at] == UInt8(ascii: "\"") { at = literalEnd(text, from: at) - 1 }
      } else if text[at] == UInt8(ascii: "\n"), !isLong {
        return at
      }
      at += 1
    }
    return at
  }
}
