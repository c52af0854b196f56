internal import SeededRandom
internal import NUMA

/// A search that improves a packing by rounds: leases that wait are assigned to shards, every shard rebuilds regions of
/// its own, and what rows that shards share have left is assigned anew. A site of one shard is rebuilt in several
/// trials at once, of which the worst begins anew where the best has come to.
///
/// Elastic leases, those with rules that look at others, those that stand somewhere already and gangs across shards
/// stay. Mandatory ones are moved only if they are served, and stay served.
///
/// Shards, trials, rounds and random streams depend on the instance and the seed only, so the packing is the same for
/// any number of threads. A round is the smallest piece of work: a limit on time stops between rounds.
final class ShardSearch {
  /// The packing of the leases that stay where they are.
  let base: PartialPacking
  /// The instance as the caller reads it; shards read the copy of the node that owns them.
  let instance: SearchInstance
  let copies: [SearchInstance]
  let pool: Workers
  private let seed: UInt64
  /// The rounds after which the search is to stop: what counts as hardly any gain follows from it.
  var mostRounds: Int
  /// One shard for each root; or, of a single root, several trials.
  let shards: UnsafeMutableBufferPointer<Shard>
  let hasTrials: Bool
  /// By row: how many shards load it.
  let sharers: [Int32]
  private(set) var wide: WideGangs
  /// Leases that no shard has taken in.
  var unassigned: [Int32] = []
  private(set) var round = 0
  /// The premium of a mandatory lease above its value, so that none is given up, and the number of leases that have it.
  private let premium: Int64, premiums: Int64

  /// - Parameter goal: what decides who is served.
  /// - Complexity: O(bays × rows of a bay + options log options).
  init(
    _ partial: PartialPacking, costs: UnitCosts, canServe: [Bool], settings: PackingSettings, pool: Workers,
    goal: Goal = .value
  ) {
    self.pool = pool
    (seed, mostRounds) = (settings.seed, settings.rounds)
    let source = partial.ledger.instance
    let roots = Self.roots(source)
    var movable = Self.movable(partial, roots, goal)
    if goal == .mostKept {
      (premium, premiums) = (0, 0)
    } else if let premium = Self.premium(movable, source) {
      (self.premium, premiums) = (premium, Int64(movable.count { source.leases.isMandatory[$0] }))
    } else {
      // Values so large leave no room above them: mandatory leases stay.
      movable.removeAll { source.leases.isMandatory[$0] }
      (premium, premiums) = (0, 0)
    }
    var base = partial
    for lease in movable { base.withdraw(lease) }
    self.base = base
    copies = SearchInstance(
      base.ledger, leases: movable, premium: premium, served: goal == .mostKept ? [] : partial.option,
      costs: costs, canServe: canServe
    )
    .copies(for: pool)
    instance = copies[0]
    hasTrials = roots.count == 1
    shards = .allocate(capacity: hasTrials ? Self.trials : roots.count)
    nonisolated(unsafe) let shards = shards
    let (copies, ledger, mostParts) = (copies, base.ledger, instance.mostParts)
    // Who touches memory first decides where it lies, unless it was bound: no stealing.
    pool.run(tasks: shards.count, owner: { pool.owner(of: $0, among: shards.count) }, staysOnOwner: true) { task in
      let owner = pool.owner(of: task, among: shards.count)
      shards.initializeElement(
        at: task,
        to: Shard(
          copies.count == 1 ? copies[0] : copies[pool.workingNodes.firstIndex(of: owner)!],
          root: roots[roots.count == 1 ? 0 : task], start: ledger, mostParts: mostParts, memory: pool.memory(of: owner))
      )
    }
    var sharers = [Int32](repeating: 0, count: source.rows.count)
    for shard in shards.prefix(roots.count) {
      for row in 0..<shard.rowOf.count { sharers[Int(shard.rowOf[row])] += 1 }
    }
    self.sharers = sharers
    wide = Self.wide(instance, on: base.ledger, shards: shards, costs: costs)
    allotInitially(base.ledger.slack)
    admitServed(partial)
    reallot()
  }

  deinit {
    shards.deinitialize()
    shards.deallocate()
  }

  private static func wide(
    _ instance: SearchInstance, on ledger: Ledger, shards: UnsafeMutableBufferPointer<Shard>, costs: UnitCosts
  ) -> WideGangs {
    WideGangs(
      instance, ledger, widest: widest(ledger), bays: shards.map { Int($0.firstBay)..<Int($0.firstBay) + $0.bays },
      prices: costs.prices)
  }

  /// Goes on by other prices.
  func steer(by costs: UnitCosts) {
    for copy in copies { copy.value(by: costs, base.ledger.instance) }
    wide = Self.wide(instance, on: base.ledger, shards: shards, costs: costs)
  }

  /// The goal that decides who is served.
  enum Goal {
    /// Value, once the mandatory leases that are served keep a place.
    case value
    /// Value alone, among mandatory leases of which not all find a place.
    case mostKept
  }

  private static let trials = 4

  /// True if there is nothing to move, or nowhere.
  var isEmpty: Bool { instance.leases.isEmpty || shards.isEmpty || shards[0].bays == 0 }

  /// True if everybody who may be moved is served, so that nothing more can be gained.
  var isComplete: Bool {
    unassigned.isEmpty && (hasTrials ? shards[best].waitingCount == 0 : shards.allSatisfy { $0.waitingCount == 0 })
  }

