/// A packing in the making: a ledger, and who stands where.
struct Attempt: Sendable {
  var ledger: Ledger
  var option: [OptionIndex?]
  var parts: [[(bay: BayIndex, units: Int)]]
  var value: Int64 = 0
  var keptValue: Int64 = 0

  init(_ ledger: Ledger) {
    self.ledger = ledger
    option = [OptionIndex?](repeating: nil, count: ledger.instance.leases.count)
    parts = [[(bay: BayIndex, units: Int)]](repeating: [], count: ledger.instance.leases.count)
  }

  /// Puts every pinned lease where it stands, those of high priority first; says which no longer fit.
  ///
  /// One that no longer fits is refused, but it stands there all the same: its nodes and its load are nobody else's.
  mutating func placePins() -> [Packing.Conflict] {
    let instance = ledger.instance
    let leases = instance.leases
    var conflicts: [Packing.Conflict] = []
    let pinned = (0..<leases.count).filter { leases.firstPin[$0] < leases.firstPin[$0 + 1] }
      .sorted { (leases.priority[$1], $0) < (leases.priority[$0], $1) }
    for lease in pinned {
      let chosen = leases.firstOption[lease]
      let start = ledger.mark()
      var found: Packing.Conflict?
      for pin in Int(leases.firstPin[lease])..<Int(leases.firstPin[lease + 1]) {
        let (bay, units) = (leases.pinBay[pin], Int(leases.pinUnits[pin]))
        if found == nil, ledger.fit(chosen, in: bay, most: units) < units {
          found = conflict(LeaseIndex(lease), chosen, bay, units)
        }
        ledger.put(chosen, in: bay, units: units)
      }
      if let found { conflicts.append(found) } else { accept(LeaseIndex(lease), chosen, since: start) }
    }
    return conflicts.sorted { $0.lease < $1.lease }
  }

  private func conflict(_ lease: LeaseIndex, _ option: OptionIndex, _ bay: BayIndex, _ units: Int) -> Packing.Conflict {
    let instance = ledger.instance
    var worst: (row: RowIndex, short: Int64)?
    let base = Int(ledger.loads.amountClass[option]) * ledger.loads.coefficientClasses
    for entry in Int(instance.incidenceStart[bay.offset])..<Int(instance.incidenceStart[bay.offset + 1]) {
      let row = instance.incidenceRow[entry]
      let load = ledger.loads.loads[base + Int(ledger.loads.coefficientClass[entry])]
      let short = load.multipliedReportingOverflow(by: Int64(units)).partialValue - ledger.headroom[row]
      if load > 0, short > (worst?.short ?? 0) { worst = (row, short) }
    }
    if let worst { return Packing.Conflict(lease: lease, bay: nil, row: worst.row, short: worst.short) }
    let short = Int64(units) * Int64(instance.options.slots[option]) - Int64(ledger.free[bay])
    return Packing.Conflict(lease: lease, bay: bay, row: nil, short: short)
  }

  /// This attempt with the leases of an order added, each where it fits best.
  ///
  /// Only space is taken, never given back, so what failed once fails for ever: the smallest size that failed is kept
  /// for every kind, level and amount.
  func packing(_ order: [LeaseIndex], canServe: [Bool]) -> Attempt {
    var attempt = self
    let instance = ledger.instance
    var failed: [FailureKey: Int32] = [:]
    for lease in order {
      for at in instance.optionRange(of: lease) where canServe[at] {
        let option = OptionIndex(at)
        let key = FailureKey(
          kind: instance.options.kind[at], level: instance.options.level[at], slots: instance.options.slots[at],
          amountClass: ledger.loads.amountClass[at])
        if let smallest = failed[key], instance.options.units[at] >= smallest { continue }
        let start = attempt.ledger.mark()
        if attempt.ledger.place(option) {
          attempt.accept(lease, option, since: start)
          break
        }
        failed[key] = instance.options.units[at]
      }
    }
    #if PACKING_INVARIANTS
      precondition(attempt.ledger.checkInvariants(), "the ledger differs from the sum of what is placed")
    #endif
    return attempt
  }

  private struct FailureKey: Hashable {
    var kind: Int32
    var level: Int32
    var slots: Int32
    var amountClass: Int32
  }

  private mutating func accept(_ lease: LeaseIndex, _ chosen: OptionIndex, since mark: Int) {
    option[lease.offset] = chosen
    parts[lease.offset] = ledger.parts(since: mark)
    let worth = ledger.instance.options.value[chosen]
    value += worth
    if ledger.instance.leases.isKept[lease] { keptValue += worth }
  }

  func acceptedAll(_ leases: [LeaseIndex]) -> Bool { leases.allSatisfy { option[$0.offset] != nil } }
}
