import CNUMA
import Glibc
import Synchronization

/// Memory for what workers of one node own: on that node as far as it has room, elsewhere otherwise, and a record of
/// what became of the wish. Usable from any thread.
///
/// Pages *prefer* the node rather than being bound to it: a bound process is killed when its node is full.
public final class NodeMemory: Sendable {
  /// The operating system's number of the node whose memory is asked for.
  public let node: Int

  private let asked = Atomic<Int>(0)
  private let granted = Atomic<Int>(0)
  private let crowded = Atomic<Int>(0)
  private let error = Atomic<Int32>(0)

  init(node: Int) { self.node = node }

  /// Bytes asked for so far, and how many of them the kernel agreed to take from the node.
  public var bytes: (asked: Int, granted: Int) {
    (asked.load(ordering: .relaxed), granted.load(ordering: .relaxed))
  }

  /// The number of times that the node had less free memory than was asked for, so that some of it may lie elsewhere.
  public var timesCrowded: Int { crowded.load(ordering: .relaxed) }

  /// The reason why the kernel would not take memory from the node; nil where it always agreed. Such memory lies where
  /// it is touched first.
  public var deniedBecause: String? {
    let code = error.load(ordering: .relaxed)
    return code == 0 ? nil : "mbind: " + String(cString: strerror(code))
  }

  /// Maps whole pages, which nobody has touched; nil where the system has no more address space to give.
  ///
  /// - Precondition: `bytes` is positive.
  public func pages(_ bytes: Int) -> NodePages? {
    guard let pages = NodePages(bytes) else { return nil }
    asked.wrappingAdd(pages.bytes, ordering: .relaxed)
    if let free = LinuxMachine().freeBytes(of: node), free < Int64(bytes) {
      crowded.wrappingAdd(1, ordering: .relaxed)
    }
    let code = headroom_prefer_node(pages.start, UInt(pages.bytes), Int32(clamping: node))
    if code == 0 {
      granted.wrappingAdd(pages.bytes, ordering: .relaxed)
    } else {
      error.store(code, ordering: .relaxed)
    }
    return pages
  }
}

/// Pages of the operating system, given back as one.
public final class NodePages: @unchecked Sendable {
  /// The address at which they begin.
  public let start: UnsafeMutableRawPointer
  /// Their size in bytes, whole pages.
  public let bytes: Int

  fileprivate init?(_ bytes: Int) {
    precondition(bytes > 0, "an empty mapping")
    self.bytes = (bytes + PageCount.pageBytes - 1) / PageCount.pageBytes * PageCount.pageBytes
    let mapped = mmap(nil, self.bytes + Self.fence, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { return nil }
    start = mapped
    mprotect(mapped + self.bytes, Self.fence, PROT_NONE)
  }

  deinit { munmap(start, bytes + Self.fence) }

  /// A page that nobody may touch, at the end: without it the kernel takes neighbouring mappings for one, and a large
  /// page that somebody touches first may hold pages of others.
  private static let fence = PageCount.pageBytes
}
