internal import Facility
internal import PlanModel
internal import Tenancy

/// The cheapest placement of each lease at given prices: the most by which its rent can exceed what its nodes cost, on
/// the best of its kinds and at the best of its sizes.
///
/// Leases with the same marginal load at the same level are taken together, so that bays are priced once for each
/// marginal load, sorted by cost once for each level, and searched once for each size.
struct CheapestPlacements {
  /// By lease, the most by which its rent exceeds the cost of its nodes, in 10⁻¹² cents per hour; nil if it can be
  /// placed nowhere.
  private(set) var surplus: [Int128?]
  /// The same of what it counts as kept: an elastic lease at its floor.
  private(set) var keptSurplus: [Int128?]
  /// By lease, its highest rent on a kind on which it can be placed, cents per hour, and what it counts as kept; 0 if it
  /// can be placed nowhere.
  private(set) var value: [Int64], keptValue: [Int64]

  private let facility: Facility
  private let book: Book
  private let tables: FacilityTables

  /// The key by which leases are taken together.
  private struct Group: Hashable, Comparable {
    var marginalLoad: MarginalLoad
    /// The amounts of named quantities that are not priced alike everywhere: a position in `charges`.
    var charge: Int
    var level: Level

    /// True if a node costs the same in every bay.
    func isPriced(like other: Group) -> Bool { marginalLoad == other.marginalLoad && charge == other.charge }

    static func < (a: Group, b: Group) -> Bool {
      if a.marginalLoad != b.marginalLoad { return a.marginalLoad < b.marginalLoad }
      return (a.charge, a.level) < (b.charge, b.level)
    }
  }

  /// A lease on one of its kinds.
  private struct Entry {
    var lease: Int32
    /// The position of its demand among all.
    var demand: Int32
    /// Cost of named quantities for each node, the same in every bay.
    var flat: Int128
  }

