internal import Facility
internal import PlanModel
internal import Tenancy

/// A plan's placements held against the book, lease by lease: what stands where, and which rules of leases are broken.
struct Reading {
  /// What stands in each bay.
  private(set) var standing: Standing
  /// Rules broken, in the plan's order, then leases that are not accounted for.
  private(set) var violations: [Violation] = []
  /// Nodes of the first placement of each lease; -1: not placed.
  private(set) var placedNodes: [Int64]

  private let facility: Facility
  private let book: Book
  private let layout: Layout
  private let asks: Asks
  // Scratch by zone: who named the rack last (placements and today's racks count on), and the nodes there.
  private var mark: [Int], inPlan: [Int64], today: [Int64]
  private var marks = 0
  private var domains: [[Int]?] = Array(repeating: nil, count: Level.allCases.count)

  init(_ plan: Plan, _ facility: Facility, _ book: Book, _ layout: Layout, _ figures: Figures, _ asks: Asks) {
    (self.facility, self.book, self.layout, self.asks) = (facility, book, layout, asks)
    standing = Standing(bays: facility.bays.count)
    placedNodes = Array(repeating: -1, count: book.leases.count)
    mark = Array(repeating: 0, count: facility.zones.count)
    inPlan = Array(repeating: 0, count: facility.zones.count)
    today = inPlan
    for placement in plan.placements { read(placement, figures) }
    account(for: plan)
  }

  private mutating func read(_ placement: Placement, _ figures: Figures) {
    let (id, kind) = (placement.lease, placement.kind)
    guard book.leases.indices.contains(id.index), facility.kinds.indices.contains(kind.index) else {
      violations.append(.unaccounted(id))
      return
    }
    let lease = book.leases[id]
    if placedNodes[id.index] >= 0 { violations.append(.placedTwice(id)) }
    if kind != lease.kind { violations.append(.wrongKind(id, placed: kind, asked: lease.kind)) }

    let watts = figures.leased(kind, lease.profile, facility)
    var racks: [Int] = []
    var nodes: Int64 = 0
    marks += 1
    for part in placement.parts {
      let bay = layout.bay(in: part.zone.index, of: kind, facility)
      guard bay >= 0 else {
        violations.append(.noSuchBay(id, rack: part.zone, kind: kind))
        nodes = nodes.addedSaturating(max(0, Int64(part.nodes)))
        continue
      }
      let rack = part.zone.index
      let named = mark[rack] == marks
      if part.nodes <= 0 || named { violations.append(.malformedPart(id, rack: part.zone)) }
      if !named {
        (mark[rack], inPlan[rack]) = (marks, 0)
        racks.append(rack)
      }
      guard part.nodes > 0 else { continue }
      standing.lease(part.nodes, of: bay, drawing: watts)
      inPlan[rack] = inPlan[rack].addedSaturating(Int64(part.nodes))
      nodes = nodes.addedSaturating(Int64(part.nodes))
    }
    if placedNodes[id.index] < 0 { placedNodes[id.index] = nodes }

    let asked = asks.nodes[id.index]
    if nodes != Int64(asked) {
      violations.append(.wrongSize(id, placed: Int(nodes), asked: asked))
    }
    holdTogether(lease, id, racks)
    if lease.isPlaced { holdInPlace(lease, id, racks) }
  }

  /// The gang stands in one zone of its level.
  private mutating func holdTogether(_ lease: Lease, _ id: LeaseID, _ racks: [Int]) {
    guard let first = racks.first else { return }
    if lease.level == .node, racks.reduce(Int64(0), { $0.addedSaturating(inPlan[$1]) }) > 1 {
      return violations.append(.split(id, level: .node, over: racks.sorted().map { ZoneID($0) }))
    }
    let table: [Int]
    if let known = domains[lease.level.rawValue] {
      table = known
    } else {
      table = layout.domains(at: lease.level, facility)
      domains[lease.level.rawValue] = table
    }
    guard racks.contains(where: { table[$0] != table[first] }) else { return }
    var over: [ZoneID] = []
    for domain in racks.map({ table[$0] }).sorted() where over.last?.index != domain { over.append(ZoneID(domain)) }
    violations.append(.split(id, level: lease.level, over: over))
  }

  /// A lease that stands somewhere today stands exactly there in the plan.
  private mutating func holdInPlace(_ lease: Lease, _ id: LeaseID, _ racks: [Int]) {
    var all = racks
    for rack in racks { today[rack] = 0 }
    for range in lease.placed {
      let rack = range.zone.index
      if mark[rack] != marks {
        (mark[rack], inPlan[rack], today[rack]) = (marks, 0, 0)
        all.append(rack)
      }
      today[rack] = today[rack].addedSaturating(Int64(range.nodes))
    }
    all.sort()
    for rack in all where inPlan[rack] != today[rack] {
      violations.append(.moved(id, rack: ZoneID(rack), placed: Int(inPlan[rack]), today: Int(today[rack])))
    }
  }

  /// Every lease is placed once or refused once. Placed twice is a violation of its own.
  private mutating func account(for plan: Plan) {
    var refused = [Int](repeating: 0, count: book.leases.count)
    for refusal in plan.refusals {
      if book.leases.indices.contains(refusal.lease.index) {
        refused[refusal.lease.index] += 1
      } else {
        violations.append(.unaccounted(refusal.lease))
      }
    }
    for lease in book.leases.indices where refused[lease] != (placedNodes[lease] >= 0 ? 0 : 1) {
      violations.append(.unaccounted(LeaseID(lease)))
    }
  }
}

/// What each lease of a book asks for, in nodes, and what it is worth.
struct Asks {
  /// Nodes asked for, by lease.
  let nodes: [Int]
  /// Rent if placed as asked, cents per hour, by lease.
  let value: [Int64]

  init(_ facility: Facility, _ book: Book, _ layout: Layout) {
    var all = [Int](repeating: 0, count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() { all[bay.kind.index] += layout.inService[position] }
    for row in layout.spareRows { all[row.kind.index] -= row.spares }

    let nodes = book.leases.map { lease in
      if let nodes = lease.nodes(of: facility.kinds[lease.kind]) { return nodes.upperBound }
      if lease.isPlaced {
        return Int(lease.placed.reduce(Int64(0)) { $0.addedSaturating(Int64($1.nodes)) })
      }
      return all[lease.kind.index]
    }
    self.nodes = nodes
    value = book.leases.indices.map { Asks.rent(book.leases[$0], nodes: Int64(nodes[$0]), facility) }
  }

  /// The rent of a lease on so many nodes: of the GPUs that it asks for, or, where it asks for all, of those it stands on.
  static func rent(_ lease: Lease, nodes: Int64, _ facility: Facility) -> Int64 {
    lease.rent(nodes: Int(nodes), of: facility.kinds[lease.kind])
  }
}
