public import Facility
public import Tenancy

/// The settings that decide what a plan means; the same settings and inputs give the same bytes.
public struct PlanSettings: Hashable, Sendable {
  /// Which watts every limit is checked against.
  public var basis: Basis
  /// Which leases are kept before value is looked at.
  public var honour: Honour
  /// True where unleased nodes in service (spares among them) draw idle power; false: they are switched off.
  public var unleasedIdle: Bool
  /// The seed of whatever the packer draws at random.
  public var seed: UInt64

  /// Makes settings.
  public init(
    basis: Basis = .sustainedPeak, honour: Honour = .contracted, unleasedIdle: Bool = true, seed: UInt64 = 1
  ) {
    self.basis = basis
    self.honour = honour
    self.unleasedIdle = unleasedIdle
    self.seed = seed
  }
}

/// One way to serve a lease, as the plan that took it names it.
public struct LeaseOption: Hashable, Sendable {
  /// The kind of node that serves the lease.
  public var kind: KindID

  /// Makes an option.
  public init(kind: KindID) { self.kind = kind }
}

/// A lease and where it stands.
public struct Placement: Hashable, Sendable {
  /// The lease.
  public var lease: LeaseID
  /// The option by which it is served.
  public var option: LeaseOption
  /// Racks, ascending, each at most once.
  public var parts: [PlacementPart]
  /// The limits and rules that it breaks there, each by itself, if it stands there today though it may not; empty: none.
  ///
  /// They are for people: `PlanCheck` judges a placement by itself, whatever is said here.
  public var breaks: [Reason]

  /// Makes a placement.
  public init(lease: LeaseID, option: LeaseOption, parts: [PlacementPart], breaks: [Reason] = []) {
    self.lease = lease
    self.option = option
    self.parts = parts
    self.breaks = breaks
  }

  /// True where the lease stands there today and may not: its nodes are taken and its load is drawn all the same.
  public var standsInBreach: Bool { !breaks.isEmpty }

  /// The kind that serves it.
  public var kind: KindID { option.kind }

  /// Whole nodes in all.
  public var nodes: Int { parts.reduce(0) { $0 + $1.nodes } }

  /// GPUs in all, those of a piece or those of whole nodes of `gpus` GPUs.
  public func gpus(of kind: Kind) -> Int { parts.reduce(0) { $0 + ($1.piece?.count ?? $1.nodes * kind.gpus) } }
}

/// The segments in which a lease comes, as a reason speaks of them.
public struct SegmentRule: Hashable, Sendable {
  /// Nodes of a segment.
  public var nodes: Int
  /// The level of which one zone holds a segment; nil: the NVLink domain.
  public var within: Level?
  /// True where the lease states no segment: `segment: 1` lifts the rule.
  public var isDefault: Bool

  /// Makes a rule.
  public init(nodes: Int, within: Level? = nil, isDefault: Bool = false) {
    (self.nodes, self.within, self.isDefault) = (nodes, within, isDefault)
  }
}

/// The reason why a lease, or one more of a product, does not fit.
public enum Reason: Hashable, Sendable {
  /// No node of the kind is installed.
  case kindAbsent(KindID)
  /// No zone of the level has so many nodes of the kind in service; `best` is the largest.
  case levelTooSmall(Level, needed: Int, best: Int, in: ZoneID)
  /// Spares are what is missing: a zone of the level has the free nodes only if spares are given up.
  case spares(Level, needed: Int, best: Int, in: ZoneID)
  /// Too few nodes of the kind are left free in any one zone of the level.
  case nodesTaken(Level, needed: Int, best: Int, in: ZoneID)
  /// Limits in the way, one entry a name; the first is the one that is short by the largest share. None: rules and limits
  /// together leave no room.
  case limits([Shortfall], in: ZoneID)
  /// The nodes are free, but not without sharing a part of the division with other leases.
  case exclusive(Division, needed: Int, best: Int, in: ZoneID)
  /// The nodes are free, but with at most `most` of them in one part no zone of the level has more than `best`.
  case spread(Spread, most: Int, needed: Int, best: Int, in: ZoneID)
  /// With at most `most` nodes in one part no zone of the level has so many in service; `best` is the largest.
  case levelTooSmallForSpread(Level, Spread, most: Int, needed: Int, best: Int, in: ZoneID)
  /// The nodes are free, but not enough of them together as the lease's segments ask.
  case segments(SegmentRule, needed: Int, best: Int, in: ZoneID)
  /// No node has so many GPUs free, in one NUMA domain or in all; `best` is the most.
  case noRoomInNode(NUMARule, needed: Int, best: Int)
  /// It keeps to one NUMA domain, and no domain of a node has so many GPUs; the largest has `largest`.
  case domainTooSmall(needed: Int, largest: Int)
  /// The lease that it enlarges has no place.
  case expandedRefused(LeaseID)
  /// The nodes are free, but not as near to the lease that it enlarges.
  case notNear(LeaseID, needed: Int, best: Int)
  /// Its megawatts, measured at a point, do not carry the least that is leased: so many nodes (those of one NVLink domain) or
  /// one position, which draw `least` there.
  case megawattsTooFew(Watts, at: MeteringPoint, least: Watts, nodes: Int)
  /// It stands today where a limit does not allow it, even if nothing else did: so much over.
  case placedConflict(Shortfall)
  /// It stands there today and would be allowed to alone, but not beside the others that stand: for each limit and rule that
  /// they break together a reason.
  case displaced([Reason])

