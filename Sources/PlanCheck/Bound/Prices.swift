internal import Facility
internal import PlanModel
internal import Tenancy

/// A certificate's prices by resource, in 10⁻¹² cents per hour and unit; a wrong price counts as zero.
///
///     let price = RowPrice(.power(PowerID(0)), picocents: 600_000_000)
///     let prices = Prices([price], in: FacilityTables(facility))
///     print(prices.power[0])              // 600000000
///     print(prices.violations.isEmpty)    // true: the stage is there, and has a limit
struct Prices {
  /// By stage, element, zone, bay, spare row and provision.
  private(set) var power: [Int64], cooling: [Int64], space: [Int64], nodes: [Int64], spares: [Int64]
  private(set) var quantities: [Int64]
  /// Prices that are negative, or for what is no limit here, in the plan's order.
  private(set) var violations: [Violation] = []

  init(_ prices: [RowPrice], in tables: FacilityTables) {
    let facility = tables.facility
    power = Array(repeating: 0, count: facility.power.count)
    cooling = Array(repeating: 0, count: facility.cooling.count)
    space = Array(repeating: 0, count: facility.zones.count)
    nodes = Array(repeating: 0, count: facility.bays.count)
    spares = Array(repeating: 0, count: tables.spareRows.count)
    quantities = Array(repeating: 0, count: facility.provisions.count)
    for price in prices { read(price, in: tables) }
  }

  /// These prices where only those of some stages count, of nothing else.
  func only(_ stages: [Int]) -> Prices {
    var only = Prices(noneLike: self)
    for stage in stages { only.power[stage] = power[stage] }
    return only
  }

  /// These prices where those of some stages do not count.
  func without(_ stages: [Int]) -> Prices {
    var rest = self
    for stage in stages { rest.power[stage] = 0 }
    return rest
  }

  /// No prices, for as many resources as others are for.
  private init(noneLike other: Prices) {
    func none(_ column: [Int64]) -> [Int64] { [Int64](repeating: 0, count: column.count) }
    (power, cooling, space) = (none(other.power), none(other.cooling), none(other.space))
    (nodes, spares, quantities) = (none(other.nodes), none(other.spares), none(other.quantities))
  }

  private mutating func read(_ price: RowPrice, in tables: FacilityTables) {
    let facility = tables.facility
    guard price.row.failureCase == .normal, price.row.period == .all,
      raise(price.resource, by: max(0, price.picocents), in: tables)
    else { return violations.append(.unknownPrice(Prices.name(price.row, facility))) }
    if price.picocents < 0 { violations.append(.negativePrice(price.row, price.picocents)) }
  }

  /// Adds to the price of a resource, since a resource priced twice has both prices: any sum of prices proves a bound. Returns
  /// false where the resource is none of this facility's, or has no limit.
  private mutating func raise(_ resource: Resource, by picocents: Int64, in tables: FacilityTables) -> Bool {
    let facility = tables.facility
    guard resource.exists(in: facility) else { return false }
    func raise(_ column: inout [Int64], _ position: Int?) -> Bool {
      guard let position else { return false }
      column[position] = column[position].addedSaturating(picocents)
      return true
    }
    switch resource {
    case .power(let id): return raise(&power, facility.power[id].limit == nil ? nil : id.index)
    case .cooling(let id): return raise(&cooling, facility.cooling[id].limit == nil ? nil : id.index)
    case .space(let zone): return raise(&space, facility.zones[zone].space == nil ? nil : zone.index)
    case .nodes(let bay): return raise(&nodes, bay.index)
    case .spares(let zone, let kind): return raise(&spares, tables.spareRowIndex(zone, kind))
    case .quantity(let zone, let quantity):
      return raise(&quantities, tables.provision(of: quantity, in: zone.index))
    }
  }

  /// The row's name, also where it names nothing in the facility; with its case and period where these are not the usual ones.
  private static func name(_ row: RowKey, _ facility: Facility) -> String {
    let resource = row.resource.exists(in: facility) ? row.resource.name(in: facility) : "\(row.resource)"
    guard row.failureCase != .normal || row.period != .all else { return resource }
    let isKnown = facility.failureCases.indices.contains(row.failureCase.index)
    let failureCase = isKnown ? facility.failureCases[row.failureCase].name : "case \(row.failureCase.raw)"
    return "\(resource) @ \(failureCase) @ \(row.period == .all ? Period.all.name : "period \(row.period.raw)")"
  }
}

extension FacilityTables {
  /// The row that holds a kind's spares in a zone. Rows ascend by zone; a zone has one for each rule at most.
  func spareRowIndex(_ zone: ZoneID, _ kind: KindID) -> Int? {
    var (low, high) = (0, spareRows.count)
    while low < high {
      let middle = (low + high) / 2
      if spareRows[middle].zone < zone { low = middle + 1 } else { high = middle }
    }
    while low < spareRows.count, spareRows[low].zone == zone {
      if spareRows[low].kind == kind { return low }
      low += 1
    }
    return nil
  }
}
