/// Elastic leases that grow.
extension PartialPacking {
  /// Lets elastic leases grow that are served with fewer units than they take, those first that pay most for a slot.
  mutating func grow() {
    let instance = ledger.instance
    func pay(_ lease: LeaseIndex) -> Double {
      guard let option = option[lease.offset] else { return 0 }
      return Double(instance.options.unitValue[option]) / Double(instance.options.slots[option])
    }
    let growing = (0..<instance.leases.count).map { LeaseIndex($0) }.filter { canGrow($0) }
    let pays = growing.map(pay)
    let order = growing.indices.sorted { pays[$0] != pays[$1] ? pays[$0] > pays[$1] : $0 < $1 }
    for at in order { grow(growing[at]) }
  }

  private func canGrow(_ lease: LeaseIndex) -> Bool {
    guard let option = option[lease.offset], !ledger.instance.isPinned(lease) else { return false }
    let options = ledger.instance.options
    guard options.least[option] < options.units[option], options.unitValue[option] > 0 else { return false }
    return parts.units(of: lease.offset) < Int(options.units[option])
  }

  /// Enlarges a lease where it stands, or if it cannot become full there, wherever it becomes largest, provided that
  /// those who stand near to it still do and that the gain pays for what is moved.
  private mutating func grow(_ lease: LeaseIndex) {
    guard let chosen = option[lease.offset] else { return }
    let instance = ledger.instance
    let (before, start) = (objective, ledger.mark())
    let standing = Array(parts[lease.offset])
    let units = parts.units(of: lease.offset)
    let most = Int(instance.options.units[chosen])
    count(lease, -1)
    ledger.remove(chosen, parts: standing[...], piece: nil)
    let removed = ledger.mark()
    let domain = instance.domain(of: instance.bays.zone[standing[0].bay], at: instance.options.level[chosen])
    func inPlace(_ ledger: inout Ledger) -> Int {
      ledger.gather(chosen, in: domain, least: units + 1, most: most, preferred: standing)
    }
    let inDomain = inPlace(&ledger)
    if inDomain < most {
      ledger.rollBack(to: removed)
      if ledger.place(chosen, from: max(inDomain, units) + 1, to: most) == 0 { _ = inPlace(&ledger) }
    }
    parts.set(lease.offset, from: ledger.journal[removed...])
    count(lease, 1)
    let grown = parts.units(of: lease.offset) > units
    if !grown || objective <= before || !keepsFollowers(lease) {
      count(lease, -1)
      ledger.rollBack(to: start)
      parts[lease.offset] = standing[...]
      count(lease, 1)
    }
  }

  /// True if those who stand near to a lease still do.
  private func keepsFollowers(_ lease: LeaseIndex) -> Bool {
    guard !ledger.book.affinity.isEmpty else { return true }
    return ledger.book.affinity.followers[lease.offset].allSatisfy { follower in
      guard let chosen = option[follower.offset] else { return true }
      return ledger.satisfiesAffinity(chosen, parts: parts[follower.offset])
    }
  }
}
