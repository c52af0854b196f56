internal import Facility
internal import PlanModel
internal import Tenancy

extension PlanReport {
  /// Leases placed and refused: each one in a short book, by group in a long one.
  static func leases(_ answer: Answer, _ page: inout Page) {
    let book = answer.book
    if book.leases.isEmpty {
      page.heading("Leases")
      page.paragraph(answer.circumstances.hasBook ? "The book asks for none." : "There is no book.", indent: 2)
    } else if book.leases.count <= mostLeases {
      placed(answer, &page)
      inBreach(answer, to: &page)
      refused(answer.refusals, of: answer, to: &page)
    } else {
      LeaseGroups(answer).write(to: &page)
    }
  }

  /// The columns on a lease that tables of placed and of refused leases share.
  private static let leaseColumns: [Table.Column] = [
    .name("lease", minWidth: 10), .name("tenant"), .word("status"), .number("GPUs"), .name("kind"), .word("level"),
    .number("$/h"),
  ]

  /// The cells under these columns.
  private static func leaseCells(
    _ lease: Lease, of answer: Answer, kind: KindID, size: String, rent: String
  ) -> [Table.Cell] {
    [
      Table.Cell(lease.name), Table.Cell(answer.book.tenantName(of: lease)), Table.Cell(lease.status.name),
      Table.Cell(size), Table.Cell(answer.facility.label(of: kind)), Table.Cell(lease.level.word), Table.Cell(rent),
    ]
  }

  private static func placed(_ answer: Answer, _ page: inout Page) {
    let (facility, book) = (answer.facility, answer.book)
    let placements = answer.placements
    let size = placements.reduce(LeaseSize()) {
      $0 + LeaseSize(book.leases[$1.lease], nodes: $1.nodes, of: $1.kind, facility)
    }
    page.heading("Placed: \(counted(placements.count, "lease")), \(size.words)")
    guard !placements.isEmpty else { return page.paragraph("None.", indent: 2) }
    var table = Table(leaseColumns + [.prose("where")])
    var formatter = PlacementFormatter(facility)
    for placement in placements {
      let lease = book.leases[placement.lease]
      let nodes = placement.nodes
      let cells = leaseCells(
        lease, of: answer, kind: placement.kind,
        size: LeaseSize(lease, nodes: nodes, of: placement.kind, facility).figure,
        rent: Numbers.dollars(lease.rent(onNodes: nodes, of: placement.kind, facility)))
      let racks = formatter.text(of: placement, budget: 72) + note(placement, of: lease, facility)
      table.add(cells + [Table.Cell(racks)])
    }
    table.write(to: &page)
  }

  /// A note behind the racks: whether it is there today, and the GPUs that an elastic lease asked for.
  private static func note(_ placement: Placement, of lease: Lease, _ facility: Facility) -> String {
    var notes: [String] = []
    if case .elastic(_, let asked) = lease.demand, facility.gpus(in: placement.nodes, of: placement.kind) < asked {
      let gpus = facility.gpus(in: placement.nodes, of: placement.kind)
      notes.append("\(Numbers.grouped(gpus)) of \(Numbers.grouped(asked)) GPUs asked")
    }
    if placement.standsInBreach { notes.append("breaks a limit or rule") }
    if lease.isPlaced { notes.append(placement.nodesMoved(from: lease.placed) == 0 ? "as today" : "moved") }
    return notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
  }

  /// Leases that stand today where they may not, each with what it breaks and by how much.
  static func inBreach(_ answer: Answer, to page: inout Page) {
    let all = answer.placements.filter(\.standsInBreach)
    guard !all.isEmpty else { return }
    let (facility, book) = (answer.facility, answer.book)
    page.heading("Stands today and breaks a limit or rule: \(counted(all.count, "lease"))")
    for placement in all.prefix(mostLeases) {
      page.paragraph(
        "\(book.name(of: placement.lease)) stands, breaks "
          + Sentence.breaks(placement, facility: facility, book: book), indent: 2, hanging: 2, emphasis: .bad)
    }
    if all.count > mostLeases {
      page.paragraph("and \(Numbers.grouped(all.count - mostLeases)) more; the JSON report lists all", indent: 2)
    }
    page.paragraph(
      "Their nodes are taken, their power and heat are drawn and their rent is counted; nothing is added to a limit that"
        + " they exceed.", indent: 2)
  }

  /// Refused leases, each with its reason in full under it.
  static func refused(_ refusals: [Refusal], of answer: Answer, to page: inout Page) {
    let (facility, book) = (answer.facility, answer.book)
    let size = refusals.reduce(LeaseSize()) { sum, refusal in
      sum + LeaseSize(book.leases[refusal.lease], nodes: refusal.nodes, of: refusal.kind(in: book), facility)
    }
    guard !refusals.isEmpty else {
      page.heading("Refused: none")
      return
    }
    page.heading("Refused: \(counted(refusals.count, "lease")), \(size.words)")
    var table = Table(leaseColumns + [.word("")], notes: "because")
    for refusal in refusals {
      let lease = book.leases[refusal.lease]
      let kind = refusal.kind(in: book)
      let rent = lease.rent(onNodes: refusal.nodes, of: kind, facility)
      // Megawatts that do not carry one node come to nothing that could be counted.
      let isNothing = refusal.nodes == 0
      let isKept = answer.plan.settings.honour.keeps(lease)
      let cells = leaseCells(
        lease, of: answer, kind: kind,
        size: isNothing ? "-" : LeaseSize(lease, nodes: refusal.nodes, of: kind, facility).figure,
        rent: isNothing && rent == 0 ? "-" : Numbers.dollars(rent))
      table.add(
        cells + [Table.Cell(isKept ? "must be kept" : "", .bad)],
        note: Sentence.reason(refusal, facility: facility, book: book))
    }
    table.write(to: &page)
  }
}
