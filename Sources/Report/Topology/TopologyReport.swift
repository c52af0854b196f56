public import Facility
public import PlanModel

/// A facility before anything is leased in it, as text, JSON, CSV and markdown.
public enum TopologyReport {
  /// The facility as text, as wide as the style says.
  ///
  /// - Parameters:
  ///   - draws: the draw of all nodes in service at full load, on every basis.
  ///   - loadings: the load of every limit with every node in service at full sustained-peak load.
  /// - Complexity: O(zones + bays + elements + loadings).
  public static func text(
    _ facility: Facility, draws: [BasisDraw], loadings: [Loading], style: ReportStyle
  ) -> String {
    page(facility, draws: draws, loadings: loadings).text(style)
  }

  /// The facility as GitHub-flavoured markdown, UTF-8, ending in a newline: the blocks of the text report.
  ///
  /// - Complexity: O(zones + bays + elements + loadings).
  public static func markdown(_ facility: Facility, draws: [BasisDraw], loadings: [Loading]) -> String {
    page(facility, draws: draws, loadings: loadings).markdown
  }

  private static func page(_ facility: Facility, draws: [BasisDraw], loadings: [Loading]) -> Page {
    var page = Page()
    let counts = FacilityCounts(facility)
    page.paragraph(headline(facility, counts, draws: draws), emphasis: .bold)
    page.heading("Zones")
    page.paragraph(
      counts.levels.isEmpty
        ? "None."
        : counts.levels.map { counted($0.count, $0.level.word, plural: plural($0.level)) }.joined(separator: ", "),
      indent: 2)
    kinds(counts, of: facility, to: &page)
    page.heading(
      "Power at the supply" + (facility.supplyLimit.map { ", limit \(Numbers.power($0))" } ?? ", no limit modelled"))
    if draws.isEmpty { page.paragraph("No draw was computed.", indent: 2) }
    FacilitySections.draws(draws, of: facility, to: &page)
    stages(counts, &page)
    cooling(counts, &page)
    loads(counts, &page)
    networks(counts, &page)
    page.heading("Fullest element of every limit, every node in service at full sustained-peak load")
    WorstElement.write(WorstElement.all(loadings, facility), facility, to: &page)
    rest(counts, of: facility, to: &page)
    FacilitySections.notModelled(facility, to: &page)
    return page
  }

  /// The facility in one sentence.
  static func headline(_ facility: Facility, _ counts: FacilityCounts, draws: [BasisDraw]) -> String {
    let gpus = counts.kinds.reduce(0) { $0 + facility.gpus(in: $1.nodes, of: $1.kind) }
    let nodes = counts.kinds.reduce(0) { $0 + $1.nodes }
    guard nodes > 0 else { return "\(facility.name) holds no GPUs." }
    var text = "\(facility.name) holds \(counted(gpus, "GPU")) in \(counted(nodes, "node"))"
    guard let peak = draws.first(where: { $0.basis == .sustainedPeak }), peak.supply > .zero else { return text + "." }
    text += "; all of them at sustained peak draw \(Numbers.power(peak.supply)) at the supply"
    guard let limit = facility.supplyLimit else { return text + ", which has no limit in the model." }
    let used = Numbers.percent(peak.supply.milliwatts, of: limit.milliwatts)
    return text + ", \(used) of its \(Numbers.power(limit))."
  }

  private static func plural(_ level: Level) -> String {
    switch level {
    case .campus: "campuses"
    case .leaf: "leaves"
    default: level.word + "s"
    }
  }

