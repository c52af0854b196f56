import Facility
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// Refusals on a site of two pods of two racks of four one-kilowatt nodes (idle: nothing), and what must be said of
/// them.
@Suite struct ReasonTests {
  /// `limits`: kW of the contract, of each busway, of each breaker.
  private func site(_ limits: (contract: Int64, busway: Int64, breaker: Int64) = (100, 100, 100)) -> Facility {
    let kind = Kind(
      name: "box", gpuModel: "G", gpus: 8, nvlinkDomain: 8, nameplate: PowerFigure(.kilowatts(1)),
      sustainedPeak: PowerFigure(.kilowatts(1)), average: PowerFigure(.kilowatts(1)), idle: PowerFigure(.zero),
      liquid: .zero, height: RackUnits(4))
    var facility = Facility(name: "site", kinds: [kind, kind])
    facility.kinds[1].name = "absent"
    facility.power = [
      PowerElement(
        name: "contract", stage: "contract", zone: ZoneID(0), parent: nil, rating: .kilowatts(limits.contract))
    ]
    facility.zones = [Zone(name: "site", level: .site, parent: nil, end: ZoneID(7), outlets: [PowerID(0)])]
    for pod in 0..<2 {
      let zone = ZoneID(facility.zones.count)
      let busway = add("busway", in: zone, parent: PowerID(0), kW: limits.busway, to: &facility)
      facility.zones.append(
        Zone(
          name: "pod-\(pod + 1)", level: .pod, parent: ZoneID(0), end: ZoneID(zone.index + 3), intake: PowerID(0),
          outlets: [busway]))
      for rack in 0..<2 {
        let place = ZoneID(facility.zones.count)
        let breaker = add("breaker", in: place, parent: busway, kW: limits.breaker, to: &facility)
        facility.zones.append(
          Zone(
            name: "rack-\(rack + 1)", level: .rack, parent: zone, end: ZoneID(place.index + 1), intake: busway,
            outlets: [breaker]))
        facility.bays.append(Bay(zone: place, kind: KindID(0), installed: 4))
      }
    }
    return facility
  }

  private func add(_ name: String, in zone: ZoneID, parent: PowerID, kW: Int64, to facility: inout Facility)
    -> PowerID
  {
    facility.power.append(
      PowerElement(name: name, stage: name, zone: zone, parent: parent, rating: .kilowatts(kW)))
    return PowerID(facility.power.count - 1)
  }

  private func lease(_ nodes: Int, _ level: Level, cents: Int64 = 10, kind: Int = 0) -> Lease {
    Lease(
      name: "l\(nodes)\(level)\(cents)", tenant: TenantID(0), demand: .gpus(nodes * 8), kind: KindID(kind),
      level: level,
      status: .proposal(probability: .one), price: Price(cents: cents, hours: 1, per: .gpu))
  }

  /// The reasons for all refusals, in the order of the book.
  private func reasons(_ facility: Facility, _ leases: Lease...) -> [Reason] {
    plan(facility, Book(tenants: [Tenant(name: "t")], leases: leases)).plan.refusals.map(\.reason)
  }

  @Test func `a kind that is not installed`() {
    #expect(reasons(site(), lease(1, .site, kind: 1)) == [.kindAbsent(KindID(1))])
  }

  @Test func `a level whose zones are too small, with the largest of them`() {
    #expect(reasons(site(), lease(9, .pod)) == [.levelTooSmall(.pod, needed: 9, best: 8, in: ZoneID(1))])
    #expect(reasons(site(), lease(2, .node)) == [.levelTooSmall(.node, needed: 2, best: 1, in: ZoneID(0))])
    #expect(reasons(site(), lease(17, .site)) == [.levelTooSmall(.site, needed: 17, best: 16, in: ZoneID(0))])
  }

