import Facility
import Files
import Documents
import Tenancy
import TestSupport
import Testing

private func kind(_ name: String) throws -> Kind {
  try #require(Catalogue.embedded.kinds.first { $0.name == name })
}

@Test func `the embedded catalogue is Topologies/catalog`() throws {
  let names = try Repository.names(in: "Topologies/catalog").filter { $0.hasSuffix(".yaml") }
  #expect(Catalogue.embeddedFileNames == names)
  for name in names {
    let file = try SourceFile(reading: Repository.path("Topologies/catalog/\(name)"))
    #expect(
      Catalogue.embeddedFile(name) == file.bytes, "\(name) has changed: run Tools/embed-catalogue")
  }
}

@Test func `the catalogue has the kinds and profiles that facilities name`() {
  #expect(
    Catalogue.embedded.kinds.map(\.name) == [
      "hgx-h100-liquid", "hgx-h200-liquid", "dgx-h100", "dgx-h200", "dgx-a100", "dgx-b200", "dgx-b300", "gb200-nvl72",
      "gb300-nvl72", "vr-nvl72", "hgx-h100-air", "hgx-h200-air", "l40s-8", "rtx-pro-6000-8", "gh200",
    ])
  #expect(Catalogue.embedded.profiles.map(\.name) == ["training", "inference", "mixed"])
  #expect(Catalogue.embedded.profiles.first == .training)
}

@Test func `the kinds of Colossus 1 are those of its balance`() throws {
  let hopper = try kind("hgx-h100-liquid")
  #expect(hopper.gpus == 8)
  #expect(hopper.nameplate.watts == .watts(9_200))
  #expect(hopper.sustainedPeak.watts == .watts(7_400))
  #expect(hopper.average.watts == .watts(7_000))
  #expect(hopper.idle.watts == .watts(2_000))
  #expect(hopper.liquid == .percent(80))
  #expect(hopper.height == RackUnits(4))
  let tray = try kind("gb200-nvl72")
  #expect((tray.gpus, tray.nvlinkDomain, tray.nodesPerNVLinkDomain) == (4, 72, 18))
  // The eighteenth part of 132 kW, to the nearest mW: eighteen of them are not more than the rack.
  #expect(tray.nameplate.watts == Watts(milliwatts: 7_333_333))
  #expect(tray.nameplate.watts * 18 <= .kilowatts(132))
  #expect(tray.liquid == .percent(87))
}

@Test func `figures stand in an order that makes sense`() {
  for kind in Catalogue.embedded.kinds {
    #expect(kind.idle.watts < kind.average.watts, "\(kind.name)")
    #expect(kind.average.watts <= kind.sustainedPeak.watts, "\(kind.name)")
    #expect(kind.sustainedPeak.watts <= kind.nameplate.watts, "\(kind.name)")
  }
}

@Test func `every figure of the catalogue has a source that says what it is`() throws {
  for kind in Catalogue.embedded.kinds {
    let file = SourceFile(
      name: "f",
      text: """
        format: headroom-facility-1
        name: f
        zone: {level: site, zones: [{name: rack, level: rack, nodes: {kind: \(kind.name), count: 1}}]}
        """)
    let provenance = try #require(FacilityFile.read(file).value).provenance
    #expect(provenance.stated == 0 && provenance.unsourced == 0, "\(kind.name)")
    #expect(provenance.published + provenance.derived + provenance.estimated == 6, "\(kind.name)")
  }
}

