// Costs are in 10⁻¹² cents per hour and held at a ceiling instead of overflowing: a cost held too low is still a lower
// estimate, and a bound that is read off it is still a bound.
extension Int128 {
  /// 10⁻¹² cents in a cent.
  static var picocentsPerCent: Int128 { 1_000_000_000_000 }

  /// `self + cost × count`, held at the ceiling of costs.
  func addingCosts(_ cost: Int128, times count: Int) -> Int128 {
    let (product, overflow) = cost.multipliedReportingOverflow(by: Int128(Swift.max(0, count)))
    return overflow ? .costCeiling : Swift.min(.costCeiling, self + Swift.min(product, .costCeiling))
  }

  /// `self + amount × price`, held at the ceiling of costs.
  func adding(_ amount: Int64, at price: Int64) -> Int128 {
    // Two Int64 multiply to less than 2^126, and the ceiling below is 2^125.
    Swift.min(self + Int128(amount) * Int128(price), .costCeiling)
  }

  /// `self × part ÷ whole`, rounded down.
  func share(_ part: Int, of whole: Int) -> Int128 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: Int128(Swift.max(1, whole)))
    return quotient * Int128(part) + remainder * Int128(part) / Int128(Swift.max(1, whole))
  }

  /// The ceiling of costs: high enough that no rent reaches it, low enough that adding a product of two Int64 does not
  /// overflow.
  static var costCeiling: Int128 { Int128(1) << 125 }
}

/// A sum in 10⁻¹² cents per hour, rounded up at every step: below the range it stays at the lower end, above it there
/// is no figure any more.
struct UpperBoundSum {
  private var sum: Int128? = 0

  mutating func add(_ term: Int128) {
    guard let known = sum else { return }
    let (result, overflow) = known.addingReportingOverflow(term)
    sum = overflow ? (term > 0 ? nil : .min) : result
  }

  /// In whole cents, rounded up; nil where it is beyond any figure.
  var cents: Int64? {
    guard let sum else { return nil }
    let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: Int128.picocentsPerCent)
    let cents = quotient + (remainder > 0 ? 1 : 0)
    return Int64(max(Int128(Int64.min), min(Int128(Int64.max), cents)))
  }
}
