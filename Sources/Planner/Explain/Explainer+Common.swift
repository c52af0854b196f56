import Facility
import Packing
import PlanModel

// Limits that a gang would overload whichever nodes it stood on.
extension Explainer {
  /// The limits that an option would overload on whatever nodes of its kind: those that all of them load, and that have less
  /// left than the least that the gang adds.
  mutating func shortAnywhere(_ option: OptionIndex) -> [Shortfall] {
    let instance = problem.instance
    let units = Int64(instance.options.least[option])
    let rows = commonLoads(of: option).compactMap { row, each -> (row: RowIndex, short: Int64)? in
      let load = each.multipliedSaturating(by: units)
      let short = load.addedSaturating(0 &- ledger.slack(of: row))
      return load > 0 && short > 0 ? (row, short) : nil
    }
    func share(_ entry: (row: RowIndex, short: Int64)) -> Double {
      Double(entry.short) / max(1, Double(instance.rows.capacity[entry.row]))
    }
    let worst = rows.sorted { share($0) != share($1) ? share($0) > share($1) : $0.row < $1.row }
    return problem.shortfalls(worst.map { (problem.rowKeys[$0.row.offset], $0.short) })
  }

  /// The rows that limit something and that every bay of the kind loads, inside the zone that the option may not leave, with
  /// the least that one unit adds there.
  ///
  /// - Complexity: O(bays × rows of a bay) for the first option of its signature.
  private mutating func commonLoads(of option: OptionIndex) -> [(row: RowIndex, each: Int64)] {
    let instance = problem.instance
    let signature = OptionSignature(option, instance)
    if let known = cache.commonLoads[signature] { return known }
    let (kind, within) = (instance.options.kind[option], instance.options.within[option])
    var least: [RowIndex: Int64] = [:]
    var isFirst = true
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == kind {
      guard within <= instance.bays.zone[bay], instance.bays.zone[bay] < instance.zones.end[within] else { continue }
      var here: [RowIndex: Int64] = [:]
      for entry in instance.entries(of: bay) {
        let row = instance.incidenceRow[entry]
        guard context.familyOf[row.offset] >= 0, isFirst || least[row] != nil else { continue }
        let product = instance.product(instance.incidenceRule[entry], option)
        let each = Int64(clamping: product / Int128(max(1, instance.rows.denominator[row])))
        here[row] = min(each, least[row] ?? .max)
      }
      (least, isFirst) = (here, false)
      if least.isEmpty { break }
    }
    let loads = least.sorted { $0.key < $1.key }.map { (row: $0.key, each: $0.value) }
    cache.commonLoads[signature] = loads
    return loads
  }
}
