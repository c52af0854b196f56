internal import SeededRandom

/// Leases that stand somewhere already, may not be moved, and no longer fit together.
extension PartialPacking {
  /// Puts pinned leases where they stand; returns those that break a rule or a limit.
  ///
  /// What breaks a rule, or a limit even by itself, is refused, but it stands there all the same: its nodes and its load are
  /// not free for others. Of those that cannot run together the firm ones stay first, then those of most value, then those of high
  /// priority; whoever has to go takes nothing.
  ///
  /// - Complexity: O(pins × rows of a bay), times the orders tried where some have to go.
  mutating func placePins(_ leases: [LeaseIndex], seed: UInt64) -> [Packing.Conflict] {
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
    return closing(best.conflicts, goes: best.goes, on: empty)
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

  /// A packing of pinned leases in an order, each after its anchor, as far as they fit together; with those that break a rule
  /// where they stand, and those that do not fit.
  private consuming func placingPins(
    _ order: [LeaseIndex]
  ) -> (partial: PartialPacking, conflicts: [Packing.Conflict], goes: [LeaseIndex]) {
    var partial = self
    let instance = partial.ledger.instance
    var conflicts: [Packing.Conflict] = []
    var goes: [LeaseIndex] = []
    for lease in partial.ledger.book.affinity.afterAnchors(order, instance) {
      guard let chosen = instance.optionOnPins(lease) else { continue }
      let (pins, piece) = instance.pins(of: lease)
      let broken = partial.ledger.broken(chosen, parts: pins)
      // Parts that somebody has for himself are a rule, no limit.
      if broken.rules.contains(.exclusive) { partial.ledger.ignored = .exclusive }
      let fits = partial.pinsFit(chosen, pins: pins, piece: piece)
      if broken.rules.contains(.exclusive) { partial.ledger.ignored = [] }
      guard fits else {
        goes.append(lease)
        continue
      }
      let start = partial.ledger.mark()
      partial.ledger.put(chosen, parts: pins, piece: piece, isServed: broken.rules.isEmpty)
      if broken.rules.isEmpty {
        partial.accept(lease, chosen, since: start)
      } else {
        conflicts.append(
          Packing.Conflict(lease: lease, bay: broken.bay ?? pins.first?.bay, row: nil, short: 0, rules: broken.rules))
      }
    }
    return (partial, conflicts, goes)
  }

  /// Puts those that do not fit even on an empty site where they stand, and says by how much all that do not fit are short.
  private mutating func closing(
    _ conflicts: [Packing.Conflict], goes: [LeaseIndex], on empty: PartialPacking
  ) -> [Packing.Conflict] {
    let instance = ledger.instance
    var conflicts = conflicts
    var empty = empty
    let standing = goes.filter { lease in
      guard let chosen = instance.optionOnPins(lease) else { return false }
      let (pins, piece) = instance.pins(of: lease)
      return !empty.pinsFit(chosen, pins: pins, piece: piece)
    }
    for lease in goes.filter({ !standing.contains($0) }) + standing {
      guard let chosen = instance.optionOnPins(lease) else { continue }
      let (pins, piece) = instance.pins(of: lease)
      let start = ledger.mark()
      let broken = ledger.broken(chosen, parts: pins)
      ledger.put(chosen, parts: pins, piece: piece, isServed: false)
      var conflict = conflict(lease, since: start)
      (conflict.rules, conflict.stands) = (broken.rules, standing.contains(lease))
      if conflict.bay == nil, conflict.row == nil {
        conflict.bay = pins.first?.bay
        conflict.short = Int64(instance.options.slots[chosen])
      }
      conflicts.append(conflict)
      if !conflict.stands { ledger.rollBack(to: start) }
    }
    return conflicts.sorted { $0.lease < $1.lease }
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
