internal import Facility

/// The least cost of one more leased node at given prices: a lower estimate of the load that its extra draw adds to
/// every resource, rounded down at every step, times the price. A piece pays its share of the node, its height and its
/// spares.
struct NodeCost {
  /// A zone load that grows with the nodes or with the IT load under its zone.
  private struct ProportionalLoad {
    var ppm: Int64
    /// The stage that feeds it; -1: it follows the racks, or leaves at the zone's outlets if it is a share of IT load.
    var stage: Int
    var isIT: Bool
    var heat: ZoneLoad.Heat
  }

  private let facility: Facility
  private let tables: FacilityTables
  private let prices: Prices
  // By stage: parts per million of input that reach the output; whether it or a stage that feeds it has a price.
  private let efficiency: [Int64], priced: [Bool]
  // By zone: prices of all cooling that takes the medium there, summed outwards.
  private let liquidPrice: [Int64], airPrice: [Int64]
  private var ofNodes: [[ProportionalLoad]], ofIT: [[ProportionalLoad]]
  /// By zone: the cost of loads around it; written anew for every marginal load.
  private var surroundingCost: [Int128]

  init(in tables: FacilityTables, at prices: Prices) {
    let facility = tables.facility
    (self.facility, self.tables, self.prices) = (facility, tables, prices)
    surroundingCost = Array(repeating: 0, count: tables.parent.count)
    efficiency = facility.power.map { max(1, $0.efficiency.ppm) }
    var priced = prices.power.map { $0 > 0 }
    for stage in priced.indices where tables.feeder[stage] >= 0 && priced[tables.feeder[stage]] { priced[stage] = true }
    self.priced = priced

    var (liquid, air) = (prices.space.map { _ in Int64(0) }, prices.space.map { _ in Int64(0) })
    for (position, element) in facility.cooling.enumerated() {
      let (zone, price) = (element.zone.index, prices.cooling[position])
      if element.medium.takesLiquid { liquid[zone] = liquid[zone].addedSaturating(price) }
      if element.medium.takesAir { air[zone] = air[zone].addedSaturating(price) }
    }
    for zone in liquid.indices where tables.parent[zone] >= 0 {
      liquid[zone] = liquid[zone].addedSaturating(liquid[tables.parent[zone]])
      air[zone] = air[zone].addedSaturating(air[tables.parent[zone]])
    }
    (liquidPrice, airPrice) = (liquid, air)

    ofNodes = facility.zones.map { _ in [] }
    ofIT = ofNodes
    for load in facility.loads {
      let stage = load.fedFrom?.index ?? -1
      switch load.amount {
      case .fixed, .perGPU: break
      case .ofNodes(let share):
        ofNodes[load.zone.index].append(
          ProportionalLoad(ppm: share.ppm, stage: stage, isIT: load.isIT, heat: load.heat))
      case .ofIT(let share):
        ofIT[load.zone.index].append(ProportionalLoad(ppm: share.ppm, stage: stage, isIT: false, heat: load.heat))
      }
    }
  }

  /// Writes the cost of a marginal load in each of `bays`, which are those of its kind.
  mutating func write(_ marginalLoad: MarginalLoad, bays: [Int], to costs: inout [Int128]) {
    let extra = marginalLoad.extra
    // Loads of a zone follow any rack under it alike: added once from the root inwards.
    for zone in surroundingCost.indices {
      let outside = tables.parent[zone]
      var cost = outside >= 0 ? surroundingCost[outside] : 0
      if outside >= 0, tables.intake[zone] >= 0 {
        for share in ofNodes[outside] where share.stage < 0 {
          cost = inject(part(extra, share.ppm), at: tables.intake[zone], cost)
        }
      }
      for share in ofNodes[zone] {
        let amount = part(extra, share.ppm)
        if share.stage >= 0 { cost = inject(amount, at: share.stage, cost) }
        cost = addingHeat(amount, of: share.heat, in: zone, to: cost)
        if share.isIT { cost = shareOfIT(amount, arisingIn: zone, cost) }
      }
      for share in ofIT[zone] { cost = inject(share, of: extra, in: zone, cost) }
      surroundingCost[zone] = cost
    }

    let (kind, liquid) = (facility.kinds[marginalLoad.kind], marginalLoad.liquid)
    for bay in bays {
      let rack = facility.bays[bay].zone.index
      var cost = inject(extra, evenlyAt: rack, surroundingCost[rack])
      for share in ofNodes[rack] where share.stage < 0 { cost = inject(part(extra, share.ppm), evenlyAt: rack, cost) }
      cost = cost.adding(part(extra, liquid), at: liquidPrice[rack])
      cost = cost.adding(part(extra, 1_000_000 - liquid), at: airPrice[rack])
      var node = Int128(0).adding(kind.height.units, at: prices.space[rack]).adding(1, at: prices.nodes[bay])
      if tables.spareRow[bay] >= 0 { node = node.adding(1, at: prices.spares[tables.spareRow[bay]]) }
      costs[bay] = min(
        .costCeiling, cost + (marginalLoad.gpus > 0 ? node.share(marginalLoad.gpus, of: kind.gpus) : node))
    }
  }

  /// The cost with that of shares of IT load, there and further out, on `amount` mW of IT load that arises in a zone.
  private func shareOfIT(_ amount: Int64, arisingIn zone: Int, _ cost: Int128) -> Int128 {
    var (zone, cost) = (zone, cost)
    while zone >= 0 {
      for share in ofIT[zone] { cost = inject(share, of: amount, in: zone, cost) }
      zone = tables.parent[zone]
    }
    return cost
  }

  private func inject(_ share: ProportionalLoad, of amount: Int64, in zone: Int, _ cost: Int128) -> Int128 {
    let amount = part(amount, share.ppm)
    let entered = share.stage >= 0 ? inject(amount, at: share.stage, cost) : inject(amount, evenlyAt: zone, cost)
    return addingHeat(amount, of: share.heat, in: zone, to: entered)
  }

  private func inject(_ amount: Int64, evenlyAt zone: Int, _ cost: Int128) -> Int128 {
    let outlets = tables.outlets(of: zone)
    var cost = cost
    for outlet in outlets { cost = inject(amount / Int64(outlets.count), at: outlet, cost) }
    return cost
  }

  /// Follows an amount from a stage's output to the supply.
  private func inject(_ amount: Int64, at stage: Int, _ cost: Int128) -> Int128 {
    var (amount, stage, cost) = (amount, stage, cost)
    while stage >= 0, priced[stage] {
      cost = cost.adding(amount, at: prices.power[stage])
      if efficiency[stage] != 1_000_000 { amount = scaled(amount, 1_000_000, over: efficiency[stage]) }
      stage = tables.feeder[stage]
    }
    return cost
  }

  private func addingHeat(_ amount: Int64, of heat: ZoneLoad.Heat, in zone: Int, to cost: Int128) -> Int128 {
    switch heat {
    case .air: cost.adding(amount, at: airPrice[zone])
    case .liquid: cost.adding(amount, at: liquidPrice[zone])
    case .none: cost
    }
  }

  private func part(_ amount: Int64, _ ppm: Int64) -> Int64 { scaled(amount, ppm, over: 1_000_000) }

  /// `amount × numerator / denominator` rounded down, the quick way where the product fits 64 bits.
  private func scaled(_ amount: Int64, _ numerator: Int64, over denominator: Int64) -> Int64 {
    let (product, overflow) = amount.multipliedReportingOverflow(by: numerator)
    return overflow ? amount.scaledDown(numerator, over: denominator) : product / denominator
  }
}
