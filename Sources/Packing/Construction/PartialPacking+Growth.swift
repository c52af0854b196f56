/// Elastic leases that grow.
extension PartialPacking {
  /// Lets elastic leases grow that are served with fewer units than they take, those first that pay most for a slot.
  mutating func grow() {
    let instance = ledger.instance
    func pay(_ lease: LeaseIndex) -> Double {
      guard let chosen = option[lease.offset], let most = larger(lease).first else { return 0 }
      let units = Int(instance.options.units[most]) - parts.units(of: lease.offset)
      let gain = instance.options.value[most] - worth(of: lease)
      return Double(gain) / Double(max(1, units) * Int(instance.options.slots[chosen]))
    }
    let growing = (0..<instance.leases.count).map { LeaseIndex($0) }.filter { canGrow($0) }
    let pays = growing.map(pay)
    let order = growing.indices.sorted { pays[$0] != pays[$1] ? pays[$0] > pays[$1] : $0 < $1 }
    for at in order { grow(growing[at]) }
  }

  private func canGrow(_ lease: LeaseIndex) -> Bool {
    guard option[lease.offset] != nil, !ledger.instance.isPinned(lease), ledger.book.hasSizes(lease) else {
      return false
    }
    return !larger(lease).isEmpty
  }

  /// The options by which a lease could be worth more than it is, those first by which it could be worth most.
  private func larger(_ lease: LeaseIndex) -> [OptionIndex] {
    let instance = ledger.instance
    let worth = worth(of: lease)
    guard let chosen = option[lease.offset], !instance.isPiece(chosen) else { return [] }
    return instance.optionRange(of: lease)
      .filter { instance.options.value[$0] > worth && !instance.isPiece(OptionIndex($0)) }
      .sorted { (instance.options.value[$1], $0) < (instance.options.value[$0], $1) }.map { OptionIndex($0) }
  }

  /// Enlarges a lease as long as one of its options lets it be worth more.
  private mutating func grow(_ lease: LeaseIndex) {
    for option in larger(lease) where grow(lease, by: option) { return }
  }

  /// Enlarges a lease where it stands, or if it cannot become full there, wherever it becomes largest, provided that
  /// those who stand near to it still do and that the gain pays for what is moved; false, and nothing changed, if not.
  private mutating func grow(_ lease: LeaseIndex, by larger: OptionIndex) -> Bool {
    guard let chosen = option[lease.offset] else { return false }
    let instance = ledger.instance
    let (before, start) = (objective, ledger.mark())
    let standing = Array(parts[lease.offset])
    let units = chosen == larger ? parts.units(of: lease.offset) : Int(instance.options.least[larger]) - 1
    let most = Int(instance.options.units[larger])
    count(lease, -1)
    ledger.remove(chosen, parts: standing[...], piece: nil)
    let removed = ledger.mark()
    let domain = instance.domain(of: instance.bays.zone[standing[0].bay], at: instance.options.level[larger])
    let isSameKind = instance.options.kind[chosen] == instance.options.kind[larger]
    func inPlace(_ ledger: inout Ledger) -> Int {
      guard isSameKind else { return 0 }
      return ledger.gather(larger, in: domain, least: units + 1, most: most, preferred: standing)
    }
    let inDomain = inPlace(&ledger)
    if inDomain < most {
      ledger.rollBack(to: removed)
      if ledger.place(larger, from: max(inDomain, units) + 1, to: most) == 0 { _ = inPlace(&ledger) }
    }
    option[lease.offset] = larger
    parts.set(lease.offset, from: ledger.journal[removed...])
    count(lease, 1)
    if !parts[lease.offset].isEmpty, objective > before, keepsFollowers(lease) { return true }
    count(lease, -1)
    ledger.rollBack(to: start)
    option[lease.offset] = chosen
    parts[lease.offset] = standing[...]
    count(lease, 1)
    return false
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
