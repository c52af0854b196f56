internal import Facility
internal import PlanModel
internal import Tenancy

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

  /// Limits that the file leaves out, and figures that it states without effect.
  static func notModelled(_ facility: Facility, book: Book? = nil, to page: inout Page) {
    page.heading("Not modelled")
    page.paragraph(facility.leftOut.joined(separator: "; "), indent: 2)
    let unused = facility.withoutEffect(for: book)
    guard !unused.isEmpty else { return }
    page.heading("Stated, and without effect")
    page.paragraph(unused.joined(separator: "; "), indent: 2)
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

extension Facility {
  /// Limits that the file leaves out, then every other kind of limit without a figure that the file does not name itself.
  var leftOut: [String] {
    let named = notModelled.map { $0.lowercased() }
    return notModelled
      + limitsWithoutFigures.filter { text in
        let subject = String(text.prefix { $0 != ":" })
        return !named.contains { $0.contains(subject) || subject.hasPrefix($0) }
      }
  }

  /// Figures that are stated and change nothing; with a book, also what none of its leases asks for.
  func withoutEffect(for book: Book?) -> [String] {
    guard let book else { return figuresWithoutEffect }
    var isAsked = [Bool](repeating: false, count: quantities.count)
    for lease in book.leases { for demand in lease.quantities { isAsked[demand.quantity.index] = true } }
    let provided = Set(provisions.map(\.quantity))
    let unasked = quantities.indices.filter { provided.contains(QuantityID($0)) && !isAsked[$0] }
    return figuresWithoutEffect + unasked.map { "\(quantities[$0].name): provided, and no lease asks for it" }
  }
}
