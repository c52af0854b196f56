import Facility
import Files
import Documents
import Tenancy
import TestSupport
import Testing

extension Facility {
  func zone(_ path: String) throws -> ZoneID {
    ZoneID(try #require(zones.indices.first { self.path(of: ZoneID($0)) == path }))
  }

  /// A stage by its path, such as `hall-1/transformer-2`; of the root's just `contract`.
  func stage(_ path: String) throws -> PowerID {
    PowerID(
      try #require(
        power.indices.first {
          let zone = self.power[$0].zone
          return (zone.index == 0 ? "" : self.path(of: zone) + "/") + self.power[$0].name == path
        }, "\(path)"))
  }

  func name(_ id: PowerID?) -> String {
    guard let id else { return "-" }
    let zone = power[id].zone
    return (zone.index == 0 ? "" : path(of: zone) + "/") + power[id].name
  }
}

private func read(_ text: String) throws -> Facility {
  let loaded = FacilityFile.read(SourceFile(name: "f", text: text))
  return try #require(loaded.value, "\(Documents.text(of: loaded.diagnostics))")
}

@Test func `zones are expanded depth first, with numbered copies`() throws {
  let facility = try SampleFiles.facility()
  #expect(facility.zones[0].name == "sample")
  #expect(facility.zones[0].end.index == facility.zones.count)
  // A root, two halls of eight pods of four racks, an annex of two racks.
  #expect(facility.zones.count == 1 + 2 * (1 + 8 * 5) + 3)
  #expect(facility.path(of: ZoneID(4)) == "hall-1/pod-1/rack-2")
  #expect(facility.bays.count == 2 * 8 * 4 + 3)
  #expect(facility.bays.map(\.zone) == facility.bays.map(\.zone).sorted())
  for (i, zone) in facility.zones.enumerated() {
    guard let parent = zone.parent else { continue }
    #expect(parent.index < i && zone.end <= facility.zones[parent].end)
    #expect(facility.zones[parent].level < zone.level)
  }
}

@Test func `kinds are the catalogue's with what the file changes and adds`() throws {
  let facility = try SampleFiles.facility()
  #expect(facility.kinds.count == Catalogue.embedded.kinds.count + 1)
  let dgx = try #require(facility.kinds.first { $0.name == "dgx-h100" })
  #expect(dgx.idle.watts == .watts(2_100))
  #expect(dgx.nameplate.watts == .watts(10_200))
  #expect(dgx.figure(on: .named("ceiling")).watts == .kilowatts(11))
  let tray = try #require(facility.kinds.last)
  #expect(tray.name == "tray")
  #expect(tray.nameplate == PowerFigure(.kilowatts(5), tolerance: .percent(5)))
  #expect(facility.namedBases == ["ceiling"])
  #expect(facility.profiles.map(\.name) == ["training", "inference", "mixed", "night"])
}

