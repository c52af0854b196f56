/// A generator of random test data that follows from a seed, on every machine: xorshift64
/// (G. Marsaglia, *Xorshift RNGs*, 2003). It is not the packer's, so that no test draws what the packer draws.
///
///     var random = SeededGenerator(seed: 7)
///     let count = random.integer(in: 1...8)
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Starts the stream of a seed.
  public init(seed: some BinaryInteger) {
    state = UInt64(truncatingIfNeeded: seed) &* 0x2545_F491_4F6C_DD1D &+ 0x9E37_79B9
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// A number of the range; the bias is below its count ÷ 2³¹.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 33) % (range.upperBound - range.lowerBound + 1)
  }

  /// True with a probability of 1 in `n`.
  public mutating func once(in n: Int) -> Bool { integer(in: 1...n) == 1 }

  /// One of the values.
  public mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(in: 0...values.count - 1)] }
}
