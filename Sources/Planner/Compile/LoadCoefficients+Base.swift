import Facility
import PlanModel

// Loads that are there before any lease.
extension LoadCoefficients {
  /// The base load, which is drawn before any lease: idle and burn-in nodes, fixed loads, loads per GPU; mW by limit.
  ///
  /// What enters at each stage is summed first and then handed up the chain once, with all of a stage's losses.
  static func base(of facility: Facility, _ settings: PlanSettings, on basis: Basis) -> [Int64] {
    let coefficients = LoadCoefficients(facility, squareLoss: .none)
    var base = coefficients.entering(settings, basis)
    for at in facility.power.indices.reversed() {
      guard let parent = facility.power[at].parent else { continue }
      let input = facility.power[at].input(for: Watts(milliwatts: base[at]))
      base[parent.index] = base[parent.index].addedSaturating(input.milliwatts)
    }
    return base
  }

  /// The loads that enter the chain before any lease, at the stage where they enter; heat at every element that it
  /// passes; mW by limit.
  private func entering(_ settings: PlanSettings, _ basis: Basis) -> [Int64] {
    var base = [Int64](repeating: 0, count: limits)
    var level = self
    level.climbs = false
    let land = { (limit: Int, amount: Int64) in base[limit] = base[limit].addedSaturating(amount) }
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      var watts = kind.figure(on: basis).watts * bay.burnIn
      if settings.unleasedIdle { watts += kind.idle.watts * bay.inService }
      if watts > .zero { level.trace(watts.milliwatts, kind: kind, rack: bay.zone, into: land) }
      level.perGPU(Int64(bay.installed * kind.gpus), rack: bay.zone, into: land)
    }
    for load in facility.loads {
      guard case .fixed(let watts) = load.amount else { continue }
      level.spread(load, watts.milliwatts, into: land)
      if load.isIT { level.followIT(watts.milliwatts, from: load.zone, into: land) }
    }
    return base
  }

  private func perGPU(_ gpus: Int64, rack: ZoneID, into land: (Int, Int64) -> Void) {
    var child = rack
    var at: ZoneID? = rack
    while let zone = at {
      for load in loads(of: zone) {
        guard case .perGPU(let each) = load.amount else { continue }
        let amount = each.milliwatts.multipliedSaturating(by: gpus)
        follow(load, amount, rack: rack, child: child, into: land)
        if load.isIT { followIT(amount, from: zone, into: land) }
      }
      child = zone
      at = facility.zones[zone].parent
    }
  }

  /// Adds what shares of IT around `zone` draw for IT load in it that does not follow the nodes.
  private func followIT(_ amount: Int64, from zone: ZoneID, into land: (Int, Int64) -> Void) {
    var at: ZoneID? = zone
    while let here = at {
      for load in loads(of: here) {
        if case .ofIT(let share) = load.amount { spread(load, share.scaledUp(amount), into: land) }
      }
      at = facility.zones[here].parent
    }
  }
}
