import Facility
import Packing
import PlanModel
import Tenancy

// Zones that may hold an option, and how much of it each of them takes.
extension Explainer {
  /// The zones that may hold an option.
  mutating func candidates(of option: OptionIndex) -> CandidateZones {
    let key = CandidateZones.Key(option, problem.instance.options)
    if let candidates = cache.candidates[key] { return candidates }
    let candidates = CandidateZones(of: option, problem.instance, ledger: ledger, empty: empty)
    cache.candidates[key] = candidates
    return candidates
  }

  /// The zone in which most units of an option find a place without limits, up to its least number of them.
  ///
  /// Whole nodes without rules differ in nothing but their number: where so many find a place fewer do, and where they
  /// do not, more find no other.
  mutating func mostWithoutLimits(_ option: OptionIndex, _ candidates: CandidateZones) -> CandidateZones.Best {
    func counted() -> CandidateZones.Best {
      relaxed.relaxing(context.limitRows) { most(option, candidates, on: &$0) }
    }
    let key = CandidateZones.Key(option, problem.instance.options)
    let isPlain = key.within.offset == 0 && !problem.isPiece(option) && rules(of: option).isEmpty
    guard isPlain, !context.restrictions.isOverfull else { return counted() }
    let needed = Int(problem.instance.options.least[option])
    var known = cache.counts[key] ?? CountBounds()
    if needed <= known.atLeast.nodes { return (needed, known.atLeast.zone) }
    if let best = known.exact, best.nodes < needed { return best }
    let found = counted()
    if found.nodes >= needed { known.atLeast = found } else { known.exact = found }
    cache.counts[key] = known
    return found
  }

  /// The zone in which most units of an option find a place, up to its least number of them.
  func most(_ option: OptionIndex, _ candidates: CandidateZones, on trial: inout Ledger) -> CandidateZones.Best {
    let needed = Int(problem.instance.options.least[option])
    // Where bays are not overfull, a zone takes no more units than it has whole nodes free.
    let isCounted = !context.restrictions.isOverfull && !problem.isPiece(option)
    var best: CandidateZones.Best?
    for zone in candidates.zones {
      if isCounted, let best, trial.freeNodes(of: option, in: zone) <= best.nodes { continue }
      let start = trial.mark()
      let nodes = trial.fillMost(option, in: zone, units: needed)
      trial.rollBack(to: start)
      if nodes > best?.nodes ?? -1 { best = (nodes, ZoneID(zone.offset)) }
      if nodes >= needed { break }
    }
    return best ?? (0, ZoneID(0))
  }

  /// The division that keeps a lease out of a zone: its own, or that of whoever has something there for itself.
  func exclusion(of option: OptionIndex, in zone: ZoneID) -> Division? {
    let instance = problem.instance
    if instance.options.exclusive[option] >= 0 { return problem.division(instance.options.exclusive[option]) }
    let end = problem.facility.zones[zone].end
    let closed = problem.facility.bays.indices.filter {
      zone <= problem.facility.bays[$0].zone && problem.facility.bays[$0].zone < end
        && ledger.isolated(BayIndex($0)) > 0
    }
    for gang in gangs where instance.options.exclusive[gang.option] >= 0 {
      let number = instance.options.exclusive[gang.option]
      let partOfBay = instance.divisions[Int(number)].partOfBay
      let parts = Set(gang.parts.map { partOfBay[$0.bay] }).subtracting([-1])
      if closed.contains(where: { parts.contains(partOfBay[$0]) }) { return problem.division(number) }
    }
    return nil
  }
}
