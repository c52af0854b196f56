internal import NUMA

/// A column of values in memory that somebody else owns: checked in debug builds, as fast as a pointer in release
/// builds.
struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ base: UnsafeMutablePointer<Element>, count: Int) { (self.base, self.count) = (base, count) }

  /// The column at the same place of another arena, so many bytes further.
  func moved(by bytes: Int) -> Column {
    Column((UnsafeMutableRawPointer(base) + bytes).assumingMemoryBound(to: Element.self), count: count)
  }

  @inline(__always) subscript(_ at: Int) -> Element {
    get {
      check(at)
      return base[at]
    }
    nonmutating set {
      check(at)
      base[at] = newValue
    }
  }

  @inline(__always) private func check(_ at: Int) {
    #if PACKING_INVARIANTS
      precondition(at >= 0 && at < count, "beyond the column")
    #endif
  }

  @inline(__always) subscript(_ at: Int32) -> Element {
    get { self[Int(at)] }
    nonmutating set { self[Int(at)] = newValue }
  }
}

extension Column where Element: Comparable {
  /// Sorts the first entries, ascending: Shell's sort with the gaps of Ciura, which asks for no memory.
  @inline(__always) func sort(_ count: Int) {
    for gap in gaps where gap < count {
      for at in gap..<count {
        let entry = self[at]
        var to = at
        while to >= gap, self[to - gap] > entry {
          self[to] = self[to - gap]
          to -= gap
        }
        self[to] = entry
      }
    }
  }
}

private let gaps = [797_161, 265_720, 88_573, 29_524, 9_841, 3_280, 1_750, 701, 301, 132, 57, 23, 10, 4, 1]

/// A column that owns its memory; one task writes it.
final class OwnedColumn<Element: BitwiseCopyable>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ values: [Element]) {
    count = values.count
    start = .allocate(capacity: max(1, values.count))
    _ = UnsafeMutableBufferPointer(start: start, count: count).initialize(from: values)
  }

  @inline(__always)
  subscript(at: Int) -> Element {
    get {
      check(at)
      return start[at]
    }
    set {
      check(at)
      start[at] = newValue
    }
  }

  @inline(__always) private func check(_ at: Int) {
    #if PACKING_INVARIANTS
      precondition(at >= 0 && at < count, "beyond the column")
    #endif
  }

  deinit { start.deallocate() }
}

/// Memory in one piece from which columns are carved; freed as one.
///
/// Ownership is by reference: columns are valid as long as the arena lives.
final class Arena: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  /// What `base` lies in where a NUMA node was asked for.
  private let pages: NodePages?
  private(set) var used = 0
  private let bytes: Int

  /// - Parameters:
  ///   - bytes: room for all columns; see `Arena.bytes(of:count:)`.
  ///   - memory: the node that it is to lie on; nil: wherever memory comes from.
  init(bytes: Int, in memory: NodeMemory? = nil) {
    self.bytes = bytes
    pages = memory?.pages(max(1, bytes))
    base = pages?.start ?? UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes), alignment: Self.line)
  }

  /// A copy of another arena, byte for byte.
  convenience init(copying other: Arena, in memory: NodeMemory?) {
    self.init(bytes: other.used, in: memory)
    used = other.used
    copy(other)
  }

  deinit { if pages == nil { base.deallocate() } }

  /// How many bytes further than another arena it begins.
  func distance(from other: Arena) -> Int { base - other.base }

  /// On which NUMA nodes its pages lie.
  func countPages() -> PageCount { PageCount(of: base, bytes: used) }

  /// A column of `count` equal values, at a cache line's beginning.
  func column<Element: BitwiseCopyable>(_ value: Element, count: Int) -> Column<Element> {
    let size = Self.bytes(of: Element.self, count: count)
    precondition(used + size <= bytes, "an arena is carved beyond its end")
    let start = (base + used).bindMemory(to: Element.self, capacity: count)
    start.initialize(repeating: value, count: count)
    used += size
    return Column(start, count: count)
  }

  /// A column whose entries are written before they are read: pages that nobody needs are never touched.
  func column<Element: BitwiseCopyable>(of: Element.Type, count: Int) -> Column<Element> {
    let size = Self.bytes(of: Element.self, count: count)
    precondition(used + size <= bytes, "an arena is carved beyond its end")
    defer { used += size }
    return Column((base + used).bindMemory(to: Element.self, capacity: count), count: count)
  }

  /// A column that holds an array.
  func column<Element: BitwiseCopyable>(_ values: [Element]) -> Column<Element> {
    let size = Self.bytes(of: Element.self, count: values.count)
    precondition(used + size <= bytes, "an arena is carved beyond its end")
    let start = (base + used).bindMemory(to: Element.self, capacity: values.count)
    values.withUnsafeBufferPointer {
      if let from = $0.baseAddress { start.initialize(from: from, count: values.count) }
    }
    used += size
    return Column(start, count: values.count)
  }

  /// Becomes what another arena is, which was carved alike.
  func copy(_ other: Arena) {
    precondition(used == other.used, "arenas are carved differently")
    base.copyMemory(from: other.base, byteCount: used)
  }

  /// What a column takes, padded to whole cache lines.
  static func bytes<Element>(of: Element.Type, count: Int) -> Int {
    (count * MemoryLayout<Element>.stride + line - 1) / line * line
  }

  private static let line = 128
}
