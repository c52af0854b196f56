/// A random number generator whose numbers follow from its seed, on every machine: SplitMix64
/// (Steele, Lea and Flood 2014, https://doi.org/10.1145/2660193.2660195).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number of the range.
  mutating func int(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  /// True with a probability of 1 in `n`.
  mutating func once(in n: Int) -> Bool { int(in: 1...n) == 1 }
  /// One of the values.
  mutating func pick<T>(_ values: [T]) -> T { values[int(in: 0...values.count - 1)] }
}
