/// What one unit of each option costs at given prices in its cheapest bay, in cents.
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
      let cost = Self.cheapest(classes.all[number], in: 0..<instance.bays.count, ledger, prices)
      known[number] = cost
      return cost
    }
  }

  /// What one unit costs in the cheapest of some bays, in cents; infinite where none is of its kind.
  static func cheapest(_ key: PriceClass, in bays: Range<Int>, _ ledger: Ledger, _ prices: Prices) -> Double {
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
      ranking[range].sort { a, b in
        let (gainA, gainB) = (gain(Int(a), instance), gain(Int(b), instance))
        return gainA != gainB ? gainA > gainB : a < b
      }
    }
    return hasSeveral ? ranking : nil
  }

  /// Value less priced cost of all units.
  private func gain(_ option: Int, _ instance: Instance) -> Double {
    Double(instance.options.value[option]) - Double(instance.options.units[option]) * cost[option]
  }

  /// Value over priced cost of all units.
  func ratio(_ option: Int, _ instance: Instance) -> Double {
    // A free home must not make everything equal: the smallest cost is a trifle of the value.
    let value = Double(instance.options.value[option])
    let cost = max(Double(instance.options.units[option]) * cost[option], value * 1e-9)
    return cost > 0 ? value / cost : 0
  }
}

/// The orders in which leases are tried. No order wins everywhere, and trying several is cheap.
struct Orders: Sendable {
  private let leases: [LeaseIndex]
  private let ratio: [Double]
  private let units: [Int32]
  private let isWorthwhile: [Bool]
  private let seed: UInt64

  init(_ instance: Instance, leases: [LeaseIndex], costs: UnitCosts, seed: UInt64) {
    self.leases = leases
    self.seed = seed
    var ratio: [Double] = []
    var units: [Int32] = []
    var worthwhile: [Bool] = []
    for lease in leases {
      var best = 0.0
      var size: Int32 = 0
      for option in instance.optionRange(of: lease) {
        let slots = Int64(instance.options.units[option]) * Int64(instance.options.slots[option])
        best = max(best, costs.ratio(option, instance))
        size = max(size, Int32(clamping: slots))
      }
      ratio.append(best)
      units.append(size)
      worthwhile.append(best >= 0.98)
    }
    self.ratio = ratio
    self.units = units
    isWorthwhile = worthwhile
  }

  /// The `number`-th order: by ratio, by ratio with two bonuses for width, widest first among the worthwhile, then
  /// ratio with noise and a random bonus.
  func order(_ number: Int) -> [LeaseIndex] {
    switch number {
    case 0: return sorted { ratio[$0] }
    case 1: return sorted { ratio[$0] * widthBonus(units[$0], 0.02) }
    case 2: return sorted { ratio[$0] * widthBonus(units[$0], 0.08) }
    case 3: return sorted { isWorthwhile[$0] ? 1e12 * Double(units[$0]) + ratio[$0] : ratio[$0] }
    default:
      var random = SplitMix64(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
      let bonus = 0.1 * random.unit()
      let noise = leases.indices.map { _ in 0.97 + 0.06 * random.unit() }
      return sorted { ratio[$0] * noise[$0] * widthBonus(units[$0], bonus) }
    }
  }

  /// Those that are worth what they cost, by ratio.
  func worthwhile() -> [LeaseIndex] {
    let order = leases.indices.filter { isWorthwhile[$0] }
    return argsortDescending(order.map { ratio[$0] }).map { leases[order[Int($0)]] }
  }

  /// An order with one to three leases moved: a refused one towards the front, or any one to anywhere.
  func changed(_ order: [LeaseIndex], number: Int, isRefused: (LeaseIndex) -> Bool) -> [LeaseIndex] {
    var random = SplitMix64(seed: seed &+ UInt64(number) &* 0xA24B_AED4_963E_E407)
    var order = order
    let refused = order.indices.filter { isRefused(order[$0]) }
    for _ in 0..<1 + Int(random.next() % 3) {
      let towardsFront = !refused.isEmpty && random.next() % 2 == 0
      let from =
        towardsFront ? refused[Int(random.next() % UInt64(refused.count))] : Int(random.next() % UInt64(order.count))
      let to = Int(random.next() % UInt64(towardsFront ? from + 1 : order.count))
      order.insert(order.remove(at: from), at: to)
    }
    return order
  }

  /// Grows by `rate` with each doubling of the width.
  private func widthBonus(_ width: Int32, _ rate: Double) -> Double {
    1 + rate * Double(Int32.bitWidth - max(1, width).leadingZeroBitCount)
  }

  private func sorted(_ key: (Int) -> Double) -> [LeaseIndex] {
    argsortDescending(leases.indices.map(key)).map { leases[Int($0)] }
  }
}

/// Steele, Lea, Flood, *Fast splittable pseudorandom number generators* (2014): small, seedable, the same everywhere.
struct SplitMix64: Sendable {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
