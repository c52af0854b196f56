/// The look of a text report.
public struct ReportStyle: Sendable {
  /// True if colour is used (SGR codes): only on a terminal that wants it.
  public var colour: Bool
  /// The columns of a line, a number of `widths`; only a word that is longer by itself goes beyond.
  public let width: Int

  /// The widths that lines may have: below, tables come apart; above, prose is hard to read.
  public static let widths = 60...160
  /// The width where nothing says another.
  public static let defaultWidth = 100

  /// Makes a style: plain unless colour is asked for, a width outside of `widths` taken to its nearer end.
  public init(colour: Bool = false, width: Int = defaultWidth) {
    self.colour = colour
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
  }
}

extension Page {
  /// The page as text, as wide as the style says.
  func text(_ style: ReportStyle) -> String {
    var writer = TextWriter(style)
    for block in blocks { writer.write(block) }
    return writer.text
  }
}

/// Lays out the blocks of a page as lines of the style's width.
struct TextWriter {
  /// The lines so far.
  private(set) var text = ""
  private let style: ReportStyle

  /// Columns of a line.
  var width: Int { style.width }

  init(_ style: ReportStyle) { self.style = style }

  /// One stretch of a line in one colour.
  struct StyledText {
    var text: String
    var emphasis: Emphasis?

    init(_ text: String, _ emphasis: Emphasis? = nil) {
      self.text = text
      self.emphasis = emphasis
    }
  }

  /// Writes one block.
  mutating func write(_ block: Page.Block) {
    switch block {
    case .heading(let title):
      if !text.isEmpty { text += "\n" }
      paragraph(Page.Paragraph(text: title, emphasis: .bold))
    case .paragraph(let paragraph): self.paragraph(paragraph)
    case .numbered(let number, let entry, let emphasis):
      let number = "\(number). "
      paragraph(Page.Paragraph(text: number + entry, indent: 2, hanging: number.utf8.count, emphasis: emphasis))
    case .table(let table): self.table(table)
    case .spacer: space()
    }
  }

  /// Writes an empty line.
  mutating func space() { text += "\n" }

  /// Writes a paragraph in as many lines as it needs.
  mutating func paragraph(_ paragraph: Page.Paragraph) {
    let room = width - paragraph.indent - paragraph.hanging
    for (at, line) in TextMeasure.wrapped(TextMeasure.clean(paragraph.text), to: room).enumerated() {
      let indent = paragraph.indent + (at > 0 ? paragraph.hanging : 0)
      self.line([StyledText(String(repeating: " ", count: indent)), StyledText(line, paragraph.emphasis)])
    }
  }

  /// Writes one line.
  mutating func line(_ spans: [StyledText]) {
    var line = ""
    let last = spans.lastIndex { $0.text.contains { $0 != " " } } ?? -1
    for (at, span) in spans.enumerated() where at <= last {
      var shown = Substring(span.text)
      if at == last { while shown.last == " " { shown.removeLast() } }
      guard style.colour, let emphasis = span.emphasis, !shown.isEmpty else {
        line += shown
        continue
      }
      line += "\u{1B}[\(emphasis.rawValue)m\(shown)\u{1B}[0m"
    }
    text += line + "\n"
  }
}
