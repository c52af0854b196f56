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
      var fits = true
      for pin in Int(leases.firstPin[lease])..<Int(leases.firstPin[lease + 1]) {
        let (bay, units) = (leases.pinBay[pin], Int(leases.pinUnits[pin]))
        fits = fits && ledger.fit(chosen, in: bay, most: units) == units
        ledger.put(chosen, in: bay, units: units)
      }
      if fits {
        accept(LeaseIndex(lease), chosen, since: start)
      } else {
        conflicts.append(conflict(LeaseIndex(lease), since: start))
      }
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
      for entry in Int(instance.incidenceStart[bay.offset])..<Int(instance.incidenceStart[bay.offset + 1]) {
        let row = instance.incidenceRow[entry]
        let room = ledger.headroom[row.offset]
        guard room < 0 else { continue }
        let share = -Double(room) / max(1, Double(instance.rows.capacity[row]))
        if share > (worst?.share ?? 0) { worst = (row, room == .min ? .max : -room, share) }
      }
    }
    if let overfull { return Packing.Conflict(lease: lease, bay: overfull.bay, row: nil, short: overfull.short) }
    return Packing.Conflict(lease: lease, bay: nil, row: worst?.row, short: worst?.short ?? 0)
  }

  /// This attempt with the leases of an order added, each where it fits best.
  ///
  /// Only space is taken, never given back, so what failed once fails for ever: the smallest size that failed is kept
  /// for every kind, level and amount.
  ///
  /// - Parameter prefersLight: whether places that press least on scarce rows come before tight ones.
  func packing(_ order: [LeaseIndex], canServe: [Bool], prefersLight: Bool = false) -> Attempt {
    var attempt = self
    attempt.ledger.prefersLight = prefersLight
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