  /// One limit in the way: `short` more of the resource would be needed, in its unit.
  public static func limit(_ row: RowKey, short: Int64, in zone: ZoneID) -> Reason {
    .limits([Shortfall(row, short: short)], in: zone)
  }

  /// One limit that a lease exceeds where it stands today.
  public static func placedConflict(_ row: RowKey, short: Int64) -> Reason {
    .placedConflict(Shortfall(row, short: short))
  }
}

/// The limits of one name that are short at once.
public struct Shortfall: Hashable, Sendable {
  /// The one that is short by the largest share.
  public var row: RowKey
  /// So much is missing of it, in its unit.
  public var short: Int64
  /// The number of further limits of its name that are short too.
  public var others: Int
  /// The amount missing of all of them together.
  public var total: Int64

  /// Makes a shortfall of one limit, or of several of its name.
  public init(_ row: RowKey, short: Int64, others: Int = 0, total: Int64? = nil) {
    (self.row, self.short, self.others, self.total) = (row, short, others, total ?? short)
  }

  /// The resource of the row.
  public var resource: Resource { row.resource }
}

/// A lease that found no place.
public struct Refusal: Hashable, Sendable {
  /// The lease.
  public var lease: LeaseID
  /// Nodes that it asks for, of the kind that the reason speaks of.
  public var nodes: Int
  /// The reason why it found no place.
  public var reason: Reason
  /// The kind that the reason speaks of: of several the one that came nearest; nil: the one that its tenant names first.
  public var kind: KindID?
  /// The limits that would be short as well, whichever nodes it stood on, where the reason is that it finds no nodes.
  public var alsoShort: [Shortfall]
  /// The leases beside which the reason is measured.
  public var beside: Beside
  /// The same question on the site with what stands today alone; nil: it was not asked.
  public var alone: Alone?
  /// The largest part of it that found a place beside these leases, by its level and rules; nil: none did, or it was not asked.
  public var part: Part?

  /// The leases beside which a reason is measured.
  public enum Beside: String, Hashable, Sendable {
    /// All that the plan places.
    case plan
    /// Those that must be kept: who must be kept himself yields to nobody else.
    case kept
    /// Those that stand today.
    case standing
  }

  /// Nodes of a kind on which a part of a lease would stand.
  public struct Part: Hashable, Sendable {
    /// The kind of node: the one of its kinds that serves most GPUs.
    public var kind: KindID
    /// Whole nodes, or rack positions.
    public var nodes: Int
    /// Nodes of a segment, each in one place; 1: none is asked for.
    public var segment: Int

    /// Makes a part.
    public init(kind: KindID, nodes: Int, segment: Int = 1) {
      (self.kind, self.nodes, self.segment) = (kind, nodes, segment)
    }
  }

  /// The answer for a lease on the site with what stands today, and nothing that the plan adds.
  public struct Alone: Hashable, Sendable {
    /// The reason why it does not fit even then; nil: it would fit.
    public var reason: Reason?
    /// True where anything stands today.
    public var somethingStands: Bool

    /// Makes the answer.
    public init(reason: Reason?, somethingStands: Bool) {
      (self.reason, self.somethingStands) = (reason, somethingStands)
    }
  }

  /// Makes a refusal.
  public init(
    lease: LeaseID, nodes: Int, reason: Reason, kind: KindID? = nil, alsoShort: [Shortfall] = [],
    beside: Beside = .plan, alone: Alone? = nil, part: Part? = nil
  ) {
    self.lease = lease
    self.nodes = nodes
    self.reason = reason
    self.kind = kind
    self.alsoShort = alsoShort
    self.beside = beside
    self.alone = alone
    self.part = part
  }
}

/// The price of one unit of a row.
public struct RowPrice: Hashable, Sendable {
  /// The row.
  public var row: RowKey
  /// 10⁻¹² cents per hour for one unit of the resource (one mW, one U, one node); not negative.
  public var picocents: Int64

