public import Facility
public import Tenancy

/// The load on a row, and its capacity.
public struct Loading: Hashable, Sendable {
  /// The row.
  public var row: RowKey
  /// Used, in its unit.
  public var load: Int64
  /// Allowed, in its unit.
  public var capacity: Int64

  /// Makes a loading.
  public init(_ row: RowKey, load: Int64, capacity: Int64) {
    self.row = row
    self.load = load
    self.capacity = capacity
  }

  /// Makes the loading of a resource in normal running for the whole horizon.
  public init(_ resource: Resource, load: Int64, capacity: Int64) {
    self.init(RowKey(resource), load: load, capacity: capacity)
  }

  /// The resource of the row.
  public var resource: Resource { row.resource }

  /// Used over allowed; a load on no capacity is infinite.
  public var utilisation: Double {
    capacity > 0 ? Double(load) / Double(capacity) : (load > 0 ? .infinity : 0)
  }

  /// True where more of this resource's capacity is used than of another's, compared exactly; a load on no capacity is fuller
  /// than any other.
  public func isFuller(than other: Loading) -> Bool {
    switch (capacity > 0, other.capacity > 0) {
    case (true, true): Int128(load) * Int128(other.capacity) > Int128(other.load) * Int128(capacity)
    case (false, true): load > 0
    case (true, false): other.load <= 0 && load > 0
    case (false, false): load > other.load
    }
  }
}

/// One way in which a plan breaks a rule.
public enum Violation: Hashable, Sendable {
  /// A lease is placed twice.
  case placedTwice(LeaseID)
  /// A lease is both placed and refused, or neither.
  case unaccounted(LeaseID)
  /// A rack has no bay of the kind that the plan names.
  case noSuchBay(LeaseID, rack: ZoneID, kind: KindID)
  /// The lease asks for another kind.
  case wrongKind(LeaseID, placed: KindID, asked: KindID)
  /// A count that is not positive, a rack named twice, or a piece of a node where whole nodes are asked and the other way round.
  case malformedPart(LeaseID, rack: ZoneID)
  /// Too many or too few nodes for what the lease asks.
  case wrongSize(LeaseID, placed: Int, asked: Int)
  /// The gang is split over several zones of its level.
  case split(LeaseID, level: Level, over: [ZoneID])
  /// A lease that stands somewhere today has been moved.
  case moved(LeaseID, rack: ZoneID, placed: Int, today: Int)
  /// It stands outside the zone that it may not leave.
  case outside(LeaseID, zone: ZoneID)
  /// Another lease stands in a part that it has for itself.
  case shared(LeaseID, with: LeaseID, in: Part)
  /// More of it stands in one part than it allows.
  case crowded(LeaseID, in: Part, nodes: Int, most: Int)
  /// A zone that keeps segments together holds nodes of it that make no whole ones.
  case brokenSegment(LeaseID, in: ZoneID, nodes: Int, segment: Int)
  /// A piece does not lie in its node as it must: a node that is not there or not in service, GPUs that the domain does not
  /// have left, or a domain border crossed.
  case misfit(LeaseID, rack: ZoneID, node: Int)
  /// It does not stand near the lease that it enlarges, or that one is refused.
  case apart(LeaseID, from: LeaseID)
  /// A limit is exceeded.
  case over(Loading)
  /// The plan claims another figure than its placements and prices give.
  case claim(String, claimed: Int64, actual: Int64)
  /// The plan states another load or capacity of a resource than its placements give.
  case falseLoad(claimed: Loading, actual: Loading)
  /// The plan does not state the load of a limit that is the fullest of its group.
  case missingLoad(Loading)
  /// The plan was made from another version of a file: `the facility file` or `the tenant book`.
  case otherFile(String)
  /// A price is negative.
  case negativePrice(RowKey, Int64)
  /// A price is given for a resource, case or period that is no limit here.
  case unknownPrice(String)
}

