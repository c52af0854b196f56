internal import Facility
internal import PlanModel
internal import Tenancy

/// The most by which the rent of each lease exceeds what its nodes cost at given prices, wherever it may stand: its rent less
/// its cheapest home, on the best of its kinds and at the best of its sizes.
///
/// Leases are sorted by what a node adds, level and size, so that bays are priced once for each addition, sorted by cost once
/// for each level, and searched once for each size.
struct Homes {
  /// By lease, in 10⁻¹² cents per hour; nil where it can never stand anywhere.
  private(set) var surplus: [Int128?]
  /// By lease, the most that it pays on a kind on which it can stand, cents per hour; 0 where it can never stand anywhere.
  private(set) var value: [Int64]

  private let facility: Facility
  private let book: Book
  private let layout: Layout

  /// A lease on one of its kinds.
  private struct Key: Comparable {
    var addition: Addition
    /// What it takes of named quantities that are not priced alike everywhere: a position in `charges`.
    var charge: Int
    var level: Int, nodes: Int, lease: Int
    /// Where its ask stands among all.
    var ask: Int
    /// What named quantities add to the cost of each node.
    var flat: Int128

    static func < (a: Key, b: Key) -> Bool {
      if a.addition != b.addition { return a.addition < b.addition }
      return (a.charge, a.level, a.nodes, a.lease) < (b.charge, b.level, b.nodes, b.lease)
    }
  }

  init(
    _ facility: Facility, _ book: Book, _ layout: Layout, _ asks: Asks, _ figures: Figures, _ prices: Prices
  ) {
    (self.facility, self.book, self.layout) = (facility, book, layout)
    surplus = Array(repeating: nil, count: book.leases.count)
    value = Array(repeating: 0, count: book.leases.count)
    var bays = [[Int]](repeating: [], count: facility.kinds.count)
    for (position, bay) in facility.bays.enumerated() where layout.inService[position] > 0 {
      bays[bay.kind.index].append(position)
    }
    let quantityCost = QuantityCost(facility, layout, prices)
    let (keys, charges) = keys(asks, figures, quantityCost)
    let nodeCost = NodeCost(facility, layout, prices)
    let isPinned = book.leases.map(\.isPinned)
    var fences = Fences(facility, layout)
    var shelves = [Shelves?](repeating: nil, count: facility.kinds.count * Level.allCases.count)
    var costs: [Int128] = []
    var offers: Offers?
    for (position, key) in keys.enumerated() {
      let before = position > 0 ? keys[position - 1] : nil
      let sameBays = before.map { $0.addition == key.addition && $0.charge == key.charge } ?? false
      let kind = key.addition.kind
      if !sameBays {
        costs = nodeCost.costs(of: key.addition, bays: bays[kind.index])
        quantityCost.add(charges[key.charge], to: &costs, bays: bays[kind.index], facility)
      }
      if !sameBays || before?.level != key.level { offers = nil }

      let ask = asks[at: key.ask]
      let found: Int128?
      if isPinned[key.lease] {
        found = surplusToday(book.leases[key.lease], kind, costs, key.flat)
      } else if let zone = book.leases[key.lease].within,
        fences.mostNodes(of: kind, at: book.leases[key.lease].level, in: zone) < ask.least
      {
        found = nil
      } else {
        let slot = kind.index * Level.allCases.count + key.level
        let shelf = shelves[slot] ?? Shelves(bays[kind.index], book.leases[key.lease].level, facility, layout)
        shelves[slot] = shelf
        var open = offers ?? Offers(shelf, costs, layout)
        offers = nil
        found =
          ask.least < ask.most
          ? open.surplus(book.leases[key.lease], ask, facility.kinds[kind], flat: key.flat)
          : open.surplus(ask, flat: key.flat)
        offers = open
      }
      if let found {
        surplus[key.lease] = max(surplus[key.lease] ?? found, found)
        value[key.lease] = max(value[key.lease], ask.value)
      }
    }
  }

  private func keys(
    _ asks: Asks, _ figures: Figures, _ quantityCost: QuantityCost
  ) -> (keys: [Key], charges: [[QuantityDemand]]) {
    var keys: [Key] = []
    keys.reserveCapacity(book.leases.count)
    var charges: [[QuantityDemand]] = [[]]
    var numbers: [[QuantityDemand]: Int] = [[]: 0]
    for (position, lease) in book.leases.enumerated() {
      for place in asks.range(of: position) {
        let ask = asks[at: place]
        let (flat, varying) = lease.quantities.isEmpty ? (0, []) : quantityCost.perNode(lease, ask)
        let charge = varying.isEmpty ? 0 : numbers[varying, default: charges.count]
        if charge == charges.count {
          charges.append(varying)
          numbers[varying] = charge
        }
        keys.append(
          Key(
            addition: addition(lease, ask, figures), charge: charge, level: lease.level.rawValue, nodes: ask.most,
            lease: position, ask: place, flat: flat))
      }
    }
    return (keys.sorted(), charges)
  }

  /// What one node of a lease adds to its bay. Of a node that pieces open, each takes its share of all that it adds.
  private func addition(_ lease: Lease, _ ask: Ask, _ figures: Figures) -> Addition {
    if case .space(let space) = lease.demand {
      return Addition(kind: ask.kind, extra: max(0, space.perRack.milliwatts), liquid: space.liquid.ppm, gpus: 0)
    }
    let extra = (figures.leased(ask.kind, drawing: ask.draw) - figures.unleased[ask.kind.index]).milliwatts
    let gpus = facility.kinds[ask.kind].gpus
    let own = ask.piece > 0 ? extra.scaledDown(Int64(ask.piece), over: Int64(gpus)) : extra
    return Addition(kind: ask.kind, extra: max(0, own), liquid: facility.kinds[ask.kind].liquid.ppm, gpus: ask.piece)
  }

  /// The surplus exactly where a lease stands today; nil where a rack holds no bay of the kind.
  private func surplusToday(_ lease: Lease, _ kind: KindID, _ costs: [Int128], _ flat: Int128) -> Int128? {
    var (cost, nodes) = (Int128(0), Int64(0))
    for range in lease.placed {
      let bay = layout.bay(in: range.zone.index, of: kind, facility)
      guard bay >= 0 else { return nil }
      let count = range.piece == nil ? range.nodes : 1
      cost = cost.addingCosts(costs[bay], times: count).addingCosts(flat, times: count)
      nodes = nodes.addedSaturating(Int64(count))
    }
    return Int128(lease.rent(nodes: Int(nodes), of: facility.kinds[kind])) * .picocentsPerCent - cost
  }
}
