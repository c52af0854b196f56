import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Who stands alone where. The facility is that of `RuleTests`, with every rack under a leaf of its own where leaves
/// matter.
@Suite struct ExclusiveTests {
  static func book(_ exclusive: Exclusive, kind: Int = 0) -> Book {
    .of(
      Lease.plain("alone", .gpus(8), kind: kind).with { $0.exclusive = exclusive },
      .plain("other", .gpus(8), kind: kind))
  }

  @Test func `nobody else stands in a part that a lease has for itself`() {
    for (division, near, part) in [
      (Division.zones(.pod), 4, Part.zone(ZoneID(2))), (.zones(.hall), 6, .zone(ZoneID(1))),
      (.stage("busway"), 4, .stage(PowerID(2))), (.stage("ups"), 6, .stage(PowerID(0))),
    ] {
      let book = ExclusiveTests.book(.parts(division))
      #expect(RuleTests.broken(book, .of(0, (3, 1)), .of(1, (10, 1))) == [])
      let shared = [Violation.shared(LeaseID(0), with: LeaseID(1), in: part)]
      #expect(RuleTests.broken(book, .of(0, (3, 1)), .of(1, (near, 1))) == shared)
      // In whatever order the plan names them, and wherever else they stand.
      #expect(RuleTests.broken(book, .of(1, (near, 1)), .of(0, (3, 1))) == shared)
    }
    // The leaves of one rack and of the next are two parts.
    #expect(RuleTests.broken(ExclusiveTests.book(.parts(.zones(.rack))), .of(0, (3, 1)), .of(1, (4, 1))) == [])
    #expect(RuleTests.broken(ExclusiveTests.book(.none), .of(0, (3, 1)), .of(1, (3, 1))) == [])
    #expect(RuleTests.broken(ExclusiveTests.book(.node), .of(0, (3, 1)), .of(1, (3, 1))) == [])
  }

  @Test func `another kind in the same part shares it too, and two that are alone do not share either`() {
    var book = ExclusiveTests.book(.parts(.zones(.rack)))
    book.leases[1].kinds = [KindID(1)]
    let shared = [Violation.shared(LeaseID(0), with: LeaseID(1), in: .zone(ZoneID(3)))]
    #expect(RuleTests.broken(book, .of(0, (3, 1)), .of(1, kind: 1, (3, 2))) == shared)
    book.leases[1].exclusive = .parts(.zones(.rack))
    #expect(RuleTests.broken(book, .of(0, (3, 1)), .of(1, kind: 1, (3, 2))) == shared)
    #expect(RuleTests.broken(book, .of(0, (3, 1)), .of(1, kind: 1, (4, 2))) == [])
  }

  @Test func `an NVLink domain is a rack for rack-scale kinds and a node for others`() {
    let trays = ExclusiveTests.book(.nvlink, kind: 1)
    #expect(RuleTests.broken(trays, .of(0, kind: 1, (3, 2)), .of(1, kind: 1, (4, 2))) == [])
    #expect(
      RuleTests.broken(trays, .of(0, kind: 1, (3, 2)), .of(1, kind: 1, (3, 2)))
        == [.shared(LeaseID(0), with: LeaseID(1), in: .zone(ZoneID(3)))])
    #expect(RuleTests.broken(ExclusiveTests.book(.nvlink), .of(0, (3, 1)), .of(1, (3, 1))) == [])
  }

  @Test func `less than a node that wants its node for itself takes all of it`() {
    for exclusive in [Exclusive.node, .nvlink] {
      let book = Book.of(Lease.plain("x", .gpus(2)).with { $0.exclusive = exclusive })
      #expect(RuleTests.broken(book, .of(0, (3, 1))) == [])
      #expect(
        RuleTests.broken(book, .piece(0, rack: 3, node: 1, [2, 0])) == [.malformedPart(LeaseID(0), rack: ZoneID(3))])
    }
  }

  /// Site, pod; leaf 2 with racks 3 and 4; then rack 5 in the pod itself. 40 nodes of 8 GPUs each.
  static let leaves: Facility = {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 0)])
    builder.zone("site", .site) { b, site in
      b.zone("pod", .pod, in: site) { b, pod in
        b.zone("leaf", .leaf, in: pod) { b, leaf in
          for rack in 1...2 { b.zone("rack-\(rack)", .rack, in: leaf) { b, rack in b.bay(rack, kind: 0, nodes: 40) } }
        }
        b.zone("rack-3", .rack, in: pod) { b, rack in b.bay(rack, kind: 0, nodes: 40) }
      }
    }
    return builder.facility
  }()

  @Test func `from 256 GPUs a lease that does not stand today shares no leaf unless it says so`() {
    let shared = [Violation.shared(LeaseID(0), with: LeaseID(1), in: .zone(ZoneID(2)))]
    func broken(_ demand: Demand, nodes: Int, _ change: (inout Lease) -> Void = { _ in }) -> [Violation] {
      let book = Book.of(Lease.plain("large", demand).with(change), .plain("small", .gpus(8)))
      return RuleTests.broken(book, .of(0, (3, nodes)), .of(1, (4, 1)), in: ExclusiveTests.leaves)
    }
    #expect(broken(.gpus(256), nodes: 32) == shared)
    #expect(broken(.gpus(255), nodes: 32) == [])
    #expect(broken(.elastic(floor: 8, asked: 256), nodes: 1) == shared)
    #expect(broken(.elastic(floor: 8, asked: 248), nodes: 1) == [])
    #expect(broken(.pool(gpus: 256, utilisation: .one), nodes: 32) == [])
    #expect(broken(.gpus(256), nodes: 32) { $0.exclusive = .none } == [])
    #expect(broken(.gpus(256), nodes: 32) { $0.placed = [PlacementPart(zone: ZoneID(3), nodes: 32)] } == [])
    // Racks under no leaf share by default; stated, the pod around them is the part.
    let book = Book.of(.plain("large", .gpus(256)), .plain("small", .gpus(8)))
    #expect(RuleTests.broken(book, .of(0, (5, 32)), .of(1, (5, 1)), in: ExclusiveTests.leaves) == [])
    var stated = book
    stated.leases[0].exclusive = .parts(.zones(.leaf))
    #expect(
      RuleTests.broken(stated, .of(0, (5, 32)), .of(1, (5, 1)), in: ExclusiveTests.leaves)
        == [.shared(LeaseID(0), with: LeaseID(1), in: .zone(ZoneID(1)))])
    // Where no leaf is modelled nothing is shared by default.
    var flat = ExclusiveTests.leaves
    flat.zones[2].level = .pod
    #expect(RuleTests.broken(book, .of(0, (3, 32)), .of(1, (4, 1)), in: flat) == [])
  }
}
