internal import Facility
internal import PlanModel
internal import Tenancy

/// A long book in few rows: leases by tenant, kind and status, or without the tenant where that is still too long.
struct LeaseGroups {
  private static let mostRows = 40

  private struct Group {
    var tenant: String
    var kind: KindID
    var status: String
    var level: Level
    var asked = 0, placed = 0
    var sizeAsked = LeaseSize(), sizePlaced = LeaseSize()
    /// Rent of what is placed, cents per hour.
    var rent: Int64 = 0
  }

  /// The key by which leases are grouped.
  private struct Key: Hashable {
    var kind: KindID
    /// The rung of the status; the tenant's or the level's number.
    var rung: Int, other: Int
  }

  private let answer: Answer
  /// Nodes that each lease has, or was refused, and their kind.
  private let nodes: [Int], kinds: [KindID]
  private let isPlaced: [Bool]
  private let byTenant: Bool
  private var groups: [Group] = []

  init(_ answer: Answer) {
    self.answer = answer
    let leases = answer.book.leases
    var nodes = [Int](repeating: 0, count: leases.count)
    var kinds = leases.map(\.kind)
    var isPlaced = [Bool](repeating: false, count: leases.count)
    for refusal in answer.plan.refusals where answer.book.has(refusal.lease) {
      (nodes[refusal.lease.index], kinds[refusal.lease.index]) = (refusal.nodes, refusal.kind(in: answer.book))
    }
    for placement in answer.plan.placements where answer.book.has(placement.lease) {
      (nodes[placement.lease.index], kinds[placement.lease.index]) = (placement.nodes, placement.kind)
      isPlaced[placement.lease.index] = true
    }
    (self.nodes, self.kinds) = (nodes, kinds)
    self.isPlaced = isPlaced
    var keys: Set<Key> = []
    for at in leases.indices where keys.count <= LeaseGroups.mostRows {
      keys.insert(Key(kind: kinds[at], rung: leases[at].status.rung, other: leases[at].tenant.index))
    }
    byTenant = keys.count <= LeaseGroups.mostRows
    collect()
  }

  private mutating func collect() {
    var numberOf: [Key: Int] = [:]
    let (book, facility) = (answer.book, answer.facility)
    // By position, as leases are large.
    for at in book.leases.indices {
      let rung = book.leases[at].status.rung
      let other = byTenant ? book.leases[at].tenant.index : book.leases[at].level.rawValue
      let key = Key(kind: kinds[at], rung: rung, other: other)
      let number = numberOf[key] ?? groups.count
      if number == groups.count {
        numberOf[key] = number
        groups.append(
          Group(
            tenant: book.tenantName(of: book.leases[at]), kind: kinds[at], status: book.leases[at].status.name,
            level: book.leases[at].level))
      }
      let size = LeaseSize(book.leases[at], nodes: nodes[at], of: kinds[at], facility)
      groups[number].asked += 1
      groups[number].sizeAsked = groups[number].sizeAsked + size
      guard isPlaced[at] else { continue }
      groups[number].placed += 1
      groups[number].sizePlaced = groups[number].sizePlaced + size
      groups[number].rent = groups[number].rent.addedSaturating(
        book.leases[at].rent(onNodes: nodes[at], of: kinds[at], facility))
    }
  }

  func write(to page: inout Page) {
    let placed = isPlaced.count { $0 }
    page.heading(
      "Leases: \(Numbers.grouped(placed)) of \(Numbers.grouped(isPlaced.count)) placed, by "
        + (byTenant ? "tenant, kind and status" : "kind, status and level"))
    var table = Table(
      [
        byTenant ? .name("tenant") : .word("level"), .name("kind"), .word("status"), .number("leases"),
        .number("placed"),
        .number("GPUs asked"), .number("GPUs placed"), .number("$/h placed"),
      ], keys: 3)
    let shown = groups.count <= LeaseGroups.mostRows ? groups.count : LeaseGroups.mostRows - 1
    for group in groups.prefix(shown) { add(group, byTenant ? group.tenant : group.level.word, to: &table) }
    if shown < groups.count {
      add(sum(groups[shown...]), "and \(Numbers.grouped(groups.count - shown)) more", to: &table, isSum: true)
    }
    if groups.count > 1 { add(sum(groups[...]), "all", to: &table, isSum: true) }
    table.write(to: &page)
    refusals(&page)
  }

  private func sum(_ groups: ArraySlice<Group>) -> Group {
    var sum = Group(tenant: "", kind: KindID(0), status: "", level: .site)
    for group in groups {
      sum.asked += group.asked
      sum.placed += group.placed
      sum.sizeAsked = sum.sizeAsked + group.sizeAsked
      sum.sizePlaced = sum.sizePlaced + group.sizePlaced
      sum.rent = sum.rent.addedSaturating(group.rent)
    }
    return sum
  }

  private func add(_ group: Group, _ title: String, to table: inout Table, isSum: Bool = false) {
    table.add([
      Table.Cell(title), Table.Cell(isSum ? "" : answer.facility.label(of: group.kind)), Table.Cell(group.status),
      Table.Cell(Numbers.grouped(group.asked)), Table.Cell(Numbers.grouped(group.placed)),
      Table.Cell(group.sizeAsked.figure), Table.Cell(group.sizePlaced.figure),
      Table.Cell(Numbers.dollars(group.rent)),
    ])
  }

  // MARK: - Refusals

