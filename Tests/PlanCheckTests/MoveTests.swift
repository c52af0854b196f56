import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Leases that may move at a cost, and named quantities. The facility is that of `RuleTests` unless said otherwise.
@Suite struct MoveTests {
  static func moved(_ lease: Lease, _ placement: Placement, claimed: Int64) -> [Violation] {
    let book = Book.of(lease)
    var plan = Plan(placements: [placement]).certified(RuleTests.facility, book)
    plan.moveCost = claimed
    return PlanCheck.check(plan, facility: RuleTests.facility, book: book).violations
  }

  @Test func `every node that leaves its rack is paid for`() {
    // 876 $ a node pay back at 10 cents an hour over a year.
    let lease = Lease.plain(
      "x", .gpus(32), placed: [PlacementPart(zone: ZoneID(3), nodes: 3), PlacementPart(zone: ZoneID(4), nodes: 1)]
    ).with { $0.movable = MoveCost(centsPerNode: 87_600) }
    #expect(MoveTests.moved(lease, .of(0, (3, 3), (4, 1)), claimed: 0) == [])
    #expect(MoveTests.moved(lease, .of(0, (3, 1), (4, 3)), claimed: 20) == [])
    #expect(MoveTests.moved(lease, .of(0, (6, 4)), claimed: 40) == [])
    #expect(
      MoveTests.moved(lease, .of(0, (3, 1), (4, 3)), claimed: 0) == [.claim("move cost", claimed: 0, actual: 20)])
    // Pinned it does not move at all, and costs nothing.
    let pinned = lease.with { $0.movable = nil }
    #expect(
      MoveTests.moved(pinned, .of(0, (3, 2), (4, 2)), claimed: 0) == [
        .moved(LeaseID(0), rack: ZoneID(3), placed: 2, today: 3),
        .moved(LeaseID(0), rack: ZoneID(4), placed: 2, today: 1),
      ])
  }

  @Test func `a piece moves if its rack, its node or its GPUs differ`() {
    let today = PlacementPart(zone: ZoneID(3), nodes: 0, piece: Piece(node: 2, gpus: [2, 0]))
    let lease = Lease.plain("x", .gpus(2), placed: [today]).with { $0.movable = MoveCost(centsPerNode: 1) }
    #expect(MoveTests.moved(lease, .piece(0, rack: 3, node: 2, [2, 0]), claimed: 0) == [])
    for (rack, node, gpus) in [(3, 2, [0, 2]), (3, 1, [2, 0]), (4, 2, [2, 0])] {
      // A cent over a year rounds up to one an hour.
      #expect(MoveTests.moved(lease, .piece(0, rack: rack, node: node, gpus), claimed: 1) == [])
    }
  }

  @Test func `a movable lease is kept like one that is pinned, and its rules still hold`() {
    let lease = Lease.plain(
      "x", .gpus(8), level: .rack, status: .proposal(probability: .percent(1)),
      placed: [PlacementPart(zone: ZoneID(3), nodes: 1)]
    ).with { $0.movable = MoveCost(centsPerNode: 0) }
    let plan = Plan(placements: [.of(0, (4, 1))])
    #expect(PlanCheck.check(plan, facility: RuleTests.facility, book: .of(lease)).keptValue == 800)
    #expect(
      MoveTests.moved(lease, .of(0, (4, 2)), claimed: 0) == [.wrongSize(LeaseID(0), placed: 2, asked: 1)])
  }

  /// Storage for the site and less of it for hall-1, bandwidth for pod 9.
  static let provided: Facility = {
    var builder = FacilityBuilder(kinds: [])
    builder.facility = RuleTests.facility
    builder.quantity("storage", in: ZoneID(0), 100)
    builder.quantity("storage", in: ZoneID(1), 30)
    builder.quantity("wan", in: ZoneID(9), 5)
    return builder.facility
  }()
  static func asking(_ demand: Demand, storage: Int64, wan: Int64 = 0) -> Book {
    .of(
      Lease.plain("x", demand).with {
        $0.quantities = [QuantityDemand(QuantityID(0), storage), QuantityDemand(QuantityID(1), wan)]
      })
  }
  static func loads(_ book: Book, _ placement: Placement) -> [Int64] {
    PlanCheck.check(Plan(placements: [placement]), facility: provided, book: book).loadings.suffix(3).map { $0.load }
  }

  @Test func `a lease takes its quantities from every provision around its racks`() {
    let book = MoveTests.asking(.gpus(24), storage: 25, wan: 7)
    // ⌈25 / 3⌉ and ⌈7 / 3⌉ a node.
    #expect(MoveTests.loads(book, .of(0, (3, 3))) == [27, 27, 0])
    #expect(MoveTests.loads(book, .of(0, (3, 1), (10, 2))) == [27, 9, 6])
    #expect(
      RuleTests.broken(book, .of(0, (3, 1), (10, 2)), in: MoveTests.provided)
        == [.over(Loading(.quantity(ZoneID(9), QuantityID(1)), load: 6, capacity: 5))])
    // An elastic one by the node of what it asks; a piece in full.
    let elastic = MoveTests.asking(.elastic(floor: 8, asked: 32), storage: 25)
    #expect(MoveTests.loads(elastic, .of(0, (3, 2))) == [14, 14, 0])
    let piece = MoveTests.asking(.gpus(3), storage: 25)
    #expect(MoveTests.loads(piece, .piece(0, rack: 3, node: 1, [3, 0])) == [25, 25, 0])
    // Megawatts by the nodes that they come to: 2 kW are 2 nodes.
    let power = MoveTests.asking(.megawatts(.kilowatts(2), at: .rack), storage: 25)
    #expect(MoveTests.loads(power, .of(0, (3, 2))) == [26, 26, 0])
  }

  @Test func `quantities stand among the fullest loads, and false ones are named`() {
    let book = MoveTests.asking(.gpus(24), storage: 25)
    let plan = Plan(placements: [.of(0, (3, 3))]).certified(MoveTests.provided, book)
    let storage = Loading(.quantity(ZoneID(1), QuantityID(0)), load: 27, capacity: 30)
    #expect(plan.loads.contains(storage))
    #expect(plan.loads.contains(Loading(.quantity(ZoneID(9), QuantityID(1)), load: 0, capacity: 5)))
    var other = plan
    other.loads[other.loads.firstIndex(of: storage) ?? 0].load = 26
    #expect(
      PlanCheck.check(other, facility: MoveTests.provided, book: book).violations == [
        .falseLoad(claimed: Loading(.quantity(ZoneID(1), QuantityID(0)), load: 26, capacity: 30), actual: storage)
      ])
  }

  @Test func `prices of quantities prove bounds, and only where a zone provides them`() {
    // A site of two halls with two nodes each; hall-1 (zone 1) provides 10 of storage, which the lease asks for.
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 0)])
    builder.zone("site", .site) { b, site in
      for hall in 1...2 {
        b.zone("hall-\(hall)", .hall, in: site) { b, hall in
          b.zone("rack", .rack, in: hall) { b, rack in b.bay(rack, kind: 0, nodes: 2) }
        }
      }
    }
    builder.quantity("storage", in: ZoneID(1), 10)
    func bound(nodes: Int, _ level: Level, picocents: Int64, zone: Int = 1) -> Verdict {
      let offer = Lease.plain("x", .gpus(8 * nodes), level: level, status: .proposal(probability: .percent(50)))
        .with { $0.quantities = [QuantityDemand(QuantityID(0), Int64(8 * nodes))] }
      let price = RowPrice(.quantity(ZoneID(zone), QuantityID(0)), picocents: picocents)
      // Beside a lease that lifts the sum of the values, which would else cap the bound.
      return PlanCheck.check(
        Plan(certificate: Certificate(prices: [price])), facility: builder.facility,
        book: .of(offer, BoundTests.giantLease(at: builder.facility.bays[0])))
    }
    let cents: Int64 = 1_000_000_000_000
    // 10 × 20 cents for what is provided; 3 nodes worth 2,400 take 2 of hall-2 free and 8 of storage at 20 in hall-1.
    #expect(bound(nodes: 3, .site, picocents: 20 * cents).bound == 200 + 2_400 - 160)
    // In one hall: the other one is free.
    #expect(bound(nodes: 2, .hall, picocents: 20 * cents).bound == 200 + 1_600)
    // For the whole site every node pays alike.
    builder.facility.provisions[0].zone = ZoneID(0)
    #expect(bound(nodes: 3, .site, picocents: 20 * cents, zone: 0).bound == 200 + 2_400 - 480)
    #expect(
      bound(nodes: 1, .site, picocents: 1).violations.contains(.unknownPrice("hall-1/quantity:storage")))
    let negative = Violation.negativePrice(RowKey(.quantity(ZoneID(0), QuantityID(0))), -1)
    #expect(bound(nodes: 1, .site, picocents: -1, zone: 0).violations.contains(negative))
  }
}
