/// A random number generator whose numbers follow from its seed, on every machine: SplitMix64
/// (Steele, Lea and Flood 2014, https://doi.org/10.1145/2660193.2660195).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 to `bound` − 1; the bias is below `bound` ÷ 2⁶⁴.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True `percent` times in a hundred.
  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for at in elements.indices.dropFirst().reversed() { elements.swapAt(at, below(at + 1)) }
  }
}