@Test func `a name that stands in two catalogue files is refused`() {
  let text = "format: headroom-catalogue-1\nprofiles: {a: {sustained-peak: 1 % of average, average: 1 % of average}}\n"
  let kinds = """
    format: headroom-catalogue-1
    kinds:
      k: {gpu: K, gpus: 1, nameplate: 1 kW, sustained-peak: 1 kW, average: 1 kW, idle: 1 kW, liquid: 0 %, height: 1 U}
    """
  let one = SourceFile(name: "1", text: kinds)
  let two = SourceFile(name: "2", text: kinds)
  #expect(Catalogue.read([one, SourceFile(name: "3", text: text)]).value?.kinds.map(\.name) == ["k"])
  let (value, diagnostics) = Catalogue.read([one, two])
  #expect(value == nil)
  #expect(diagnostics.map(\.message) == ["the kind `k` stands in another file already"])
}

@Test func `kinds are consistent in themselves`() {
  for kind in Catalogue.embedded.kinds {
    let hardware = kind.hardware
    #expect(kind.numaDomains.reduce(0) { $0 + $1.gpus } == kind.gpus, "\(kind.name)")
    #expect(hardware.supplies?.carry(kind.nameplate.watts) ?? true, "\(kind.name)")
    #expect((hardware.gpuPower ?? .zero) * kind.gpus < kind.nameplate.watts, "\(kind.name)")
    if let power = hardware.gpuPower, let cap = hardware.gpuCap { #expect(cap.contains(power), "\(kind.name)") }
    if let nics = hardware.nics?.count {
      #expect(kind.numaDomains.reduce(0) { $0 + ($1.nics ?? 0) } == nics, "\(kind.name)")
    }
  }
}

@Test func `the hardware of a DGX H100 is that of its user guide`() throws {
  let dgx = try kind("dgx-h100")
  #expect(dgx.numaDomains == Array(repeating: NUMADomain(gpus: 4, nics: 4, cores: 56), count: 2))
  #expect(dgx.hardware.gpuCap == .watts(200)...(.watts(700)))
  #expect(dgx.hardware.gpuMemory == Gigabytes(megabytes: 80_000))
  #expect(dgx.hardware.nics == Ports(count: 8, speed: .gigabits(400)))
  #expect(dgx.hardware.supplies == Supplies(count: 6, rating: .watts(3_300), needed: 4))
  #expect(dgx.hardware.mass == Kilograms(grams: 130_450))
  #expect(dgx.hardware.inlet == .degrees(5)...(.degrees(30)))
}

@Test func `every figure of the catalogue is published, derived or an estimate`() {
  let contents = Catalogue.embedded.contents
  for entry in contents.kinds {
    let loose = entry.evidence.filter { $0.value == .stated || $0.value == .unsourced }
    #expect(loose.isEmpty, "\(entry.value.name)")
    #expect(entry.evidence.count >= 9, "\(entry.value.name)")
  }
  for entry in contents.equipment {
    let loose = entry.evidence.filter { $0.value == .stated || $0.value == .unsourced }
    #expect(loose.isEmpty && !entry.evidence.isEmpty, "\(entry.value.name): \(loose)")
  }
}

@Test func `equipment says what its class is asked for`() throws {
  for item in Catalogue.embedded.equipment {
    switch item.equipmentClass.role {
    case .load: #expect(item.maxPower != nil, "\(item.name)")
    case .cooling: #expect(item.medium != nil, "\(item.name)")
    case .power: #expect(item.capacity != nil, "\(item.name)")
    }
  }
  #expect(Set(Catalogue.embedded.equipment.map(\.equipmentClass)) == Set(Equipment.Class.allCases))
  func item(_ name: String) throws -> Equipment {
    try #require(Catalogue.embedded.equipment.first { $0.name == name })
  }
  #expect(try item("qm9700").ports(at: .gigabits(400)) == 64)
  #expect(try item("sn5600").ports(at: .gigabits(400)) == 128)
  #expect(try item("sn5600").ports(at: .gigabits(100)) == nil)
  // 415 V × 60 A × √3 are 43.1 kW, 80 % of which may flow for hours.
  #expect(try item("breaker-60a-415v").capacity == Watts(milliwatts: 43_128_065))
  #expect(try item("transformer-3mva").capacity == .watts(2_940_000))
}
