internal import Facility
internal import PlanModel
internal import Tenancy

/// The size of a lease on one kind of node that may serve it: its demand in whole nodes.
struct SizedDemand {
  /// The kind.
  let kind: KindID
  /// Fewest and most whole nodes or positions; a piece of a node counts as one. 0: it comes to nothing.
  let least: Int, most: Int
  /// The step in which counts come: for megawatts the nodes of an NVLink domain.
  let step: Int
  /// GPUs of a piece of one node; 0: the lease takes whole nodes.
  let piece: Int
  /// Rent for the most, and what counts of it as kept: of an elastic lease the rent of its floor; cents per hour.
  let value: Int64, keptValue: Int64
  /// Draw of one leased node on the plan's basis; zero for a position.
  let draw: Watts

  /// True if a lease on so many nodes has what it asks for.
  func accepts(_ nodes: Int64) -> Bool {
    nodes > 0 && nodes >= Int64(least) && nodes <= Int64(most) && nodes % Int64(step) == 0
  }
}

/// The demand of each lease of a book on each kind that may serve it.
struct SizedDemands {
  private var demands: [SizedDemand] = []
  private var first: [Int] = [0]

  init(of book: Book, in tables: FacilityTables, basis: Basis) {
    let facility = tables.facility
    var all = [Int](repeating: 0, count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() { all[bay.kind.index] += tables.inService[position] }
    for row in tables.spareRows { all[row.kind.index] -= row.spares }

    var metering = MeteringFactors(tables)
    demands.reserveCapacity(book.leases.count)
    first.reserveCapacity(book.leases.count + 1)
    for lease in book.leases {
      for kind in lease.kinds {
        let draw = facility.kinds[kind].draw(lease.profile, on: basis)
        let size = SizedDemands.size(of: lease, on: facility.kinds[kind], all: all[kind.index], each: draw) { point in
          metering.factor(at: point, of: kind, within: lease.within)
        }
        demands.append(
          SizedDemand(
            kind: kind, least: size.least, most: size.most, step: size.step,
            piece: lease.pieceGPUs(ofNodeOf: facility.kinds[kind].gpus) ?? 0,
            value: lease.rent(nodes: size.most, ofGPUs: facility.kinds[kind].gpus),
            keptValue: lease.keptRent(nodes: size.most, of: facility.kinds[kind]), draw: draw))
      }
      first.append(demands.count)
    }
  }

  /// The demands of a lease, one for each of its kinds in the tenant's order.
  subscript(lease: Int) -> ArraySlice<SizedDemand> { demands[range(of: lease)] }

  /// The positions of these among all demands.
  func range(of lease: Int) -> Range<Int> { first[lease]..<first[lease + 1] }

  /// The demand at one of these positions.
  subscript(at position: Int) -> SizedDemand { demands[position] }

  /// The demand of a lease on a kind; for a kind that it does not accept, the demand on its first.
  func demand(of lease: Int, on kind: KindID) -> SizedDemand {
    for position in range(of: lease) where demands[position].kind == kind { return demands[position] }
    return demands[first[lease]]
  }

  /// The size of a lease on a kind. A lease that is placed today and states no number keeps the number that it has.
  private static func size(
    of lease: Lease, on kind: Kind, all: Int, each draw: Watts, factor: (MeteringPoint) -> Double
  ) -> (least: Int, most: Int, step: Int) {
    if let nodes = lease.nodes(of: kind) { return (nodes.lowerBound, nodes.upperBound, 1) }
    if lease.isPlaced {
      let today = Int(lease.placed.reduce(Int64(0)) { $0.addedSaturating(Int64($1.nodes)) })
      return (today, today, 1)
    }
    switch lease.demand {
    case .megawatts(let watts, let point):
      return fitting(watts, each: draw, at: point, factor(point), step: kind.nodesPerNVLinkDomain)
    case .space(let space):
      let fits = fitting(space.megawatts, each: space.perRack, at: space.point, factor(space.point), step: 1)
      let most = space.positions ?? .max
      return (min(most, fits.least), min(most, fits.most), 1)
    case .all, .gpus, .elastic, .pool: return (max(0, all), max(0, all), 1)
    }
  }

  /// The most whole steps that fit if each node draws 10⁻⁶ more, or less, than computed here: seldom two different
  /// counts. Metered at the racks, a node's draw is exact.
  private static func fitting(
    _ megawatts: Watts, each: Watts, at point: MeteringPoint, _ factor: Double, step: Int
  ) -> (least: Int, most: Int, step: Int) {
    func most(_ slack: Double) -> Int {
      let draw = Double(each.milliwatts) * factor * (1 + slack) * Double(step)
      guard draw > 0 else { return Int(Int32.max) }
      return Int(max(0, min(Double(Int32.max), Double(megawatts.milliwatts) / draw)))
    }
    let slack = point == .rack ? 0 : 1e-6
    return (most(slack) * step, most(-slack) * step, step)
  }
}
