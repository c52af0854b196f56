import Facility
import PlanModel

/// What one watt drawn by a rack's nodes becomes at every limit on its way: the planner's reading of the wiring.
///
/// `PlanCheck` lets watts flow forward through the tree; here each rack is traced once and only coefficients remain. They
/// are in parts per 10⁹, rounded up at every step, and a loss that grows with the square of the load enters by a secant.
/// Both err towards more load, so a plan that holds here holds there.
struct LoadCoefficients {
  /// A watt is this many parts.
  static let one: Int64 = 1_000_000_000

  /// Where a load lands: power elements, then cooling elements, by a dense number.
  struct Entry {
    var limit: Int
    var coefficient: Int64
  }

  private let facility: Facility
  /// Zone loads by the zone that declares them.
  private let loadsOfZone: [[ZoneLoad]]
  /// Cooling elements by the zone that declares them.
  private let coolingOfZone: [[Int]]
  /// Output to input of each stage, over `one`.
  private let factors: [Int64]
  /// Whether what enters at a stage is handed on to the stages above it.
  private var climbs = true

  /// How a loss that grows with the square of the load becomes a coefficient of what is leased on top of the base load.
  enum SquareLoss {
    /// By the secant from the base load, in mW by stage, to the most that can flow: never below what is added.
    case secant(above: [Int64])
    /// Left out: never above what one more watt adds.
    case none
  }

  init(_ facility: Facility, squareLoss: SquareLoss) {
    self.facility = facility
    factors = Self.factors(facility, squareLoss)
    var loads = [[ZoneLoad]](repeating: [], count: facility.zones.count)
    for load in facility.loads { loads[load.zone.index].append(load) }
    loadsOfZone = loads
    var cooling = [[Int]](repeating: [], count: facility.zones.count)
    for (at, element) in facility.cooling.enumerated() { cooling[element.zone.index].append(at) }
    coolingOfZone = cooling
  }

  private func loads(of zone: ZoneID) -> [ZoneLoad] { loadsOfZone[zone.index] }

  /// Whether what a watt becomes is the same as by other coefficients of the facility.
  func isSame(as other: LoadCoefficients) -> Bool { factors == other.factors }

  /// The dense number of a cooling element.
  func number(ofCooling at: Int) -> Int { facility.power.count + at }

  /// Number of limits.
  var limits: Int { facility.power.count + facility.cooling.count }

  /// What flows through a stage is limited by its own limit and by every limit above it.
  ///
  /// From a load *a* to a load *m* a loss q·(load / R)² grows by q·(a + m) / R² for each watt: the secant, which is above
  /// the curve in between.
  private static func factors(_ facility: Facility, _ squareLoss: SquareLoss) -> [Int64] {
    var most: [Watts?] = []
    return facility.power.enumerated().map { at, element in
      let above = element.parent.flatMap { most[$0.index] }
      let limit = [element.limit, above].compactMap { $0 }.min()
      most.append(limit)
      let factor = one.scaledUp(1_000_000, over: max(1, element.efficiency.ppm))
      guard case .secant(let base) = squareLoss, let rating = element.rating, let limit, rating > .zero,
        element.squareLoss > .zero
      else { return factor }
      let ends = base[at].addedSaturating(max(limit.milliwatts, base[at]))
      let slope = element.squareLoss.milliwatts.scaledUp(ends, over: rating.milliwatts)
      return factor.addedSaturating(one.scaledUp(slope, over: rating.milliwatts))
    }
  }

  /// Adds `amount` at the output of an element and of every stage above it.
  private func inject(_ amount: Int64, at element: PowerID, _ land: (Int, Int64) -> Void) {
    var amount = amount
    var at: PowerID? = element
    while let id = at, amount != 0 {
      land(id.index, amount)
      guard climbs else { return }
      amount = amount.scaledUp(factors[id.index], over: Self.one)
      at = facility.power[id].parent
    }
  }

  private func inject(_ amount: Int64, evenlyAt outlets: [PowerID], _ land: (Int, Int64) -> Void) {
    guard !outlets.isEmpty else { return }
    let share = amount.scaledUp(1, over: Int64(outlets.count))
    for outlet in outlets { inject(share, at: outlet, land) }
  }

