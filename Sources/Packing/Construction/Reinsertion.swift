internal import NUMA
internal import SeededRandom

/// Reinsertion: some leases are taken out of a packing and placed anew among those that wait, and what is no worse is kept
/// (P. Shaw, *Using constraint programming and local search methods to solve vehicle routing problems*, 1998; G. Schrimpf and
/// others, *Record breaking optimization results using the ruin and recreate principle*, 2000).
///
/// Shards do the same with flat columns, for leases that look at nobody else. Here whole packings know every rule: kept leases,
/// elastic ones, those that may be moved, and those near to one another all take part. Several chains go on beside one
/// another from streams of their own, and the worst begins anew where the best has come to, so the packing is the same for
/// any number of threads.
struct Reinsertion {
  private let packer: Packer
  private let trial: Trial
  private var chains: [Chain]

  /// A chain of packings, each no worse than the one before.
  fileprivate struct Chain: Sendable {
    var partial: PartialPacking
    var random: SplitMix64
  }

  private static let chainCount = 4
  /// Trials of a chain between two comparisons.
  private static let trials = 64
  /// Rounds without a gain after which more of them hardly bring one.
  private static let mostIdleRounds = 4
  /// Work in leases and bays looked at, for which a comparison is worth it.
  private static let work = 400_000

  init(_ packer: Packer, from start: PartialPacking, canServe: [Bool], ranking: [Int32]?) {
    let instance = packer.instance
    self.packer = packer
    let leases = packer.leases { lease in
      start.option[lease.offset] != nil || instance.optionRange(of: lease).contains { canServe[$0] }
    }
    trial = Trial(
      instance: instance, leases: leases, canServe: canServe, ranking: ranking, isElastic: start.ledger.book.isElastic)
    chains = (0..<Self.chainCount).map { number in
      var random = SplitMix64(seed: packer.settings.seed &+ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
      var partial = start
      partial.ledger.chance = SplitMix64(seed: random.next())
      return Chain(partial: partial, random: random)
    }
  }

  /// The best packing so far; of equals the first.
  var best: PartialPacking {
    chains.dropFirst().reduce(chains[0]) { $1.partial.objective > $0.partial.objective ? $1 : $0 }.partial
  }

  /// Lets every chain go on from a packing that is better than what it has.
  mutating func take(_ partial: PartialPacking) {
    for number in chains.indices where chains[number].partial.objective < partial.objective {
      let chance = chains[number].partial.ledger.chance
      chains[number].partial = partial
      chains[number].partial.ledger.chance = chance
    }
  }

  /// Goes on for a number of rounds, as long as the bound lets anything be gained; the rounds of a large site are short.
  mutating func run(rounds: Int, bound: Int64) {
    let leases = trial.leases
    let trials = min(
      Self.trials, 4 * leases.count, Self.work / max(1, leases.count * 20 + packer.instance.bays.count * 8))
    guard trials > 0, leases.count > 1 else { return }
    var idle = 0
    for _ in 0..<rounds where idle < Self.mostIdleRounds && !packer.settings.isOutOfTime() && canGain(bound) {
      let before = best.objective
      let results = TaskResults<Chain>(count: chains.count)
      let (chains, trial) = (chains, trial)
      packer.pool.run(tasks: chains.count) { task in
        var chain = chains[task]
        for _ in 0..<trials { trial.advance(&chain) }
        results.set(task, chain)
      }
      for task in chains.indices { self.chains[task] = results.get(task) }
      idle = best.objective > before ? 0 : idle + 1
      let ranks = self.chains.map(\.partial.objective)
      let worst = ranks.indices.min { (ranks[$0], $1) < (ranks[$1], $0) }!
      if ranks.contains(where: { $0 > ranks[worst] }) {
        let chance = self.chains[worst].partial.ledger.chance
        self.chains[worst].partial = best
        self.chains[worst].partial.ledger.chance = chance
      }
      packer.tally.addPriorityLists(trials * chains.count)
    }
  }

  /// True if something waits, is not full or has been moved, and the bound is above what is there.
  private func canGain(_ bound: Int64) -> Bool {
    let best = best
    let objective = best.objective
    guard objective.servesMandatory == 1 else { return true }
    return objective.net < bound
      && (best.moveCost > 0
        || trial.leases.contains { best.worth(of: $0) < packer.instance.mostWorth($0, trial.canServe) })
  }

}

/// The trials of a chain.
private struct Trial: Sendable {
  let instance: Instance
  /// The leases that may be taken out or placed, ascending.
  let leases: [LeaseIndex]
  let canServe: [Bool]
  let ranking: [Int32]?
  let isElastic: Bool

