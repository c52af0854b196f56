internal import Facility
internal import PlanModel

/// A certificate's prices by resource, in 10⁻¹² cents per hour and unit; a wrong price counts as zero.
struct Prices {
  /// By stage, element, zone, bay, spare row and provision.
  private(set) var power: [Int64], cooling: [Int64], space: [Int64], nodes: [Int64], spares: [Int64]
  private(set) var quantities: [Int64]
  /// Prices that are negative, or for what is no limit here, in the plan's order.
  private(set) var violations: [Violation] = []

  init(_ prices: [ResourcePrice], in layout: FacilityTables) {
    let facility = layout.facility
    power = Array(repeating: 0, count: facility.power.count)
    cooling = Array(repeating: 0, count: facility.cooling.count)
    space = Array(repeating: 0, count: facility.zones.count)
    nodes = Array(repeating: 0, count: facility.bays.count)
    spares = Array(repeating: 0, count: layout.spareRows.count)
    quantities = Array(repeating: 0, count: facility.provisions.count)
    for price in prices { read(price, in: layout) }
  }

  private mutating func read(_ price: ResourcePrice, in layout: FacilityTables) {
    let facility = layout.facility
    guard price.failureCase == "normal", price.period == "all" else {
      let name = Prices.name(price.resource, facility)
      violations.append(.unknownPrice("\(name) @ \(price.failureCase) @ \(price.period)"))
      return
    }
    guard isLimit(price.resource, facility, in: layout) else {
      violations.append(.unknownPrice(Prices.name(price.resource, facility)))
      return
    }
    guard price.picocents >= 0 else {
      violations.append(.negativePrice(price.resource, price.picocents))
      return
    }
    add(price, layout)
  }

  /// True if a resource is one of this facility's and has a limit.
  private func isLimit(_ resource: Resource, _ facility: Facility, in layout: FacilityTables) -> Bool {
    switch resource {
    case .power(let id): power.indices.contains(id.index) && facility.power[id].limit != nil
    case .cooling(let id): cooling.indices.contains(id.index) && facility.cooling[id].limit != nil
    case .space(let zone): space.indices.contains(zone.index) && facility.zones[zone].space != nil
    case .nodes(let bay): nodes.indices.contains(bay.index)
    case .spares(let zone, let kind): layout.spareRowIndex(zone, kind) != nil
    case .quantity(let zone, let quantity): layout.provision(of: quantity, in: zone.index) != nil
    }
  }

  /// A resource priced twice has both prices: any sum of prices proves a bound.
  private mutating func add(_ price: ResourcePrice, _ layout: FacilityTables) {
    func raise(_ cell: inout Int64) { cell = cell.addedSaturating(price.picocents) }
    switch price.resource {
    case .power(let id): raise(&power[id.index])
    case .cooling(let id): raise(&cooling[id.index])
    case .space(let zone): raise(&space[zone.index])
    case .nodes(let bay): raise(&nodes[bay.index])
    case .spares(let zone, let kind): layout.spareRowIndex(zone, kind).map { raise(&spares[$0]) }
    case .quantity(let zone, let quantity):
      layout.provision(of: quantity, in: zone.index).map { raise(&quantities[$0]) }
    }
  }

  /// The resource's name, also where it names nothing in the facility.
  private static func name(_ resource: Resource, _ facility: Facility) -> String {
    let known =
      switch resource {
      case .power(let id): facility.power.indices.contains(id.index)
      case .cooling(let id): facility.cooling.indices.contains(id.index)
      case .space(let zone): facility.zones.indices.contains(zone.index)
      case .nodes(let bay): facility.bays.indices.contains(bay.index)
      case .spares(let zone, let kind):
        facility.zones.indices.contains(zone.index) && facility.kinds.indices.contains(kind.index)
      case .quantity(let zone, let quantity):
        facility.zones.indices.contains(zone.index) && facility.quantities.indices.contains(quantity.index)
      }
    return known ? resource.name(in: facility) : "\(resource)"
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
