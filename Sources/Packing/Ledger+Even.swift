/// Filling zones evenly, and the ways of filling there are.
extension Ledger {
  /// How units are put under a zone. No way wins everywhere.
  enum Way: Sendable, CaseIterable {
    /// Together: broken zones are used up before whole ones.
    case tight
    /// First where a unit takes the smallest share of what the scarcest row has left.
    case light
    /// Block by block, or bay by bay, where a unit presses least by then on what bays share: spares, power and cooling
    /// of pods stay for others as evenly as can be. What stands in one bay is placed tightly.
    case even

    /// The ways that are tried for one gang, this one first: where neither of the others finds room, the even way,
    /// which is made for those who come after, does so hardly ever.
    var inTurn: [Way] {
      switch self {
      case .tight: Self.fromTight
      case .light: Self.fromLight
      case .even: Self.fromEven
      }
    }

    /// The two other ways.
    var others: [Way] { Self.allCases.filter { $0 != self } }

    private static let fromTight = [tight, light], fromLight = [light, tight], fromEven = [even, tight]
  }

  /// How hard a unit presses on a row that bays share: the share of its headroom that the unit takes.
  ///
  /// Added up over the rows of a bay this is by how much the sum of −ln headroom grows, which is a barrier: rows that
  /// are nearly full repel, and all others count.
  ///
  /// - Parameter entry: of the incidence, by which a bay loads the row.
  private func pressure(_ option: OptionIndex, onRowOf entry: Int) -> Double {
    let load = loads.load(option, by: entry)
    let room = headroom[instance.incidenceRow[entry]]
    return load > 0 && room > 0 ? Double(load) / Double(room) : 0
  }

  /// Puts as many units as fit under a zone, at most `units`, in steps of `step`: a block at a time, or what fits a bay
  /// where there are no blocks, each time into the bay where a unit presses least by then; says how many.
  ///
  /// - Complexity: O(bays under the zone × (rows of a bay + log)), where rows cut across one another more.
  mutating func fillEvenly(_ option: OptionIndex, in zone: ZoneIndex, units: Int, step: Int) -> Int {
    let slots = step * Int(instance.options.slots[option])
    let bays = self.bays(of: option, in: zone).filter { Int(free[$0]) >= slots }.map { (free: free[$0], bay: $0) }
    guard units > 0, !bays.isEmpty else { return 0 }
    let rows = sharedRows
    var queue = LeastPressed(bays, rows)
    // Where a unit presses on the same rows everywhere, this way is no other than the tight one.
    if queue.isUniform { return 0 }
    var placed = 0
    while placed < units, let bay = queue.first({ pressure(option, onRowOf: Int(rows.entry[Int($0)])) }) {
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
