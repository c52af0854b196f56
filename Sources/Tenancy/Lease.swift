public import Facility

/// The position of a tenant in `Book.tenants`.
public typealias TenantID = ID<Tenant>
/// The position of a lease in `Book.leases`.
public typealias LeaseID = ID<Lease>

/// Somebody who leases.
public struct Tenant: Hashable, Sendable {
  /// The tenant's name.
  public var name: String
  /// Makes a tenant.
  public init(name: String) { self.name = name }
}

/// A tenant's demand for GPUs or megawatts: a gang, wholly placed (an elastic one down to its floor) or refused.
///
///     let lease = Lease(
///       name: "train", tenant: TenantID(0), demand: .gpus(1_020), kind: KindID(0), level: .pod,
///       price: Price(cents: 235, hours: 1, per: .gpu))
///     lease.isPlaced                    // false
///     lease.nodes(of: h100)             // 128...128, of 8 GPUs each
///     lease.rent(nodes: 128, of: h100)  // 239_700 cents per hour
///
/// Terms that few leases state stand together, apart from those that all do: a book has a hundred thousand leases, and
/// every stage goes through them.
public struct Lease: Hashable, Sendable {
  /// Its name, unique in the book.
  public var name: String
  /// The amount that it asks for.
  public var demand: Demand
  /// The kinds of node that may serve it, in the tenant's order of preference; all of it stands on one of them.
  /// For space: the positions' kind.
  public var kinds: [KindID]
  /// The profile under which it drives its nodes.
  public var profile: Profile
  /// Its status: how firm it is.
  public var status: Status
  /// Larger is kept first among leases that must be kept.
  public var priority: Int
  /// Its price.
  public var price: Price
  /// Named quantities that it asks for, ascending by quantity, each at most once.
  public var quantities: [QuantityDemand]
  /// Whose it is.
  public var tenant: TenantID
  /// The zone level that must hold it whole.
  public var level: Level
  /// Everything else; nil: all as usual.
  private var terms: Terms?

  /// Makes a lease.
  public init(
    name: String, tenant: TenantID, demand: Demand, kinds: [KindID], level: Level, profile: Profile = .training,
    status: Status = .contracted, priority: Int = 0, price: Price, placed: [PlacementPart] = [],
    movable: MoveCost? = nil, within: ZoneID? = nil, exclusive: Exclusive = .byDefault, spread: Spread? = nil,
    numa: NUMARule? = nil, segment: Int? = nil, segmentWithin: Level? = nil,
    expands: Expansion? = nil, quantities: [QuantityDemand] = []
  ) {
    self.name = name
    self.tenant = tenant
    self.demand = demand
    self.kinds = kinds
    self.level = level
    self.profile = profile
    self.status = status
    self.priority = priority
    self.price = price
    self.quantities = quantities
    var rest = Terms.Values()
    (rest.placed, rest.movable, rest.within, rest.exclusive) = (placed, movable, within, exclusive)
    (rest.spread, rest.numa, rest.segment, rest.expands) = (spread, numa, segment, expands)
    rest.segmentWithin = segmentWithin
    terms = Terms(rest)
  }

  /// Makes a lease of a number of GPUs or nodes of one kind, free of further rules.
  public init(
    name: String, tenant: TenantID, demand: Demand, kind: KindID, level: Level, profile: Profile = .training,
    status: Status = .contracted, priority: Int = 0, price: Price, placed: [PlacementPart] = []
  ) {
    self.init(
      name: name, tenant: tenant, demand: demand, kinds: [kind], level: level, profile: profile, status: status,
      priority: priority, price: price, placed: placed)
  }

  /// The kind that the tenant names first: what reports group a refused lease by.
  public var kind: KindID { kinds[0] }

  /// True where it stands somewhere today.
  public var isPlaced: Bool { !placed.isEmpty }

  /// True where it stands somewhere today and may not move.
  public var isPinned: Bool { isPlaced && movable == nil }
}

