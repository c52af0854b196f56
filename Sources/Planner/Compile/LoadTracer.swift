import Facility

/// Traces one watt in rack after rack, each limit summed once and in ascending order; the scratch space is kept.
struct LoadTracer {
  private let coefficients: LoadCoefficients
  private var sum: [Int64]
  private var touched: [Int] = []

  init(_ coefficients: LoadCoefficients) {
    self.coefficients = coefficients
    sum = [Int64](repeating: 0, count: coefficients.limits)
  }

  /// The coefficients of a watt drawn by nodes of `kind` in `rack` at each limit, in parts per 10⁹.
  ///
  /// - Complexity: as `LoadCoefficients.trace`, and O(limits log limits) of those on the way.
  mutating func sums(kind: Kind, rack: ZoneID) -> [(limit: Int, sum: Int64)] {
    coefficients.trace(LoadCoefficients.one, kind: kind, rack: rack) { limit, amount in
      if sum[limit] == 0 { touched.append(limit) }
      sum[limit] = sum[limit].addedSaturating(amount)
    }
    touched.sort()
    let result = touched.map { (limit: $0, sum: sum[$0]) }
    for limit in touched { sum[limit] = 0 }
    touched.removeAll(keepingCapacity: true)
    return result
  }
}
