internal import NUMA

/// Memory in one piece from which columns are carved; freed as one.
///
/// Ownership is by reference: columns are valid as long as the arena lives.
final class Arena: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  /// The pages of `base` where a NUMA node was asked for.
  private let pages: NodePages?
  private(set) var used = 0
  private let bytes: Int
  /// True if the arena is without memory: columns are counted, and hold nothing.
  private let isMeasuring: Bool

  /// - Parameters:
  ///   - bytes: room for all columns; see `Arena.bytes(of:count:)`.
  ///   - memory: the node that it is to lie on; nil: wherever memory comes from.
  init(bytes: Int, in memory: NodeMemory? = nil) {
    self.bytes = bytes
    isMeasuring = false
    pages = memory?.pages(max(1, bytes))
    base = pages?.start ?? UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes), alignment: Self.line)
  }

  /// An arena without memory that tells by `used` how many bytes the columns take that are carved from it.
  static func measuring() -> Arena { Arena() }

  private init() {
    (bytes, isMeasuring, pages) = (.max, true, nil)
    base = UnsafeMutableRawPointer(bitPattern: Self.line)!
  }

  /// A copy of another arena, byte for byte.
  convenience init(copying other: Arena, in memory: NodeMemory?) {
    self.init(bytes: other.used, in: memory)
    used = other.used
    copy(other)
  }

  deinit { if pages == nil, !isMeasuring { base.deallocate() } }

  /// The bytes by which it begins further on than another arena.
  func distance(from other: Arena) -> Int { base - other.base }

  /// The NUMA nodes on which its pages lie.
  func countPages() -> PageCount { PageCount(of: base, bytes: used) }

  /// A column of `count` equal values, at a cache line's beginning.
  func column<Element: BitwiseCopyable>(_ value: Element, count: Int) -> Column<Element> {
    let column = column(of: Element.self, count: count)
    if !isMeasuring { column.initialize(repeating: value) }
    return column
  }

  /// A column whose entries are written before they are read: pages that are never needed are never touched.
  func column<Element: BitwiseCopyable>(of: Element.Type, count: Int) -> Column<Element> {
    let size = Self.bytes(of: Element.self, count: count)
    precondition(used + size <= bytes, "an arena is carved beyond its end")
    defer { used += size }
    if isMeasuring { return Column(count: count) }
    return Column((base + used).bindMemory(to: Element.self, capacity: count), count: count)
  }

  /// A column that holds values.
  func column<Values: Collection>(_ values: Values) -> Column<Values.Element> where Values.Element: BitwiseCopyable {
    let column = column(of: Values.Element.self, count: values.count)
    if !isMeasuring { column.initialize(from: values) }
    return column
  }

  /// Copies another arena, which was carved alike.
  func copy(_ other: Arena) {
    precondition(used == other.used, "arenas are carved differently")
    base.copyMemory(from: other.base, byteCount: used)
  }

  /// The bytes that a column takes, padded to whole cache lines.
  static func bytes<Element>(of: Element.Type, count: Int) -> Int {
    (count * MemoryLayout<Element>.stride + line - 1) / line * line
  }

  private static let line = 128
}
