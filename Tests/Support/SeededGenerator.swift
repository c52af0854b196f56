internal import SeededRandom

/// A generator of random test data that follows from a seed, on every machine.
///
///     var random = SeededGenerator(seed: 7)
///     let count = random.integer(in: 1...8)
public struct SeededGenerator: RandomNumberGenerator {
  private var base: SplitMix64

  /// Starts the stream of a seed.
  public init(seed: some BinaryInteger) { base = SplitMix64(seed: UInt64(truncatingIfNeeded: seed)) }

  /// The next 64 bits.
  public mutating func next() -> UInt64 { base.next() }

  /// A number of the range.
  public mutating func integer(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True with a probability of 1 in `n`.
  public mutating func once(in n: Int) -> Bool { integer(in: 1...n) == 1 }

  /// One of the values.
  public mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(in: 0...values.count - 1)] }
}
