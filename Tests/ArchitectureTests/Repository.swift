import Foundation

/// The repository's files as the architecture tests read them.
enum Repository {
  /// The root, three folders above this file.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Names of the folders in a folder, ascending; hidden ones left out.
  static func folders(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles
    )
    .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    .map(\.lastPathComponent).sorted()
  }

  /// Paths of the Swift files under a folder, from the root, ascending.
  static func swiftFiles(under path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: path).path)
      .filter { $0.hasSuffix(".swift") }.map { path + "/" + $0 }.sorted()
  }

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}

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
