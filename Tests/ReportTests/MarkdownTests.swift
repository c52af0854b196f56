import Facility
import PlanModel
import Tenancy
import Testing

@testable import Report

/// Every report of an answer as text and as markdown.
private func reports(_ answer: Answer) -> [(name: String, text: String, markdown: String)] {
  let (style, verdict, plan) = (ReportStyle(), answer.verdict, answer.plan)
  let (facility, book, draws) = (answer.facility, answer.book, answer.draws)
  return [
    ("plan", PlanReport.text(answer, style: style), PlanReport.markdown(answer)),
    (
      "check", CheckReport.text(verdict, plan: plan, facility: facility, book: book, style: style),
      CheckReport.markdown(verdict, plan: plan, facility: facility, book: book)
    ),
    (
      "topology", TopologyReport.text(facility, draws: draws, loadings: verdict.loadings, style: style),
      TopologyReport.markdown(facility, draws: draws, loadings: verdict.loadings)
    ),
  ]
}

/// The fixture with names that markdown would read as markup.
private let marked: Answer = {
  var answer = Fixture.answer
  answer.book.leases[0].name = "a|b \\| c\\"
  answer.book.leases[1].name = "**bold** _it_ `code` <b> &amp; [x](y) ~~s~~ # | |"
  answer.book.leases[5].name = "| --- |\n| --- |"
  answer.book.tenants[0].name = "1. > - +"
  answer.facility.notModelled = ["# fabric", "+ water"]
  return answer
}()

private let cases: [(name: String, answer: Answer)] = [
  ("fixture", Fixture.answer), ("empty", Fixture.empty), ("long names", Fixture.longNames), ("absurd", Fixture.absurd),
  ("broken", Fixture.brokenAnswer), ("ruled", Fixture.everything),
  ("by class", Fixture.longAnswer(leases: 120, tenants: 60)),
  ("by tenant", Fixture.longAnswer(leases: 60, tenants: 4)), ("marked", marked),
]

@Suite struct MarkdownTests {
  /// Cells of a row; nil for a line that is none. Splits at pipes without a backslash of their own, as GFM does.
  private static func cells(_ line: some StringProtocol) -> [String]? {
    guard line.hasPrefix("|") else { return nil }
    var cells = [""]
    var isEscaped = false
    for character in line.dropFirst() {
      if character == "|", !isEscaped { cells.append("") } else { cells[cells.count - 1].append(character) }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells.dropLast().map { String($0.dropFirst().dropLast()) }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test(arguments: cases.indices)
  func `every row of a table has as many cells as its header, and tables stand apart`(_ at: Int) throws {
    for report in reports(cases[at].answer) {
      var header: [String]?
      var before: Substring = ""
      for line in MarkdownTests.lines(report.markdown) {
        if let cells = MarkdownTests.cells(line) {
          if header == nil { #expect(before.isEmpty, "\(report.name): \(line)") }
          #expect(cells.count == (header ?? cells).count, "\(cases[at].name), \(report.name): \(line)")
          header = header ?? cells
          #expect(!line.hasSuffix("\\|"))
        } else {
          #expect(line.isEmpty || header == nil, "\(report.name): nothing stands right under a table: \(line)")
          header = nil
        }
        before = line
      }
    }
  }

  @Test(arguments: cases.indices)
  func `under the header stands a rule that puts numbers to the right`(_ at: Int) {
    for report in reports(cases[at].answer) {
      let lines = MarkdownTests.lines(report.markdown)
      for (number, line) in lines.enumerated() where line.hasPrefix("|") && !lines[number - 1].hasPrefix("|") {
        let titles = MarkdownTests.cells(line) ?? []
        let rule = MarkdownTests.cells(lines[number + 1]) ?? []
        #expect(rule.allSatisfy { $0 == "---" || $0 == "---:" })
        for (title, mark) in zip(titles, rule) where ["GPUs", "$/h", "count", "used", "share"].contains(title) {
          #expect(mark == "---:", "\(report.name): \(line)")
        }
      }
    }
  }

  @Test func `markdown says what the text says, word for word`() {
    for answer in [Fixture.answer, Fixture.brokenAnswer, Fixture.longAnswer(leases: 60, tenants: 4)] {
      for report in reports(answer) {
        let notes = ["because", "example"]
        let plain = report.markdown.replacing("&emsp;", with: "").replacing("**", with: "").replacing("\\", with: "")
        let marks: Set<String> = ["|", "---", "---:", "##", "-"]
        func words(_ text: String) -> [String] {
          text.split { $0 == " " || $0 == "\n" }.map(String.init).filter { !marks.contains($0) && !notes.contains($0) }
            .sorted()
        }
        #expect(words(plain) == words(report.text), "\(report.name)")
      }
    }
  }

  @Test(arguments: cases.indices)
  func `every section of the text is a heading, in the same order`(_ at: Int) {
    for report in reports(cases[at].answer) {
      let headings = MarkdownTests.lines(report.markdown).filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
      let text = MarkdownTests.lines(report.text)
      let sections = text.indices.dropFirst().filter { at in
        text[at - 1].isEmpty && !text[at].isEmpty && !text[at].hasPrefix(" ")
      }
      #expect(headings.count == sections.count, "\(cases[at].name), \(report.name)")
      for (heading, section) in zip(headings, sections) {
        #expect(heading.replacing("\\", with: "").hasPrefix(text[section].prefix(40)))
      }
    }
  }

  @Test func `what a name holds is never markup`() throws {
    let markdown = PlanReport.markdown(marked)
    let row = try #require(MarkdownTests.lines(markdown).first { $0.contains("code") })
    let cells = try #require(MarkdownTests.cells(row))
    #expect(cells[0] == ##"\*\*bold\*\* \_it\_ \`code\` \<b> \&amp; \[x](y) \~\~s\~\~ \# \| \|"##)
    #expect(markdown.contains(#"| a\|b \\\| c\\ | 1. > - + |"#))
    #expect(markdown.contains("## Not modelled\n\n\\# fabric; + water;"))
  }

  @Test func `a line never begins a list, a quotation or a rule by accident`() {
    for (text, escaped) in [
      ("- a", #"\- a"#), ("+ a", #"\+ a"#), ("> a", #"\> a"#), ("=== a", #"\=== a"#), ("12. a", #"12\. a"#),
      ("3) a", #"3\) a"#), ("7,000 a", "7,000 a"), ("12", "12"), ("a - b", "a - b"), ("", ""),
    ] {
      #expect(MarkdownWriter.escaped(text, startsLine: true) == escaped)
    }
  }
}
