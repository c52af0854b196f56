internal import Facility
internal import PlanModel
internal import Tenancy

// The effects of the rules of leases: megawatts, rounding, exclusive parts, moves, the ladder of statuses. A section is
// written only where there is something to say.
extension PlanReport {
  private static let mostLines = 20

  /// The sections for which the book gives reason.
  static func rules(_ answer: Answer, _ page: inout Page) {
    rounded(answer, &page)
    megawatts(answer, &page)
    isolations(answer, &page)
    moves(answer, &page)
    ladder(answer, &page)
  }

  private static func rounded(_ answer: Answer, _ page: inout Page) {
    let entries = answer.rounded.filter { answer.book.has($0.lease) }
    guard !entries.isEmpty else { return }
    page.heading("Rounded up to whole nodes")
    for (id, gpus) in entries.prefix(mostLines) {
      let lease = answer.book.leases[id]
      let asked = lease.demand.askedGPUs.map(Numbers.grouped) ?? "all"
      let each = answer.facility.gpus(in: 1, of: answer.servingKind(of: id))
      let why = if case .pool(_, let share) = lease.demand { " for a use of \(Numbers.percent(share))" } else { "" }
      page.paragraph(
        "\(lease.name): \(asked) GPUs asked\(why), \(Numbers.grouped(gpus)) taken in nodes of \(Numbers.grouped(each)) GPUs",
        indent: 2, hanging: 2)
    }
    more(entries.count, &page)
  }

  private static func megawatts(_ answer: Answer, _ page: inout Page) {
    let uses = answer.megawatts.filter { answer.book.has($0.lease) }
    guard !uses.isEmpty else { return }
    page.heading("Leases by the megawatt")
    var table = Table([
      .name("lease", minWidth: 10), .number("asked"), .word("measured at"), .name("as"), .number("count"),
      .number("draw"),
      .number("left over"),
    ])
    for use in uses.prefix(mostLines) {
      let lease = answer.book.leases[use.lease]
      guard let asked = lease.demand.askedPower, let point = lease.demand.meteringPoint else { continue }
      let kind = answer.servingKind(of: use.lease)
      table.add([
        Table.Cell(lease.name), Table.Cell(Numbers.power(asked)), Table.Cell(point.rawValue),
        Table.Cell(answer.facility.nodeWords(of: kind)),
        Table.Cell(Numbers.grouped(use.nodes)), Table.Cell(Numbers.power(use.drawn, .up)),
        Table.Cell(Numbers.power(use.remainder, .down)),
      ])
    }
    table.write(to: &page)
    more(uses.count, &page)
  }

  private static func isolations(_ answer: Answer, _ page: inout Page) {
    let all = answer.isolations.filter { answer.book.has($0.lease) }
    guard !all.isEmpty else { return }
    page.heading("Kept free beside leases that share with nobody")
    for entry in all.prefix(mostLines) {
      let gpus = entry.gpus.map { "\(Numbers.grouped($0.gpus)) \(answer.facility.label(of: $0.kind))" }
      page.paragraph(
        "\(answer.book.name(of: entry.lease)): \(listed(gpus)) GPUs, \(entry.exclusive.words)", indent: 2, hanging: 2)
    }
    more(all.count, &page)
  }

  private static func moves(_ answer: Answer, _ page: inout Page) {
    let moved = answer.moves
    guard !moved.isEmpty else { return }
    page.heading("Moved from where they stand today")
    for entry in moved.prefix(mostLines) {
      let lease = answer.book.leases[entry.lease]
      let once = lease.movable.map { $0.centsPerNode.multipliedSaturating(by: Int64(entry.nodes)) } ?? 0
      page.paragraph(
        "\(lease.name): \(answer.facility.countedNodes(entry.nodes, of: answer.servingKind(of: entry.lease))), $\(Numbers.dollars(once)) once",
        indent: 2, hanging: 2)
    }
    more(moved.count, &page)
    page.paragraph(
      "Weighed at $\(Numbers.dollars(answer.plan.moveCost))/h: a move must pay for itself within"
        + " \(Numbers.grouped(MoveCost.paybackHours)) h.", indent: 2)
  }

