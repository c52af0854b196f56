/// The cost of one unit of each option at given prices in its cheapest bay, in cents.
struct UnitCosts: Sendable {
  let cost: [Double]
  let prices: Prices

  init(_ instance: Instance, ledger: Ledger, prices: Prices, canServe: [Bool]) {
    self.prices = prices
    let classes = ledger.loads.priceClasses
    var known = [Double?](repeating: nil, count: classes.all.count)
    cost = classes.ofOption.indices.map { option in
      guard canServe[option] else { return 0 }
      let number = Int(classes.ofOption[option])
      if let cost = known[number] { return cost }
      let cost = Self.cheapest(classes.all[number], in: 0..<instance.bays.count, on: ledger, at: prices)
      known[number] = cost
      return cost
    }
  }

  /// The cost of one unit in the cheapest of some bays, in cents; infinite where none is of its kind.
  static func cheapest(_ key: PriceClass, in bays: Range<Int>, on ledger: Ledger, at prices: Prices) -> Double {
    let instance = ledger.instance
    var best = Double.infinity
    for bay in bays where instance.bays.kind[bay] == key.kind {
      var sum = Double(prices.slot[bay]) * Double(key.slots)
      for entry in instance.entries(of: bay) {
        let price = prices.row[instance.incidenceRow[entry].offset]
        if price != 0 { sum += Double(price) * key.load(ledger.loads.coefficientClass[entry], ledger.loads) }
      }
      if sum < best { best = sum }
    }
    return best / Double(Prices.picocentsPerCent)
  }
}

extension UnitCosts {
  /// The options of every lease, those first that are worth most beyond what they cost, with equals as they are; nil:
  /// no lease has several.
  func ranking(_ instance: Instance) -> [Int32]? {
    var ranking = (0..<Int32(instance.options.count)).map { $0 }
    var hasSeveral = false
    for lease in 0..<instance.leases.count {
      let range = instance.optionRange(of: LeaseIndex(lease))
      guard range.count > 1 else { continue }
      hasSeveral = true
      sortByGain(&ranking[range], instance)
    }
    return hasSeveral ? ranking : nil
  }

  /// Sorts options by gain, those first that are worth most beyond what they cost, of equals the first first.
  func sortByGain(_ options: inout ArraySlice<Int32>, _ instance: Instance) {
    options.sort { a, b in
      let (gainA, gainB) = (gain(Int(a), instance), gain(Int(b), instance))
      return gainA != gainB ? gainA > gainB : a < b
    }
  }

  /// The gain of an option: value less priced cost of all units.
  private func gain(_ option: Int, _ instance: Instance) -> Double {
    Double(instance.options.value[option]) - Double(instance.options.units[option]) * cost[option]
  }

  /// The worth of an option: value over priced cost of all units.
  func ratio(_ option: Int, _ instance: Instance) -> Double {
    // A free place must not make everything equal: the smallest cost is a trifle of the value.
    let value = Double(instance.options.value[option])
    let cost = max(Double(instance.options.units[option]) * cost[option], value * 1e-9)
    return cost > 0 ? value / cost : 0
  }
}
