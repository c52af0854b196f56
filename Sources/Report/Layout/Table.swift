/// Rows under column titles.
struct Table {
  /// One column.
  struct Column {
    /// What a column does in text with what is too long for it.
    enum Long { case keep, elide, wrap }

    var title: String
    var isRight: Bool
    var long: Long
    /// The least width that it may shrink to in text.
    var least: Int
    /// The most columns that its title takes in text.
    var titleMost = Int.max

    /// Numbers, to the right, never shortened.
    static func number(_ title: String, titleMost: Int = .max) -> Column {
      Column(title: title, isRight: true, long: .keep, least: 1, titleMost: titleMost)
    }
    /// Words that are never shortened.
    static func word(_ title: String) -> Column { Column(title: title, isRight: false, long: .keep, least: 1) }
    /// A name, which loses its middle where space is short.
    static func name(_ title: String, least: Int = 8) -> Column {
      Column(title: title, isRight: false, long: .elide, least: least)
    }
    /// Prose, which goes on in the next line, and under the row where it is very long; for the last column.
    static func prose(_ title: String, least: Int = 24) -> Column {
      Column(title: title, isRight: false, long: .wrap, least: least)
    }
  }

  /// One cell.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var paint: Paint?

    init(_ text: String, _ paint: Paint? = nil) {
      self.text = TextMeasure.clean(text)
      self.paint = paint
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  /// One row.
  struct Row {
    var cells: [Cell]
    /// Written under the row in text, in a column of its own in markdown.
    var note: String?
  }

  /// The columns.
  let columns: [Column]
  /// What the notes are called where they have a title.
  let noteTitle: String
  /// The rows so far.
  private(set) var rows: [Row] = []

  init(_ columns: [Column], notes noteTitle: String = "") {
    self.columns = columns
    self.noteTitle = noteTitle
  }

  /// Whether no row was added.
  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; a note is written in full.
  mutating func add(_ cells: [Cell], note: String? = nil) { rows.append(Row(cells: cells, note: note)) }

  /// Puts the table on a page.
  func write(to page: inout Page) { page.table(self) }
}
