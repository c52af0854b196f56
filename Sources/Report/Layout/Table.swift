/// Rows under column titles.
struct Table {
  /// One column.
  struct Column {
    /// The treatment, in text, of cells that are too long for their column.
    enum Overflow { case keep, name, wrap }

    var title: String
    var isRight: Bool
    var overflow: Overflow
    /// The least width to which it may shrink in text.
    var minWidth: Int
    /// True of paths of files, which stay whole where a line holds them: people copy them.
    var isPath = false

    /// Numbers, to the right.
    static func number(_ title: String) -> Column {
      Column(title: TextMeasure.clean(title), isRight: true, overflow: .keep, minWidth: 1)
    }
    /// Words.
    static func word(_ title: String) -> Column { Column(title: title, isRight: false, overflow: .keep, minWidth: 1) }
    /// A name, which is never shortened: where it is too long for its column, the row goes on under it.
    static func name(_ title: String, minWidth: Int = 8) -> Column {
      Column(title: title, isRight: false, overflow: .name, minWidth: minWidth)
    }
    /// The path of a file, which is a name that is not broken at its spaces either.
    static func path(_ title: String, minWidth: Int = 8) -> Column {
      Column(title: title, isRight: false, overflow: .name, minWidth: minWidth, isPath: true)
    }
    /// Prose, which goes on in the next line, and under the row where there is no room beside it; for the last column.
    static func prose(_ title: String, minWidth: Int = 24) -> Column {
      Column(title: title, isRight: false, overflow: .wrap, minWidth: minWidth)
    }
  }

  /// One cell.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var emphasis: Emphasis?

    init(_ text: String, _ emphasis: Emphasis? = nil) {
      self.text = TextMeasure.clean(text)
      self.emphasis = emphasis
    }

    /// The columns that it takes in a column of names where it is broken as often as it may be.
    func longestPart(in column: Column) -> Int {
      column.isPath ? TextMeasure.width(text) : TextMeasure.longestPart(text)
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
  /// The first columns that tell one row from another: a table that comes apart repeats them.
  let keys: Int
  /// The title of the notes, in markdown.
  let noteTitle: String
  /// The rows so far.
  private(set) var rows: [Row] = []

  init(_ columns: [Column], keys: Int = 1, notes noteTitle: String = "") {
    self.columns = columns
    self.keys = keys
    self.noteTitle = noteTitle
  }

  /// True if no row was added.
  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; a note is written in full.
  mutating func add(_ cells: [Cell], note: String? = nil) { rows.append(Row(cells: cells, note: note)) }

  /// Puts the table on a page.
  func write(to page: inout Page) { page.table(self) }
}
