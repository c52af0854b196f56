import Facility
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// Refusals by the rules of leases, on a site of two pods of two racks of four one-kilowatt nodes of eight GPUs (idle:
/// nothing).
@Suite struct RuleReasonTests {
  private func site(_ change: (inout Facility) -> Void = { _ in }) -> Facility {
    let kind = Kind(
      name: "box", gpuModel: "G", gpus: 8, nvlinkDomain: 8, nameplate: PowerFigure(.kilowatts(1)),
      sustainedPeak: PowerFigure(.kilowatts(1)), average: PowerFigure(.kilowatts(1)), idle: PowerFigure(.zero),
      liquid: .zero, height: RackUnits(4), numaDomains: [NUMADomain(gpus: 4), NUMADomain(gpus: 4)])
    var facility = Facility(name: "site", kinds: [kind, kind, .position])
    facility.kinds[1].name = "absent"
    facility.power = [
      PowerElement(name: "contract", stage: "contract", zone: ZoneID(0), parent: nil, rating: .kilowatts(100))
    ]
    facility.zones = [Zone(name: "site", level: .site, parent: nil, end: ZoneID(7), outlets: [PowerID(0)])]
    for pod in 0..<2 {
      let zone = ZoneID(facility.zones.count)
      facility.zones.append(
        Zone(
          name: "pod-\(pod + 1)", level: .pod, parent: ZoneID(0), end: ZoneID(zone.index + 3), intake: PowerID(0),
          outlets: [PowerID(0)]))
      for rack in 0..<2 {
        let place = ZoneID(facility.zones.count)
        facility.zones.append(
          Zone(
            name: "rack-\(rack + 1)", level: .rack, parent: zone, end: ZoneID(place.index + 1), intake: PowerID(0),
            outlets: [PowerID(0)]))
        facility.bays.append(Bay(zone: place, kind: KindID(0), installed: 4))
      }
    }
    change(&facility)
    return facility
  }

  private func lease(
    _ demand: Demand, _ level: Level = .site, cents: Int64 = 10, _ change: (inout Lease) -> Void = { _ in }
  ) -> Lease {
    var lease = Lease(
      name: "l", tenant: TenantID(0), demand: demand, kind: KindID(0), level: level,
      status: .proposal(probability: .one), price: Price(cents: cents, hours: 1, per: .gpu))
    change(&lease)
    return lease
  }

  /// The plan of a book, which passes the check.
  private func made(_ facility: Facility, _ leases: [Lease], settings: PlanSettings = PlanSettings()) -> Plan {
    var book = Book(tenants: [Tenant(name: "t")], leases: leases)
    for at in book.leases.indices { book.leases[at].name = "l\(at)" }
    let (plan, verdict) = plan(facility, book, settings: settings)
    #expect(verdict.holds, "\(verdict.violations)")
    return plan
  }

  /// The reasons for all refusals, in the order of the book.
  private func reasons(_ facility: Facility, _ leases: Lease...) -> [Reason] {
    made(facility, leases).refusals.map(\.reason)
  }

