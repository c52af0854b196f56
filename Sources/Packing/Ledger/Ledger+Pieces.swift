internal import SeededRandom

/// Pieces of nodes of tracked kinds: where each lies best, and whether it fits.
extension Ledger {
  /// The rank of a place for a piece: open nodes before new ones, one domain before several, tight before wide.
  private struct Rank: Comparable {
    var tier: Int32
    var free: Int32
    var total: Int32

    static func < (a: Rank, b: Rank) -> Bool { (a.tier, a.free, a.total) < (b.tier, b.free, b.total) }
  }

  /// Places a piece under a zone, in the tightest domain of a node that is open already, else of a new node in the
  /// tightest bay; false if it fits nowhere.
  ///
  /// - Complexity: O(sizes of holes + bays tried × rows of a bay); where rules or a zone narrow the choice, O(bays of
  ///   the zone).
  mutating func placePiece(_ option: OptionIndex, in zone: ZoneIndex) -> Bool {
    guard let zone = narrowed(zone, option), mayStart(option) else { return false }
    let isAnywhere =
      zone.offset == 0 && book.rules(of: option).subtracting(ignored).isEmpty
      && (fillPolicy == .bestFit || fillPolicy == .balanced)
    begin(option, units: 1)
    defer { gang = nil }
    func find(_ ledger: inout Ledger) -> (bay: BayIndex, place: PiecePlace)? {
      isAnywhere ? ledger.bestFitPlace(option) : ledger.bestPlace(option, in: zone)
    }
    var found: (bay: BayIndex, place: PiecePlace)?
    if instance.options.prefersOneDomain[option] {
      keepsDomains = true
      found = find(&self)
      keepsDomains = false
    }
    guard let (bay, place) = found ?? find(&self) else { return false }
    putPiece(option, in: bay, at: place, as: owner(of: option))
    closeParts()
    return true
  }

  /// True if a piece fits exactly at a place.
  func takes(_ option: OptionIndex, in bay: BayIndex, at place: PiecePlace) -> Bool {
    guard isAllowed(option, in: bay), !isShut(bay) else { return false }
    let kind = Int(instance.bays.kind[bay])
    if let node = opened.nodes[bay.offset].first(where: { $0.number == place.node }) {
      return zip(node.free, place.slots).allSatisfy { $0 >= $1 } && rowsTake(option, in: bay, opens: false)
    }
    return free[bay] >= instance.nodeSlots[kind] && zip(book.domains[kind], place.slots).allSatisfy { $0 >= $1 }
      && rowsTake(option, in: bay, opens: true)
  }

  /// True if a piece fits a bay by its slots and rows.
  func pieceFits(_ option: OptionIndex, in bay: BayIndex) -> Bool { rank(option, in: bay) != nil }

  /// The place of a piece in a bay whether or not there is room: without room, on a node of its own.
  func place(for option: OptionIndex, in bay: BayIndex) -> PiecePlace {
    guard !isShut(bay), rowsTake(option, in: bay, opens: false), let node = bestNode(option, in: bay) else {
      return newPlace(option, in: bay)
    }
    return openPlace(option, in: bay, node.at)
  }

  // MARK: finding

  /// The best fit of all bays, by the lists of holes.
  private func bestFitPlace(_ option: OptionIndex) -> (bay: BayIndex, place: PiecePlace)? {
    let kind = Int(instance.options.kind[option])
    let slots = instance.options.slots[option]
    let nodeSlots = instance.nodeSlots[kind]
    guard slots <= nodeSlots else { return nil }
    func usable(_ bay: BayIndex) -> Bool { !isShut(bay) && rowsTake(option, in: bay, opens: false) }
    for free in slots...nodeSlots {
      for bay in opened.bays(kind: kind, domainFree: free) where usable(bay) {
        if let node = bestNode(option, in: bay) { return (bay, openPlace(option, in: bay, node.at)) }
      }
    }
    if crosses(option) {
      for free in slots...nodeSlots {
        for bay in opened.bays(kind: kind, nodeFree: free) where usable(bay) {
          if let node = bestNode(option, in: bay) { return (bay, openPlace(option, in: bay, node.at)) }
        }
      }
    }
    let bay = buckets.bestFit(kind: kind, slots: Int(nodeSlots), free: free) {
      rowsTake(option, in: $0, opens: true)
    }
    return bay.map { ($0, newPlace(option, in: $0)) }
  }

  /// The best place under a zone by looking at every bay; by the least-loaded policy in the bay of least load, by the
  /// scattered one in any bay.
  private mutating func bestPlace(_ option: OptionIndex, in zone: ZoneIndex) -> (bay: BayIndex, place: PiecePlace)? {
    var best: (bay: BayIndex, rank: Rank, load: Double)?
    for bay in bays(of: option, in: zone) {
      let load =
        switch fillPolicy {
        case .leastLoaded: bottleneckLoad(option, bay)
        case .scattered: chance.unit()
        case .bestFit, .balanced: 0.0
        }
      if let best, best.load < load { continue }
      guard isAllowed(option, in: bay), let rank = rank(option, in: bay) else { continue }
      if let best, best.load == load, best.rank <= rank { continue }
      best = (bay, rank, load)
    }
    return best.map { ($0.bay, place(for: option, in: $0.bay)) }
  }

