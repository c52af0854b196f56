import Facility
import PlanModel
import Report
import Tenancy
import Testing

@Suite struct GoldenTests {
  @Test func `a plan as text`() throws {
    try expectGolden(PlanReport.text(Fixture.answer, style: ReportStyle()), "plan.txt")
  }

  @Test func `a plan as JSON`() throws {
    try expectGolden(String(decoding: PlanReport.json(Fixture.answer), as: UTF8.self), "plan.json")
  }

  @Test func `a facility as text`() throws {
    try expectGolden(
      TopologyReport.text(Fixture.facility, draws: Fixture.draws, loadings: Fixture.loadings, style: ReportStyle()),
      "topology.txt")
  }

  @Test func `a facility as JSON`() throws {
    try expectGolden(
      String(
        decoding: TopologyReport.json(Fixture.facility, draws: Fixture.draws, loadings: Fixture.loadings), as: UTF8.self
      ),
      "topology.json")
  }

  @Test func `a catalogue as text and as JSON`() throws {
    try expectGolden(CatalogueReport.text(Fixture.catalogue, style: ReportStyle()), "catalogue.txt")
    try expectGolden(String(decoding: CatalogueReport.json(Fixture.catalogue), as: UTF8.self), "catalogue.json")
  }

  @Test func `folders of facilities as text and as JSON`() throws {
    try expectGolden(TopologyListReport.text(Fixture.folders, style: ReportStyle()), "topologies.txt")
    try expectGolden(String(decoding: TopologyListReport.json(Fixture.folders), as: UTF8.self), "topologies.json")
  }

  @Test func `a verdict as text`() throws {
    let good = CheckReport.text(
      Fixture.verdict, plan: Fixture.plan, facility: Fixture.facility, book: Fixture.book, style: ReportStyle())
    try expectGolden(good, "check.txt")
    let bad = CheckReport.text(
      Fixture.broken, plan: Fixture.plan, facility: Fixture.facility, book: Fixture.book, style: ReportStyle())
    try expectGolden(bad, "check-broken.txt")
  }

  @Test func `a verdict as JSON`() throws {
    let json = CheckReport.json(Fixture.broken, plan: Fixture.plan, facility: Fixture.facility, book: Fixture.book)
    try expectGolden(String(decoding: json, as: UTF8.self), "check.json")
  }

  @Test func `every reason in words`() throws {
    let sentences = Fixture.reasons.map { Sentence.reason($0, kind: KindID(0), facility: Fixture.facility) }
    try expectGolden(sentences.joined(separator: "\n") + "\n", "reasons.txt")
  }

  @Test func `every violation in words`() throws {
    let sentences = Fixture.violations.map { Sentence.violation($0, facility: Fixture.facility, book: Fixture.book) }
    try expectGolden(sentences.joined(separator: "\n") + "\n", "violations.txt")
  }

  @Test func `a long book by group`() throws {
    try expectGolden(PlanReport.text(Fixture.longAnswer(leases: 120, tenants: 60), style: ReportStyle()), "groups.txt")
  }

  @Test func `a golden test can fail`() {
    #expect(lineDifference("a\nb\nc", "a\nx\nc") == "-2: b\n+2: x")
  }
}
