internal import Facility
internal import Tenancy

/// The cost of a lease's named quantities at given prices, beside that of its nodes.
struct QuantityCost {
  // By quantity: its prices summed outwards, by zone; empty where it has none.
  private var above: [[Int64]]
  // By quantity and kind: that sum where it is the same for all of the kind's bays in service.
  private var uniform: [[Int64?]]

  init(in tables: FacilityTables, at prices: Prices) {
    let facility = tables.facility
    above = facility.quantities.map { _ in [] }
    uniform = above.map { _ in [] }
    for (position, provision) in facility.provisions.enumerated() where prices.quantities[position] > 0 {
      let quantity = provision.quantity.index
      if above[quantity].isEmpty { above[quantity] = Array(repeating: 0, count: facility.zones.count) }
      let zone = provision.zone.index
      above[quantity][zone] = above[quantity][zone].addedSaturating(prices.quantities[position])
    }
    for quantity in above.indices where !above[quantity].isEmpty {
      for zone in facility.zones.indices where tables.parent[zone] >= 0 {
        above[quantity][zone] = above[quantity][zone].addedSaturating(above[quantity][tables.parent[zone]])
      }
      uniform[quantity] = sums(above[quantity], in: tables)
    }
  }

  private func sums(_ prices: [Int64], in tables: FacilityTables) -> [Int64?] {
    let facility = tables.facility
    var sums = [Int64?](repeating: nil, count: facility.kinds.count)
    var isMixed = [Bool](repeating: false, count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() where tables.inService[position] > 0 {
      let (kind, price) = (bay.kind.index, prices[bay.zone.index])
      if let sum = sums[kind], sum != price { isMixed[kind] = true }
      sums[kind] = price
    }
    return zip(sums, isMixed).map { $1 ? nil : $0 }
  }

  /// The cost of a lease's amounts for each of its nodes: that which is the same in every bay, and the amounts whose
  /// cost depends on the bay.
  func perNode(_ lease: Lease, _ demand: SizedDemand) -> (flat: Int128, varying: [QuantityDemand]) {
    var (flat, varying) = (Int128(0), [QuantityDemand]())
    for asked in lease.quantities where !above[asked.quantity.index].isEmpty {
      let amount = asked.perNode(of: demand.most)
      if let price = uniform[asked.quantity.index][demand.kind.index] {
        flat = flat.adding(amount, at: price)
      } else {
        varying.append(QuantityDemand(asked.quantity, amount))
      }
    }
    return (flat, varying)
  }

  /// Adds the cost of amounts per node in each bay.
  func add(_ amounts: [QuantityDemand], to costs: inout [Int128], bays: [Int], _ facility: Facility) {
    for asked in amounts {
      let prices = above[asked.quantity.index]
      for bay in bays { costs[bay] = costs[bay].adding(asked.amount, at: prices[facility.bays[bay].zone.index]) }
    }
  }
}
