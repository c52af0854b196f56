internal import Facility
internal import PlanModel

/// Every load of a facility, followed forward from where it arises to the supply and into the heat sinks.
///
///     let tables = FacilityTables(facility)
///     let nodePower = NodePower(facility, basis: .sustainedPeak, unleasedIdle: true)
///     var leased = LeasedLoad(bays: facility.bays.count)
///     leased.add(2, of: 0, drawing: .kilowatts(10))  // Two nodes of bay 0.
///     let flow = Flow(in: tables, leasing: leased, drawing: nodePower)
///     print(flow.power[0])    // Watts at the output of power stage 0
///     print(flow.use.supply)  // Watts at the meter, plant and losses included
///
/// Amounts that flow through one point are added up first and rounded up once there: a rack's node draw before it is
/// split over the rack's outlets, a bay's draw before it is split into media, a stage's load before its input is
/// computed. A load that follows the racks is rounded up once for each rack.
///
/// - Complexity: O(zones + stages + Σ zones under each load that follows the racks).
struct Flow {
  /// The load of each power stage at its output.
  private(set) var power: [Watts]
  /// The heat that each cooling element takes.
  private(set) var cooling: [Watts]
  /// The uses of the supply.
  private(set) var use: SupplyUse

  // Amounts that arise in each zone itself; `under` sums add the zones inside.
  private var nodeDraw: [Watts]
  private var informationTechnology: [Watts]
  private var liquid: [Watts]
  private var air: [Watts]
  // Loads that enter the chain, by what they count as.
  private var plant = Watts.zero, base = Watts.zero, leased = Watts.zero

  init(in tables: FacilityTables, leasing leasedLoad: LeasedLoad, drawing nodePower: NodePower) {
    let facility = tables.facility
    let zero = [Watts](repeating: .zero, count: facility.zones.count)
    (nodeDraw, informationTechnology, liquid, air) = (zero, zero, zero, zero)
    power = Array(repeating: .zero, count: facility.power.count)
    cooling = Array(repeating: .zero, count: facility.cooling.count)
    use = SupplyUse(supply: .zero, plant: .zero, losses: .zero, base: .zero, leased: .zero)

    injectNodes(of: tables, leasing: leasedLoad, drawing: nodePower)
    for load in facility.loads { injectLoad(load, in: tables, at: nodePower.end) }
    var under = informationTechnology
    Flow.sumUp(&under, tables)
    for load in facility.loads { injectShareOfIT(load, under: under, in: tables, at: nodePower.end) }
    flowToSupply(tables)
    Flow.sumUp(&liquid, tables)
    Flow.sumUp(&air, tables)
    for (position, element) in facility.cooling.enumerated() {
      if element.medium.takesLiquid { cooling[position] += liquid[element.zone.index] }
      if element.medium.takesAir { cooling[position] += air[element.zone.index] }
    }
  }

  /// Takes the loads of some stages from a flow of the same placements on another basis.
  mutating func takePower(of stages: [Int], from other: Flow) {
    for stage in stages { power[stage] = other.power[stage] }
  }

  /// Adds to each zone the amounts of its children.
  private static func sumUp(_ amounts: inout [Watts], _ tables: FacilityTables) {
    for zone in amounts.indices.reversed() where tables.parent[zone] >= 0 {
      amounts[tables.parent[zone]] += amounts[zone]
    }
  }

  /// Injects the draw of every bay's nodes at its zone's outlets.
  private mutating func injectNodes(
    of tables: FacilityTables, leasing leasedLoad: LeasedLoad, drawing nodePower: NodePower
  ) {
    let facility = tables.facility
    for zone in tables.firstBay.indices where tables.firstBay[zone] >= 0 {
      var (leasedHere, otherHere) = (Watts.zero, Watts.zero)
      var position = tables.firstBay[zone]
      while position >= 0 {
        let (bay, kind) = (facility.bays[position], facility.bays[position].kind.index)
        let unleased = max(0, tables.inService[position] - Int(leasedLoad.nodes[position]))
        let other = nodePower.unleased[kind] * unleased + nodePower.burnIn[kind] * bay.burnIn
        let draw = leasedLoad.draw[position] + other
        let share = facility.kinds[kind].liquid
        liquid[zone] += share.roundedUp(of: draw) + leasedLoad.ownLiquid[position]
        air[zone] += Fraction(ppm: 1_000_000 - share.ppm).roundedUp(of: draw) + leasedLoad.ownAir[position]
        leasedHere += leasedLoad.draw[position] + leasedLoad.ownDraw[position]
        otherHere += other
        position = tables.nextBay[position]
      }
      nodeDraw[zone] = leasedHere + otherHere
      informationTechnology[zone] += nodeDraw[zone]
      if inject(nodeDraw[zone], evenlyAt: zone, tables) {
        leased += leasedHere
        base += otherHere
      }
    }
  }

