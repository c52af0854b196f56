internal import SeededRandom

/// Priority lists: orders in which leases are tried. No order is best everywhere, and trying several is cheap.
struct PriorityLists: Sendable {
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

  /// The `number`-th list: by ratio, by ratio with two bonuses for width, widest first among the worthwhile, then
  /// ratio with noise and a random bonus.
  func list(_ number: Int) -> [LeaseIndex] {
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

  /// The leases that are worth what they cost, by ratio.
  func worthwhile() -> [LeaseIndex] {
    let order = leases.indices.filter { isWorthwhile[$0] }
    return argsortDescending(order.map { ratio[$0] }).map { leases[order[Int($0)]] }
  }

  /// A list with one to three leases moved: a refused one towards the front, or any one to anywhere.
  func mutated(_ order: [LeaseIndex], number: Int, isRefused: (LeaseIndex) -> Bool) -> [LeaseIndex] {
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
