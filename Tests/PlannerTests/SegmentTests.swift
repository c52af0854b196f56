import Facility
import PlanModel
import Planner
import Tenancy
import Testing

/// Leases on racks of trays, of which 18 make an NVLink domain of 72 GPUs.
@Suite struct SegmentTests {
  static let tray = Kind(
    name: "tray", gpuModel: "GB200", gpus: 4, nvlinkDomain: 72, nameplate: PowerFigure(.kilowatts(7)),
    sustainedPeak: PowerFigure(.kilowatts(7)), average: PowerFigure(.kilowatts(6)), idle: PowerFigure(.kilowatts(1)),
    liquid: .percent(85), height: RackUnits(1))

  /// Pods of racks with so many trays each.
  static func site(_ pods: [[Int]], kind: Kind = tray) -> Facility {
    var facility = Facility(name: "site", kinds: [kind])
    let zones = 1 + pods.reduce(0) { $0 + 1 + $1.count }
    facility.zones = [Zone(name: "site", level: .site, parent: nil, end: ZoneID(zones))]
    for (number, racks) in pods.enumerated() {
      let pod = ZoneID(facility.zones.count)
      let end = ZoneID(pod.index + 1 + racks.count)
      facility.zones.append(Zone(name: "pod-\(number + 1)", level: .pod, parent: ZoneID(0), end: end))
      for (rack, trays) in racks.enumerated() {
        let zone = ZoneID(facility.zones.count)
        facility.zones.append(
          Zone(name: "rack-\(rack + 1)", level: .rack, parent: pod, end: ZoneID(zone.index + 1)))
        facility.bays.append(Bay(zone: zone, kind: KindID(0), installed: trays))
      }
    }
    return facility
  }

  static func lease(
    _ demand: Demand, level: Level = .site, _ change: (inout Lease) -> Void = { _ in }
  ) -> Lease {
    var lease = Lease(
      name: "l", tenant: TenantID(0), demand: demand, kind: KindID(0), level: level,
      price: Price(cents: 100, hours: 1, per: .gpu))
    lease.exclusive = .none
    change(&lease)
    return lease
  }

  /// The trays of each lease rack by rack, the fullest first; empty: refused. The plan passes the check.
  static func placed(_ facility: Facility, _ leases: Lease...) -> [[Int]] {
    var book = Book(tenants: [Tenant(name: "t")], leases: leases)
    for at in book.leases.indices { book.leases[at].name = "l\(at)" }
    let (plan, verdict) = plan(facility, book)
    #expect(verdict.holds, "\(verdict.violations)")
    return book.leases.indices.map { at in
      plan.placements.filter { $0.lease == LeaseID(at) }.flatMap(\.parts).map(\.nodes).sorted(by: >)
    }
  }

  @Test func `a lease that fits no domain comes in equal segments, or in whole domains`() {
    let racks = Self.site([[14, 18, 18]])
    #expect(Self.placed(racks, Self.lease(.gpus(128))) == [[16, 16]])
    #expect(Self.placed(racks, Self.lease(.gpus(96))) == [[12, 12]])
    #expect(Self.placed(racks, Self.lease(.gpus(144))) == [[18, 18]])
    #expect(Self.placed(racks, Self.lease(.gpus(132))) == [[11, 11, 11]])
    #expect(
      Self.placed(Self.site([[Int](repeating: 18, count: 9)]), Self.lease(.gpus(512))) == [
        [Int](repeating: 16, count: 8)
      ])
    // What it asks for decides, whatever an elastic lease gets.
    #expect(Self.placed(racks, Self.lease(.elastic(floor: 4, asked: 256))) == [[16, 16, 14]])
  }

  @Test func `a lease that fits a domain takes one that has room, wherever that is, and else any trays`() {
    #expect(Self.placed(Self.site([[14, 18, 18]]), Self.lease(.gpus(68))) == [[17]])
    // The pod that is tightest, and the racks that are fullest, have no such domain.
    let pods = Self.site([[9, 8], [18, 18]])
    for level in [Level.site, .pod] { #expect(Self.placed(pods, Self.lease(.gpus(68), level: level)) == [[17]]) }
    #expect(Self.placed(Self.site([[9, 9]]), Self.lease(.gpus(68))) == [[9, 8]])
    #expect(
      Self.placed(Self.site([[9, 18, 9]]), Self.lease(.gpus(36)), Self.lease(.gpus(72)), Self.lease(.gpus(36)))
        == [[9], [18], [9]])
  }

  @Test func `a refusal by a default says that it is one, a segment that is stated or of megawatts is none`() {
    let racks = Self.site([[18, 16, 9, 8]])
    func reason(_ lease: Lease) -> Reason? {
      plan(racks, Book(tenants: [Tenant(name: "t")], leases: [lease])).plan.refusals.first?.reason
    }
    let byDefault = SegmentRule(nodes: 16, isDefault: true)
    #expect(reason(Self.lease(.gpus(192))) == .segments(byDefault, needed: 48, best: 41, in: ZoneID(0)))
    #expect(reason(Self.lease(.gpus(192)) { $0.segment = 1 }) == nil)
    let stated = Self.lease(.gpus(192)) { $0.segment = 16 }
    #expect(reason(stated) == .segments(SegmentRule(nodes: 16), needed: 48, best: 41, in: ZoneID(0)))
    guard case .segments(let rule, _, _, _) = reason(Self.lease(.gpus(144))) else {
      Issue.record("refused for its segments")
      return
    }
    #expect(rule == SegmentRule(nodes: 18, isDefault: true))
  }

  @Test func `what stands today keeps its trays whatever its segments would be`() {
    let standing = Self.lease(.gpus(128)) {
      $0.placed = [PlacementPart(zone: ZoneID(2), nodes: 14), PlacementPart(zone: ZoneID(3), nodes: 18)]
    }
    #expect(Self.placed(Self.site([[14, 18, 18]]), standing) == [[18, 14]])
  }
}

