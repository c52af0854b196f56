import Facility
@testable import Files
import Documents
import Tenancy
import Testing

@Test func `a lease may ask for megawatts, with hardware or with space`() throws {
  let leases = try LeaseRuleFixture.leases(
    "name: a, megawatts: 2 MW at meter, kind: dgx-h100, price: 185 $/kW-month",
    "name: b, megawatts: 500 kW at critical, with: hardware, kind: dgx-h100, price: 2 $/GPU-h",
    "name: c, megawatts: 0.6 MW at rack, with: space, space: {per-rack: 60 kW, liquid: 70 %, positions: 5}, price: 0.25 $/kW-h",
    "name: d, megawatts: 0.6 MW at rack, with: space, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h")
  #expect(leases[0].demand == .megawatts(.megawatts(2), at: .meter))
  #expect(leases[0].price == Price(cents: 18_500, hours: 730, per: .kilowatt))
  #expect(leases[1].demand == .megawatts(.kilowatts(500), at: .critical))
  let facility = try LeaseRuleFixture.facility()
  #expect(facility.kinds[leases[2].kind].isPosition)
  let space = SpaceDemand(
    megawatts: .kilowatts(600), point: .rack, perRack: .kilowatts(60), liquid: .percent(70), positions: 5)
  #expect(leases[2].demand == .space(space))
  guard case .space(let open) = leases[3].demand else { return #expect(Bool(false)) }
  #expect(open.positions == nil)
}

@Test func `a lease may be elastic, a pool, or stand on one of several kinds`() throws {
  let facility = try LeaseRuleFixture.facility()
  let leases = try LeaseRuleFixture.leases(
    "name: a, gpus: {floor: 16, asked: 64}, kinds: [dgx-h200, dgx-h100], price: 2 $/GPU-h",
    "name: b, pool: {gpus: 100, utilisation: 80 %}, kind: dgx-h100, price: 2 $/GPU-month")
  #expect(leases[0].demand == .elastic(floor: 16, asked: 64))
  #expect(leases[0].kinds.map { facility.kinds[$0].name } == ["dgx-h200", "dgx-h100"])
  #expect(leases[1].demand == .pool(gpus: 100, utilisation: .percent(80)))
}

@Test func `what a lease shares with nobody is a level, the copies of a stage, a node or an NVLink domain`() throws {
  let words: [(String, Exclusive)] = [
    ("node", .node), ("nvlink", .nvlink), ("none", .none), ("rack", .parts(.zones(.rack))),
    ("hall", .parts(.zones(.hall))), ("power-group", .parts(.stage("ups"))), ("ups-group", .parts(.stage("ups"))),
    ("contract-group", .parts(.stage("contract"))),
  ]
  for (word, exclusive) in words {
    let lease = try LeaseRuleFixture.leases("name: a, gpus: 64, kind: dgx-h100, exclusive: \(word), price: 1 $/h")[0]
    #expect(lease.exclusive == exclusive, "\(word)")
  }
  #expect(try LeaseRuleFixture.leases("name: a, gpus: 64, kind: dgx-h100, price: 1 $/h")[0].exclusive == .byDefault)
}

@Test func `the power group is the outermost stage with several copies`() {
  func table(_ stages: [(String, Int?)]) -> DivisionNames {
    DivisionNames(
      Facility(
        name: "f",
        power: stages.map {
          PowerElement(name: $0.0, stage: $0.0, zone: ZoneID(0), parent: $0.1.map { PowerID($0) }, rating: nil)
        }))
  }
  #expect(table([("a", nil), ("b", 0), ("b", 0), ("c", 1), ("c", 2)]).powerGroup == "b")
  #expect(table([("a", nil), ("c", 0), ("b", 0), ("c", 1), ("b", 0)]).powerGroup == "c", "the first in the file")
  #expect(table([("a", nil), ("c", 0), ("d", 1), ("d", 2), ("e", 0), ("e", 0)]).powerGroup == "e")
  #expect(table([("a", nil), ("b", 0)]).powerGroup == nil)
}

@Test func `spread, segments, quantities and the cost of a move are read`() throws {
  let facility = try LeaseRuleFixture.facility()
  let leases = try LeaseRuleFixture.leases(
    "name: a, gpus: 64, kind: dgx-h100, spread: {over: ups-group, at-most: 50 %}, price: 1 $/h",
    "name: b, gpus: 64, kind: gb200-nvl72, segment: 8, quantities: {wan: 10 GB/s, storage: 2 PB, public-ips: 64}, price: 1 $/h",
    "name: standing, gpus: 32, kind: dgx-h100, movable: 400.50 $/node, price: 1 $/h")
  #expect(leases[0].spread == Spread(over: .stage("ups"), atMost: .percent(50)))
  #expect(leases[1].segment == 8)
  #expect(facility.quantities.map(\.name) == ["storage", "wan", "public-ips"])
  #expect(
    leases[1].quantities == [
      QuantityDemand(QuantityID(0), 2_000_000_000_000_000), QuantityDemand(QuantityID(1), 80_000_000_000),
      QuantityDemand(QuantityID(2), 64),
    ])
  #expect(leases[2].movable == MoveCost(centsPerNode: 40_050))
  #expect(!leases[2].isPinned)
}

