import Facility
import TestSupport
import Testing

/// A row of a published table: nodes, and the switches and links that stand beside them.
private struct Row: Sendable {
  var nodes: Int
  var switches: [Int]
  var links: [Int]

  init(_ nodes: Int, switches: [Int], links: [Int]) {
    (self.nodes, self.switches, self.links) = (nodes, switches, links)
  }
}

private func expect(_ design: FabricDesign, _ row: Row) throws {
  let counts = try design.counts(nodes: row.nodes)
  #expect([counts.leaves, counts.spines, counts.cores] == row.switches, "\(row.nodes) nodes")
  #expect([counts.endpointLinks, counts.leafLinks, counts.spineLinks] == row.links, "\(row.nodes) nodes")
}

/// DGX H100 and B200 on QM9700: scalable units of 32 nodes, eight rails.
private func quantum2(tiers: Int, others: Int = 0) -> FabricDesign {
  FabricDesign(radix: 64, tiers: tiers, endpointsPerNode: 8, otherEndpoints: others, rails: 8, nodesPerUnit: 32)
}

// https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-b200/latest/network-fabrics.html,
// table 4: one node of a unit gives its ports to four fabric managers. Three units have 16 spines where 12 have ports
// enough: 32 uplinks do not spread evenly over 12.
@Test(arguments: [
  Row(31, switches: [8, 4, 0], links: [252, 256, 0]), Row(63, switches: [16, 8, 0], links: [508, 512, 0]),
  Row(95, switches: [24, 16, 0], links: [764, 768, 0]),
  Row(127, switches: [32, 16, 0], links: [1_020, 1_024, 0]),
])
private func `one to four units of DGX B200 have the published switches and cables`(row: Row) throws {
  try expect(quantum2(tiers: 2, others: 4), row)
}

// …/dgx-superpod-architecture.html of the same pages, without fabric managers.
@Test(arguments: [
  (2, Row(64, switches: [16, 8, 0], links: [512, 512, 0])),
  (2, Row(128, switches: [32, 16, 0], links: [1_024, 1_024, 0])),
  (2, Row(256, switches: [64, 32, 0], links: [2_048, 2_048, 0])),
  (3, Row(512, switches: [128, 128, 64], links: [4_096, 4_096, 4_096])),
  (3, Row(1_024, switches: [256, 256, 128], links: [8_192, 8_192, 8_192])),
  (3, Row(2_048, switches: [512, 512, 256], links: [16_384, 16_384, 16_384])),
])
private func `two to sixty-four units of DGX B200 have the published switches and cables`(tiers: Int, row: Row) throws {
  try expect(quantum2(tiers: tiers), row)
}

// https://docs.nvidia.com/dgx-superpod/reference-architecture/scalable-infrastructure-b300-xdr/latest/dgx-superpod-architecture.html
// 16 and 32 spines have ports enough for 4 and 8 units; 72 uplinks spread evenly over 18 and 36. The page prints 9,216 GPUs
// for 1,296 nodes, which have 10,368.
@Test(arguments: [
  Row(72, switches: [8, 4, 0], links: [576, 576, 0]), Row(144, switches: [16, 8, 0], links: [1_152, 1_152, 0]),
  Row(288, switches: [32, 18, 0], links: [2_304, 2_304, 0]),
  Row(576, switches: [64, 36, 0], links: [4_608, 4_608, 0]),
  Row(1_296, switches: [144, 72, 0], links: [10_368, 10_368, 0]),
])
private func `units of DGX B300 on Quantum-X800 have the published switches and cables`(row: Row) throws {
  try expect(FabricDesign(radix: 144, tiers: 2, endpointsPerNode: 8, rails: 8, nodesPerUnit: 72), row)
}

// https://docs.nvidia.com/dgx-superpod/reference-architecture/scalable-infrastructure-b300/latest/dgx-superpod-architecture.html
// A cable there carries two links of 400 Gb/s, one in each plane.
@Test(arguments: [
  Row(64, switches: [16, 8, 0], links: [512, 512, 0]), Row(128, switches: [32, 16, 0], links: [1_024, 1_024, 0]),
  Row(256, switches: [64, 32, 0], links: [2_048, 2_048, 0]),
  Row(512, switches: [128, 64, 0], links: [4_096, 4_096, 0]),
  Row(1_024, switches: [256, 128, 0], links: [8_192, 8_192, 0]),
])
private func `units of DGX B300 on two planes of Ethernet have the published switches and cables`(row: Row) throws {
  let design = FabricDesign(radix: 128, tiers: 2, endpointsPerNode: 8, rails: 8, planes: 2, nodesPerUnit: 64)
  try expect(design, Row(row.nodes, switches: row.switches, links: row.links.map { 2 * $0 }))
}

// https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-gb200/latest/network-fabrics.html
@Test func `a unit of eight NVL72 racks has 4 × 8 leaves and 4 × 6 spines, with ports kept for cores`() throws {
  var design = FabricDesign(
    radix: 64, tiers: 3, endpointsPerNode: 4, rails: 4, nodesPerUnit: 18, leavesPerGroup: 8, hasCores: false)
  try expect(design, Row(144, switches: [32, 24, 0], links: [576, 576, 0]))
  // Six groups of cores, each joining four spines of 24 uplinks: 96 on two cores.
  design.hasCores = true
  try expect(design, Row(144, switches: [32, 24, 12], links: [576, 576, 576]))
  // As one network of two tiers it could do with 9 spines.
  design.tiers = 2
  try expect(design, Row(144, switches: [32, 9, 0], links: [576, 576, 0]))
}