  @Test func `nodes that better leases have taken`() {
    let best = lease(6, .pod, cents: 90)
    #expect(
      reasons(site(), best, best.named("b"), lease(4, .rack)) == [
        .nodesTaken(.rack, needed: 4, best: 2, in: ZoneID(3))
      ])
  }

  @Test func `nodes that only the spares could give`() {
    var facility = site()
    facility.spares = [SpareRule(kind: KindID(0), per: 8)]
    #expect(reasons(facility, lease(8, .pod)) == [.spares(.pod, needed: 8, best: 7, in: ZoneID(1))])
  }

  @Test func `the one limit that is full, short by what is missing`() {
    let contract = Resource.power(PowerID(0))
    #expect(
      reasons(site((10, 100, 100)), lease(12, .site)) == [.limit(RowKey(contract), short: 2_000_000, in: ZoneID(0))])
    #expect(
      reasons(site((100, 5, 100)), lease(8, .pod)) == [
        .limit(RowKey(.power(PowerID(1))), short: 3_000_000, in: ZoneID(1))
      ])
  }

  @Test func `a limit that one node alone exceeds is short by all that is missing`() {
    var facility = site((1, 100, 100))
    for stage in facility.power.indices.dropFirst() { facility.power[stage].rating = nil }
    facility.kinds[0].sustainedPeak = PowerFigure(.kilowatts(3))
    facility.kinds[0].nameplate = PowerFigure(.kilowatts(3))
    let contract = Resource.power(PowerID(0))
    #expect(reasons(facility, lease(1, .rack)) == [.limit(RowKey(contract), short: 2_000_000, in: ZoneID(0))])
    #expect(reasons(facility, lease(2, .rack)) == [.limit(RowKey(contract), short: 5_000_000, in: ZoneID(0))])
    // A piece of a node brings the node itself along where unleased nodes are off.
    facility.kinds[0].idle = PowerFigure(.kilowatts(2))
    let off = PlanSettings(unleasedIdle: false)
    let book = Book(tenants: [Tenant(name: "t")], leases: [lease(1, .rack).with(.gpus(2))])
    #expect(
      plan(facility, book, settings: off).plan.refusals.map(\.reason) == [
        .limit(RowKey(contract), short: 1_250_000, in: ZoneID(0))
      ])
    facility.kinds[0].idle = PowerFigure(.zero)
    var standing = lease(2, .rack)
    standing.placed = [PlacementPart(zone: ZoneID(2), nodes: 2)]
    let stands = Book(tenants: [Tenant(name: "t")], leases: [standing])
    #expect(
      plan(facility, stands).plan.placements.map(\.breaks) == [[.placedConflict(RowKey(contract), short: 5_000_000)]])
  }

  @Test func `of several zones the one that lacks least`() {
    var facility = site((100, 100, 1))
    // Rack 4 of the site lacks 1 kW for three nodes, the others 2 kW.
    facility.power[6].rating = .kilowatts(2)
    #expect(
      reasons(facility, lease(3, .rack)) == [.limit(RowKey(.power(PowerID(6))), short: 1_000_000, in: ZoneID(6))])
  }

  @Test func `two limits that must both give way are both named`() {
    guard case .limits(let limits, _)? = reasons(site((10, 6, 100)), lease(16, .site)).first else {
      Issue.record("not refused for two limits")
      return
    }
    #expect(Set(limits.map { $0.resource.group(in: site()) }) == ["contract", "busway"])
    #expect(limits.allSatisfy { $0.short > 0 })
  }

  @Test func `a gang goes behind the efficient stage if the other way does not fit`() {
    // The tighter rack loses 40 % on its way; the wider one nothing: 4 nodes fit only there.
    var facility = site((6, 100, 100))
    facility.power[2].efficiency = .percent(60)
    facility.bays[0].installed = 3
    facility.bays[2].installed = 0
    facility.bays[3].installed = 0
    #expect(reasons(facility, lease(4, .site)) == [])
  }

  @Test func `a loss that grows with the square of the load is charged for what can flow, not for the rating`() {
    var facility = site((12, 100, 100))
    for stage in 1..<facility.power.count where facility.power[stage].stage == "busway" {
      facility.power[stage].rating = .megawatts(1)
      facility.power[stage].squareLoss = .kilowatts(300)
    }
    // 11 kW through 1 MW busways lose some tens of watts; by a chord to the rating it would be 3.3 kW.
    #expect(reasons(facility, lease(11, .site)) == [])
  }

  @Test func `leases that must be kept leave the lossy rack alone where both fit only behind the other`() {
    var facility = site((3, 100, 100))
    // One node behind a breaker that loses half, one rack of four that loses nothing: 1 + 1 kW fit, 1 + 2 kW do not.
    facility.power[2].efficiency = .percent(40)
    facility.bays[0].installed = 1
    facility.bays[2].installed = 0
    facility.bays[3].installed = 0
    var leases = (1...3).map { lease(1, .rack).named("k\($0)") }
    for at in leases.indices { leases[at].status = .contracted }
    let made = plan(facility, Book(tenants: [Tenant(name: "t")], leases: leases)).plan
    #expect(made.refusals.isEmpty)
  }

  @Test func `loads beyond all measure are refused, not trapped`() {
    var facility = site((100, 100, 100))
    for stage in facility.power.indices {
      facility.power[stage].squareLoss = .megawatts(10_000)
      facility.power[stage].rating = Watts(milliwatts: 1)
    }
    let (made, verdict) = plan(
      facility, Book(tenants: [Tenant(name: "t")], leases: [lease(2, .rack), lease(9, .site)]))
    #expect(made.placements.isEmpty && made.refusals.count == 2)
    #expect(verdict.holds)
  }

  @Test func `products follow the facility's own training profile`() {
    var facility = site((10, 100, 100))
    facility.profiles = [
      Profile(
        name: "training", sustainedPeak: DrawRule(.percent(50), of: .sustainedPeak),
        average: DrawRule(.percent(50), of: .average))
    ]
    let book = Book()
    let settings = PlanSettings()
    let (empty, verdict) = plan(facility, book, settings: settings)
    let answer = Planning(facility: facility, book: book, settings: settings)
      .answer(plan: empty, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
    #expect(answer.headroom.first?.count == 16)
    #expect(answer.gpus.first?.leasable == 128)
  }

  @Test func `of what stands and does not fit together one goes, and is named with what it lacks beside the others`() {
    // Each of the two fits alone; the busway takes four nodes.
    let facility = site((100, 4, 100))
    let standing = (0..<2).map { rack in
      var lease = lease(3, .rack).named("s\(rack)")
      lease.status = .contracted
      lease.placed = [PlacementPart(zone: ZoneID(2 + rack), nodes: 3)]
      return lease
    }
    let book = Book(tenants: [Tenant(name: "t")], leases: standing)
    let (made, verdict) = plan(facility, book)
    #expect(made.placements.count == 1 && !made.placements[0].standsInBreach)
    #expect(
      made.refusals.map(\.reason) == [.displaced([.placedConflict(RowKey(.power(PowerID(1))), short: 2_000_000)])])
    // The plan keeps every limit; the answer is no, because it drops one that stands.
    #expect(verdict.holds && !verdict.isYes && verdict.dropped == made.refusals.map(\.lease))
    let answer = Planning(facility: facility, book: book, settings: made.settings)
      .answer(plan: made, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
    // It is in no table: its nodes are not leased.
    #expect(answer.gpus[0].leased == 3 * facility.kinds[0].gpus)
  }

  @Test func `what stands over a limit is placed there, named with the limit, and its nodes are nobody else's`() {
    let facility = site((100, 100, 3))
    var standing = lease(4, .rack)
    standing.status = .contracted
    standing.placed = [PlacementPart(zone: ZoneID(2), nodes: 4)]
    let others = (1...4).map { lease(3, .rack, cents: 90).named("o\($0)") }
    let book = Book(tenants: [Tenant(name: "t")], leases: [standing] + others)
    let (made, verdict) = plan(facility, book)
    let first = made.placements[0]
    #expect(first.lease == LeaseID(0) && first.standsInBreach)
    #expect(first.breaks == [.placedConflict(RowKey(.power(PowerID(2))), short: 1_000_000)])
    #expect(made.placements.dropFirst().allSatisfy { $0.parts.allSatisfy { $0.zone != ZoneID(2) } })
    #expect(made.placements.count == 4 && made.refusals.count == 1)
    // The check finds by itself what is broken, counts the load of whoever stands, and agrees with all figures.
    #expect(verdict.violations.count == 1 && !verdict.isYes && verdict.dropped.isEmpty)
    guard case .over(let loading)? = verdict.violations.first else {
      Issue.record("\(verdict.violations)")
      return
    }
    #expect(loading.row == RowKey(.power(PowerID(2))) && loading.load - loading.capacity == 1_000_000)
    #expect(verdict.value == made.value && made.value <= verdict.bound)
  }
}

extension Lease {
  fileprivate func with(_ demand: Demand) -> Lease {
    var lease = self
    lease.demand = demand
    return lease
  }

  fileprivate func named(_ name: String) -> Lease {
    var lease = self
    lease.name = name
    return lease
  }
}
