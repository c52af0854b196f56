import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Leases of less than a node. The facility is that of `RuleTests`: nodes 1 to 4 of a rack are alpha, 8 GPUs in two
/// domains of 4.
@Suite struct PieceTests {
  static let two = Book.of(Lease.plain("x", .gpus(2)).with { $0.numa = .single })
  static func misfit(_ node: Int, lease: Int = 0) -> [Violation] {
    [.misfit(LeaseID(lease), rack: ZoneID(3), node: node)]
  }

  @Test func `a piece lies on GPUs of one node, in one domain`() {
    #expect(RuleTests.broken(PieceTests.two, .piece(0, rack: 3, node: 1, [2, 0])) == [])
    #expect(RuleTests.broken(PieceTests.two, .piece(0, rack: 3, node: 4, [0, 2])) == [])
    // Another count, a domain border, domains that the node does not have, more GPUs than a domain has.
    for gpus in [[3, 0], [1, 0], [1, 1], [2], [], [2, 0, 0], [3, -1], [.max, .min], [.max, .max]] {
      #expect(RuleTests.broken(PieceTests.two, .piece(0, rack: 3, node: 1, gpus)) == PieceTests.misfit(1))
    }
    // Nodes 5 to 8 are trays.
    for node in [0, 5, 9, -1, .max, .min] {
      #expect(RuleTests.broken(PieceTests.two, .piece(0, rack: 3, node: node, [2, 0])) == PieceTests.misfit(node))
    }
    #expect(
      RuleTests.broken(PieceTests.two, .piece(0, rack: 2, node: 1, [2, 0]))
        == [.noSuchBay(LeaseID(0), rack: ZoneID(2), kind: KindID(0))])
  }

  @Test func `it crosses domains unless it keeps to one`() {
    for rule in [NUMARule.any, nil] {
      let free = Book.of(Lease.plain("x", .gpus(2)).with { $0.numa = rule })
      #expect(RuleTests.broken(free, .piece(0, rack: 3, node: 1, [1, 1])) == [])
    }
    let strict = Book.of(Lease.plain("x", .gpus(6)).with { $0.numa = .single })
    #expect(RuleTests.broken(strict, .piece(0, rack: 3, node: 1, [4, 2])) == PieceTests.misfit(1))
    let six = Book.of(.plain("x", .gpus(6)))
    for gpus in [[4, 2], [3, 3]] { #expect(RuleTests.broken(six, .piece(0, rack: 3, node: 1, gpus)) == []) }
    #expect(RuleTests.broken(six, .piece(0, rack: 3, node: 1, [6, 0])) == PieceTests.misfit(1))
  }

  @Test func `a node that is out of service takes none`() {
    var facility = RuleTests.facility
    (facility.bays[0].failed, facility.bays[0].down) = (1, [2])
    let broken = RuleTests.broken(PieceTests.two, .piece(0, rack: 3, node: 2, [2, 0]), in: facility)
    #expect(broken == PieceTests.misfit(2))
    #expect(RuleTests.broken(PieceTests.two, .piece(0, rack: 3, node: 1, [2, 0]), in: facility) == [])
  }

  @Test func `two pieces do not lie on the same GPUs`() {
    let book = Book.of(.plain("x", .gpus(2)), .plain("y", .gpus(3)))
    let first = Placement.piece(0, rack: 3, node: 1, [2, 0])
    #expect(RuleTests.broken(book, first, .piece(1, rack: 3, node: 1, [3, 0])) == PieceTests.misfit(1, lease: 1))
    #expect(RuleTests.broken(book, first, .piece(1, rack: 3, node: 1, [0, 3])) == [])
    #expect(RuleTests.broken(book, first, .piece(1, rack: 3, node: 2, [3, 0])) == [])
    #expect(RuleTests.broken(book, first, .piece(1, rack: 4, node: 1, [3, 0])) == [])
  }

  @Test func `pieces and whole nodes are never more than the nodes in service`() {
    let book = Book.of(.plain("x", .gpus(2)), .plain("y", .gpus(2)), .plain("whole", .gpus(24)))
    func broken(_ node: Int) -> [Violation] {
      RuleTests.broken(
        book, .piece(0, rack: 3, node: 1, [2, 0]), .piece(1, rack: 3, node: node, [0, 2]), .of(2, (3, 3)))
    }
    #expect(broken(1) == [])
    #expect(broken(2) == [.over(Loading(.nodes(BayID(0)), load: 5, capacity: 4))])
  }

  @Test func `a piece where whole nodes are asked, and the other way round`() {
    let malformed = [Violation.malformedPart(LeaseID(0), rack: ZoneID(3))]
    #expect(RuleTests.broken(PieceTests.two, .of(0, (3, 1))) == malformed)
    #expect(RuleTests.broken(.of(.plain("x", .gpus(8))), .piece(0, rack: 3, node: 1, [4, 4])) == malformed)
    var both = Placement.piece(0, rack: 3, node: 1, [2, 0])
    both.parts[0].nodes = 1
    #expect(RuleTests.broken(PieceTests.two, both) == malformed + [.wrongSize(LeaseID(0), placed: 2, asked: 1)])
    both.parts[0].nodes = .max
    #expect(
      RuleTests.broken(PieceTests.two, both).starts(with: malformed + [.wrongSize(LeaseID(0), placed: .max, asked: 1)]))
    var twice = Placement.piece(0, rack: 3, node: 1, [2, 0])
    twice.parts += Placement.piece(0, rack: 4, node: 1, [2, 0]).parts
    #expect(RuleTests.broken(PieceTests.two, twice) == [.wrongSize(LeaseID(0), placed: 2, asked: 1)])
  }

  @Test func `a pinned piece keeps its very GPUs`() {
    let today = PlacementPart(zone: ZoneID(3), nodes: 0, piece: Piece(node: 2, gpus: [2, 0]))
    let book = Book.of(.plain("x", .gpus(2), placed: [today]))
    #expect(RuleTests.broken(book, .piece(0, rack: 3, node: 2, [2, 0])) == [])
    let gone = Violation.moved(LeaseID(0), rack: ZoneID(3), placed: 0, today: 1)
    #expect(RuleTests.broken(book, .piece(0, rack: 3, node: 3, [2, 0])) == [gone])
    #expect(RuleTests.broken(book, .piece(0, rack: 3, node: 2, [0, 2])) == [gone])
    #expect(
      RuleTests.broken(book, .piece(0, rack: 4, node: 2, [2, 0]))
        == [gone, .moved(LeaseID(0), rack: ZoneID(4), placed: 1, today: 0)])
  }

  @Test func `rules of place see the rack of a piece`() {
    var book = PieceTests.two
    book.leases[0].within = ZoneID(5)
    #expect(
      RuleTests.broken(book, .piece(0, rack: 3, node: 1, [2, 0])) == [.outside(LeaseID(0), zone: ZoneID(5))])
    book.leases[0].within = nil
    book.leases.append(Lease.plain("alone", .gpus(8)).with { $0.exclusive = .parts(.zones(.rack)) })
    #expect(
      RuleTests.broken(book, .piece(0, rack: 3, node: 1, [2, 0]), .of(1, (3, 1)))
        == [.shared(LeaseID(1), with: LeaseID(0), in: .zone(ZoneID(3)))])
  }

  /// One rack of 3 alpha nodes behind a contract, 10 U.
  static let rack: Facility = {
    var builder = FacilityBuilder(kinds: [.plain("alpha", gpus: 8, peak: 1_000_001, idle: 100_000, domains: [4, 4])])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .kilowatts(9))) { b, site in
      b.zone("rack", .rack, in: site, space: 10) { b, rack in b.bay(rack, kind: 0, nodes: 3) }
      b.cooling("air", in: site, takes: .air, rating: .kilowatts(9))
    }
    builder.facility.spares = [SpareRule(kind: KindID(0), per: 3)]
    builder.facility.kinds[0].sustainedPeak.tolerance = .percent(10)
    return builder.facility
  }()
  static let pieces = Book.of(.plain("x", .gpus(1)), .plain("y", .gpus(3)))
  static let opened = Plan(placements: [.piece(0, rack: 1, node: 1, [1, 0]), .piece(1, rack: 1, node: 1, [3, 0])])

  @Test func `an opened node draws idle and each piece its share above that, and counts as one node`() {
    func load(_ resource: Resource, _ plan: Plan = PieceTests.opened) -> Int64? {
      PlanCheck.check(plan, facility: PieceTests.rack, book: PieceTests.pieces).loadings.first {
        $0.resource == resource
      }?.load
    }
    // Three nodes idle; ⌈900,001 / 8⌉ and ⌈900,001 × 3 / 8⌉ above that.
    let draw = Int64(300_000 + 112_501 + 337_501)
    #expect(load(.power(PowerID(0))) == draw)
    #expect(load(.cooling(CoolingID(0))) == draw / 2)
    #expect(load(.nodes(BayID(0))) == 1)
    #expect(load(.spares(ZoneID(0), KindID(0))) == 1)
    #expect(load(.space(ZoneID(1))) == 4)
    // Switched off, the other two draw nothing.
    var off = PieceTests.opened
    off.settings.unleasedIdle = false
    #expect(load(.power(PowerID(0)), off) == draw - 200_000)
    // On two nodes the same pieces take two of everything but draw.
    let apart = Plan(placements: [.piece(0, rack: 1, node: 1, [1, 0]), .piece(1, rack: 1, node: 2, [3, 0])])
    #expect(load(.power(PowerID(0)), apart) == draw)
    #expect(load(.nodes(BayID(0)), apart) == 2)
    #expect(load(.spares(ZoneID(0), KindID(0)), apart) == 2)
    #expect(load(.space(ZoneID(1)), apart) == 8)
  }

  @Test func `the leased part of the supply and the band follow pieces`() {
    let verdict = PlanCheck.check(PieceTests.opened, facility: PieceTests.rack, book: PieceTests.pieces)
    #expect(verdict.use.leased == Watts(milliwatts: 100_000 + 112_501 + 337_501))
    #expect(verdict.use.base == Watts(milliwatts: 200_000))
    #expect(verdict.value == 400)
    let band = PlanCheck.supplyBand(PieceTests.opened, facility: PieceTests.rack, book: PieceTests.pieces)
    // Leased nodes of 900,000 (rounded down) and 1,100,002: an eighth and three of what is above idle.
    #expect(band.low == Watts(milliwatts: 300_000 + 100_000 + 300_000))
    #expect(band.high == Watts(milliwatts: 300_000 + 125_001 + 375_001))
  }
}