  private func heat(_ amount: Int64, from zone: ZoneID, liquid: Bool, _ land: (Int, Int64) -> Void) {
    guard amount != 0 else { return }
    var at: ZoneID? = zone
    while let here = at {
      for cooling in coolingOfZone[here.index] {
        let medium = facility.cooling[cooling].medium
        if liquid ? medium.takesLiquid : medium.takesAir { land(number(ofCooling: cooling), amount) }
      }
      at = facility.zones[here].parent
    }
  }

  private func heat(_ load: ZoneLoad, _ amount: Int64, _ land: (Int, Int64) -> Void) {
    if load.heat != .none { heat(amount, from: load.zone, liquid: load.heat == .liquid, land) }
  }

  /// Everything that `watts` mW (or parts of one watt) drawn by nodes of `kind` in `rack` put on limits, zone loads that
  /// follow the nodes included.
  ///
  /// - Complexity: O(depth² + loads around the rack × depth).
  func trace(_ watts: Int64, kind: Kind, rack: ZoneID, _ land: (Int, Int64) -> Void) {
    inject(watts, evenlyAt: facility.zones[rack].outlets, land)
    // How a tenant's own machines in a rack position are cooled follows from the lease: see `coolingAround`.
    if !kind.isPosition {
      heat(kind.liquid.scaledUp(watts), from: rack, liquid: true, land)
      heat(Fraction(ppm: 1_000_000 - kind.liquid.ppm).scaledUp(watts), from: rack, liquid: false, land)
    }
    var toIT = watts
    var child = rack
    var at: ZoneID? = rack
    while let zone = at {
      for load in loads(of: zone) {
        guard case .ofNodes(let share) = load.amount else { continue }
        let amount = share.scaledUp(watts)
        if load.isIT { toIT += amount }
        follow(load, amount, rack: rack, child: child, land)
      }
      for load in loads(of: zone) {
        guard case .ofIT(let share) = load.amount else { continue }
        spread(load, share.scaledUp(toIT), land)
      }
      child = zone
      at = facility.zones[zone].parent
    }
  }

  /// A load that enters where the racks' power leaves the zone's own stages.
  private func follow(_ load: ZoneLoad, _ amount: Int64, rack: ZoneID, child: ZoneID, _ land: (Int, Int64) -> Void) {
    if let element = load.fedFrom {
      inject(amount, at: element, land)
    } else if load.zone == rack {
      inject(amount, evenlyAt: facility.zones[rack].outlets, land)
    } else if let intake = facility.zones[child].intake {
      inject(amount, at: intake, land)
    }
    heat(load, amount, land)
  }

  private func spread(_ load: ZoneLoad, _ amount: Int64, _ land: (Int, Int64) -> Void) {
    if let element = load.fedFrom {
      inject(amount, at: element, land)
    } else {
      inject(amount, evenlyAt: facility.zones[load.zone].outlets, land)
    }
    heat(load, amount, land)
  }

  /// What a watt drawn by a node in a rack becomes with the loads around it that follow it, without losses, in parts per 10⁹:
  /// the IT loads that are a share of the nodes; every load that is a share of the nodes or of IT load.
  func following(in rack: ZoneID) -> (critical: Int64, all: Int64) {
    var (critical, all) = (Self.one, Self.one)
    var at: ZoneID? = rack
    while let zone = at {
      let loads = loads(of: zone)
      for load in loads {
        guard case .ofNodes(let share) = load.amount else { continue }
        let amount = share.scaledUp(Self.one)
        if load.isIT { critical = critical.addedSaturating(amount) }
        all = all.addedSaturating(amount)
      }
      for load in loads {
        if case .ofIT(let share) = load.amount { all = all.addedSaturating(share.scaledUp(critical)) }
      }
      at = facility.zones[zone].parent
    }
    return (critical, all)
  }

  /// The cooling that takes heat of what stands in a rack, by limit, with what it takes.
  func coolingAround(_ rack: ZoneID) -> [(limit: Int, medium: CoolingElement.Medium)] {
    var around: [(limit: Int, medium: CoolingElement.Medium)] = []
    var at: ZoneID? = rack
    while let here = at {
      around += coolingOfZone[here.index].map { (number(ofCooling: $0), facility.cooling[$0].medium) }
      at = facility.zones[here].parent
    }
    return around
  }

