import SeededRandom
import Testing

@testable import Packing

@Suite struct ArgsortTests {
  @Test("many numbers come in the order in which few come, of equals the first")
  func agrees() {
    var random = SplitMix64(seed: 7)
    for count in [0, 1, 2, 4_096, 4_097, 20_000] {
      for style in 0..<4 {
        let numbers = (0..<count).map { _ -> Double in
          switch style {
          case 0: random.unit()
          case 1: Double(Int(random.next() % 7)) - 3
          case 2: (random.unit() - 0.5) * 1e300
          default: [0.0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, 1e9][Int(random.next() % 6)]
          }
        }
        let expected = numbers.indices.sorted { numbers[$0] != numbers[$1] ? numbers[$0] > numbers[$1] : $0 < $1 }
        #expect(argsortDescending(numbers).map { Int($0) } == expected)
      }
    }
  }
}
