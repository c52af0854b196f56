import TestSupport
import Facility
import PlanModel
import Tenancy

extension TinyFacility {
  /// The vocabulary of leases on the facility of a seed: each lease has one or two rules of its own.
  ///
  /// Nodes have two NUMA domains, two `wet` nodes make an NVLink domain, the site provides storage, some racks have
  /// positions for tenants' own machines. A lease that enlarges another one stands after it in the book.
  static func withRules(seed: Int, leases: Int = 3) -> TinyFacility {
    var tiny = TinyFacility(seed: seed, leases: 0)
    var random = SeededGenerator(seed: seed &* 31 &+ 7)
    for at in tiny.facility.kinds.indices {
      let half = tiny.facility.kinds[at].gpus / 2
      tiny.facility.kinds[at].numaDomains = [NUMADomain(gpus: half), NUMADomain(gpus: half)]
    }
    tiny.addPositions(&random)
    tiny.facility.quantities = [NamedQuantity(name: "storage", measure: .count)]
    tiny.facility.provisions = [
      Provision(zone: ZoneID(0), quantity: QuantityID(0), capacity: Int64(random.integer(in: 5...20)))
    ]
    if random.integer(in: 0...1) == 0 {
      tiny.facility.provisions.append(
        Provision(zone: ZoneID(1), quantity: QuantityID(0), capacity: Int64(random.integer(in: 2...10))))
    }
    for number in 0..<leases { tiny.addRuledLease(number, &random) }
    return tiny
  }

  private mutating func addPositions(_ random: inout SeededGenerator) {
    facility.kinds.append(.position)
    var bays: [Bay] = []
    for bay in facility.bays {
      bays.append(bay)
      if random.integer(in: 0...2) == 0 {
        bays.append(
          Bay(zone: bay.zone, kind: KindID(2), installed: random.integer(in: 1...2), firstNode: bay.installed + 1))
      }
    }
    facility.bays = bays
  }

  private mutating func addRuledLease(_ number: Int, _ random: inout SeededGenerator) {
    let kind = KindID(random.integer(in: 0...1))
    let levels: [Level] = [.site, .hall, .pod, .rack]
    let status: [Status] = [
      .contracted, .option(until: CalendarDate(year: 2027, month: random.integer(in: 1...12), day: 1)!),
      .proposal(probability: .percent(40)), .proposal(probability: .percent(10)),
    ]
    var lease = Lease(
      name: "lease-\(number)", tenant: TenantID(0),
      demand: .gpus(random.integer(in: 1...3) * facility.kinds[kind].gpus),
      kind: kind, level: levels[random.integer(in: 0...3)], status: status[random.integer(in: 0...3)],
      priority: random.integer(in: 0...2),
      price: Price(cents: Int64(random.integer(in: 50...900)), hours: [1, 730][random.integer(in: 0...1)], per: .gpu))
    for _ in 0..<random.integer(in: 1...2) { rule(&lease, number: number, &random) }
    if number == 0, random.integer(in: 0...2) == 0 { stand(&lease, &random) }
    book.leases.append(lease)
  }

  /// Makes a lease stand somewhere today, on whole nodes or on a piece of one; two of three may move.
  private func stand(_ lease: inout Lease, _ random: inout SeededGenerator) {
    let bays = facility.bays.filter { lease.kinds.contains($0.kind) && $0.inService > 0 }
    guard !bays.isEmpty else { return }
    let bay = bays[random.integer(in: 0...bays.count - 1)]
    let kind = facility.kinds[bay.kind]
    lease.kinds = [bay.kind]
    if kind.gpus > 0, random.integer(in: 0...1) == 0 {
      let gpus = random.integer(in: 1...kind.gpus / 2)
      lease.demand = .gpus(gpus)
      lease.exclusive = .none
      lease.placed = [PlacementPart(zone: bay.zone, nodes: 0, piece: Piece(node: bay.firstNode, gpus: [0, gpus]))]
    } else {
      let nodes = random.integer(in: 1...bay.inService)
      if kind.gpus > 0 { lease.demand = .gpus(nodes * kind.gpus) }
      lease.placed = [PlacementPart(zone: bay.zone, nodes: nodes)]
    }
    if random.integer(in: 0...2) > 0 {
      lease.movable = MoveCost(centsPerNode: Int64(random.integer(in: 1...5_000_000)))
    }
  }

  private func rule(_ lease: inout Lease, number: Int, _ random: inout SeededGenerator) {
    let gpus = facility.kinds[lease.kind].gpus
    guard gpus > 0 else { return }
    switch random.integer(in: 0...11) {
    case 0:
      lease.demand = .gpus(random.integer(in: 1...gpus - 1))
      lease.numa = random.integer(in: 0...1) == 0 ? .single : .any
    case 1: lease.demand = .elastic(floor: random.integer(in: 1...gpus), asked: random.integer(in: gpus...4 * gpus))
    case 2: lease.kinds = lease.kind.index == 0 ? [KindID(0), KindID(1)] : [KindID(1), KindID(0)]
    case 3:
      lease.demand = .megawatts(
        .kilowatts(Int64(random.integer(in: 8...40))), at: MeteringPoint.allCases[random.integer(in: 0...2)])
      if random.integer(in: 0...1) == 0 { lease.price.per = .kilowatt }
    case 4:
      lease.demand = .space(
        SpaceDemand(
          megawatts: .kilowatts(Int64(random.integer(in: 5...30))),
          point: MeteringPoint.allCases[random.integer(in: 0...2)],
          perRack: .kilowatts(Int64(random.integer(in: 4...12))), liquid: .percent(Int64(random.integer(in: 0...100))),
          positions: random.integer(in: 0...1) == 0 ? 1 : nil))
      lease.kinds = [KindID(2)]
      lease.price.per = .kilowatt
    case 5:
      lease.demand = .pool(
        gpus: random.integer(in: 1...2 * gpus), utilisation: .percent(Int64(random.integer(in: 50...100))))
    case 6:
      let parts: [Exclusive] = [
        .node, .nvlink, .parts(.zones(.rack)), .parts(.zones(.pod)), .parts(.zones(.hall)), .parts(.stage("busway")),
      ]
      lease.exclusive = parts[random.integer(in: 0...5)]
    case 7:
      lease.spread = Spread(
        over: random.integer(in: 0...1) == 0 ? .zones(.pod) : .stage("busway"),
        atMost: .percent(Int64(random.integer(in: 30...100))))
    case 8: lease.segment = lease.kinds == [KindID(1)] ? 2 : nil
    case 9:
      guard number > 0 else { return }
      lease.expands = Expansion(
        of: LeaseID(random.integer(in: 0...number - 1)),
        random.integer(in: 0...1) == 0 ? .adjacent : .within([.hall, .pod][number % 2]))
    case 10: lease.quantities = [QuantityDemand(QuantityID(0), Int64(random.integer(in: 1...9)))]
    default: lease.within = ZoneID(random.integer(in: 0...facility.zones.count - 1))
    }
  }
}
