import Facility
import Files
import Documents
import Testing

/// A hall of racks of eight DGX H100 with fabrics in it.
private func text(_ fabrics: String, racks: Int = 4) -> String {
  """
  format: headroom-facility-1
  name: f
  zone:
    level: hall
    power: [{name: feed, rating: 9 MW}, {name: ups, count: 2, wired: block, rating: 3 MW}]
    fabric:
      \(fabrics)
    zones: [{name: rack, count: \(racks), level: rack, nodes: {kind: dgx-h100, count: 8}}]
  """
}

private func facility(_ fabrics: String, racks: Int = 4) throws -> Facility {
  let loaded = FacilityFile.read(SourceFile(name: "f.yaml", text: text(fabrics, racks: racks)))
  return try #require(loaded.value, "\(Documents.text(of: loaded.diagnostics))")
}

@Test func `a fabric counts the nodes under its zone and is a load there`() throws {
  let facility = try facility(
    "- {name: compute, switch: qm9700, endpoints: 1 per gpu, other-endpoints: 4, tiers: 2, rails: 8, nodes-per-unit: 32, from: feed, heat: liquid}"
  )
  let fabric = try #require(facility.fabrics.first)
  #expect(fabric.nodes == 32)
  #expect(fabric.model == "qm9700")
  #expect(fabric.design.endpointsPerNode == 8)
  // 256 ports of nodes leave none of eight leaves' 256 free: the fabric managers take a ninth.
  #expect((fabric.counts.leaves, fabric.counts.spines) == (9, 8))
  #expect(fabric.perSwitch == .watts(1_720))
  let load = try #require(facility.loads.first)
  #expect(load.name == "compute")
  #expect(load.amount == .fixed(.watts(17 * 1_720)))
  #expect(load.isIT)
  #expect(load.heat == .liquid)
  #expect(load.fedFrom == PowerID(0))
}

@Test func `a switch's ports follow the speed, and what the file states comes before the catalogue`() throws {
  let fabrics = try facility(
    """
    - {name: a, switch: sn5600, endpoints: 8 per node, tiers: 2}
        - {name: b, switch: sn5600, speed: 400 Gb/s, drawn-at: typical, optics: 17 W / 2, endpoints: 8 per node, tiers: 2}
        - {name: c, switch: sn5600, radix: 32, max-power: 2 kW, endpoints: 2 per node, tiers: 2, oversubscription: 3:1}
        - {name: d, radix: 64, typical-power: 100 W, drawn-at: typical, endpoints: 1 per node, tiers: 1}
    """
  ).fabrics
  #expect(fabrics.map(\.design.radix) == [64, 128, 32, 64])
  #expect(fabrics.map(\.perSwitch) == [.watts(2_200), .watts(940), .watts(2_000), .watts(100)])
  #expect(fabrics.map(\.perPort) == [.zero, Watts(milliwatts: 8_500), .zero, .zero])
  #expect(fabrics.map(\.model) == ["sn5600", "sn5600", "sn5600", nil])
  #expect(fabrics.map(\.counts.leaves) == [8, 4, 3, 1])
  #expect(fabrics[2].design.leafPorts == 24)
}

@Test func `zones of two levels may have fabrics, and an override changes those that it names`() throws {
  let text = """
    format: headroom-facility-1
    name: f
    zone:
      level: site
      fabric: [{name: frontend, switch: sn4600c, endpoints: 1 per node, tiers: 2}]
      zones:
        - name: hall
          count: 3
          level: hall
          fabric: [{name: compute, switch: qm9700, endpoints: 8 per node, tiers: 2}]
          zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]
    overrides: [{at: hall-2, fabric: {compute: {drawn-at: typical, tiers: 3, cores: no}}}]
    """
  let facility = try #require(FacilityFile.read(SourceFile(name: "f", text: text)).value)
  #expect(facility.fabrics.map(\.name) == ["frontend", "compute", "compute", "compute"])
  #expect(facility.fabrics.map(\.nodes) == [96, 32, 32, 32])
  #expect(facility.fabrics.map(\.counts.leaves) == [3, 8, 8, 8])
  #expect(facility.fabrics.map(\.counts.spines) == [2, 4, 8, 4])
  #expect(facility.fabrics[2].draw == .watts(16 * 747))
  #expect(facility.loads.map(\.zone) == facility.fabrics.map(\.zone))
}

@Test func `units in parallel share a stage, which carries what is left without the spare ones`() throws {
  let text = """
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power:
        - {name: meter, rating: unknown}
        - {name: ups, units: 4, spare: 1, rating: 1.5 MW, continuous: 90 %, no-load-loss: 5 kW, square-loss: 20 kW}
        - {name: pdu, units: 2, rating: unknown, no-load-loss: 1 kW}
    """
  let facility = try #require(FacilityFile.read(SourceFile(name: "f.yaml", text: text)).value)
  let ups = facility.power[1]
  #expect((ups.units, ups.spare) == (4, 1))
  #expect(ups.rating == .megawatts(6))
  #expect(ups.limit == .kilowatts(4_050))
  // Each of the four carries 750 kW, half of its rating, and loses 5 kW and a quarter of 20 kW.
  #expect(ups.input(for: .megawatts(3)) == .kilowatts(3_040))
  #expect(facility.power[2].noLoadLoss == .kilowatts(2))
  #expect(facility.power[2].limit == nil)
}
