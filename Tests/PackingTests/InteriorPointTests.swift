import TestSupport
import NUMA
import Testing

@testable import Packing

@Suite struct InteriorPointTests {
  /// Minimises a dual program of rows and commodities to a relative gap of 10⁻⁷.
  private func minimum(
    capacity: [Double], commodities: Int, _ choices: [ChoiceSet], _ patterns: [CoefficientPattern], worth: Double,
    batches: Int = 1
  ) throws -> (price: [Double], sum: Double) {
    let count = capacity.count + commodities
    let cliques = choices.filter { $0.variables.count > 1 }.map { Set($0.variables).sorted() }
    let factor = try #require(SparseFactor(count: count, cliques: cliques, mostWork: .max))
    let size = (choices.count + batches - 1) / batches
    let program = DualProgram(
      rows: capacity.count, cost: capacity + [Double](repeating: 0, count: commodities),
      weight: capacity.map { _ in 1 }, price: [Double](repeating: worth / 4, count: count), worth: worth,
      batches: stride(from: 0, to: choices.count, by: size).map {
        ChoiceSets(choices[$0..<min(choices.count, $0 + size)], patterns)
      })
    let pool = WorkerPool(threads: 2)
    defer { pool.shutdown() }
    var method = InteriorPoint(program, factor, pool: pool)
    let best = method.run(most: 80, close: 1e-7)
    #expect(best.isClosed)
    return (best.price, best.sum)
  }

  /// A lease that buys slots, and a bay class that sells them and loads a row with each.
  private static let buys = CoefficientPattern(loads: [], commodity: [1], rows: 0)
  private static func sells(load: Double) -> CoefficientPattern {
    CoefficientPattern(loads: [load], commodity: [-1], rows: 1)
  }

  @Test func `where slots are scarce, the last lease that buys some sets their price`() throws {
    // 8 slots for 6 that are worth 10 and 6 that are worth 4; the row is wide.
    let choices = [
      ChoiceSet(pattern: 0, size: 6, variables: [1], worth: [10]),
      ChoiceSet(pattern: 0, size: 6, variables: [1], worth: [4]),
      ChoiceSet(pattern: 1, size: 8, variables: [0, 1], worth: [0]),
    ]
    let best = try minimum(capacity: [100], commodities: 1, choices, [Self.buys, Self.sells(load: 1)], worth: 7)
    #expect(abs(best.sum - 68) < 1e-3 && abs(best.price[1] - 4) < 1e-3 && best.price[0] < 1e-3)
  }

  @Test func `where a row is scarce, its price takes all that a slot is worth`() throws {
    let choices = [
      ChoiceSet(pattern: 0, size: 6, variables: [1], worth: [10]),
      ChoiceSet(pattern: 1, size: 8, variables: [0, 1], worth: [0]),
    ]
    let best = try minimum(capacity: [10], commodities: 1, choices, [Self.buys, Self.sells(load: 2)], worth: 10)
    #expect(abs(best.sum - 50) < 1e-3 && abs(best.price[0] - 5) < 1e-3 && abs(best.price[1] - 10) < 1e-3)
  }

  @Test func `a lease of two kinds takes the one that another lease cannot do without`() throws {
    // Four slots of each kind; the first lease pays 10 or 9 for them, the second 8 for the first kind alone.
    let both = CoefficientPattern(loads: [], commodity: [1, 1], rows: 0)
    let free = CoefficientPattern(loads: [], commodity: [-1], rows: 0)
    for isMandatory in [false, true] {
      let choices = [
        ChoiceSet(pattern: 0, size: 4, variables: [0, 1], worth: [10, 9], isMandatory: isMandatory),
        ChoiceSet(pattern: 1, size: 4, variables: [0], worth: [8]),
        ChoiceSet(pattern: 2, size: 4, variables: [0], worth: [0]),
        ChoiceSet(pattern: 2, size: 4, variables: [1], worth: [0]),
      ]
      let best = try minimum(capacity: [], commodities: 2, choices, [both, Self.buys, free], worth: 9)
      #expect(abs(best.sum - 68) < 1e-3)
    }
  }

  @Test func `the minimum is what a greedy filling of the scarcer of slots and row is worth`() throws {
    for seed in 1...25 {
      var random = SeededGenerator(seed: seed)
      let leases = (0..<random.integer(in: 1...8)).map { _ in
        (slots: Double(random.integer(in: 1...9)), value: Double(random.integer(in: 1...50)))
      }
      let (slots, load) = (Double(random.integer(in: 1...30)), Double(random.integer(in: 1...4)))
      let capacity = Double(random.integer(in: 1...60))
      var (left, optimum) = (min(slots, capacity / load), 0.0)
      for lease in leases.sorted(by: { $0.value > $1.value }) {
        let taken = min(left, lease.slots)
        optimum += taken * lease.value
        left -= taken
      }
      let choices =
        leases.map { ChoiceSet(pattern: 0, size: $0.slots, variables: [1], worth: [$0.value]) }
        + [ChoiceSet(pattern: 1, size: slots, variables: [0, 1], worth: [0])]
      let patterns = [Self.buys, Self.sells(load: load)]
      let one = try minimum(capacity: [capacity], commodities: 1, choices, patterns, worth: 25)
      #expect(abs(one.sum - optimum) < 1e-4 * optimum, "seed \(seed): \(one.sum), not \(optimum)")
      // The prices prove it: the sum at them is no less than the minimum.
      let (row, slot) = (one.price[0], one.price[1])
      let proved =
        capacity * row + leases.reduce(0) { $0 + $1.slots * max(0, $1.value - slot) } + slots
        * max(0, slot - load * row)
      #expect(row >= 0 && proved > optimum * (1 - 1e-9) && proved < optimum * (1 + 1e-3), "seed \(seed)")
    }
  }

  @Test func `batches change the order of no sum that matters`() throws {
    let choices =
      (1...9).map { ChoiceSet(pattern: 0, size: Double($0), variables: [1], worth: [Double(20 - $0)]) }
      + [ChoiceSet(pattern: 1, size: 20, variables: [0, 1], worth: [0])]
    let patterns = [Self.buys, Self.sells(load: 1)]
    let one = try minimum(capacity: [12], commodities: 1, choices, patterns, worth: 15)
    let five = try minimum(capacity: [12], commodities: 1, choices, patterns, worth: 15, batches: 5)
    #expect(abs(one.sum - five.sum) < 1e-4)
    #expect(abs(one.sum - (19 + 2 * 18 + 3 * 17 + 4 * 16 + 2 * 15)) < 1e-3)
  }
}
