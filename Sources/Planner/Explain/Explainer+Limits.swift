import Facility
import Packing
import PlanModel

// Limits: what must give way so that a gang fits.
extension Explainer {
  /// The limits that an option would overload, in as few as have to give way.
  mutating func overloadedLimits(_ option: OptionIndex, _ candidates: CandidateZones) -> Reason {
    let needed = Int(problem.instance.options.least[option])
    let tried = zonesToTry(option, candidates)
    let (widths, places) = cache.widths.widths(of: option, in: tried, problem.instance, on: ledger)
    // What no bay of the kind loads is overloaded by nobody.
    for family in context.familiesOfKind[Int(problem.instance.options.kind[option])] {
      let likely = tried.indices.filter { widths[places[$0], relaxing: family] >= needed }.map { tried[$0] }
      guard !likely.isEmpty else { continue }
      let found = overload(option, likely, relaxing: context.families[family]) { $0 == family }
      if let found, !found.isEmpty { return limits(found) }
    }
    let all = overload(option, tried, relaxing: context.limitRows) { $0 >= 0 } ?? []
    guard !all.isEmpty else {
      // No limit stands in the way of a gang that is free of rules: those leave no place that was found.
      guard let rule = rules(of: option).first else { return .limits([], in: ZoneID(0)) }
      let held = (nodes: 0, zone: ZoneID(candidates.zones[0].offset))
      return reason(for: rule, of: option, in: candidates.zones, held: held)
    }
    return limits(all)
  }

  private func limits(_ rows: [(row: RowKey, short: Int64)]) -> Reason {
    .limits(problem.shortfalls(rows), in: rows[0].row.resource.zone(in: problem.facility))
  }

  /// The zones that have the nodes; where these are very many, the ones with most free nodes: among them one of the
  /// least overloads is as good as certain.
  private func zonesToTry(_ option: OptionIndex, _ candidates: CandidateZones) -> [ZoneIndex] {
    let needed = problem.isPiece(option) ? Int.min : Int(problem.instance.options.least[option])
    return candidates.zones(holding: needed, most: Self.mostZones)
  }

  static let mostZones = 256

  /// The limits that the gang overloads when some are relaxed, in the zone where that is least, by share of capacity,
  /// worst first; nil if it does not fit even then.
  ///
  /// - Complexity: O(zones × what one placement costs + rows relaxed).
  private func overload(
    _ option: OptionIndex, _ zones: [ZoneIndex], relaxing rows: [RowIndex], isRelaxed: (Int) -> Bool
  ) -> [(row: RowKey, short: Int64)]? {
    if problem.isPiece(option), zones.contains(ZoneIndex(0)) { relaxed.renew() }
    let options = problem.instance.options
    let needed = Int(options.least[option])
    return relaxed.relaxing(rows) { trial in
      var least: [Overload]?
      for zone in zones {
        let start = trial.mark()
        // An elastic gang is asked for no more than its floor.
        let fits =
          needed == Int(options.units[option])
          ? trial.place(option, in: zone) : trial.fillMost(option, in: zone, units: needed) == needed
        if fits {
          let here = overloads(trial, since: start, isRelaxed)
          if let first = here.first, first.share < (least?.first?.share ?? .infinity) { least = here }
        }
        trial.rollBack(to: start)
      }
      return least.map { $0.map { (problem.rowKeys[$0.row], $0.short) } }
    }
  }

  private struct Overload {
    var row: Int
    var short: Int64
    var share: Double
  }

  /// Relaxed rows that what was placed since a mark overloads, worst first.
  private func overloads(_ trial: Ledger, since mark: Int, _ isRelaxed: (Int) -> Bool) -> [Overload] {
    let instance = problem.instance
    var rows: Set<Int> = []
    for part in trial.parts(since: mark) {
      let bay = part.bay.offset
      for entry in instance.entries(of: bay) {
        let row = instance.incidenceRow[entry].offset
        if isRelaxed(context.familyOf[row]) { rows.insert(row) }
      }
    }
    let beyond = trial.heldBack(since: mark)
    return rows.compactMap { row -> Overload? in
      let taken = (Ledger.unlimited &- trial.slack(of: RowIndex(row))).addedSaturating(beyond[row] ?? 0)
      let short = taken.addedSaturating(0 &- ledger.slack(of: RowIndex(row)))
      guard short > 0 else { return nil }
      return Overload(row: row, short: short, share: Double(short) / max(1, Double(instance.rows.capacity[row])))
    }.sorted { $0.share != $1.share ? $0.share > $1.share : $0.row < $1.row }
  }
}

extension CompiledProblem {
  /// Rows that are short, worst first, by name.
  func shortfalls(_ rows: [(row: RowKey, short: Int64)]) -> [Shortfall] {
    var shortfalls: [Shortfall] = []
    var numberOf: [String: Int] = [:]
    for (row, short) in rows {
      let name = row.resource.group(in: facility)
      if let number = numberOf[name] {
        shortfalls[number].others += 1
        shortfalls[number].total = shortfalls[number].total.addedSaturating(short)
      } else {
        numberOf[name] = shortfalls.count
        shortfalls.append(Shortfall(row, short: short))
      }
    }
    return shortfalls
  }
}
