import Facility
import PlanCheck
import PlanModel
import Tenancy

/// A power stage of a zone to build; `copies` of it stand side by side.
struct Stage {
  var name: String
  var rating: Watts?
  var copies = 1
  var continuous = Fraction.one
  var efficiency = Fraction.one
  var noLoadLoss = Watts.zero
  var squareLoss = Watts.zero
}

/// Builds a facility zone by zone, depth first, wiring each child to its parent's outlets in turn.
///
///     var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 0)])
///     builder.zone("site", .site) { b, site in
///       b.zone("rack", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 4) }
///     }
///     let facility = builder.facility
struct FacilityBuilder {
  var facility: Facility
  private var childrenWired: [Int] = []

  init(kinds: [Kind]) { facility = Facility(name: "test", kinds: kinds) }

  /// Adds a zone; `body` adds its content. Returns its id.
  @discardableResult
  mutating func zone(
    _ name: String, _ level: Level, in parent: ZoneID? = nil, stage: Stage? = nil, space: Int64? = nil,
    _ body: (inout FacilityBuilder, ZoneID) -> Void = { _, _ in }
  ) -> ZoneID {
    let id = ZoneID(facility.zones.count)
    var intake: PowerID?
    if let parent {
      let outlets = facility.zones[parent].outlets
      if !outlets.isEmpty { intake = outlets[childrenWired[parent.index] % outlets.count] }
      childrenWired[parent.index] += 1
    }
    var outlets = intake.map { [$0] } ?? []
    if let stage {
      outlets = []
      for copy in 1...stage.copies {
        outlets.append(PowerID(facility.power.count))
        facility.power.append(
          PowerElement(
            name: stage.copies == 1 ? stage.name : "\(stage.name)-\(copy)", stage: stage.name, zone: id,
            parent: intake, rating: stage.rating, continuous: stage.continuous, efficiency: stage.efficiency,
            noLoadLoss: stage.noLoadLoss, squareLoss: stage.squareLoss))
      }
    }
    facility.zones.append(
      Zone(
        name: name, level: level, parent: parent, end: id, intake: intake, outlets: outlets,
        space: space.map { RackUnits($0) }))
    childrenWired.append(0)
    body(&self, id)
    facility.zones[id].end = ZoneID(facility.zones.count)
    return id
  }

  mutating func bay(
    _ rack: ZoneID, kind: Int, nodes installed: Int, failed: Int = 0, maintenance: Int = 0, burnIn: Int = 0
  ) {
    let first = facility.bays.filter { $0.zone == rack }.reduce(1) { $0 + $1.installed }
    // The last nodes of the bay are the ones out of service.
    let down = (first + installed - failed - maintenance - burnIn..<first + installed).filter { $0 >= first }
    facility.bays.append(
      Bay(
        zone: rack, kind: KindID(kind), installed: installed, failed: failed, maintenance: maintenance, burnIn: burnIn,
        down: down, firstNode: first))
  }

  /// Adds a provision of a quantity to a zone, and the quantity if it is new.
  mutating func quantity(_ name: String, in zone: ZoneID, _ capacity: Int64) {
    var position = facility.quantities.firstIndex { $0.name == name }
    if position == nil {
      position = facility.quantities.count
      facility.quantities.append(NamedQuantity(name: name, measure: .count))
    }
    facility.provisions.append(Provision(zone: zone, quantity: QuantityID(position ?? 0), capacity: capacity))
    facility.provisions.sort { ($0.zone, $0.quantity) < ($1.zone, $1.quantity) }
  }

  mutating func cooling(
    _ name: String, in zone: ZoneID, takes medium: CoolingElement.Medium, rating: Watts?
  ) {
    facility.cooling.append(CoolingElement(name: name, zone: zone, medium: medium, rating: rating))
  }

  mutating func load(
    _ name: String, in zone: ZoneID, _ amount: ZoneLoad.Amount, isIT: Bool = true, from stage: Int? = nil,
    heat: ZoneLoad.Heat = .air, tolerance: Fraction = .zero
  ) {
    facility.loads.append(
      ZoneLoad(
        name: name, zone: zone, amount: amount, tolerance: tolerance, isIT: isIT, fedFrom: stage.map { PowerID($0) },
        heat: heat))
  }
}

extension Kind {
  /// A kind of round figures: average and nameplate follow from the peak.
  static func plain(
    _ name: String, gpus: Int = 8, peak: Int64, idle: Int64, liquid: Fraction = .percent(50), height: Int64 = 4,
    nvlinkNodes: Int = 1, domains: [Int] = []
  ) -> Kind {
    Kind(
      name: name, gpuModel: name, gpus: gpus, nvlinkDomain: gpus * nvlinkNodes,
      nameplate: PowerFigure(Watts(milliwatts: peak * 2)),
      sustainedPeak: PowerFigure(Watts(milliwatts: peak)), average: PowerFigure(Watts(milliwatts: peak / 2)),
      idle: PowerFigure(Watts(milliwatts: idle)), liquid: liquid, height: RackUnits(height),
      numaDomains: domains.map { NUMADomain(gpus: $0) })
  }
}

extension Lease {
  /// A contracted lease at so many cents per GPU-hour.
  static func plain(
    _ name: String, _ demand: Demand, kind: Int = 0, level: Level = .site, cents: Int64 = 100,
    profile: Profile = .training, status: Status = .contracted, placed: [PlacementPart] = []
  ) -> Lease {
    Lease(
      name: name, tenant: TenantID(0), demand: demand, kind: KindID(kind), level: level, profile: profile,
      status: status, price: Price(cents: cents, hours: 1, per: .gpu), placed: placed)
  }
}

extension Lease {
  /// The lease with something changed.
  func with(_ change: (inout Lease) -> Void) -> Lease {
    var lease = self
    change(&lease)
    return lease
  }
}

extension Book {
  static func of(_ leases: Lease...) -> Book { Book(tenants: [Tenant(name: "tenant")], leases: leases) }
}

extension Placement {
  /// Nodes by rack.
  static func of(_ lease: Int, kind: Int = 0, _ parts: (rack: Int, nodes: Int)...) -> Placement {
    Placement(
      lease: LeaseID(lease), option: LeaseOption(kind: KindID(kind)),
      parts: parts.map { PlacementPart(zone: ZoneID($0.rack), nodes: $0.nodes) })
  }
}

extension Placement {
  /// A piece of a node.
  static func piece(_ lease: Int, kind: Int = 0, rack: Int, node: Int, _ gpus: [Int]) -> Placement {
    let part = PlacementPart(zone: ZoneID(rack), nodes: 0, piece: Piece(node: node, gpus: gpus))
    return Placement(lease: LeaseID(lease), option: LeaseOption(kind: KindID(kind)), parts: [part])
  }
}

extension Plan {
  /// The plan with every claim as the check finds it.
  func certified(_ facility: Facility, _ book: Book) -> Plan {
    let verdict = PlanCheck.check(self, facility: facility, book: book)
    var plan = self
    plan.value = verdict.value
    plan.keptValue = verdict.keptValue
    return PlanCheck.certified(plan, facility: facility, book: book)
  }

  /// A refusal of a lease, for a reason that nobody reads here.
  static func refusal(_ lease: Int) -> Refusal {
    Refusal(lease: LeaseID(lease), nodes: 1, reason: .kindAbsent(KindID(0)))
  }
}
