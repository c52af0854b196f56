/// Gangs that would rather stand together.
extension PartialPacking {
  /// This packing with every gang that prefers one bay or zone, and stands in several, moved into one that has room for
  /// all of it, if there is one: the value stays.
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

  /// True if a gang stands in several bays or zones and prefers one; who stands near another one, or has others near it,
  /// stays.
  private func standsApart(_ lease: LeaseIndex) -> Bool {
    guard let chosen = option[lease.offset], parts[lease.offset].count > 1 else { return false }
    let instance = ledger.instance
    guard !instance.hasPins(lease) else { return false }
    if !ledger.hierarchy.prefersOneBay(chosen, instance) {
      guard ledger.hierarchy.prefersOneZone(chosen, instance) else { return false }
      let zones = parts[lease.offset].map { part in
        instance.domain(of: instance.bays.zone[part.bay], at: instance.options.preferredLevel[chosen])
      }
      if zones.allSatisfy({ $0 == zones[0] }) { return false }
    }
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
