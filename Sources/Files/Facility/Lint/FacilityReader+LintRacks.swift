import Facility
import Documents

// What stands in a rack: does it fit, can it be cooled, is the water cold enough?

extension FacilityReader {
  func lintRacks(_ facility: Facility, _ expander: TemplateExpander, into findings: inout LintFindings) {
    // Racks made from one spec differ in nothing that is looked at here.
    var said: [[(node: NodeID, text: String)]?] = Array(repeating: nil, count: expander.specs.count)
    for zone in facility.zones.indices where facility.zones[zone].level == .rack {
      let spec = Int(expander.specOf[zone])
      let texts = said[spec] ?? texts(of: expander.specs[spec])
      said[spec] = texts
      for (node, text) in texts { findings.add(node, text, counting: "racks", at: ZoneID(zone)) }
    }
  }

  /// Warnings about each rack that is made from a spec.
  private func texts(of spec: Blueprint) -> [(node: NodeID, text: String)] {
    guard let node = spec.nodes.first?.node else { return [] }
    var texts: [(node: NodeID, text: String)] = []
    var (units, air, plate) = (Int64(0), Watts.zero, Watts.zero)
    for nodes in spec.nodes {
      let kind = kinds[nodes.kind]
      let sustained = kind.sustainedPeak.watts
      units += kind.height.units * Int64(nodes.count)
      air += (sustained - kind.liquid.roundedDown(of: sustained)) * nodes.count
      plate += kind.nameplate.watts * nodes.count
    }
    if let height = spec.height {
      let room = max(0, height.units - (spec.reserved?.units ?? 0))
      if units > room { texts.append((node, "nodes of \(units) U stand in a rack with room for \(room) U")) }
    }
    if air > PlausibilityBounds.airPerRack {
      texts.append(
        (
          node,
          "\(air.words) of heat to air in one rack at sustained peak; airflow causes problems above "
            + PlausibilityBounds.airPerRack.words
        ))
    }
    if plate > PlausibilityBounds.wattsPerRack {
      texts.append(
        (
          node,
          "\(plate.words) in one rack at nameplate; no rack that ships draws more than \(PlausibilityBounds.wattsPerRack.words)"
        )
      )
    }
    return texts
  }

  /// Water warmer or colder than a kind takes in.
  func lintWater(_ facility: Facility, _ expander: TemplateExpander, into findings: inout LintFindings) {
    var supply: [(celsius: Celsius, node: NodeID)?] = Array(repeating: nil, count: facility.zones.count)
    for (zone, around) in facility.zones.enumerated() {
      let spec = expander.spec(of: ZoneID(zone))
      if let celsius = spec.waterSupply, let node = spec.waterSupplyNode {
        supply[zone] = (celsius, node)
      } else {
        supply[zone] = around.parent.flatMap { supply[$0.index] }
      }
    }
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      guard let (celsius, node) = supply[bay.zone.index], kind.liquid > .zero,
        let range = kind.hardware.waterInlet, !range.contains(celsius)
      else { continue }
      let text =
        celsius > range.upperBound
        ? "water of \(celsius.words) is warmer than `\(kind.name)` takes in, \(range.upperBound.words)"
        : "water of \(celsius.words) is colder than `\(kind.name)` takes in, \(range.lowerBound.words)"
      findings.add(node, text, counting: "racks", at: bay.zone)
    }
  }
}
