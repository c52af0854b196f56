internal import NUMA

/// The price search in the terms of the interior-point method: bay classes and leases as choice sets, rows and
/// commodities as variables.
///
/// Variables are eliminated in the order in which they are numbered: rows that few bay classes load first, those of the
/// whole site after them, commodities last. Where rows follow a tree of places, that fills in little.
struct PriceModel {
  private let program: DualProgram
  private let factor: SparseFactor
  /// The number of each row of the bay classes.
  private let place: [Int32]
  private let rows: Int
  /// The value of all leases that may be refused, or choose.
  private let total: Double

  /// Pairs of variables that one task works on, about.
  private static let batchWork = 30_000
  /// The share of the slots under a row that is its weight in the barrier: measured, fewest steps.
  private static let rowWeight = 1.0 / 20
  /// The charge of each row for a slot at the start, as a share of the slot's worth: measured, fewest steps.
  private static let startCharge = 1.0 / 20

  /// - Parameter mostWork: multiplications of one step; nil where it would take more.
  /// - Complexity: O(entries of the factor + pairs of variables of every bay class), with sorting.
  init?(_ bayClasses: BayClasses, selling commodities: Commodities, to demand: DemandCurves, mostWork: Int) {
    rows = bayClasses.capacity.count
    total = demand.total
    let rows = rows
    let order = Self.order(bayClasses)
    var place = [Int32](repeating: 0, count: rows)
    for (at, row) in order.enumerated() { place[row] = Int32(at) }
    self.place = place
    guard Self.work(bayClasses, commodities) < mostWork else { return nil }

    var patterns = demand.patterns
    var choices = Self.choices(bayClasses, selling: commodities, numbered: place, patterns: &patterns)
    for var choice in demand.choices {
      choice.variables = choice.variables.map { $0 + Int32(rows) }
      choices.append(choice)
    }
    let cliques = choices.lazy.filter { $0.variables.count > 1 }.map { Set($0.variables).sorted() }
    guard let factor = SparseFactor(count: rows + commodities.count, cliques: Array(cliques), mostWork: mostWork) else {
      return nil
    }
    self.factor = factor
    let (heaviest, slots) = (bayClasses.heaviest(commodities), bayClasses.slots)
    let worth = demand.typicalWorth
    program = DualProgram(
      rows: rows, cost: order.map { bayClasses.capacity[$0] } + demand.forced.map { -$0 },
      weight: order.map { slots[$0] * Self.rowWeight },
      price: order.map { worth * Self.startCharge / heaviest[$0] } + demand.worth, worth: worth,
      batches: Self.batches(choices, patterns))
  }

  /// The best prices: of a slot by commodity, and of a unit by row of the bay classes, in cents; nil where none prove
  /// more than that all leases together are worth what they are worth.
  func solve(steps: Int, close: Double, pool: Workers) -> (commodity: [Double], row: [Double])? {
    var method = InteriorPoint(program, factor, pool: pool)
    let best = method.run(most: steps, close: close)
    guard !best.isClosed || best.sum < total * (1 - 2 * close) else { return nil }
    return (Array(best.price[rows...]), place.map { best.price[Int($0)] })
  }

  /// Rows by how many bay classes load them, then by the first of these.
  private static func order(_ bayClasses: BayClasses) -> [Int] {
    var touched = [Int](repeating: 0, count: bayClasses.capacity.count)
    var first = touched
    for bayClass in (0..<bayClasses.count).reversed() {
      for entry in bayClasses.entries(bayClass) {
        touched[Int(bayClasses.variable[entry])] += 1
        first[Int(bayClasses.variable[entry])] = bayClass
      }
    }
    return touched.indices.sorted { (touched[$0], first[$0], $0) < (touched[$1], first[$1], $1) }
  }

  /// Multiplications that the bay classes' parts of the matrix take.
  private static func work(_ bayClasses: BayClasses, _ commodities: Commodities) -> Int {
    (0..<bayClasses.count).reduce(0) { work, bayClass in
      let (rows, options) = (bayClasses.entries(bayClass).count, commodities.range(of: bayClasses.kind[bayClass]).count)
      return work + (options + 1) * (rows + options) * (rows + options) / 2
    }
  }

  private static func choices(
    _ bayClasses: BayClasses, selling commodities: Commodities, numbered place: [Int32],
    patterns: inout [CoefficientPattern]
  ) -> [ChoiceSet] {
    var known: [[Int32]: Int] = [:]
    return (0..<bayClasses.count).map { bayClass in
      let mine = commodities.range(of: bayClasses.kind[bayClass])
      let entries = bayClasses.entries(bayClass)
      let key = [bayClasses.kind[bayClass]] + bayClasses.coefficient[entries]
      let pattern = known[key] ?? patterns.count
      if known.updateValue(pattern, forKey: key) == nil {
        let loads = mine.flatMap { commodity in bayClasses.coefficient[entries].map { commodities.load(commodity, $0) }
        }
        patterns.append(CoefficientPattern(loads: loads, commodity: mine.map { _ in -1 }, rows: entries.count))
      }
      return ChoiceSet(
        pattern: pattern, size: bayClasses.free[bayClass],
        variables: bayClasses.variable[entries].map { place[Int($0)] } + mine.map { Int32(place.count + $0) },
        worth: mine.map { _ in 0 })
    }
  }

  /// Cut into runs of like work; where there is little of it, into one.
  private static func batches(_ choices: [ChoiceSet], _ patterns: [CoefficientPattern]) -> [ChoiceSets] {
    var batches: [ChoiceSets] = []
    var (start, work) = (0, 0)
    for (at, choice) in choices.enumerated() {
      work += 10 + choice.variables.count * choice.variables.count
      guard work >= batchWork || at == choices.count - 1 else { continue }
      batches.append(ChoiceSets(choices[start...at], patterns))
      (start, work) = (at + 1, 0)
    }
    return batches
  }
}
