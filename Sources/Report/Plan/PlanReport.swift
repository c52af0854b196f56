internal import Facility
public import PlanModel
internal import Tenancy

/// The report on a plan, as text and markdown for people, as JSON and CSV for programs.
public enum PlanReport {
  /// Books with more leases than this are reported by group; the JSON always has every lease.
  static let mostLeases = 40

  /// The report as text, as wide as the style says, ending in a newline.
  ///
  /// - Complexity: O(zones + racks of all placements + loadings).
  public static func text(_ answer: Answer, style: ReportStyle) -> String { page(answer).text(style) }

  /// The report as GitHub-flavoured markdown, UTF-8, ending in a newline: the blocks of the text report.
  ///
  /// - Complexity: O(zones + racks of all placements + loadings).
  public static func markdown(_ answer: Answer) -> String { page(answer).markdown }

  /// The report section by section.
  private static func page(_ answer: Answer) -> Page {
    var page = Page()
    page.paragraph(Sentence.headline(answer), emphasis: .bold)
    page.paragraph(Sentence.trust(answer))
    page.notes(Sentence.notes(answer.circumstances, answer.book))
    facility(answer, &page)
    leases(answer, &page)
    page.heading("Fullest element of every limit")
    WorstElement.write(WorstElement.all(answer.verdict.loadings, answer.facility), answer.facility, to: &page)
    waterfalls(answer, &page)
    headroom(answer, &page)
    value(answer, &page)
    rules(answer, &page)
    FacilitySections.notModelled(answer.facility, book: answer.book, to: &page)
    return page
  }

  private static func facility(_ answer: Answer, _ page: inout Page) {
    let (facility, settings) = (answer.facility, answer.plan.settings)
    page.heading("Facility \(facility.name)")
    let installed = answer.gpus.filter { $0.installed > 0 }
    let total = installed.reduce(0) { $0 + $1.installed }
    let kinds = installed.map { "\(Numbers.grouped($0.installed)) \(facility.label(of: $0.kind))" }
    page.paragraph(
      "GPUs installed: " + Numbers.grouped(total) + (kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"),
      indent: 2, hanging: 2)
    page.paragraph(
      "Checked against \(settings.basis.words)\(otherBases(facility, settings)); kept first: \(kept(settings.honour)); nodes in service and not leased "
        + (settings.unleasedIdle ? "draw idle power." : "are switched off."), indent: 2, hanging: 2)
    if let supply = answer.supply {
      let use = supply.use.supply
      page.paragraph(
        "Supply: \(Numbers.power(use)) of \(Numbers.power(supply.contract)) used"
          + " (\(Numbers.percent(use.milliwatts, of: supply.contract.milliwatts)))" + band(answer, supply.contract),
        indent: 2, hanging: 2)
    } else if answer.verdict.use.supply > .zero {
      page.paragraph("Supply: \(Numbers.power(answer.verdict.use.supply)) used; no limit is modelled", indent: 2)
    } else {
      page.paragraph("Supply: none is modelled", indent: 2)
    }
    FacilitySections.draws(answer.draws, of: facility, to: &page)
  }

  /// `, site-limit against average`: the limits that are checked on a basis of their own.
  private static func otherBases(_ facility: Facility, _ settings: PlanSettings) -> String {
    facility.statedBases.filter { $0.basis != settings.basis }.map { ", \($0.stage) against \($0.basis.words)" }
      .joined()
  }

  private static func kept(_ honour: Honour) -> String {
    switch honour {
    case .contracted: "contracted leases and what stands today"
    case .options: "contracted leases, options, holds and what stands today"
    case .all: "every lease"
    }
  }

  private static func band(_ answer: Answer, _ contract: Watts) -> String {
    let (low, high) = answer.supplyBand
    guard low != high else { return "" }
    let text =
      "; \(Numbers.power(low)) to \(Numbers.power(high)) if every figure with a ± lies at its low or its high end"
    return high > contract ? text + ": the high end is \(Numbers.power(high - contract, .up)) over the limit" : text
  }

  private static func headroom(_ answer: Answer, _ page: inout Page) {
    page.heading("Headroom: how many more fit on top of this plan, each product alone")
    guard !answer.headroom.isEmpty else { return page.paragraph("No product is defined.", indent: 2) }
    var table = Table([
      .name("product"), .name("kind"), .word("within one"), .number("GPUs each"), .number("fit"), .number("at most"),
      .prose("what stops one more"),
    ])
    for entry in answer.headroom {
      let product = entry.product
      let binds = entry.binds.map { Sentence.reason($0, kind: product.kind, facility: answer.facility) } ?? "-"
      table.add([
        Table.Cell(product.name), Table.Cell(answer.facility.label(of: product.kind)), Table.Cell(product.level.word),
        Table.Cell(Numbers.grouped(product.gpus)),
        Table.Cell(Numbers.grouped(entry.count), entry.count > 0 ? .good : nil),
        Table.Cell(Numbers.grouped(entry.upper)), Table.Cell(binds),
      ])
    }
    table.write(to: &page)
  }

  private static func value(_ answer: Answer, _ page: inout Page) {
    let plan = answer.plan
    page.heading("Value")
    var table = Table([
      .word(""), .number("$/h"), .number("at most"), .number("gap"), .prose("at most holds for"),
    ])
    let rows = [
      ("all leases placed", plan.value, plan.certificate.bound, boundHolds(answer)),
      ("of these kept first", plan.keptValue, plan.certificate.keptBound, keptBoundHolds(answer)),
    ]
    for (title, value, bound, condition) in rows {
      table.add([
        Table.Cell(title), Table.Cell(Numbers.dollars(value)), Table.Cell(Numbers.dollars(bound)),
        Table.Cell(gap(value, bound)), Table.Cell(condition),
      ])
    }
    table.write(to: &page)
    page.paragraph(
      "The bounds are proved by \(counted(plan.certificate.prices.count, "price")) in the plan"
        + " and re-added by the check.", indent: 2)
    if let round = answer.stoppedAfterRound {
      page.paragraph(
        Sentence.stopped(afterRound: round, byInterrupt: answer.isInterrupted), indent: 2, emphasis: .warning)
    }
  }

  /// The plans for which the bound on value holds.
  static func boundHolds(_ answer: Answer) -> String {
    standing(answer) ?? "plans that keep what this one keeps"
  }

  /// The plans for which the bound on kept value holds.
  static func keptBoundHolds(_ answer: Answer) -> String { standing(answer) ?? "every plan" }

  private static func standing(_ answer: Answer) -> String? {
    answer.placements.contains(where: \.standsInBreach)
      ? "plans that keep what this one keeps, with what stands where it may not" : nil
  }

  /// True where the bound is so far above the value that the gap says more of the bound than of the plan: more than 20 %.
  static func isLoose(_ value: Int64, _ bound: Int64) -> Bool {
    bound > 0 && (Int128(bound) - Int128(value)) * 5 > Int128(bound)
  }

  /// (bound − value) / bound in per cent, rounded up so that no gap prints as none; 0 where the bound is not positive.
  static func gap(_ value: Int64, _ bound: Int64) -> String {
    guard bound > 0 else { return "0.00 %" }
    let missing = Int128(bound) - Int128(value)
    let scaled = missing * 10_000
    var (steps, rest) = scaled.quotientAndRemainder(dividingBy: Int128(bound))
    if rest > 0 { (steps, rest) = (steps + 1, 0) }
    return Numbers.decimal(Int64(clamping: steps), digits: 2) + " %"
  }
}
