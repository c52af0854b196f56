import Foundation
public import Testing

/// A folder of golden files: texts as they were when someone last read and accepted them.
///
///     private let golden = GoldenFolder("Tests/ReportGolden")
///     try golden.expect(text, equals: "plan.txt")
///
/// With `RECORD_SNAPSHOTS=1` a test writes the file instead, and fails, so that no recording passes for a test.
public struct GoldenFolder: Sendable {
  private let path: String

  /// The folder at a path from the repository's root.
  public init(_ path: String) { self.path = path }

  /// Records an issue where a text differs from a file of the folder.
  public func expect(
    _ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Repository.write(text, to: "\(path)/\(name)")
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let golden = try Repository.text("\(path)/\(name)")
    guard golden != text else { return }
    Issue.record(
      "\(name) differs (RECORD_SNAPSHOTS=1 records it anew):\n\(Self.difference(from: golden, to: text))",
      sourceLocation: sourceLocation)
  }

  /// Lines that are only in the old text (`-`) or only in the new one (`+`), in order.
  public static func difference(from old: String, to new: String) -> String {
    let difference = new.components(separatedBy: "\n").difference(from: old.components(separatedBy: "\n"))
    var marked: [(line: Int, text: String)] = []
    for change in difference.removals {
      if case .remove(let at, let text, _) = change { marked.append((at, "-\(at + 1): \(text)")) }
    }
    for change in difference.insertions {
      if case .insert(let at, let text, _) = change { marked.append((at, "+\(at + 1): \(text)")) }
    }
    return marked.sorted { $0.line < $1.line }.map(\.text).joined(separator: "\n")
  }
}
