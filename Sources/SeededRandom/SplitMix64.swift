/// SplitMix64, a seeded generator of pseudo-random numbers: small, fast, and the same on every machine.
///
/// G. L. Steele, D. Lea, C. H. Flood, *Fast splittable pseudorandom number generators*, 2014
/// (https://doi.org/10.1145/2660193.2660195).
///
///     var random = SplitMix64(seed: 7)
///     let count = Int.random(in: 1...8, using: &random)
///
/// - Complexity: O(1) a number.
@frozen public struct SplitMix64: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  /// Starts the stream of a seed.
  @inlinable public init(seed: UInt64) { state = seed }

  /// The next number of the stream, of 64 bits.
  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0 ..< 1, of 53 bits.
  @inlinable public mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
