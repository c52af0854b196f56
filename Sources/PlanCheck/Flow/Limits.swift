internal import Facility
internal import PlanModel

/// The loading of every limit of a facility under a plan.
enum Limits {
  /// Power stages with a limit in table order, then cooling elements with one, racks with a height, bays, spare rows,
  /// provisions of named quantities.
  static func loadings(
    in tables: FacilityTables, flow: Flow, leased leasedLoad: LeasedLoad, quantities: QuantityUse
  ) -> [Loading] {
    let facility = tables.facility
    var all: [Loading] = []
    all.reserveCapacity(facility.power.count + facility.cooling.count + facility.zones.count + facility.bays.count)
    for (position, stage) in facility.power.enumerated() {
      guard let limit = stage.limit else { continue }
      all.append(
        Loading(
          .power(PowerID(position)), load: flow.power[position].milliwatts, capacity: limit.milliwatts))
    }
    for (position, element) in facility.cooling.enumerated() {
      guard let limit = element.limit else { continue }
      all.append(
        Loading(
          .cooling(CoolingID(position)), load: flow.cooling[position].milliwatts, capacity: limit.milliwatts))
    }
    for (position, zone) in facility.zones.enumerated() {
      guard let space = zone.space else { continue }
      let used = unitsUsed(in: position, of: tables, leased: leasedLoad)
      all.append(Loading(.space(ZoneID(position)), load: used, capacity: space.units))
    }
    var spares = [Int64](repeating: 0, count: tables.spareRows.count)
    for (bay, nodes) in leasedLoad.nodes.enumerated() {
      all.append(Loading(.nodes(BayID(bay)), load: nodes, capacity: Int64(tables.inService[bay])))
      let row = tables.spareRow[bay]
      if row >= 0 { spares[row] = spares[row].addedSaturating(nodes) }
    }
    for (row, nodes) in zip(tables.spareRows, spares) {
      all.append(Loading(.spares(row.zone, row.kind), load: nodes, capacity: Int64(row.capacity)))
    }
    for (provision, used) in zip(facility.provisions, quantities.used) {
      all.append(Loading(.quantity(provision.zone, provision.quantity), load: used, capacity: provision.capacity))
    }
    return all
  }

  private static func unitsUsed(in zone: Int, of tables: FacilityTables, leased leasedLoad: LeasedLoad) -> Int64 {
    let facility = tables.facility
    var (used, bay) = (Int64(0), tables.firstBay[zone])
    while bay >= 0 {
      let height = facility.kinds[facility.bays[bay].kind].height.units
      used = used.addedSaturating(leasedLoad.nodes[bay].multipliedSaturating(by: height))
      bay = tables.nextBay[bay]
    }
    return used
  }
}
