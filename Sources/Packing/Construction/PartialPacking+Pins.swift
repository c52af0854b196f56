/// Leases that stand somewhere already.
extension PartialPacking {
  /// Puts pinned leases where they stand, those of high priority first, but each after its anchor; returns those that may
  /// not stand there.
  ///
  /// One that breaks a row or a rule even alone stands there all the same: its nodes and its load are not free for others. It
  /// is put last, so that it turns out none of those that fit beside one another. One that only does not fit beside the others
  /// is left out.
  mutating func placePins(_ leases: [LeaseIndex]) -> [Packing.Conflict] {
    let instance = ledger.instance
    let order = leases.sorted {
      (instance.leases.priority[$1], $0) < (instance.leases.priority[$0], $1)
    }
    let left = ledger.book.affinity.afterAnchors(order, instance).filter { !servePinned($0) }
    guard !left.isEmpty else { return [] }
    var alone = PartialPacking(Ledger(instance))
    let breaking = left.map { alone.breaksAlone($0) }
    var conflicts = zip(left, breaking).compactMap { $1 ? conflict($0, stands: true) : nil }
    // Whoever may stand only near one of these may now.
    let others = zip(left, breaking).filter { !$1 && !servePinned($0) }
    conflicts += others.compactMap { conflict($0.0, stands: false) }
    return conflicts.sorted { $0.lease < $1.lease }
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

  /// Puts leases that may be moved where they stand, as far as they fit there.
  mutating func placeMovable(_ leases: [LeaseIndex]) {
    for lease in ledger.book.affinity.afterAnchors(leases, ledger.instance) { _ = serveOnPins(lease) }
  }

  /// Puts a lease where it stands today if it fits there; false, and nothing changed, if not.
  mutating func serveOnPins(_ lease: LeaseIndex) -> Bool {
    let instance = ledger.instance
    guard let chosen = instance.optionOnPins(lease) else { return false }
    let (pins, piece) = instance.pins(of: lease)
    let units = pins.reduce(0) { $0 + $1.units }
    guard units >= Int(instance.options.least[chosen]), units <= Int(instance.options.units[chosen]),
      ledger.broken(chosen, parts: pins).rules.isEmpty, pinsFit(chosen, pins: pins, piece: piece)
    else { return false }
    let start = ledger.mark()
    ledger.put(chosen, parts: pins, piece: piece)
    accept(lease, chosen, since: start)
    return true
  }

  /// Serves a lease that may be moved where it stands, or as far as that is free, with the rest nearby.
  mutating func returnToPins(_ lease: LeaseIndex) -> Bool {
    if serveOnPins(lease) { return true }
    let instance = ledger.instance
    guard let chosen = instance.optionOnPins(lease), !ledger.isTrackedPiece(chosen) else { return false }
    let (pins, _) = instance.pins(of: lease)
    let start = ledger.mark()
    let domain = instance.domain(of: instance.bays.zone[pins[0].bay], at: instance.options.level[chosen])
    let (least, most) = (Int(instance.options.least[chosen]), Int(instance.options.units[chosen]))
    guard ledger.gather(chosen, in: domain, least: least, most: most, preferred: pins) > 0 else { return false }
    accept(lease, chosen, since: start)
    return true
  }

  /// The cost of a lease standing elsewhere than on its pins: by zone, the units that are there no longer.
  func moveCost(of lease: LeaseIndex) -> Int64 {
    let instance = ledger.instance
    let (pins, piece) = instance.pins(of: lease)
    var left: [ZoneIndex: Int] = [:]
    for pin in pins { left[instance.bays.zone[pin.bay], default: 0] += pin.units }
    for part in parts[lease.offset] { left[instance.bays.zone[part.bay], default: 0] -= part.units }
    var moved = left.values.reduce(0) { $0 + max(0, $1) }
    // A piece is moved too if it lies elsewhere on its node, or on another node.
    if moved == 0, piece != nil, pieces[lease.offset] != piece { moved = 1 }
    return Int64(moved) * instance.leases.moveCost[lease]
  }

  /// True if each of a lease's pins fits, one after the other.
  private mutating func pinsFit(
    _ option: OptionIndex, pins: [(bay: BayIndex, units: Int)], piece: PiecePlace?
  ) -> Bool {
    if let piece, ledger.isTrackedPiece(option), let pin = pins.first {
      return ledger.takes(option, in: pin.bay, at: piece)
    }
    let start = ledger.mark()
    defer { ledger.rollBack(to: start) }
    for pin in pins {
      guard ledger.fit(option, in: pin.bay, most: pin.units) == pin.units else { return false }
      ledger.put(option, in: pin.bay, units: pin.units)
    }
    return true
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
  /// True if a lease stands somewhere already.
  func hasPins(_ lease: LeaseIndex) -> Bool {
    !pinRange(of: lease).isEmpty
  }

  /// True if a lease stands somewhere already and stays there.
  func isPinned(_ lease: LeaseIndex) -> Bool { hasPins(lease) && leases.moveCost[lease] < 0 }

  /// The places where a lease stands already, and that on its node if it is a piece.
  func pins(of lease: LeaseIndex) -> (parts: [(bay: BayIndex, units: Int)], piece: PiecePlace?) {
    let range = pinRange(of: lease)
    return (range.map { (leases.pinBay[$0], Int(leases.pinUnits[$0])) }, range.first.flatMap { leases.pinPiece[$0] })
  }

  /// The option by which a lease stands on its pins: the first of the kind of its bay.
  func optionOnPins(_ lease: LeaseIndex) -> OptionIndex? {
    guard hasPins(lease) else { return nil }
    let kind = bays.kind[leases.pinBay[Int(leases.firstPin[lease.offset])]]
    let range = optionRange(of: lease)
    return (range.first { options.kind[$0] == kind } ?? range.first).map { OptionIndex($0) }
  }
}
