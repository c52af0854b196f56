internal import SeededRandom

// Draws in integers alone, so that the files of a site are the same bytes on every machine.
extension SplitMix64 {
  /// A number from 0 to `bound` − 1; the bias is below `bound` ÷ 2⁶⁴.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True `percent` times in a hundred.
  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  /// Puts the elements into a random order.
  mutating func permute<Element>(_ elements: inout [Element]) {
    for at in elements.indices.dropFirst().reversed() { elements.swapAt(at, below(at + 1)) }
  }
}