@Test(arguments: [(64, 2_048, 65_536), (128, 8_192, 524_288), (144, 10_368, 746_496)])
func `two tiers reach R²/2 endpoints and three R³/4`(radix: Int, two: Int, three: Int) throws {
  var design = FabricDesign(radix: radix, tiers: 2, endpointsPerNode: 1)
  #expect(design.mostEndpoints == two)
  #expect(try design.counts(nodes: two).leaves == radix)
  #expect(throws: FabricDesignError.tooManyLeaves(needed: radix + 1, most: radix)) { try design.counts(nodes: two + 1) }
  design.tiers = 3
  #expect(design.mostEndpoints == three)
  #expect(try design.counts(nodes: three).leaves == radix * radix / 2)
  #expect(throws: FabricDesignError.self) { try design.counts(nodes: three + 1) }
}

@Test func `one tier is one switch a rail`() throws {
  let design = FabricDesign(radix: 64, tiers: 1, endpointsPerNode: 8, rails: 8)
  try expect(design, Row(64, switches: [8, 0, 0], links: [512, 0, 0]))
  #expect(throws: FabricDesignError.tooManyLeaves(needed: 16, most: 8)) { try design.counts(nodes: 65) }
}

@Test func `what is no node fills free ports first, and then takes a leaf`() throws {
  var counts = try quantum2(tiers: 2, others: 8).counts(nodes: 127)
  #expect(counts.leaves == 32)
  counts = try quantum2(tiers: 2, others: 9).counts(nodes: 127)
  #expect(counts.leaves == 33)
  counts = try quantum2(tiers: 2, others: 1).counts(nodes: 0)
  #expect(counts.leaves == 1)
}

@Test func `an oversubscribed leaf has more ports to nodes and fewer to spines`() throws {
  // 48 of 64 ports down, 16 up: 2,048 endpoints on 43 leaves; 43 × 16 uplinks on 16 spines of one link to each leaf.
  let design = FabricDesign(radix: 64, tiers: 2, endpointsPerNode: 1, down: 3, up: 1)
  #expect(design.leafPorts == 48)
  try expect(design, Row(2_048, switches: [43, 16, 0], links: [2_048, 688, 0]))
  // Two nodes on each leaf use 16 of its ports, and have 16 uplinks.
  let rack = FabricDesign(radix: 64, tiers: 2, endpointsPerNode: 8, nodesPerUnit: 2)
  try expect(rack, Row(8, switches: [4, 1, 0], links: [64, 64, 0]))
}

/// Every leaf reaches every spine of its group, no switch has more links than ports, and the uplinks carry what comes
/// from below.
@Test func `in any design no switch has more links than ports`() throws {
  var random = SeededGenerator(seed: 7)
  for _ in 0..<2_000 {
    let radix = 2 * Int.random(in: 2...40, using: &random)
    let perUnit = Bool.random(using: &random) ? Int.random(in: 1...80, using: &random) : nil
    let down = Int.random(in: 1...4, using: &random)
    let design = FabricDesign(
      radix: radix, tiers: Int.random(in: 2...3, using: &random),
      endpointsPerNode: Int.random(in: 1...8, using: &random),
      otherEndpoints: Int.random(in: 0...9, using: &random), rails: Int.random(in: 1...4, using: &random),
      nodesPerUnit: perUnit, down: down, up: min(down, Int.random(in: 1...2, using: &random)))
    guard design.leafPorts > 0, let counts = try? design.counts(nodes: Int.random(in: 1...900, using: &random)) else {
      continue
    }
    let uplinks = counts.leafLinks / counts.leaves
    #expect(counts.leafLinks == uplinks * counts.leaves, "\(design)")
    #expect(uplinks + design.leafPorts <= radix, "\(design)")
    #expect(counts.endpointLinks <= counts.leaves * design.leafPorts, "\(design)")
    #expect(counts.leafLinks + counts.spineLinks <= counts.spines * radix, "\(design)")
    #expect(counts.spineLinks <= counts.cores * radix, "\(design)")
    #expect(design.tiers == 2 || counts.spineLinks >= counts.leafLinks, "\(design)")
    if design.tiers == 2 { #expect(counts.leaves <= radix && uplinks % counts.spines == 0, "\(design)") }
  }
}

@Test func `a fabric draws its switches and the optics in their ports`() throws {
  let design = quantum2(tiers: 2, others: 4)
  var fabric = Fabric(
    name: "compute", zone: ZoneID(0), design: design, perSwitch: .watts(1_720), nodes: 127,
    counts: try design.counts(nodes: 127))
  #expect(fabric.draw == .watts(48 * 1_720))
  (fabric.perSwitch, fabric.perPort) = (.watts(747), Watts(milliwatts: 8_500))
  // 1,020 ends of node links, both ends of 1,024 between switches.
  #expect(fabric.draw == Watts(milliwatts: 48 * 747_000 + 3_068 * 8_500))
}