@Test func `stages hang under those before them, and children under the copies that serve them`() throws {
  let facility = try SampleFiles.facility()
  #expect(facility.name(facility.power[try facility.stage("substation")].parent) == "contract")
  #expect(facility.power[try facility.stage("contract")].parent == nil)
  let transformer = try facility.stage("hall-2/transformer-3")
  #expect(facility.name(facility.power[transformer].parent) == "substation")
  // Round robin over the pods served; pods 7 and 8 skip the stage.
  func intake(_ path: String) throws -> String { facility.name(facility.zones[try facility.zone(path)].intake) }
  #expect(try intake("hall-2/pod-1") == "hall-2/transformer-1")
  #expect(try intake("hall-2/pod-6") == "hall-2/transformer-3")
  #expect(try intake("hall-2/pod-7") == "substation")
  #expect(try intake("hall-2") == "substation")
  #expect(try intake("hall-1/pod-3/rack-2") == "hall-1/pod-3/busway-1")
  #expect(try intake("hall-1/pod-3/rack-3") == "hall-1/pod-3/busway-2")
  #expect(facility.zones[0].intake == nil)
  let hall = facility.zones[try facility.zone("hall-1")]
  #expect(hall.outlets.map { facility.name($0) } == (1...3).map { "hall-1/transformer-\($0)" })
  let mixed = facility.zones[try facility.zone("annex/mixed")]
  #expect(mixed.outlets.map { facility.name($0) } == ["substation"])
  for element in facility.power { if let parent = element.parent { #expect(parent < facility.stageID(element)) } }
}

extension Facility {
  fileprivate func stageID(_ element: PowerElement) -> PowerID { PowerID(power.firstIndex(of: element)!) }
}

@Test func `ratings are read in W, in VA and in A`() throws {
  let facility = try SampleFiles.facility()
  let transformer = facility.power[try facility.stage("hall-1/transformer-1")]
  #expect(transformer.rating == .kilowatts(2_940))
  #expect(transformer.efficiency == .percent(99))
  #expect(transformer.noLoadLoss == .kilowatts(5))
  #expect(transformer.squareLoss == .kilowatts(20))
  #expect(transformer.stage == "transformer")
  // √3 × 60 A × 415 V × 2 circuits are 86,256.1302… W, rounded down to the mW.
  let breaker = facility.power[try facility.stage("hall-1/pod-3/rack-1/breaker")]
  #expect(breaker.rating == Watts(milliwatts: 86_256_130))
  #expect(breaker.continuous == .percent(80))
  #expect(facility.power[try facility.stage("substation")].rating == nil)
}

@Test func `a root of three is taken exactly`() throws {
  for (amps, volts, circuits, milliwatts) in [
    ("800 A", "415 V", 1, 575_040_868), ("1 A", "1 V", 1, 1_732), ("1000000 A", "1 kV", 1, 1_732_050_807_568),
    ("0.001 A", "0.001 V", 1, 0), ("32 A", "400 V L-L", 1, 22_170_250), ("32 A", "230 V L-N", 1, 22_080_000),
    ("32 A", "0.23 kV L-N", 2, 44_160_000),
  ] as [(String, String, Int, Int64)] {
    let facility = try read(
      """
      format: headroom-facility-1
      name: f
      zone: {level: site, power: [{name: b, rating: {amps: \(amps), volts: \(volts), phases: 3, circuits: \(circuits)}}]}
      """)
    #expect(facility.power[0].rating == Watts(milliwatts: milliwatts), "\(amps) \(volts)")
  }
}

@Test func `overrides change the zones that they name and no others`() throws {
  let facility = try SampleFiles.facility()
  #expect(facility.power[try facility.stage("hall-1/pod-2/rack-4/breaker")].rating == .kilowatts(60))
  #expect(facility.power[try facility.stage("hall-1/pod-3/rack-4/breaker")].rating == Watts(milliwatts: 86_256_130))
  #expect(facility.power[try facility.stage("hall-2/pod-1/rack-1/breaker")].rating == Watts(milliwatts: 86_256_130))
  let handlers = facility.cooling.filter { $0.name == "air-handler" }
  #expect(handlers.map(\.spare) == [1, 2])
  #expect(handlers.map(\.supply) == [nil, nil], "air does not see the water")
  let cdus = facility.cooling.filter { $0.name == "cdu" }
  #expect(cdus.filter { $0.supply == .degrees(30) }.count == 32, "those of hall 2")
  #expect(cdus.filter { $0.supply == Celsius(millidegrees: 34_700) }.count == 33)
}

@Test func `cooling elements stand outermost first`() throws {
  let facility = try SampleFiles.facility()
  for (i, inner) in facility.cooling.enumerated() {
    for outer in facility.cooling[i...].dropFirst() {
      #expect(!(outer.zone < inner.zone && inner.zone < facility.zones[outer.zone].end))
    }
  }
}

@Test func `loads know what feeds them and where their heat goes`() throws {
  let facility = try SampleFiles.facility()
  let plant = try #require(facility.loads.first)
  #expect(plant.amount == .ofIT(.percent(10)))
  #expect(plant.tolerance == .percent(20))
  #expect(!plant.isIT)
  #expect(plant.heat == .none)
  #expect(facility.name(plant.fedFrom) == "contract")
  let network = facility.loads[1]
  #expect(network.amount == .perGPU(.watts(81)))
  #expect(network.isIT && network.fedFrom == nil && network.heat == .air)
  #expect(facility.loads.count == 7)
}

@Test func `nodes out of service are counted by their state`() throws {
  let facility = try SampleFiles.facility()
  let failed = try facility.zone("hall-1/pod-3/rack-2")
  let bay = try #require(facility.bays.first { $0.zone == failed })
  #expect((bay.installed, bay.failed, bay.maintenance, bay.burnIn, bay.inService) == (3, 2, 0, 0, 1))
  let mixed = try facility.zone("annex/mixed")
  #expect(facility.bays.filter { $0.zone == mixed }.map(\.burnIn) == [2, 2])
}

@Test func `a rack's units are its height less what is reserved`() throws {
  let facility = try SampleFiles.facility()
  #expect(facility.zones[try facility.zone("annex/rack")].space == RackUnits(40))
  #expect(facility.zones[try facility.zone("annex/mixed")].space == nil)
}

@Test func `what is not modelled is listed, unknown ratings first`() throws {
  #expect(
    try SampleFiles.facility().notModelled == [
      "substation: rating unknown", "air heat of dgx-h100: nothing takes it everywhere",
      "liquid heat of tray: nothing takes it everywhere", "air heat of tray: nothing takes it everywhere",
      "rack space of 1 of 66 racks: no height is stated", "coolant flow",
    ])
}

@Test func `limits that a file leaves out without a word are listed`() throws {
  let bare = try read(
    """
    format: headroom-facility-1
    name: f
    bases: {hot: {dgx-h100: 12 kW}}
    zone:
      level: site
      zones:
        - {name: a, level: rack, nodes: {kind: dgx-h100, count: 1}}
        - {name: b, level: rack, nodes: {kind: gb200-nvl72, count: 1}}
    """)
  #expect(
    bare.notModelled == [
      "power: no stage is stated", "air heat of dgx-h100: nothing takes it everywhere",
      "liquid heat of gb200-nvl72: nothing takes it everywhere", "air heat of gb200-nvl72: nothing takes it everywhere",
      "rack space of 2 of 2 racks: no height is stated", "basis hot of gb200-nvl72: the nameplate stands for it",
    ])
}