  /// Value of the packing as it is now.
  var value: Int64 {
    let served = hasTrials ? shards[best].value : shards.reduce(0) { $0 + $1.value }
    return base.value + served - premium * premiums
  }

  /// Regions rebuilt so far.
  var regions: Int { shards.reduce(0) { $0 + $1.regionsRebuilt } }

  // MARK: rounds

  /// True if the last rounds found nothing, so that more of them hardly would.
  var isStale: Bool { idleRounds >= max(Self.mostIdleRounds, mostRounds / 8) }
  private var idleRounds = 0

  /// The share of the value that a round must gain not to be idle, at normal effort; at more effort less.
  private static let leastGain = 1e-5

  /// Assigns all leases that wait, and places those that find room.
  func construct() {
    if !hasTrials { unassignWaiting() }
    assign()
    each { shard, _ in shard.construct() }
  }

  /// One round.
  func run() {
    let before = value
    defer {
      let gain = Double(value - before)
      idleRounds = gain > Self.leastGain * Double(before) * 16 / Double(max(1, mostRounds)) ? 0 : idleRounds + 1
    }
    if round == 0 {
      // What found no room where it was assigned may find some elsewhere.
      for _ in 0..<(hasTrials ? 0 : 1 + Self.reassignments) {
        reallot()
        unassignWaiting()
        guard assignWide() else { break }
        each { shard, _ in shard.construct() }
      }
      construct()
      // What found no place where it was assigned may find one elsewhere.
      for _ in 0..<(hasTrials ? 0 : Self.reassignments) {
        reassign()
        each { shard, _ in shard.construct() }
      }
    }
    if !hasTrials { reassign() }
    let work = work
    let share = hasTrials ? 0 : Self.balancing
    each { shard, random in
      shard.construct()
      shard.improve(work: work.fixed + work.perBay * shard.bays, balancing: share, &random)
    }
    if hasTrials { shards[worst].copy(shards[best]) }
    round += 1
  }

  private static let reassignments = 2, mostIdleRounds = 3

  /// The share of a round's work that goes to balancing swaps; trials of one shard are better without.
  private static let balancing = 0.3

  /// The work of a shard in a round: enough for a small site to be rebuilt many times, and no more than takes a
  /// fraction of a second on one processor for the largest.
  private var work: (fixed: Int, perBay: Int) {
    let bays = base.ledger.instance.bays.count
    if hasTrials { return (max(1_000, min(50 * (bays + 20 * instance.leases.count), 2_000_000)), 0) }
    return (0, max(300, min(1_000, 6_000_000 / bays)))
  }

  /// Runs a task for each shard, with a random stream of its own.
  private func each(_ body: @Sendable (inout Shard, inout SplitMix64) -> Void) {
    nonisolated(unsafe) let shards = shards
    let (round, seed, ledger, pool) = (round, seed, base.ledger, pool)
    pool.run(tasks: shards.count, owner: { pool.owner(of: $0, among: shards.count) }) { task in
      // On the worker's own stack, which lies on its node like the columns.
      let place = shards.baseAddress! + task
      var shard = place.move()
      defer { place.initialize(to: shard) }
      var random = SplitMix64(
        seed: seed &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(task) &* 0xD1B5_4A32_D192_ED03)
      body(&shard, &random)
      #if PACKING_INVARIANTS
        precondition(shard.checkInvariants(start: ledger), "a shard differs from the sum of its parts")
      #endif
    }
  }

  private func reassign() {
    reallot()
    unassignWaiting()
    assign()
  }

  /// The trial of most value, and the one of least; of equals the first and the last.
  var best: Int { shards.indices.max { (shards[$0].value, $1) < (shards[$1].value, $0) }! }
  private var worst: Int { shards.indices.min { (shards[$0].value, $1) < (shards[$1].value, $0) }! }

  /// By kind: whole nodes in the shard that has most of them; the largest number where there is but one shard.
  static func widest(_ ledger: Ledger) -> [Int32] {
    let kinds = ledger.hierarchy.kinds
    let roots = roots(ledger.instance)
    guard roots.count > 1 else { return [Int32](repeating: .max, count: kinds) }
    return (0..<kinds).map { kind in roots.reduce(0) { max($0, ledger.hierarchy.zoneNodes[$1.offset * kinds + kind]) } }
  }

  /// The zones of the outermost level that gives enough shards of a good size; else the root.
  private static func roots(_ instance: Instance) -> [ZoneIndex] {
    var bays = [Int](repeating: 0, count: instance.zones.count)
    for zone in instance.bays.zone {
      var at: ZoneIndex? = zone
      while let zone = at {
        bays[zone.offset] += 1
        at = instance.zones.parent[zone]
      }
    }
    for level in Set(instance.zones.level).sorted() {
      let roots = (0..<instance.zones.count).map { ZoneIndex($0) }
        .filter { instance.zones.level[$0] == level && bays[$0.offset] > 0 }
      guard roots.count >= 8, roots.reduce(0, { $0 + bays[$1.offset] }) == instance.bays.count else { continue }
      return instance.bays.count >= 64 * roots.count ? roots : [ZoneIndex(0)]
    }
    return [ZoneIndex(0)]
  }
}
