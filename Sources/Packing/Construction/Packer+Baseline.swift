/// Simple ways to pack, to hold the packer against.
public enum Baseline: String, Hashable, Sendable, CaseIterable {
  /// Leases as they come, each in the first zone of its level that takes it.
  case firstFit
  /// The leases that pay most a GPU first, each in the tightest zone of its level that takes it.
  case bestFitByDensity
}

extension Packer {
  /// Packs one order of leases by a simple rule: who stands already, then mandatory leases, then the others.
  ///
  /// Its bound is the sum of what all leases are worth: no prices are looked for.
  public func packing(by rule: Baseline) -> Packing {
    var partial = PartialPacking(Ledger(instance))
    let conflicts = partial.placePins(
      (0..<instance.leases.count).map { LeaseIndex($0) }.filter(instance.isPinned), seed: settings.seed)
    partial.placeMovable(leases { instance.hasPins($0) })
    let canServe = [Bool](repeating: true, count: instance.options.count)
    let waiting = leases { partial.option[$0.offset] == nil }
    let order = rule == .firstFit ? waiting : densityOrder(waiting)
    let mandatoryFirst =
      order.filter { instance.leases.isMandatory[$0] } + order.filter { !instance.leases.isMandatory[$0] }
    switch rule {
    case .firstFit:
      var cursors = FirstDomains()
      for lease in partial.ledger.book.affinity.afterAnchors(mandatoryFirst, instance) {
        partial.placeFirst(lease, &cursors)
      }
    case .bestFitByDensity:
      partial = partial.packing(mandatoryFirst, canServe: canServe)
    }
    let prices = Prices(instance)
    let bound = Bound(
      prices, ledger: partial.ledger, fixedValue: 0, fixedMandatoryValue: 0,
      leases: (0..<instance.leases.count).map { (lease: LeaseIndex($0), isForced: false) }, canServe: canServe)
    return Packing(
      parts: partial.parts, option: partial.option, pieces: PieceLayout(partial).places, conflicts: conflicts,
      value: partial.value, mandatoryValue: partial.mandatoryValue, moveCost: partial.moveCost, prices: prices,
      bound: bound)
  }
}

/// The first domain that may still take an option without rules: space is only taken, so it only moves on.
private struct FirstDomains {
  /// By shape and size.
  var first: [Int64: Int] = [:]
}

extension PartialPacking {
  /// Places a lease by the first of its options, in the first domain, that takes it.
  fileprivate mutating func placeFirst(_ lease: LeaseIndex, _ cursors: inout FirstDomains) {
    for at in ledger.instance.optionRange(of: lease) {
      let option = OptionIndex(at)
      let domains = ledger.hierarchy.domains(of: option, ledger.instance)
      // What has rules and fails now may not fail later.
      let isPlain = ledger.book.rules(of: option).isEmpty
      let key = isPlain ? ledger.loads.shapes.sized(option, ledger.instance.options) : nil
      let start = ledger.mark()
      var number = key.flatMap { cursors.first[$0] } ?? 0
      while number < domains.count, !ledger.place(option, in: domains[number]) { number += 1 }
      if let key { cursors.first[key] = number }
      if number < domains.count { return accept(lease, option, since: start) }
    }
  }
}
