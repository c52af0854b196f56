/// Prices for every row and bay: the worth of one unit of each at the margin, in 10⁻¹² cents per hour.
///
/// Any prices that are not negative prove an upper bound (`Bound`); the tighter it is, the better they steer.
///
/// ```swift
/// let prices = Packer(instance, pool: pool).pack().prices
/// let centsPerHour = Double(prices.row[row.offset]) / Double(Prices.picocentsPerCent)
/// ```
public struct Prices: Sendable, Equatable {
  /// Of one unit of each row.
  public var row: [Int64]
  /// Of one slot of each bay.
  public var slot: [Int64]

  /// All zero: a valid, loose certificate.
  public init(_ instance: Instance) {
    row = [Int64](repeating: 0, count: instance.rows.count)
    slot = [Int64](repeating: 0, count: instance.bays.count)
  }

  /// Fixed-point units in a cent.
  public static let picocentsPerCent: Int64 = 1_000_000_000_000

  /// A price in fixed point, held inside the range and not negative.
  static func picocents(_ cents: Double) -> Int64 {
    let scaled = cents * Double(picocentsPerCent)
    return scaled >= 9e18 ? Int64(9e18) : Int64(max(0, scaled).rounded())
  }
}
