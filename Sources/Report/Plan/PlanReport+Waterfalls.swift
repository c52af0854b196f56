internal import Facility
internal import PlanModel

extension PlanReport {
  /// The waterfalls from installed GPUs and contracted power down to what is left.
  static func waterfalls(_ answer: Answer, _ page: inout Page) {
    page.heading("Where the GPUs go")
    let kinds = answer.gpus
    if kinds.isEmpty { page.paragraph("No GPUs are installed.", indent: 2) }
    // As many kinds side by side as fit a line, and their total where all of them do.
    let side = 4
    for start in stride(from: 0, to: kinds.count, by: side) {
      let block = Array(kinds[start..<min(start + side, kinds.count)])
      if start > 0 { page.spacer() }
      gpus(block, hasTotal: kinds.count > 1 && kinds.count <= side, of: answer.facility, to: &page)
    }
    if !kinds.isEmpty {
      page.paragraph(
        "Beyond: the site could not run them even if nothing else were leased."
          + " Stranded: free, but a limit stops them on top of this plan."
          + (kinds.count > 1 ? " Leasable: kind after kind, so that all of it can be leased at once." : ""), indent: 2)
    }
    stranded(answer, &page)
    page.heading("Where the power goes")
    megawatts(answer, &page)
    profiles(answer, &page)
  }

  private static func gpus(
    _ kinds: [GPUWaterfall], hasTotal: Bool, of facility: Facility, to page: inout Page
  ) {
    var table = Table(
      [.word("")] + kinds.map { .number(facility.label(of: $0.kind)) }
        + (hasTotal ? [.number("all")] : []))
    typealias Line = (title: String, emphasis: Emphasis?, value: (GPUWaterfall) -> Int)
    let rest: [Line] = [
      ("    kept free by exclusive leases", nil, { $0.isolated }),
      ("    in partly leased nodes", nil, { $0.fragments }),
      ("      leasable in pieces", .good, { $0.leasablePieces }),
    ]
    let rows: [(title: String, emphasis: Emphasis?, value: (GPUWaterfall) -> Int)] =
      [
        ("installed", nil, { $0.installed }),
        ("  out of service", nil, { $0.outOfService }),
        ("  in service, of which", nil, { $0.inService }),
      ]
      + LimitClass.allCases.map { limits in
        ("    beyond \(limits.name)", nil, { PlanReport.part($0.beyond, limits) })
      }
      + [
        ("    held as spares", nil, { $0.spares }),
        ("    leased", nil, { $0.leased }),
      ]
      + rest.filter { row in kinds.contains { row.value($0) != 0 } }
      + [("    leasable", .good, { $0.leasable })]
      + LimitClass.allCases.map { limits in
        ("    stranded by \(limits.name)", nil, { PlanReport.part($0.stranded, limits) })
      }
    for (title, emphasis, value) in rows {
      let values = kinds.map(value) + (hasTotal ? [kinds.reduce(0) { $0 + value($1) }] : [])
      table.add([Table.Cell(title, emphasis)] + values.map { Table.Cell(Numbers.grouped($0), emphasis) })
    }
    table.write(to: &page)
  }

  /// The part of a class; 0 where a waterfall does not list it.
  static func part(_ parts: [Int], _ limits: LimitClass) -> Int {
    parts.indices.contains(limits.rawValue) ? parts[limits.rawValue] : 0
  }

  /// Sentences on what is stranded, a line each.
  private static func stranded(_ answer: Answer, _ page: inout Page) {
    for waterfall in answer.gpus {
      for text in Sentence.stranded(waterfall, answer.facility) { page.paragraph(text, indent: 2, hanging: 2) }
    }
  }

  private static func megawatts(_ answer: Answer, _ page: inout Page) {
    guard let supply = answer.supply else {
      return page.paragraph("No supply limit is modelled, so there is no power to divide up.", indent: 2)
    }
    let unit: PowerUnit = supply.contract.milliwatts >= PowerUnit.megawatt.milliwatts ? .megawatt : .kilowatt
    let digits = unit == .megawatt && supply.contract < .megawatts(10) ? 3 : 2
    let parts = (supply.use.parts + [supply.leasable, supply.stranded]).map(\.milliwatts)
    let (rounded, whole) = Numbers.apportion(
      parts, whole: supply.contract.milliwatts, over: unit.milliwatts, digits: digits)
    var table = Table([.name("", minWidth: 32), .number(unit.name), .number("share")])
    let titles =
      SupplyUse.partTitles + [
        "leasable",
        supply.stranded < .zero ? "less what is drawn above the limit" : "stranded: no free node can use it",
      ]
    let limit = supply.contract.milliwatts
    table.add(["supply limit, of which", Table.Cell(Numbers.decimal(whole, digits: digits)), "100.0 %"])
    // In thousandths of the limit: tenths of a per cent.
    let shares = Numbers.apportion(parts, whole: limit, over: limit, digits: 3)
    for (at, title) in titles.enumerated() {
      let emphasis: Emphasis? = at == 4 ? .good : nil
      table.add([
        Table.Cell("  " + title, emphasis), Table.Cell(Numbers.decimal(rounded[at], digits: digits), emphasis),
        Table.Cell(limit > 0 ? Numbers.decimal(shares.parts[at], digits: 1) + " %" : "-"),
      ])
    }
    table.write(to: &page)
  }
}