  /// The rank of the best place for a piece in a bay; nil: there is no room.
  private func rank(_ option: OptionIndex, in bay: BayIndex) -> Rank? {
    guard !isShut(bay) else { return nil }
    if !opened.nodes[bay.offset].isEmpty, rowsTake(option, in: bay, opens: false),
      let node = bestNode(option, in: bay)
    {
      return node.rank
    }
    guard free[bay] >= instance.nodeSlots[Int(instance.bays.kind[bay])], rowsTake(option, in: bay, opens: true) else {
      return nil
    }
    return Rank(tier: 2, free: free[bay], total: 0)
  }

  /// True if a piece may lie in several domains of its node: by its rule, or because none holds it.
  func crosses(_ option: OptionIndex) -> Bool {
    let domains = book.domains[Int(instance.options.kind[option])]
    if keepsDomains, domains.max() ?? 0 >= instance.options.slots[option] { return false }
    return instance.options.splits[option] || ignored.contains(.domains)
      || instance.options.slots[option] > domains.max() ?? 0
  }

  /// The open node of a bay where a piece lies best, by its position among them.
  private func bestNode(_ option: OptionIndex, in bay: BayIndex) -> (at: Int, rank: Rank)? {
    let slots = instance.options.slots[option]
    let mayCross = crosses(option)
    var best: (at: Int, rank: Rank)?
    for at in opened.nodes[bay.offset].indices {
      var (tight, total) = (Int32.max, Int32(0))
      for free in opened.nodes[bay.offset][at].free where free > 0 {
        total += free
        if free >= slots { tight = min(tight, free) }
      }
      guard tight < .max || (mayCross && total >= slots) else { continue }
      let rank = tight < .max ? Rank(tier: 0, free: tight, total: total) : Rank(tier: 1, free: total, total: 0)
      if best.map({ rank < $0.rank }) ?? true { best = (at, rank) }
    }
    return best
  }

  private func openPlace(_ option: OptionIndex, in bay: BayIndex, _ at: Int) -> PiecePlace {
    let node = opened.nodes[bay.offset][at]
    return PiecePlace(node: node.number, slots: taken(instance.options.slots[option], of: node.free))
  }

  private func newPlace(_ option: OptionIndex, in bay: BayIndex) -> PiecePlace {
    let domains = book.domains[Int(instance.bays.kind[bay])]
    return PiecePlace(
      node: opened.nextNumber(in: bay), slots: taken(instance.options.slots[option], of: domains))
  }

  /// Slots to take from each domain: all from the tightest that holds them, or else from as few domains as can be.
  private func taken(_ slots: Int32, of free: [Int32]) -> [Int32] {
    var taken = [Int32](repeating: 0, count: free.count)
    if let tight = free.indices.filter({ free[$0] >= slots }).min(by: { (free[$0], $0) < (free[$1], $1) }) {
      taken[tight] = slots
      return taken
    }
    var left = slots
    for domain in free.indices.sorted(by: { (-free[$0], $0) < (-free[$1], $1) }) {
      taken[domain] = min(left, max(0, free[domain]))
      left -= taken[domain]
    }
    return taken
  }

  /// True if the rows of a bay hold a piece, and the node itself if it is opened for it.
  ///
  /// Where rows that nodes charge are overfull, a node may be open only for a lease that is refused but stands there
  /// all the same: no other piece lies beside it, or the node would count.
  private func rowsTake(_ option: OptionIndex, in bay: BayIndex, opens: Bool) -> Bool {
    let base = loads.base(of: loads.amountClass[option])
    let node = loads.base(of: loads.nodeClass[Int(instance.bays.kind[bay])])
    for entry in instance.entries(of: bay.offset) {
      let room = slack[instance.incidenceRow[entry]]
      var load = loads.load(base, by: entry)
      if node >= 0 {
        let charge = loads.load(node, by: entry)
        if opens { load = load.addedSaturating(charge) } else if charge > 0, room < 0 { return false }
      }
      if load > 0, room < load { return false }
    }
    return true
  }

  // MARK: pricing

  /// The slack of each row, with what open nodes charge for the room that is left on them.
  ///
  /// Pieces are priced with a share of their node even where it stands open and has been charged already.
  func pricedHeadroom() -> [Int64] {
    var slack = slack
    for bay in opened.nodes.indices where !opened.nodes[bay].isEmpty {
      let kind = Int(instance.bays.kind[bay])
      guard loads.nodeClass[kind] >= 0 else { continue }
      let base = loads.base(of: loads.nodeClass[kind])
      for node in opened.nodes[bay] {
        for entry in instance.entries(of: bay) {
          let load = loads.load(base, by: entry)
          let share = roundedUpQuotient(Int128(load) * Int128(node.total), Int64(instance.nodeSlots[kind]))
          let row = instance.incidenceRow[entry].offset
          slack[row] = slack[row].addedSaturating(share)
        }
      }
    }
    return slack
  }
}
