/// Filling zones by the balanced policy.
extension Ledger {
  /// The marginal load of a unit on a row that bays share: the share of its slack that the unit takes.
  ///
  /// Added up over the rows of a bay this is the growth of the sum of −ln slack, which is a barrier: rows that
  /// are nearly full repel, and all others count.
  ///
  /// - Parameter entry: of the incidence, by which a bay loads the row.
  func marginalLoad(_ option: OptionIndex, onRowOf entry: Int) -> Double {
    let load = loads.load(option, by: entry)
    let room = slack[instance.incidenceRow[entry]]
    return load > 0 && room > 0 ? Double(load) / Double(room) : 0
  }

  /// Puts as many units as fit under a zone, at most `units`, in steps of `step`: a block at a time, or what fits a bay
  /// where there are no blocks, each time into the bay of least marginal load by then; returns how many.
  ///
  /// - Complexity: O(bays under the zone × (rows of a bay + log)), where rows cut across one another more.
  mutating func fillBalanced(_ option: OptionIndex, in zone: ZoneIndex, units: Int, step: Int) -> Int {
    let slots = step * Int(instance.options.slots[option])
    let bays = self.bays(of: option, in: zone).filter { Int(free[$0]) >= slots }.map { (free: free[$0], bay: $0) }
    guard units > 0, !bays.isEmpty else { return 0 }
    let rows = rowTree
    var queue = MarginalLoadQueue(bays, rows)
    // Where a unit loads the same rows everywhere, this policy is no other than best fit.
    if queue.isUniform { return 0 }
    var placed = 0
    while placed < units, let bay = queue.first(for: option, on: self) {
      let most = step > 1 ? min(step, units - placed) : units - placed
      let count = room(option, in: bay, most: most, step: step)
      if count > 0 {
        put(option, in: bay, units: count)
        placed += count
        queue.notePut()
      }
      if count == 0 || step == 1 { queue.removeFirst() }
    }
    return placed
  }
}
