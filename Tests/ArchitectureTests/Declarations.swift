import Foundation

/// The modules that a source imports, in order.
func imports(in source: String) -> [String] {
  let access = "public|package|internal|fileprivate|private"
  let declaration = "struct|class|enum|protocol|typealias|func|let|var|actor|macro"
  // A pattern written above: it cannot fail to compile.
  let pattern = try! Regex<(Substring, Substring)>(
    #"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:\#(access))\s+)?import\s+(?:(?:\#(declaration))\s+)?(\w+)"#)
  return source.split(separator: "\n", omittingEmptySubsequences: true)
    .compactMap { $0.prefixMatch(of: pattern).map { String($0.output.1) } }
}

/// The arguments of each call of `function` in the manifest: the target's name, then what it may import; labelled arguments,
/// which come last, are left out.
func declarations(of function: String, in manifest: String) -> [[String]] {
  // A name that cannot be a pattern would be a mistake of the test's.
  let call = try! Regex(function + #"\(\s*(?=")"#)
  return manifest.split(separator: call, omittingEmptySubsequences: false).dropFirst().map { rest in
    let arguments = rest.prefix { $0 != ")" && $0 != ":" }
    return arguments.components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }
}