/// Segments in zones of any level, and NVLink domains that span several racks.
@Suite struct WideSegmentTests {
  /// Boxes of eight GPUs, each an NVLink domain of its own.
  static let box: Kind = {
    var kind = SegmentTests.tray
    (kind.name, kind.gpus, kind.nvlinkDomain) = ("box", 8, 8)
    return kind
  }()

  /// Trays of which 18 in the two racks of a pod make an NVLink domain.
  static let half: Kind = {
    var kind = SegmentTests.tray
    kind.nvlinkSpans = .pod
    return kind
  }()

  static func inPods(_ nodes: Int) -> (inout Lease) -> Void {
    { lease in (lease.segment, lease.segmentWithin) = (nodes, .pod) }
  }

  @Test func `no replica of four nodes lies in two pods, the job may`() {
    let pods = SegmentTests.site([[2, 2, 2], [2, 2, 2, 1]], kind: Self.box)
    #expect(SegmentTests.placed(pods, SegmentTests.lease(.gpus(96), Self.inPods(4))) == [[]])
    #expect(SegmentTests.placed(pods, SegmentTests.lease(.gpus(64), Self.inPods(4))) == [[2, 2, 2, 2]])
    // The last replica may be smaller; an elastic job has two of them, and three nodes beside.
    #expect(SegmentTests.placed(pods, SegmentTests.lease(.gpus(88), Self.inPods(4)))[0].reduce(0, +) == 11)
    let elastic = SegmentTests.lease(.elastic(floor: 8, asked: 104), Self.inPods(4))
    #expect(SegmentTests.placed(pods, elastic)[0].reduce(0, +) == 11)
  }

  @Test func `a segment keeps to a pod whatever the others took there`() {
    let pods = SegmentTests.site([[2, 2], [2, 2], [2, 2]], kind: Self.box)
    let others = (0..<3).map { pod in
      SegmentTests.lease(.gpus(8)) { $0.within = ZoneID(1 + 3 * pod) }
    }
    let job = SegmentTests.lease(.gpus(48), Self.inPods(2))
    #expect(
      SegmentTests.placed(pods, job, others[0], others[1], others[2]).map(\.isEmpty) == [false, false, false, false])
    let large = SegmentTests.lease(.gpus(64)) { lease in
      Self.inPods(4)(&lease)
      lease.status = .proposal(probability: .one)
    }
    #expect(SegmentTests.placed(pods, large, others[0], others[1]).map(\.isEmpty) == [true, false, false])
  }

  @Test func `an NVLink domain in two racks holds a segment, a whole domain and an exclusive lease`() {
    let pairs = SegmentTests.site([[9, 9], [9, 9]], kind: Self.half)
    #expect(SegmentTests.placed(pairs, SegmentTests.lease(.gpus(72)) { $0.segment = 18 }) == [[9, 9]])
    #expect(SegmentTests.placed(pairs, SegmentTests.lease(.gpus(144))) == [[9, 9, 9, 9]])
    // 28 trays in equal halves, as on racks of 18.
    #expect(SegmentTests.placed(pairs, SegmentTests.lease(.gpus(112)))[0].reduce(0, +) == 28)
    // Twelve trays prefer one domain, whichever rack is the fullest.
    let twelve = SegmentTests.placed(
      SegmentTests.site([[9, 2], [9, 9]], kind: Self.half), SegmentTests.lease(.gpus(48)))
    #expect(twelve[0].reduce(0, +) == 12 && twelve[0].first == 9 && twelve[0].last == 3)
    // Alone in a domain, so no other finds 18 trays beside it in one.
    let alone = SegmentTests.lease(.gpus(16)) { $0.exclusive = .nvlink }
    #expect(SegmentTests.placed(pairs, alone, SegmentTests.lease(.gpus(72))).map(\.count) == [1, 2])
    // Nineteen trays need both domains, and are worth more than the four.
    #expect(SegmentTests.placed(pairs, alone, SegmentTests.lease(.gpus(76))) == [[], [9, 9, 1]])
  }

  @Test func `what stands in broken segments is counted by the whole ones`() {
    let pods = SegmentTests.site([[2, 2, 2], [2, 2, 2, 1]], kind: Self.box)
    let lease = SegmentTests.lease(.gpus(64)) { lease in
      Self.inPods(4)(&lease)
      lease.placed = [2, 3, 4, 6].map { PlacementPart(zone: ZoneID($0), nodes: 2) }
    }
    let book = Book(tenants: [Tenant(name: "t")], leases: [lease])
    let (plan, verdict) = plan(pods, book)
    #expect(!verdict.holds)
    let reason = Reason.segments(SegmentRule(nodes: 4, within: .pod), needed: 8, best: 4, in: ZoneID(0))
    #expect(plan.placements.map(\.breaks) == [[reason]])
  }

  @Test func `without the key such racks stay partial domains`() {
    let pairs = SegmentTests.site([[9, 9], [9, 9]])
    #expect(SegmentTests.placed(pairs, SegmentTests.lease(.gpus(144))) == [[]])
  }
}
