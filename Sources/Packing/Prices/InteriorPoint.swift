internal import NUMA

/// The dual of the packing's linear program: Σ cost × price + Σ over choice sets of size × surplus is minimised.
struct DualProgram {
  /// Number of variables that are prices of rows: the first ones. The others are prices of commodities.
  var rows: Int
  /// The cost of each variable: a row's capacity; of a commodity, less what must be sold of it.
  var cost: [Double]
  /// The weight of each row in the barrier.
  var weight: [Double]
  /// The starting point: positive for rows.
  var price: [Double]
  /// The typical worth of a slot.
  var worth: Double
  var batches: [ChoiceSets]
}

/// An interior-point method for the dual program: Mehrotra's predictor and corrector.
///
/// Prices of rows are not negative, those of commodities are free. Every step solves one sparse symmetric system twice:
/// the predictor tells how far the gap would fall, the corrector aims for a part of that and corrects the predictor's
/// error. A few dozen steps suffice, whatever the size. Each constraint's barrier term is weighted by the number of
/// slots that depend on it. Batches are the parallel tasks, their sums are added in order, and only + − × ÷ √ is used:
/// the same prices for any number of threads.
///
/// Mehrotra, *On the implementation of a primal-dual interior point method* (1992); Wright, *Primal-Dual Interior-Point
/// Methods* (1997), chapters 10 and 11.
struct InteriorPoint {
  private let program: DualProgram
  private let pool: Workers
  private let positions: [[Int32]]
  private let weight: Double
  private var factor: SparseFactor
  private var price: [Double]
  private var multiplier: [Double], multiplierStep: [Double], cross: [Double]
  private var mu: Double
  private var lengths: StepLengths = (0, 0)

  /// The share of the longest step that is taken.
  private static let nearBoundary = 0.98

  init(_ program: DualProgram, _ factor: SparseFactor, pool: Workers) {
    (self.program, self.factor, self.pool) = (program, factor, pool)
    positions = program.batches.map { $0.positions(in: factor) }
    weight = program.batches.reduce(program.weight.reduce(0, +)) { $0 + $1.weight }
    price = program.price
    let start = program.worth / 2
    mu = start
    multiplier = (0..<program.rows).map { program.weight[$0] * start / program.price[$0] }
    multiplierStep = multiplier.map { _ in 0 }
    cross = multiplierStep
    price.withUnsafeBufferPointer { price in
      for batch in program.batches { batch.start(price, mu: start, margin: start) }
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

  /// Takes the step, assembles the normal matrix and returns the sum that is minimised.
  private mutating func advance() -> Double {
    let sums = TaskResults<Double>(count: program.batches.count)
    eachBatch { [lengths] at, batch in sums.set(at, batch.advance(lengths)) }
    factor.clear { [rows = program.rows, multiplier, price] in $0 < rows ? multiplier[$0] / price[$0] : 0 }
    for (at, batch) in program.batches.enumerated() { factor.add(batch.normalMatrix, at: positions[at]) }
    var sum = 0.0
    for at in price.indices { sum += program.cost[at] * price[at] }
    return program.batches.indices.reduce(sum) { $0 + sums.get($1) }
  }

  private mutating func step() {
    factor.factor()
    let first = direction(mu: 0)
    var ratioTest = testStep(first, mu: 0, keepsCross: true)
    let longest = ratioTest.longest
    let ratio = max(0, ratioTest.gap((min(1, longest.slack), min(1, longest.multiplier)))) / (mu * weight)
    let aim = mu * min(1, ratio * ratio * ratio)
    eachBatch { _, batch in batch.assembleRightHandSide(mu: aim) }
    let second = direction(mu: aim)
    ratioTest = testStep(second, mu: aim, keepsCross: false)
    lengths.slack = min(1, Self.nearBoundary * ratioTest.longest.slack)
    lengths.multiplier = min(1, Self.nearBoundary * ratioTest.longest.multiplier)
    mu = max(0, ratioTest.gap(lengths)) / weight
    for at in price.indices { price[at] += lengths.slack * second[at] }
    for row in 0..<program.rows {
      multiplier[row] += lengths.multiplier * multiplierStep[row]
      cross[row] = 0
    }
  }

  /// The step of the prices towards products of `mu`.
  private func direction(mu: Double) -> [Double] {
    var rhs = program.cost.map { -$0 }
    for row in 0..<program.rows { rhs[row] += target(row, mu) }
    for batch in program.batches {
      for at in 0..<batch.variable.count { rhs[Int(batch.variable[at])] += batch.rightHandSide[at] }
    }
    factor.solve(&rhs)
    return rhs
  }

  private func target(_ row: Int, _ mu: Double) -> Double { (mu * program.weight[row] - cross[row]) / price[row] }

  /// Computes the steps of all constraints and their ratio test.
  private mutating func testStep(_ step: [Double], mu: Double, keepsCross: Bool) -> RatioTest {
    var ratioTest = RatioTest()
    for row in 0..<program.rows {
      multiplierStep[row] = target(row, mu) - multiplier[row] - multiplier[row] / price[row] * step[row]
      ratioTest.add(
        slack: price[row], multiplier: multiplier[row], slackStep: step[row], multiplierStep: multiplierStep[row])
      if keepsCross { cross[row] = step[row] * multiplierStep[row] }
    }
    let results = TaskResults<RatioTest>(count: program.batches.count)
    step.withUnsafeBufferPointer { step in
      let shared = SharedStep(values: step)
      eachBatch { at, batch in results.set(at, batch.step(shared.values, mu: mu, keepsCross: keepsCross)) }
    }
    for at in program.batches.indices { ratioTest.add(results.get(at)) }
    return ratioTest
  }

  /// The step, which all tasks read.
  private struct SharedStep: @unchecked Sendable { let values: UnsafeBufferPointer<Double> }

  private func eachBatch(_ body: @Sendable (Int, ChoiceSets) -> Void) {
    let batches = program.batches
    if batches.count == 1 { return body(0, batches[0]) }
    pool.run(tasks: batches.count) { at in body(at, batches[at]) }
  }
}