@Test func `losses of the outermost stage are not counted, and a warning says so`() {
  let loaded = FacilityFile.read(
    SourceFile(
      name: "f.yaml",
      text: """
        format: headroom-facility-1
        name: f
        zone: {level: site, power: [{name: tx, rating: 40 kW, efficiency: 50 %}]}
        """))
  #expect(loaded.value?.notModelled == ["losses of tx: the supply is metered at its output"])
  #expect(loaded.diagnostics.map(\.severity) == [.warning])
  #expect(loaded.diagnostics.first?.line == 3)
}

@Test func `figures count under their nearest source, and once however often they are expanded`() throws {
  let facility = try read(
    """
    format: headroom-facility-1
    name: f
    source: stated by the operator
    templates:
      rack: {level: rack, height: 48 U, source: "derived: from plans", power: [{name: b, rating: 5 kW}]}
    zone:
      level: site
      source: "Estimate: by eye"
      water-supply: {value: 20 °C, source: "published: L1"}
      power: [{name: c, rating: 1 MW, efficiency: 99 %}, {name: u, rating: unknown}]
      zones: [{name: rack, count: 100, template: rack}]
    profiles: {night: {sustained-peak: 50 % of nameplate, average: 40 % of average}}
    """)
  #expect(facility.provenance.derived == 2)
  #expect(facility.provenance.estimated == 2)
  #expect(facility.provenance.published == 1)
  #expect(facility.provenance.stated == 2)
  #expect(facility.provenance.unsourced == 0)
}