  /// Injects any load but a share of the IT load.
  private mutating func injectLoad(_ load: ZoneLoad, in tables: FacilityTables, at end: ToleranceEnd) {
    let facility = tables.facility
    let (zone, total, fed): (Int, Watts, Watts)
    zone = load.zone.index
    switch load.amount {
    case .ofIT: return
    case .fixed(let watts):
      total = end.of(watts, tolerance: load.tolerance)
      fed = inject(total, from: load.fedFrom, orEvenlyAt: zone, tables) ? total : .zero
    case .perGPU(let watts):
      let each = end.of(watts, tolerance: load.tolerance)
      (total, fed) = inject(load, tables) { at in
        var (gpus, bay) = (0, tables.firstBay[at])
        while bay >= 0 {
          gpus += facility.bays[bay].installed * facility.kinds[facility.bays[bay].kind].gpus
          bay = tables.nextBay[bay]
        }
        return each * gpus
      }
    case .ofNodes(let share):
      let share = end.of(share, tolerance: load.tolerance)
      let draws = nodeDraw
      (total, fed) = inject(load, tables) { share.roundedUp(of: draws[$0]) }
    }
    addHeat(total, to: load.heat, in: zone)
    if load.isIT {
      informationTechnology[zone] += total
      base += fed
    } else {
      plant += fed
    }
  }

  /// Injects a share of the IT load, which is complete by now; never IT itself.
  private mutating func injectShareOfIT(
    _ load: ZoneLoad, under: [Watts], in tables: FacilityTables, at end: ToleranceEnd
  ) {
    guard case .ofIT(let share) = load.amount else { return }
    let zone = load.zone.index
    let total = end.of(share, tolerance: load.tolerance).roundedUp(of: under[zone])
    if inject(total, from: load.fedFrom, orEvenlyAt: zone, tables) { plant += total }
    addHeat(total, to: load.heat, in: zone)
  }

  /// Injects a load that follows the racks: `part` of each rack under the load's zone enters at the stage named, or
  /// else where the zone's child that holds the rack is fed from outside, or, where the zone is the rack, at its
  /// outlets. Returns the whole load, and the part of it that enters the chain.
  private mutating func inject(
    _ load: ZoneLoad, _ tables: FacilityTables, part: (Int) -> Watts
  ) -> (total: Watts, fed: Watts) {
    let zone = load.zone.index
    let own = tables.firstBay[zone] >= 0 ? part(zone) : .zero
    var (total, fed) = (own, Watts.zero)
    if load.fedFrom == nil, inject(own, evenlyAt: zone, tables) { fed += own }
    var child = zone + 1
    while child < tables.end[zone] {
      var amount = Watts.zero
      for rack in child..<tables.end[child] where tables.firstBay[rack] >= 0 { amount += part(rack) }
      total += amount
      if load.fedFrom == nil, inject(amount, at: tables.intake[child]) { fed += amount }
      child = tables.end[child]
    }
    if let stage = load.fedFrom, inject(total, at: stage.index) { fed = total }
    return (total, fed)
  }

  private mutating func inject(_ amount: Watts, from stage: PowerID?, orEvenlyAt zone: Int, _ tables: FacilityTables)
    -> Bool
  {
    if let stage { return inject(amount, at: stage.index) }
    return inject(amount, evenlyAt: zone, tables)
  }

  /// Splits an amount over a zone's outlets. Returns true if it enters the chain; it does where none is modelled at
  /// all.
  private mutating func inject(_ amount: Watts, evenlyAt zone: Int, _ tables: FacilityTables) -> Bool {
    let outlets = tables.outlets(of: zone)
    guard !outlets.isEmpty else { return power.isEmpty }
    let each = Watts(milliwatts: amount.milliwatts.scaledUp(1, over: Int64(outlets.count)))
    for outlet in outlets { power[outlet] += each }
    return true
  }

  private mutating func inject(_ amount: Watts, at stage: Int) -> Bool {
    guard stage >= 0 else { return power.isEmpty }
    power[stage] += amount
    return true
  }

  private mutating func addHeat(_ amount: Watts, to heat: ZoneLoad.Heat, in zone: Int) {
    switch heat {
    case .air: air[zone] += amount
    case .liquid: liquid[zone] += amount
    case .none: break
    }
  }

  /// Hands each stage's input to its parent. The supply is what stages without a parent carry at their output: what the
  /// contract meters. A load that no stage feeds is none of the supply's and counts nowhere.
  private mutating func flowToSupply(_ tables: FacilityTables) {
    let facility = tables.facility
    var supply = power.isEmpty ? plant + base + leased : .zero
    for stage in power.indices.reversed() {
      let feeder = tables.feeder[stage]
      if feeder >= 0 { power[feeder] += facility.power[stage].input(for: power[stage]) } else { supply += power[stage] }
    }
    use = SupplyUse(supply: supply, plant: plant, losses: supply - plant - base - leased, base: base, leased: leased)
  }
}
