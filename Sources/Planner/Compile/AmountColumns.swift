import Facility
import PlanModel
import Tenancy

/// The columns of the amounts that one unit adds: mW above idle, rack units, nodes; where machines of tenants' own may
/// stand, their heat; then every named quantity that the book asks for.
struct AmountColumns {
  static let watts: Int32 = 0
  static let rackUnits: Int32 = 1
  static let nodes: Int32 = 2
  /// Heat into the loop and into the air, mW, of what stands in rack positions; nil: the facility has none.
  let heat: (liquid: Int32, air: Int32)?
  /// The bases on which limits are checked beside the plan's own, each with the column of the watts on it.
  let otherBases: [(basis: Basis, column: Int32)]
  /// The column of each named quantity; nil where no lease asks for it.
  let named: [Int32?]
  /// Number of columns.
  let count: Int

  init(_ facility: Facility, _ book: Book, _ settings: PlanSettings) {
    var next: Int32 = 3
    let hasPositions = facility.bays.contains { facility.kinds[$0.kind].isPosition }
    heat = hasPositions ? (next, next + 1) : nil
    if hasPositions { next += 2 }
    let first = next
    otherBases = facility.otherBases(than: settings.basis).enumerated().map { ($1, first + Int32($0)) }
    next += Int32(otherBases.count)
    var isAsked = [Bool](repeating: false, count: facility.quantities.count)
    for at in book.leases.indices {
      for demand in book.leases[at].quantities { isAsked[demand.quantity.index] = true }
    }
    var named: [Int32?] = []
    for asked in isAsked {
      named.append(asked ? next : nil)
      if asked { next += 1 }
    }
    self.named = named
    count = Int(next)
  }

  /// The column of the watts that count at the supply.
  func supplyColumn(_ facility: Facility, _ settings: PlanSettings) -> Int32 {
    let basis = facility.supplyBasis(of: settings.basis)
    return otherBases.first { $0.basis == basis }?.column ?? Self.watts
  }

  /// No amount of anything.
  var none: [Int64] { [Int64](repeating: 0, count: count) }

  /// The amounts of a node itself once pieces of it are leased: it is one, it has a height, and it runs idle.
  func ofOpenedNode(_ kind: Kind, _ settings: PlanSettings) -> [Int64] {
    var amounts = none
    if !settings.unleasedIdle {
      for column in [Self.watts] + otherBases.map(\.column) { amounts[Int(column)] = kind.idle.watts.milliwatts }
    }
    amounts[Int(Self.rackUnits)] = kind.height.units
    amounts[Int(Self.nodes)] = 1
    return amounts
  }

  /// The amounts of one unit of a lease on a kind.
  func amounts(of lease: Lease, on kind: Kind, _ sized: SizedDemand, _ settings: PlanSettings) -> [Int64] {
    var amounts = none
    amounts[Int(Self.watts)] = watts(of: lease, on: kind, sized, settings).milliwatts
    for (basis, column) in otherBases {
      amounts[Int(column)] = watts(of: lease, on: kind, sized, settings, basis: basis).milliwatts
    }
    switch (lease.demand, sized.piece) {
    case (.space(let space), _):
      if let heat {
        amounts[Int(heat.liquid)] = space.liquid.roundedUp(of: space.perRack).milliwatts
        let air = Fraction(ppm: 1_000_000 - space.liquid.ppm)
        amounts[Int(heat.air)] = air.roundedUp(of: space.perRack).milliwatts
      }
      amounts[Int(Self.nodes)] = 1
    case (_, .some): break
    case (_, nil):
      amounts[Int(Self.rackUnits)] = kind.height.units
      amounts[Int(Self.nodes)] = 1
    }
    for demand in lease.quantities {
      guard let column = named[demand.quantity.index] else { continue }
      amounts[Int(column)] = demand.perNode(of: sized.nodes.upperBound)
    }
    return amounts
  }

  /// The draw of one unit of a lease on a kind, above what is drawn without it.
  ///
  /// - Parameter basis: nil: the plan's.
  func watts(
    of lease: Lease, on kind: Kind, _ sized: SizedDemand, _ settings: PlanSettings, basis: Basis? = nil
  ) -> Watts {
    if case .space(let space) = lease.demand { return space.perRack }
    let draw = kind.draw(lease.profile, on: basis ?? settings.basis)
    if let gpus = sized.piece {
      return Watts(milliwatts: (draw - kind.idle.watts).milliwatts.scaledUp(Int64(gpus), over: Int64(kind.gpus)))
    }
    return max(.zero, draw - (settings.unleasedIdle ? kind.idle.watts : .zero))
  }
}
