extension TextWriter {
  /// Writes titles and rows, laid out to fit a line.
  mutating func table(_ table: Table) {
    let rows = table.rows.map { lowered($0, table.columns) }
    let layout = TableLayout(table.columns, keys: table.keys, rows: rows, width: width)
    for (at, block) in layout.blocks.enumerated() {
      let isLast = at == layout.blocks.count - 1
      let lowersProse = layout.lowersProse && isLast
      titles(of: table.columns, in: block)
      if lowersProse, let title = table.columns.last?.title, !title.isEmpty { note(title, .dim) }
      for row in rows {
        self.row(row.cells, of: table.columns, in: block)
        if lowersProse, let prose = row.cells.last, !prose.text.isEmpty { note(prose.text, prose.emphasis) }
        if isLast, let text = row.note { note(text) }
      }
      if !isLast { space() }
    }
  }

  /// Writes what belongs to a row under it.
  private mutating func note(_ text: String, _ emphasis: Emphasis? = nil) {
    paragraph(Page.Paragraph(text: text, indent: 2 * TableLayout.indent, hanging: 2, emphasis: emphasis))
  }

  /// The row with very long prose taken out of its cell and put under it.
  private func lowered(_ row: Table.Row, _ columns: [Table.Column]) -> Table.Row {
    // Wider than this it reads better under its row than in a narrow column.
    guard row.note == nil, let last = row.cells.last, columns.last?.overflow == .wrap,
      TextMeasure.width(last.text) > 3 * width / 2
    else { return row }
    return Table.Row(cells: row.cells.dropLast() + [Table.Cell("")], note: last.text)
  }

  /// A cell in the lines that it takes, and the columns of them that stand before it.
  private struct LaidCell {
    var lines: [String]
    var offset: Int
    var width: Int
    var isRight = false
    var emphasis: Emphasis?

    var isEmpty: Bool { lines.allSatisfy(\.isEmpty) }
  }

  /// Writes the titles, their last lines beside each other; one with a word that is longer than its column in a line above.
  private mutating func titles(of columns: [Table.Column], in block: TableLayout.Block) {
    var titles = block.columns.map { columns[$0].title }
    for place in titles.indices where TextMeasure.longestPart(titles[place]) > block.widths[place] {
      let length = min(TextMeasure.width(titles[place]), width - TableLayout.indent)
      let offset = columns[block.columns[place]].isRight ? block.end(place) - length : block.offset(place)
      write([
        LaidCell(
          lines: TextMeasure.wrapped(titles[place], to: length),
          offset: max(TableLayout.indent, min(offset, width - length)), width: length, emphasis: .dim)
      ])
      titles[place] = ""
    }
    let broken = zip(titles, block.widths).map { TextMeasure.wrapped($0, to: $1) }
    let height = broken.reduce(0) { max($0, $1.count) }
    let cells = block.columns.indices.map { place in
      LaidCell(
        lines: Array(repeating: "", count: height - broken[place].count) + broken[place], offset: block.offset(place),
        width: block.widths[place], isRight: columns[block.columns[place]].isRight, emphasis: .dim)
    }
    if !cells.allSatisfy(\.isEmpty) { write(cells) }
  }

  /// Writes one row; behind a name that goes beyond its column it goes on in the next line.
  private mutating func row(_ cells: [Table.Cell], of columns: [Table.Column], in block: TableLayout.Block) {
    var side: [LaidCell] = []
    var isBegun = false
    func end() {
      if !isBegun || !side.allSatisfy(\.isEmpty) { write(side) }
      (side, isBegun) = ([], true)
    }
    for (place, at) in block.columns.enumerated() {
      let (cell, isName) = (cells[at], columns[at].overflow == .name)
      var laid = LaidCell(
        lines: [cell.text], offset: block.offset(place), width: block.widths[place], isRight: columns[at].isRight,
        emphasis: cell.emphasis)
      // A path that no line holds is broken like any other word.
      let longest =
        isName
        ? min(cell.longestPart(in: columns[at]), max(width - TableLayout.indent, TextMeasure.longestPart(cell.text)))
        : 0
      let isBeyond = longest > laid.width
      if isBeyond {
        if laid.offset + longest > width {
          if !side.isEmpty { end() }
          laid.offset = max(TableLayout.indent, width - longest)
        }
        laid.width = max(longest, width - laid.offset)
      }
      if columns[at].overflow != .keep, TextMeasure.width(cell.text) > laid.width {
        laid.lines =
          columns[at].isPath
          ? TextMeasure.brokenPath(cell.text, to: laid.width) : Self.broken(cell.text, to: laid.width)
      }
      side.append(laid)
      if isBeyond { end() }
    }
    if !side.isEmpty { end() }
  }

  /// The lines of a cell, those of an indented one under each other.
  private static func broken(_ text: String, to width: Int) -> [String] {
    let lead = String(text.prefix { $0 == " " })
    guard !lead.isEmpty else { return TextMeasure.wrapped(text, to: width) }
    return TextMeasure.wrapped(text, to: width - lead.utf8.count - 2).enumerated()
      .map { lead + ($0 > 0 ? "  " : "") + $1 }
  }

  /// Writes cells side by side in as many lines as the highest takes.
  private mutating func write(_ cells: [LaidCell]) {
    for height in 0..<(cells.map(\.lines.count).max() ?? 0) {
      var spans: [StyledText] = []
      var used = 0
      for cell in cells where height < cell.lines.count {
        let text = cell.lines[height]
        let taken = TextMeasure.width(text)
        let start = cell.offset + (cell.isRight ? max(0, cell.width - taken) : 0)
        spans.append(StyledText(String(repeating: " ", count: max(0, start - used))))
        spans.append(StyledText(text, cell.emphasis))
        used = start + taken
      }
      line(spans)
    }
  }
}
