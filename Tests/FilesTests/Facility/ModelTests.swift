import Facility
import Files
import Documents
import Testing

/// A site with one rack whose entries are given.
private func site(_ entries: String, _ head: String = "") -> String {
  """
  format: headroom-facility-1
  name: f
  \(head)
  zone:
    level: site
    water-supply: 34 °C
    \(entries)
    zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 1}}]
  """
}

private func facility(_ entries: String, _ head: String = "") throws -> Facility {
  let loaded = FacilityFile.read(SourceFile(name: "f.yaml", text: site(entries, head)))
  return try #require(loaded.value, "\(text(of: loaded.diagnostics))")
}

@Test func `a stage takes its figures from the catalogue, and its own go before`() throws {
  let power = try facility(
    """
    power:
        - {name: ups, model: ups-1500kw}
        - {name: transformer, model: transformer-3mva, power-factor: 90 %}
        - {name: busway, model: busway-800a, rating: 300 kW, efficiency: 99 %}
    """
  ).power
  #expect(power.map(\.rating) == [.kilowatts(1_500), .kilowatts(2_700), .kilowatts(300)])
  #expect(power.map(\.efficiency) == [Fraction(ppm: 975_000), .percent(99), .percent(99)])
  #expect(power.map(\.continuous) == [.one, .one, .percent(80)])
}

@Test func `a cooling element takes its figures from the catalogue, and its own go before`() throws {
  let cooling = try facility(
    """
    cooling:
        - {name: cdu, model: cdu-in-rack-100kw, count: 3, spare: 1}
        - {name: fan, model: fan-wall-400kw, rating: 350 kW}
        - {name: dry, model: dry-cooler, rating: 1 MW, takes: both}
        - {name: air, model: cdu-in-rack-100kw, takes: air}
    """
  ).cooling
  #expect(cooling.map(\.medium) == [.liquid, .air, .both, .air])
  // Two kelvin above its rating point the CDU has lost 10 kW.
  #expect(cooling.map(\.unitCapacity) == [.kilowatts(90), .kilowatts(350), .kilowatts(1_000), .kilowatts(100)])
  #expect(cooling[0].limit == .kilowatts(180))
  #expect(cooling[3].derate == nil)
}

@Test func `a load is so many pieces of a model at the most that each draws`() throws {
  let loads = try facility(
    "loads: [{name: leaf, model: qm9700, count: 32}, {name: ufm, model: ufm}, {name: own, model: qm9700, watts: 1 kW}]"
  ).loads
  #expect(loads.map(\.amount) == [.fixed(.watts(55_040)), .fixed(.watts(689)), .fixed(.kilowatts(1))])
}

@Test func `an override may change the model or the number of its pieces`() throws {
  let text = """
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones:
        - name: hall
          level: hall
          power: [{name: b, model: busway-800a, efficiency: 90 %}]
          loads: [{name: leaf, model: qm9700, count: 2}]
          zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 1}}]
    overrides: [{at: hall, power: {b: {model: ups-1500kw}}, loads: {leaf: {count: 3}}}]
    """
  let changed = try #require(FacilityFile.read(SourceFile(name: "f.yaml", text: text)).value)
  #expect(changed.power[0].rating == .kilowatts(1_500))
  // A model brings all its figures, also over those that stood beside the other.
  #expect(changed.power[0].efficiency == Fraction(ppm: 975_000))
  #expect(changed.loads[0].amount == .fixed(.watts(5_160)))
}

@Test func `figures taken by a model are counted as the catalogue founds them`() throws {
  let before = try facility("").provenance
  let after = try facility("power: [{name: ups, model: ups-1500kw}, {name: b, model: busway-800a, efficiency: 99 %}]")
    .provenance
  // Rating and efficiency of the UPS, rating and continuous share of the busway; the efficiency beside it has no source.
  #expect(after.published - before.published == 4)
  #expect(after.estimated == before.estimated)
  #expect(after.unsourced - before.unsourced == 1)
}

@Test func `a file adds equipment and overrides single fields of it`() throws {
  let head = """
    equipment:
      qm9700: {max-power: 1.5 kW, source: "published: a sheet"}
      own-cdu: {class: cdu, takes: liquid, rating: 90 kW}
    """
  let entries = "cooling: [{name: c, model: own-cdu}]\n  loads: [{name: s, model: qm9700, count: 2}]"
  let facility = try facility(entries, head)
  #expect(facility.loads[0].amount == .fixed(.kilowatts(3)))
  #expect(facility.cooling[0].rating == .kilowatts(90))
  let contents = try #require(
    FacilityFile.catalogue(of: SourceFile(name: "f.yaml", text: site(entries, head))).value)
  let changed = contents.equipment.filter { $0.isAdded || !$0.overridden.isEmpty }
  #expect(changed.map(\.value.name) == ["qm9700", "own-cdu"])
  #expect(changed.map(\.isAdded) == [false, true])
  #expect(changed.map(\.overridden) == [["max-power"], []])
  #expect(changed[0].value.ports(at: .gigabits(400)) == 64)
  #expect(changed[0].evidence["max-power"] == .published)
}

@Test func `a file changes single fields of a kind's hardware`() throws {
  let kinds = try facility("", "kinds: {dgx-h100: {mass: 120 kg, numa: [{gpus: 6, cores: 60}, {gpus: 2}]}}").kinds
  let dgx = try #require(kinds.first { $0.name == "dgx-h100" })
  #expect(dgx.numaDomains == [NUMADomain(gpus: 6, cores: 60), NUMADomain(gpus: 2)])
  #expect(dgx.hardware.mass == Kilograms(grams: 120_000))
  #expect(dgx.hardware.cores == 112)
}

@Test func `a kind that says nothing of NUMA has one domain with all its GPUs`() throws {
  let kinds = try facility(
    "",
    "kinds: {k: {gpu: K, gpus: 4, nameplate: 4 kW, sustained-peak: 4 kW, average: 3 kW, idle: 1 kW, liquid: 0 %, height: 1 U}}"
  ).kinds
  #expect(kinds.last?.numaDomains == [NUMADomain(gpus: 4)])
}

@Test func `a file that uses every key of hardware and equipment is read`() throws {
  let loaded = FacilityFile.read(SourceFile(name: "f.yaml", text: SampleFiles.equipmentText))
  let facility = try #require(loaded.value, "\(text(of: loaded.diagnostics))")
  let own = try #require(facility.kinds.last)
  #expect(own.hardware.mass == Kilograms(grams: 75_556))
  #expect(own.numaDomains.map(\.gpus) == [6, 2])
  // The rack that the override changes, then two as the template says: 90 kW less 5 kW for each of 14 kelvin.
  let cdus = facility.cooling.filter { $0.name == "cdu" }.map(\.unitCapacity)
  #expect(cdus == [.kilowatts(75), .kilowatts(20), .kilowatts(20), .kilowatts(30)])
}
