/// Rows under column titles, laid out to fit a line.
struct Table {
  /// One column.
  struct Column {
    /// What a column does with a text that is too long for it.
    enum Long { case keep, elide, wrap }

    var title: String
    var isRight: Bool
    var long: Long
    /// The least width that it may shrink to.
    var least: Int

    /// Numbers, to the right, never shortened.
    static func number(_ title: String) -> Column { Column(title: title, isRight: true, long: .keep, least: 1) }
    /// Words that are never shortened.
    static func word(_ title: String) -> Column { Column(title: title, isRight: false, long: .keep, least: 1) }
    /// A name, which loses its middle where space is short.
    static func name(_ title: String, least: Int = 8) -> Column {
      Column(title: title, isRight: false, long: .elide, least: least)
    }
    /// Prose, which goes on in the next line; for the last column.
    static func prose(_ title: String, least: Int = 24) -> Column {
      Column(title: title, isRight: false, long: .wrap, least: least)
    }
  }

  /// One cell.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var paint: Paint?

    init(_ text: String, _ paint: Paint? = nil) {
      self.text = Words.clean(text)
      self.paint = paint
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  private struct Row {
    var cells: [Cell]
    var note: String?
  }

  private let columns: [Column]
  private var rows: [Row] = []
  /// Spaces before the first column.
  private let indent = 2
  private let space = 2

  init(_ columns: [Column]) { self.columns = columns }

  /// Whether no row was added.
  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; a note is written under it, in full.
  mutating func add(_ cells: [Cell], note: String? = nil) { rows.append(Row(cells: cells, note: note)) }

  /// Writes titles and rows.
  func write(to page: inout Page) {
    let widths = layout()
    if columns.contains(where: { !$0.title.isEmpty }) {
      line(columns.map { Cell($0.title, .dim) }, widths, &page)
    }
    for row in rows {
      line(row.cells, widths, &page)
      if let note = row.note { page.paragraph(note, indent: 2 * indent, hanging: 2) }
    }
  }

  /// Column widths that fit the page: prose shrinks first, then the widest name, as far as they may.
  private func layout() -> [Int] {
    var widths = columns.indices.map { at in
      rows.reduce(Words.width(columns[at].title)) { max($0, Words.width($1.cells[at].text)) }
    }
    var excess = indent + widths.reduce(0, +) + space * (columns.count - 1) - Page.width
    for at in columns.indices where excess > 0 && columns[at].long == .wrap {
      let given = max(0, min(excess, widths[at] - columns[at].least))
      widths[at] -= given
      excess -= given
    }
    while excess > 0 {
      let names = columns.indices.filter { columns[$0].long == .elide && widths[$0] > columns[$0].least }
      guard let widest = names.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ page: inout Page) {
    let parts = columns.indices.map { at -> [String] in
      switch columns[at].long {
      case .keep: [cells[at].text]
      case .elide: [Words.elided(cells[at].text, to: widths[at])]
      case .wrap: Words.wrapped(cells[at].text, to: widths[at])
      }
    }
    for height in 0..<(parts.map(\.count).max() ?? 0) {
      var spans = [Page.Span(String(repeating: " ", count: indent))]
      for at in columns.indices {
        let text = height < parts[at].count ? parts[at][height] : ""
        let fill = String(repeating: " ", count: max(0, widths[at] - Words.width(text)))
        let between = at < columns.count - 1 ? String(repeating: " ", count: space) : ""
        if columns[at].isRight {
          spans += [Page.Span(fill), Page.Span(text, cells[at].paint), Page.Span(between)]
        } else {
          spans += [Page.Span(text, cells[at].paint), Page.Span(fill + between)]
        }
      }
      page.line(spans)
    }
  }
}