@Test func `a lease may enlarge one that stands before it, after it, or only in the facility file`() throws {
  let leases = try LeaseRuleFixture.leases(
    "name: a, gpus: 8, kind: dgx-h100, expand: {lease: b, within: hall}, price: 1 $/h",
    "name: b, gpus: 8, kind: dgx-h100, expand: {lease: standing, adjacent: yes}, price: 1 $/h")
  #expect(leases.map(\.name) == ["a", "b", "standing", "notebook"])
  #expect(leases[0].expands == Expansion(of: LeaseID(1), .within(.hall)))
  #expect(leases[1].expands == Expansion(of: LeaseID(2), .adjacent))
}

@Test func `a piece of a node stands in its domains`() throws {
  let facility = try LeaseRuleFixture.facility()
  let leases = try LeaseRuleFixture.leases(
    "name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 4, domain: 2}, price: 1 $/h",
    "name: b, gpus: 6, kind: dgx-h100, placed: [{at: hall-1/rack-2, node: 3, gpus: [2, 4]}], price: 1 $/h",
    "name: c, gpus: 2, kind: dgx-h100, numa: any, placed: [{at: hall-1/rack-1, node: 4, gpus: [1, 1]}], price: 1 $/h",
    "name: notebook, gpus: 2, kind: dgx-h100, price: 1 $/h")
  func placed(_ path: String, node: Int, gpus: [Int]) throws -> [PlacementPart] {
    [PlacementPart(zone: try facility.zone(path), nodes: 0, piece: Piece(node: node, gpus: gpus))]
  }
  #expect(leases[0].placed == (try placed("hall-1/rack-1", node: 4, gpus: [0, 3])))
  #expect(leases[1].placed == (try placed("hall-1/rack-2", node: 3, gpus: [2, 4])))
  #expect(leases[2].placed == (try placed("hall-1/rack-1", node: 4, gpus: [1, 1])))
  #expect(leases[3].placed == (try placed("hall-2/rack-1", node: 1, gpus: [0, 2])))
  let own = BookFile.placedOnly(facility).leases
  #expect(own.map(\.name) == ["standing", "notebook"])
  #expect(own[1].demand == .gpus(2))
  #expect(own[1].placed == leases[3].placed)
}

@Test func `positions may stand leased today, and one of several kinds is the one where a lease stands`() throws {
  let leases = try LeaseRuleFixture.leases(
    "name: a, megawatts: 600 kW at rack, with: space, space: {per-rack: 60 kW, liquid: 0 %}, placed: [{at: annex/space-1, nodes: 4}], price: 1 $/h",
    "name: b, gpus: 32, kinds: [dgx-h200, dgx-h100], placed: [hall-1/rack-4], price: 1 $/h",
    "name: c, gpus: {floor: 8, asked: 80}, kinds: [dgx-h100, dgx-h200], placed: [hall-1/rack-3], price: 1 $/GPU-h")
  #expect(leases.prefix(3).map { $0.placed.map(\.nodes) } == [[4], [4], [4]])
}

@Test func `options, holds and rights may state how likely they are, and a right keeps its lease in the zone`() throws {
  let facility = try LeaseRuleFixture.facility()
  let leases = try LeaseRuleFixture.leases(
    "name: a, gpus: 8, kind: dgx-h100, status: {option: {until: 2027-03-31, probability: 60 %}}, price: 1 $/h",
    "name: b, gpus: 8, kind: dgx-h100, status: {hold: {expires: 2027-01-31, probability: 0 %}}, price: 1 $/h",
    "name: c, gpus: 8, kind: dgx-h100, status: {rofo: {zone: hall-2, notice: 30 days, probability: 10 %}}, price: 1 $/h"
  )
  #expect(leases[0].status.probability == .percent(60))
  #expect(leases[1].status.probability == .zero)
  #expect(leases[2].status == .rofo(zone: "hall-2", noticeDays: 30, probability: .percent(10)))
  #expect(leases[2].within == (try facility.zone("hall-2")))
}

@Test func `a facility has positions, quantities, numbered nodes and spares by failures`() throws {
  let facility = try LeaseRuleFixture.facility()
  let position = try #require(facility.kinds.firstIndex { $0.isPosition })
  #expect(position == facility.kinds.count - 1)
  let racks = facility.bays.filter { $0.kind.index == position }
  #expect(racks.map(\.installed) == [10, 10, 3])
  #expect(racks.map(\.firstNode) == [1, 1, 5])
  let mixed = facility.bays.filter { $0.zone == racks[2].zone }
  #expect(mixed.map(\.firstNode) == [1, 3, 5])
  #expect(mixed.map(\.down) == [[], [3], []])
  let rack = try facility.zone("hall-1/rack-2")
  #expect(facility.bays.first { $0.zone == rack }?.down == [2, 4])
  #expect(facility.quantities[0].measure == .bytes)
  #expect(facility.provisions.map(\.zone.index) == [0, 0, 0, try facility.zone("annex").index])
  #expect(facility.provisions[3].capacity == 1_000_000_000_000_000)
  #expect(
    facility.spares.map(\.rule) == [
      .failures(FailureRate(perMillionGPUDays: 470, repairHours: 72, confidence: .percent(99)))
    ])
  #expect(!facility.notModelled.contains { $0.contains("position") })
  #expect(try SampleFiles.facility().kinds.allSatisfy { !$0.isPosition })
}

@Test func `a book with every key is read`() throws {
  let loaded = BookFile.read(
    SourceFile(name: "t", text: LeaseRuleFixture.bookText), for: try LeaseRuleFixture.facility())
  #expect(loaded.value?.leases.count == 12, "\(loaded.diagnostics.map(\.text))")
}
