/// Leases that stand somewhere already.
extension PartialPacking {
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
  mutating func pinsFit(
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

  /// The option by which a lease stands on its pins: of the kind of its bay and of its size, or failing that the first of
  /// the kind.
  func optionOnPins(_ lease: LeaseIndex) -> OptionIndex? {
    guard hasPins(lease) else { return nil }
    let pins = pinRange(of: lease)
    let kind = bays.kind[leases.pinBay[pins.lowerBound]]
    let units = pins.reduce(0) { $0 + leases.pinUnits[$1] }
    let range = optionRange(of: lease)
    let ofKind = range.filter { options.kind[$0] == kind }
    let ofSize = ofKind.first { options.least[$0] <= units && units <= options.units[$0] }
    return (ofSize ?? ofKind.first ?? range.first).map { OptionIndex($0) }
  }
}
