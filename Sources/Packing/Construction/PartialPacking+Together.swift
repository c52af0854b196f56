/// Gangs that would rather stand together.
extension PartialPacking {
  /// This packing with every gang that prefers one bay, and stands in several, moved into a bay that has room for all of
  /// it, if there is one: the value stays.
  ///
  /// - Complexity: O(leases), and the placing of those that move.
  consuming func standingTogether() -> PartialPacking {
    var partial = self
    let instance = partial.ledger.instance
    guard instance.options.preferredLevel.contains(where: { $0 >= 0 }) else { return partial }
    for lease in (0..<instance.leases.count).lazy.map({ LeaseIndex($0) }) where partial.standsApart(lease) {
      partial.moveTogether(lease)
    }
    return partial
  }

  /// True if a gang stands in several bays and prefers one; who stands near another one, or has others near it, stays.
  private func standsApart(_ lease: LeaseIndex) -> Bool {
    guard let chosen = option[lease.offset], parts[lease.offset].count > 1 else { return false }
    let instance = ledger.instance
    guard ledger.hierarchy.prefersOneBay(chosen, instance), !instance.hasPins(lease) else { return false }
    return ledger.book.affinity.isEmpty || ledger.book.affinity.followers[lease.offset].isEmpty
  }

  private mutating func moveTogether(_ lease: LeaseIndex) {
    guard let chosen = option[lease.offset] else { return }
    let (start, standing) = (ledger.mark(), Array(parts[lease.offset]))
    let units = parts.units(of: lease.offset)
    count(lease, -1)
    ledger.remove(chosen, parts: standing[...], piece: nil)
    let removed = ledger.mark()
    if ledger.placeTogether(chosen, units: units) {
      parts.set(lease.offset, from: ledger.journal[removed...])
    } else {
      ledger.rollBack(to: start)
    }
    count(lease, 1)
  }
}
