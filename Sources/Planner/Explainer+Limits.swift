import Facility
import Packing
import PlanModel

// Limits: what must give way so that a gang fits.
extension Explainer {
  mutating func limits(_ option: OptionIndex, _ homes: Homes) -> Reason {
    let needed = Int(problem.instance.options.least[option])
    let tried = homesToTry(option, homes)
    let (widths, places) = widths(of: option, in: tried)
    // What no bay of the kind loads is overloaded by nobody.
    for family in ground.familiesOfKind[Int(problem.instance.options.kind[option])] {
      let likely = tried.indices.filter { widths[places[$0], relaxing: family] >= needed }.map { tried[$0] }
      guard !likely.isEmpty else { continue }
      let found = overload(option, likely, forgetting: ground.families[family]) { $0 == family }
      if let worst = found?.first {
        return .limit(worst.resource, short: worst.short, in: worst.resource.zone(in: problem.facility))
      }
    }
    let all = overload(option, tried, forgetting: ground.limitRows) { $0 >= 0 } ?? []
    guard let worst = all.first else {
      // No limit stands in the way of a gang that is free of rules: those leave no place that was found.
      return rules(of: option).first.map { reason($0, option, homes.zones, (0, ZoneID(homes.zones[0].offset))) }
        ?? .limits([], short: 0, in: ZoneID(0))
    }
    // One resource a name, the worst first.
    var named: [String] = []
    var resources: [Resource] = []
    for entry in all {
      let name = entry.resource.group(in: problem.facility)
      if !named.contains(name) {
        named.append(name)
        resources.append(entry.resource)
      }
    }
    if resources.count == 1 {
      return .limit(worst.resource, short: worst.short, in: worst.resource.zone(in: problem.facility))
    }
    return .limits(resources, short: worst.short, in: worst.resource.zone(in: problem.facility))
  }

  /// Where rows are narrowest for an option in some zones, and the place of each of them there. The size of a gang does not matter:
  /// the next one of its shape is answered by what is known of this one.
  private mutating func widths(of option: OptionIndex, in zones: [ZoneIndex]) -> (RelaxedBounds.Table, places: [Int]) {
    let shape = OptionShape(option, problem.instance)
    if let last = lastWidths, last.shape == shape, let places = last.places(of: zones) { return (last.widths, places) }
    let widths = relaxedBounds.bounds(of: option, in: zones, on: ledger)
    lastWidths = KnownWidths(shape: shape, zones: zones, widths: widths)
    return (widths, Array(zones.indices))
  }

  /// Where rows are narrowest for one shape.
  struct KnownWidths {
    let shape: OptionShape
    let zones: [ZoneIndex]
    let widths: RelaxedBounds.Table

    /// The places of some zones; nil where one is not known.
    func places(of some: [ZoneIndex]) -> [Int]? {
      if some == zones { return Array(zones.indices) }
      let placeOf = Dictionary(uniqueKeysWithValues: zones.enumerated().map { ($1, $0) })
      let places = some.compactMap { placeOf[$0] }
      return places.count == some.count ? places : nil
    }
  }

  /// The homes that have the nodes; where these are very many, the ones with most free nodes: among them one of the least
  /// overloads is as good as certain.
  private func homesToTry(_ option: OptionIndex, _ homes: Homes) -> [ZoneIndex] {
    let needed = problem.isPiece(option) ? Int.min : Int(problem.instance.options.least[option])
    return homes.zones(holding: needed, most: Self.mostHomes)
  }

  private static let mostHomes = 256

  /// What the gang overloads when some limits are forgotten, in the home where that is least, by share of capacity, worst
  /// first; nil if it does not fit even then.
  ///
  /// - Complexity: O(homes × what one placement costs + rows forgotten).
  private func overload(
    _ option: OptionIndex, _ homes: [ZoneIndex], forgetting rows: [RowIndex], isForgotten: (Int) -> Bool
  ) -> [(resource: Resource, short: Int64)]? {
    if problem.isPiece(option), homes.contains(ZoneIndex(0)) { trial.renew() }
    let options = problem.instance.options
    let needed = Int(options.least[option])
    return trial.forgetting(rows) { trial in
      var least: [Overload]?
      for zone in homes {
        let start = trial.mark()
        // An elastic gang is asked for no more than its floor.
        let fits =
          needed == Int(options.units[option])
          ? trial.place(option, in: zone) : trial.fillMost(option, in: zone, units: needed) == needed
        if fits {
          let here = overloads(trial, since: start, isForgotten)
          if let first = here.first, first.share < (least?.first?.share ?? .infinity) { least = here }
        }
        trial.rollBack(to: start)
      }
      return least.map { $0.map { (problem.resources[$0.row], $0.short) } }
    }
  }

  private struct Overload {
    var row: Int
    var short: Int64
    var share: Double
  }

  /// Forgotten rows that what was placed since a mark overloads, worst first.
  private func overloads(_ trial: Ledger, since mark: Int, _ isForgotten: (Int) -> Bool) -> [Overload] {
    let instance = problem.instance
    var rows: Set<Int> = []
    for part in trial.parts(since: mark) {
      let bay = part.bay.offset
      for entry in instance.entries(of: bay) {
        let row = instance.incidenceRow[entry].offset
        if isForgotten(ground.familyOf[row]) { rows.insert(row) }
      }
    }
    let beyond = trial.heldBack(since: mark)
    return rows.compactMap { row -> Overload? in
      let taken = (Ledger.unlimited &- trial.headroom(of: RowIndex(row))).addedSaturating(beyond[row] ?? 0)
      let short = taken.addedSaturating(0 &- ledger.headroom(of: RowIndex(row)))
      guard short > 0 else { return nil }
      return Overload(row: row, short: short, share: Double(short) / max(1, Double(instance.rows.capacity[row])))
    }.sorted { $0.share != $1.share ? $0.share > $1.share : $0.row < $1.row }
  }
}
