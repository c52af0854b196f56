import Glibc

extension Array {
  /// Makes room as `reserveCapacity` does, in large pages where the system grants them.
  ///
  /// A table of a hundred thousand rows is tens of megabytes that are written once: in pages of 4 KiB the first touch of each
  /// costs more time than the reading. Small arrays, and systems without large pages, see no difference.
  public mutating func reserveLargePages(_ count: Int) {
    reserveCapacity(count)
    let bytes = capacity * MemoryLayout<Element>.stride
    guard bytes >= 4 << 20 else { return }
    withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      let page = 4_096
      let skipped = (page - Int(bitPattern: base) % page) % page
      // A refusal changes nothing but the time.
      _ = madvise(base + skipped, (bytes - skipped) / page * page, MADV_HUGEPAGE)
    }
  }
}
