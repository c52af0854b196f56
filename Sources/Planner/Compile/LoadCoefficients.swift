import Facility
import PlanModel

/// The coefficients of a watt drawn by a rack's nodes at every limit on its way: the planner's reading of the wiring.
///
/// Limits have dense numbers: power elements, then cooling elements.
///
/// `PlanCheck` lets watts flow forward through the tree; here each rack is traced once and only coefficients remain.
/// They are in parts per 10⁹, rounded up at every step, and a loss that grows with the square of the load enters by a
/// secant. Both err towards more load, so a plan that holds here holds there.
struct LoadCoefficients {
  /// The parts of a watt.
  static let one: Int64 = 1_000_000_000

  let facility: Facility
  /// Zone loads by the zone that declares them.
  private let loadsOfZone: [[ZoneLoad]]
  /// Cooling elements by the zone that declares them.
  private let coolingOfZone: [[Int]]
  /// Output to input of each stage, over `one`.
  private let factors: [Int64]
  /// True where what enters at a stage is handed on to the stages above it.
  var climbs = true

  /// The treatment of a loss that grows with the square of the load, in a coefficient of what is leased on top of the
  /// base load.
  enum SquareLoss {
    /// By the secant from the base load, in mW by stage, to the most that can flow: never below what is added.
    case secant(above: [Int64], limits: [Watts?])
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

  func loads(of zone: ZoneID) -> [ZoneLoad] { loadsOfZone[zone.index] }

  /// True where a watt becomes the same as by other coefficients of the facility.
  func isSame(as other: LoadCoefficients) -> Bool { factors == other.factors }

  /// The dense number of a cooling element.
  func number(ofCooling at: Int) -> Int { facility.power.count + at }

  /// Number of limits.
  var limits: Int { facility.power.count + facility.cooling.count }

  /// The output to input of each stage.
  ///
  /// What flows through a stage is limited by its own limit and by every limit above it. From a load *a* to a load *m*
  /// a loss q·(load / R)² grows by q·(a + m) / R² for each watt: the secant, which is above the curve in between.
  private static func factors(_ facility: Facility, _ squareLoss: SquareLoss) -> [Int64] {
    var most: [Watts?] = []
    var limits = [Watts?](repeating: nil, count: facility.power.count)
    if case .secant(_, let stated) = squareLoss { limits = stated }
    return facility.power.enumerated().map { at, element in
      let above = element.parent.flatMap { most[$0.index] }
      let limit = [limits[at], above].compactMap { $0 }.min()
      most.append(limit)
      let factor = one.scaledUp(1_000_000, over: max(1, element.efficiency.ppm))
      guard case .secant(let base, _) = squareLoss, let rating = element.rating, let limit, rating > .zero,
        element.squareLoss > .zero
      else { return factor }
      let ends = base[at].addedSaturating(max(limit.milliwatts, base[at]))
      let slope = element.squareLoss.milliwatts.scaledUp(ends, over: rating.milliwatts)
      return factor.addedSaturating(one.scaledUp(slope, over: rating.milliwatts))
    }
  }

  /// Adds `amount` at the output of an element and of every stage above it.
  private func inject(_ amount: Int64, at element: PowerID, into land: (Int, Int64) -> Void) {
    var amount = amount
    var at: PowerID? = element
    while let id = at, amount != 0 {
      land(id.index, amount)
      guard climbs else { return }
      amount = amount.scaledUp(factors[id.index], over: Self.one)
      at = facility.power[id].parent
    }
  }

  private func inject(_ amount: Int64, evenlyAt outlets: [PowerID], into land: (Int, Int64) -> Void) {
    guard !outlets.isEmpty else { return }
    let share = amount.scaledUp(1, over: Int64(outlets.count))
    for outlet in outlets { inject(share, at: outlet, into: land) }
  }

  private func heat(_ amount: Int64, from zone: ZoneID, liquid: Bool, into land: (Int, Int64) -> Void) {
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

  private func heat(_ load: ZoneLoad, _ amount: Int64, into land: (Int, Int64) -> Void) {
    if load.heat != .none { heat(amount, from: load.zone, liquid: load.heat == .liquid, into: land) }
  }

  /// Puts on limits all that `watts` mW (or parts of one watt) drawn by nodes of `kind` in `rack` come to, zone loads
  /// that follow the nodes included.
  ///
  /// - Complexity: O(depth² + loads around the rack × depth).
  func trace(_ watts: Int64, kind: Kind, rack: ZoneID, into land: (Int, Int64) -> Void) {
    inject(watts, evenlyAt: facility.zones[rack].outlets, into: land)
    // How a tenant's own machines in a rack position are cooled follows from the lease: see `coolingAround`.
    if !kind.isPosition {
      heat(kind.liquid.scaledUp(watts), from: rack, liquid: true, into: land)
      heat(Fraction(ppm: 1_000_000 - kind.liquid.ppm).scaledUp(watts), from: rack, liquid: false, into: land)
    }
    var toIT = watts
    var child = rack
    var at: ZoneID? = rack
    while let zone = at {
      for load in loads(of: zone) {
        guard case .ofNodes(let share) = load.amount else { continue }
        let amount = share.scaledUp(watts)
        if load.isIT { toIT += amount }
        follow(load, amount, rack: rack, child: child, into: land)
      }
      for load in loads(of: zone) {
        guard case .ofIT(let share) = load.amount else { continue }
        spread(load, share.scaledUp(toIT), into: land)
      }
      child = zone
      at = facility.zones[zone].parent
    }
  }

  /// Adds a load that enters where the racks' power leaves the zone's own stages.
  func follow(_ load: ZoneLoad, _ amount: Int64, rack: ZoneID, child: ZoneID, into land: (Int, Int64) -> Void) {
    if let element = load.fedFrom {
      inject(amount, at: element, into: land)
    } else if load.zone == rack {
      inject(amount, evenlyAt: facility.zones[rack].outlets, into: land)
    } else if let intake = facility.zones[child].intake {
      inject(amount, at: intake, into: land)
    }
    heat(load, amount, into: land)
  }

  func spread(_ load: ZoneLoad, _ amount: Int64, into land: (Int, Int64) -> Void) {
    if let element = load.fedFrom {
      inject(amount, at: element, into: land)
    } else {
      inject(amount, evenlyAt: facility.zones[load.zone].outlets, into: land)
    }
    heat(load, amount, into: land)
  }

  /// A watt drawn by a node in a rack with the loads around it that follow it, without losses, in parts per 10⁹:
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
}

extension Fraction {
  /// This share of a number, rounded up.
  func scaledUp(_ amount: Int64) -> Int64 { amount.scaledUp(ppm, over: 1_000_000) }
}
