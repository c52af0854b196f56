internal import NUMA

/// From what an order of leases is packed: who stands already, and who comes after the order.
struct Start: Sendable {
  var attempt: Attempt
  /// Leases that come last, whatever the order.
  var last: [LeaseIndex] = []
  var style = Attempt.Style()

  /// Packs an order of leases, and after them those that come last.
  func packing(_ order: [LeaseIndex], _ canServe: [Bool], _ style: Attempt.Style) -> Attempt {
    attempt.packing(order + last, canServe: canServe, style: style)
  }
}

/// Looks for a good order of leases: waves of orders, then of small changes to the best.
///
/// A wave is a fixed set of orders, so the answer does not depend on how many of them run at once.
struct OrderSearch {
  /// A packing with the order and the style that led to it.
  struct Found: Sendable {
    var attempt: Attempt
    var order: [LeaseIndex]
    var style = Attempt.Style()
  }

  private let packer: Packer
  private let leases: [LeaseIndex]
  private let canServe: [Bool]
  private let bound: Int64
  private let orders: Orders
  private let isElastic: Bool
  /// Whole orders, then those with what is tried a second time: where leases are elastic, the first orders with small
  /// sizes that grow; where some are exclusive, the first two with these before or after all others.
  private let ownOrders: Int, fixedOrders: Int
  /// Options by what they earn at the prices; nil: no lease has several.
  let ranking: [Int32]?

  init(_ packer: Packer, leases: [LeaseIndex], canServe: [Bool], costs: UnitCosts, bound: Int64) {
    self.packer = packer
    self.leases = leases
    self.canServe = canServe
    self.bound = bound
    orders = Orders(packer.instance, leases: leases, costs: costs, seed: packer.settings.seed)
    ranking = costs.ranking(packer.instance)
    let isExclusive = packer.instance.options.exclusive.contains { $0 >= 0 }
    isElastic = (0..<packer.instance.options.count).contains {
      packer.instance.options.least[$0] < packer.instance.options.units[$0]
    }
    ownOrders = packer.settings.orders(leases: leases.count, bays: packer.instance.bays.count)
    fixedOrders =
      ownOrders < Self.wave
      ? ownOrders : ownOrders + (isElastic ? Self.wave : 0) + (isExclusive ? Self.wave : 0)
  }

  /// The best of the orders, then of small changes to the best one, tried in waves until one is within
  /// `settings.closeEnough` of the bound or the work is used up.
  func best(from start: Start, also known: Attempt) -> Found {
    best(from: start, also: Found(attempt: known, order: packer.densityOrder(leases), style: start.style))
  }

  func best(from start: Start, also found: Found) -> Found {
    guard !leases.isEmpty else { return found }
    let settings = packer.settings
    var best = found
    var tried = 0
    // Of few leases the same orders come up again and again.
    var known: Set<Key> = []
    var repeated = 0
    let most = fixedOrders + settings.changes(leases: leases.count, bays: packer.instance.bays.count)
    while tried < most, Double(bound - best.attempt.score.net) > settings.closeEnough * Double(bound),
      !settings.isOutOfTime()
    {
      let proposed = (0..<min(Self.wave, most - tried)).map { task in next(tried + task, best, start) }
      tried += proposed.count
      let wave = leases.count > Self.fewLeases ? proposed : proposed.filter { known.insert(Key($0)).inserted }
      repeated = wave.isEmpty ? repeated + proposed.count : 0
      if repeated >= Self.repeats { break }
      let results = Slots<Attempt>(count: wave.count)
      let canServe = canServe
      packer.pool.run(tasks: wave.count) { task in
        results.set(task, start.packing(wave[task].order, canServe, wave[task].style))
      }
      for task in wave.indices {
        let attempt = results.get(task)
        if attempt.score > best.attempt.score {
          best = Found(attempt: attempt, order: wave[task].order, style: wave[task].style)
        }
      }
      packer.tally.addOrders(wave.count)
    }
    return best
  }

  private static let wave = 4
  private static let fewLeases = 12
  /// After so many orders that are all known already there is hardly another one.
  private static let repeats = 48

  /// What makes a packing of an order what it is.
  private struct Key: Hashable {
    var order: [LeaseIndex]
    var fillPolicy: FillPolicy
    var startsSmall: Bool, isRanked: Bool

    init(_ next: (order: [LeaseIndex], style: Attempt.Style)) {
      (order, fillPolicy) = (next.order, next.style.fillPolicy)
      (startsSmall, isRanked) = (next.style.startsSmall, next.style.ranking != nil)
    }
  }

  /// The `number`-th order to try, and the style: of changes to the best order, every fourth fills zones by another
  /// policy than the best, and every other one treats elastic leases and options the other way.
  private func next(_ number: Int, _ best: Found, _ start: Start) -> (order: [LeaseIndex], style: Attempt.Style) {
    var style = start.style
    style.ranking = ranking
    if number < ownOrders { return (orders.order(number), style) }
    if isElastic, number < ownOrders + Self.wave {
      style.startsSmall = true
      return (orders.order(number - ownOrders), style)
    }
    if number < fixedOrders {
      let back = fixedOrders - 1 - number
      return (separated(orders.order(back % 2), exclusiveFirst: back < 2), style)
    }
    let order = orders.changed(best.order, number: number) { best.attempt.option[$0.offset] == nil }
    style.fillPolicy = number % 4 == 3 ? best.style.fillPolicy.others[number / 4 % 2] : best.style.fillPolicy
    style.startsSmall = isElastic && (number % 2 == 0) != best.style.startsSmall
    if number % 8 == 6 { style.ranking = nil }
    return (order, style)
  }

  /// An order with the exclusive leases before or after all others.
  private func separated(_ order: [LeaseIndex], exclusiveFirst: Bool) -> [LeaseIndex] {
    let options = packer.instance.options
    func isExclusive(_ lease: LeaseIndex) -> Bool {
      packer.instance.optionRange(of: lease).contains { options.exclusive[$0] >= 0 }
    }
    return order.filter { isExclusive($0) == exclusiveFirst } + order.filter { isExclusive($0) != exclusiveFirst }
  }
}
