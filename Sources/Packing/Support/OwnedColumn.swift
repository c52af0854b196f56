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
