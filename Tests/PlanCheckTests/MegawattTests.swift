import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Leases that ask for megawatts.
///
/// Zones: 0 site; 1 hall-1 (2 rack-1, 3 rack-2) behind a transformer of 98 %; 4 hall-2 (5 rack) behind one of 80 %.
/// Storage is 5 % of the nodes in each hall, the plant 20 % of IT at the site. A watt at a rack is 1.05 W of IT; at the
/// meter it is 1.05 / 0.98 + 0.21 = 1.2814 W in hall-1 and 1.05 / 0.8 + 0.21 = 1.5225 W in hall-2.
@Suite struct MegawattTests {
  static let facility: Facility = {
    var builder = FacilityBuilder(kinds: [
      .plain("alpha", peak: 1_000_000, idle: 0), .plain("tray", gpus: 4, peak: 1_000_000, idle: 0, nvlinkNodes: 4),
      .position,
    ])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .megawatts(1))) { b, site in
      for (hall, racks, percent) in [(1, 2, 98), (2, 1, 80)] as [(Int, Int, Int64)] {
        let stage = Stage(
          name: "transformer", rating: .megawatts(1), efficiency: .percent(percent), noLoadLoss: .watts(5),
          squareLoss: .watts(90))
        b.zone("hall-\(hall)", .hall, in: site, stage: stage) { b, hall in
          for rack in 1...racks {
            b.zone("rack-\(rack)", .rack, in: hall, stage: Stage(name: "breaker", rating: nil, copies: 2)) { b, rack in
              b.bay(rack, kind: 0, nodes: 20)
              b.bay(rack, kind: 1, nodes: 20)
              b.bay(rack, kind: 2, nodes: 20)
            }
          }
          b.load("storage", in: hall, .ofNodes(.percent(5)))
          b.load("network", in: hall, .perGPU(.watts(1)))
        }
      }
      b.load("plant", in: site, .ofIT(.percent(20)), isIT: false, from: 0, heat: .none)
    }
    return builder.facility
  }()

  static func lease(
    _ point: MeteringPoint, kilowatts: Int64 = 10, kind: Int = 0, _ change: (inout Lease) -> Void = { _ in }
  ) -> Lease {
    Lease.plain("x", .megawatts(.kilowatts(kilowatts), at: point), kind: kind).with(change)
  }

  /// The numbers of nodes from 1 to 20 on which a lease may stand in rack-1.
  static func accepted(_ lease: Lease, rack: Int = 2, _ settings: PlanSettings = PlanSettings()) -> [Int] {
    (1...20).filter { nodes in
      var plan = Plan(placements: [.of(0, kind: lease.kind.index, (rack, nodes))])
      plan.settings = settings
      let broken = PlanCheck.check(
        plan.certified(facility, .of(lease)), facility: facility, book: .of(lease)
      ).violations
      if broken.isEmpty { return true }
      let wrong = broken.contains { if case .wrongSize(_, nodes, _) = $0 { true } else { false } }
      #expect(wrong && broken.count <= 2, "\(broken)")
      return false
    }
  }

  @Test func `megawatts are the most whole nodes that do not exceed them where they are metered`() {
    #expect(MegawattTests.accepted(MegawattTests.lease(.rack)) == [10])
    // 10 / 1.05 = 9.5; 10 / 1.5225 = 6.6 in the hall where a watt costs more; 10 / 1.2814 = 7.8 in the other alone.
    #expect(MegawattTests.accepted(MegawattTests.lease(.critical)) == [9])
    #expect(MegawattTests.accepted(MegawattTests.lease(.meter)) == [6])
    #expect(MegawattTests.accepted(MegawattTests.lease(.meter) { $0.within = ZoneID(1) }) == [7])
    #expect(MegawattTests.accepted(MegawattTests.lease(.meter, kilowatts: 1)) == [])
    #expect(MegawattTests.accepted(MegawattTests.lease(.rack, kilowatts: 0)) == [])
  }

  @Test func `profile and basis decide what a node draws`() {
    let half = DrawRule(.percent(50), of: .sustainedPeak)
    let light = MegawattTests.lease(.rack) { $0.profile = Profile(name: "own", sustainedPeak: half, average: half) }
    #expect(MegawattTests.accepted(light) == [20])
    // The nameplate is twice the peak.
    #expect(MegawattTests.accepted(MegawattTests.lease(.rack), PlanSettings(basis: .nameplate)) == [5])
  }

  @Test func `a count on the very edge is right in either way of rounding`() {
    // 10 nodes at 1.05 are 10.5 kW exactly.
    let edge = MegawattTests.lease(.critical) { $0.demand = .megawatts(.watts(10_500), at: .critical) }
    #expect(MegawattTests.accepted(edge) == [9, 10])
    let above = MegawattTests.lease(.critical) { $0.demand = .megawatts(.watts(10_501), at: .critical) }
    #expect(MegawattTests.accepted(above) == [10])
  }

  @Test func `rack-scale kinds come in whole NVLink domains`() {
    let lease = MegawattTests.lease(.rack, kind: 1)
    #expect(MegawattTests.accepted(lease) == [8])
    func broken(_ placement: Placement) -> [Violation] {
      RuleTests.broken(.of(lease), placement, in: MegawattTests.facility)
    }
    #expect(broken(.of(0, kind: 1, (2, 4), (5, 4))) == [])
    #expect(
      broken(.of(0, kind: 1, (2, 6), (5, 2))) == [
        .brokenSegment(LeaseID(0), in: ZoneID(2), nodes: 6, segment: 4),
        .brokenSegment(LeaseID(0), in: ZoneID(5), nodes: 2, segment: 4),
      ])
    #expect(broken(.of(0, kind: 1, (2, 4))) == [.wrongSize(LeaseID(0), placed: 4, asked: 8)])
  }

  @Test func `megawatts that stand today keep their nodes, and are billed by the kilowatt or by GPU`() {
    let placed = MegawattTests.lease(.meter) { $0.placed = [PlacementPart(zone: ZoneID(2), nodes: 3)] }
    #expect(RuleTests.broken(.of(placed), .of(0, (2, 3)), in: MegawattTests.facility) == [])
    func value(_ lease: Lease) -> Int64 {
      let plan = Plan(placements: [.of(0, (2, 10))])
      return PlanCheck.check(plan, facility: MegawattTests.facility, book: .of(lease)).value
    }
    #expect(value(MegawattTests.lease(.rack)) == 10 * 8 * 100)
    let byPower = MegawattTests.lease(.rack, kilowatts: 10) { $0.price = Price(cents: 730, hours: 73, per: .kilowatt) }
    #expect(value(byPower) == 100)
  }

  // MARK: Space for the tenant's own machines.

  static func space(
    _ point: MeteringPoint = .rack, positions: Int? = nil, _ change: (inout Lease) -> Void = { _ in }
  ) -> Lease {
    let space = SpaceDemand(
      megawatts: .kilowatts(10), point: point, perRack: .kilowatts(2), liquid: .percent(70), positions: positions)
    return Lease.plain("x", .space(space), kind: 2).with(change)
  }

  @Test func `space is the most positions that do not exceed the megawatts, and no more than asked`() {
    #expect(MegawattTests.accepted(MegawattTests.space()) == [5])
    #expect(MegawattTests.accepted(MegawattTests.space(.critical)) == [4])
    #expect(MegawattTests.accepted(MegawattTests.space(.meter)) == [3])
    #expect(MegawattTests.accepted(MegawattTests.space(positions: 4)) == [4])
    #expect(MegawattTests.accepted(MegawattTests.space(positions: 9)) == [5])
    #expect(
      RuleTests.broken(.of(MegawattTests.space()), .of(0, kind: 0, (2, 5)), in: MegawattTests.facility)
        == [.wrongKind(LeaseID(0), placed: KindID(0), asked: KindID(2))])
  }

  /// Two racks, 8 positions and one idle node in the first.
  static let hall: Facility = {
    var builder = FacilityBuilder(kinds: [.position, .plain("alpha", peak: 1_000_000, idle: 200_000)])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .kilowatts(50))) { b, site in
      b.zone("rack-1", .rack, in: site) { b, rack in
        b.bay(rack, kind: 0, nodes: 8)
        b.bay(rack, kind: 1, nodes: 1)
      }
      b.cooling("loop", in: site, takes: .liquid, rating: .kilowatts(50))
      b.cooling("air", in: site, takes: .air, rating: .kilowatts(50))
    }
    builder.facility.kinds[0].sustainedPeak.tolerance = .percent(20)
    return builder.facility
  }()

  @Test func `a position draws what its lease states on every basis, at both ends of the band`() {
    let book = Book.of(MegawattTests.space { $0.kinds = [KindID(0)] })
    var plan = Plan(placements: [.of(0, kind: 0, (1, 5))])
    for basis in [Basis.sustainedPeak, .nameplate, .average] {
      plan.settings.basis = basis
      let verdict = PlanCheck.check(plan, facility: MegawattTests.hall, book: book)
      func load(_ resource: Resource) -> Int64? { verdict.loadings.first { $0.resource == resource }?.load }
      #expect(load(.power(PowerID(0))) == 10_200_000)
      // 70 % of 10 kW and half of what the idle node draws.
      #expect(load(.cooling(CoolingID(0))) == 7_100_000)
      #expect(load(.cooling(CoolingID(1))) == 3_100_000)
      #expect(load(.nodes(BayID(0))) == 5)
      #expect(verdict.use.leased == .kilowatts(10))
      #expect(verdict.use.base == .watts(200))
      let band = PlanCheck.supplyBand(plan, facility: MegawattTests.hall, book: book)
      #expect(band == (.watts(10_200), .watts(10_200)))
    }
    let draw = PlanCheck.supplyDraw(of: MegawattTests.hall, everyNodeAt: .sustainedPeak)
    #expect(draw == (.kilowatts(1), .kilowatts(1)))
  }
}
