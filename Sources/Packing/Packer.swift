public import NUMA

/// The threads that a packer may use: the machine's pinned workers.
public typealias Workers = WorkerPool

/// Where every lease ended up, with prices and the bounds they prove.
public struct Packing: Sendable {
  /// For each lease: its units by bay, ascending; empty: refused.
  public var parts: [[(bay: BayIndex, units: Int)]]
  /// For each lease: the option chosen; nil: refused.
  public var option: [OptionIndex?]
  /// For each lease that is served by a piece of a node: where on its node it lies.
  public var pieces: [PiecePlace?]
  /// Leases that stand somewhere already but no longer fit there.
  public var conflicts: [Conflict]
  /// Value of the served leases, and of those among them that are kept first; cents per hour, before moves are paid for.
  /// An elastic lease counts with `value − unitValue × (units − placed)`.
  public var value: Int64, keptValue: Int64
  /// What moving leases away from their pins costs, cents per hour.
  public var moveCost: Int64
  /// The prices found.
  public var prices: Prices
  /// What they prove.
  public var bound: Bound
  /// Leases served.
  public var accepted: Int { option.reduce(0) { $1 == nil ? $0 : $0 + 1 } }

  /// A pinned lease that does not fit where it stands.
  public struct Conflict: Sendable, Equatable {
    /// The lease.
    public var lease: LeaseIndex
    /// The bay that is too small, if one is.
    public var bay: BayIndex?
    /// The row that is too small, if one is.
    public var row: RowIndex?
    /// By how much, in the row's unit, or in slots.
    public var short: Int64
    /// The rules that it breaks there.
    public var rules: RuleSet = []
  }
}

/// How much work the packer does; never how the answer depends on the machine.
public struct PackingSettings: Sendable {
  /// Seeds the random orders.
  public var seed: UInt64
  /// The most steps of the price search.
  public var priceSteps: Int
  /// How many orders are tried, the fixed ones included.
  public var orders: Int
  /// The share of the bound within which no further order is tried.
  public var closeEnough: Double

  /// How many changes of the best order are tried: many where one is quick, none where the site is large.
  func changes(leases: Int, bays: Int) -> Int { min(400, 2_000_000 / max(1, leases * 20 + bays)) }

  /// Makes settings.
  public init(seed: UInt64 = 1, priceSteps: Int = 600, orders: Int = 12, closeEnough: Double = 0.000_2) {
    self.seed = seed
    self.priceSteps = priceSteps
    self.orders = orders
    self.closeEnough = closeEnough
  }
}

/// Packs by prices: pinned leases, then leases to be kept, then the rest in the order of value over priced cost.
///
/// Each order is one task; the pool may run them on any number of threads, the best is chosen by value and then by the
/// order's number, so the answer is the same for every pool.
public struct Packer {
  private let instance: Instance
  private let settings: PackingSettings
  private let pool: WorkerPool

  /// Makes a packer.
  public init(_ instance: Instance, settings: PackingSettings = PackingSettings(), pool: WorkerPool) {
    self.instance = instance
    self.settings = settings
    self.pool = pool
  }

  /// Packs.
  public func pack() -> Packing {
    var start = Attempt(Ledger(instance))
    let conflicts = start.placePins()
    let pinned = start
    let canServe = servable(pinned.ledger)
    start = packKept(start, canServe: canServe)

    let others = leases { !instance.leases.isKept[$0] && start.option[$0.offset] == nil }
    let dense = start.packing(densityOrder(others), canServe: canServe)
    let participants = (0..<instance.leases.count).map { LeaseIndex($0) }.filter {
      pinned.option[$0.offset] == nil && !isPinned($0)
    }
    .map { (lease: $0, isForced: start.option[$0.offset] != nil) }
    // Where not all that must be kept is served, prices that force what is served would say little of the rest.
    let servesAll = participants.allSatisfy { !instance.leases.isKept[$0.lease] || $0.isForced }
    let priced = servesAll ? participants : participants.map { (lease: $0.lease, isForced: false) }
    let prices = findPrices(pinned.ledger, priced, canServe)
    let bound = Bound(
      prices, ledger: pinned.ledger, fixedValue: pinned.value, fixedKeptValue: pinned.keptValue, leases: participants,
      canServe: canServe)
    let best = bestOf(start, others, prices: prices, canServe: canServe, also: dense, bound: bound.value)
    return Packing(
      parts: best.parts, option: best.option, pieces: best.option.map { _ in nil }, conflicts: conflicts,
      value: best.value, keptValue: best.keptValue, moveCost: 0, prices: prices, bound: bound)
  }

