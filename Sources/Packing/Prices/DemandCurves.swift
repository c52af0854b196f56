/// The demand curves of leases: what they pay for slots of each commodity.
///
/// A lease of one option and one size buys where its value by slot exceeds the price, so all those of a commodity are
/// one curve. Where a curve has many leases, neighbours in value become one. The others (several kinds, elastic) choose
/// one by one.
struct DemandCurves: Sendable {
  /// Leases that may be refused, as choice sets: those with one option as runs of a curve, the others one by one.
  private(set) var choices: [ChoiceSet] = []
  private(set) var patterns: [CoefficientPattern] = []
  /// By commodity: slots of leases that must be served, in one way.
  private(set) var forced: [Double]
  /// By commodity: the mean worth of a slot, and the number of slots asked for.
  private(set) var worth: [Double], asked: [Double]

  /// The value of all choice sets at no price.
  var total: Double {
    choices.reduce(0) { sum, choice in
      let best = choice.worth.reduce(choice.isMandatory ? -Double.infinity : 0) { max($0, $1) }
      return sum + choice.size * best
    }
  }

  /// The mean of `worth` over all that is asked for.
  var typicalWorth: Double {
    let (value, slots) = worth.indices.reduce((0.0, 0.0)) { ($0.0 + worth[$1] * asked[$1], $0.1 + asked[$1]) }
    return max(1e-6, value / max(1, slots))
  }

  private struct Bid {
    var commodity: Int
    var slots: Double
    var value: Double
  }

  /// The most runs of a curve.
  private static let runs = 512.0

  /// - Complexity: O(leases × log leases).
  init(
    _ instance: Instance, _ commodities: Commodities, leases: [(lease: LeaseIndex, isForced: Bool)], canServe: [Bool]
  ) {
    forced = [Double](repeating: 0, count: commodities.count)
    (worth, asked) = (forced, forced)
    var curves = [[Bid]](repeating: [], count: commodities.count)
    patterns.append(CoefficientPattern(loads: [], commodity: [1], rows: 0))
    var bids: [Bid] = []
    for (lease, isForced) in leases {
      bids.removeAll(keepingCapacity: true)
      for option in instance.optionRange(of: lease) where canServe[option] {
        // What an elastic lease gains is linear in its size, so it is best at one of the ends.
        for size in instance.sizes(of: option) where size > 0 {
          bids.append(
            Bid(
              commodity: Int(commodities.ofOption[option]),
              slots: Double(size) * Double(instance.options.slots[option]),
              value: Double(instance.value(of: OptionIndex(option), units: size))))
        }
      }
      for bid in bids {
        worth[bid.commodity] += bid.value
        asked[bid.commodity] += bid.slots
      }
      if bids.count > 1 {
        addChoice(bids, isMandatory: isForced)
      } else if let bid = bids.first {
        if isForced { forced[bid.commodity] += bid.slots } else { curves[bid.commodity].append(bid) }
      }
    }
    for commodity in curves.indices { addCurve(commodity, curves[commodity]) }
    for commodity in worth.indices { worth[commodity] = max(1e-6, worth[commodity] / max(1, asked[commodity])) }
  }

  private mutating func addChoice(_ bids: [Bid], isMandatory: Bool) {
    let most = bids.reduce(1) { max($0, $1.slots) }
    patterns.append(CoefficientPattern(loads: [], commodity: bids.map { $0.slots / most }, rows: 0))
    choices.append(
      ChoiceSet(
        pattern: patterns.count - 1, size: most, variables: bids.map { Int32($0.commodity) },
        worth: bids.map { $0.value / most }, isMandatory: isMandatory))
  }

  private mutating func addCurve(_ commodity: Int, _ bids: [Bid]) {
    let curve = bids.map { (density: $0.value / $0.slots, bid: $0) }
    let run = bids.reduce(0) { $0 + $1.slots } / Self.runs
    var (slots, value) = (0.0, 0.0)
    func close() {
      guard slots > 0 else { return }
      choices.append(ChoiceSet(pattern: 0, size: slots, variables: [Int32(commodity)], worth: [value / slots]))
      (slots, value) = (0, 0)
    }
    for (_, bid) in curve.sorted(by: { ($1.density, $1.bid.slots) < ($0.density, $0.bid.slots) }) {
      if slots + bid.slots > run { close() }
      slots += bid.slots
      value += bid.value
    }
    close()
  }
}
