internal import SeededRandom

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

  /// Returns this packing with the leases of an order added, each where it fits best. A lease that must stand near another
  /// one brings that one with it, and kept leases come with the one that they must stand near to.
  ///
  /// Only space is taken, never given back, so what failed once fails for ever: for options without rules, the smallest
  /// size that failed is kept for every shape. Elastic leases grow at the end.
  consuming func packing(_ order: [LeaseIndex], canServe: [Bool], strategy: Strategy = Strategy()) -> PartialPacking {
    var partial = self
    partial.ledger.fillPolicy = strategy.fillPolicy
    var failed = [Int32](repeating: .max, count: partial.ledger.loads.shapes.count)
    let instance = partial.ledger.instance
    let affinity = partial.ledger.book.affinity
    var waits = [Bool](repeating: false, count: affinity.isEmpty ? 0 : instance.leases.count)
    if !affinity.isEmpty { for lease in order { waits[lease.offset] = true } }
    func serve(_ partial: inout PartialPacking, _ lease: LeaseIndex, _ failed: inout [Int32]) {
      if strategy.returnsToPins, instance.hasPins(lease), partial.returnToPins(lease) { return }
      partial.serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed)
    }
    for lease in order where partial.option[lease.offset] == nil {
      guard !affinity.isEmpty, affinity.concerns(lease, instance) else {
        serve(&partial, lease, &failed)
        continue
      }
      let chain = partial.anchors(of: lease, waits)
      let failedBefore = failed
      partial.serveWithFollowers(chain[0], alsoWith: chain.dropFirst(), waits) { partial, lease in
        // What failed beside one place of an anchor may fit beside another.
        var failed = failedBefore
        serve(&partial, lease, &failed)
      }
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
    if !ledger.book.hasSizes(lease) {
      _ = serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed) { _, most in (most, most) }
      return
    }
    switch strategy.size {
    case .most: serveLargest(lease, instance, canServe: canServe, strategy: strategy, failed: &failed)
    case .least:
      _ = serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed) { least, _ in (least, least) }
    case .any:
      let share = ledger.chance.unit()
      _ = serve(lease, instance, canServe: canServe, strategy: strategy, failed: &failed) { least, most in
        (least, least + Int32(share * Double(most - least + 1)))
      }
    }
  }

  /// Places an elastic lease as large as it can be by the option that is then worth most.
  private mutating func serveLargest(
    _ lease: LeaseIndex, _ instance: Instance, canServe: [Bool], strategy: Strategy, failed: inout [Int32]
  ) {
    let start = ledger.mark()
    var best: (worth: Int64, option: OptionIndex, chance: SplitMix64)?
    for position in instance.optionRange(of: lease) {
      let option = OptionIndex(strategy.ranking.map { Int($0[position]) } ?? position)
      let shape = failingShape(option)
      guard canServe[option.offset] else { continue }
      if let shape, instance.options.least[option] >= failed[shape] { continue }
      let chance = ledger.chance
      guard ledger.place(option) else {
        if let shape { failed[shape] = instance.options.least[option] }
        continue
      }
      let units = ledger.parts(since: start).reduce(0) { $0 + $1.units }
      let worth = instance.value(of: option, units: units)
      ledger.rollBack(to: start)
      if worth > best?.worth ?? .min { best = (worth, option, chance) }
    }
    guard let best else { return }
    ledger.chance = best.chance
    if ledger.place(best.option) { accept(lease, best.option, since: start) }
  }

  /// Places a lease by the first of its options of which a number of units can be placed, from the first of the two
  /// given to the second.
  private mutating func serve(
    _ lease: LeaseIndex, _ instance: Instance, canServe: [Bool], strategy: Strategy, failed: inout [Int32],
    units: (_ least: Int32, _ most: Int32) -> (least: Int32, most: Int32)
  ) -> Bool {
    let range = instance.optionRange(of: lease)
    // Of several sizes on one kind the smallest comes first where leases start small.
    let sizes = strategy.size != .most && range.count > 1 ? instance.smallestFirst(range, strategy.ranking) : nil
    for position in range {
      let at = sizes?[position - range.lowerBound] ?? strategy.ranking.map { Int($0[position]) } ?? position
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
      mandatoryValue += sign * ledger.instance.options.keptValue[chosen]
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

extension Instance {
  /// The options of a lease as they are ranked, but of those of one kind the one of fewest units first.
  fileprivate func smallestFirst(_ range: Range<Int>, _ ranking: [Int32]?) -> [Int] {
    let ranked = range.map { at in ranking.map { Int($0[at]) } ?? at }
    var first: [Int32: Int] = [:]
    for (rank, at) in ranked.enumerated() where first[options.kind[at]] == nil { first[options.kind[at]] = rank }
    return ranked.enumerated().sorted { a, b in
      let (x, y) = (first[options.kind[a.element]]!, first[options.kind[b.element]]!)
      return (x, options.least[a.element], a.offset) < (y, options.least[b.element], b.offset)
    }.map(\.element)
  }
}
