import Facility
import PlanModel
import Tenancy
import Testing

@testable import Report

/// Every text report of an answer.
private func texts(_ answer: Answer, colour: Bool = false, width: Int = 100) -> [(name: String, text: String)] {
  let style = ReportStyle(colour: colour, width: width)
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
  func `no line is wider than the page but for a word that is, and none ends in a space`(_ at: Int) {
    for width in [60, 80, 100, 160] {
      for (name, text) in texts(cases[at].answer, width: width) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
          let words = line.split(separator: " ")
          let isOneWord = words.count == 1 && TextMeasure.longestPart(String(line)) > width - 8
          #expect(
            TextMeasure.width(String(line)) <= width || isOneWord, "\(cases[at].name), \(name), \(width): \(line)")
          #expect(line.last != " ", "\(cases[at].name), \(name), \(width): \(line)")
        }
      }
    }
  }

  @Test(arguments: cases.indices)
  func `every width shows the same words`(_ at: Int) {
    // Tables that come apart repeat their keys and titles, and prose under a row has no title of its own place.
    func words(_ text: String) -> Set<Substring> { Set(text.split { $0 == " " || $0 == "\n" || $0 == "/" }) }
    for (narrow, wide) in zip(texts(cases[at].answer, width: 60), texts(cases[at].answer, width: 160)) {
      #expect(
        words(narrow.text) == words(wide.text), "\(cases[at].name), \(narrow.name)")
    }
  }

  @Test(arguments: [60, 80, 100, 160])
  func `no name is shortened`(_ width: Int) {
    var answer = Fixture.answer
    let names = answer.book.leases.indices.map {
      "a-lease-with-a-name-that-is-longer-than-any-column-of-its-table-\($0)-of-them"
    }
    for at in names.indices { answer.book.leases[at].name = names[at] }
    let text = PlanReport.text(answer, style: ReportStyle(width: width))
    for name in names { #expect(text.contains(name)) }
    #expect(!text.contains("…"))
  }

  @Test func `a name that is too long for its column pushes the rest of its row into the next line`() {
    var table = Table([.name("lease"), .name("tenant"), .number("GPUs")])
    table.add(["short", "acme", "8"])
    table.add(["a-lease-whose-name-takes-most-of-a-line-by-itself", "acme", "1,024"])
    table.add(["other", "a-tenant-whose-name-takes-most-of-a-line-by-itself", "16"])
    table.add(["north hall/second pod", "acme", "32"])
    var page = Page()
    table.write(to: &page)
    #expect(
      page.text(ReportStyle(width: 60)) == """
          lease                     tenant                      GPUs
          short                     acme                           8
          a-lease-whose-name-takes-most-of-a-line-by-itself
                                    acme                       1,024
          other
                  a-tenant-whose-name-takes-most-of-a-line-by-itself
                                                                  16
          north hall/second pod     acme                          32

        """)
  }

  @Test func `the path of a file stays whole where a line holds it, spaces and all`() {
    var table = Table([.path("folder"), .number("GPUs")])
    table.add(["/srv/my sites/a-campus-with-a-long-name/hall/north/11", "8"])
    table.add(["/srv/my sites/a-campus-with-a-long-name/hall/north/annex-of-it", "16"])
    var page = Page()
    table.write(to: &page)
    #expect(
      page.text(ReportStyle(width: 60)) == """
          folder                                                GPUs
          /srv/my sites/a-campus-with-a-long-name/hall/north/11
                                                                   8
          /srv/my sites/a-campus-with-a-long-name/hall/north/
          annex-of-it
                                                                  16

        """)
  }

  @Test func `a table that is too wide comes apart into blocks that repeat what tells its rows apart`() {
    var table = Table([.name("lease")] + (1...9).map { .number("figure-\($0)") }, notes: "because")
    table.add([Table.Cell("alpha")] + (1...9).map { Table.Cell("\($0)") }, note: "a reason")
    var page = Page()
    table.write(to: &page)
    #expect(
      page.text(ReportStyle(width: 60)) == """
          lease  figure-1  figure-2  figure-3  figure-4  figure-5
          alpha         1         2         3         4         5

          lease  figure-6  figure-7  figure-8  figure-9
          alpha         6         7         8         9
            a reason

        """)
  }

  @Test func `a width out of bounds is taken to the nearer end`() {
    #expect(ReportStyle(width: 5).width == 60 && ReportStyle(width: 500).width == 160)
    #expect(ReportStyle().width == 100)
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

  @Test func `text is broken between words and a number keeps its unit`() {
    #expect(TextMeasure.wrapped("the contract has 300 MW", to: 20) == ["the contract has", "300 MW"])
    #expect(TextMeasure.wrapped("abcdefgh ij", to: 4) == ["abcdefgh", "ij"])
    #expect(TextMeasure.wrapped("12 GPUs", to: 4) == ["12", "GPUs"])
    #expect(TextMeasure.wrapped("", to: 4) == [""])
  }

  @Test func `a path is broken behind a slash alone, and only where it is longer than a line`() {
    #expect(
      TextMeasure.wrapped("free in hall-1/pod-3/rack-17 today", to: 20) == ["free in", "hall-1/pod-3/rack-17", "today"])
    #expect(TextMeasure.wrapped("free in hall-1/pod-67/rack-17", to: 14) == ["free in", "hall-1/pod-67/", "rack-17"])
    #expect(TextMeasure.wrapped("in pod-67-of-the-north-hall", to: 10) == ["in", "pod-67-of-the-north-hall"])
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
