/// A seeded generator of small numbers, the same on every machine (Marsaglia, *Xorshift RNGs*, 2003).
struct SeededGenerator {
  private var state: UInt64
  init(seed: Int) { state = UInt64(seed) &* 0x2545_F491_4F6C_DD1D &+ 0x9E37_79B9 }

  /// A number of a range.
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return range.lowerBound + Int(state >> 33) % (range.upperBound - range.lowerBound + 1)
  }
}
