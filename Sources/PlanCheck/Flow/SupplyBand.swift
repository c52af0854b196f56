public import Facility
public import PlanModel
public import Tenancy

extension PlanCheck {
  /// What the facility draws with every node in service leased to training, burn-in nodes at full load and the rest dark:
  /// at the supply, and summed over the nodes themselves. Empty rack positions draw nothing.
  ///
  /// - Complexity: that of one flow, O(zones + stages).
  public static func supplyDraw(of facility: Facility, everyNodeAt basis: Basis) -> (supply: Watts, nodes: Watts) {
    let tables = FacilityTables(facility)
    let nodePower = NodePower(facility, basis: basis, unleasedIdle: true)
    let training = facility.profiles.first { $0.name == "training" } ?? .training
    var leasedLoad = LeasedLoad(bays: facility.bays.count)
    var nodes = Watts.zero
    let leased = facility.kinds.indices.map { kind in
      nodePower.leased(KindID(kind), drawing: facility.kinds[kind].draw(training, on: basis))
    }
    for (position, bay) in facility.bays.enumerated() {
      leasedLoad.add(tables.inService[position], of: position, drawing: leased[bay.kind.index])
      nodes += leasedLoad.draw[position] + nodePower.burnIn[bay.kind.index] * bay.burnIn
    }
    return (Flow(facility, tables, leasedLoad, nodePower).use.supply, nodes)
  }

  /// The plan's draw at the supply with every figure that states a tolerance at its low, then at its high end: the kinds'
  /// figures on the plan's basis (profiles move in proportion), idle draw, zone loads. What tenants' own machines draw is
  /// stated exactly.
  ///
  /// - Complexity: that of two flows.
  public static func supplyBand(_ plan: Plan, facility: Facility, book: Book) -> (low: Watts, high: Watts) {
    let tables = FacilityTables(facility)
    let demands = SizedDemands(facility, book, tables, basis: plan.settings.basis)
    return PlacementAudit(plan, facility, book, tables, demands).supplyBand(facility, book, tables, plan.settings)
  }
}

extension PlacementAudit {
  /// What the supply carries at the low and at the high end of all figures.
  func supplyBand(
    _ facility: Facility, _ book: Book, _ tables: FacilityTables, _ settings: PlanSettings
  ) -> (low: Watts, high: Watts) {
    func supply(at end: ToleranceEnd) -> Watts {
      let nodePower = NodePower(facility, basis: settings.basis, unleasedIdle: settings.unleasedIdle, at: end)
      return Flow(facility, tables, LeasedLoad(self, facility, book, nodePower), nodePower).use.supply
    }
    return (supply(at: .low), supply(at: .high))
  }
}
