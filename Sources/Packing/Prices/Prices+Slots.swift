extension Prices {
  /// Prices for slots alone, found in no time: in every bay of a kind the worth of the last slot if those who pay most
  /// take all there are; where some are left over, a trifle.
  ///
  /// - Parameters:
  ///   - leases: who asks; each for the kind for which it pays most by slot.
  /// - Complexity: O(options + bays).
  init(slotsOf ledger: Ledger, leases: [LeaseIndex], canServe: [Bool]) {
    let instance = ledger.instance
    self.init(instance)
    var demand = [KindDemand](repeating: KindDemand(), count: instance.nodeSlots.count)
    for lease in leases {
      var best: (perSlot: Double, slots: Double, kind: Int)?
      for option in instance.optionRange(of: lease) where canServe[option] {
        let slots = Double(instance.options.units[option]) * Double(instance.options.slots[option])
        let perSlot = Double(instance.options.value[option]) / slots
        if perSlot > best?.perSlot ?? -.infinity { best = (perSlot, slots, Int(instance.options.kind[option])) }
      }
      guard let best else { continue }
      demand[best.kind].perSlot.append(best.perSlot)
      demand[best.kind].slots.append(best.slots)
    }
    var left = [Double](repeating: 0, count: demand.count)
    for bay in 0..<instance.bays.count {
      left[Int(instance.bays.kind[bay])] += Double(max(0, ledger.freeSlots(of: BayIndex(bay))))
    }
    let price = demand.indices.map { kind -> Int64 in
      var last = 0.0
      for bid in argsortDescending(demand[kind].perSlot) {
        last = demand[kind].perSlot[Int(bid)]
        left[kind] -= demand[kind].slots[Int(bid)]
        if left[kind] <= 0 { break }
      }
      // Not nothing, so that whoever pays more still comes first.
      if left[kind] > 0 { last *= 1e-3 }
      return Prices.picocents(last)
    }
    for bay in 0..<instance.bays.count { slot[bay] = price[Int(instance.bays.kind[bay])] }
  }
}

/// The demand for slots of a kind: by lease what it pays for a slot, and how many it asks for.
private struct KindDemand {
  var perSlot: [Double] = [], slots: [Double] = []
}
