/// Walks through a file by lines and columns, forwards only.
///
/// It counts as libyaml does: columns are Unicode scalars, a byte order mark is no column, and a line ends at LF, CR,
/// CR LF, NEL, LS or PS.
struct LineCursor {
  private let bytes: [UInt8]
  /// The byte at which it stands.
  private(set) var offset: Int
  /// From 1.
  private(set) var line = 1
  /// From 1.
  private(set) var column = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Goes to a byte.
  mutating func advance(toOffset target: Int) {
    while offset < min(target, bytes.count) { step() }
  }

  /// Goes to a line and column, or to the end of that line if it is shorter.
  mutating func advance(toLine targetLine: Int, column targetColumn: Int) {
    while offset < bytes.count, line < targetLine { step() }
    while offset < bytes.count, line == targetLine, column < targetColumn, lineBreak(at: offset) == 0 { step() }
  }

  /// The text around the cursor on its line: all of a short line, a window of a long one; and the cursor's column in it.
  func excerpt(reach: Int = 70) -> (text: String, column: Int) {
    var start = offset
    var before = 0
    while start > 0, before < reach {
      var previous = start - 1
      while previous > 0, bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
      if lineBreak(at: previous) > 0 || (start == 3 && previous == 0 && bytes[0] == 0xEF && bytes[1] == 0xBB) { break }
      start = previous
      before += 1
    }
    var end = offset
    var after = 0
    while end < bytes.count, after < reach, lineBreak(at: end) == 0 {
      end += width(at: end)
      after += 1
    }
    let cutBefore = before == reach && column > reach + 1
    let cutAfter = after == reach && end < bytes.count && lineBreak(at: end) == 0
    let middle = printable(String(decoding: bytes[start..<end], as: UTF8.self))
    return ((cutBefore ? "…" : "") + middle + (cutAfter ? "…" : ""), before + (cutBefore ? 2 : 1))
  }

  private mutating func step() {
    let lineBreak = lineBreak(at: offset)
    if lineBreak > 0 {
      offset += lineBreak
      line += 1
      column = 1
    } else {
      offset = min(bytes.count, offset + width(at: offset))
      column += 1
    }
  }

  private func width(at i: Int) -> Int {
    var end = i + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80, end < i + 4 { end += 1 }
    return end - i
  }

  /// Bytes of the line break at `i`; 0 where there is none.
  private func lineBreak(at i: Int) -> Int {
    switch bytes[i] {
    case 0x0A: 1
    case 0x0D: i + 1 < bytes.count && bytes[i + 1] == 0x0A ? 2 : 1
    case 0xC2: i + 1 < bytes.count && bytes[i + 1] == 0x85 ? 2 : 0
    case 0xE2:
      i + 2 < bytes.count && bytes[i + 1] == 0x80 && (bytes[i + 2] == 0xA8 || bytes[i + 2] == 0xA9) ? 3 : 0
    default: 0
    }
  }
}

/// A text that a terminal shows as it is: control characters other than the tab become the replacement character.
public func printable(_ text: String) -> String {
  func shows(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\t" || !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isDirectional(scalar))
  }
  if text.unicodeScalars.allSatisfy(shows) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(shows(scalar) ? scalar : "\u{FFFD}") }
  return String(result)
}

/// True where a scalar turns the direction of writing, so that a line could show something else than it says.
private func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
  (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}