  /// Makes a price.
  public init(_ row: RowKey, picocents: Int64) {
    self.row = row
    self.picocents = picocents
  }

  /// Makes the price of a resource in normal running for the whole horizon.
  public init(_ resource: Resource, picocents: Int64) { self.init(RowKey(resource), picocents: picocents) }

  /// The resource of the row.
  public var resource: Resource { row.resource }
}

/// Prices that prove upper bounds on value (weak duality), and the bounds that were read off them.
///
///     // A price on the power of stage 0: 0.0006 cents per hour for each mW.
///     let price = RowPrice(.power(PowerID(0)), picocents: 600_000_000)
///     let plan = Plan(certificate: Certificate(prices: [price]))
///     let proved = PlanCheck.certified(plan, facility: facility, book: book).certificate
///     print(proved.bound)  // No plan that keeps what this one keeps is worth more cents per hour.
///
/// Any non-negative prices prove a bound: Σ capacity × price + Σ over leases of max(0, value − cost of the cheapest
/// placement), a kept lease without the max. Nobody has to trust the packer: `PlanCheck` re-adds the sum.
public struct Certificate: Hashable, Sendable {
  /// Prices above zero, ascending by row.
  public var prices: [RowPrice]
  /// No plan that keeps the leases kept here is worth more, cents per hour.
  public var bound: Int64
  /// No plan keeps contracted value above this, cents per hour.
  public var keptBound: Int64

  /// Makes a certificate.
  public init(prices: [RowPrice] = [], bound: Int64 = 0, keptBound: Int64 = 0) {
    self.prices = prices
    self.bound = bound
    self.keptBound = keptBound
  }
}

/// SHA-256 of the files that a plan was made from, in hexadecimal; empty where there was no file.
public struct InputHashes: Hashable, Sendable {
  /// Of the facility file.
  public var facility: String
  /// Of the tenant book.
  public var tenants: String

  /// Makes the pair.
  public init(facility: String = "", tenants: String = "") {
    self.facility = facility
    self.tenants = tenants
  }
}

/// The leases placed on racks and those refused, with claims about them: value, bounds, loads.
///
///     // Lease 0 on two nodes of kind 0 in rack 3; lease 1 refused.
///     let placement = Placement(
///       lease: LeaseID(0), option: LeaseOption(kind: KindID(0)), parts: [PlacementPart(zone: ZoneID(3), nodes: 2)])
///     let refusal = Refusal(lease: LeaseID(1), nodes: 4, reason: .kindAbsent(KindID(1)))
///     let plan = Plan(placements: [placement], refusals: [refusal], value: 1_600)
///     print(plan.placements[0].nodes)                                   // 2
///     print(PlanCheck.check(plan, facility: facility, book: book).holds)  // True if every claim is right.
///
/// A plan promises nothing by itself: `PlanCheck` re-derives every claim from the placements.
public struct Plan: Sendable {
  /// Hashes of the inputs from which it was made.
  public var inputs: InputHashes
  /// The settings with which it was made.
  public var settings: PlanSettings
  /// Placed leases, ascending by lease.
  public var placements: [Placement]
  /// Refused leases, ascending by lease.
  public var refusals: [Refusal]
  /// Claimed rent of the placed leases, cents per hour.
  public var value: Int64
  /// Claimed rent of those among them that are kept first, cents per hour.
  public var keptValue: Int64
  /// Claimed cost of the nodes that are moved from where they stand today, cents per hour: see `MoveCost`.
  public var moveCost: Int64
  /// The claimed certificate.
  public var certificate: Certificate
  /// Claimed draw at the supply (the sum of the stages without a parent), plant and losses included.
  public var supplyDraw: Watts
  /// Claimed loads: of every group of limits the fullest one, see `Verdict.fullest(in:)`.
  public var loads: [Loading]

  /// Makes a plan.
  public init(
    inputs: InputHashes = InputHashes(), settings: PlanSettings = PlanSettings(), placements: [Placement] = [],
    refusals: [Refusal] = [], value: Int64 = 0, keptValue: Int64 = 0, moveCost: Int64 = 0,
    certificate: Certificate = Certificate(),
    supplyDraw: Watts = .zero, loads: [Loading] = []
  ) {
    self.inputs = inputs
    self.settings = settings
    self.placements = placements
    self.refusals = refusals
    self.value = value
    self.keptValue = keptValue
    self.moveCost = moveCost
    self.certificate = certificate
    self.supplyDraw = supplyDraw
    self.loads = loads
  }

  /// (bound − value) / bound; 0 where the bound is 0.
  public var gap: Double {
    certificate.bound <= 0 ? 0 : Double(certificate.bound - value) / Double(certificate.bound)
  }
}
