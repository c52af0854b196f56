extension Diagnostic {
  /// The diagnostic as people read it: `file:line:column: error: message`, the line, a caret, what was expected, help.
  ///
  /// Several lines, without a newline at the end.
  public var text: String {
    var lines = [place + ": " + severity.rawValue + ": " + printable(message)]
    if let excerpt {
      lines.append(excerpt)
      lines.append(caretLine(under: excerpt))
    }
    if let expected { lines.append("  expected: " + printable(expected)) }
    if let suggestion { lines.append("  help: " + printable(suggestion)) }
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
