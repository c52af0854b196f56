/// The upper bounds that prices prove, re-added in integers.
///
/// Weak duality: for any packing that serves lease *w* by option *o(w)*, Σ value = Σ capacity × price − Σ (capacity −
/// load) × price + Σ (value − Σ load × price). The middle term is not positive; a lease's last term is at most `value −
/// cheapest placement`, and 0 for one that is refused. So Σ capacity × price + Σ max(0, value − cheapest placement) bounds every
/// packing; a lease that every packing under comparison must serve enters without the max. Sums are in Int128, rounded
/// up to a whole cent.
///
/// Rules of exclusivity, spread, blocks, domains, affinity and the cost of moves only narrow what is packed, so a bound
/// that does not know them holds. What an elastic lease gains is linear in its size, so its best size is an end of its
/// range. A piece is charged its share of what its node charges, rounded down: the pieces of a node together are never
/// charged more than the node (and the room that is left on nodes which stand open already is added to the capacities).
///
/// ```swift
/// let packing = Packer(instance, pool: pool).pack()
/// let gap = Double(packing.bound.value - packing.value + packing.moveCost) / Double(packing.bound.value)
/// ```
public struct Bound: Sendable, Equatable {
  /// The bound on value, cents per hour, among packings that serve the mandatory leases served here.
  public var value: Int64
  /// The bound on the value of mandatory leases, cents per hour.
  public var mandatoryValue: Int64
}

extension Bound {
  /// - Parameters:
  ///   - ledger: what is free once the pinned leases stand.
  ///   - fixedValue, fixedMandatoryValue: the value of the pinned leases; they are in every packing under comparison.
  ///   - leases: the others, with whether they are forced (mandatory and served here).
  ///   - canServe: by option: true if it can be served at all, by any reading that does not depend on other leases.
  /// - Complexity: O(incidences + bays × distinct amounts × distinct coefficients of a bay + options).
  init(
    _ prices: Prices, ledger: Ledger, fixedValue: Int64, fixedMandatoryValue: Int64,
    leases: [(lease: LeaseIndex, isForced: Bool)], canServe: [Bool]
  ) {
    let instance = ledger.instance
    let capacity = Self.capacity(prices, ledger)
    let bays = PricedBays(prices, ledger)
    let classes = ledger.loads.priceClasses
    var cheapest = [Int128?](repeating: nil, count: classes.all.count)
    var bound = capacity
    var mandatory = capacity
    var allValue = Int128(fixedValue)
    var allMandatory = Int128(fixedMandatoryValue)
    for (lease, isForced) in leases {
      var best: Int128? = nil
      var mostValue: Int128 = 0
      var (bestKept, mostKept) = (Int128(0), Int128(0))
      for option in instance.optionRange(of: lease) where canServe[option] {
        let number = Int(classes.ofOption[option])
        let unit = cheapest[number] ?? bays.cheapestUnit(classes.all[number])
        cheapest[number] = unit
        let kept = Int128(instance.options.keptValue[option])
        mostKept = max(mostKept, kept)
        bestKept = max(
          bestKept,
          kept * Int128(Prices.picocentsPerCent) - unit.multipliedSaturating(Int(instance.options.least[option])))
        for size in instance.sizes(of: option) {
          let value = Int128(instance.value(of: OptionIndex(option), units: size))
          mostValue = max(mostValue, value)
          let gain = value * Int128(Prices.picocentsPerCent) - unit.multipliedSaturating(size)
          best = max(best ?? gain, gain)
        }
      }
      allValue += mostValue
      if instance.leases.isMandatory[lease] {
        allMandatory += mostKept
        mandatory += bestKept
      }
      bound = max(-.priced, bound + (isForced ? best ?? 0 : max(0, best ?? 0)))
    }
    let isKnown = capacity < .priced
    func least(_ bound: Int128, _ all: Int128) -> Int64 {
      let most = all * Int128(Prices.picocentsPerCent)
      return Self.cents(isKnown ? min(bound, most) : most)
    }
    value = least(bound + Self.pico(fixedValue), allValue)
    mandatoryValue = least(mandatory + Self.pico(fixedMandatoryValue), allMandatory)
  }

