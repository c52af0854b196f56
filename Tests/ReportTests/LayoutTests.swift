import Facility
import PlanModel
import Tenancy
import Testing

@testable import Report

/// Every text report of an answer.
private func texts(_ answer: Answer, colour: Bool = false) -> [(name: String, text: String)] {
  let style = ReportStyle(colour: colour)
  return [
    ("plan", PlanReport.text(answer, style: style)),
    (
      "check",
      CheckReport.text(answer.verdict, plan: answer.plan, facility: answer.facility, book: answer.book, style: style)
    ),
    (
      "topology",
      TopologyReport.text(answer.facility, draws: answer.draws, loadings: answer.verdict.loadings, style: style)
    ),
  ]
}

private let cases: [(name: String, answer: Answer)] = [
  ("fixture", Fixture.answer), ("empty", Fixture.empty), ("long names", Fixture.longNames), ("absurd", Fixture.absurd),
  ("broken", Fixture.brokenAnswer), ("ruled", Fixture.everything),
  ("by class", Fixture.longAnswer(leases: 120, tenants: 60)),
  ("by tenant", Fixture.longAnswer(leases: 60, tenants: 4)),
]

@Suite struct LayoutTests {
  @Test(arguments: cases.indices)
  func `no line is wider than 100 columns or ends in a space`(_ at: Int) {
    for (name, text) in texts(cases[at].answer) {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(TextMeasure.width(String(line)) <= 100, "\(cases[at].name), \(name): \(line)")
        #expect(line.last != " ", "\(cases[at].name), \(name): \(line)")
      }
    }
  }

  @Test(arguments: cases.indices)
  func `colour is only where it is asked for and changes no text`(_ at: Int) {
    for (plain, coloured) in zip(texts(cases[at].answer), texts(cases[at].answer, colour: true)) {
      #expect(!plain.text.contains("\u{1B}"))
      #expect(coloured.text.contains("\u{1B}["))
      #expect(coloured.text.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain.text, "\(plain.name)")
    }
  }

  @Test func `numbers of a column end in the same place`() throws {
    let text = PlanReport.text(Fixture.answer, style: ReportStyle())
    let rows = try section("Where the GPUs go", of: text).prefix(13).filter { $0.last?.isNumber == true }
    #expect(rows.count == 12)
    #expect(Set(rows.map { TextMeasure.width($0) }).count == 1)
  }

  @Test func `names cannot move the cursor`() {
    var answer = Fixture.answer
    answer.book.leases[0].name = "evil\u{1B}[2J\n\u{202E}name\u{7}"
    let text = PlanReport.text(answer, style: ReportStyle())
    #expect(text.contains("evil?[2J??name?"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\u{7}"))
  }

  @Test func `a long name keeps its ends`() {
    #expect(TextMeasure.elided("transformer-12", to: 9) == "tran…r-12")
    #expect(TextMeasure.elided("breaker", to: 7) == "breaker")
    #expect(TextMeasure.width(TextMeasure.elided("変圧器変圧器変圧器-12", to: 9)) <= 9)
    #expect(TextMeasure.elided("transformer", to: 2) == "..")
  }

  @Test func `text is broken between words and a number keeps its unit`() {
    #expect(TextMeasure.wrapped("the contract has 300 MW", to: 20) == ["the contract has", "300 MW"])
    #expect(TextMeasure.wrapped("abcdefgh ij", to: 4) == ["abcd", "efgh", "ij"])
    #expect(TextMeasure.wrapped("", to: 4) == [""])
  }

  @Test func `wide characters take two columns`() {
    #expect(TextMeasure.width("変圧器") == 6)
    #expect(TextMeasure.width("±…é") == 3)
  }
}

/// The lines of a section, without its title.
func section(_ title: String, of text: String) throws -> [String] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let start = try #require(lines.firstIndex { $0.hasPrefix(title) })
  let end = lines[start...].firstIndex(of: "") ?? lines.endIndex
  return Array(lines[(start + 1)..<end])
}
