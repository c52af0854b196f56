internal import Encoding
internal import PlanModel

extension BenchReport {
  /// The report as text, as wide as the style says.
  public func text(_ style: ReportStyle) -> String { page.text(style) }

  /// The report as GitHub-flavoured markdown.
  public var markdown: String { page.markdown }

  private var page: Page {
    var page = Page()
    page.paragraph(
      "\(instance): \(Numbers.grouped(accepted)) of \(counted(workloads, "lease")) accepted,"
        + " \(Numbers.grouped(gpus)) of \(counted(installedGPUs, "GPU")) leased.", emphasis: .bold)
    values(&page)
    if let stoppedAfterRound {
      page.paragraph(Sentence.stopped(afterRound: stoppedAfterRound, byInterrupt: isInterrupted), indent: 2)
    }
    seconds(&page)
    if !trajectory.isEmpty { writeTrajectory(to: &page) }
    if !scaling.isEmpty { writeScaling(to: &page) }
    if numa.hasBlocks { numa.write(to: &page) }
    return page
  }

  private func values(_ page: inout Page) {
    page.heading("Value")
    var table = Table([
      .word(""), .number("$/h"), .number("at most"), .number("gap"), .number("accepted"), .number("packing s"),
    ])
    func add(_ name: String, value: Int64, accepted: Int, seconds: Double) {
      table.add([
        Table.Cell(name), Table.Cell(Numbers.dollars(value)), Table.Cell(Numbers.dollars(bound)),
        Table.Cell(percent(gap(value), digits: 3)), Table.Cell(Numbers.grouped(accepted)),
        Table.Cell(fixedPoint(seconds, digits: 3)),
      ])
    }
    add("headroom", value: value, accepted: accepted, seconds: packingSeconds)
    for baseline in baselines {
      add(
        Self.words[baseline.name] ?? baseline.name, value: baseline.value, accepted: baseline.accepted,
        seconds: baseline.seconds)
    }
    table.write(to: &page)
  }

  private static let words = ["firstFit": "first fit, in file order", "bestFitByDensity": "best fit, by value a GPU"]

  private func seconds(_ page: inout Page) {
    page.heading(runs > 1 ? "Time: medians of \(runs) runs" : "Time")
    var table = Table([.word("phase"), .number("seconds"), .number("share")])
    let total = totalSeconds
    for lap in laps where lap.seconds > 0 {
      table.add([
        Table.Cell(lap.phase.rawValue), Table.Cell(fixedPoint(lap.seconds, digits: 4)),
        Table.Cell(percent(total > 0 ? lap.seconds / total : 0, digits: 1)),
      ])
    }
    table.add([Table.Cell("all"), Table.Cell(fixedPoint(total, digits: 4)), Table.Cell("100.0 %")])
    table.write(to: &page)
    page.paragraph(
      "\(counted(threads, "thread")), \(counted(numa.nodes.count, "NUMA node")), at most"
        + " \(Numbers.grouped((peakRSSKilobytes + 1_023) / 1_024)) MiB resident.", indent: 2)
    page.paragraph(
      "Packing took in \(Numbers.grouped(Int(leasesPerSecond))) leases a second. \(counted(orders, "order")) and"
        + " \(counted(regions, "region")) in \(counted(rounds, "round")) were tried,"
        + " \(Numbers.grouped(Int(stepsPerSecond))) a second.", indent: 2)
  }

  private func writeTrajectory(to page: inout Page) {
    page.heading("Round by round")
    var table = Table([.number("seconds"), .number("round"), .number("$/h"), .number("gap")])
    for point in trajectory {
      table.add([
        Table.Cell(fixedPoint(point.seconds, digits: 3)), Table.Cell(Numbers.grouped(point.round)),
        Table.Cell(Numbers.dollars(point.value)), Table.Cell(percent(gap(point.value), digits: 3)),
      ])
    }
    table.write(to: &page)
    page.paragraph("Seconds count from the end of reading.", indent: 2)
  }

  private func writeScaling(to page: inout Page) {
    page.heading("Scaling")
    var table = Table([
      .number("threads"), .number("packing s"), .number("speed-up"), .number("efficiency"), .word("plan"),
    ])
    for point in scaling {
      let (factor, efficiency) = speedUp(point)
      table.add([
        Table.Cell(Numbers.grouped(point.threads)), Table.Cell(fixedPoint(point.seconds, digits: 3)),
        Table.Cell(fixedPoint(factor, digits: 2)), Table.Cell(percent(efficiency, digits: 0)),
        Table.Cell(point.isIdentical ? "the same bytes" : "differs", point.isIdentical ? nil : .bad),
      ])
    }
    table.write(to: &page)
  }

  private func percent(_ share: Double, digits: Int) -> String { fixedPoint(100 * share, digits: digits) + " %" }
}

extension Sentence {
  /// The sentence on a packer that was stopped by a time limit.
  static func stopped(afterRound round: Int, byInterrupt: Bool) -> String {
    let when = round == 0 ? "before its first round" : "after round \(Numbers.grouped(round))"
    return
      "Packing was stopped by \(byInterrupt ? "an interrupt" : "the time limit") \(when): another run may come to another plan."
  }
}