  init(in context: CheckContext, at prices: Prices) {
    (facility, book, tables) = (context.facility, context.book, context.tables)
    let demands = context.demands
    surplus = Array(repeating: nil, count: book.leases.count)
    value = Array(repeating: 0, count: book.leases.count)
    (keptSurplus, keptValue) = (surplus, value)
    var bays = [[Int]](repeating: [], count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() where tables.inService[position] > 0 {
      bays[bay.kind.index].append(position)
    }
    let quantityCost = QuantityCost(in: tables, at: prices)
    let (groups, charges) = groups(of: demands, in: context, at: quantityCost)
    var nodeCosts = BasisCosts(in: context, at: prices)
    var zoneCapacity = ZoneCapacity(tables)
    var baysByZone: [[BaysByZone?]] = Array(
      repeating: Array(repeating: nil, count: Level.allCases.count), count: facility.kinds.count)
    var costs = [Int128](repeating: 0, count: facility.bays.count)
    var last: Group?
    for (group, entries) in groups {
      let kind = group.marginalLoad.kind
      if last?.isPriced(like: group) != true {
        nodeCosts.write(group.marginalLoad, bays: bays[kind.index], to: &costs)
        quantityCost.add(charges[group.charge], to: &costs, bays: bays[kind.index], facility)
      }
      last = group
      let byZone =
        baysByZone[kind.index][group.level.rawValue] ?? BaysByZone(bays[kind.index], at: group.level, in: tables)
      baysByZone[kind.index][group.level.rawValue] = byZone
      var cheapestBays = CheapestBays(byZone, at: costs, in: tables)
      for entry in entries {
        let demand = demands[at: Int(entry.demand)]
        guard
          let found = surplus(
            of: entry, demand: demand, costs: costs, cheapestBays: &cheapestBays, zoneCapacity: &zoneCapacity)
        else { continue }
        let lease = Int(entry.lease)
        surplus[lease] = max(surplus[lease] ?? found.whole, found.whole)
        keptSurplus[lease] = max(keptSurplus[lease] ?? found.kept, found.kept)
        value[lease] = max(value[lease], demand.value)
        keptValue[lease] = max(keptValue[lease], demand.keptValue)
      }
    }
  }

  /// The surplus of a lease on one of its kinds, and that of what it counts as kept; nil if it can be placed nowhere on
  /// it.
  private func surplus(
    of entry: Entry, demand: SizedDemand, costs: [Int128], cheapestBays: inout CheapestBays,
    zoneCapacity: inout ZoneCapacity
  ) -> (whole: Int128, kept: Int128)? {
    let lease = book.leases[Int(entry.lease)]
    if lease.isPinned {
      guard let today = today(lease, on: demand.kind, costs: costs, flat: entry.flat) else { return nil }
      return (
        Int128(today.rent) * .picocentsPerCent - today.cost, Int128(demand.keptValue) * .picocentsPerCent - today.cost
      )
    }
    if lease.numa == .single, demand.piece > 0 {
      // No node of the kind has a domain that could hold it.
      let domains = facility.kinds[demand.kind].numaDomains.map(\.gpus)
      let total = domains.reduce(0, +)
      let largest = total == facility.kinds[demand.kind].gpus ? domains.max() ?? 0 : facility.kinds[demand.kind].gpus
      if demand.piece > largest { return nil }
    }
    if let zone = lease.within,
      zoneCapacity.mostNodes(of: demand.kind, at: lease.level, in: zone) < demand.least
    {
      return nil
    }
    guard demand.least < demand.most else {
      return cheapestBays.surplus(of: demand.most, worth: demand.value, flat: entry.flat).map { ($0, $0) }
    }
    let kind = facility.kinds[demand.kind]
    guard let whole = cheapestBays.surplus(of: demand, lease: lease, kind: kind, flat: entry.flat) else { return nil }
    guard case .elastic = lease.demand else { return (whole, whole) }
    return cheapestBays.surplus(of: demand.least, worth: demand.keptValue, flat: entry.flat).map { (whole, $0) }
  }

  /// The groups in order, each with its leases in the book's order.
  private func groups(
    of demands: SizedDemands, in context: CheckContext, at quantityCost: QuantityCost
  ) -> (groups: [(key: Group, value: [Entry])], charges: [[QuantityDemand]]) {
    var numberOf: [Group: Int] = [:]
    var groups: [(key: Group, value: [Entry])] = []
    var charges: [[QuantityDemand]] = [[]]
    var numbers: [[QuantityDemand]: Int] = [[]: 0]
    for lease in book.leases.indices {
      for position in demands.range(of: lease) {
        let demand = demands[at: position]
        let (flat, varying) =
          book.leases[lease].quantities.isEmpty ? (0, []) : quantityCost.perNode(book.leases[lease], demand)
        let charge = varying.isEmpty ? 0 : numbers[varying, default: charges.count]
        if charge == charges.count {
          charges.append(varying)
          numbers[varying] = charge
        }
        let group = Group(
          marginalLoad: marginalLoad(of: book.leases[lease], demand: demand, in: context), charge: charge,
          level: book.leases[lease].level)
        let number = numberOf[group] ?? groups.count
        if number == groups.count {
          numberOf[group] = number
          groups.append((group, []))
        }
        groups[number].value.append(Entry(lease: Int32(lease), demand: Int32(position), flat: flat))
      }
    }
    return (groups.sorted { $0.key < $1.key }, charges)
  }

  /// The load that one node of a lease adds to its bay. Of a node that is opened by pieces, each adds its share.
  private func marginalLoad(of lease: Lease, demand: SizedDemand, in context: CheckContext) -> MarginalLoad {
    if case .space(let space) = lease.demand {
      let extra = max(0, space.perRack.milliwatts)
      return MarginalLoad(
        kind: demand.kind, extra: extra, liquid: space.liquid.ppm, gpus: 0,
        others: context.others.map { _ in extra })
    }
    let kind = facility.kinds[demand.kind]
    func extra(_ nodePower: NodePower, drawing draw: Watts) -> Int64 {
      let whole = (nodePower.leased(demand.kind, drawing: draw) - nodePower.unleased[demand.kind.index]).milliwatts
      return max(0, demand.piece > 0 ? whole.scaledDown(Int64(demand.piece), over: Int64(kind.gpus)) : whole)
    }
    return MarginalLoad(
      kind: demand.kind, extra: extra(context.nodePower, drawing: demand.draw), liquid: kind.liquid.ppm,
      gpus: demand.piece,
      others: context.others.map { extra($0.nodePower, drawing: kind.draw(lease.profile, on: $0.basis)) })
  }

  /// The rent of a lease exactly where it is placed today, cents per hour, and the cost of its nodes there; nil if a rack
  /// has no bay of the kind.
  private func today(_ lease: Lease, on kind: KindID, costs: [Int128], flat: Int128) -> (rent: Int64, cost: Int128)? {
    var (cost, nodes) = (Int128(0), Int64(0))
    for range in lease.placed {
      let bay = tables.bay(in: range.zone.index, of: kind)
      guard bay >= 0 else { return nil }
      let count = range.piece == nil ? range.nodes : 1
      cost = cost.addingCosts(costs[bay], times: count).addingCosts(flat, times: count)
      nodes = nodes.addedSaturating(Int64(count))
    }
    return (lease.rent(nodes: Int(nodes), of: facility.kinds[kind]), cost)
  }
}