// What few leases state.
extension Lease {
  /// Its nodes today, rack by rack; empty: none. A placed lease keeps its nodes unless it is movable.
  public var placed: [PlacementPart] {
    get { terms?.values.placed ?? [] }
    set { change { $0.placed = newValue } }
  }
  /// The cost of moving a node of it; nil: it is pinned to where it stands today.
  public var movable: MoveCost? {
    get { terms?.values.movable }
    set { change { $0.movable = newValue } }
  }
  /// The zone that it may not leave: that of its right of first offer; nil: anywhere.
  public var within: ZoneID? {
    get { terms?.values.within }
    set { change { $0.within = newValue } }
  }
  /// The parts of the facility that it shares with nobody.
  public var exclusive: Exclusive {
    get { terms?.values.exclusive ?? .byDefault }
    set { change { $0.exclusive = newValue } }
  }
  /// The rule by which it is spread.
  public var spread: Spread? {
    get { terms?.values.spread }
    set { change { $0.spread = newValue } }
  }
  /// The NUMA domains in which a piece of a node may lie; nil: in one wherever a node has room in one, else in several.
  /// Without effect on whole nodes.
  public var numa: NUMARule? {
    get { terms?.values.numa }
    set { change { $0.numa = newValue } }
  }
  /// Nodes that stand together in one NVLink domain of a rack-scale kind, or in one zone of the level `segmentWithin`; nil:
  /// the default, see `segment(on:)`.
  public var segment: Int? {
    get { terms?.values.segment }
    set { change { $0.segment = newValue } }
  }
  /// The level of which one zone holds a segment; nil: the NVLink domain. Without meaning where no segment is stated.
  public var segmentWithin: Level? {
    get { terms?.values.segmentWithin }
    set { change { $0.segmentWithin = newValue } }
  }
  /// The lease that it enlarges.
  public var expands: Expansion? {
    get { terms?.values.expands }
    set { change { $0.expands = newValue } }
  }

  private mutating func change(_ body: (inout Terms.Values) -> Void) {
    var values = terms?.values ?? Terms.Values()
    body(&values)
    terms = Terms(values)
  }

  /// Never changed once it is made, so leases may share it.
  private final class Terms: Hashable, Sendable {
    struct Values: Hashable, Sendable {
      var placed: [PlacementPart] = []
      var movable: MoveCost?
      var within: ZoneID?
      var exclusive = Exclusive.byDefault
      var spread: Spread?
      var numa: NUMARule?
      var segment: Int?
      var segmentWithin: Level?
      var expands: Expansion?

      /// True where nothing is stated.
      var areUsual: Bool {
        placed.isEmpty && movable == nil && within == nil && exclusive == .byDefault && spread == nil
          && numa == nil && segment == nil && segmentWithin == nil && expands == nil
      }
    }

    let values: Values

    /// Makes terms; nil where all is as usual, so that equal leases are equal.
    init?(_ values: Values) {
      if values.areUsual { return nil }
      self.values = values
    }

    static func == (a: Terms, b: Terms) -> Bool { a === b || a.values == b.values }

    func hash(into hasher: inout Hasher) { hasher.combine(values) }
  }
}

extension Lease {
  /// GPUs of one node that it holds, where it is less than a node and may share it; nil: it stands on whole nodes.
  public func pieceGPUs(of kind: Kind) -> Int? { pieceGPUs(ofNodeOf: kind.gpus) }

  /// The same of a node of so many GPUs: all that it depends on.
  public func pieceGPUs(ofNodeOf gpus: Int) -> Int? {
    guard case .gpus(let asked) = demand, asked < gpus, exclusive != .node, exclusive != .nvlink else { return nil }
    return asked
  }

