import Facility
import Packing
import PlanModel
import Tenancy

// Parts of gangs: as much of a refused lease as would find a place.
extension Explainer {
  /// The largest part of a lease that finds a place, on the kind that serves most GPUs of it, of equals the one that comes nearest
  /// to all of it; nil: none does, or it is a piece of a node, or enlarges a lease that is refused.
  mutating func part(of lease: LeaseID, nearest: KindID) -> Refusal.Part? {
    guard expandedRefused(lease) == nil else { return nil }
    var best: (part: Refusal.Part, gpus: Int)?
    for sized in problem.demands[lease.index] {
      guard sized.piece == nil, case .option(let option) = question(lease, sized) else { continue }
      var nodes = part(of: option)
      // Megawatts are leased in whole NVLink domains.
      if let step = sized.metered?.step, step > 1 { nodes -= nodes % step }
      let gpus = nodes * max(1, problem.facility.kinds[sized.kind].gpus)
      guard nodes > 0, gpus > best?.gpus ?? 0 || (gpus == best?.gpus && sized.kind == nearest) else { continue }
      let segment = Int(problem.instance.options.block[option])
      best = (Refusal.Part(kind: sized.kind, nodes: nodes, segment: segment), gpus)
    }
    return best?.part
  }

  /// The most units of an option, fewer than its least number, that find a place in one zone with all limits and rules.
  ///
  /// Of very many zones those with most free nodes are tried, as limits are; see `overloadedLimits`.
  mutating func part(of option: OptionIndex) -> Int {
    if let known = cache.parts[option] { return known }
    let part = largestPart(option)
    cache.parts[option] = part
    return part
  }

  mutating func largestPart(_ option: OptionIndex) -> Int {
    let options = problem.instance.options
    let most = Int(options.least[option]) - 1
    guard most > 0, !problem.isPiece(option) else { return 0 }
    // Without rules that go by size, what a smaller gang of its signature came to is a part of this one as well.
    let isPlain = options.spread[option] < 0 && options.block[option] == 1
    let signature = OptionSignature(option, problem.instance)
    if isPlain, let known = cache.largestParts[signature], known < most { return known }
    let zones = candidates(of: option).zones(holding: 1, most: Self.mostZones)
    let isCounted = !context.restrictions.isOverfull
    let part = relaxed.relaxing([]) { trial in
      var best = 0
      for zone in zones where best < most {
        if isCounted, trial.freeNodes(of: option, in: zone) <= best { continue }
        let start = trial.mark()
        best = max(best, trial.fillMost(option, in: zone, units: most))
        trial.rollBack(to: start)
      }
      return best
    }
    if isPlain, part < most { cache.largestParts[signature] = part }
    return part
  }
}
