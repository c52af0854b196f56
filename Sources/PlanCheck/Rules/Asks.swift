internal import Facility
internal import PlanModel
internal import Tenancy

/// What a lease comes to on one kind of node that may serve it.
struct Ask {
  /// The kind.
  let kind: KindID
  /// Whole nodes or positions, at the least and at the most; a piece of a node counts as one. 0: it comes to nothing.
  let least: Int, most: Int
  /// Counts come in steps of so many: the nodes of an NVLink domain for megawatts.
  let step: Int
  /// GPUs of one node, for a piece of it; 0: it stands on whole nodes.
  let piece: Int
  /// Rent for the most, cents per hour.
  let value: Int64
  /// What one leased node draws on the plan's basis; nothing for a position.
  let draw: Watts

  /// Whether so many nodes are what is asked.
  func accepts(_ nodes: Int64) -> Bool {
    nodes > 0 && nodes >= Int64(least) && nodes <= Int64(most) && nodes % Int64(step) == 0
  }
}

/// What each lease of a book asks for, on each kind that may serve it.
struct Asks {
  private var asks: [Ask] = []
  private var first: [Int] = [0]

  init(_ facility: Facility, _ book: Book, _ layout: Layout, basis: Basis) {
    var all = [Int](repeating: 0, count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() { all[bay.kind.index] += layout.inService[position] }
    for row in layout.spareRows { all[row.kind.index] -= row.spares }

    var metering = Metering(facility, layout)
    asks.reserveCapacity(book.leases.count)
    first.reserveCapacity(book.leases.count + 1)
    for lease in book.leases {
      for kind in lease.kinds {
        let draw = facility.kinds[kind].draw(lease.profile, on: basis)
        let size = Asks.size(lease, facility.kinds[kind], all[kind.index], each: draw) { point in
          metering.factor(at: point, of: kind, within: lease.within)
        }
        asks.append(
          Ask(
            kind: kind, least: size.least, most: size.most, step: size.step,
            piece: lease.pieceGPUs(ofNodeOf: facility.kinds[kind].gpus) ?? 0,
            value: lease.rent(nodes: size.most, ofGPUs: facility.kinds[kind].gpus), draw: draw))
      }
      first.append(asks.count)
    }
  }

  /// What a lease asks for on each of its kinds, in the tenant's order.
  subscript(lease: Int) -> ArraySlice<Ask> { asks[range(of: lease)] }

  /// The places of these among all.
  func range(of lease: Int) -> Range<Int> { first[lease]..<first[lease + 1] }

  /// What stands at one of these places.
  subscript(at place: Int) -> Ask { asks[place] }

  /// What it asks for on a kind; on one that it does not accept, what it asks for on the first.
  func ask(of lease: Int, on kind: KindID) -> Ask {
    for place in range(of: lease) where asks[place].kind == kind { return asks[place] }
    return asks[first[lease]]
  }

  /// What stands today and states no number of its own keeps the one with which it stands.
  private static func size(
    _ lease: Lease, _ kind: Kind, _ all: Int, each draw: Watts, factor: (MeteringPoint) -> Double
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

  /// The most whole steps that fit if each draws 10⁻⁶ more, or less, than it comes to here: seldom two different counts. At
  /// the racks nothing follows, and what a node draws is exact.
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
