/// What leases pay for slots of each shape.
///
/// A lease of one option and one size buys where its value by slot exceeds the price, so all those of a shape are one curve.
/// Where a curve has many leases, neighbours in value become one. The others (several kinds, elastic) choose one by one.
struct Demand: Sendable {
  /// Leases that may be refused, those with one option as runs of a curve, as parties of the price search.
  private(set) var parties: [Parties.Party] = []
  private(set) var patterns: [Parties.Pattern] = []
  /// By shape: slots of leases that must be served, in one way.
  private(set) var forced: [Double]
  /// By shape: what a slot is typically worth, and how many are asked for.
  private(set) var worth: [Double], asked: [Double]

  /// The sum of all parties' values at no price.
  var total: Double {
    parties.reduce(0) { sum, party in
      let best = party.worth.reduce(party.must ? -Double.infinity : 0) { max($0, $1) }
      return sum + party.size * best
    }
  }

  /// The mean of `worth` over all that is asked for.
  var typicalWorth: Double {
    let (value, slots) = worth.indices.reduce((0.0, 0.0)) { ($0.0 + worth[$1] * asked[$1], $0.1 + asked[$1]) }
    return max(1e-6, value / max(1, slots))
  }

  private struct Bid {
    var shape: Int
    var slots: Double
    var value: Double
  }

  /// The most runs of a curve.
  private static let runs = 512.0

  /// - Complexity: O(leases × log leases).
  init(
    _ instance: Instance, _ shapes: PriceShapes, leases: [(lease: LeaseIndex, isForced: Bool)], canServe: [Bool]
  ) {
    forced = [Double](repeating: 0, count: shapes.count)
    (worth, asked) = (forced, forced)
    var curves = [[Bid]](repeating: [], count: shapes.count)
    patterns.append(Parties.Pattern(loads: [], shape: [1], rows: 0))
    var bids: [Bid] = []
    for (lease, isForced) in leases {
      bids.removeAll(keepingCapacity: true)
      for option in instance.optionRange(of: lease) where canServe[option] {
        // What an elastic lease gains is linear in its size, so it is best at one of the ends.
        for size in instance.sizes(of: option) where size > 0 {
          bids.append(
            Bid(
              shape: Int(shapes.ofOption[option]), slots: Double(size) * Double(instance.options.slots[option]),
              value: Double(instance.value(of: OptionIndex(option), units: size))))
        }
      }
      for bid in bids {
        worth[bid.shape] += bid.value
        asked[bid.shape] += bid.slots
      }
      if bids.count > 1 {
        addChoice(bids, must: isForced)
      } else if let bid = bids.first {
        if isForced { forced[bid.shape] += bid.slots } else { curves[bid.shape].append(bid) }
      }
    }
    for shape in curves.indices { addCurve(shape, curves[shape]) }
    for shape in worth.indices { worth[shape] = max(1e-6, worth[shape] / max(1, asked[shape])) }
  }

  private mutating func addChoice(_ bids: [Bid], must: Bool) {
    let most = bids.reduce(1) { max($0, $1.slots) }
    patterns.append(Parties.Pattern(loads: [], shape: bids.map { $0.slots / most }, rows: 0))
    parties.append(
      Parties.Party(
        pattern: patterns.count - 1, size: most, variables: bids.map { Int32($0.shape) },
        worth: bids.map { $0.value / most }, must: must))
  }

  private mutating func addCurve(_ shape: Int, _ bids: [Bid]) {
    let curve = bids.map { (density: $0.value / $0.slots, bid: $0) }
    let run = bids.reduce(0) { $0 + $1.slots } / Self.runs
    var (slots, value) = (0.0, 0.0)
    func close() {
      guard slots > 0 else { return }
      parties.append(Parties.Party(pattern: 0, size: slots, variables: [Int32(shape)], worth: [value / slots]))
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