  private static func ladder(_ answer: Answer, _ page: inout Page) {
    guard let ladder = answer.ladder else { return }
    page.heading("If all of them sign")
    let unit: PowerUnit = ladder.worstSupply >= .megawatts(1) ? .megawatt : .kilowatt
    func power(_ watts: Watts) -> String { Numbers.fixed(watts.milliwatts, over: unit.milliwatts, digits: 2) }
    var table = Table([
      .word("status"), .number("leases"), .number("placed"), .number("GPUs asked"), .number("GPUs placed"),
      .number("$/h asked"),
      .number(unit.name),
      .number("expected"), .word("first ends"),
    ])
    for rung in ladder.rungs {
      table.add([
        Table.Cell(rung.status), Table.Cell(Numbers.grouped(rung.leases)), Table.Cell(Numbers.grouped(rung.placed)),
        Table.Cell(asked(rung)), Table.Cell(hasGPUs(rung) ? Numbers.grouped(rung.placedGPUs) : "-"),
        Table.Cell(Numbers.dollars(rung.value)), Table.Cell(power(rung.supply)),
        Table.Cell(power(rung.expectedSupply)), Table.Cell(rung.firstDay?.text ?? ""),
      ])
    }
    table.write(to: &page)
    positions(ladder, &page)
    let limit = answer.supply.map { " of \(Numbers.power($0.contract))" } ?? ""
    page.paragraph(
      "At the supply, with \(Numbers.power(ladder.baseSupply)) drawn before anything is leased: everything signed asks"
        + " \(Numbers.power(ladder.worstSupply))\(limit), to be expected are \(Numbers.power(ladder.expectedSupply)).",
      indent: 2)
    page.paragraph(worst(ladder.worstCase, answer), indent: 2)
    page.paragraph(
      "Asked: $/h and power with elastic leases in full. Expected: each weighed with the probability that the book states; without a statement it counts in full.",
      indent: 2)
  }

  /// False where all that is asked for are rack positions.
  private static func hasGPUs(_ rung: StatusLadder.Rung) -> Bool { rung.gpus > 0 || rung.positions == 0 }

  /// `Rack positions, for machines of the tenants' own: contracted 20 asked, 20 placed; option 6 asked, 0 placed.`
  private static func positions(_ ladder: StatusLadder, _ page: inout Page) {
    let rungs = ladder.rungs.filter { $0.positions > 0 }
      .map { "\($0.status) \(Numbers.grouped($0.positions)) asked, \(Numbers.grouped($0.placedPositions)) placed" }
    guard !rungs.isEmpty else { return }
    page.paragraph("Rack positions, for machines of the tenants' own: \(rungs.joined(separator: "; ")).", indent: 2)
  }

  /// GPUs from what elastic leases must have to what they ask for in full: `64 to 128`.
  private static func asked(_ rung: StatusLadder.Rung) -> String {
    guard hasGPUs(rung) else { return "-" }
    let full = Numbers.grouped(rung.gpus)
    return rung.leastGPUs < rung.gpus ? "\(Numbers.grouped(rung.leastGPUs)) to \(full)" : full
  }

  /// The sentence on the lease that fails first if all sign.
  static func worst(_ worst: StatusLadder.WorstCase, _ answer: Answer) -> String {
    switch worst {
    case .allFit: return "If all sign, all of them fit."
    case .fails(let refusal, let failing):
      guard answer.book.has(refusal.lease) else { return "If all sign, not all of them fit." }
      let lease = answer.book.leases[refusal.lease]
      let others = failing > 1 ? "; \(Numbers.grouped(failing)) in all find no place" : ""
      return "If all sign, the firmest first, \(lease.name) (\(lease.status.name)) fails first: "
        + Sentence.reason(refusal, facility: answer.facility, book: answer.book) + others + "."
    }
  }

  private static func more(_ count: Int, _ page: inout Page) {
    if count > mostLines { page.paragraph("and \(counted(count - mostLines, "more", plural: "more"))", indent: 2) }
  }
}