  private struct Cause {
    var title: String
    var count = 0
    var size = LeaseSize()
    var rent: Int64 = 0
    /// The refusal that would earn most.
    var example: Refusal
    var best: Int64
  }

  private func refusals(_ page: inout Page) {
    let refusals = answer.refusals
    guard !refusals.isEmpty else { return page.heading("Refused: none") }
    let kept = answer.keptRefusals
    PlanReport.inBreach(answer, to: &page)
    if !kept.isEmpty {
      PlanReport.refused(Array(kept.prefix(LeaseGroups.mostRows)), of: answer, to: &page)
      if kept.count > LeaseGroups.mostRows {
        page.paragraph("and \(Numbers.grouped(kept.count - LeaseGroups.mostRows)) more that must be kept", indent: 2)
      }
    }
    page.heading("Refused by cause: \(counted(refusals.count, "lease"))")
    var table = Table(
      [.name("cause", minWidth: 20), .number("leases"), .number("GPUs"), .number("$/h")], notes: "example")
    for cause in causes(refusals) {
      let lease = answer.book.leases[cause.example.lease]
      let because = Sentence.reason(cause.example, facility: answer.facility, book: answer.book)
      table.add(
        [
          Table.Cell(cause.title), Table.Cell(Numbers.grouped(cause.count)), Table.Cell(cause.size.figure),
          Table.Cell(Numbers.dollars(cause.rent)),
        ], note: "such as \(lease.name): \(because)")
    }
    table.write(to: &page)
  }

  /// Refusals by what stopped them, most rent first.
  private func causes(_ refusals: [Refusal]) -> [Cause] {
    var causes: [Cause] = []
    var numberOf: [String: Int] = [:]
    for refusal in refusals {
      let lease = answer.book.leases[refusal.lease]
      let rent = lease.rent(onNodes: refusal.nodes, of: refusal.kind, answer.facility)
      let title = refusal.reason.cause(of: refusal.kind(in: answer.book), answer.facility)
      let number = numberOf[title] ?? causes.count
      if number == causes.count {
        numberOf[title] = number
        causes.append(Cause(title: title, example: refusal, best: rent))
      }
      causes[number].count += 1
      let kind = refusal.kind(in: answer.book)
      causes[number].size = causes[number].size + LeaseSize(lease, nodes: refusal.nodes, of: kind, answer.facility)
      causes[number].rent = causes[number].rent.addedSaturating(rent)
      if rent > causes[number].best { (causes[number].example, causes[number].best) = (refusal, rent) }
    }
    return causes.sorted { $0.rent != $1.rent ? $0.rent > $1.rent : $0.title < $1.title }
  }
}

extension Reason {
  /// The word for it in JSON.
  var code: String {
    switch self {
    case .kindAbsent: "kindAbsent"
    case .levelTooSmall: "levelTooSmall"
    case .spares: "spares"
    case .nodesTaken: "nodesTaken"
    case .limits(let all, _): all.count == 1 ? "limit" : "limits"
    case .placedConflict: "placedConflict"
    case .displaced: "displaced"
    case .exclusive: "exclusive"
    case .spread: "spread"
    case .levelTooSmallForSpread: "levelTooSmallForSpread"
    case .segments: "segments"
    case .noRoomInNode: "noRoomInNode"
    case .domainTooSmall: "domainTooSmall"
    case .expandedRefused: "expandedRefused"
    case .notNear: "notNear"
    case .megawattsTooFew: "megawattsTooFew"
    }
  }

  /// The cause that it shares with others of its sort, without places and amounts.
  func cause(of kind: KindID, _ facility: Facility) -> String {
    let node = facility.isPosition(kind) ? "rack position" : "node"
    func group(_ row: RowKey) -> String {
      row.resource.exists(in: facility) ? row.resource.group(in: facility) : "unknown limit"
    }
    switch self {
    case .kindAbsent: return "kind not installed"
    case .levelTooSmall(let level, _, _, _): return "larger than any \(level.word)"
    case .spares(let level, _, _, _): return "only by giving up spares of a \(level.word)"
    case .nodesTaken(let level, _, _, _): return "too few \(node)s free in one \(level.word)"
    case .limits(let all, _):
      let names = listed(all.map { group($0.row) })
      return all.isEmpty ? "several limits together" : "\(names) short" + (all.count > 1 ? " together" : "")
    case .placedConflict(let over): return "stands where it may not: \(group(over.row))"
    case .displaced: return "stands today, but not beside the others that stand"
    case .exclusive(let division, _, _, _): return "only by sharing a \(division.word)"
    case .spread(let spread, _, _, _, _): return "cannot be spread over \(spread.over.word)s"
    case .levelTooSmallForSpread(let level, let spread, _, _, _, _):
      return "larger than any \(level.word) spread over \(spread.over.word)s"
    case .segments(let segment, _, _, _):
      return "too few whole segments in \(segment.within.map { "\($0.word)s" } ?? "NVLink domains")"
        + (segment.isDefault ? " (a default)" : "")
    case .noRoomInNode(let rule, _, _): return rule == .single ? "no NUMA domain with room" : "no node with room"
    case .domainTooSmall: return "larger than any NUMA domain"
    case .expandedRefused: return "the lease that it enlarges has no place"
    case .notNear: return "no room near the lease that it enlarges"
    case .megawattsTooFew: return "too few megawatts for one \(node)"
    }
  }
}
