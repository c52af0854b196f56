import CNUMA
import Glibc

/// A count of the pages of a piece of memory by node, as the kernel reports them.
public struct PageCount: Hashable, Sendable {
  /// Pages of one node.
  public struct Entry: Hashable, Sendable {
    /// The operating system's number of the node.
    public var node: Int
    /// The number of pages that lie there.
    public var pages: Int

    /// Makes an entry.
    public init(node: Int, pages: Int) { (self.node, self.pages) = (node, pages) }
  }

  /// The nodes that have any, ascending.
  public var nodes: [Entry]
  /// Pages that lie nowhere, since nobody has touched them.
  public var untouched: Int
  /// The reason why the kernel does not say; nil where it does.
  public var unknownBecause: String?

  /// Makes a count.
  public init(nodes: [Entry], untouched: Int = 0, unknownBecause: String? = nil) {
    (self.nodes, self.untouched, self.unknownBecause) = (nodes, untouched, unknownBecause)
  }

  /// Pages that lie somewhere.
  public var touched: Int { nodes.reduce(0) { $0 + $1.pages } }

  /// Pages on one node, by the operating system's number.
  public func pages(on node: Int) -> Int { nodes.first { $0.node == node }?.pages ?? 0 }

  /// Asks the kernel for every page that holds any of the bytes; nothing is moved or touched.
  ///
  /// - Complexity: O(pages), a system call for every 4,096 of them.
  public init(of start: UnsafeRawPointer, bytes: Int) {
    let first = Int(bitPattern: start) / Self.pageBytes
    let end = (Int(bitPattern: start) + bytes + Self.pageBytes - 1) / Self.pageBytes
    var count: [Int: Int] = [:]
    self.init(nodes: [])
    for from in stride(from: first, to: end, by: Self.batch) {
      var pages = (from..<min(end, from + Self.batch)).map { UnsafeMutableRawPointer(bitPattern: $0 * Self.pageBytes) }
      var nodes = [Int32](repeating: -1, count: pages.count)
      let code = headroom_page_nodes(UInt(pages.count), &pages, &nodes)
      guard code == 0 else {
        unknownBecause = "move_pages: " + String(cString: strerror(code))
        return
      }
      for node in nodes where node >= 0 { count[Int(node), default: 0] += 1 }
      untouched += nodes.count { $0 < 0 }
    }
    nodes = count.keys.sorted().map { Entry(node: $0, pages: count[$0]!) }
  }

  private static let batch = 4_096
  /// Size of a page in bytes.
  static let pageBytes = max(1, sysconf(Int32(_SC_PAGESIZE)))
}
