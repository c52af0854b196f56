/// The load of one unit on one row, for every pair of distinct amounts and distinct coefficients that occurs.
///
/// Bays by the thousand share a handful of coefficients, and leases by the thousand a handful of amounts, so the product
/// and its rounding are done once here and looked up in the inner loop.
struct LoadTable: Sendable {
  /// The amount class of each option.
  let amountClass: [Int32]
  /// Number of amount classes.
  let amountClasses: Int
  /// An option of each amount class.
  let representative: [Int]
  /// The coefficient class of each incidence entry.
  let coefficientClass: [Int32]
  /// Number of coefficient classes.
  let coefficientClasses: Int
  /// Load per unit: amount classes × coefficient classes, row-major.
  let loads: [Int64]

  /// - Complexity: O(incidences + options × quantities), with hashing.
  init(_ instance: Instance) {
    struct CoefficientKey: Hashable {
      var rule: Int32
      var denominator: Int64
    }
    var keys: [CoefficientKey] = []
    var classOf: [CoefficientKey: Int32] = [:]
    coefficientClass = instance.incidenceRow.indices.map { entry in
      let row = instance.incidenceRow[entry]
      let key = CoefficientKey(rule: instance.incidenceRule[entry], denominator: instance.rows.denominator[row])
      if let known = classOf[key] { return known }
      classOf[key] = Int32(keys.count)
      keys.append(key)
      return Int32(keys.count - 1)
    }
    let width = instance.quantities
    var amountKeys: [ArraySlice<Int64>: Int32] = [:]
    var first: [Int] = []
    amountClass = (0..<instance.options.count).map { option in
      let amounts = instance.options.amounts[option * width..<(option + 1) * width]
      if let known = amountKeys[amounts] { return known }
      amountKeys[amounts] = Int32(first.count)
      first.append(option)
      return Int32(first.count - 1)
    }
    representative = first
    amountClasses = first.count
    coefficientClasses = keys.count
    // What no row can hold is as good as one more than the largest can.
    let most = max(0, instance.rows.capacity.max() ?? 0).addedHeld(1)
    var table = [Int64](repeating: 0, count: first.count * keys.count)
    for (a, option) in first.enumerated() {
      for (c, key) in keys.enumerated() {
        let product = instance.product(key.rule, OptionIndex(option))
        table[a * keys.count + c] = min(most, roundedUpQuotient(product, key.denominator))
      }
    }
    loads = table
  }
}

/// `⌈product / denominator⌉` for a non-negative product, held at the top of the range.
func roundedUpQuotient(_ product: Int128, _ denominator: Int64) -> Int64 {
  let quotient = (product + Int128(denominator) - 1) / Int128(denominator)
  return quotient > Int128(Int64.max) ? .max : Int64(quotient)
}

extension Int64 {
  /// The sum, held at the top of the range.
  func addedHeld(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
