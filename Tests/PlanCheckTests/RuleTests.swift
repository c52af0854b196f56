import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// The rules of where a lease stands and how large it is: a right plan for each, then every way to break it.
///
/// Zones: 0 site; 1 hall-1 with 2 pod-1 (3, 4 racks) and 5 pod-2 (6, 7 racks); 8 hall-2 with 9 pod-1 (10, 11 racks).
/// Two busways feed the pods in turn. Every rack: 4 alpha (8 GPUs in domains of 4, 1 kW, idle 100 W) and 4 tray (4
/// GPUs, 2 nodes in an NVLink domain, 1 kW, idle 0).
@Suite struct RuleTests {
  static let facility: Facility = {
    var builder = FacilityBuilder(kinds: [
      .plain("alpha", gpus: 8, peak: 1_000_000, idle: 100_000, domains: [4, 4]),
      .plain("tray", gpus: 4, peak: 1_000_000, idle: 0, nvlinkNodes: 2),
    ])
    builder.zone("site", .site, stage: Stage(name: "ups", rating: .kilowatts(100), copies: 2)) { b, site in
      for (hall, pods) in [(1, 2), (2, 1)] {
        b.zone("hall-\(hall)", .hall, in: site, stage: Stage(name: "busway", rating: .kilowatts(90), copies: 2)) {
          b, hall in
          for pod in 1...pods {
            b.zone("pod-\(pod)", .pod, in: hall) { b, pod in
              for rack in 1...2 {
                b.zone("rack-\(rack)", .rack, in: pod) { b, rack in
                  b.bay(rack, kind: 0, nodes: 4)
                  b.bay(rack, kind: 1, nodes: 4)
                }
              }
            }
          }
        }
      }
    }
    return builder.facility
  }()

  /// What a plan of these placements breaks once its claims match; leases left out are refused.
  static func broken(_ book: Book, _ placements: Placement..., in facility: Facility = facility) -> [Violation] {
    let placed = Set(placements.map(\.lease))
    let refused = book.leases.indices.filter { !placed.contains(LeaseID($0)) }.map { Plan.refusal($0) }
    let plan = Plan(placements: placements, refusals: refused).certified(facility, book)
    return PlanCheck.check(plan, facility: facility, book: book).violations
  }

