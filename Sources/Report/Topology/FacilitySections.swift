internal import Facility
internal import PlanModel

/// The sections about a facility that several reports share.
enum FacilitySections {
  /// The draw of all nodes in service at full load, on every basis.
  static func draws(_ draws: [BasisDraw], of facility: Facility, to page: inout Page) {
    guard !draws.isEmpty else { return }
    let limit = facility.supplyLimit
    var table = Table([
      .name("every node in service at full load", minWidth: 20), .number("nodes' own"), .number("at the supply"),
      .number("of the supply limit"),
    ])
    for draw in draws {
      let unit = PowerUnit(for: draw.supply)
      func text(_ watts: Watts) -> String {
        Numbers.fixed(watts.milliwatts, over: unit.milliwatts, digits: 2) + " " + unit.name
      }
      let share = limit.map { Numbers.percent(draw.supply.milliwatts, of: $0.milliwatts) } ?? "-"
      table.add([
        Table.Cell(draw.basis.name), Table.Cell(text(draw.nodes)), Table.Cell(text(draw.supply)),
        Table.Cell(share, limit.map { draw.supply > $0 } == true ? .warning : nil),
      ])
    }
    table.write(to: &page)
  }

  /// Limits that the file leaves out.
  static func notModelled(_ facility: Facility, to page: inout Page) {
    page.heading("Not modelled")
    page.paragraph(
      facility.notModelled.isEmpty ? "Nothing is listed." : facility.notModelled.joined(separator: "; "), indent: 2)
  }

  /// The number of figures by how well they are founded: `31 published, 12 derived, 9 estimated`.
  static func provenance(_ provenance: Provenance) -> String {
    let parts = [
      (provenance.published, "published"), (provenance.derived, "derived"), (provenance.estimated, "estimated"),
      (provenance.stated, "stated otherwise"), (provenance.unsourced, "without a source"),
    ]
    let named = parts.filter { $0.0 > 0 }.map { "\(Numbers.grouped($0.0)) \($0.1)" }
    return named.isEmpty ? "none counted" : listed(named)
  }
}
