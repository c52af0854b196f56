import Foundation
import NUMA
import Testing

/// A folder that stands for `/`, with files.
private func withRoot(_ files: [String: String], _ body: (String) throws -> Void) throws {
  let root = NSTemporaryDirectory() + "control-group-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: root) }
  for (path, text) in files {
    let url = URL(fileURLWithPath: root + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
  try body(root)
}

struct ControlGroupTests {
  @Test func `the smallest limit among a group and those around it counts`() throws {
    try withRoot([
      "/proc/self/cgroup": "0::/a/b\n",
      "/sys/fs/cgroup/a/b/memory.max": "max\n",
      "/sys/fs/cgroup/a/memory.max": "1073741824\n",
      "/sys/fs/cgroup/a/memory.current": "900000000\n",
      "/sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 100000000\nactive_file 50000000\n",
    ]) { root in
      let group = try #require(ControlGroup.innermostLimited(root: root))
      #expect(group.limitBytes == 1 << 30)
      #expect(group.usedBytes() == 750_000_000)
      #expect(group.reserveBytes == 64 << 20)
    }
  }

  @Test func `a container that sees its group as the outermost one is limited by it`() throws {
    try withRoot([
      "/proc/self/cgroup": "3:cpuset:/x\n4:memory:/docker/123\n0::/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "67108864\n",
      "/sys/fs/cgroup/memory/memory.usage_in_bytes": "30000000\n",
      "/sys/fs/cgroup/memory/memory.stat": "cache 9\ntotal_inactive_file 1000000\n",
    ]) { root in
      let group = try #require(ControlGroup.innermostLimited(root: root))
      #expect(group.limitBytes == 64 << 20)
      #expect(group.usedBytes() == 29_000_000)
      #expect(group.reserveBytes == 16 << 20)
    }
  }

  @Test func `without a limit there is no group`() throws {
    try withRoot([
      "/proc/self/cgroup": "4:memory:/a\n0::/a\n",
      "/sys/fs/cgroup/memory/a/memory.limit_in_bytes": "9223372036854771712\n",
      "/sys/fs/cgroup/a/memory.max": "max\n",
    ]) { #expect(ControlGroup.innermostLimited(root: $0) == nil) }
    try withRoot([:]) { #expect(ControlGroup.innermostLimited(root: $0) == nil) }
  }
}
