internal import Facility
internal import PlanModel
internal import Tenancy

/// The placements of a plan compared with the book, lease by lease: the allocations, and the rules of leases that are
/// broken.
struct PlacementAudit {
  /// All allocations in the plan's order: those of a lease follow one another.
  private(set) var allocations: [Allocation] = []
  /// Nodes opened by pieces.
  private(set) var opened: OpenedNodes
  /// Rules broken, in the plan's order, then between leases, then leases that are not accounted for.
  private(set) var violations: [Violation] = []
  /// Nodes of the first placement of each lease, a piece counting as one; -1: not placed.
  private(set) var placedNodes: [Int64]
  /// The kind of that placement.
  private(set) var placedKind: [KindID]
  /// Cost of the nodes that are moved, cents per hour.
  private(set) var moveCost: Int64 = 0

  private let facility: Facility
  private let book: Book
  private let tables: FacilityTables
  private let demands: SizedDemands
  private let basis: Basis
  private var rules: LeaseRules
  // Of the lease being audited.
  private var racks: RackCounts, today: RackCounts

  init(of plan: Plan, in context: CheckContext) {
    (facility, book, tables, demands) = (context.facility, context.book, context.tables, context.demands)
    basis = plan.settings.basis
    opened = OpenedNodes(facility)
    placedNodes = Array(repeating: -1, count: book.leases.count)
    placedKind = Array(repeating: KindID(0), count: book.leases.count)
    racks = RackCounts(zones: facility.zones.count)
    today = racks
    rules = LeaseRules(tables)
    allocations.reserveCapacity(plan.placements.count)
    for placement in plan.placements { audit(placement) }
    violations += rules.betweenLeases(of: book, allocations: allocations, placedNodes: placedNodes)
    account(for: plan)
  }

  private mutating func audit(_ placement: Placement) {
    let (id, kind) = (placement.lease, placement.kind)
    guard book.leases.indices.contains(id.index), facility.kinds.indices.contains(kind.index) else {
      violations.append(.unaccounted(id))
      return
    }
    let lease = book.leases[id]
    if placedNodes[id.index] >= 0 { violations.append(.placedTwice(id)) }
    if !lease.kinds.contains(kind) { violations.append(.wrongKind(id, placed: kind, asked: lease.kind)) }

    let demand = demands.demand(of: id.index, on: kind)
    let draw = demand.kind == kind ? demand.draw : facility.kinds[kind].draw(lease.profile, on: basis)
    racks.begin()
    var nodes: Int64 = 0
    for part in placement.parts {
      nodes = nodes.addedSaturating(audit(part, of: id, on: kind, pieceGPUs: demand.piece, drawing: draw))
    }
    if !demand.accepts(nodes) {
      let asked = nodes > demand.most ? demand.most : demand.least
      violations.append(.wrongSize(id, placed: Int(nodes), asked: asked))
    }
    violations += rules.broken(by: lease, id, on: kind, nodes: nodes, in: racks)
    if lease.isPlaced { compareWithToday(lease, id, parts: placement.parts) }
    if placedNodes[id.index] < 0 { (placedNodes[id.index], placedKind[id.index]) = (nodes, kind) }
  }

  /// Audits one part. Returns the number of nodes that it names.
  private mutating func audit(
    _ part: PlacementPart, of id: LeaseID, on kind: KindID, pieceGPUs gpus: Int, drawing draw: Watts
  ) -> Int64 {
    let rack = part.zone.index
    let named = Int64(max(0, part.nodes)).addedSaturating(part.piece == nil ? 0 : 1)
    let bay = tables.bay(in: rack, of: kind)
    guard bay >= 0 else {
      violations.append(.noSuchBay(id, rack: part.zone, kind: kind))
      return named
    }
    let isPiece = part.piece != nil
    let isWellFormed = isPiece == (gpus > 0) && (isPiece ? part.nodes == 0 : part.nodes > 0)
    if !isWellFormed || racks.holds(rack) { violations.append(.malformedPart(id, rack: part.zone)) }
    racks.add(named, in: rack)
    if let piece = part.piece, gpus > 0 {
      if !opened.place(piece, of: gpus, rule: book.leases[id].numa, in: bay, of: facility) {
        violations.append(.misfit(id, rack: part.zone, node: piece.node))
      }
      allocations.append(Allocation(lease: id.index, kind: kind, bay: bay, nodes: 0, gpus: gpus, draw: draw))
    }
    if part.nodes > 0 {
      allocations.append(Allocation(lease: id.index, kind: kind, bay: bay, nodes: part.nodes, gpus: 0, draw: draw))
    }
    return named
  }

  /// Compares a placement with today's: a pinned lease may not move at all; of another one each node that it leaves has
  /// a price.
  private mutating func compareWithToday(_ lease: Lease, _ id: LeaseID, parts: [PlacementPart]) {
    today.begin()
    for range in lease.placed { today.add(Int64(range.nodes) + (range.piece == nil ? 0 : 1), in: range.zone.index) }
    // A piece stays only on the same GPUs of the same node.
    let leaving = lease.placed.filter { range in
      range.piece != nil && !parts.contains { $0.zone == range.zone && $0.piece == range.piece }
    }
    var moved = Int64(0)
    for rack in (racks.racks + today.racks.filter { !racks.holds($0) }).sorted() {
      let left = Int64(leaving.count { $0.zone.index == rack })
      let stays = left > 0 ? max(0, min(racks[rack], today[rack] - left)) : racks[rack]
      moved = moved.addedSaturating(max(0, today[rack] - stays))
      guard lease.isPinned, stays != today[rack] else { continue }
      violations.append(.moved(id, rack: ZoneID(rack), placed: Int(stays), today: Int(today[rack])))
    }
    if let cost = lease.movable { moveCost = moveCost.addedSaturating(cost.centsPerHour(nodes: Int(moved))) }
  }

  /// Checks that every lease is placed or refused, and refused once at most. Placed twice is a violation of its own.
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