  private static func kinds(_ counts: FacilityCounts, of facility: Facility, to page: inout Page) {
    page.heading("Nodes and GPUs")
    guard !counts.kinds.isEmpty else { return page.paragraph("None.", indent: 2) }
    var table = Table([
      .name("kind", minWidth: 10), .name("GPU", minWidth: 6), .number("racks"), .number("nodes"), .number("in service"),
      .number("failed"), .number("maint."), .number("burn-in"), .number("GPUs"), .number("NVLink racks"),
    ])
    for entry in counts.kinds {
      let kind = facility.kinds[entry.kind]
      add(
        entry, name: kind.name, gpu: kind.gpuModel, gpus: facility.gpus(in: entry.nodes, of: entry.kind),
        domains: entry.nvlinkDomains(facility), to: &table)
    }
    if counts.kinds.count > 1 {
      var all = FacilityCounts.InstalledKind(kind: KindID(0))
      for entry in counts.kinds {
        all.nodes += entry.nodes
        all.failed += entry.failed
        all.maintenance += entry.maintenance
        all.burnIn += entry.burnIn
      }
      all.racks = Set(facility.bays.lazy.filter { $0.installed > 0 }.map(\.zone)).count
      let gpus = counts.kinds.reduce(0) { $0 + facility.gpus(in: $1.nodes, of: $1.kind) }
      let domains = counts.kinds.compactMap { $0.nvlinkDomains(facility) }
      add(all, name: "all", gpu: "", gpus: gpus, domains: domains.isEmpty ? nil : domains.reduce(0, +), to: &table)
    }
    table.write(to: &page)
  }

  private static func add(
    _ entry: FacilityCounts.InstalledKind, name: String, gpu: String, gpus: Int, domains: Int?, to table: inout Table
  ) {
    table.add([
      Table.Cell(name), Table.Cell(gpu), Table.Cell(Numbers.grouped(entry.racks)),
      Table.Cell(Numbers.grouped(entry.nodes)),
      Table.Cell(Numbers.grouped(entry.inService)), Table.Cell(Numbers.grouped(entry.failed)),
      Table.Cell(Numbers.grouped(entry.maintenance)), Table.Cell(Numbers.grouped(entry.burnIn)),
      Table.Cell(Numbers.grouped(gpus)), Table.Cell(domains.map(Numbers.grouped) ?? "-"),
    ])
  }

  private static func stages(_ counts: FacilityCounts, _ page: inout Page) {
    page.heading("Power stages, from the supply inwards")
    guard !counts.stages.isEmpty else { return page.paragraph("None is modelled.", indent: 2) }
    let statesBases = counts.stages.contains { $0.first.basis != nil }
    var columns: [Table.Column] = [
      .name("stage"), .number("count"), .number("rating"), .number("continuous"), .number("limit"),
      .number("efficiency"), .number("no-load loss"), .number("square loss"),
    ]
    if statesBases { columns.append(.name("basis")) }
    var table = Table(columns)
    for stage in counts.stages {
      let first = stage.first
      table.add(
        [
          Table.Cell(first.stage), Table.Cell(Numbers.grouped(stage.count)),
          Table.Cell(rating(first)), Table.Cell(Numbers.percent(first.continuous)),
          Table.Cell(first.limit.map { Numbers.power($0) } ?? "none"), Table.Cell(Numbers.percent(first.efficiency)),
          Table.Cell(first.noLoadLoss > .zero ? Numbers.power(first.noLoadLoss) : "-"),
          Table.Cell(first.squareLoss > .zero ? Numbers.power(first.squareLoss) : "-"),
        ] + (statesBases ? [Table.Cell(first.basis?.name ?? "the plan's")] : []))
    }
    table.write(to: &page)
  }

  /// The rating of a stage: `3+1 × 1.5 MW` for four units of which one is spare.
  private static func rating(_ stage: PowerElement) -> String {
    guard let rating = stage.rating else { return "unknown" }
    guard stage.units > 1 else { return Numbers.power(rating) }
    let unit = Numbers.power(Watts(milliwatts: rating.milliwatts / Int64(stage.units)))
    return stage.spare > 0 ? "\(stage.units - stage.spare)+\(stage.spare) × \(unit)" : "\(stage.units) × \(unit)"
  }

