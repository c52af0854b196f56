/// Sites where whole packings are quick: priority lists, reinsertion and parts rebuilt, in stages of effort.
extension Packer {
  /// The best packing by any of these.
  ///
  /// Each stage goes on where the one before stopped, and takes with it the best that anybody has found.
  func ordered(_ root: RootState, _ costs: UnitCosts, bound: Int64) -> PartialPacking {
    var search = OrderedSearch(self, root, costs, bound: bound)
    for (number, stage) in settings.stages.enumerated() {
      if number > 0, settings.isOutOfTime() {
        search.stop()
        break
      }
      guard search.run(stage, isFirst: number == 0) else { break }
    }
    return search.best
  }
}

/// A search over whole packings, in stages.
private struct OrderedSearch {
  private let packer: Packer
  private let root: RootState
  private let costs: UnitCosts
  private let bound: Int64
  /// The best packing so far.
  private(set) var best: PartialPacking
  private var lists: [PrioritySearch]
  private var reinsertion: Reinsertion
  /// The search of parts, made from the best packing at the time; nil: there is none, or a better packing since.
  private var shards: ShardSearch?
  private var roundsDone = 0

  init(_ packer: Packer, _ root: RootState, _ costs: UnitCosts, bound: Int64) {
    (self.packer, self.root, self.costs, self.bound) = (packer, root, costs, bound)
    let start = StartingPoint(partial: root.start)
    let order = packer.densityOrder(root.others)
    best = root.start.packing(order, canServe: root.canServe)
    let search = PrioritySearch(
      packer, leases: root.others, canServe: root.canServe, costs: costs, bound: bound, from: start,
      knowing: PrioritySearch.Incumbent(partial: best, order: order, strategy: start.strategy))
    lists = [search]
    reinsertion = Reinsertion(packer, from: best, canServe: root.canServe, ranking: search.ranking)
  }

  /// One stage; false if there is nothing more to gain, or no time.
  mutating func run(_ stage: PackingSettings.Stage, isFirst: Bool) -> Bool {
    let settings = packer.settings
    settings.observe(.began(.priorityLists))
    for at in lists.indices { lists[at].run(changes: stage.changes) }
    if isFirst, !settings.isOutOfTime() { addVariants(stage) }
    for list in lists { take(list.incumbent.partial) }
    if isFirst { settings.observe(.round(0, value: best.value, bound: bound)) }
    if stage.rounds > 0, !settings.isOutOfTime() {
      reinsertion.take(best)
      reinsertion.run(rounds: stage.rounds - roundsDone, bound: bound)
      take(reinsertion.best)
    }
    guard stage.rounds > 0 else { return false }
    if settings.isOutOfTime() {
      stop()
      return false
    }
    guard rebuild(until: stage.rounds) else { return false }
    return best.objective.servesMandatory == 0 || best.objective.net < bound
  }

  /// Notes that time ran out.
  func stop() { packer.tally.stop(after: roundsDone) }

  /// Takes a packing if it is better than the best.
  private mutating func take(_ partial: PartialPacking) {
    guard partial.objective > best.objective else { return }
    best = partial
    shards = nil
  }

  /// Adds a search from the best of other starts, if there are any.
  private mutating func addVariants(_ stage: PackingSettings.Stage) {
    let variants = packer.variants(
      of: root.start, pinned: root.pinned, canServe: root.canServe, ranking: lists[0].ranking)
    guard
      let start = packer.best(of: variants, after: lists[0].incumbent, canServe: root.canServe)
    else { return }
    var search = PrioritySearch(
      packer, leases: root.others, canServe: root.canServe, costs: costs, bound: bound, from: start.point,
      knowing: start.incumbent)
    search.run(changes: stage.changes)
    lists.append(search)
  }

  /// Rebuilds parts of the site until so many rounds have been made; false if time ran out before.
  private mutating func rebuild(until rounds: Int) -> Bool {
    let settings = packer.settings
    settings.observe(.began(.improve))
    let search =
      shards
      ?? ShardSearch(best, costs: costs, canServe: root.canServe, settings: settings, pool: packer.pool)
    search.mostRounds = rounds
    var inTime = true
    for round in roundsDone..<(search.isEmpty ? roundsDone : rounds) where inTime {
      guard packer.run(search, bound: bound, numbered: round + 1) else { break }
      inTime = round + 1 == settings.rounds || !settings.isOutOfTime()
      if !inTime { packer.tally.stop(after: round + 1) }
    }
    roundsDone = rounds
    guard !search.isEmpty else { return true }
    if settings.reportsMemory { settings.observe(.memory(search.memoryUse())) }
    take(packer.completed(search.partialPacking(), root.canServe))
    shards = search
    return inTime
  }
}
