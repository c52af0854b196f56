import Foundation
import Testing

/// Holds a text against a file in Tests/ReportGolden; `RECORD_SNAPSHOTS=1` writes the file instead, and fails, so that no
/// recording passes for a test.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("ReportGolden")
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let golden = try String(decoding: Data(contentsOf: file), as: UTF8.self)
  guard golden != text else { return }
  Issue.record(
    "\(name) differs (RECORD_SNAPSHOTS=1 records it anew):\n\(lineDifference(golden, text))",
    sourceLocation: sourceLocation)
}

/// Lines that are only in the first text (`-`) or only in the second (`+`), in order.
func lineDifference(_ old: String, _ new: String) -> String {
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
