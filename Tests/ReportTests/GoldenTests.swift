import Facility
import PlanModel
import Report
import Tenancy
import TestSupport
import Testing

private let golden = GoldenFolder("Tests/ReportGolden")

@Suite struct GoldenTests {
  @Test func `a plan as text`() throws {
    try golden.expect(PlanReport.text(Fixture.answer, style: ReportStyle()), equals: "plan.txt")
  }

  @Test func `a plan as JSON`() throws {
    try golden.expect(String(decoding: PlanReport.json(Fixture.answer), as: UTF8.self), equals: "plan.json")
  }

  @Test func `a plan as markdown and as CSV`() throws {
    try golden.expect(PlanReport.markdown(Fixture.answer), equals: "plan.md")
    try golden.expect(String(decoding: PlanReport.csv(Fixture.answer), as: UTF8.self), equals: "plan.csv")
  }

  @Test func `a plan under every rule of leases`() throws {
    try golden.expect(PlanReport.text(Fixture.ruled, style: ReportStyle()), equals: "rules.txt")
    try golden.expect(String(decoding: PlanReport.json(Fixture.ruled), as: UTF8.self), equals: "rules.json")
    try golden.expect(String(decoding: PlanReport.csv(Fixture.ruled), as: UTF8.self), equals: "rules.csv")
    let sentences =
      Fixture.ruleReasons.map { Sentence.reason($0, kind: KindID(0), facility: Fixture.provided) }
      + Fixture.ruleViolations.map { Sentence.violation($0, facility: Fixture.provided, book: Fixture.book) }
    try golden.expect(sentences.joined(separator: "\n") + "\n", equals: "rules-words.txt")
  }

  @Test func `a benchmark as text, as markdown, as JSON and as CSV`() throws {
    try golden.expect(Fixture.bench.text(ReportStyle()) + Fixture.stoppedBench.text(ReportStyle()), equals: "bench.txt")
    try golden.expect(Fixture.bench.markdown, equals: "bench.md")
    try golden.expect(String(decoding: Fixture.bench.json, as: UTF8.self), equals: "bench.json")
    try golden.expect(String(decoding: Fixture.bench.csv, as: UTF8.self), equals: "bench.csv")
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
    try golden.expect(
      TopologyReport.text(Fixture.facility, draws: Fixture.draws, loadings: Fixture.loadings, style: ReportStyle()),
      equals: "topology.txt")
  }

  @Test func `a facility as JSON`() throws {
    try golden.expect(
      String(
        decoding: TopologyReport.json(Fixture.facility, draws: Fixture.draws, loadings: Fixture.loadings), as: UTF8.self
      ),
      equals: "topology.json")
  }

  @Test func `a facility as markdown and as CSV`() throws {
    try golden.expect(
      TopologyReport.markdown(Fixture.facility, draws: Fixture.draws, loadings: Fixture.loadings), equals: "topology.md"
    )
    try golden.expect(String(decoding: TopologyReport.csv(Fixture.facility), as: UTF8.self), equals: "topology.csv")
  }

  @Test func `a catalogue as text, as JSON and as CSV`() throws {
    try golden.expect(String(decoding: CatalogueReport.csv(Fixture.catalogue), as: UTF8.self), equals: "catalogue.csv")
    try golden.expect(CatalogueReport.text(Fixture.catalogue, style: ReportStyle()), equals: "catalogue.txt")
    try golden.expect(
      String(decoding: CatalogueReport.json(Fixture.catalogue), as: UTF8.self), equals: "catalogue.json")
  }

  @Test func `folders of facilities as text, as JSON and as CSV`() throws {
    try golden.expect(
      String(decoding: TopologyListReport.csv(Fixture.folders), as: UTF8.self), equals: "topologies.csv")
    try golden.expect(TopologyListReport.text(Fixture.folders, style: ReportStyle()), equals: "topologies.txt")
    try golden.expect(
      String(decoding: TopologyListReport.json(Fixture.folders), as: UTF8.self), equals: "topologies.json")
  }

  @Test func `a verdict as text`() throws {
    let good = CheckReport.text(
      Fixture.verdict, plan: Fixture.plan, facility: Fixture.facility, book: Fixture.book, style: ReportStyle())
    try golden.expect(good, equals: "check.txt")
    let bad = CheckReport.text(
      Fixture.broken, plan: Fixture.plan, facility: Fixture.facility, book: Fixture.book, style: ReportStyle())
    try golden.expect(bad, equals: "check-broken.txt")
  }

  @Test func `a verdict as JSON`() throws {
    let json = CheckReport.json(Fixture.broken, plan: Fixture.plan, facility: Fixture.facility, book: Fixture.book)
    try golden.expect(String(decoding: json, as: UTF8.self), equals: "check.json")
  }

  @Test func `a verdict as markdown and as CSV`() throws {
    let (plan, facility, book) = (Fixture.plan, Fixture.facility, Fixture.book)
    try golden.expect(
      CheckReport.markdown(Fixture.broken, plan: plan, facility: facility, book: book), equals: "check-broken.md")
    let csv = CheckReport.csv(Fixture.broken, plan: plan, facility: facility, book: book)
    try golden.expect(String(decoding: csv, as: UTF8.self), equals: "check-broken.csv")
  }

  @Test func `every reason in words`() throws {
    let sentences = Fixture.reasons.map { Sentence.reason($0, kind: KindID(0), facility: Fixture.facility) }
    try golden.expect(sentences.joined(separator: "\n") + "\n", equals: "reasons.txt")
  }

  @Test func `every violation in words`() throws {
    let sentences = Fixture.violations.map { Sentence.violation($0, facility: Fixture.facility, book: Fixture.book) }
    try golden.expect(sentences.joined(separator: "\n") + "\n", equals: "violations.txt")
  }

  @Test func `a long book by group`() throws {
    try golden.expect(
      PlanReport.text(Fixture.longAnswer(leases: 120, tenants: 60), style: ReportStyle()), equals: "groups.txt")
  }

  @Test func `a golden test can fail`() {
    #expect(GoldenFolder.difference(from: "a\nb\nc", to: "a\nx\nc") == "-2: b\n+2: x")
  }
}
