internal import NUMA

/// Minimises Σ cost × price + Σ over parties of size × surplus, by an interior-point method.
///
/// Prices of rows are not negative, those of shapes are free. Every step solves one sparse symmetric system twice: to see how
/// far the gap would fall, then with a part of that as its aim and the error of the first step put right. A few dozen steps do,
/// whatever the size. Each constraint's part of the barrier is weighted by how many slots hang on it. The tasks are the
/// groups of parties, their sums are added in order, and only + − × ÷ √ is used: the same prices for any number of threads.
///
/// Mehrotra, *On the implementation of a primal-dual interior point method* (1992); Wright, *Primal-Dual Interior-Point Methods*
/// (1997), chapters 10 and 11.
struct InteriorPoint {
  /// What is minimised.
  struct Problem {
    /// Variables that are prices of rows: the first ones.
    var rows: Int
    /// Of each variable: a row's capacity; of a shape, less what must be sold of it.
    var cost: [Double]
    /// Of each row in the barrier.
    var weight: [Double]
    /// Where to begin: positive for rows.
    var price: [Double]
    /// What a slot is typically worth.
    var worth: Double
    var parties: [Parties]
  }

  private let problem: Problem
  private let pool: Workers
  private let positions: [[Int32]]
  private let weight: Double
  private var factor: SparseFactor
  private var price: [Double]
  private var multiplier: [Double], multiplierStep: [Double], cross: [Double]
  private var mu: Double
  private var lengths: Parties.Lengths = (0, 0)

  /// How far a step goes towards where it would leave the inside.
  private static let nearBoundary = 0.98

  init(_ problem: Problem, _ factor: SparseFactor, pool: Workers) {
    (self.problem, self.factor, self.pool) = (problem, factor, pool)
    positions = problem.parties.map { $0.positions(in: factor) }
    weight = problem.parties.reduce(problem.weight.reduce(0, +)) { $0 + $1.weight }
    price = problem.price
    let start = problem.worth / 2
    mu = start
    multiplier = (0..<problem.rows).map { problem.weight[$0] * start / problem.price[$0] }
    multiplierStep = multiplier.map { _ in 0 }
    cross = multiplierStep
    price.withUnsafeBufferPointer { price in
      for group in problem.parties { group.start(price, mu: start, margin: start) }
    }
  }

  /// Takes steps until the gap is `close` times the sum, at most `most`.
  ///
  /// - Returns: the best prices seen, a sum that theirs does not exceed, and whether the gap was closed.
  mutating func run(most: Int, close: Double) -> (price: [Double], sum: Double, isClosed: Bool) {
    var (best, least) = (price, Double.infinity)
    for _ in 0...most {
      let sum = advance()
      if sum < least { (best, least) = (price, sum) }
      if !(mu * weight > close * abs(sum)) { return (best, least, true) }
      step()
    }
    return (best, least, false)
  }

  /// Moves the parties along, and gathers the matrix.
  private mutating func advance() -> Double {
    let sums = Slots<Double>(count: problem.parties.count)
    each { [lengths] at, group in sums.set(at, group.advance(lengths)) }
    factor.clear { [rows = problem.rows, multiplier, price] in $0 < rows ? multiplier[$0] / price[$0] : 0 }
    for (at, group) in problem.parties.enumerated() { factor.add(group.squares, at: positions[at]) }
    var sum = 0.0
    for at in price.indices { sum += problem.cost[at] * price[at] }
    return problem.parties.indices.reduce(sum) { $0 + sums.get($1) }
  }

  private mutating func step() {
    factor.factor()
    let first = direction(mu: 0)
    var outlook = look(first, mu: 0, keepsCross: true)
    let longest = outlook.longest
    let ratio = max(0, outlook.gap((min(1, longest.slack), min(1, longest.multiplier)))) / (mu * weight)
    let aim = mu * min(1, ratio * ratio * ratio)
    each { _, group in group.pull(mu: aim) }
    let second = direction(mu: aim)
    outlook = look(second, mu: aim, keepsCross: false)
    lengths.slack = min(1, Self.nearBoundary * outlook.longest.slack)
    lengths.multiplier = min(1, Self.nearBoundary * outlook.longest.multiplier)
    mu = max(0, outlook.gap(lengths)) / weight
    for at in price.indices { price[at] += lengths.slack * second[at] }
    for row in 0..<problem.rows {
      multiplier[row] += lengths.multiplier * multiplierStep[row]
      cross[row] = 0
    }
  }

  /// The step of the prices towards products of `mu`.
  private func direction(mu: Double) -> [Double] {
    var side = problem.cost.map { -$0 }
    for row in 0..<problem.rows { side[row] += target(row, mu) }
    for group in problem.parties {
      for at in 0..<group.variable.count { side[Int(group.variable[at])] += group.pulls[at] }
    }
    factor.solve(&side)
    return side
  }

  private func target(_ row: Int, _ mu: Double) -> Double { (mu * problem.weight[row] - cross[row]) / price[row] }

  /// Works out the steps of all constraints.
  private mutating func look(_ step: [Double], mu: Double, keepsCross: Bool) -> Parties.Outlook {
    var outlook = Parties.Outlook()
    for row in 0..<problem.rows {
      multiplierStep[row] = target(row, mu) - multiplier[row] - multiplier[row] / price[row] * step[row]
      outlook.count(price[row], multiplier[row], step[row], multiplierStep[row])
      if keepsCross { cross[row] = step[row] * multiplierStep[row] }
    }
    let results = Slots<Parties.Outlook>(count: problem.parties.count)
    step.withUnsafeBufferPointer { step in
      let shared = Shared(step: step)
      each { at, group in results.set(at, group.step(shared.step, mu: mu, keepsCross: keepsCross)) }
    }
    for at in problem.parties.indices { outlook.add(results.get(at)) }
    return outlook
  }

  /// What all tasks read.
  private struct Shared: @unchecked Sendable { let step: UnsafeBufferPointer<Double> }

  private func each(_ body: @Sendable (Int, Parties) -> Void) {
    let parties = problem.parties
    if parties.count == 1 { return body(0, parties[0]) }
    pool.run(tasks: parties.count) { at in body(at, parties[at]) }
  }
}