  /// Everything that is drawn before any lease: idle and burn-in nodes, fixed loads, loads per GPU; mW by limit.
  ///
  /// What enters at each stage is summed first and then handed up the chain once, with all of a stage's losses.
  static func base(of facility: Facility, _ settings: PlanSettings) -> [Int64] {
    let coefficients = LoadCoefficients(facility, squareLoss: .none)
    var base = coefficients.entering(settings)
    for at in facility.power.indices.reversed() {
      guard let parent = facility.power[at].parent else { continue }
      let input = facility.power[at].input(for: Watts(milliwatts: base[at]))
      base[parent.index] = base[parent.index].addedSaturating(input.milliwatts)
    }
    return base
  }

  /// What enters the chain before any lease, at the stage where it enters; heat at every element that it passes.
  private func entering(_ settings: PlanSettings) -> [Int64] {
    var base = [Int64](repeating: 0, count: limits)
    var level = self
    level.climbs = false
    let land = { (limit: Int, amount: Int64) in base[limit] = base[limit].addedSaturating(amount) }
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      var watts = kind.figure(on: settings.basis).watts * bay.burnIn
      if settings.unleasedIdle { watts += kind.idle.watts * bay.inService }
      if watts > .zero { level.trace(watts.milliwatts, kind: kind, rack: bay.zone, land) }
      level.perGPU(Int64(bay.installed * kind.gpus), rack: bay.zone, land)
    }
    for load in facility.loads {
      guard case .fixed(let watts) = load.amount else { continue }
      level.spread(load, watts.milliwatts, land)
      if load.isIT { level.followIT(watts.milliwatts, from: load.zone, land) }
    }
    return base
  }

  private func perGPU(_ gpus: Int64, rack: ZoneID, _ land: (Int, Int64) -> Void) {
    var child = rack
    var at: ZoneID? = rack
    while let zone = at {
      for load in loads(of: zone) {
        guard case .perGPU(let each) = load.amount else { continue }
        let amount = each.milliwatts.multipliedSaturating(by: gpus)
        follow(load, amount, rack: rack, child: child, land)
        if load.isIT { followIT(amount, from: zone, land) }
      }
      child = zone
      at = facility.zones[zone].parent
    }
  }

  /// What shares of IT around `zone` draw for IT load in it that does not follow the nodes.
  private func followIT(_ amount: Int64, from zone: ZoneID, _ land: (Int, Int64) -> Void) {
    var at: ZoneID? = zone
    while let here = at {
      for load in loads(of: here) {
        if case .ofIT(let share) = load.amount { spread(load, share.scaledUp(amount), land) }
      }
      at = facility.zones[here].parent
    }
  }
}

/// Traces one watt in rack after rack, each limit summed once and in ascending order; the scratch space is kept.
struct LoadTracer {
  private let coefficients: LoadCoefficients
  private var sum: [Int64]
  private var touched: [Int] = []

  init(_ coefficients: LoadCoefficients) {
    self.coefficients = coefficients
    sum = [Int64](repeating: 0, count: coefficients.limits)
  }

  /// What a watt drawn by nodes of `kind` in `rack` puts on each limit, in parts per 10⁹.
  mutating func sums(kind: Kind, rack: ZoneID) -> [(limit: Int, sum: Int64)] {
    coefficients.trace(LoadCoefficients.one, kind: kind, rack: rack) { limit, amount in
      if sum[limit] == 0 { touched.append(limit) }
      sum[limit] = sum[limit].addedSaturating(amount)
    }
    touched.sort()
    let result = touched.map { (limit: $0, sum: sum[$0]) }
    for limit in touched { sum[limit] = 0 }
    touched.removeAll(keepingCapacity: true)
    return result
  }
}

extension Fraction {
  /// This share of a number, rounded up.
  fileprivate func scaledUp(_ amount: Int64) -> Int64 { amount.scaledUp(ppm, over: 1_000_000) }
}
