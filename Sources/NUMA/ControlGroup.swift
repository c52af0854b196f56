import Glibc

/// A control group that limits the memory of this process and of whoever shares the group with it.
///
/// Both versions of the kernel's interface are read; in a container the files are those that the container sees.
public struct ControlGroup: Sendable {
  /// The memory that the group may use, in bytes.
  public let limitBytes: Int
  private let usagePath: String, statPath: String
  /// Names of amounts in `memory.stat` that the kernel takes back before it kills: pages of files.
  private let reclaimable: [String]

  /// The group with the smallest limit among those that hold this process; nil where none limits it.
  ///
  /// - Parameter root: the folder that stands for `/`.
  public static func innermostLimited(root: String = "") -> ControlGroup? {
    let lines = (text(of: root + "/proc/self/cgroup") ?? "").split(separator: "\n")
    var groups: [ControlGroup] = []
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isFirst = parts[1].split(separator: ",").contains("memory")
      guard isFirst || parts[1].isEmpty else { continue }
      let base = root + (isFirst ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup")
      // The innermost group, and all around it; a container may see its own as the outermost one only.
      var names = parts[2].split(separator: "/")
      while true {
        let folder = base + names.map { "/" + $0 }.joined()
        if let group = ControlGroup(folder, isFirstVersion: isFirst) { groups.append(group) }
        if names.popLast() == nil { break }
      }
    }
    return groups.min { $0.limitBytes < $1.limitBytes }
  }

  private init?(_ folder: String, isFirstVersion: Bool) {
    let names = isFirstVersion ? ("memory.limit_in_bytes", "memory.usage_in_bytes") : ("memory.max", "memory.current")
    // What is no number (`max`) is no limit, nor is the largest number that the first version writes for none.
    guard let limit = Self.number(in: folder + "/" + names.0), limit < 1 << 60 else { return nil }
    limitBytes = limit
    usagePath = folder + "/" + names.1
    statPath = folder + "/memory.stat"
    reclaimable =
      isFirstVersion ? ["total_inactive_file", "total_active_file"] : ["inactive_file", "active_file"]
  }

  /// Memory in use that the kernel cannot take back, in bytes; nil where it does not say.
  public func usedBytes() -> Int? {
    guard let used = Self.number(in: usagePath) else { return nil }
    var files = 0
    for line in (Self.text(of: statPath) ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, reclaimable.contains(String(parts[0])) { files += Int(parts[1]) ?? 0 }
    }
    return max(0, used - files)
  }

  /// The part of the limit that is kept free, in bytes: a sixteenth, 32 MiB at the least, never more than a quarter.
  public var reserveBytes: Int { min(limitBytes / 4, max(limitBytes / 16, 32 << 20)) }

  private static func number(in path: String) -> Int? {
    text(of: path).flatMap { Int($0.prefix { $0 != "\n" }) }
  }

  private static func text(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = read(file, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes[0..<count], as: UTF8.self)
  }
}