  /// Whole nodes that it needs, at the least and at the most, where its demand is a number of GPUs; nil where they follow
  /// from the facility (all, megawatts, space).
  public func nodes(of kind: Kind) -> ClosedRange<Int>? {
    func whole(_ gpus: Int) -> Int { (gpus + kind.gpus - 1) / max(1, kind.gpus) }
    switch demand {
    case .gpus(let asked): return whole(asked)...whole(asked)
    case .elastic(let floor, let asked): return whole(min(floor, asked))...whole(asked)
    case .pool(let gpus, let utilisation):
      let nodes = whole(Int(Int64(gpus).scaledUp(1_000_000, over: max(1, utilisation.ppm))))
      return nodes...nodes
    case .all, .megawatts, .space: return nil
    }
  }

  /// Nodes of a kind that must stand together in one NVLink domain, or in one zone of a stated level; 1: they need not.
  ///
  /// Stated, or by default for a rack-scale kind; see `defaultSegment(on:)`. All but the last segment are full. Megawatts
  /// come in whole domains; everything in service and pools come as they are.
  public func segment(on kind: Kind) -> Int {
    let domain = kind.nodesPerNVLinkDomain
    if domain > 1, case .megawatts = demand { return domain }
    if let segment { return max(1, segmentWithin == nil ? min(segment, domain) : segment) }
    return defaultSegment(on: kind)
  }

  /// The level of which one zone holds a segment on a kind: stated, or that of its NVLink domain.
  public func segmentLevel(on kind: Kind) -> Level { segmentWithin ?? kind.nvlinkSpans }

  /// The segment of a lease that states none: of n nodes on domains of d, g of them leased where one stays spare.
  ///
  /// Up to d nodes prefer one domain and have no segment; a multiple of d takes whole domains; else they come in ⌈n ÷ g⌉
  /// segments as equal as can be, with g = ⌊8 d ÷ 9⌋ (16 of 18 trays). An elastic lease goes by what it asks for, so
  /// that it comes in the same segments whatever it gets. What stands today is exempt.
  func defaultSegment(on kind: Kind) -> Int {
    let domain = kind.nodesPerNVLinkDomain
    guard domain > 1, let nodes = nodesInSegments(of: kind), nodes > domain else { return 1 }
    if nodes.isMultiple(of: domain) { return domain }
    let guaranteed = max(1, domain * 8 / 9)
    let segments = (nodes + guaranteed - 1) / guaranteed
    return (nodes + segments - 1) / segments
  }

  /// True where the lease has no segment but stands in one NVLink domain of a rack-scale kind if one has room.
  public func prefersOneDomain(of kind: Kind) -> Bool {
    guard segment == nil, kind.nodesPerNVLinkDomain > 1, let nodes = nodesInSegments(of: kind) else { return false }
    return nodes > 1 && nodes <= kind.nodesPerNVLinkDomain
  }

  /// The nodes that it asks for, where a default says how they stand.
  private func nodesInSegments(of kind: Kind) -> Int? {
    guard !isPlaced else { return nil }
    switch demand {
    case .gpus, .elastic: return nodes(of: kind)?.upperBound
    case .all, .megawatts, .space, .pool: return nil
    }
  }

  /// The rent on so many nodes of a kind, cents per hour.
  public func rent(nodes: Int, of kind: Kind) -> Int64 { rent(nodes: nodes, ofGPUs: kind.gpus) }

  /// The rent that counts where leases are kept, cents per hour: of an elastic lease that of its floor, whatever it gets;
  /// of any other that on so many nodes.
  public func keptRent(nodes: Int, of kind: Kind) -> Int64 {
    guard case .elastic(let floor, _) = demand else { return rent(nodes: nodes, of: kind) }
    return price.centsPerHour(gpus: floor, milliwatts: demand.billedMilliwatts)
  }

  /// The rent on so many nodes of so many GPUs, cents per hour: all that it depends on.
  public func rent(nodes: Int, ofGPUs gpus: Int) -> Int64 {
    price.centsPerHour(gpus: demand.billedGPUs(nodes: nodes, gpusPerNode: gpus), milliwatts: demand.billedMilliwatts)
  }
}
