import TestSupport
import Testing

@testable import Packing

@Suite struct SparseFactorTests {
  @Test func `a sparse factor solves what a dense one solves`() throws {
    for seed in 1...40 {
      var random = SeededGenerator(seed: seed)
      let count = random.integer(in: 1...14)
      let cliques = (0..<random.integer(in: 1...9)).map { _ in
        Set((0..<random.integer(in: 1...4)).map { _ in Int32(random.integer(in: 0...count - 1)) }).sorted()
      }
      var factor = try #require(SparseFactor(count: count, cliques: cliques, mostWork: .max))
      var dense = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
      let diagonal = (0..<count).map { _ in 0.5 + share(&random) }
      factor.clear { diagonal[$0] }
      for at in 0..<count { dense[at][at] = diagonal[at] }
      for clique in cliques {
        // v vᵀ is positive semidefinite, so the sum stays positive definite.
        let v = clique.map { _ in share(&random) - 0.5 }
        for (i, a) in clique.enumerated() {
          for (j, b) in clique.enumerated() {
            dense[Int(a)][Int(b)] += v[i] * v[j]
            if i <= j { factor.add(OwnedColumn([v[i] * v[j]]), at: [factor.position(a, b)]) }
          }
        }
      }
      let side = (0..<count).map { _ in share(&random) }
      var x = side
      factor.factor()
      factor.solve(&x)
      let expected = denseSolution(dense, side)
      for at in 0..<count { #expect(abs(x[at] - expected[at]) < 1e-9, "seed \(seed)") }
    }
  }

  @Test func `a factor that takes too much work is none`() {
    #expect(SparseFactor(count: 4, cliques: [[0, 1, 2, 3]], mostWork: 13) == nil)
    #expect(SparseFactor(count: 4, cliques: [[0, 1, 2, 3]], mostWork: 14) != nil)
  }

  /// A number from 0 to 1.
  private func share(_ random: inout SeededGenerator) -> Double { Double(random.integer(in: 0...1_000)) / 1_000 }

  /// Solves by Cholesky's factor of a dense matrix.
  private func denseSolution(_ matrix: [[Double]], _ side: [Double]) -> [Double] {
    let count = side.count
    var factor = matrix
    var x = side
    for column in 0..<count {
      for row in column..<count {
        let sum = (0..<column).reduce(factor[row][column]) { $0 - factor[row][$1] * factor[column][$1] }
        factor[row][column] = row == column ? sum.squareRoot() : sum / factor[column][column]
      }
    }
    for row in 0..<count {
      x[row] = (0..<row).reduce(x[row]) { $0 - factor[row][$1] * x[$1] } / factor[row][row]
    }
    for row in (0..<count).reversed() {
      x[row] = (row + 1..<count).reduce(x[row]) { $0 - factor[$1][row] * x[$1] } / factor[row][row]
    }
    return x
  }
}
