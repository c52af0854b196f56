extension TextWriter {
  /// Spaces before the first column of a table, and between two.
  private static let indent = 2, space = 2
  /// Prose wider than this reads better under its row than in a narrow column.
  private static let mostProse = 3 * width / 2

  /// Writes titles and rows, laid out to fit a line.
  mutating func table(_ table: Table) {
    let columns = table.columns
    let titles = columns.map { TextMeasure.elided($0.title, to: $0.maxTitleWidth) }
    let rows = table.rows.map { TextWriter.lowered($0, columns) }
    let widths = TextWriter.widths(of: columns, titles: titles, rows: rows)
    if titles.contains(where: { !$0.isEmpty }) {
      row(titles.map { Table.Cell($0, .dim) }, of: columns, widths: widths)
    }
    for row in rows {
      self.row(row.cells, of: columns, widths: widths)
      if let note = row.note {
        paragraph(Page.Paragraph(text: note, indent: 2 * TextWriter.indent, hanging: 2))
      }
    }
  }

  /// The row with very long prose taken out of its cell and put under it.
  private static func lowered(_ row: Table.Row, _ columns: [Table.Column]) -> Table.Row {
    guard row.note == nil, let last = row.cells.last, columns.last?.overflow == .wrap,
      TextMeasure.width(last.text) > mostProse
    else { return row }
    return Table.Row(cells: row.cells.dropLast() + [Table.Cell("")], note: last.text)
  }

  /// Column widths that fit the page: prose shrinks first, then the widest name, as far as they may.
  private static func widths(
    of columns: [Table.Column], titles: [String], rows: [Table.Row]
  ) -> [Int] {
    var widths = columns.indices.map { at in
      rows.reduce(TextMeasure.width(titles[at])) { max($0, TextMeasure.width($1.cells[at].text)) }
    }
    var excess = indent + widths.reduce(0, +) + space * (columns.count - 1) - width
    for at in columns.indices where excess > 0 && columns[at].overflow == .wrap {
      let given = max(0, min(excess, widths[at] - columns[at].minWidth))
      widths[at] -= given
      excess -= given
    }
    while excess > 0 {
      let names = columns.indices.filter { columns[$0].overflow == .elide && widths[$0] > columns[$0].minWidth }
      guard let widest = names.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private mutating func row(_ cells: [Table.Cell], of columns: [Table.Column], widths: [Int]) {
    let parts = columns.indices.map { at -> [String] in
      switch columns[at].overflow {
      case .keep: [cells[at].text]
      case .elide: [TextMeasure.elided(cells[at].text, to: widths[at])]
      case .wrap: TextMeasure.wrapped(cells[at].text, to: widths[at])
      }
    }
    for height in 0..<(parts.map(\.count).max() ?? 0) {
      var spans = [StyledText(String(repeating: " ", count: TextWriter.indent))]
      for at in columns.indices {
        let text = height < parts[at].count ? parts[at][height] : ""
        let fill = String(repeating: " ", count: max(0, widths[at] - TextMeasure.width(text)))
        let between = at < columns.count - 1 ? String(repeating: " ", count: TextWriter.space) : ""
        if columns[at].isRight {
          spans += [StyledText(fill), StyledText(text, cells[at].emphasis), StyledText(between)]
        } else {
          spans += [StyledText(text, cells[at].emphasis), StyledText(fill + between)]
        }
      }
      line(spans)
    }
  }
}
