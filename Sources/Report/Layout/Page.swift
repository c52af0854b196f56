/// The emphasis of a piece of a report: a colour in text, strong words in markdown.
enum Emphasis: String {
  case bold = "1"
  case dim = "2"
  case bad = "31;1"
  case warning = "33"
  case good = "32"
}

/// A report in the making: blocks in reading order, without a thought for how they are laid out.
///
/// A section is written once, against this; `text` and `markdown` render the same blocks.
struct Page {
  /// One piece of a report.
  enum Block {
    case heading(String)
    case paragraph(Paragraph)
    /// An entry of a numbered list.
    case numbered(Int, String, Emphasis?)
    case table(Table)
    /// An empty line between two blocks of one section.
    case spacer
  }

  /// A sentence or several.
  struct Paragraph {
    var text: String
    /// Columns before every line, in text.
    var indent = 0
    /// Further columns before every line but the first, in text; a paragraph that hangs is an item of a list.
    var hanging = 0
    var emphasis: Emphasis?
  }

  /// The blocks so far.
  private(set) var blocks: [Block] = []

  /// Opens a section.
  mutating func heading(_ title: String) { blocks.append(.heading(title)) }

  /// Adds a paragraph, or with `hanging` an item of a list.
  mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int = 0, emphasis: Emphasis? = nil) {
    blocks.append(.paragraph(Paragraph(text: text, indent: indent, hanging: hanging, emphasis: emphasis)))
  }

  /// Adds notes, a paragraph each.
  mutating func notes(_ notes: [String]) { for note in notes { paragraph(note, emphasis: .warning) } }

  /// Adds an entry of a numbered list.
  mutating func numbered(_ number: Int, _ text: String, emphasis: Emphasis? = nil) {
    blocks.append(.numbered(number, text, emphasis))
  }

  /// Adds a table.
  mutating func table(_ table: Table) { blocks.append(.table(table)) }

  /// Sets the next block apart from the last one.
  mutating func spacer() { blocks.append(.spacer) }
}
