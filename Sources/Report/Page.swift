/// How a text report looks.
public struct ReportStyle: Sendable {
  /// Whether colour is used (SGR codes): only on a terminal that wants it.
  public var colour: Bool

  /// Makes a style; plain unless colour is asked for.
  public init(colour: Bool = false) { self.colour = colour }
}

/// What a piece of text means, from which its colour follows.
enum Paint: String {
  case bold = "1"
  case dim = "2"
  case bad = "31;1"
  case warning = "33"
  case good = "32"
}

/// A text report in the making: lines of at most 100 columns.
struct Page {
  /// Columns of a line.
  static let width = 100

  /// The lines so far.
  private(set) var text = ""
  private let style: ReportStyle

  init(_ style: ReportStyle) { self.style = style }

  /// One stretch of a line in one colour.
  struct Span {
    var text: String
    var paint: Paint?

    init(_ text: String, _ paint: Paint? = nil) {
      self.text = text
      self.paint = paint
    }
  }

  /// Writes one line; what is too wide after all is broken, since a broken line can still be read.
  mutating func line(_ spans: [Span]) {
    let plain = spans.reduce("") { $0 + $1.text }
    guard Words.width(plain) <= Page.width else {
      for (at, line) in Words.wrapped(plain, to: Page.width - 4).enumerated() {
        finish([Span((at > 0 ? "    " : "") + line)])
      }
      return
    }
    finish(spans)
  }

  private mutating func finish(_ spans: [Span]) {
    var line = ""
    let last = spans.lastIndex { $0.text.contains { $0 != " " } } ?? -1
    for (at, span) in spans.enumerated() where at <= last {
      var shown = Substring(span.text)
      if at == last { while shown.last == " " { shown.removeLast() } }
      guard style.colour, let paint = span.paint, !shown.isEmpty else {
        line += shown
        continue
      }
      line += "\u{1B}[\(paint.rawValue)m\(shown)\u{1B}[0m"
    }
    text += line + "\n"
  }

  /// Writes an empty line.
  mutating func gap() { text += "\n" }

  /// Opens a section.
  mutating func heading(_ title: String) {
    if !text.isEmpty { gap() }
    paragraph(title, paint: .bold)
  }

  /// Writes a text in as many lines as it needs; lines after the first are indented by `hanging` more.
  mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int = 0, paint: Paint? = nil) {
    let room = Page.width - indent - hanging
    for (at, line) in Words.wrapped(Words.clean(text), to: room).enumerated() {
      self.line([Span(String(repeating: " ", count: indent + (at > 0 ? hanging : 0))), Span(line, paint)])
    }
  }
}
