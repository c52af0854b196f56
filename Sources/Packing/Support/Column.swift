/// A column of values in memory that somebody else owns: checked in debug builds, as fast as a pointer in release
/// builds.
struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ base: UnsafeMutablePointer<Element>, count: Int) { (self.base, self.count) = (base, count) }

  /// A column that lies nowhere: its entries must not be touched.
  init(count: Int = 0) { self.init(UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!, count: count) }

  /// The column at the same offset of another arena, which lies `bytes` further on.
  func moved(by bytes: Int) -> Column {
    Column((UnsafeMutableRawPointer(base) + bytes).assumingMemoryBound(to: Element.self), count: count)
  }

  @inline(__always) subscript(at: Int) -> Element {
    get {
      check(at)
      return base[at]
    }
    nonmutating set {
      check(at)
      base[at] = newValue
    }
  }

  /// Fills the column, whose memory holds nothing yet, with equal values.
  func initialize(repeating value: Element) { base.initialize(repeating: value, count: count) }

  /// Fills the column, whose memory holds nothing yet, with as many values as it has room for.
  func initialize(from values: some Collection<Element>) {
    _ = UnsafeMutableBufferPointer(start: base, count: count).initialize(fromContentsOf: values)
  }

  @inline(__always) private func check(_ at: Int) {
    #if PACKING_INVARIANTS
      precondition(at >= 0 && at < count, "beyond the column")
    #endif
  }

  @inline(__always) subscript(at: Int32) -> Element {
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

/// A column of a table whose columns lie in one arena: its place in the table, and its values.
///
/// A list of entries is all that is to be said of the columns of a table: what they take, how they are written, and how
/// a copy of the table finds its own.
struct ColumnEntry<Table> {
  /// Bytes that it takes in an arena.
  let bytes: Int
  /// Writes it to an arena.
  let write: (inout Table, Arena) -> Void
  /// Points it to the same offset of another arena, which lies `bytes` further on.
  let relocate: @Sendable (inout Table, _ bytes: Int) -> Void

  init<Values: Collection>(_ path: any WritableKeyPath<Table, Column<Values.Element>> & Sendable, _ values: Values)
  where Values.Element: BitwiseCopyable {
    bytes = Arena.bytes(of: Values.Element.self, count: values.count)
    write = { $0[keyPath: path] = $1.column(values) }
    relocate = { $0[keyPath: path] = $0[keyPath: path].moved(by: $1) }
  }
}
