import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// A facility of two pods with two racks each, and a plan that breaks no rule; every test breaks one.
///
/// Zones: 0 site, 1 pod-1 (2 rack-1, 3 rack-2), 4 pod-2 (5 rack-1, 6 rack-2). Every rack: 4 alpha (8 GPUs, 1 kW, idle
/// 100 W, half liquid, 4 U) and 2 beta (4 GPUs, 2 kW, idle 200 W, half liquid, 4 U). Bays: alpha 0, 2, 4, 6; beta 1, 3,
/// 5, 7.
@Suite struct MutationTests {
  static func facility(breaker: Int64 = 50, cdu: Int64 = 50, space: Int64 = 99, spares: [SpareRule] = []) -> Facility {
    var builder = FacilityBuilder(kinds: [
      .plain("alpha", gpus: 8, peak: 1_000_000, idle: 100_000),
      .plain("beta", gpus: 4, peak: 2_000_000, idle: 200_000),
    ])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .kilowatts(100))) { b, site in
      for pod in 1...2 {
        b.zone("pod-\(pod)", .pod, in: site) { b, pod in
          for rack in 1...2 {
            let stage = Stage(name: "breaker", rating: .kilowatts(breaker))
            b.zone("rack-\(rack)", .rack, in: pod, stage: stage, space: space) { b, rack in
              b.bay(rack, kind: 0, nodes: 4)
              b.bay(rack, kind: 1, nodes: 2)
              b.cooling("cdu", in: rack, takes: .liquid, rating: .kilowatts(cdu))
            }
          }
        }
      }
    }
    builder.facility.spares = spares
    return builder.facility
  }

  /// 4 alpha nodes in one pod, 1 beta node that stands in pod-2/rack-1 today, 2 alpha nodes that are refused.
  static let book = Book.of(
    .plain("gang", .gpus(32), level: .pod),
    .plain("certified", .gpus(4), kind: 1, placed: [PlacementPart(zone: ZoneID(5), nodes: 1)]),
    .plain("late", .gpus(16), status: .proposal(probability: .percent(50))))

  static let validPlan = Plan(
    placements: [.of(0, (2, 2), (3, 2)), .of(1, kind: 1, (5, 1))], refusals: [Plan.refusal(2)],
    certificate: Certificate(prices: [
      RowPrice(.power(PowerID(0)), picocents: 1), RowPrice(.nodes(BayID(0)), picocents: 2),
    ]))

  /// What is broken once the claims have been made to match.
  static func broken(
    _ facility: Facility = facility(), _ book: Book = book, _ change: (inout Plan) -> Void
  ) -> [Violation] {
    var plan = validPlan
    change(&plan)
    return PlanCheck.check(plan.certified(facility, book), facility: facility, book: book).violations
  }

  @Test func `the plan that every test breaks is valid`() {
    #expect(MutationTests.broken { _ in } == [])
    #expect(MutationTests.broken(MutationTests.facility(breaker: 3, cdu: 2, space: 8)) { _ in } == [])
  }

  @Test func `one node more`() {
    let broken = MutationTests.broken { $0.placements[0].parts[1].nodes = 3 }
    #expect(broken == [.wrongSize(LeaseID(0), placed: 5, asked: 4)])
  }

  @Test func `one node less`() {
    let broken = MutationTests.broken { $0.placements[0].parts[1].nodes = 1 }
    #expect(broken == [.wrongSize(LeaseID(0), placed: 3, asked: 4)])
  }

  @Test func `the wrong kind`() {
    let broken = MutationTests.broken { $0.placements[0].option.kind = KindID(1) }
    #expect(broken == [.wrongKind(LeaseID(0), placed: KindID(1), asked: KindID(0))])
  }

  @Test func `a rack without the kind, a zone that is no rack, a zone that does not exist`() {
    var facility = MutationTests.facility()
    facility.bays[2].kind = KindID(1)
    facility.bays[3].installed = 0
    let broken = MutationTests.broken(facility) { _ in }
    #expect(broken == [.noSuchBay(LeaseID(0), rack: ZoneID(3), kind: KindID(0))])
    for zone in [1, 7, 1_000_000, -1] {
      let elsewhere = MutationTests.broken { $0.placements[0].parts[1].zone = ZoneID(zone) }
      #expect(elsewhere == [.noSuchBay(LeaseID(0), rack: ZoneID(zone), kind: KindID(0))])
    }
  }

  @Test func `a rack over its breaker`() {
    let facility = MutationTests.facility(breaker: 3)
    let broken = MutationTests.broken(facility) {
      $0.placements[0].parts = [.init(zone: ZoneID(2), nodes: 3), .init(zone: ZoneID(3), nodes: 1)]
    }
    // 3 leased, 1 and 2 idle: 3,000 + 100 + 400 W on the first breaker (stage 1).
    #expect(broken == [.over(Loading(.power(PowerID(1)), load: 3_500_000, capacity: 3_000_000))])
  }

  @Test func `a rack over its CDU`() {
    var facility = MutationTests.facility(cdu: 2)
    facility.cooling[0].rating = .watts(1_700)
    let broken = MutationTests.broken(facility) {
      $0.placements[0].parts = [.init(zone: ZoneID(2), nodes: 3), .init(zone: ZoneID(3), nodes: 1)]
    }
    // Half of 3,100 W (alpha) and of 400 W (beta).
    #expect(broken == [.over(Loading(.cooling(CoolingID(0)), load: 1_750_000, capacity: 1_700_000))])
  }

  @Test func `a rack over its height`() {
    let facility = MutationTests.facility(space: 8)
    let broken = MutationTests.broken(facility) {
      $0.placements[0].parts = [.init(zone: ZoneID(2), nodes: 3), .init(zone: ZoneID(3), nodes: 1)]
    }
    #expect(broken == [.over(Loading(.space(ZoneID(2)), load: 12, capacity: 8))])
  }

  @Test func `more nodes than the rack has in service`() {
    var facility = MutationTests.facility()
    facility.bays[0].failed = 1
    let broken = MutationTests.broken(facility) { $0.placements[0].parts = [.init(zone: ZoneID(2), nodes: 4)] }
    #expect(broken == [.over(Loading(.nodes(BayID(0)), load: 4, capacity: 3))])
  }

  @Test func `a spare leased`() {
    // 8 alpha nodes in a pod, one spare for each 2 started: 4 are left for leases.
    let facility = MutationTests.facility(spares: [SpareRule(kind: KindID(0), per: 2)])
    #expect(MutationTests.broken(facility) { _ in } == [])
    let broken = MutationTests.broken(facility) {
      $0.placements.append(.of(2, (2, 2)))
      $0.refusals = []
    }
    #expect(broken == [.over(Loading(.spares(ZoneID(1), KindID(0)), load: 6, capacity: 4))])
  }

  @Test func `a gang split over two pods`() {
    let broken = MutationTests.broken { $0.placements[0].parts[1].zone = ZoneID(6) }
    #expect(broken == [.split(LeaseID(0), level: .pod, over: [ZoneID(1), ZoneID(4)])])
  }

  @Test func `a level that the tree skips widens to the next one out, and node level keeps to a rack`() {
    var book = MutationTests.book
    for (level, over) in [
      (Level.rack, [2, 3]), (.node, [2, 3]), (.leaf, []), (.pod, []), (.row, []), (.site, []), (.campus, []),
    ] {
      book.leases[0].level = level
      let broken = MutationTests.broken(MutationTests.facility(), book) { _ in }
      #expect(broken == (over.isEmpty ? [] : [.split(LeaseID(0), level: level, over: over.map { ZoneID($0) })]))
    }
  }

  @Test func `a lease placed twice`() {
    let broken = MutationTests.broken { $0.placements.append(.of(0, (5, 2), (6, 2))) }
    #expect(broken == [.placedTwice(LeaseID(0))])
  }

  @Test func `a lease placed and refused, neither, refused twice, or not in the book`() {
    #expect(MutationTests.broken { $0.refusals.append(Plan.refusal(0)) } == [.unaccounted(LeaseID(0))])
    #expect(MutationTests.broken { $0.refusals = [] } == [.unaccounted(LeaseID(2))])
    #expect(MutationTests.broken { $0.placements.removeFirst() } == [.unaccounted(LeaseID(0))])
    #expect(MutationTests.broken { $0.refusals.append(Plan.refusal(2)) } == [.unaccounted(LeaseID(2))])
    #expect(MutationTests.broken { $0.refusals.append(Plan.refusal(3)) } == [.unaccounted(LeaseID(3))])
    #expect(MutationTests.broken { $0.placements.append(.of(9, (2, 1))) } == [.unaccounted(LeaseID(9))])
  }

  @Test func `a lease moved from where it stands`() {
    let broken = MutationTests.broken { $0.placements[1].parts[0].zone = ZoneID(6) }
    #expect(
      broken == [
        .moved(LeaseID(1), rack: ZoneID(5), placed: 0, today: 1),
        .moved(LeaseID(1), rack: ZoneID(6), placed: 1, today: 0),
      ])
  }

  @Test func `a count that is not positive, and a rack named twice`() {
    let zero = MutationTests.broken { $0.placements[0].parts.append(.init(zone: ZoneID(5), nodes: 0)) }
    #expect(
      zero == [
        .malformedPart(LeaseID(0), rack: ZoneID(5)), .split(LeaseID(0), level: .pod, over: [ZoneID(1), ZoneID(4)]),
      ])
    let negative = MutationTests.broken { $0.placements[0].parts[1].nodes = -2 }
    #expect(
      negative == [.malformedPart(LeaseID(0), rack: ZoneID(3)), .wrongSize(LeaseID(0), placed: 2, asked: 4)])
    let twice = MutationTests.broken { $0.placements[0].parts[1].zone = ZoneID(2) }
    #expect(twice == [.malformedPart(LeaseID(0), rack: ZoneID(2))])
  }

  @Test func `absurd counts saturate instead of trapping`() {
    let broken = MutationTests.broken {
      $0.placements[0].parts = [.init(zone: ZoneID(2), nodes: .max), .init(zone: ZoneID(3), nodes: .max)]
    }
    #expect(broken.first == .wrongSize(LeaseID(0), placed: .max, asked: 4))
    #expect(broken.contains(.over(Loading(.nodes(BayID(0)), load: .max, capacity: 4))))
  }

  @Test func `all means every node in service less the spares, wherever pods hold them`() {
    // 16 alpha in service, per pod 8 with 3 spares (one for each 3 started): 10 are asked.
    let facility = MutationTests.facility(spares: [SpareRule(kind: KindID(0), per: 3)])
    let book = Book.of(.plain("all", .all))
    func broken(_ last: Int) -> [Violation] {
      let plan = Plan(placements: [.of(0, (2, 4), (3, 1), (5, 4), (6, last))]).certified(facility, book)
      #expect(plan.value == Int64((9 + last) * 8 * 100))
      return PlanCheck.check(plan, facility: facility, book: book).violations
    }
    #expect(broken(1) == [])
    #expect(
      broken(2) == [
        .wrongSize(LeaseID(0), placed: 11, asked: 10),
        .over(Loading(.spares(ZoneID(4), KindID(0)), load: 6, capacity: 5)),
      ])
  }

  @Test func `a lease of all that stands placed keeps exactly its nodes`() {
    let today = [PlacementPart(zone: ZoneID(2), nodes: 3), PlacementPart(zone: ZoneID(6), nodes: 1)]
    let book = Book.of(.plain("all", .all, placed: today))
    let facility = MutationTests.facility()
    let plan = Plan(placements: [.of(0, (2, 3), (6, 1))]).certified(facility, book)
    #expect(PlanCheck.check(plan, facility: facility, book: book).violations == [])
    let other = Plan(placements: [.of(0, (2, 3))]).certified(facility, book)
    #expect(
      PlanCheck.check(other, facility: facility, book: book).violations == [
        .wrongSize(LeaseID(0), placed: 3, asked: 4), .moved(LeaseID(0), rack: ZoneID(6), placed: 0, today: 1),
      ])
  }

  @Test func `spares stand in pods, else in the next zone further out`() {
    var facility = MutationTests.facility(spares: [SpareRule(kind: KindID(1), per: 64)])
    func zones(_ facility: Facility) -> [Loading] {
      PlanCheck.check(Plan(), facility: facility, book: Book()).loadings.filter {
        if case .spares = $0.resource { true } else { false }
      }
    }
    func row(_ zone: Int, _ capacity: Int64) -> Loading {
      Loading(.spares(ZoneID(zone), KindID(1)), load: 0, capacity: capacity)
    }
    #expect(zones(facility) == [row(1, 3), row(4, 3)])
    // No pods: the halls around the racks.
    for zone in [1, 4] { facility.zones[zone].level = .hall }
    #expect(zones(facility) == [row(1, 3), row(4, 3)])
    // A pod without nodes of the kind in service makes no row.
    for bay in [5, 7] { facility.bays[bay].failed = 2 }
    #expect(zones(facility) == [row(1, 3)])
    var rack = FacilityBuilder(kinds: facility.kinds)
    rack.zone("rack", .rack) { b, rack in b.bay(rack, kind: 1, nodes: 2) }
    rack.facility.spares = facility.spares
    #expect(zones(rack.facility) == [row(0, 1)])
  }
}