  /// Prices families of rows first, then, from there, every group for itself.
  private func findPrices(
    _ ledger: Ledger, _ leases: [(lease: LeaseIndex, isForced: Bool)], _ canServe: [Bool]
  ) -> Prices {
    let coarse = PriceSearch(ledger, .families, leases: leases, canServe: canServe)
    let fine = PriceSearch(ledger, .groups, leases: leases, canServe: canServe)
    func steps(_ search: PriceSearch) -> Int { max(10, min(settings.priceSteps, 250_000_000 / search.workPerStep)) }
    let first = coarse.run(steps: steps(coarse), from: nil, widths: [0.5, 0.2, 0.08, 0.03, 0.012, 0.005, 0.002])
    let widths = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002]
    return fine.fixedPoint(fine.run(steps: steps(fine), from: coarse.start(for: fine, first), widths: widths))
  }

  private func isPinned(_ lease: LeaseIndex) -> Bool {
    instance.leases.firstPin[lease.offset] < instance.leases.firstPin[lease.offset + 1]
  }

  private func leases(where matches: (LeaseIndex) -> Bool) -> [LeaseIndex] {
    (0..<instance.leases.count).lazy.map { LeaseIndex($0) }.filter(matches).filter { !isPinned($0) }
  }

  /// By option: whether some domain could hold it if no other lease were there: a cheap test that drops the hopeless.
  private func servable(_ ledger: Ledger) -> [Bool] {
    struct Key: Hashable {
      var kind: Int32
      var level: Int32
      var slots: Int32
      var amountClass: Int32
    }
    var most: [Key: Int] = [:]
    return (0..<instance.options.count).map { at in
      let option = OptionIndex(at)
      let key = Key(
        kind: instance.options.kind[at], level: instance.options.level[at], slots: instance.options.slots[at],
        amountClass: ledger.loads.amountClass[at])
      if most[key] == nil { most[key] = mostUnits(option, ledger) }
      return Int(instance.options.units[at]) <= most[key]!
    }
  }

  private func mostUnits(_ option: OptionIndex, _ ledger: Ledger) -> Int {
    var units = [Int](repeating: 0, count: instance.zones.count)
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == instance.options.kind[option] {
      let domain = instance.domain(of: instance.bays.zone[bay], at: instance.options.level[option])
      units[domain.offset] += ledger.fit(option, in: BayIndex(bay), most: Int(Int32.max))
    }
    return units.max() ?? 0
  }

  // MARK: leases to be kept

  /// Three orders, then seeded ones around the first, until one serves every lease that can be served at all; every other one
  /// prefers places that press least on scarce rows to tight ones.
  private func packKept(_ start: Attempt, canServe: [Bool]) -> Attempt {
    let kept = leases { lease in
      instance.leases.isKept[lease] && instance.optionRange(of: lease).contains { canServe[$0] }
    }
    guard !kept.isEmpty else { return start }
    var best: Attempt?
    for number in 0..<Self.keptOrders {
      let order = keptOrder(number, kept)
      let attempt = start.packing(order, canServe: canServe, prefersLight: number % 2 == 1)
      if attempt.keptValue > (best?.keptValue ?? -1) { best = attempt }
      if attempt.acceptedAll(order) { break }
      // Many leases repeat one another: more orders cost more than they find.
      if number >= 2, kept.count > 2_000 { break }
    }
    guard let best, !best.acceptedAll(kept) else { return best ?? start }
    // Not all of them fit, as far as is known: then it is their value that counts, as for any other leases.
    let participants = kept.map { (lease: $0, isForced: false) }
    let prices = findPrices(start.ledger, participants, canServe)
    let bound = Bound(
      prices, ledger: start.ledger, fixedValue: start.value, fixedKeptValue: start.keptValue, leases: participants,
      canServe: canServe)
    return bestOf(start, kept, prices: prices, canServe: canServe, also: best, bound: bound.value)
  }

  private static let keptOrders = 32

  /// 0: priority, then width; 1: value; 2: innermost level, then width; from 3 on: priority, then width with noise.
  private func keptOrder(_ number: Int, _ kept: [LeaseIndex]) -> [LeaseIndex] {
    let priority = instance.leases.priority
    func slots(_ lease: LeaseIndex) -> Int64 {
      let option = instance.leases.firstOption[lease.offset]
      return Int64(instance.options.units[option]) * Int64(instance.options.slots[option])
    }
    func value(_ lease: LeaseIndex) -> Int64 { instance.options.value[instance.leases.firstOption[lease.offset]] }
    switch number {
    case 0: return kept.sorted { a, b in (priority[b], slots(b), value(b), a) < (priority[a], slots(a), value(a), b) }
    case 1: return kept.sorted { a, b in (value(b), priority[b], a) < (value(a), priority[a], b) }
    case 2: return kept.sorted { a, b in (level(b), slots(b), a) < (level(a), slots(a), b) }
    default:
      var random = SplitMix64(seed: settings.seed &+ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
      let noisy = kept.map { Double(slots($0)) * (0.25 + random.unit()) }
      return kept.indices.sorted { a, b in
        let (pa, pb) = (priority[kept[a]], priority[kept[b]])
        if pa != pb { return pa > pb }
        return noisy[a] != noisy[b] ? noisy[a] > noisy[b] : a < b
      }.map { kept[$0] }
    }
  }

  private func level(_ lease: LeaseIndex) -> Int32 { instance.options.level[instance.leases.firstOption[lease.offset]] }

  // MARK: orders

  private func densityOrder(_ leases: [LeaseIndex]) -> [LeaseIndex] {
    let density = leases.map { lease -> Double in
      let option = instance.leases.firstOption[lease.offset]
      return Double(instance.options.value[option])
        / Double(Int(instance.options.units[option]) * Int(instance.options.slots[option]))
    }
    return leases.indices.sorted { density[$0] != density[$1] ? density[$0] > density[$1] : $0 < $1 }.map { leases[$0] }
  }

  /// The best of the orders, then of small changes to the best one, tried in waves until one is within
  /// `settings.closeEnough` of the bound or the work is used up.
  ///
  /// A wave is a fixed set of orders, so the answer does not depend on how many of them run at once.
  private func bestOf(
    _ start: Attempt, _ leases: [LeaseIndex], prices: Prices, canServe: [Bool], also dense: Attempt, bound: Int64
  ) -> Attempt {
    guard !leases.isEmpty else { return dense }
    let costs = UnitCosts(instance, ledger: start.ledger, prices: prices, canServe: canServe)
    let orders = Orders(instance, leases: leases, costs: costs, seed: settings.seed)
    var best = (attempt: dense, order: densityOrder(leases))
    var tried = 0
    let fixedOrders = settings.orders
    let most = settings.orders + settings.changes(leases: leases.count, bays: instance.bays.count)
    while tried < most, Double(bound - best.attempt.value) > settings.closeEnough * Double(bound) {
      let first = tried
      let wave = (0..<Self.wave).map { task in
        first + task < settings.orders
          ? orders.order(first + task)
          : orders.changed(best.order, number: first + task) { best.attempt.option[$0.offset] == nil }
      }
      let results = Slots<Attempt>(count: wave.count)
      pool.run(tasks: wave.count) { task in
        let isLight = first + task >= fixedOrders && task == Self.wave - 1
        results.set(task, start.packing(wave[task], canServe: canServe, prefersLight: isLight))
      }
      for task in wave.indices {
        let attempt = results.get(task)
        if attempt.value > best.attempt.value { best = (attempt, wave[task]) }
      }
      tried += wave.count
    }
    return best.attempt
  }

  private static let wave = 4
}

/// One result a task: each index is written by one worker and read after all are done.
private final class Slots<Value: Sendable>: @unchecked Sendable {
  private let storage: UnsafeMutablePointer<Value?>
  private let count: Int

  init(count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: nil, count: count)
    self.count = count
  }

  func set(_ index: Int, _ value: Value) {
    precondition(index < count, "a task number beyond the tasks")
    storage[index] = value
  }

  func get(_ index: Int) -> Value {
    guard let value = storage[index] else { preconditionFailure("task \(index) left no result") }
    return value
  }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }
}
