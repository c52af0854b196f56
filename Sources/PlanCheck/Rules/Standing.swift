internal import Facility
internal import PlanModel
internal import Tenancy

/// What is leased in each bay, and what it draws.
///
/// A node opened by pieces draws idle and, for each piece, its share of what a leased node draws above that. Tenants' own
/// machines draw what their lease states, at every end of the band.
struct Standing {
  /// Leased nodes and positions of each bay; a node opened by pieces counts once.
  private(set) var nodes: [Int64]
  /// What the facility's nodes among them draw together; their heat is split as their kind's.
  private(set) var draw: [Watts]
  /// What tenants' own machines draw in each bay, and their heat in the loop and in the air.
  private(set) var ownDraw: [Watts], ownLiquid: [Watts], ownAir: [Watts]

  /// Nobody leases anything.
  init(bays: Int) {
    nodes = Array(repeating: 0, count: bays)
    draw = Array(repeating: .zero, count: bays)
    (ownDraw, ownLiquid, ownAir) = (draw, draw, draw)
  }

  /// What a plan leases.
  init(_ reading: Reading, _ facility: Facility, _ book: Book, _ figures: Figures) {
    self.init(bays: facility.bays.count)
    for stand in reading.stands {
      if case .space(let space) = book.leases[stand.lease].demand {
        house(stand.nodes, of: space, in: stand.bay)
      } else {
        let leased = figures.leased(stand.kind, drawing: stand.draw)
        self.lease(stand.nodes, of: stand.bay, drawing: leased)
        let above = (leased - figures.idle[stand.kind.index]).milliwatts
        let gpus = Int64(max(1, facility.kinds[stand.kind].gpus))
        draw[stand.bay] += Watts(milliwatts: above.scaledUp(Int64(stand.gpus), over: gpus))
      }
    }
    for (bay, count) in reading.opened.count.enumerated() where count > 0 {
      nodes[bay] = nodes[bay].addedSaturating(count)
      draw[bay] += figures.idle[facility.bays[bay].kind.index] * Int(count)
    }
  }

  /// Leases `count` more nodes of a bay that draw `watts` each; saturates.
  mutating func lease(_ count: Int, of bay: Int, drawing watts: Watts) {
    nodes[bay] = nodes[bay].addedSaturating(Int64(count))
    draw[bay] += watts * count
  }

  private mutating func house(_ count: Int, of space: SpaceDemand, in bay: Int) {
    nodes[bay] = nodes[bay].addedSaturating(Int64(count))
    let watts = space.perRack * count
    ownDraw[bay] += watts
    ownLiquid[bay] += space.liquid.roundedUp(of: watts)
    ownAir[bay] += Fraction(ppm: 1_000_000 - space.liquid.ppm).roundedUp(of: watts)
  }
}
