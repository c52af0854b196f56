internal import NUMA

/// The price search in the terms of the interior-point method: cells and leases as parties, rows and shapes as variables.
///
/// Variables are eliminated in the order in which they are numbered: rows that few cells load first, those of the whole site
/// after them, shapes last. Where rows follow a tree of places, that fills in little.
struct PriceProblem {
  private let problem: InteriorPoint.Problem
  private let factor: SparseFactor
  /// The number of each row of the cells.
  private let place: [Int32]
  private let rows: Int
  /// What all leases are worth that may be refused, or choose.
  private let total: Double

  /// Pairs of variables that one task works on, about.
  private static let blockWork = 30_000
  /// The share of the slots under a row that is its weight in the barrier: measured, fewest steps.
  private static let rowWeight = 1.0 / 20
  /// What each row charges a slot at the start, as a share of what that is worth: measured, fewest steps.
  private static let startCharge = 1.0 / 20

  /// - Parameter mostWork: multiplications of one step; nil where it would take more.
  /// - Complexity: O(entries of the factor + pairs of variables of every cell), with sorting.
  init?(_ cells: Cells, _ shapes: PriceShapes, _ demand: Demand, mostWork: Int) {
    rows = cells.capacity.count
    total = demand.total
    let rows = rows
    let order = Self.order(cells)
    var place = [Int32](repeating: 0, count: rows)
    for (at, row) in order.enumerated() { place[row] = Int32(at) }
    self.place = place
    guard Self.work(cells, shapes) < mostWork else { return nil }

    var patterns = demand.patterns
    var parties = Self.parties(cells, shapes, place, &patterns)
    for var party in demand.parties {
      party.variables = party.variables.map { $0 + Int32(rows) }
      parties.append(party)
    }
    let cliques = parties.lazy.filter { $0.variables.count > 1 }.map { Set($0.variables).sorted() }
    guard let factor = SparseFactor(count: rows + shapes.count, cliques: Array(cliques), mostWork: mostWork) else {
      return nil
    }
    self.factor = factor
    let (heaviest, slots) = (cells.heaviest(shapes), cells.slots)
    let worth = demand.typicalWorth
    problem = InteriorPoint.Problem(
      rows: rows, cost: order.map { cells.capacity[$0] } + demand.forced.map { -$0 },
      weight: order.map { slots[$0] * Self.rowWeight },
      price: order.map { worth * Self.startCharge / heaviest[$0] } + demand.worth, worth: worth,
      parties: Self.blocks(parties, patterns))
  }

  /// The best prices: of a slot by shape, and of a unit by row of the cells, in cents; nil where none prove more than that all
  /// leases together are worth what they are worth.
  func solve(steps: Int, close: Double, pool: Workers) -> (shape: [Double], row: [Double])? {
    var method = InteriorPoint(problem, factor, pool: pool)
    let best = method.run(most: steps, close: close)
    guard !best.isClosed || best.sum < total * (1 - 2 * close) else { return nil }
    return (Array(best.price[rows...]), place.map { best.price[Int($0)] })
  }

  /// Rows by how many cells load them, then by the first of these.
  private static func order(_ cells: Cells) -> [Int] {
    var touched = [Int](repeating: 0, count: cells.capacity.count)
    var first = touched
    for cell in (0..<cells.count).reversed() {
      for entry in cells.entries(cell) {
        touched[Int(cells.variable[entry])] += 1
        first[Int(cells.variable[entry])] = cell
      }
    }
    return touched.indices.sorted { (touched[$0], first[$0], $0) < (touched[$1], first[$1], $1) }
  }

  /// Multiplications that the cells' parts of the matrix take.
  private static func work(_ cells: Cells, _ shapes: PriceShapes) -> Int {
    (0..<cells.count).reduce(0) { work, cell in
      let (rows, options) = (cells.entries(cell).count, shapes.range(of: cells.kind[cell]).count)
      return work + (options + 1) * (rows + options) * (rows + options) / 2
    }
  }

  private static func parties(
    _ cells: Cells, _ shapes: PriceShapes, _ place: [Int32], _ patterns: inout [Parties.Pattern]
  ) -> [Parties.Party] {
    var known: [[Int32]: Int] = [:]
    return (0..<cells.count).map { cell in
      let mine = shapes.range(of: cells.kind[cell])
      let entries = cells.entries(cell)
      let key = [cells.kind[cell]] + cells.coefficient[entries]
      let pattern = known[key] ?? patterns.count
      if known.updateValue(pattern, forKey: key) == nil {
        let loads = mine.flatMap { shape in cells.coefficient[entries].map { shapes.load(shape, $0) } }
        patterns.append(Parties.Pattern(loads: loads, shape: mine.map { _ in -1 }, rows: entries.count))
      }
      return Parties.Party(
        pattern: pattern, size: cells.free[cell],
        variables: cells.variable[entries].map { place[Int($0)] } + mine.map { Int32(place.count + $0) },
        worth: mine.map { _ in 0 })
    }
  }

  /// Cut into runs of like work; where there is little of it, into one.
  private static func blocks(_ parties: [Parties.Party], _ patterns: [Parties.Pattern]) -> [Parties] {
    var blocks: [Parties] = []
    var (start, work) = (0, 0)
    for (at, party) in parties.enumerated() {
      work += 10 + party.variables.count * party.variables.count
      guard work >= blockWork || at == parties.count - 1 else { continue }
      blocks.append(Parties(parties[start...at], patterns))
      (start, work) = (at + 1, 0)
    }
    return blocks
  }
}
