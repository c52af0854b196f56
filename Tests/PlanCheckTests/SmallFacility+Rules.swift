import TestSupport
import Facility
import PlanModel
import Tenancy

extension SmallFacility {
  /// A facility with rack positions and storage, of which one kind is rack-scale and the other one has two NUMA
  /// domains, and whose leases have rules.
  init(_ random: inout SeededGenerator, leases: ClosedRange<Int>, hasRules: Bool, squareLosses: Bool = true) {
    self.init(&random, leases: leases, squareLosses: squareLosses)
    guard hasRules else { return }
    facility.kinds[1].nvlinkDomain = 4
    if random.once(in: 2) {
      facility.kinds[0].gpus = 3
      facility.kinds[0].numaDomains = [NUMADomain(gpus: 2), NUMADomain(gpus: 1)]
    } else {
      facility.kinds[0].numaDomains = [NUMADomain(gpus: 1), NUMADomain(gpus: 1)]
    }
    facility.kinds.append(.position)
    addBays(&random)
    facility.quantities = [NamedQuantity(name: "storage", measure: .count)]
    for zone in facility.zones.indices where random.once(in: 3) {
      facility.provisions.append(
        Provision(zone: ZoneID(zone), quantity: QuantityID(0), capacity: Int64(random.integer(in: 5...30))))
    }
    for lease in book.leases.indices { rule(lease, &random) }
  }

  /// Positions in some racks; every bay numbered anew, the last nodes out of service.
  private mutating func addBays(_ random: inout SeededGenerator) {
    for rack in facility.zones.indices where facility.zones[rack].level == .rack && random.once(in: 2) {
      facility.bays.append(Bay(zone: ZoneID(rack), kind: KindID(2), installed: random.integer(in: 1...2)))
    }
    facility.bays.sort { ($0.zone, $0.kind) < ($1.zone, $1.kind) }
    var next: [ZoneID: Int] = [:]
    for bay in facility.bays.indices {
      let first = next[facility.bays[bay].zone, default: 1]
      next[facility.bays[bay].zone] = first + facility.bays[bay].installed
      facility.bays[bay].firstNode = first
      facility.bays[bay].down = Array(
        first + facility.bays[bay].inService..<first + facility.bays[bay].installed)
    }
  }

  private mutating func rule(_ at: Int, _ random: inout SeededGenerator) {
    var lease = book.leases[at]
    let division = random.pick([
      Division.zones(.rack), .zones(.pod), .zones(.hall), .stage("busway"), .stage("breaker"), .stage("contract"),
    ])
    if lease.isPlaced {
      if random.once(in: 2) { lease.movable = MoveCost(centsPerNode: Int64(random.integer(in: 0...900_000))) }
      lease.demand = .gpus(facility.kinds[lease.kind].gpus)
    } else {
      size(&lease, &random)
    }
    if random.once(in: 4) {
      lease.exclusive = random.pick([.none, .node, .nvlink, .parts(division), .parts(division)])
    }
    if random.once(in: 6) { lease.spread = Spread(over: division, atMost: random.pick([.percent(50), .percent(34)])) }
    if random.once(in: 2) { lease.numa = random.pick([.single, .any]) }
    if random.once(in: 3) { lease.segment = 2 }
    if random.once(in: 7) { lease.within = ZoneID(random.integer(in: 0...facility.zones.count - 1)) }
    if random.once(in: 5), at > 0 {
      lease.expands = Expansion(
        of: LeaseID(random.integer(in: 0...at - 1)), random.pick([.adjacent, .within(.pod), .within(.rack)]))
    }
    if random.once(in: 2) { lease.quantities = [QuantityDemand(QuantityID(0), Int64(random.integer(in: 1...20)))] }
    book.leases[at] = lease
  }

  private func size(_ lease: inout Lease, _ random: inout SeededGenerator) {
    if random.once(in: 4) { lease.kinds = random.pick([[KindID(0), KindID(1)], [KindID(1), KindID(0)]]) }
    switch random.integer(in: 1...8) {
    case 1:
      lease.demand = .elastic(floor: random.integer(in: 1...3), asked: random.integer(in: 3...9))
    case 2:
      lease.demand = .megawatts(Watts(milliwatts: Int64(random.integer(in: 500_000...6_000_000))), at: .rack)
      if random.once(in: 2) { lease.price.per = .kilowatt }
    case 3:
      lease.kinds = [KindID(2)]
      lease.demand = .space(
        SpaceDemand(
          megawatts: Watts(milliwatts: Int64(random.integer(in: 500_000...4_000_000))), point: .rack,
          perRack: Watts(milliwatts: Int64(random.integer(in: 400_000...1_500_000))),
          liquid: Fraction(ppm: Int64(random.integer(in: 0...1_000_000))), positions: random.once(in: 2) ? 1 : nil))
      lease.price.per = .lease
    case 4:
      lease.demand = .pool(gpus: random.integer(in: 1...4), utilisation: .percent(Int64(random.integer(in: 50...100))))
    default: lease.demand = .gpus(random.integer(in: 1...6))
    }
  }
}
