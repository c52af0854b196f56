import Facility
import Packing
import PlanModel

// Limits: what must give way so that a gang fits.
extension Explainer {
  func limits(_ option: OptionIndex, _ homes: [ZoneIndex]) -> Reason {
    for family in 0..<families {
      if let found = overload(option, homes, forgetting: { $0 == family }), let worst = found.first {
        return .limit(worst.resource, short: worst.short, in: worst.resource.zone(in: problem.facility))
      }
    }
    let all = overload(option, homes) { $0 >= 0 } ?? []
    guard let worst = all.first else {
      // No limit stands in the way of a gang that is free of rules: those leave no place that was found.
      return rules(of: option).first.map { reason($0, option, homes, (0, ZoneID(homes[0].offset))) }
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

  /// What the gang overloads when some families of limits are forgotten, in the home where that is least, by share of
  /// capacity, worst first; nil if it does not fit even then.
  ///
  /// - Complexity: O(homes × what one placement costs).
  private func overload(
    _ option: OptionIndex, _ homes: [ZoneIndex], forgetting: (Int) -> Bool
  ) -> [(resource: Resource, short: Int64)]? {
    let options = problem.instance.options
    let needed = Int(options.least[option])
    let isPiece = options.slots[option] < problem.instance.nodeSlots[Int(options.kind[option])]
    var trial = ledger
    trial.relax { forgetting(familyOf[$0.offset]) }
    var least: [Overload]?
    for zone in roomiest(homes.filter { isPiece || ledger.freeNodes(of: option, in: $0) >= needed }, option) {
      let start = trial.mark()
      // An elastic gang is asked for no more than its floor.
      let fits =
        needed == Int(options.units[option])
        ? trial.place(option, in: zone) : trial.fillMost(option, in: zone, units: needed) == needed
      if fits {
        let here = overloads(trial, since: start, forgetting)
        if let first = here.first, first.share < (least?.first?.share ?? .infinity) { least = here }
      }
      trial.rollBack(to: start)
    }
    return least.map { $0.map { (problem.resources[$0.row], $0.short) } }
  }

  /// The homes with most free nodes, where there are very many: among these one of the least overloads is as good as certain.
  private func roomiest(_ homes: [ZoneIndex], _ option: OptionIndex) -> [ZoneIndex] {
    guard homes.count > Self.mostHomes else { return homes }
    let free = homes.map { ledger.freeNodes(of: option, in: $0) }
    let order = homes.indices.sorted { free[$0] != free[$1] ? free[$0] > free[$1] : $0 < $1 }
    return order.prefix(Self.mostHomes).map { homes[$0] }
  }

  private static let mostHomes = 256

  private struct Overload {
    var row: Int
    var short: Int64
    var share: Double
  }

  /// Forgotten rows that what was placed since a mark overloads, worst first.
  private func overloads(_ trial: Ledger, since mark: Int, _ forgetting: (Int) -> Bool) -> [Overload] {
    let instance = problem.instance
    var rows: Set<Int> = []
    for part in trial.parts(since: mark) {
      let bay = part.bay.offset
      for entry in Int(instance.incidenceStart[bay])..<Int(instance.incidenceStart[bay + 1]) {
        rows.insert(instance.incidenceRow[entry].offset)
      }
    }
    let beyond = trial.heldBack(since: mark)
    return rows.filter { forgetting(familyOf[$0]) }.compactMap { row -> Overload? in
      let taken = (Ledger.unlimited &- trial.headroom(of: RowIndex(row))).addedSaturating(beyond[row] ?? 0)
      let short = taken.addedSaturating(0 &- ledger.headroom(of: RowIndex(row)))
      guard short > 0 else { return nil }
      return Overload(row: row, short: short, share: Double(short) / max(1, Double(instance.rows.capacity[row])))
    }.sorted { $0.share != $1.share ? $0.share > $1.share : $0.row < $1.row }
  }
}
