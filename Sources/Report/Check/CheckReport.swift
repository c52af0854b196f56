internal import Encoding
public import Facility
public import PlanModel
public import Tenancy

/// The verdict of an independent check of a plan, as text, JSON, CSV and markdown.
public enum CheckReport {
  /// Violations named in text; the JSON names all.
  private static let mostViolations = 50

  /// The verdict as text, as wide as the style says: yes or no, what is broken, what was re-derived.
  public static func text(
    _ verdict: Verdict, plan: Plan, facility: Facility, book: Book, circumstances: Circumstances = Circumstances(),
    style: ReportStyle
  ) -> String {
    page(verdict, plan: plan, facility: facility, book: book, circumstances).text(style)
  }

  /// The verdict as GitHub-flavoured markdown, UTF-8, ending in a newline: the blocks of the text report.
  public static func markdown(
    _ verdict: Verdict, plan: Plan, facility: Facility, book: Book, circumstances: Circumstances = Circumstances()
  ) -> String {
    page(verdict, plan: plan, facility: facility, book: book, circumstances).markdown
  }

  private static func page(
    _ verdict: Verdict, plan: Plan, facility: Facility, book: Book, _ circumstances: Circumstances
  ) -> Page {
    var page = Page()
    page.paragraph(headline(verdict, plan: plan, facility: facility, book: book), emphasis: .bold)
    page.notes(Sentence.notes(circumstances, book))
    violations(verdict, facility: facility, book: book, to: &page)
    dropped(verdict, book, to: &page)
    page.heading("What the plan claims and what it comes to")
    claims(verdict, plan, to: &page)
    page.heading("Fullest element of every limit")
    WorstElement.write(WorstElement.all(verdict.loadings, facility), facility, to: &page)
    page.heading("Where the supply goes")
    supply(verdict.use, &page)
    FacilitySections.notModelled(facility, book: book, to: &page)
    return page
  }

  /// The answer in one sentence.
  private static func headline(_ verdict: Verdict, plan: Plan, facility: Facility, book: Book) -> String {
    let subject = "the plan for \(facility.name) with \(counted(plan.placements.count, "lease")) placed"
    guard verdict.holds else {
      return "No: \(subject) breaks \(counted(verdict.violations.count, "rule")), at \(plan.settings.basis.words)."
    }
    if let first = verdict.dropped.first {
      let others = verdict.dropped.count - 1
      return "No: \(subject) keeps every limit and rule at \(plan.settings.basis.words), but drops"
        + " \(book.name(of: first))\(others > 0 ? " and \(counted(others, "other lease"))" : ""), which must be kept."
    }
    let best = "at most \(PlanReport.gap(verdict.value, verdict.bound)) below the best plan that keeps what it keeps"
    return "Yes: \(subject) keeps every limit and rule at \(plan.settings.basis.words), and its figures are right:"
      + " it is worth $\(Numbers.dollars(verdict.value))/h"
      + (PlanReport.isLoose(verdict.value, verdict.bound) ? "; " + Sentence.loosely(best) : ", " + best) + "."
  }

  private static func violations(
    _ verdict: Verdict, facility: Facility, book: Book, to page: inout Page
  ) {
    guard !verdict.holds else { return }
    page.heading("Broken")
    for (at, violation) in verdict.violations.prefix(mostViolations).enumerated() {
      page.numbered(at + 1, Sentence.violation(violation, facility: facility, book: book), emphasis: .bad)
    }
    let more = verdict.violations.count - mostViolations
    if more > 0 { page.paragraph("and \(Numbers.grouped(more)) more; the JSON report lists all", indent: 2) }
  }

  private static func dropped(_ verdict: Verdict, _ book: Book, to page: inout Page) {
    guard !verdict.dropped.isEmpty else { return }
    page.heading("Must be kept and is not placed: \(counted(verdict.dropped.count, "lease"))")
    let more = verdict.dropped.count - mostViolations
    let names = verdict.dropped.prefix(mostViolations).map { book.name(of: $0) }
    page.paragraph(names.joined(separator: ", ") + (more > 0 ? " and \(Numbers.grouped(more)) more" : ""), indent: 2)
  }