  private static func cooling(_ counts: FacilityCounts, _ page: inout Page) {
    page.heading("Cooling")
    guard !counts.cooling.isEmpty else { return page.paragraph("None is modelled.", indent: 2) }
    var table = Table([
      .name("element"), .word("takes"), .number("count"), .number("units each"), .number("spare"), .number("supply"),
      .number("unit capacity"), .number("pooled limit"),
    ])
    for entry in counts.cooling {
      let first = entry.first
      let unit = first.unitCapacity.map { Numbers.power($0) } ?? "unknown"
      let supply = first.supply.map { Numbers.trimmed(Numbers.fixed($0.millidegrees, over: 1_000, digits: 2)) + " °C" }
      table.add([
        Table.Cell(first.name), Table.Cell(first.medium == .both ? "liquid, air" : first.medium.rawValue),
        Table.Cell(Numbers.grouped(entry.count)), Table.Cell(Numbers.grouped(first.count)),
        Table.Cell(Numbers.grouped(first.spare)), Table.Cell(supply ?? "-"),
        Table.Cell(unit), Table.Cell(first.limit.map { Numbers.power($0) } ?? "none"),
      ])
    }
    table.write(to: &page)
  }

  private static func loads(_ counts: FacilityCounts, _ page: inout Page) {
    page.heading("Loads that are not leased nodes")
    guard !counts.loads.isEmpty else { return page.paragraph("None is modelled.", indent: 2) }
    var table = Table([
      .name("load"), .number("zones"), .word("amount"), .word("IT"), .name("fed from"), .word("heat to"),
    ])
    for load in counts.loads {
      let first = load.first
      let band = first.tolerance > .zero ? " ± " + Numbers.percent(first.tolerance) : ""
      table.add([
        Table.Cell(first.name), Table.Cell(Numbers.grouped(load.count)), Table.Cell(amount(first.amount) + band),
        Table.Cell(first.isIT ? "yes" : "no"), Table.Cell(load.fedFrom ?? "its zone"),
        Table.Cell(first.heat == .none ? "outdoors" : first.heat.rawValue),
      ])
    }
    table.write(to: &page)
  }

  /// The draw of a load: `81 W per GPU`.
  static func amount(_ amount: ZoneLoad.Amount) -> String {
    switch amount {
    case .fixed(let watts): Numbers.power(watts)
    case .perGPU(let watts): Numbers.power(watts) + " per GPU"
    case .ofNodes(let share): Numbers.percent(share) + " of the nodes' draw"
    case .ofIT(let share): Numbers.percent(share) + " of the IT load"
    }
  }

  private static func spares(_ rule: SpareRule, _ facility: Facility) -> String {
    let label = facility.label(of: rule.kind)
    let levels = Set(
      facility.bays.lazy.filter { $0.kind == rule.kind }
        .map { facility.zones[facility.domain(of: $0.zone, at: rule.level)].level })
    let place = "in each " + levels.sorted().reversed().map(\.word).joined(separator: " or ")
    switch rule.rule {
    case .per(let per): return "1 \(label) node per \(Numbers.grouped(per)) started \(place)"
    case .failures(let rate):
      let failures = Numbers.trimmed(Numbers.fixed(rate.perMillionGPUDays, over: 1_000, digits: 3))
      return "\(label) nodes for \(failures) failures per 1,000 GPU-days and \(Numbers.grouped(rate.repairHours)) h of"
        + " repair \(place), enough with \(Numbers.percent(rate.confidence)) confidence"
    }
  }

  private static func rest(_ counts: FacilityCounts, of facility: Facility, to page: inout Page) {
    page.heading("Spares and what stands leased today")
    let rules = facility.spares.map { spares($0, facility) }
    page.paragraph(
      "Spares: " + (rules.isEmpty ? "none" : rules.joined(separator: "; ")), indent: 2, hanging: 2)
    page.paragraph(
      "Leased today: "
        + (facility.placed.isEmpty
          ? "nothing in this file"
          : "\(counted(facility.placed.count, "lease")) on \(counted(counts.leasedNodes, "node"))"),
      indent: 2, hanging: 2)
    page.heading("Figures by how well they are founded")
    page.paragraph(FacilitySections.provenance(facility.provenance), indent: 2)
  }
}