  @Test func `one of several kinds serves all of a lease`() {
    let book = Book.of(Lease.plain("x", .gpus(16)).with { $0.kinds = [KindID(1), KindID(0)] })
    // Four trays or two nodes of alpha.
    #expect(RuleTests.broken(book, .of(0, kind: 1, (3, 4))) == [])
    #expect(RuleTests.broken(book, .of(0, kind: 0, (3, 2))) == [])
    #expect(RuleTests.broken(book, .of(0, kind: 0, (3, 4))) == [.wrongSize(LeaseID(0), placed: 4, asked: 2)])
    let other = Book.of(.plain("x", .gpus(16)))
    #expect(
      RuleTests.broken(other, .of(0, kind: 1, (3, 2)))
        == [.wrongKind(LeaseID(0), placed: KindID(1), asked: KindID(0))])
  }

  @Test func `an elastic lease gets its floor, what it asks, or anything between, and pays for what it gets`() {
    let book = Book.of(.plain("x", .elastic(floor: 16, asked: 28)))
    for (nodes, cents) in [(2, 1_600), (3, 2_400), (4, 2_800)] as [(Int, Int64)] {
      #expect(RuleTests.broken(book, .of(0, (3, nodes))) == [])
      let plan = Plan(placements: [.of(0, (3, nodes))])
      #expect(PlanCheck.check(plan, facility: RuleTests.facility, book: book).value == cents)
    }
    #expect(RuleTests.broken(book, .of(0, (3, 1))) == [.wrongSize(LeaseID(0), placed: 1, asked: 2)])
    #expect(RuleTests.broken(book, .of(0, (3, 4), (4, 1))) == [.wrongSize(LeaseID(0), placed: 5, asked: 4)])
    #expect(RuleTests.broken(book, .of(0)) == [.wrongSize(LeaseID(0), placed: 0, asked: 2)])
  }

  @Test func `a pool takes the nodes of its GPUs over the utilisation`() {
    let book = Book.of(.plain("x", .pool(gpus: 20, utilisation: .percent(80))))
    // 25 GPUs: 4 nodes; 20 are billed.
    #expect(RuleTests.broken(book, .of(0, (3, 4))) == [])
    #expect(RuleTests.broken(book, .of(0, (3, 3))) == [.wrongSize(LeaseID(0), placed: 3, asked: 4)])
  }

  @Test func `a lease does not leave the zone of its right`() {
    let book = Book.of(Lease.plain("x", .gpus(32)).with { $0.within = ZoneID(5) })
    #expect(RuleTests.broken(book, .of(0, (6, 2), (7, 2))) == [])
    #expect(RuleTests.broken(book, .of(0, (4, 1), (6, 3))) == [.outside(LeaseID(0), zone: ZoneID(5))])
    #expect(RuleTests.broken(book, .of(0, (7, 2), (10, 2))) == [.outside(LeaseID(0), zone: ZoneID(5))])
  }

  @Test func `segments stand together, and one rack may hold the rest`() {
    let book = Book.of(Lease.plain("x", .gpus(20), kind: 1).with { $0.segment = 2 })
    #expect(RuleTests.broken(book, .of(0, kind: 1, (3, 4), (6, 1))) == [])
    #expect(RuleTests.broken(book, .of(0, kind: 1, (3, 3), (6, 2))) == [])
    #expect(
      RuleTests.broken(book, .of(0, kind: 1, (3, 3), (6, 1), (7, 1))) == [
        .brokenSegment(LeaseID(0), in: ZoneID(6), nodes: 1, segment: 2),
        .brokenSegment(LeaseID(0), in: ZoneID(7), nodes: 1, segment: 2),
      ])
    var whole = book
    whole.leases[0].demand = .gpus(16)
    #expect(
      RuleTests.broken(whole, .of(0, kind: 1, (3, 3), (6, 1))) == [
        .brokenSegment(LeaseID(0), in: ZoneID(3), nodes: 3, segment: 2),
        .brokenSegment(LeaseID(0), in: ZoneID(6), nodes: 1, segment: 2),
      ])
    // A rack-scale lease that is larger than a domain comes in segments without a word, up to one it may stand anywhere;
    // nodes of their own NVLink domain never do.
    var facility = RuleTests.facility
    facility.kinds[1].gpus = 72
    facility.kinds[1].nvlinkDomain = 144
    let large = Book.of(.plain("x", .gpus(288), kind: 1))
    #expect(RuleTests.broken(large, .of(0, kind: 1, (3, 2), (6, 2)), in: facility) == [])
    #expect(RuleTests.broken(large, .of(0, kind: 1, (3, 3), (6, 1)), in: facility).count == 2)
    let small = Book.of(.plain("x", .gpus(144), kind: 1))
    #expect(RuleTests.broken(small, .of(0, kind: 1, (3, 1), (6, 1)), in: facility) == [])
    #expect(RuleTests.broken(.of(.plain("y", .gpus(16))), .of(0, (3, 1), (6, 1))) == [])
  }

  @Test func `no part of a division holds more than the share of a lease that is spread`() {
    func book(_ division: Division) -> Book {
      .of(Lease.plain("x", .gpus(32)).with { $0.spread = Spread(over: division, atMost: .percent(50)) })
    }
    let halls = book(.zones(.hall))
    #expect(RuleTests.broken(halls, .of(0, (3, 1), (6, 1), (10, 2))) == [])
    #expect(
      RuleTests.broken(halls, .of(0, (3, 1), (6, 2), (10, 1)))
        == [.crowded(LeaseID(0), in: .zone(ZoneID(1)), nodes: 3, most: 2)])
    // A level that the tree skips widens to the next one out: no leaves here, so pods.
    #expect(RuleTests.broken(book(.zones(.leaf)), .of(0, (3, 1), (4, 1), (6, 2))) == [])
    #expect(
      RuleTests.broken(book(.zones(.leaf)), .of(0, (3, 1), (4, 2), (6, 1)))
        == [.crowded(LeaseID(0), in: .zone(ZoneID(2)), nodes: 3, most: 2)])
    // Busways: hall-1 has 2 and 3 of the stages (pod-1 on the first), hall-2 has 4 and 5.
    #expect(RuleTests.broken(book(.stage("busway")), .of(0, (3, 2), (6, 2))) == [])
    #expect(
      RuleTests.broken(book(.stage("busway")), .of(0, (3, 2), (4, 1), (6, 1)))
        == [.crowded(LeaseID(0), in: .stage(PowerID(2)), nodes: 3, most: 2)])
    // Each hall hangs on its own UPS.
    #expect(
      RuleTests.broken(book(.stage("ups")), .of(0, (3, 2), (6, 1), (10, 1)))
        == [.crowded(LeaseID(0), in: .stage(PowerID(0)), nodes: 3, most: 2)])
  }

  @Test func `a spread lease stands in no rack that no part holds`() {
    var facility = RuleTests.facility
    for stage in 2...3 { facility.power[stage].stage = "other" }
    let book = Book.of(
      Lease.plain("x", .gpus(16)).with { $0.spread = Spread(over: .stage("busway"), atMost: .percent(50)) })
    #expect(RuleTests.broken(book, .of(0, (10, 1), (11, 1)), in: facility).count == 1)
    #expect(
      RuleTests.broken(book, .of(0, (3, 1), (10, 1)), in: facility)
        == [.crowded(LeaseID(0), in: .zone(ZoneID(3)), nodes: 1, most: 0)])
  }

  @Test func `a lease enlarges another one inside a zone that holds part of it`() {
    let book = Book.of(
      .plain("x", .gpus(16)),
      Lease.plain("more", .gpus(16)).with { $0.expands = Expansion(of: LeaseID(0), .within(.hall)) })
    #expect(RuleTests.broken(book, .of(0, (3, 2)), .of(1, (4, 1), (6, 1))) == [])
    #expect(RuleTests.broken(book, .of(0, (3, 1), (10, 1)), .of(1, (4, 1), (11, 1))) == [])
    #expect(
      RuleTests.broken(book, .of(0, (3, 2)), .of(1, (4, 1), (10, 1))) == [.apart(LeaseID(1), from: LeaseID(0))])
    #expect(RuleTests.broken(book, .of(1, (4, 2))) == [.apart(LeaseID(1), from: LeaseID(0))])
    #expect(RuleTests.broken(book, .of(0, (3, 2))) == [])
  }

  @Test func `next to another lease means its pod or the one before or after it in the same hall`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 0)])
    // Halls: pods 2, 4, 6, 8 with the racks one further; then hall-2 at 10 with pod 11 and rack 12.
    builder.zone("site", .site) { b, site in
      for (hall, pods) in [(1, 4), (2, 1)] {
        b.zone("hall-\(hall)", .hall, in: site) { b, hall in
          for pod in 1...pods {
            b.zone("pod-\(pod)", .pod, in: hall) { b, pod in
              b.zone("rack", .rack, in: pod) { b, rack in b.bay(rack, kind: 0, nodes: 4) }
            }
          }
        }
      }
    }
    let book = Book.of(
      .plain("x", .gpus(8)),
      Lease.plain("more", .gpus(8)).with { $0.expands = Expansion(of: LeaseID(0), .adjacent) })
    for (rack, isNear) in [(3, true), (5, true), (7, true), (9, false), (12, false)] {
      let broken = RuleTests.broken(book, .of(0, (5, 1)), .of(1, (rack, 1)), in: builder.facility)
      #expect(broken == (isNear ? [] : [.apart(LeaseID(1), from: LeaseID(0))]), "rack \(rack)")
    }
    // Nor does the last pod of a hall lie next to the first of the following one.
    #expect(RuleTests.broken(book, .of(0, (9, 1)), .of(1, (12, 1)), in: builder.facility).count == 1)
  }
}
