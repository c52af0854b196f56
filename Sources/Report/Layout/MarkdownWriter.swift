extension Page {
  /// The page as GitHub-flavoured markdown, ending in a newline.
  var markdown: String {
    var writer = MarkdownWriter()
    for block in blocks { writer.write(block) }
    return writer.text
  }
}

/// Writes the blocks of a page as GitHub-flavoured markdown (https://github.github.com/gfm/).
///
/// Nothing is shortened or broken into lines; what a name holds is shown as it is, never read as markup.
struct MarkdownWriter {
  /// The lines so far.
  private(set) var text = ""
  /// The list of which the last block was an item, and that the next one may continue; nil: none.
  private var list: List?

  private enum List { case bullets, numbers }

  /// Writes one block, an empty line before it unless it goes on with a list.
  mutating func write(_ block: Page.Block) {
    switch block {
    case .heading(let title): add("## " + MarkdownWriter.escaped(title))
    case .paragraph(let paragraph):
      let text = MarkdownWriter.escaped(paragraph.text, startsLine: true)
      if paragraph.hanging > 0 {
        add("- " + text, .bullets)
      } else {
        add(paragraph.emphasis == .bold ? MarkdownWriter.strong(text) : text)
      }
    case .numbered(let number, let entry, _):
      add("\(number). " + MarkdownWriter.escaped(entry, startsLine: true), .numbers)
    case .table(let table): add(MarkdownWriter.lines(of: table).joined(separator: "\n"))
    case .spacer: list = nil
    }
  }

  private mutating func add(_ lines: String, _ kind: List? = nil) {
    if !text.isEmpty, kind == nil || kind != list { text += "\n" }
    text += lines + "\n"
    list = kind
  }

  // MARK: - Tables

  private static func lines(of table: Table) -> [String] {
    // A column without a title is there for what it holds.
    let shown = table.columns.indices.filter { at in
      !table.columns[at].title.isEmpty || table.rows.contains { !$0.cells[at].text.isEmpty }
    }
    let hasNotes = table.rows.contains { $0.note != nil }
    let titles = shown.map { escaped(table.columns[$0].title) } + (hasNotes ? [escaped(table.noteTitle)] : [])
    let rule = shown.map { table.columns[$0].isRight ? "---:" : "---" } + (hasNotes ? ["---"] : [])
    let rows = table.rows.map { row in
      shown.map { cell(row.cells[$0]) } + (hasNotes ? [escaped(row.note ?? "")] : [])
    }
    return ([titles, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  /// A cell; what is bad is strong, and the indent that makes a tree of a first column becomes one em a step, since
  /// markdown drops leading spaces.
  private static func cell(_ cell: Table.Cell) -> String {
    let indent = cell.text.prefix { $0 == " " }.count
    let text = escaped(String(cell.text.dropFirst(indent)))
    let shown = cell.emphasis == .bad && !text.isEmpty ? strong(text) : text
    return String(repeating: "&emsp;", count: indent / 2) + shown
  }

  // MARK: - Words

  private static func strong(_ escaped: String) -> String { "**" + escaped + "**" }

  /// Characters that may open markup anywhere in a line.
  private static let markup: Set<Character> = ["\\", "`", "*", "_", "[", "<", "&", "|", "~", "#"]

  /// The text with a backslash before whatever could be read as markup, on one line.
  static func escaped(_ text: String, startsLine: Bool = false) -> String {
    var escaped = ""
    for character in TextMeasure.clean(text) {
      if markup.contains(character) { escaped += "\\" }
      escaped.append(character)
    }
    return startsLine ? escapedStart(escaped) : escaped
  }

  /// A line that begins like an item, a quotation or a rule begins with a backslash instead.
  private static func escapedStart(_ line: String) -> String {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard let first = rest.first else { return line }
    let marks: Set<Character> = digits.isEmpty ? ["-", "+", ">", "="] : [".", ")"]
    return marks.contains(first) ? digits + "\\" + rest : line
  }
}
