import Facility
import Packing
import PlanModel

/// Counts how many more of each product fit on top of a plan, by placing them, and how many at most could.
struct HeadroomSearch {
  private let problem: Problem
  private let ledger: Ledger

  init(_ problem: Problem, ledger: Ledger) {
    self.problem = problem
    self.ledger = ledger
  }

  /// One entry a product, each alone on top of the plan.
  func all() -> [Headroom] {
    problem.probes.map { probe in
      var trial = ledger
      let count = place(probe.option, on: &trial)
      var explainer = Explainer(problem, ledger: trial)
      return Headroom(
        product: probe.product, count: count, upper: max(count, upper(probe.option)),
        binds: explainer.reason(option: probe.option))
    }
  }

  private func place(_ option: OptionIndex, on trial: inout Ledger) -> Int {
    if problem.instance.options.units[option] == 1 {
      return trial.fill(option, in: ZoneIndex(0), units: Int(Int32.max))
    }
    var count = 0
    while trial.place(option) { count += 1 }
    return count
  }

  /// No more can fit: in every domain the free nodes that each bay's own limits allow hold so many gangs, and every row
  /// so many units of those that load it.
  ///
  /// - Complexity: O(bays × rows of a bay).
  private func upper(_ option: OptionIndex) -> Int {
    let instance = problem.instance
    let units = Int(instance.options.units[option])
    var inDomain = [Int](repeating: 0, count: instance.zones.count)
    var total = 0
    /// Units that could come from bays on each row, and whether every usable bay is on it.
    var onRow = [Int](repeating: 0, count: instance.rows.count)
    var least = [Int64](repeating: .max, count: instance.rows.count)
    let quantities = instance.quantities
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == instance.options.kind[option] {
      let fitting = ledger.fit(option, in: BayIndex(bay), most: Int(Int32.max))
      guard fitting > 0 else { continue }
      total += fitting
      inDomain[instance.domain(of: instance.bays.zone[bay], at: instance.options.level[option]).offset] += fitting
      for entry in Int(instance.incidenceStart[bay])..<Int(instance.incidenceStart[bay + 1]) {
        let row = instance.incidenceRow[entry]
        let amount = instance.options.amounts[option.offset * quantities + Int(instance.rows.quantity[row])]
        let load = amount.scaledUp(instance.incidenceCoefficient[entry], over: instance.rows.denominator[row])
        onRow[row] += fitting
        least[row] = min(least[row], load)
      }
    }
    var most = inDomain.reduce(0) { $0 + $1 / units }
    for row in 0..<instance.rows.count where onRow[row] > 0 && least[row] > 0 {
      let through = Int(max(0, ledger.headroom(of: RowIndex(row))) / least[row])
      // What cannot come through this row is lost to the total.
      if through < onRow[row] { most = min(most, (total - onRow[row] + through) / units) }
    }
    return most
  }
}
