internal import SeededRandom

/// Choices by chance that are the same in every version of the standard library.
extension SplitMix64 {
  /// A number below `count`, which is positive.
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// One of some elements; nil: there are none.
  mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// Brings elements into an order by chance (R. Durstenfeld, *Algorithm 235: random permutation*, 1964).
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for at in elements.indices.dropFirst().reversed() { elements.swapAt(at, below(at + 1)) }
  }
}
