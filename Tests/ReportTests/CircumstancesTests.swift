import Facility
import PlanModel
import Report
import Tenancy
import Testing

/// The fixture's book has one option, until 2027-03-31, and one hold, until 2027-01-31.
@Suite struct CircumstancesTests {
  private func texts(_ circumstances: Circumstances, empty: Bool = false) -> [String] {
    var answer = empty ? Fixture.empty : Fixture.answer
    answer.circumstances = circumstances
    let (plan, facility, book) = (answer.plan, answer.facility, answer.book)
    let style = ReportStyle(width: 160)
    return [
      PlanReport.text(answer, style: style), PlanReport.markdown(answer),
      String(decoding: PlanReport.json(answer), as: UTF8.self), String(decoding: PlanReport.csv(answer), as: UTF8.self),
      CheckReport.text(
        answer.verdict, plan: plan, facility: facility, book: book, circumstances: circumstances, style: style),
      CheckReport.markdown(answer.verdict, plan: plan, facility: facility, book: book, circumstances: circumstances),
      String(
        decoding: CheckReport.json(
          answer.verdict, plan: plan, facility: facility, book: book, circumstances: circumstances), as: UTF8.self),
      String(
        decoding: CheckReport.csv(
          answer.verdict, plan: plan, facility: facility, book: book, circumstances: circumstances), as: UTF8.self),
    ]
  }

  @Test func `without a day every report says that nobody looked whether promises have expired`() {
    for text in texts(Circumstances()) { #expect(text.contains("expired was not looked at")) }
    #expect(texts(Circumstances())[0].contains("(the first of 2 ends on 2027-01-31): say the day with --as-of."))
    #expect(texts(Circumstances())[2].contains("\"asOf\": null"))
  }

  @Test func `with a day what has expired is named, and nothing is said where nothing has`() throws {
    let day = try #require(CalendarDate(iso: "2027-02-15"))
    for text in texts(Circumstances(day: day)) {
      #expect(text.contains("bright-nvl") && text.lowercased().contains("expired before 2027-02-15"))
      #expect(!text.contains("not looked at"))
    }
    let early = texts(Circumstances(day: CalendarDate(iso: "2027-01-31")))
    for text in early { #expect(!text.lowercased().contains("expired before") && !text.contains("not looked at")) }
    #expect(early[2].contains("\"asOf\": \"2027-01-31\"") && early[2].contains("\"expired\": []"))
    let words = texts(Circumstances(day: day))[2].split { $0 == " " || $0 == "\n" }
    #expect(words.joined().contains("\"expired\":[\"bright-nvl\"]"))
    let later = texts(Circumstances(day: CalendarDate(iso: "2028-01-01")))
    #expect(later[0].contains("and planned as if they still ran: bright-h200 (option until 2027-03-31) and bright-nvl"))
  }

  @Test func `without a book every report says what is planned instead`() {
    for text in texts(Circumstances(hasBook: false), empty: true) {
      #expect(text.contains("No tenant book was read: the empty site is planned."))
    }
    for text in texts(Circumstances(hasBook: false)) {
      #expect(text.contains("with what stands leased in the facility file alone"))
    }
    #expect(texts(Circumstances(hasBook: false))[2].contains("\"tenantBook\": false"))
  }
}
