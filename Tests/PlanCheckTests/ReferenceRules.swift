import Facility
import PlanModel
import Tenancy

/// A reference implementation of the rules of leases, as they are written: lease by lease and pair by pair, without a
/// table or an order. For small plans whose leases are all placed at most once, on racks that hold their kind.
struct ReferenceRules {
  let facility: Facility
  let book: Book
  let basis: Basis

  func hold(_ placements: [Placement]) -> Bool {
    placements.allSatisfy { a in
      isRight(a) && placements.allSatisfy { b in a.lease == b.lease || agree(a, b) } && isNear(a, placements)
    } && piecesAreDisjoint(placements)
  }

  // MARK: One lease.

  private func isRight(_ placement: Placement) -> Bool {
    let lease = book.leases[placement.lease]
    let racks = placement.parts.map(\.zone)
    let nodes = count(placement)
    let zones = Set(racks.map { facility.domain(of: $0, at: lease.level) })
    return lease.kinds.contains(placement.kind) && hasRightSize(lease, on: placement.kind, nodes: nodes)
      && zones.count == 1 && (lease.level != .node || nodes == 1)
      && racks.allSatisfy { rack in lease.within.map { isInside(rack, $0) } ?? true }
      && isSegmented(lease, placement) && isSpread(lease, placement, nodes: nodes)
      && (lease.movable != nil || lease.placed.isEmpty || isAsToday(lease, placement))
      && placement.parts.allSatisfy { isWellFormed($0, of: lease, on: placement.kind) }
  }

  private func count(_ placement: Placement) -> Int {
    placement.parts.reduce(0) { $0 + $1.nodes + ($1.piece == nil ? 0 : 1) }
  }

  private func hasRightSize(_ lease: Lease, on id: KindID, nodes: Int) -> Bool {
    let kind = facility.kinds[id]
    let today = lease.placed.reduce(0) { $0 + $1.nodes }
    func fits(_ megawatts: Watts, each: Watts, step: Int, most: Int = .max) -> Bool {
      if today > 0 { return nodes == today }
      return nodes % step == 0 && nodes <= most && each * nodes <= megawatts
        && (nodes == most || each * (nodes + step) > megawatts)
    }
    switch lease.demand {
    case .gpus(let asked): return nodes * kind.gpus >= asked && (nodes - 1) * kind.gpus < asked
    case .elastic(let floor, let asked): return nodes * kind.gpus >= floor && (nodes - 1) * kind.gpus < asked
    case .pool(let gpus, let share):
      func holds(_ nodes: Int) -> Bool { nodes * kind.gpus * Int(share.ppm) >= gpus * 1_000_000 }
      return holds(nodes) && !holds(nodes - 1)
    case .megawatts(let watts, _):
      return fits(watts, each: kind.draw(lease.profile, on: basis), step: kind.nodesPerNVLinkDomain)
    case .space(let space): return fits(space.megawatts, each: space.perRack, step: 1, most: space.positions ?? .max)
    case .all: return true
    }
  }

  private func isInside(_ rack: ZoneID, _ zone: ZoneID) -> Bool {
    rack == zone || facility.zones[rack].parent.map { isInside($0, zone) } ?? false
  }

  /// True if there is a rack apart from which all racks hold whole segments.
  private func isSegmented(_ lease: Lease, _ placement: Placement) -> Bool {
    let domain = facility.kinds[placement.kind].nodesPerNVLinkDomain
    var segment = min(lease.segment ?? 1, domain)
    if case .megawatts = lease.demand { segment = domain }
    if lease.segment == nil, !lease.isPlaced, domain > 1, let asked = asked(lease.demand) {
      let nodes = (asked + facility.kinds[placement.kind].gpus - 1) / facility.kinds[placement.kind].gpus
      let fewest = (1...max(1, nodes)).first { $0 * max(1, 8 * domain / 9) >= nodes } ?? 1
      let equal = (1...max(1, nodes)).first { $0 * fewest >= nodes } ?? 1
      if nodes > domain { segment = nodes % domain == 0 ? domain : equal }
    }
    return placement.parts.contains { rest in
      placement.parts.allSatisfy { $0.zone == rest.zone || $0.nodes % segment == 0 }
    }
  }

  private func asked(_ demand: Demand) -> Int? {
    switch demand {
    case .gpus(let asked), .elastic(_, let asked): asked
    case .all, .megawatts, .space, .pool: nil
    }
  }

