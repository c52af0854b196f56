/// The upper bounds that prices prove, re-added in integers.
///
/// Weak duality: for any packing that serves lease *w* by option *o(w)*, Σ value = Σ capacity × price − Σ (capacity − load) ×
/// price + Σ (value − Σ load × price). The middle term is not positive; a lease's last term is at most `value − cheapest home`,
/// and 0 for one that is refused. So Σ capacity × price + Σ max(0, value − cheapest home) bounds every packing; a lease that
/// every packing under comparison must serve enters without the max. Sums are in Int128, rounded up to a whole cent.
///
/// Rules of exclusivity, spread, blocks, domains, nearness and the cost of moves only narrow what is packed, so a bound that
/// does not know them holds. What an elastic lease gains is linear in its size, so its best size is an end of its range.
/// A piece is charged its share of what its node charges, rounded down: the pieces of a node together are never charged more
/// than the node (and the room that is left on nodes which stand open already is added to the capacities).
public struct Bound: Sendable, Equatable {
  /// On value, among packings that serve the leases kept here.
  public var value: Int64
  /// On the value of leases that are to be kept.
  public var kept: Int64
}

extension Bound {
  /// - Parameters:
  ///   - ledger: what is free once the pinned leases stand.
  ///   - fixedValue, fixedKeptValue: the value of the pinned leases; they are in every packing under comparison.
  ///   - leases: the others, with whether they are forced (kept and served here).
  ///   - canServe: by option: whether it can be served at all, by any reading that does not depend on other leases.
  /// - Complexity: O(distinct bays × distinct amounts × rows of a bay + options).
  init(
    _ prices: Prices, ledger: Ledger, fixedValue: Int64, fixedKeptValue: Int64,
    leases: [(lease: LeaseIndex, isForced: Bool)], canServe: [Bool]
  ) {
    let instance = ledger.instance
    var capacity: Int128 = 0
    let headroom = ledger.pricedHeadroom()
    for row in 0..<instance.rows.count where prices.row[row] != 0 {
      capacity += Int128(headroom[row]) * Int128(prices.row[row])
    }
    for bay in 0..<instance.bays.count where prices.slot[bay] != 0 {
      capacity += Int128(ledger.freeSlots(of: BayIndex(bay))) * Int128(prices.slot[bay])
    }
    var homes: [PriceClass: Int128] = [:]
    var bound = capacity
    var kept = capacity
    var allValue = Int128(fixedValue)
    var allKept = Int128(fixedKeptValue)
    for (lease, isForced) in leases {
      var best: Int128? = nil
      var mostValue: Int128 = 0
      for option in instance.optionRange(of: lease) where canServe[option] {
        let key = PriceClass(
          kind: instance.options.kind[option], slots: instance.options.slots[option],
          amountClass: ledger.loads.pricedClass[option])
        let unit = homes[key] ?? Self.cheapestUnit(key, prices, ledger)
        homes[key] = unit
        for size in instance.sizes(of: option) {
          let value = Int128(instance.value(of: OptionIndex(option), units: size))
          mostValue = max(mostValue, value)
          let gain = value * Int128(Prices.picocentsPerCent) - unit * Int128(size)
          best = max(best ?? gain, gain)
        }
      }
      allValue += mostValue
      if instance.leases.isKept[lease] {
        allKept += mostValue
        kept += max(0, best ?? 0)
      }
      bound += isForced ? (best ?? 0) : max(0, best ?? 0)
    }
    value = Self.cents(min(bound + Self.pico(fixedValue), allValue * Int128(Prices.picocentsPerCent)))
    self.kept = Self.cents(min(kept + Self.pico(fixedKeptValue), allKept * Int128(Prices.picocentsPerCent)))
  }

  private static func pico(_ cents: Int64) -> Int128 { Int128(cents) * Int128(Prices.picocentsPerCent) }

  private static func cents(_ picocents: Int128) -> Int64 {
    let one = Int128(Prices.picocentsPerCent)
    let (quotient, remainder) = picocents.quotientAndRemainder(dividingBy: one)
    return Int64(clamping: remainder > 0 ? quotient + 1 : quotient)
  }

  /// What one unit of a class costs in its cheapest bay.
  private static func cheapestUnit(_ key: PriceClass, _ prices: Prices, _ ledger: Ledger) -> Int128 {
    let instance = ledger.instance
    let base = Int(key.amountClass) * ledger.loads.coefficientClasses
    var best: Int128? = nil
    for bay in 0..<instance.bays.count
    where instance.bays.kind[bay] == key.kind
      && ledger.freeSlots(of: BayIndex(bay)) >= key.slots
    {
      var cost = Int128(key.slots) * Int128(prices.slot[bay])
      for entry in Int(instance.incidenceStart[bay])..<Int(instance.incidenceStart[bay + 1]) {
        let price = prices.row[instance.incidenceRow[entry].offset]
        if price != 0 {
          cost += Int128(ledger.loads.loads[base + Int(ledger.loads.coefficientClass[entry])]) * Int128(price)
        }
      }
      if cost < (best ?? .max) { best = cost }
    }
    return best ?? 0
  }
}
