internal import Encoding
internal import Facility
internal import PlanModel

// Networks between nodes: the switches that their designs come to.

extension TopologyReport {
  static func networks(_ counts: FacilityCounts, _ page: inout Page) {
    guard !counts.networks.isEmpty else { return }
    page.heading("Fabrics, counted from the nodes that they connect")
    var table = Table([
      .name("fabric"), .number("zones"), .word("switch"), .number("ports"), .number("rails"), .number("planes"),
      .number("endpoints"), .number("leaves"), .number("spines"), .number("cores"), .number("draw"),
    ])
    for network in counts.networks {
      let (fabric, design, counted) = (network.first, network.first.design, network.first.counts)
      table.add([
        Table.Cell(fabric.name), Table.Cell(Numbers.grouped(network.count)), Table.Cell(fabric.model ?? "-"),
        Table.Cell(Numbers.grouped(design.radix)), Table.Cell(Numbers.grouped(design.rails)),
        Table.Cell(Numbers.grouped(design.planes)), Table.Cell(Numbers.grouped(counted.endpointLinks)),
        Table.Cell(Numbers.grouped(counted.leaves)), Table.Cell(Numbers.grouped(counted.spines)),
        Table.Cell(Numbers.grouped(counted.cores)), Table.Cell(Numbers.power(fabric.draw)),
      ])
    }
    table.write(to: &page)
    page.paragraph(
      "Counts and draw of each zone's own; the draw, optics included, stands among the loads above.", indent: 2)
  }

  static func network(_ entry: FacilityCounts.Network, _ json: inout JSONWriter) {
    let (fabric, design, counts) = (entry.first, entry.first.design, entry.first.counts)
    json.object(inline: true) { json in
      json.field("fabric", fabric.name)
      json.field("zones", entry.count)
      json.field("nodes", fabric.nodes)
      json.field("switch", orNull: fabric.model)
      json.field("radix", design.radix)
      json.field("tiers", design.tiers)
      json.field("rails", design.rails)
      json.field("planes", design.planes)
      json.field("leaves", counts.leaves)
      json.field("spines", counts.spines)
      json.field("cores", counts.cores)
      json.field("endpointLinks", counts.endpointLinks)
      json.field("leafSpineLinks", counts.leafLinks)
      json.field("spineCoreLinks", counts.spineLinks)
      json.field("milliwatts", fabric.draw.milliwatts)
    }
  }
}
