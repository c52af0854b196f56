internal import Facility

/// A price, kept as the file states it so that nothing is rounded twice.
public struct Price: Hashable, Sendable {
  /// The thing that the price is for: a GPU, the whole lease, or a kilowatt of the megawatts that the lease asks for.
  public enum Per: Hashable, Sendable { case gpu, lease, kilowatt }

  /// Cents per `hours` hours.
  public var cents: Int64
  /// 1 for an hourly price, 730 for a monthly one.
  public var hours: Int64
  /// Per GPU, per kilowatt or for the whole lease.
  public var per: Per

  /// Makes a price.
  public init(cents: Int64, hours: Int64, per: Per) {
    self.cents = cents
    self.hours = hours
    self.per = per
  }

  /// The rent of `count` GPUs or milliwatts (by `per`) in whole cents per hour, rounded half up.
  ///
  /// - Parameter gpus: GPUs billed.
  /// - Parameter milliwatts: mW billed, for a price per kilowatt.
  public func centsPerHour(gpus: Int, milliwatts: Int64 = 0) -> Int64 {
    let (total, over): (Int128, Int128) =
      switch per {
      case .gpu: (Int128(cents) * Int128(gpus), Int128(hours))
      case .lease: (Int128(cents), Int128(hours))
      case .kilowatt: (Int128(cents) * Int128(milliwatts), Int128(hours) * 1_000_000)
      }
    return Int64(clamping: (2 * total + over) / (2 * over))
  }
}

/// The cost of moving a node of a placed lease.
public struct MoveCost: Hashable, Sendable {
  /// Cents for one node, paid once.
  public var centsPerNode: Int64

  /// Hours over which a move must pay for itself: one year.
  public static let paybackHours: Int64 = 8_760

  /// Makes a cost.
  public init(centsPerNode: Int64) { self.centsPerNode = centsPerNode }

  /// The cost of moving `nodes` nodes, in cents per hour, rounded up for each.
  public func centsPerHour(nodes: Int) -> Int64 {
    centsPerNode.scaledUp(1, over: Self.paybackHours).multipliedSaturating(by: Int64(nodes))
  }
}
