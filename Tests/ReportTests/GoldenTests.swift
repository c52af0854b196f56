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

  @Test func `a plan as markdown and as CSV`() throws {
    try expectGolden(PlanReport.markdown(Fixture.answer), "plan.md")
    try expectGolden(String(decoding: PlanReport.csv(Fixture.answer), as: UTF8.self), "plan.csv")
  }

  @Test func `a plan under every rule of leases`() throws {
    try expectGolden(PlanReport.text(Fixture.ruled, style: ReportStyle()), "rules.txt")
    try expectGolden(String(decoding: PlanReport.json(Fixture.ruled), as: UTF8.self), "rules.json")
    try expectGolden(String(decoding: PlanReport.csv(Fixture.ruled), as: UTF8.self), "rules.csv")
    let sentences =
      Fixture.ruleReasons.map { Sentence.reason($0, kind: KindID(0), facility: Fixture.provided) }
      + Fixture.ruleViolations.map { Sentence.violation($0, facility: Fixture.provided, book: Fixture.book) }
    try expectGolden(sentences.joined(separator: "\n") + "\n", "rules-words.txt")
  }

  @Test func `a benchmark as text, as markdown, as JSON and as CSV`() throws {
    try expectGolden(Fixture.bench.text + Fixture.stoppedBench.text, "bench.txt")
    try expectGolden(Fixture.bench.markdown, "bench.md")
    try expectGolden(String(decoding: Fixture.bench.json, as: UTF8.self), "bench.json")
    try expectGolden(String(decoding: Fixture.bench.csv, as: UTF8.self), "bench.csv")
  }

  @Test func `a plan that a time limit stopped says so`() throws {
    var answer = Fixture.answer
    answer.stoppedAfterRound = 3
    let words = "Packing was stopped by the time limit after round 3"
    #expect(PlanReport.text(answer, style: ReportStyle()).contains(words))
    #expect(!PlanReport.text(Fixture.answer, style: ReportStyle()).contains("time limit"))
    #expect(String(decoding: PlanReport.json(answer), as: UTF8.self).contains("\"stoppedAfterRound\": 3"))
  }

  @Test func `the median is the middle, or between the two in the middle`() {
    #expect(BenchReport.median([3, 1, 2]) == 2 && BenchReport.median([4, 1, 2, 3]) == 2.5)
    #expect(BenchReport.median([7]) == 7 && BenchReport.median([]) == 0)
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

  @Test func `a facility as markdown and as CSV`() throws {
    try expectGolden(
      TopologyReport.markdown(Fixture.facility, draws: Fixture.draws, loadings: Fixture.loadings), "topology.md")
    try expectGolden(String(decoding: TopologyReport.csv(Fixture.facility), as: UTF8.self), "topology.csv")
  }

  @Test func `a catalogue as text, as JSON and as CSV`() throws {
    try expectGolden(String(decoding: CatalogueReport.csv(Fixture.catalogue), as: UTF8.self), "catalogue.csv")
    try expectGolden(CatalogueReport.text(Fixture.catalogue, style: ReportStyle()), "catalogue.txt")
    try expectGolden(String(decoding: CatalogueReport.json(Fixture.catalogue), as: UTF8.self), "catalogue.json")
  }

  @Test func `folders of facilities as text, as JSON and as CSV`() throws {
    try expectGolden(String(decoding: TopologyListReport.csv(Fixture.folders), as: UTF8.self), "topologies.csv")
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

  @Test func `a verdict as markdown and as CSV`() throws {
    let (plan, facility, book) = (Fixture.plan, Fixture.facility, Fixture.book)
    try expectGolden(
      CheckReport.markdown(Fixture.broken, plan: plan, facility: facility, book: book), "check-broken.md")
    let csv = CheckReport.csv(Fixture.broken, plan: plan, facility: facility, book: book)
    try expectGolden(String(decoding: csv, as: UTF8.self), "check-broken.csv")
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