  private func isSpread(_ lease: Lease, _ placement: Placement, nodes: Int) -> Bool {
    guard let spread = lease.spread else { return true }
    let most = max(1, nodes * Int(spread.atMost.ppm) / 1_000_000)
    return placement.parts.allSatisfy { one in
      guard let part = part(of: one.zone, spread.over) else { return false }
      return count(placement, in: part, spread.over) <= most
    }
  }

  private func count(_ placement: Placement, in part: Int, _ division: Division) -> Int {
    var inside = placement
    inside.parts.removeAll { self.part(of: $0.zone, division) != part }
    return count(inside)
  }

  private func isAsToday(_ lease: Lease, _ placement: Placement) -> Bool {
    Set(placement.parts) == Set(lease.placed)
  }

  private func isWellFormed(_ part: PlacementPart, of lease: Lease, on kind: KindID) -> Bool {
    guard let asked = lease.pieceGPUs(of: facility.kinds[kind]) else { return part.piece == nil && part.nodes > 0 }
    guard let piece = part.piece, part.nodes == 0 else { return false }
    let isThere = facility.bays.contains { bay in
      bay.zone == part.zone && bay.kind == kind
        && (bay.firstNode..<bay.firstNode + bay.installed).contains(piece.node) && !bay.down.contains(piece.node)
    }
    let domains = facility.kinds[kind].numaDomains.map(\.gpus)
    let isInOne = piece.gpus.filter { $0 > 0 }.count <= 1
    return isThere && piece.gpus.reduce(0, +) == asked && zip(piece.gpus, domains).allSatisfy { $0 <= $1 }
      && (isInOne || lease.numa != .single)
  }

  // MARK: Several.

  private func piecesAreDisjoint(_ placements: [Placement]) -> Bool {
    placements.allSatisfy { a in
      a.parts.allSatisfy { one in
        guard let piece = one.piece else { return true }
        let domains = facility.kinds[a.kind].numaDomains.map(\.gpus)
        return domains.indices.allSatisfy { at in
          placements.reduce(0) { sum, b in
            sum
              + b.parts.reduce(0) { sum, other in
                guard other.zone == one.zone, let there = other.piece, there.node == piece.node else { return sum }
                return sum + there.gpus[at]
              }
          } <= domains[at]
        }
      }
    }
  }

  /// True if `b` is in no part that `a` has for itself.
  private func agree(_ a: Placement, _ b: Placement) -> Bool {
    let division: Division
    switch book.leases[a.lease].exclusive {
    case .parts(let stated): division = stated
    case .nvlink where facility.kinds[a.kind].nodesPerNVLinkDomain > 1: division = .zones(.rack)
    case .nvlink, .node, .none, .byDefault: return true
    }
    return a.parts.allSatisfy { mine in
      guard let part = part(of: mine.zone, division) else { return true }
      return b.parts.allSatisfy { self.part(of: $0.zone, division) != part }
    }
  }

  private func isNear(_ placement: Placement, _ placements: [Placement]) -> Bool {
    guard let rule = book.leases[placement.lease].expands else { return true }
    guard let other = placements.first(where: { $0.lease == rule.lease }) else { return false }
    return placement.parts.allSatisfy { mine in
      other.parts.contains { theirs in
        switch rule.reach {
        case .within(let level):
          return facility.domain(of: mine.zone, at: level) == facility.domain(of: theirs.zone, at: level)
        case .adjacent:
          guard let a = facility.zones[mine.zone].parent, let b = facility.zones[theirs.zone].parent else {
            return mine.zone == theirs.zone
          }
          let siblings = facility.zones.indices.map { ZoneID($0) }.filter { zone in
            facility.zones[zone].parent == facility.zones[a].parent
              && facility.zones.contains { $0.parent == zone && $0.level == .rack }
          }
          guard let here = siblings.firstIndex(of: a), let there = siblings.firstIndex(of: b) else { return false }
          return abs(here - there) <= 1
        }
      }
    }
  }

  /// A zone or a stage by its number.
  private func part(of rack: ZoneID, _ division: Division) -> Int? {
    switch division {
    case .zones(let level): return facility.domain(of: rack, at: level).index
    case .stage(let name):
      var stage = facility.zones[rack].outlets.first
      while let at = stage, facility.power[at].stage != name { stage = facility.power[at].parent }
      return stage?.index
    }
  }
}
