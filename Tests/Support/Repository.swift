import Foundation

/// The files of the repository that the tests were built from.
///
/// Every path starts at the repository's root: `Topologies/minimal/facility.yaml`.
public enum Repository {
  /// The root, three folders above this file.
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The absolute path of a file or folder, whether it exists or not.
  public static func path(_ path: String) -> String { root.appending(path: path).path }

  /// The text of a file.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Writes a text as a file, with the folders that lead to it.
  static func write(_ text: String, to path: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Names of the files and folders in a folder, ascending; hidden ones left out.
  public static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: nil, options: .skipsHiddenFiles
    )
    .map(\.lastPathComponent).sorted()
  }

  /// Names of the folders in a folder, ascending; hidden ones left out.
  public static func folders(in path: String) throws -> [String] {
    try names(in: path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: self.path("\(path)/\($0)"), isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  /// Paths of the Swift files under a folder, ascending.
  public static func swiftFiles(under path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: self.path(path))
      .filter { $0.hasSuffix(".swift") }.map { path + "/" + $0 }.sorted()
  }
}
