internal import Facility
internal import PlanModel
internal import Tenancy

/// The leased nodes of each bay and their draw: the load that a plan adds to a facility.
///
/// A node opened by pieces draws idle and, for each piece, its share of what a leased node draws above that. Tenants'
/// own machines draw what their lease states, at every end of the band.
struct LeasedLoad {
  /// Leased nodes and positions of each bay; a node opened by pieces counts once.
  private(set) var nodes: [Int64]
  /// Total draw of the facility's own nodes among them; their heat is split as their kind's.
  private(set) var draw: [Watts]
  /// Draw of tenants' own machines in each bay, and their heat in the loop and in the air.
  private(set) var ownDraw: [Watts], ownLiquid: [Watts], ownAir: [Watts]

  /// Creates a load of no leased node.
  init(bays: Int) {
    nodes = Array(repeating: 0, count: bays)
    draw = Array(repeating: .zero, count: bays)
    (ownDraw, ownLiquid, ownAir) = (draw, draw, draw)
  }

  /// Sums up the allocations of a plan.
  ///
  /// - Parameter basis: on which nodes draw; nil: the plan's.
  init(
    of placements: PlacementAudit, in context: CheckContext, drawing nodePower: NodePower, on basis: Basis? = nil
  ) {
    let (facility, book) = (context.facility, context.book)
    self.init(bays: facility.bays.count)
    for allocation in placements.allocations {
      if case .space(let space) = book.leases[allocation.lease].demand {
        addOwn(allocation.nodes, of: space, in: allocation.bay)
      } else {
        let profile = book.leases[allocation.lease].profile
        let draw = basis.map { facility.kinds[allocation.kind].draw(profile, on: $0) } ?? allocation.draw
        let leased = nodePower.leased(allocation.kind, drawing: draw)
        add(allocation.nodes, of: allocation.bay, drawing: leased)
        let above = (leased - nodePower.idle[allocation.kind.index]).milliwatts
        let gpus = Int64(max(1, facility.kinds[allocation.kind].gpus))
        self.draw[allocation.bay] += Watts(milliwatts: above.scaledUp(Int64(allocation.gpus), over: gpus))
      }
    }
    for (bay, count) in placements.opened.count.enumerated() where count > 0 {
      nodes[bay] = nodes[bay].addedSaturating(count)
      draw[bay] += nodePower.idle[facility.bays[bay].kind.index] * Int(count)
    }
  }

  /// Adds `count` leased nodes of a bay that draw `watts` each; saturates.
  mutating func add(_ count: Int, of bay: Int, drawing watts: Watts) {
    nodes[bay] = nodes[bay].addedSaturating(Int64(count))
    draw[bay] += watts * count
  }

  /// Adds `count` positions with a tenant's own machines.
  private mutating func addOwn(_ count: Int, of space: SpaceDemand, in bay: Int) {
    nodes[bay] = nodes[bay].addedSaturating(Int64(count))
    let watts = space.perRack * count
    ownDraw[bay] += watts
    ownLiquid[bay] += space.liquid.roundedUp(of: watts)
    ownAir[bay] += Fraction(ppm: 1_000_000 - space.liquid.ppm).roundedUp(of: watts)
  }
}
