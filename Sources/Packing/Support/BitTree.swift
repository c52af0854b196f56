/// A set of small numbers that finds the next member from a place on: words of 64 bits, and above them words that tell which
/// of those are not empty.
struct BitTree: Sendable {
  /// From the numbers themselves to the one word at the top.
  private var levels: [[UInt64]]

  /// An empty set of numbers below `count`.
  init(count: Int) {
    levels = []
    var words = max(1, count)
    repeat {
      words = (words + 63) / 64
      levels.append([UInt64](repeating: 0, count: words))
    } while words > 1
  }

  /// - Complexity: O(log count).
  mutating func insert(_ number: Int) {
    var at = number
    for level in levels.indices {
      levels[level][at / 64] |= 1 << UInt64(at % 64)
      at /= 64
    }
  }

  /// - Complexity: O(log count).
  mutating func remove(_ number: Int) {
    var at = number
    for level in levels.indices {
      levels[level][at / 64] &= ~(1 << UInt64(at % 64))
      if levels[level][at / 64] != 0 { return }
      at /= 64
    }
  }

  /// The least member that is no less than a number; nil: there is none.
  ///
  /// - Complexity: O(log count).
  func next(from number: Int) -> Int? {
    var at = number
    for level in levels.indices {
      guard at / 64 < levels[level].count else { return nil }
      let rest = levels[level][at / 64] & (~0 << UInt64(at % 64))
      if rest != 0 { return descend(to: at / 64 * 64 + rest.trailingZeroBitCount, from: level) }
      at = at / 64 + 1
    }
    return nil
  }

  private func descend(to place: Int, from level: Int) -> Int {
    var place = place
    for below in levels[..<level].reversed() { place = place * 64 + below[place].trailingZeroBitCount }
    return place
  }
}