@Test func `what stands leased is found by its path`() throws {
  let facility = try SampleFiles.facility()
  let old = try #require(facility.placed.first)
  #expect(old.lease == "old")
  #expect(old.profile.name == "inference")
  #expect(old.parts.map(\.nodes) == Array(repeating: 2, count: 8))
  #expect(facility.path(of: facility.bays[old.parts[7].bay].zone) == "hall-1/pod-5/rack-4")
}

@Test func `wiring may be blocks, turns or lists`() throws {
  func intakes(_ count: Int, _ wiring: String, pods: Int) throws -> [String] {
    let facility = try read(
      """
      format: headroom-facility-1
      name: f
      zone:
        level: site
        power: [{name: t, count: \(count), wired: \(wiring), rating: 1 MW}]
        zones: [{name: pod, count: \(pods), level: pod}]
      """)
    return facility.zones.dropFirst().map { facility.name($0.intake) }
  }
  #expect(try intakes(2, "block", pods: 5) == ["t-1", "t-1", "t-1", "t-2", "t-2"])
  #expect(try intakes(2, "round-robin", pods: 5) == ["t-1", "t-2", "t-1", "t-2", "t-1"])
  #expect(try intakes(2, "[[pod-5, \"pod-[1-2]\"], [pod-3, pod-4]]", pods: 5) == ["t-1", "t-1", "t-2", "t-2", "t-1"])
  let blocks = try intakes(25, "block", pods: 98)
  #expect(Set(blocks).count == 25)
  let sizes = (1...25).map { copy in blocks.filter { $0 == "t-\(copy)" }.count }
  #expect(sizes.allSatisfy { $0 == 3 || $0 == 4 })
}

@Test func `copies in a rack hang under those of the stage before`() throws {
  let facility = try read(
    """
    format: headroom-facility-1
    name: f
    zone:
      level: rack
      power: [{name: feed, count: 2, rating: 9 kW}, {name: breaker, count: 4, rating: 5 kW}]
    """)
  #expect(facility.power.map { facility.name($0.parent) } == ["-", "-", "feed-1", "feed-1", "feed-2", "feed-2"])
  #expect(facility.zones[0].outlets.map { facility.name($0) } == (1...4).map { "breaker-\($0)" })
}

@Test func `a million GPUs are expanded from a few lines`() throws {
  let facility = try read(
    """
    format: headroom-facility-1
    name: f
    templates:
      rack: {level: rack, nodes: {kind: dgx-h100, count: 8}}
      pod: {level: pod, zones: [{name: rack, count: 8, template: rack}]}
    zone: {level: site, zones: [{name: pod, count: 1953, template: pod}]}
    """)
  #expect(facility.bays.count == 15_624)
}

@Test func `JSON is read as well as YAML`() throws {
  let facility = try read(
    #"{"format": "headroom-facility-1", "name": "f", "zone": {"level": "site", "power": [{"name": "c", "rating": "1 MW"}]}}"#
  )
  #expect(facility.power[0].rating == .megawatts(1))
}

@Test func `the minimal facility binds at its breaker before its space`() throws {
  let loaded = FacilityFile.read(try SourceFile(reading: Repository.path("Topologies/minimal/facility.yaml")))
  let facility = try #require(loaded.value)
  #expect(loaded.diagnostics.isEmpty)
  #expect(loaded.sha256.count == 64)
  let rack = try facility.zone("rack-1")
  let kind = facility.kinds[facility.bays[0].kind]
  let nodes = Int64(facility.bays[0].installed)
  #expect(try #require(facility.zones[rack].space).units >= nodes * kind.height.units)
  let breaker = try #require(facility.power[try facility.stage("rack-1/breaker")].limit)
  #expect(breaker < kind.sustainedPeak.watts * Int(nodes))
  #expect(breaker > kind.sustainedPeak.watts * 3 + kind.idle.watts)
  #expect(facility.provenance.unsourced == 0 && facility.provenance.stated == 0)
  let book = BookFile.read(try SourceFile(reading: Repository.path("Topologies/minimal/tenants.yaml")), for: facility)
  #expect(book.diagnostics.isEmpty)
  #expect(book.value?.leases.map(\.status.name) == ["contracted", "option", "hold", "proposal"])
}
