/// The look of a text report.
public struct ReportStyle: Sendable {
  /// True if colour is used (SGR codes): only on a terminal that wants it.
  public var colour: Bool

  /// Makes a style; plain unless colour is asked for.
  public init(colour: Bool = false) { self.colour = colour }
}

extension Page {
  /// The page as text, at most 100 columns wide.
  func text(_ style: ReportStyle) -> String {
    var writer = TextWriter(style)
    for block in blocks { writer.write(block) }
    return writer.text
  }
}

/// Lays out the blocks of a page as lines of at most 100 columns.
struct TextWriter {
  /// Columns of a line.
  static let width = 100

  /// The lines so far.
  private(set) var text = ""
  private let style: ReportStyle

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
    case .spacer: text += "\n"
    }
  }

  /// Writes a paragraph in as many lines as it needs.
  mutating func paragraph(_ paragraph: Page.Paragraph) {
    let room = TextWriter.width - paragraph.indent - paragraph.hanging
    for (at, line) in TextMeasure.wrapped(TextMeasure.clean(paragraph.text), to: room).enumerated() {
      let indent = paragraph.indent + (at > 0 ? paragraph.hanging : 0)
      self.line([StyledText(String(repeating: " ", count: indent)), StyledText(line, paragraph.emphasis)])
    }
  }

  /// Writes one line; what is too wide after all is broken, since a broken line can still be read.
  mutating func line(_ spans: [StyledText]) {
    let plain = spans.reduce("") { $0 + $1.text }
    guard TextMeasure.width(plain) <= TextWriter.width else {
      for (at, line) in TextMeasure.wrapped(plain, to: TextWriter.width - 4).enumerated() {
        finish([StyledText((at > 0 ? "    " : "") + line)])
      }
      return
    }
    finish(spans)
  }

  private mutating func finish(_ spans: [StyledText]) {
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
