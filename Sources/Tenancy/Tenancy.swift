public import Facility

/// The position of a tenant in `Book.tenants`.
public typealias TenantID = ID<Tenant>
/// The position of a lease in `Book.leases`.
public typealias LeaseID = ID<Lease>

/// A calendar day, as files write it: `2027-03-31`.
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Year, month 1–12, day 1–31.
  public var year: Int, month: Int, day: Int

  /// Makes a day; nil unless it exists in the Gregorian calendar.
  public init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), (1...12).contains(month) else { return nil }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...days[month - 1]).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  /// The day as files write it.
  public var text: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}

/// How firm a lease is.
public enum Status: Hashable, Sendable {
  case contracted
  /// The tenant may take it until a day.
  case option(until: CalendarDate)
  /// Held for the tenant until a day.
  case hold(expires: CalendarDate)
  /// A right of first offer on a zone, with days of notice.
  case rofo(zone: String?, noticeDays: Int?)
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
}

/// Which statuses a plan must keep room for before it looks at value.
public enum Honour: String, CaseIterable, Hashable, Sendable {
  /// Contracted leases, and whatever stands placed today.
  case contracted
  /// These, and options and holds.
  case options
  /// Every lease in the book.
  case all

  /// Whether a lease must be kept.
  public func keeps(_ lease: Lease) -> Bool {
    if lease.isPlaced { return true }
    switch (self, lease.status) {
    case (.all, _), (_, .contracted), (.options, .option), (.options, .hold): return true
    default: return false
    }
  }
}

/// What a lease asks for.
public enum Demand: Hashable, Sendable {
  /// So many GPUs, rounded up to whole nodes.
  case gpus(Int)
  /// Every node of the kind in service, less the spares.
  case all
}

/// A price, kept as the file states it so that nothing is rounded twice.
public struct Price: Hashable, Sendable {
  /// What the price is for.
  public enum Per: Hashable, Sendable { case gpu, lease }

  /// Cents per `hours` hours.
  public var cents: Int64
  /// 1 for an hourly price, 730 for a monthly one.
  public var hours: Int64
  /// Per GPU or for the whole lease.
  public var per: Per

  /// Makes a price.
  public init(cents: Int64, hours: Int64, per: Per) {
    self.cents = cents
    self.hours = hours
    self.per = per
  }

  /// The rent of a lease of `gpus` GPUs in whole cents per hour, rounded half up.
  public func centsPerHour(gpus: Int) -> Int64 {
    let total = per == .gpu ? cents.multipliedSaturating(by: Int64(gpus)) : cents
    return total.multipliedSaturating(by: 2).addedSaturating(hours).scaledDown(1, over: 2 * hours)
  }
}

/// Where a lease stands today: `nodes` nodes of its kind in one rack.
public struct PlacedRange: Hashable, Sendable {
  /// The rack.
  public var zone: ZoneID
  /// Nodes in it.
  public var nodes: Int

  /// Makes a range.
  public init(zone: ZoneID, nodes: Int) {
    self.zone = zone
    self.nodes = nodes
  }
}

/// Somebody who leases.
public struct Tenant: Hashable, Sendable {
  /// The tenant's name.
  public var name: String
  /// Makes a tenant.
  public init(name: String) { self.name = name }
}

/// A gang of GPUs of one kind: wholly placed or refused.
public struct Lease: Hashable, Sendable {
  /// Its name, unique in the book.
  public var name: String
  /// Whose it is.
  public var tenant: TenantID
  /// How many GPUs.
  public var demand: Demand
  /// Of which kind of node.
  public var kind: KindID
  /// The zone level that must hold it whole.
  public var level: Level
  /// How hard it drives its nodes.
  public var profile: Profile
  /// How firm it is.
  public var status: Status
  /// Larger is kept first among leases that must be kept.
  public var priority: Int
  /// Its price.
  public var price: Price
  /// Where it stands today, rack by rack; empty: nowhere. A placed lease keeps its nodes.
  public var placed: [PlacedRange]

  /// Makes a lease.
  public init(
    name: String, tenant: TenantID, demand: Demand, kind: KindID, level: Level, profile: Profile = .training,
    status: Status = .contracted, priority: Int = 0, price: Price, placed: [PlacedRange] = []
  ) {
    self.name = name
    self.tenant = tenant
    self.demand = demand
    self.kind = kind
    self.level = level
    self.profile = profile
    self.status = status
    self.priority = priority
    self.price = price
    self.placed = placed
  }

  /// Whether it stands somewhere today.
  public var isPlaced: Bool { !placed.isEmpty }

  /// Nodes that it needs, where its demand is a number of GPUs.
  public func nodes(of kind: Kind) -> Int? {
    guard case .gpus(let gpus) = demand else { return nil }
    return (gpus + kind.gpus - 1) / kind.gpus
  }
}

/// The tenants of a facility and what they lease or would lease.
public struct Book: Sendable {
  /// Who leases, in file order.
  public var tenants: [Tenant]
  /// The leases, in file order.
  public var leases: [Lease]

  /// Makes a book.
  public init(tenants: [Tenant] = [], leases: [Lease] = []) {
    self.tenants = tenants
    self.leases = leases
  }
}