  @Test func `nodes that are free but somebody else's alone`() {
    let alone = { (lease: inout Lease) in lease.exclusive = .parts(.zones(.pod)) }
    let two = [lease(.gpus(16), cents: 90, alone), lease(.gpus(16), cents: 80, alone)]
    #expect(
      reasons(site(), two[0], two[1], lease(.gpus(8))) == [
        .exclusive(.zones(.pod), needed: 1, best: 0, in: ZoneID(0))
      ])
    // The other way round: who wants a pod for itself finds somebody in each.
    #expect(
      reasons(
        site(), lease(.gpus(40), .pod, cents: 90), lease(.gpus(40), .pod, cents: 90), lease(.gpus(8), .site, alone))
        == [.exclusive(.zones(.pod), needed: 1, best: 0, in: ZoneID(0))])
  }

  @Test func `a large lease has its leaves for itself unless it says otherwise`() {
    let facility = site { facility in
      for zone in [1, 4] { facility.zones[zone].level = .leaf }
      facility.kinds[0].gpus = 128
      facility.kinds[0].numaDomains = [NUMADomain(gpus: 128)]
    }
    let large = lease(.gpus(256), .leaf, cents: 90)
    #expect(
      reasons(facility, large, large, lease(.gpus(128))) == [
        .exclusive(.zones(.leaf), needed: 1, best: 0, in: ZoneID(0))
      ])
    let sharing = lease(.gpus(256), .leaf, cents: 90) { $0.exclusive = .none }
    #expect(reasons(facility, sharing, sharing, lease(.gpus(128))) == [])
  }

  @Test func `nodes that are free but too close together`() {
    let spread = Spread(over: .zones(.pod), atMost: .percent(50))
    #expect(
      reasons(site(), lease(.gpus(48), .pod, cents: 90), lease(.gpus(48)) { $0.spread = spread }) == [
        .spread(spread, most: 3, needed: 6, best: 5, in: ZoneID(0))
      ])
  }

  @Test func `a level that is too small for the spread, however little is leased`() {
    let spread = Spread(over: .zones(.rack), atMost: .percent(25))
    // Two racks a pod, two of eight nodes in each.
    #expect(
      reasons(site(), lease(.gpus(48), .pod, cents: 90), lease(.gpus(64), .pod) { $0.spread = spread }) == [
        .levelTooSmallForSpread(.pod, spread, most: 2, needed: 8, best: 4, in: ZoneID(1))
      ])
    // Of three nodes a pod may hold one, of four two: the floor finds no place, the next size does.
    let half = Spread(over: .zones(.pod), atMost: .percent(50))
    let elastic = lease(.elastic(floor: 24, asked: 32)) { $0.spread = half }
    #expect(reasons(site(), elastic) == [])
    #expect(
      reasons(site(), lease(.gpus(56), .pod, cents: 90), lease(.gpus(56), .pod, cents: 90), elastic) == [
        .nodesTaken(.site, needed: 3, best: 2, in: ZoneID(0))
      ])
    let fenced = lease(.gpus(64)) {
      $0.spread = half; $0.within = ZoneID(4)
    }
    #expect(
      reasons(site(), fenced) == [
        .levelTooSmallForSpread(.site, half, most: 4, needed: 8, best: 4, in: ZoneID(4))
      ])
  }

  @Test func `nodes that are free but not enough of them in one domain`() {
    let facility = site { facility in
      facility.kinds[0].nvlinkDomain = 32
      for bay in 0..<4 { facility.bays[bay].installed = 3 }
      facility.bays[3].installed = 4
    }
    let segments = lease(.gpus(64)) { $0.segment = 4 }
    #expect(reasons(facility, segments) == [.segments(SegmentRule(nodes: 4), needed: 8, best: 7, in: ZoneID(0))])
  }

  @Test func `GPUs that are free but not in one domain`() {
    let facility = site { facility in
      facility.bays[0].installed = 1
      for bay in 1..<4 { facility.bays[bay].installed = 0 }
    }
    let three = lease(.gpus(3), .node, cents: 90) { $0.numa = .single }
    let two = lease(.gpus(2), .node) { $0.numa = .single }
    #expect(reasons(facility, three, three, two) == [.noRoomInNode(.single, needed: 2, best: 1)])
    // Without a statement one domain is preferred, and no more.
    for rule in [NUMARule.any, nil] {
      var anywhere = two
      anywhere.numa = rule
      #expect(reasons(facility, three, three, anywhere) == [])
    }
    let three2 = lease(.gpus(3), .node) { $0.numa = .any }
    #expect(reasons(facility, three, three, three2) == [.noRoomInNode(.any, needed: 3, best: 2)])
  }

  @Test func `GPUs that no domain has are refused where the lease keeps to one, and whole nodes keep to nothing`() {
    let five = lease(.gpus(5), .node) { $0.numa = .single }
    #expect(reasons(site(), five) == [.domainTooSmall(needed: 5, largest: 4)])
    #expect(reasons(site(), lease(.gpus(5), .node), lease(.gpus(8), .node) { $0.numa = .single }) == [])
  }

  @Test func `a piece opens another node before it lies across the domains of one, unless it says that it may`() {
    let three = lease(.gpus(3), .node, cents: 90)
    for (rule, isInOne) in [(nil, true), (NUMARule.single, true), (.any, false)] {
      let two = lease(.gpus(2), .node) { $0.numa = rule }
      let plan = made(site(), [three, three, two])
      let piece = plan.placements.first { $0.lease == LeaseID(2) }?.parts.first?.piece
      #expect(piece?.gpus.contains(2) == isInOne, "\(String(describing: rule))")
    }
  }

  @Test func `a lease that enlarges a refused one, or one with no room beside it`() {
    let first = lease(.gpus(64), .pod, cents: 90)
    let within = lease(.gpus(8)) { $0.expands = Expansion(of: LeaseID(0), .within(.pod)) }
    #expect(reasons(site(), first, within) == [.notNear(LeaseID(0), needed: 1, best: 0)])
    let adjacent = lease(.gpus(8)) { $0.expands = Expansion(of: LeaseID(0), .adjacent) }
    #expect(reasons(site(), first, adjacent) == [])
    let huge = lease(.gpus(72), .pod)
    #expect(reasons(site(), huge, adjacent).last == .expandedRefused(LeaseID(0)))
  }

  @Test func `megawatts that do not suffice for one node`() {
    let demand = Demand.megawatts(.watts(900), at: .rack)
    #expect(
      reasons(site(), lease(demand)) == [.megawattsTooFew(.watts(900), at: .rack, least: .kilowatts(1), nodes: 1)])
  }

  @Test func `a named quantity that is used up`() {
    let facility = site { facility in
      facility.quantities = [NamedQuantity(name: "storage", measure: .count)]
      facility.provisions = [Provision(zone: ZoneID(0), quantity: QuantityID(0), capacity: 10)]
    }
    let asking = { (amount: Int64) in
      self.lease(.gpus(8), cents: amount) { $0.quantities = [QuantityDemand(QuantityID(0), amount)] }
    }
    #expect(
      reasons(facility, asking(8), asking(5)) == [
        .limit(RowKey(.quantity(ZoneID(0), QuantityID(0))), short: 3, in: ZoneID(0))
      ])
  }

  @Test func `of several kinds the one that comes nearest`() {
    let either = lease(.gpus(136), .site) { $0.kinds = [KindID(1), KindID(0)] }
    #expect(reasons(site(), either) == [.levelTooSmall(.site, needed: 17, best: 16, in: ZoneID(0))])
  }

  /// The parts of all refused leases, in the order of the book.
  private func parts(_ facility: Facility, _ leases: Lease...) -> [Refusal.Part?] {
    made(facility, leases).refusals.map(\.part)
  }

  private func part(_ nodes: Int, segment: Int = 1) -> Refusal.Part {
    Refusal.Part(kind: KindID(0), nodes: nodes, segment: segment)
  }

  @Test func `a refusal names the largest part that fits, by the level of the lease`() {
    let narrow = site { $0.power[0].rating = .kilowatts(10) }
    #expect(parts(narrow, lease(.gpus(96))) == [part(10)])
    #expect(parts(narrow, lease(.gpus(72), .pod)) == [part(8)])
    #expect(parts(narrow, lease(.gpus(40), .rack)) == [part(4)])
    #expect(parts(narrow, lease(.gpus(16), .node)) == [nil])
    #expect(parts(narrow, lease(.gpus(24), .rack, cents: 90), lease(.gpus(96))) == [part(7)])
    #expect(parts(site { $0.power[0].rating = .zero }, lease(.gpus(8))) == [nil])
  }

  @Test func `a part of an elastic lease is smaller than its floor, and one of megawatts or of all is in nodes`() {
    let narrow = site { $0.power[0].rating = .kilowatts(10) }
    #expect(parts(narrow, lease(.elastic(floor: 96, asked: 120))) == [part(10)])
    #expect(parts(narrow, lease(.megawatts(.kilowatts(12), at: .rack))) == [part(10)])
    #expect(parts(narrow, lease(.all)) == [part(10)])
    #expect(parts(site { $0.bays[0].failed = 0 }, lease(.elastic(floor: 136, asked: 160), .site)) == [part(16)])
  }

  @Test func `a part keeps segments, spread, exclusivity and nearness`() {
    // Racks of four nodes are NVLink domains: a segment of three in each, and what is left of the last one beside it.
    let domains = site { $0.kinds[0].nvlinkDomain = 32 }
    let segments = { (lease: inout Lease) in lease.segment = 3 }
    #expect(parts(domains, lease(.gpus(16 * 8), .site, segments)) == [part(13, segment: 3)])
    #expect(
      parts(domains, lease(.gpus(8), .site, cents: 90), lease(.gpus(16 * 8), .site, segments)) == [part(13, segment: 3)]
    )
    #expect(
      parts(domains, lease(.gpus(16), .rack, cents: 90), lease(.gpus(16 * 8), .site, segments)) == [
        part(11, segment: 3)
      ])
    let spread = { (lease: inout Lease) in lease.spread = Spread(over: .zones(.pod), atMost: .percent(50)) }
    let narrow = site { facility in
      facility.bays[2].installed = 0
      facility.bays[3].installed = 2
    }
    #expect(parts(narrow, lease(.gpus(64), .site, spread)) == [part(4)])
    let alone = { (lease: inout Lease) in lease.exclusive = .parts(.zones(.pod)) }
    #expect(parts(site(), lease(.gpus(8), .site, cents: 90), lease(.gpus(128), .site, cents: 1, alone)).last == part(8))
  }

  @Test func `of a piece of a node no part is named`() {
    let tight = site { $0.power[0].rating = .zero }
    #expect(parts(tight, lease(.gpus(4), .node)) == [nil])
  }

  @Test func `the kind that comes nearest answers, with its own counts`() {
    let facility = site { facility in
      facility.kinds[1].gpus = 4
      facility.kinds[1].numaDomains = []
      facility.bays.append(Bay(zone: ZoneID(6), kind: KindID(1), installed: 2))
    }
    let either = lease(.gpus(16), .rack) { $0.kinds = [KindID(1), KindID(0)] }
    let others = (0..<4).map { _ in lease(.gpus(24), .rack, cents: 90) }
    let plan = made(facility, others + [either])
    // Four small nodes in a rack there are nowhere, two large ones only until the others came.
    #expect(
      plan.refusals == [
        Refusal(
          lease: LeaseID(4), nodes: 2, reason: .nodesTaken(.rack, needed: 2, best: 1, in: ZoneID(2)), kind: KindID(0),
          alone: Refusal.Alone(reason: nil, somethingStands: false), part: Refusal.Part(kind: KindID(0), nodes: 1))
      ])
    let none = lease(.gpus(16), .rack) { $0.kinds = [KindID(1)] }
    #expect(made(facility, [none]).refusals.map(\.kind) == [KindID(1)])
  }

  @Test func `who has a part outside the zone that a lease may not leave is no reason`() {
    let alone = lease(.gpus(16), cents: 90) { lease in
      lease.exclusive = .parts(.zones(.pod))
      lease.within = ZoneID(1)
    }
    let filling = lease(.gpus(64), cents: 80) { $0.within = ZoneID(4) }
    let inside = lease(.gpus(8)) { $0.within = ZoneID(4) }
    #expect(reasons(site(), alone, filling, inside) == [.nodesTaken(.site, needed: 1, best: 0, in: ZoneID(4))])
  }

  @Test func `an elastic lease of several kinds is read back on the kind that serves it`() {
    let facility = site { facility in
      facility.kinds[1].gpus = 4
      facility.kinds[1].numaDomains = []
      facility.bays.append(Bay(zone: ZoneID(6), kind: KindID(1), installed: 8))
    }
    let either = lease(.elastic(floor: 16, asked: 30)) { $0.kinds = [KindID(0), KindID(1)] }
    let leases = [lease(.gpus(120), cents: 90), either]
    let plan = made(facility, leases)
    #expect(plan.placements.map(\.kind) == [KindID(0), KindID(1)])
    #expect(plan.placements.map(\.nodes) == [15, 8] && plan.value == 120 * 90 + 30 * 10)
    var book = Book(tenants: [Tenant(name: "t")], leases: leases)
    for at in book.leases.indices { book.leases[at].name = "l\(at)" }
    let planning = Planning(facility: facility, book: book, settings: PlanSettings())
    let verdict = PlanCheck.check(plan, facility: facility, book: book)
    let answer = planning.answer(plan: plan, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
    // 32 GPUs in eight nodes of four; on the kind named first it would be four of eight.
    #expect(answer.rounded.map(\.lease) == [LeaseID(1)] && answer.rounded.map(\.gpus) == [32])
    #expect(answer.ladder?.rungs.map(\.placedGPUs) == [150])
  }

  @Test func `an elastic lease by its floor, and where that fits it takes what there is`() {
    let elastic = lease(.elastic(floor: 24, asked: 64))
    #expect(
      reasons(site(), lease(.gpus(112), cents: 90), elastic) == [
        .nodesTaken(.site, needed: 3, best: 2, in: ZoneID(0))
      ])
    let plan = made(site(), [lease(.gpus(96), cents: 90), elastic])
    #expect(plan.placements.map(\.nodes) == [12, 4])
    #expect(plan.value == 96 * 90 + 32 * 10)
  }

  @Test func `a zone that it may not leave and that is too small`() {
    let inside = lease(.gpus(40), .pod) { $0.within = ZoneID(2) }
    #expect(reasons(site(), inside) == [.levelTooSmall(.pod, needed: 5, best: 4, in: ZoneID(2))])
  }

  @Test func `positions for a tenant's own machines, stopped by the loop that would cool them`() {
    let facility = site { facility in
      facility.bays.insert(Bay(zone: ZoneID(2), kind: KindID(2), installed: 3, firstNode: 5), at: 1)
      facility.cooling = [CoolingElement(name: "cdu", zone: ZoneID(1), medium: .liquid, rating: .kilowatts(10))]
    }
    let own = { (kW: Int64, liquid: Int64) in
      self.lease(
        .space(
          SpaceDemand(
            megawatts: .kilowatts(kW), point: .rack, perRack: .kilowatts(10), liquid: .percent(liquid)))
      ) {
        $0.kinds = [KindID(2)]
        $0.price = Price(cents: 1_000, hours: 1, per: .kilowatt)
      }
    }
    #expect(
      reasons(facility, own(25, 80)) == [.limit(RowKey(.cooling(CoolingID(0))), short: 6_000_000, in: ZoneID(1))])
    let plan = made(facility, [own(25, 50)])
    #expect(plan.placements.map(\.nodes) == [2] && plan.value == 25_000)
  }

  @Test func `a piece that is said to stand on a node out of service`() {
    let facility = site { facility in
      facility.bays[0].failed = 1
      facility.bays[0].down = [2]
    }
    let standing = lease(.gpus(2)) { lease in
      lease.status = .contracted
      lease.placed = [PlacementPart(zone: ZoneID(2), nodes: 0, piece: Piece(node: 2, gpus: [2, 0]))]
    }
    // Nothing of it can run there: it is refused, and its node stays out of service.
    #expect(reasons(facility, standing) == [.placedConflict(RowKey(.nodes(BayID(0))), short: 1)])
  }

  @Test func `pieces lie on the lowest nodes in service, and those that stand keep theirs`() {
    let facility = site { facility in
      facility.bays[0].failed = 2
      facility.bays[0].down = [1, 3]
      for bay in 1..<4 { facility.bays[bay].installed = 0 }
    }
    let standing = lease(.gpus(2)) { lease in
      lease.status = .contracted
      lease.placed = [PlacementPart(zone: ZoneID(2), nodes: 0, piece: Piece(node: 4, gpus: [0, 2]))]
    }
    let plan = made(facility, [standing, lease(.gpus(8), cents: 90), lease(.gpus(4)), lease(.gpus(2))])
    let pieces = plan.placements.map { $0.parts[0].piece }
    #expect(
      pieces == [Piece(node: 4, gpus: [0, 2]), nil, Piece(node: 4, gpus: [4, 0]), Piece(node: 4, gpus: [0, 2])])
    let alone = made(facility, [lease(.gpus(3))])
    #expect(alone.placements[0].parts[0].piece?.node == 2)
  }

  @Test func `two leases that stand in what one of them has for itself`() {
    let standing = { (zone: Int, exclusive: Exclusive) in
      self.lease(.gpus(8)) { lease in
        lease.status = .contracted
        lease.exclusive = exclusive
        lease.placed = [PlacementPart(zone: ZoneID(zone), nodes: 1)]
      }
    }
    let plan = made(site(), [standing(2, .parts(.zones(.pod))), standing(3, .none)])
    #expect(plan.placements.count == 1 && plan.refusals.count == 1)
    #expect(
      plan.refusals.map(\.reason) == [.displaced([.exclusive(.zones(.pod), needed: 1, best: 0, in: ZoneID(3))])])
  }

  @Test func `a lease moves where that earns more than it costs`() {
    let standing = { (centsPerNode: Int64) in
      self.lease(.gpus(8), .rack, cents: 100) { lease in
        lease.status = .contracted
        lease.placed = [PlacementPart(zone: ZoneID(2), nodes: 1)]
        lease.movable = MoveCost(centsPerNode: centsPerNode)
      }
    }
    // Only without it does the first pod hold 64 GPUs.
    let facility = site { $0.bays[3].installed = 3 }
    let gang = lease(.gpus(64), .pod)
    let moved = made(facility, [standing(8_760), gang])
    #expect(moved.placements.count == 2 && moved.moveCost == 1)
    #expect(moved.value == 800 + 640)
    let stays = made(facility, [standing(8_760 * 1_000), gang])
    #expect(stays.placements.count == 1 && stays.moveCost == 0)
  }
}