  private static func pico(_ cents: Int64) -> Int128 { Int128(cents) * Int128(Prices.picocentsPerCent) }

  private static func cents(_ picocents: Int128) -> Int64 {
    let one = Int128(Prices.picocentsPerCent)
    let (quotient, remainder) = picocents.quotientAndRemainder(dividingBy: one)
    return Int64(clamping: remainder > 0 ? quotient + 1 : quotient)
  }

  /// Σ capacity × price; what is overfull already has no room.
  private static func capacity(_ prices: Prices, _ ledger: Ledger) -> Int128 {
    let slack = ledger.pricedHeadroom()
    var sum: Int128 = 0
    func add(_ room: Int64, _ price: Int64) { sum = min(.priced, sum + Int128(max(0, room)) * Int128(price)) }
    for row in prices.row.indices where prices.row[row] != 0 { add(slack[row], prices.row[row]) }
    for bay in prices.slot.indices where prices.slot[bay] != 0 {
      add(Int64(ledger.freeSlots(of: BayIndex(bay))), prices.slot[bay])
    }
    return sum
  }
}

extension Int128 {
  /// The limit at which sums of prices saturate: beyond any value, and so that one more product of two Int64 does not
  /// overflow. A cost that is held there is a lower one, which is as valid.
  fileprivate static var priced: Int128 { Int128(1) << 125 }

  /// The product, held.
  fileprivate func multipliedSaturating(_ count: Int) -> Int128 {
    let (product, overflow) = multipliedReportingOverflow(by: Int128(count))
    return overflow ? .priced : Swift.min(.priced, product)
  }
}

/// The charges of each open bay: prices of its rows summed by coefficient class, so that a class of leases is priced by
/// a few products.
private struct PricedBays {
  private var bays: [[Int]]
  private var free: [Int] = []
  private var slot: [Int64] = []
  /// The charges of each bay.
  private var charges = OffsetRanges()
  private var coefficient: [Int32] = [], price: [Int64] = []
  private let table: LoadTable

  /// - Complexity: O(incidences), with sorting.
  init(_ prices: Prices, _ ledger: Ledger) {
    let instance = ledger.instance
    table = ledger.loads
    bays = instance.nodeSlots.map { _ in [] }
    var priced: [(coefficient: Int32, price: Int64)] = []
    for bay in 0..<instance.bays.count {
      let free = ledger.freeSlots(of: BayIndex(bay))
      guard free > 0 else { continue }
      priced.removeAll(keepingCapacity: true)
      for entry in instance.entries(of: bay) {
        let price = prices.row[instance.incidenceRow[entry].offset]
        if price != 0 { priced.append((table.coefficientClass[entry], price)) }
      }
      priced.sort { $0 < $1 }
      for charge in priced {
        if coefficient.count > charges.end, coefficient[coefficient.count - 1] == charge.coefficient {
          price[price.count - 1] = price[price.count - 1].addedSaturating(charge.price)
        } else {
          coefficient.append(charge.coefficient)
          price.append(charge.price)
        }
      }
      bays[Int(instance.bays.kind[bay])].append(self.free.count)
      self.free.append(free)
      slot.append(prices.slot[bay])
      charges.append(upTo: price.count)
    }
  }

  /// The cost of one unit of a class in its cheapest bay.
  ///
  /// - Complexity: O(bays of the kind × their distinct coefficients).
  func cheapestUnit(_ key: PriceClass) -> Int128 {
    let base = table.base(of: key.amountClass)
    let node = table.base(of: key.nodeClass)
    var best: Int128? = nil
    for bay in bays[Int(key.kind)] where free[bay] >= key.slots {
      var cost = Int128(key.slots) * Int128(slot[bay])
      for charge in charges[bay] {
        cost = min(.priced, cost + Int128(table.load(base, coefficient: coefficient[charge])) * Int128(price[charge]))
      }
      if node >= 0 {
        var whole: Int128 = 0
        for charge in charges[bay] {
          whole = min(
            .priced, whole + Int128(table.load(node, coefficient: coefficient[charge])) * Int128(price[charge]))
        }
        cost = min(.priced, cost + whole / Int128(key.nodeSlots) * Int128(key.slots))
      }
      if cost < best ?? .max { best = cost }
    }
    return best ?? 0
  }
}
