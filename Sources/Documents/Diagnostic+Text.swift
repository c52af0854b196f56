extension Diagnostic {
  /// The diagnostic as people read it: `file:line:column: error: message`, the line, a caret, what was expected, help.
  ///
  /// Several lines, without a newline at the end.
  public var text: String {
    var lines = [place + ": " + severity.rawValue + ": " + printable(clipped(message))]
    if let excerpt {
      lines.append(excerpt)
      lines.append(caretLine(under: excerpt))
    }
    if let expected { lines.append("  expected: " + printable(clipped(expected))) }
    if let suggestion { lines.append("  help: " + printable(clipped(suggestion))) }
    return lines.joined(separator: "\n")
  }

  private var place: String {
    line > 0 ? "\(printable(file)):\(line):\(column)" : printable(file)
  }

  /// Tabs are repeated before the caret, so that it stands under its place whatever their width.
  private func caretLine(under excerpt: String) -> String {
    var padding = ""
    var left = excerptColumn - 1
    var rest = 0
    for scalar in excerpt.unicodeScalars {
      if left > 0 {
        padding.unicodeScalars.append(scalar == "\t" ? "\t" : " ")
        left -= 1
      } else {
        rest += 1
      }
    }
    return padding + "^" + String(repeating: "~", count: max(0, min(length, rest) - 1))
  }
}

/// A sentence that stays a sentence when it quotes a megabyte: the middle of a long one is left out.
private func clipped(_ text: String) -> String {
  let most = 600
  guard text.utf8.count > most else { return text }
  return text.prefix(most * 2 / 3) + " … " + text.suffix(most / 6)
}

/// Diagnostics as people read them, one after another; beyond `limit` only how many more there are.
///
/// Ends in a newline unless there is none.
public func text(of diagnostics: [Diagnostic], limit: Int = 50) -> String {
  var result = ""
  for diagnostic in diagnostics.prefix(limit) { result += diagnostic.text + "\n" }
  let more = diagnostics.count - limit
  if more > 0 { result += "… and \(more) more\n" }
  return result
}