  /// A claim of the plan: its name, as claimed, as re-derived.
  static func figures(_ verdict: Verdict, _ plan: Plan) -> [(name: String, claimed: Int64, actual: Int64)] {
    [
      ("value", plan.value, verdict.value), ("kept value", plan.keptValue, verdict.keptValue),
      ("bound", plan.certificate.bound, verdict.bound), ("kept bound", plan.certificate.keptBound, verdict.keptBound),
      ("supply draw", plan.supplyDraw.milliwatts, verdict.use.supply.milliwatts),
    ]
  }

  private static func claims(_ verdict: Verdict, _ plan: Plan, to page: inout Page) {
    var table = Table([.word(""), .number("claimed"), .number("re-derived"), .word("")])
    for (name, claimed, actual) in figures(verdict, plan) {
      let agrees = claimed == actual
      table.add([
        Table.Cell(name), Table.Cell(Sentence.figure(claimed, name)), Table.Cell(Sentence.figure(actual, name)),
        Table.Cell(agrees ? "agrees" : "differs", agrees ? .good : .bad),
      ])
    }
    table.write(to: &page)
  }

  private static func supply(_ use: SupplyUse, _ page: inout Page) {
    let unit: PowerUnit = use.supply.milliwatts >= PowerUnit.megawatt.milliwatts ? .megawatt : .kilowatt
    let parts = use.parts.map(\.milliwatts)
    let (rounded, whole) = Numbers.apportion(
      parts, whole: use.supply.milliwatts, over: unit.milliwatts, digits: 2)
    var table = Table([.word(""), .number(unit.name)])
    table.add(["at the supply, of which", Table.Cell(Numbers.decimal(whole, digits: 2))])
    for (title, part) in zip(SupplyUse.partTitles, rounded) {
      table.add([Table.Cell("  " + title), Table.Cell(Numbers.decimal(part, digits: 2))])
    }
    table.write(to: &page)
  }

  /// The verdict as JSON of the format `headroom-check-1`, UTF-8, described in docs/report-json.md.
  public static func json(
    _ verdict: Verdict, plan: Plan, facility: Facility, book: Book, circumstances: Circumstances = Circumstances()
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("format", "headroom-check-1")
      json.field("holds", verdict.isYes)
      json.circumstances(circumstances, book)
      json.field("facility", facility.name)
      json.settings(of: plan)
      json.field("placedLeases", plan.placements.count)
      json.array("droppedLeases", verdict.dropped) { json, lease in json.value(book.name(of: lease)) }
      json.array("violations", verdict.violations) { json, violation in
        json.object(inline: true) { json in
          json.field("code", violation.code)
          json.field("lease", orNull: violation.lease.map { book.name(of: $0) })
          json.field("resource", orNull: violation.resource.map { facility.name(of: $0) })
          json.field("text", Sentence.violation(violation, facility: facility, book: book))
        }
      }
      json.array("claims", figures(verdict, plan)) { json, claim in
        json.object(inline: true) { json in
          json.field("name", claim.name)
          json.field("claimed", claim.claimed)
          json.field("actual", claim.actual)
          json.field("unit", claim.name == "supply draw" ? "mW" : "cents per hour")
        }
      }
      json.worstElements(verdict.loadings, facility)
      json.supplyUse(verdict.use)
      json.notModelled(facility, book: book)
    }
    return json.text
  }
}

extension Violation {
  /// The word for it in JSON.
  var code: String {
    switch self {
    case .placedTwice: "placedTwice"
    case .unaccounted: "unaccounted"
    case .noSuchBay: "noSuchBay"
    case .wrongKind: "wrongKind"
    case .malformedPart: "malformedPart"
    case .wrongSize: "wrongSize"
    case .split: "split"
    case .moved: "moved"
    case .outside: "outside"
    case .shared: "shared"
    case .crowded: "crowded"
    case .brokenSegment: "brokenSegment"
    case .misfit: "misfit"
    case .apart: "apart"
    case .over: "over"
    case .claim: "claim"
    case .falseLoad: "falseLoad"
    case .missingLoad: "missingLoad"
    case .otherFile: "otherFile"
    case .negativePrice: "negativePrice"
    case .unknownPrice: "unknownPrice"
    }
  }

  /// The resource that it is about.
  var resource: Resource? {
    switch self {
    case .over(let loading), .missingLoad(let loading): loading.resource
    case .falseLoad(let claimed, _): claimed.resource
    case .negativePrice(let row, _): row.resource
    default: nil
    }
  }
}
