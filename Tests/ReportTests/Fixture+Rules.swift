import Facility
import PlanModel
import Tenancy

extension Fixture {
  /// The fixture with leases under every rule behind its own.
  static let ruled: Answer = {
    var answer = Fixture.answer
    let first = answer.book.leases.count
    func lease(_ name: String, _ demand: Demand, kind: Int, cents: Int64, per: Price.Per = .gpu) -> Lease {
      Lease(
        name: name, tenant: TenantID(2), demand: demand, kind: KindID(kind), level: .site,
        price: Price(cents: cents, hours: 1, per: per))
    }
    var leases = [
      lease("piece", .gpus(3), kind: 0, cents: 250),
      lease("stretch", .elastic(floor: 16, asked: 60), kind: 0, cents: 200),
      lease("watts", .megawatts(.kilowatts(200), at: .meter), kind: 2, cents: 30, per: .kilowatt),
      lease("pool", .pool(gpus: 20, utilisation: .percent(80)), kind: 0, cents: 300),
      lease("mover", .gpus(16), kind: 0, cents: 240), lease("alone", .gpus(16), kind: 0, cents: 260),
    ]
    leases[4].placed = [PlacementPart(zone: zone("hall-1/pod-1/rack-4"), nodes: 2)]
    leases[4].movable = MoveCost(centsPerNode: 40_000)
    leases[5].exclusive = .parts(.zones(.rack))
    answer.book.leases += leases
    let rack = zone("hall-2/pod-2/rack-1")
    answer.plan.placements.append(
      Placement(
        lease: LeaseID(first), option: LeaseOption(kind: KindID(0)),
        parts: [PlacementPart(zone: rack, nodes: 0, piece: Piece(node: 2, gpus: [3, 0]))]))
    answer.plan.placements += [
      placement(of: first + 1, kind: 0, [("hall-2/pod-1/rack-2", 4)]),
      placement(of: first + 2, kind: 2, [("hall-1/pod-4/rack-1", 18)]),
      placement(of: first + 3, kind: 0, [("hall-2/pod-1/rack-3", 4)]),
      placement(of: first + 4, kind: 0, [("hall-2/pod-2/rack-2", 2)]),
      placement(of: first + 5, kind: 0, [("hall-2/pod-2/rack-3", 2)]),
    ]
    answer.plan.moveCost = 10
    answer.rounded.append((LeaseID(first + 3), 32))
    answer.megawatts = [
      MegawattUse(
        lease: LeaseID(first + 2), nodes: 18, drawn: Watts(milliwatts: 156_123_456),
        remainder: Watts(milliwatts: 43_876_544))
    ]
    answer.isolations = [
      Isolation(
        lease: LeaseID(first + 5), exclusive: .parts(.zones(.rack)), gpus: [.init(kind: KindID(0), gpus: 16)])
    ]
    answer.gpus[0].isolated = 16
    answer.gpus[0].fragments = 5
    answer.gpus[0].leasable -= 21
    answer.ladder = StatusLadder(
      rungs: [
        .init(
          status: "contracted", leases: 8, placed: 8, gpus: 480, leastGPUs: 480, placedGPUs: 480, value: 120_000,
          placedValue: 120_000, supply: .kilowatts(420), expectedSupply: .kilowatts(420), expectedValue: 120_000,
          firstDay: nil),
        .init(
          status: "option", leases: 1, placed: 1, gpus: 256, leastGPUs: 128, placedGPUs: 192, value: 70_400,
          placedValue: 52_800, supply: .kilowatts(260),
          expectedSupply: .kilowatts(130), expectedValue: 35_200, firstDay: CalendarDate(year: 2027, month: 3, day: 31)),
      ], baseSupply: .kilowatts(400), worstCase: .fails(refusals[0], failing: 2))
    return answer
  }()

  /// The same with every violation, so that every key of every report occurs.
  static let everything: Answer = {
    var answer = ruled
    answer.verdict = broken
    return answer
  }()

  static let quantities = [
    NamedQuantity(name: "storage", measure: .bytes), NamedQuantity(name: "wan", measure: .bitsPerSecond),
    NamedQuantity(name: "public-ips", measure: .count),
  ]

  /// The facility with named quantities.
  static let provided: Facility = {
    var facility = Fixture.facility
    facility.quantities = quantities
    facility.provisions = [
      Provision(zone: ZoneID(0), quantity: QuantityID(0), capacity: 12_000_000_000_000_000),
      Provision(zone: zone("hall-2"), quantity: QuantityID(1), capacity: 400_000_000_000),
      Provision(zone: zone("hall-2"), quantity: QuantityID(2), capacity: 512),
    ]
    return facility
  }()

  static let ruleReasons: [Reason] = [
    .exclusive(.zones(.pod), needed: 8, best: 4, in: zone("hall-1")),
    .exclusive(.stage("ups"), needed: 8, best: 0, in: ZoneID(0)),
    .spread(Spread(over: .zones(.hall), atMost: .percent(50)), most: 20, needed: 40, best: 30, in: ZoneID(0)),
    .levelTooSmallForSpread(
      .hall, Spread(over: .zones(.rack), atMost: .percent(5)), most: 2, needed: 40, best: 32, in: zone("hall-2")),
    .segments(SegmentRule(nodes: 4), needed: 8, best: 4, in: zone("hall-2")),
    .segments(SegmentRule(nodes: 4, isDefault: true), needed: 8, best: 4, in: zone("hall-2")),
    .noRoomInNode(.single, needed: 4, best: 1), .domainTooSmall(needed: 5, largest: 4),
    .noRoomInNode(.any, needed: 4, best: 0), .expandedRefused(LeaseID(3)), .notNear(LeaseID(0), needed: 8, best: 3),
    .megawattsTooFew(.kilowatts(5), at: .meter, least: Watts(milliwatts: 8_123_456), nodes: 1),
    .limit(RowKey(.quantity(ZoneID(0), QuantityID(0))), short: 1_500_000_000_000_000, in: ZoneID(0)),
    .limit(RowKey(.quantity(zone("hall-2"), QuantityID(1))), short: 25_000_000_000, in: zone("hall-2")),
    .limit(RowKey(.quantity(zone("hall-2"), QuantityID(2))), short: 12, in: zone("hall-2")),
  ]

  static let ruleViolations: [Violation] = [
    .outside(LeaseID(7), zone: zone("hall-2")),
    .shared(LeaseID(0), with: LeaseID(1), in: .zone(zone("hall-1/pod-1"))),
    .shared(LeaseID(0), with: LeaseID(1), in: .stage(PowerID(1))),
    .crowded(LeaseID(1), in: .zone(zone("hall-1")), nodes: 9, most: 6),
    .brokenSegment(LeaseID(3), in: zone("hall-1/pod-4/rack-1"), nodes: 10, segment: 16),
    .misfit(LeaseID(0), rack: zone("hall-1/pod-1/rack-1"), node: 3), .apart(LeaseID(5), from: LeaseID(0)),
    .over(Loading(.quantity(ZoneID(0), QuantityID(0)), load: 12_500_000_000_000_000, capacity: 12_000_000_000_000_000)),
  ]
}
