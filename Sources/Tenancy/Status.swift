public import Facility

/// The firmness of a lease.
public enum Status: Hashable, Sendable {
  case contracted
  /// The tenant may take it until a day; the share of such options that are taken, where the book states it.
  case option(until: CalendarDate, probability: Fraction? = nil)
  /// Held for the tenant until a day; the share of such holds that are signed, where the book states it.
  case hold(expires: CalendarDate, probability: Fraction? = nil)
  /// A right of first offer on a zone, with days of notice; the lease stays in that zone.
  indirect case rofo(zone: String?, noticeDays: Int?, probability: Fraction? = nil)
  /// Offered; the share of such offers that are signed.
  case proposal(probability: Fraction)

  /// The word that files and reports use.
  public var name: String {
    switch self {
    case .contracted: "contracted"
    case .option: "option"
    case .hold: "hold"
    case .rofo: "rofo"
    case .proposal: "proposal"
    }
  }

  /// The number of rungs of the ladder.
  public static let rungs = 5

  /// The rung of the ladder, from the firmest: the order in which leases are signed in the worst case.
  public var rung: Int {
    switch self {
    case .contracted: 0
    case .option: 1
    case .hold: 2
    case .rofo: 3
    case .proposal: 4
    }
  }

  /// The probability that the lease is signed, as the book states it; without a statement 1, the lessor's risk.
  public var probability: Fraction {
    switch self {
    case .contracted: .one
    case .option(_, let stated), .hold(_, let stated), .rofo(_, _, let stated): stated ?? .one
    case .proposal(let probability): probability
    }
  }

  /// The day on which the promise ends; nil where it has none.
  public var lastDay: CalendarDate? {
    switch self {
    case .option(let until, _): until
    case .hold(let expires, _): expires
    case .contracted, .rofo, .proposal: nil
    }
  }
}

/// The statuses for which a plan must keep room before it looks at value.
public enum Honour: String, CaseIterable, Hashable, Sendable {
  /// Contracted leases, and whatever stands placed today.
  case contracted
  /// These, and options and holds.
  case options
  /// Every lease in the book.
  case all

  /// True where a lease must be kept.
  public func keeps(_ lease: Lease) -> Bool {
    if lease.isPlaced { return true }
    switch (self, lease.status) {
    case (.all, _), (_, .contracted), (.options, .option), (.options, .hold): return true
    default: return false
    }
  }
}
