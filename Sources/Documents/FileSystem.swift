import Glibc

/// Questions about the file system that are asked before a file is opened.
public enum FileSystem {
  /// True where anything is at the path.
  public static func exists(_ path: String) -> Bool { mode(of: path) != nil }

  /// True where nothing is at the path, not even a link that leads nowhere; false also where it cannot be told.
  public static func isAbsent(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) != 0 else { return false }
    let error = errno
    return error == ENOENT
  }

  /// The folder of the program that runs; nil where the system does not say.
  public static var programFolder: String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    guard length > 0 else { return nil }
    let path = String(decoding: buffer[..<length], as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  /// True where a folder is at the path.
  public static func isFolder(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFDIR } ?? false }

  /// True where a regular file is at the path.
  public static func isFile(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFREG } ?? false }

  /// Names of what a folder holds, ascending, hidden ones left out; none where it cannot be read.
  public static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }
}
