/// Finds prices that make the bound small: accelerated gradient steps on a smoothed bound, sharpened in stages.
///
/// The bound is convex and piecewise linear in the prices; its subgradient is the capacity left when every lease buys its
/// cheapest home, and it jumps from one home to another, so plain subgradient steps stall. Here a lease spreads over homes
/// that cost nearly the same (the smoothed minimum is a projection onto the simplex) and buys gradually around its
/// break-even price (a clipped parabola); the width of both is a share of the lease's value and shrinks from stage to stage.
/// Steps are scaled by how much of the site hangs on a price. The exact bound is evaluated at every step and the best
/// prices are kept. Only + − × ÷ √ in a fixed order: the same prices on every machine; work is bounded by a count of steps.
///
/// Nesterov, *Smooth minimization of non-smooth functions* (2005); Beck, Teboulle, *A fast iterative shrinkage-thresholding
/// algorithm* (2009); O'Donoghue, Candès, *Adaptive restart for accelerated gradient schemes* (2015).
struct PriceSearch {
  private let instance: Instance
  private let aggregate: Aggregate
  private let loads: LoadTable
  private let classes: [PriceClass]
  /// Archetypes of each class's kind.
  private let homes: [[Int32]]
  /// What a unit of each class is typically worth: the scale of its smoothing.
  private let worth: [Double]
  /// One entry an option in play: lease by lease.
  private var bids: [Bid] = []
  /// First bid of each lease in play.
  private var firstBid: [Int32] = [0]
  private var isForced: [Bool] = []

  private struct Bid {
    var units: Double
    var value: Double
    var priced: Int32
  }

  init(
    _ ledger: Ledger, _ detail: Aggregate.Detail, leases: [(lease: LeaseIndex, isForced: Bool)], canServe: [Bool]
  ) {
    instance = ledger.instance
    loads = ledger.loads
    let aggregate = Aggregate(ledger, detail)
    var known: [PriceClass: Int32] = [:]
    var classes: [PriceClass] = []
    var value: [Double] = []
    var units: [Double] = []
    for (lease, forced) in leases {
      for option in instance.optionRange(of: lease) where canServe[option] {
        let key = PriceClass(
          kind: instance.options.kind[option], slots: instance.options.slots[option],
          amountClass: loads.pricedClass[option])
        let at = known[key] ?? Int32(classes.count)
        if known.updateValue(at, forKey: key) == nil {
          classes.append(key)
          value.append(0)
          units.append(0)
        }
        // What an elastic lease gains is linear in its size, so it is best at one of the ends.
        for size in instance.sizes(of: option) {
          let worth = instance.value(of: OptionIndex(option), units: size)
          bids.append(Bid(units: Double(size), value: Double(worth), priced: at))
        }
        value[Int(at)] += Double(instance.options.value[option])
        units[Int(at)] += Double(instance.options.units[option])
      }
      guard bids.count > Int(firstBid[firstBid.count - 1]) else { continue }
      firstBid.append(Int32(bids.count))
      isForced.append(forced)
    }
    homes = classes.map { priced in
      (0..<Int32(aggregate.count)).filter { aggregate.kind[Int($0)] == priced.kind }
    }
    worth = classes.indices.map { max(1e-6, value[$0] / max(1, units[$0])) }
    self.aggregate = aggregate
    self.classes = classes
  }

  /// Loads, classes and leases touched by one step: a measure of work that does not depend on the machine.
  var workPerStep: Int { max(1, 2 * aggregate.group.count * max(1, classes.count) + 4 * bids.count) }

