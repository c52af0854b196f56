internal import Facility
internal import PlanModel
internal import Tenancy

/// What a lease has in one bay of the plan.
struct Stand {
  /// The position of the lease, and of the kind it is placed on.
  var lease: Int, kind: KindID
  /// The bay.
  var bay: Int
  /// Whole nodes or positions; 0 for a piece.
  var nodes: Int
  /// GPUs of a piece; 0 for whole nodes.
  var gpus: Int
  /// What a whole node of the kind draws under the lease's profile on the plan's basis.
  var draw: Watts
}

/// A plan's placements held against the book, lease by lease: what stands where, and which rules of leases are broken.
struct Reading {
  /// What stands in bays, in the plan's order: the parts of a lease follow one another.
  private(set) var stands: [Stand] = []
  /// Nodes opened by pieces.
  private(set) var opened: OpenedNodes
  /// Rules broken, in the plan's order, then between leases, then leases that are not accounted for.
  private(set) var violations: [Violation] = []
  /// Nodes of the first placement of each lease, a piece counting as one; -1: not placed.
  private(set) var placedNodes: [Int64]
  /// The kind of that placement.
  private(set) var placedKind: [KindID]
  /// What the nodes that are moved cost, cents per hour.
  private(set) var moveCost: Int64 = 0

  private let facility: Facility
  private let book: Book
  private let layout: Layout
  private let demands: SizedDemands
  private let basis: Basis
  private var rules: LeaseRules
  // Of the lease that is being read.
  private var racks: RackCounts, today: RackCounts

  init(_ plan: Plan, _ facility: Facility, _ book: Book, _ layout: Layout, _ demands: SizedDemands) {
    (self.facility, self.book, self.layout, self.demands) = (facility, book, layout, demands)
    basis = plan.settings.basis
    opened = OpenedNodes(facility)
    placedNodes = Array(repeating: -1, count: book.leases.count)
    placedKind = Array(repeating: KindID(0), count: book.leases.count)
    racks = RackCounts(zones: facility.zones.count)
    today = racks
    rules = LeaseRules(facility, layout)
    stands.reserveCapacity(plan.placements.count)
    for placement in plan.placements { read(placement) }
    violations += rules.betweenLeases(stands, placedNodes, book)
    account(for: plan)
  }

  private mutating func read(_ placement: Placement) {
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
      nodes = nodes.addedSaturating(read(part, of: id, on: kind, demand.piece, draw))
    }
    if !demand.accepts(nodes) {
      let asked = nodes > demand.most ? demand.most : demand.least
      violations.append(.wrongSize(id, placed: Int(nodes), asked: asked))
    }
    violations += rules.broken(by: lease, id, on: kind, nodes, racks)
    if lease.isPlaced { compareWithToday(lease, id, placement.parts) }
    if placedNodes[id.index] < 0 { (placedNodes[id.index], placedKind[id.index]) = (nodes, kind) }
  }

  /// Reads one part. Returns how many nodes it names.
  private mutating func read(
    _ part: PlacementPart, of id: LeaseID, on kind: KindID, _ gpus: Int, _ draw: Watts
  ) -> Int64 {
    let rack = part.zone.index
    let named = Int64(max(0, part.nodes)).addedSaturating(part.piece == nil ? 0 : 1)
    let bay = layout.bay(in: rack, of: kind, facility)
    guard bay >= 0 else {
      violations.append(.noSuchBay(id, rack: part.zone, kind: kind))
      return named
    }
    let isPiece = part.piece != nil
    let isWell = isPiece == (gpus > 0) && (isPiece ? part.nodes == 0 : part.nodes > 0)
    if !isWell || racks.holds(rack) { violations.append(.malformedPart(id, rack: part.zone)) }
    racks.add(named, in: rack)
    if let piece = part.piece, gpus > 0 {
      if !opened.lay(piece, of: gpus, book.leases[id].numa, bay: bay, facility) {
        violations.append(.misfit(id, rack: part.zone, node: piece.node))
      }
      stands.append(Stand(lease: id.index, kind: kind, bay: bay, nodes: 0, gpus: gpus, draw: draw))
    }
    if part.nodes > 0 {
      stands.append(Stand(lease: id.index, kind: kind, bay: bay, nodes: part.nodes, gpus: 0, draw: draw))
    }
    return named
  }

  /// A pinned lease stands exactly where it stands today; of one that may move every node that it leaves has its price.
  private mutating func compareWithToday(_ lease: Lease, _ id: LeaseID, _ parts: [PlacementPart]) {
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

/// Nodes by rack of one lease after another, without clearing the table in between.
struct RackCounts {
  /// Racks named since the last `begin`, in order.
  private(set) var racks: [Int] = []
  // By zone: the round in which it was named last, and the nodes named in that round.
  private var mark: [Int], nodes: [Int64]
  private var round = 0

  init(zones: Int) {
    mark = Array(repeating: 0, count: zones)
    nodes = Array(repeating: 0, count: zones)
  }

  /// Forgets all.
  mutating func begin() {
    round += 1
    racks.removeAll(keepingCapacity: true)
  }

  /// Names a rack, with so many more nodes.
  mutating func add(_ count: Int64, in rack: Int) {
    if !holds(rack) {
      (mark[rack], nodes[rack]) = (round, 0)
      racks.append(rack)
    }
    nodes[rack] = nodes[rack].addedSaturating(count)
  }

  /// Whether the rack has been named.
  func holds(_ rack: Int) -> Bool { mark[rack] == round }

  /// Nodes in a rack.
  subscript(rack: Int) -> Int64 { holds(rack) ? nodes[rack] : 0 }
}
