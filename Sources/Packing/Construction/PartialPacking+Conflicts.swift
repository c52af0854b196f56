internal import SeededRandom

/// Leases that stand somewhere already, may not be moved, and no longer fit together.
extension PartialPacking {
  /// Puts pinned leases where they stand; returns those that may not stand there.
  ///
  /// One that breaks a row or a rule even alone stands there all the same: its nodes and its load are not free for others. It
  /// is put last, so that it turns out none of those that fit beside one another. Of those that only do not fit together the
  /// firm ones stay first, then those of most value, then those of high priority; whoever has to go takes nothing.
  ///
  /// - Complexity: O(pins × rows of a bay), times the orders tried where some have to go.
  mutating func placePins(_ leases: [LeaseIndex], seed: UInt64) -> [Packing.Conflict] {
    var alone = self
    let breaking = leases.filter { alone.breaksAlone($0) }
    let isBreaking = Set(breaking)
    let goes = placeTogether(leases.filter { !isBreaking.contains($0) }, seed: seed)
    var conflicts = breaking.compactMap { conflict($0, stands: true) }
    // Whoever may stand only near one of these may now.
    conflicts += goes.filter { !servePinned($0) }.compactMap { conflict($0, stands: false) }
    return conflicts.sorted { $0.lease < $1.lease }
  }

  /// Puts pinned leases where they stand, those that count most as far as they fit together; returns those that do not.
  private mutating func placeTogether(_ leases: [LeaseIndex], seed: UInt64) -> [LeaseIndex] {
    let empty = self
    let firmness = leases.map(firmness)
    var order = leases.indices.sorted { firmness[$1] < firmness[$0] }.map { leases[$0] }
    var best = empty.placingPins(order)
    var random = SplitMix64(seed: seed)
    let tries = best.goes.isEmpty ? 0 : min(Self.orders, Self.work / max(1, order.count))
    for number in 0..<tries {
      // Whoever has to go comes first, or takes the place of another; among those that stay the order says nothing.
      var other = order
      if number < best.goes.count {
        let lease = best.goes[number]
        other = [lease] + order.filter { $0 != lease }
      } else {
        let to = random.below(other.count)
        other.insert(other.remove(at: random.below(other.count)), at: to)
      }
      let tried = empty.placingPins(other)
      if best.partial.keeps(less: tried.partial) { (best, order) = (tried, other) }
    }
    self = best.partial
    return best.goes
  }

  /// The most orders of pinned leases that are tried, and the leases looked at for it.
  private static let orders = 256, work = 200_000

  /// The order in which pinned leases stay.
  private func firmness(_ lease: LeaseIndex) -> (Int, Int64, Int32, Int) {
    let instance = ledger.instance
    let units = instance.pins(of: lease).parts.reduce(0) { $0 + $1.units }
    let value = instance.optionOnPins(lease).map { instance.value(of: $0, units: units) } ?? 0
    return (instance.isFirm(lease) ? 1 : 0, value, instance.leases.priority[lease], -lease.offset)
  }

  /// True if another packing of pinned leases keeps more.
  private func keeps(less other: PartialPacking) -> Bool {
    func rank(_ partial: PartialPacking) -> (Int64, Int64, Int64) {
      let instance = partial.ledger.instance
      var (firm, priority) = (Int64(0), Int64(0))
      for lease in partial.option.indices where partial.option[lease] != nil {
        if instance.isFirm(LeaseIndex(lease)) { firm = firm.addedSaturating(partial.worth(of: LeaseIndex(lease))) }
        priority += Int64(instance.leases.priority[lease])
      }
      return (firm, partial.value, priority)
    }
    return rank(self) < rank(other)
  }

  /// A packing of pinned leases in an order, each after its anchor, as far as they fit together, and those that do not.
  private consuming func placingPins(_ order: [LeaseIndex]) -> (partial: PartialPacking, goes: [LeaseIndex]) {
    var partial = self
    let goes = partial.ledger.book.affinity.afterAnchors(order, partial.ledger.instance).filter {
      !partial.servePinned($0)
    }
    return (partial, goes)
  }

  /// Puts a pinned lease where it stands if it fits there; false, and nothing changed, if not.
  private mutating func servePinned(_ lease: LeaseIndex) -> Bool {
    guard let chosen = ledger.instance.optionOnPins(lease) else { return true }
    let (pins, piece) = ledger.instance.pins(of: lease)
    guard ledger.broken(chosen, parts: pins).rules.isEmpty, pinsFit(chosen, pins: pins, piece: piece) else {
      return false
    }
    let start = ledger.mark()
    ledger.put(chosen, parts: pins, piece: piece)
    accept(lease, chosen, since: start)
    return true
  }

  /// True if a lease breaks a row or a rule where it stands although nothing else is placed. The lease that it must stand
  /// near is no part of that.
  private mutating func breaksAlone(_ lease: LeaseIndex) -> Bool {
    guard let chosen = ledger.instance.optionOnPins(lease) else { return false }
    let (pins, piece) = ledger.instance.pins(of: lease)
    ledger.ignored = .affinity
    return !ledger.broken(chosen, parts: pins).rules.subtracting(.affinity).isEmpty
      || !pinsFit(chosen, pins: pins, piece: piece)
  }

  /// The row, the bay or the rules that a pinned lease breaks where it stands. It is put there if it stands there all the same.
  private mutating func conflict(_ lease: LeaseIndex, stands: Bool) -> Packing.Conflict? {
    let instance = ledger.instance
    guard let chosen = instance.optionOnPins(lease) else { return nil }
    let (pins, piece) = instance.pins(of: lease)
    let (broken, bay) = ledger.broken(chosen, parts: pins)
    let fits = pinsFit(chosen, pins: pins, piece: piece)
    let start = ledger.mark()
    ledger.put(chosen, parts: pins, piece: piece)
    var conflict = conflict(lease, since: start)
    if !stands { ledger.rollBack(to: start) }
    (conflict.stands, conflict.rules) = (stands, broken)
    if conflict.bay == nil, conflict.row == nil {
      conflict.bay = bay ?? pins.first?.bay
      if !fits, broken.isEmpty { conflict.short = Int64(instance.options.slots[chosen]) }
    }
    return conflict
  }

  /// The row that is overdrawn by the largest share once a pinned lease stands, or the bay that it overfills.
  private func conflict(_ lease: LeaseIndex, since mark: Int) -> Packing.Conflict {
    let instance = ledger.instance
    var worst: (row: RowIndex, short: Int64, share: Double)?
    var overfull: (bay: BayIndex, short: Int64)?
    for part in ledger.parts(since: mark) {
      let bay = part.bay
      if ledger.free[bay.offset] < 0 { overfull = overfull ?? (bay, -Int64(ledger.free[bay.offset])) }
      for entry in instance.entries(of: bay.offset) {
        let row = instance.incidenceRow[entry]
        let room = ledger.slack[row.offset]
        guard room < 0 else { continue }
        let share = -Double(room) / max(1, Double(instance.rows.capacity[row]))
        if share > (worst?.share ?? 0) { worst = (row, room == .min ? .max : -room, share) }
      }
    }
    if let overfull { return Packing.Conflict(lease: lease, bay: overfull.bay, row: nil, short: overfull.short) }
    return Packing.Conflict(lease: lease, bay: nil, row: worst?.row, short: worst?.short ?? 0)
  }
}

extension Instance {
  /// True if a lease stays before those that are not firm.
  fileprivate func isFirm(_ lease: LeaseIndex) -> Bool { !leases.isFirm.isEmpty && leases.isFirm[lease.offset] }
}