  /// Runs the search for about `steps` steps of two evaluations each.
  ///
  /// - Parameters:
  ///   - start: where to begin: prices of a coarser search, or nil for none.
  ///   - widths: how wide the smoothing is at each stage, as a share of a lease's value.
  /// - Returns: one price per variable of the aggregate, in cents per unit.
  func run(steps: Int, from start: [Double]?, widths: [Double]) -> [Double] {
    let count = aggregate.capacity.count
    var point = State(count)
    var best = [Double](repeating: 0, count: count)
    if let start { best = zip(start, aggregate.capacity).map { $0 * $1 } }
    point.spend = best
    var bestBound = evaluate(&point, width: 1)
    let heaviest = max(1, aggregate.weight.max() ?? 1)
    let scale = aggregate.weight.map { $0 / heaviest }
    var curvature = 1 / max(1, bestBound)
    for width in widths {
      var x = best
      var y = State(count)
      y.spend = x
      var momentum = 1.0
      var exact = evaluate(&y, width: width)
      for _ in 0..<max(2, steps / widths.count) {
        var next = State(count)
        while true {
          var model = y.smooth
          for at in 0..<count {
            next.spend[at] = max(0, y.spend[at] - scale[at] * y.slack[at] / curvature)
            let move = next.spend[at] - y.spend[at]
            model += y.slack[at] * move
            if scale[at] > 0 { model += curvature / 2 * move * move / scale[at] }
          }
          exact = evaluate(&next, width: width)
          if next.smooth <= model + 1e-9 * model.magnitude || curvature > 1e12 { break }
          curvature *= 2
        }
        if exact < bestBound {
          bestBound = exact
          best = next.spend
        }
        // Restart when the momentum points uphill.
        var uphill = 0.0
        for at in 0..<count { uphill += y.slack[at] * (next.spend[at] - x[at]) }
        let following = uphill > 0 ? 1 : (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
        let carry = uphill > 0 ? 0 : (momentum - 1) / following
        momentum = following
        for at in 0..<count { y.spend[at] = max(0, next.spend[at] + carry * (next.spend[at] - x[at])) }
        x = next.spend
        let passing = evaluate(&y, width: width)
        if passing < bestBound {
          bestBound = passing
          best = y.spend
        }
        curvature *= 0.9
      }
    }
    return best.indices.map { aggregate.capacity[$0] > 0 ? best[$0] / aggregate.capacity[$0] : 0 }
  }

  /// A point of the search: what is spent on each variable (price × capacity), the smoothed bound there, and its gradient,
  /// which is the share of each capacity left over.
  private struct State {
    var spend: [Double]
    var slack: [Double]
    var smooth = 0.0

    init(_ count: Int) {
      spend = [Double](repeating: 0, count: count)
      slack = spend
    }
  }

  /// Fills in the smoothed bound and its gradient at `state.spend`.
  ///
  /// - Returns: the exact bound there.
  private func evaluate(_ state: inout State, width: Double) -> Double {
    let variables = state.spend.count
    var price = [Double](repeating: 0, count: variables)
    var fixed = 0.0
    for at in 0..<variables where aggregate.capacity[at] > 0 {
      price[at] = state.spend[at] / aggregate.capacity[at]
      fixed += state.spend[at]
    }
    let costs = smoothedCosts(price, width: width)
    var bought = [Double](repeating: 0, count: classes.count)
    var exact = fixed
    var smooth = fixed
    for lease in isForced.indices {
      var bestGain = -Double.infinity
      var bestExact = -Double.infinity
      var best = 0
      for at in Int(firstBid[lease])..<Int(firstBid[lease + 1]) {
        let bid = bids[at]
        let gain = bid.value - bid.units * costs.smooth[Int(bid.priced)]
        let plain = bid.value - bid.units * costs.exact[Int(bid.priced)]
        if gain > bestGain { (bestGain, best) = (gain, at) }
        if plain > bestExact { bestExact = plain }
      }
      let bid = bids[best]
      if isForced[lease] {
        exact += bestExact
        smooth += bestGain
        bought[Int(bid.priced)] += bid.units
        continue
      }
      exact += max(0, bestExact)
      let reach = width * bid.value + 1e-9
      if bestGain >= reach {
        smooth += bestGain - reach / 2
        bought[Int(bid.priced)] += bid.units
      } else if bestGain > 0 {
        smooth += bestGain * bestGain / (2 * reach)
        bought[Int(bid.priced)] += bid.units * bestGain / reach
      }
    }
    state.smooth = smooth
    for at in 0..<variables { state.slack[at] = aggregate.capacity[at] > 0 ? 1 : 0 }
    for (at, units) in bought.enumerated() where units > 0 {
      let base = Int(classes[at].amountClass) * loads.coefficientClasses
      for (home, share) in zip(homes[at], costs.share[at]) where share > 0 {
        spread(units * share, slots: Double(classes[at].slots), base: base, archetype: Int(home), &state.slack)
      }
    }
    return exact
  }

  private func spread(_ units: Double, slots: Double, base: Int, archetype: Int, _ slack: inout [Double]) {
    for entry in Int(aggregate.start[archetype])..<Int(aggregate.start[archetype + 1]) {
      let variable = Int(aggregate.group[entry])
      guard aggregate.capacity[variable] > 0 else { continue }
      let load = Double(loads.loads[base + Int(aggregate.coefficientClass[entry])])
      slack[variable] -= units * load / aggregate.capacity[variable]
    }
    let variable = aggregate.rowGroups + Int(aggregate.slotGroup[archetype])
    if aggregate.capacity[variable] > 0 { slack[variable] -= units * slots / aggregate.capacity[variable] }
  }

  /// For each class: the cheapest unit, the smoothed minimum (≥ it), and the shares over homes that attain the latter.
  private func smoothedCosts(
    _ price: [Double], width: Double
  ) -> (exact: [Double], smooth: [Double], share: [[Double]]) {
    var exact = [Double](repeating: 0, count: classes.count)
    var smooth = exact
    var share: [[Double]] = []
    share.reserveCapacity(classes.count)
    for (at, priced) in classes.enumerated() {
      let base = Int(priced.amountClass) * loads.coefficientClasses
      var cost = homes[at].map { archetype -> Double in
        let archetype = Int(archetype)
        var sum = price[aggregate.rowGroups + Int(aggregate.slotGroup[archetype])] * Double(priced.slots)
        for entry in Int(aggregate.start[archetype])..<Int(aggregate.start[archetype + 1]) {
          sum += price[Int(aggregate.group[entry])] * Double(loads.loads[base + Int(aggregate.coefficientClass[entry])])
        }
        return sum
      }
      exact[at] = cost.min() ?? 0
      smooth[at] = softMinimum(&cost, width: width * worth[at])
      share.append(cost)
    }
    return (exact, smooth, share)
  }

  /// min over the simplex of Σ share × cost + width / 2 × Σ share²; `cost` becomes the shares.
  ///
  /// The minimiser is `max(0, (level − cost) / width)` with the level at which the shares sum to 1 (Michelot's iteration).
  private func softMinimum(_ cost: inout [Double], width: Double) -> Double {
    guard cost.count > 1, width > 0 else {
      let minimum = cost.first ?? 0
      for at in cost.indices { cost[at] = at == 0 ? 1 : 0 }
      return minimum
    }
    var active = cost.count
    var sum = 0.0
    for value in cost { sum += value }
    var level = (width + sum) / Double(active)
    while true {
      var count = 0
      var total = 0.0
      for value in cost where value < level {
        count += 1
        total += value
      }
      // Fewer each time, but for rounding, which must not bring one back for ever.
      if count >= active || count == 0 { break }
      active = count
      level = (width + total) / Double(count)
    }
    var result = 0.0
    for at in cost.indices {
      let share = max(0, (level - cost[at]) / width)
      result += share * cost[at] + width / 2 * share * share
      cost[at] = share
    }
    return result
  }

  /// Prices of this search as a start for one with more detail.
  func start(for finer: PriceSearch, _ price: [Double]) -> [Double] {
    var start = [Double](repeating: 0, count: finer.aggregate.capacity.count)
    for row in 0..<instance.rows.count {
      start[Int(finer.aggregate.rowGroup[row])] = price[Int(aggregate.rowGroup[row])]
    }
    for bay in 0..<instance.bays.count {
      start[finer.aggregate.rowGroups + Int(finer.aggregate.bayGroup[bay])] =
        price[aggregate.rowGroups + Int(aggregate.bayGroup[bay])]
    }
    return start
  }

  /// Prices of the aggregate as fixed-point prices of the instance.
  func fixedPoint(_ price: [Double]) -> Prices {
    var prices = Prices(instance)
    func picocents(_ cents: Double) -> Int64 {
      let scaled = cents * Double(Prices.picocentsPerCent)
      return scaled >= 9e18 ? Int64(9e18) : Int64(scaled.rounded())
    }
    for row in 0..<instance.rows.count { prices.row[row] = picocents(price[Int(aggregate.rowGroup[row])]) }
    for bay in 0..<instance.bays.count {
      prices.slot[bay] = picocents(price[aggregate.rowGroups + Int(aggregate.bayGroup[bay])])
    }
    return prices
  }
}
