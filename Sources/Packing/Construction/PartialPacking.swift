/// A partial solution: a ledger, and the leases that are placed in it so far.
struct PartialPacking: Sendable {
  var ledger: Ledger
  var option: [OptionIndex?]
  var parts: PartTable
  /// The place of each piece of a tracked kind on its node.
  var pieces: [PiecePlace?]
  var value: Int64 = 0
  var mandatoryValue: Int64 = 0
  /// The cost of moving leases away from their pins, cents per hour.
  var moveCost: Int64 = 0
  /// Served mandatory leases, and how many there can be at most.
  private var mandatoryLeases = 0
  var mostMandatory = 0
  /// Served leases that stand somewhere already.
  private(set) var standing = 0

  init(_ ledger: Ledger) {
    self.ledger = ledger
    option = [OptionIndex?](repeating: nil, count: ledger.instance.leases.count)
    parts = PartTable(leases: ledger.instance.leases.count)
    pieces = [PiecePlace?](repeating: nil, count: ledger.instance.leases.count)
  }

  /// The objective by which the packing is compared.
  var objective: Objective {
    Objective(
      standing: standing, servesMandatory: mandatoryLeases >= mostMandatory ? 1 : 0, mandatoryValue: mandatoryValue,
      net: value - moveCost)
  }

  /// Returns this packing with the leases of an order added, each where it fits best, after the one that it must stand
  /// near to.
  ///
  /// Only space is taken, never given back, so what failed once fails for ever: for options without rules, the smallest
  /// size that failed is kept for every shape. Elastic leases grow at the end.
  consuming func packing(_ order: [LeaseIndex], canServe: [Bool], strategy: Strategy = Strategy()) -> PartialPacking {
    var partial = self
    partial.ledger.fillPolicy = strategy.fillPolicy
    var failed = [Int32](repeating: .max, count: partial.ledger.loads.shapes.count)
    let instance = partial.ledger.instance
    for lease in partial.ledger.book.affinity.afterAnchors(order, instance) where partial.option[lease.offset] == nil {
      if strategy.returnsToPins, instance.hasPins(lease), partial.returnToPins(lease) { continue }
      partial.serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed)
    }
    if partial.ledger.book.isElastic { partial.grow() }
    #if PACKING_INVARIANTS
      precondition(partial.ledger.checkInvariants(), "the ledger differs from the sum of what is placed")
    #endif
    return partial
  }

  /// Places a lease by the first of its options that can be placed, or if it is elastic, by the one that becomes worth
  /// most.
  private mutating func serve(
    _ lease: LeaseIndex, _ instance: Instance, canServe: [Bool], strategy: Strategy, failed: inout [Int32]
  ) {
    let range = instance.optionRange(of: lease)
    if !ledger.book.isElastic || !range.contains(where: { instance.options.least[$0] < instance.options.units[$0] }) {
      _ = serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed) { _, most in (most, most) }
    } else if strategy.startsSmall {
      _ = serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed) { least, _ in (least, least) }
    } else {
      serveLargest(lease, instance, canServe: canServe, strategy: strategy, failed: &failed)
    }
  }

  /// Places an elastic lease as large as it can be by the option that is then worth most.
  private mutating func serveLargest(
    _ lease: LeaseIndex, _ instance: Instance, canServe: [Bool], strategy: Strategy, failed: inout [Int32]
  ) {
    let start = ledger.mark()
    var best: (worth: Int64, option: OptionIndex)?
    for position in instance.optionRange(of: lease) {
      let option = OptionIndex(strategy.ranking.map { Int($0[position]) } ?? position)
      let shape = failingShape(option)
      guard canServe[option.offset] else { continue }
      if let shape, instance.options.least[option] >= failed[shape] { continue }
      guard ledger.place(option) else {
        if let shape { failed[shape] = instance.options.least[option] }
        continue
      }
      let units = ledger.parts(since: start).reduce(0) { $0 + $1.units }
      let worth = instance.value(of: option, units: units)
      ledger.rollBack(to: start)
      if worth > best?.worth ?? .min { best = (worth, option) }
    }
    if let best, ledger.place(best.option) { accept(lease, best.option, since: start) }
  }

  /// Places a lease by the first of its options of which a number of units can be placed, from the first of the two
  /// given to the second.
  private mutating func serve(
    _ lease: LeaseIndex, _ instance: Instance, canServe: [Bool], strategy: Strategy, failed: inout [Int32],
    units: (_ least: Int32, _ most: Int32) -> (least: Int32, most: Int32)
  ) -> Bool {
    for position in instance.optionRange(of: lease) {
      let at = strategy.ranking.map { Int($0[position]) } ?? position
      guard canServe[at] else { continue }
      let option = OptionIndex(at)
      let asked = units(instance.options.least[at], instance.options.units[at])
      let shape = failingShape(option)
      if let shape, asked.least >= failed[shape] { continue }
      let start = ledger.mark()
      let isFull = asked.least == instance.options.units[at]
      if isFull ? ledger.placeFull(option) : ledger.place(option, from: Int(asked.least), to: Int(asked.most)) > 0 {
        accept(lease, option, since: start)
        return true
      }
      if let shape { failed[shape] = asked.least }
    }
    return false
  }

  /// The shape of an option that fails like all of its shape; nil: it has rules, and may fail alone.
  private func failingShape(_ option: OptionIndex) -> Int? {
    ledger.book.rules(of: option).isEmpty ? Int(ledger.loads.shapes.ofOption[option]) : nil
  }

  /// Enters a lease that has been placed since a mark.
  mutating func accept(_ lease: LeaseIndex, _ chosen: OptionIndex, since mark: Int) {
    option[lease.offset] = chosen
    parts.set(lease.offset, from: ledger.journal[mark...])
    if let piece = ledger.piece(since: mark) { pieces[lease.offset] = piece }
    count(lease, 1)
  }

  /// Adds a served lease to the sums, or with −1 takes it out.
  mutating func count(_ lease: LeaseIndex, _ sign: Int64) {
    guard let chosen = option[lease.offset] else { return }
    let units = parts.units(of: lease.offset)
    let worth = sign * ledger.instance.value(of: chosen, units: units)
    value += worth
    if ledger.instance.leases.isMandatory[lease] {
      mandatoryValue += worth
      mandatoryLeases += Int(sign)
    }
    guard ledger.instance.hasPins(lease) else { return }
    standing += Int(sign)
    if ledger.instance.leases.moveCost[lease] > 0 { moveCost += sign * moveCost(of: lease) }
  }

  /// Takes a served lease out again; the journal of the ledger remembers both.
  mutating func withdraw(_ lease: LeaseIndex) {
    guard let chosen = option[lease.offset] else { return }
    count(lease, -1)
    ledger.remove(chosen, parts: parts[lease.offset], piece: pieces[lease.offset])
    option[lease.offset] = nil
    parts[lease.offset] = []
    pieces[lease.offset] = nil
  }

  func acceptedAll(_ leases: [LeaseIndex]) -> Bool { leases.allSatisfy { option[$0.offset] != nil } }
}