extension Violation {
  /// The lease that it is about.
  public var lease: LeaseID? {
    switch self {
    case .placedTwice(let id), .unaccounted(let id), .noSuchBay(let id, _, _), .wrongKind(let id, _, _),
      .malformedPart(let id, _), .wrongSize(let id, _, _), .split(let id, _, _), .moved(let id, _, _, _),
      .outside(let id, _), .shared(let id, _, _), .crowded(let id, _, _, _), .brokenSegment(let id, _, _, _),
      .misfit(let id, _, _), .apart(let id, _):
      id
    case .over, .claim, .falseLoad, .missingLoad, .otherFile, .negativePrice, .unknownPrice: nil
    }
  }
}

/// The split of the power entering at the supply by use; the parts sum to `supply` exactly.
public struct SupplyUse: Hashable, Sendable {
  /// At the supply.
  public var supply: Watts
  /// Zone loads that are not IT: the cooling plant, offices.
  public var plant: Watts
  /// Lost in the chain.
  public var losses: Watts
  /// IT zone loads, idle nodes, nodes in burn-in.
  public var base: Watts
  /// Leased nodes.
  public var leased: Watts

  /// Makes a split.
  public init(supply: Watts, plant: Watts, losses: Watts, base: Watts, leased: Watts) {
    self.supply = supply
    self.plant = plant
    self.losses = losses
    self.base = base
    self.leased = leased
  }
}

/// The findings of an independent reading of a plan.
public struct Verdict: Sendable {
  /// Rules broken, in a fixed order; empty: the plan is feasible and its claims hold.
  public var violations: [Violation]
  /// Every row with a limit: power in table order, then cooling, then the rest.
  public var loadings: [Loading]
  /// The split of the supply by use.
  public var use: SupplyUse
  /// Re-added rent of the placed leases, cents per hour.
  public var value: Int64
  /// Re-added rent of those kept first, cents per hour.
  public var keptValue: Int64
  /// The bound that the plan's prices prove, cents per hour.
  public var bound: Int64
  /// The bound on kept value that they prove, cents per hour.
  public var keptBound: Int64
  /// Leases that must be kept, whoever stands today among them, and that the plan does not place; ascending.
  public var dropped: [LeaseID]

  /// Makes a verdict.
  public init(
    violations: [Violation], loadings: [Loading], use: SupplyUse, value: Int64, keptValue: Int64, bound: Int64,
    keptBound: Int64, dropped: [LeaseID] = []
  ) {
    self.violations = violations
    self.loadings = loadings
    self.use = use
    self.value = value
    self.keptValue = keptValue
    self.bound = bound
    self.keptBound = keptBound
    self.dropped = dropped
  }

  /// True where nothing is broken.
  public var holds: Bool { violations.isEmpty }

  /// True where a sum came to the end of what can be counted, 9.2 × 10¹⁸ mW or cents per hour: figures of the verdict are then too
  /// small.
  ///
  /// - Complexity: O(loadings).
  public var isBeyondCount: Bool {
    func isAtEnd(_ figure: Int64) -> Bool { figure == .max || figure == .min }
    return [value, keptValue, bound, keptBound].contains(where: isAtEnd)
      || [use.supply, use.plant, use.losses, use.base, use.leased].contains { isAtEnd($0.milliwatts) }
      || loadings.contains { isAtEnd($0.load) }
  }

  /// True where nothing is broken and nobody is dropped who must be kept: the answer is yes.
  public var isYes: Bool { holds && dropped.isEmpty }
}

extension Verdict {
  /// Of every group of limits (`contract`, `transformer`, `cdu`, …) the fullest one, the first of equals; groups in table order.
  ///
  /// Nodes are left out: a bay that is leased in full is no news.
  public func fullest(in facility: Facility) -> [Loading] {
    var fullest: [Loading] = []
    var numberOf: [String: Int] = [:]
    for loading in loadings {
      if case .nodes = loading.resource { continue }
      let group = loading.resource.group(in: facility)
      if let number = numberOf[group] {
        if loading.isFuller(than: fullest[number]) { fullest[number] = loading }
      } else {
        numberOf[group] = fullest.count
        fullest.append(loading)
      }
    }
    return fullest
  }
}