  /// Makes one trial.
  func advance(_ chain: inout Reinsertion.Chain) {
    var trial = chain.partial
    let taken = take(from: &trial, &chain.random)
    var waiting = leases.filter { trial.option[$0.offset] == nil && !taken.contains($0) }
    chain.random.shuffle(&waiting)
    // A few of those that wait come among those that were taken out, the others after all.
    let invited = min(waiting.count, chain.random.below(4))
    var order = taken + waiting.prefix(invited)
    chain.random.shuffle(&order)
    if chain.random.below(2) == 0 {
      order = Array(waiting.prefix(invited)) + taken
    }
    let strategy = strategy(for: order, &chain.random)
    let rest = waiting.dropFirst(invited)
    // Elastic leases grow before the others are tried, or after.
    let packed =
      isElastic && chain.random.below(2) == 0
      ? trial.packing(order, canServe: canServe, strategy: strategy).packing(
        Array(rest), canServe: canServe, strategy: strategy)
      : trial.packing(order + rest, canServe: canServe, strategy: strategy)
    guard packed.objective >= chain.partial.objective else {
      chain.partial.ledger.chance = packed.ledger.chance
      return
    }
    chain.partial = packed
    if chain.partial.ledger.journal.count > 4 * chain.partial.option.count + 4_096 {
      chain.partial.ledger.compactJournal()
    }
  }

  private static let policies: [FillPolicy] = [.bestFit, .leastLoaded, .balanced, .scattered, .scattered, .scattered]

  private func strategy(for order: [LeaseIndex], _ random: inout SplitMix64) -> Strategy {
    var strategy = Strategy()
    strategy.fillPolicy = random.element(of: Self.policies)!
    strategy.size = isElastic ? random.element(of: [.most, .least, .any, .any])! : .most
    strategy.returnsToPins = random.below(2) == 0
    guard var ranking, random.below(4) != 0 else { return strategy }
    if random.below(2) == 0 {
      for lease in order {
        let range = instance.optionRange(of: lease)
        for at in range.dropFirst().reversed() {
          ranking.swapAt(at, range.lowerBound + random.below(at - range.lowerBound + 1))
        }
      }
    }
    strategy.ranking = ranking
    return strategy
  }

  /// Takes some leases out: of the whole site, or of a zone around one of them; with each those that must stand near it.
  private func take(from trial: inout PartialPacking, _ random: inout SplitMix64) -> [LeaseIndex] {
    var served = leases.filter { trial.option[$0.offset] != nil }
    guard let first = random.element(of: served) else { return [] }
    if random.below(2) == 0, let part = trial.parts[first.offset].first {
      var zone = instance.bays.zone[part.bay]
      for _ in 0..<random.below(4) { zone = instance.zones.parent[zone] ?? zone }
      served.removeAll { lease in
        !trial.parts[lease.offset].contains { instance.contains(zone, instance.bays.zone[$0.bay]) }
      }
    }
    random.shuffle(&served)
    var taken = Array(served.prefix(1 + random.below(Self.mostTaken)))
    var at = 0
    while at < taken.count {
      let affinity = trial.ledger.book.affinity
      for follower in affinity.isEmpty ? [] : affinity.followers[taken[at].offset]
      where trial.option[follower.offset] != nil && !instance.isPinned(follower) && !taken.contains(follower) {
        taken.append(follower)
      }
      at += 1
    }
    for lease in taken { trial.withdraw(lease) }
    return taken
  }

  /// The most leases that are taken out at once.
  private static let mostTaken = 6
}

extension PartialPacking {
  /// The value of a lease as it is served, cents per hour; 0: it is refused.
  func worth(of lease: LeaseIndex) -> Int64 {
    option[lease.offset].map { ledger.instance.value(of: $0, units: parts.units(of: lease.offset)) } ?? 0
  }
}

extension Instance {
  /// The most that a lease can be worth by options that can be served, cents per hour.
  func mostWorth(_ lease: LeaseIndex, _ canServe: [Bool]) -> Int64 {
    optionRange(of: lease).reduce(0) { canServe[$1] ? max($0, options.value[$1]) : $0 }
  }
}
