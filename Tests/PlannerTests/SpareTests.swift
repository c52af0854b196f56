import Facility
import Packing
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// Spares of a kind that stands in pods and outside them.
@Suite struct SpareTests {
  /// A hall with a pod of two racks of nine trays and two racks beside the pod, and a hall of two racks.
  private static let facility: Facility = {
    var facility = Facility(name: "site", kinds: [SegmentTests.tray])
    let zones: [(String, Level, Int?, Int)] = [
      ("site", .site, nil, 9), ("hall-1", .hall, 0, 6), ("pod", .pod, 1, 5), ("rack-1", .rack, 2, 4),
      ("rack-2", .rack, 2, 5), ("rack-3", .rack, 1, 6), ("hall-2", .hall, 0, 9), ("rack-4", .rack, 6, 8),
      ("rack-5", .rack, 6, 9),
    ]
    facility.zones = zones.map { name, level, parent, end in
      Zone(name: name, level: level, parent: parent.map { ZoneID($0) }, end: ZoneID(end))
    }
    for rack in [3, 4, 5, 7, 8] { facility.bays.append(Bay(zone: ZoneID(rack), kind: KindID(0), installed: 9)) }
    return facility
  }()

  /// Trays that may be leased in each zone that holds spares, in the packer's rows and by the check.
  private func leasable(_ level: Level) -> [Int: [Int64]] {
    var facility = Self.facility
    facility.spares = [SpareRule(kind: KindID(0), per: 9, level: level)]
    let problem = CompiledProblem(facility: facility, book: Book(), settings: PlanSettings())
    var found: [Int: [Int64]] = [:]
    for (row, key) in problem.rowKeys.enumerated() {
      if case .spares(let zone, _) = key.resource { found[zone.index] = [problem.instance.rows.capacity[row]] }
    }
    for loading in PlanCheck.check(Plan(), facility: facility, book: Book()).loadings {
      if case .spares(let zone, _) = loading.resource { found[zone.index, default: []].append(loading.capacity) }
    }
    return found
  }

  @Test func `every zone of the level holds its own, nodes under none share those of the next zone further out`() {
    // By pods: rack 3 stands in none, so hall 1 holds its spare; hall 2 holds those of its racks.
    #expect(leasable(.pod) == [1: [8, 8], 2: [16, 16], 6: [16, 16]])
    #expect(leasable(.hall) == [1: [24, 24], 6: [16, 16]])
    #expect(leasable(.site) == [0: [40, 40]])
    #expect(leasable(.rack) == [3: [8, 8], 4: [8, 8], 5: [8, 8], 7: [8, 8], 8: [8, 8]])
  }

  @Test func `a lease beside a pod takes no spare of the pod, nor the pod one of those beside it`() {
    var facility = Self.facility
    facility.spares = [SpareRule(kind: KindID(0), per: 9)]
    for (gpus, rack, fits) in [(36, 5, false), (32, 5, true), (36, 3, true)] {
      let lease = SegmentTests.lease(.gpus(gpus)) { $0.within = ZoneID(rack) }
      let book = Book(tenants: [Tenant(name: "t")], leases: [lease])
      let (plan, verdict) = plan(facility, book)
      #expect(verdict.holds)
      #expect(plan.refusals.isEmpty == fits)
    }
  }
}
