public import Facility
public import PlanModel
public import Tenancy

extension PlanCheck {
  /// Draw of the facility with every node in service leased to training, burn-in nodes at full load and the rest dark:
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
    return (Flow(in: tables, leasing: leasedLoad, drawing: nodePower).use.supply, nodes)
  }

  /// The plan's draw at the supply if every placed lease ran on the facility's training profile; nil where that changes
  /// nothing that a node draws.
  ///
  /// - Complexity: that of one flow, and O(leases).
  public static func supplyOnTraining(_ plan: Plan, facility: Facility, book: Book) -> Watts? {
    let (training, basis) = (facility.training, facility.supplyBasis(of: plan.settings.basis))
    let differs = plan.placements.contains { placement in
      let lease = book.leases[placement.lease]
      let kind = facility.kinds[placement.kind]
      return !kind.isPosition && kind.draw(lease.profile, on: basis) != kind.draw(training, on: basis)
    }
    guard differs else { return nil }
    var book = book
    for lease in book.leases.indices { book.leases[lease].profile = training }
    let context = CheckContext(facility: facility, book: book, settings: plan.settings)
    let nodePower = NodePower(facility, basis: basis, unleasedIdle: plan.settings.unleasedIdle)
    let placements = PlacementAudit(of: plan, in: context)
    let leased = LeasedLoad(of: placements, in: context, drawing: nodePower, on: basis)
    return Flow(in: context.tables, leasing: leased, drawing: nodePower).use.supply
  }

  /// The plan's draw at the supply with every figure that states a tolerance at its low, then at its high end: the
  /// kinds' figures on the basis of the supply (profiles move in proportion), idle draw, zone loads. Tenants' own machines
  /// draw exactly what is stated.
  ///
  /// - Complexity: that of three flows.
  public static func supplyBand(_ plan: Plan, facility: Facility, book: Book) -> (low: Watts, high: Watts) {
    let context = CheckContext(facility: facility, book: book, settings: plan.settings)
    return PlacementAudit(of: plan, in: context).supplyBand(in: context)
  }
}

extension PlacementAudit {
  /// Draw at the supply at the low and at the high end of all figures.
  func supplyBand(in context: CheckContext) -> (low: Watts, high: Watts) {
    let settings = context.settings
    func supply(at end: ToleranceEnd) -> Watts {
      let nodePower = NodePower(
        context.facility, basis: context.supplyBasis, unleasedIdle: settings.unleasedIdle, at: end)
      let leased = LeasedLoad(of: self, in: context, drawing: nodePower, on: context.supplyBasis)
      return Flow(in: context.tables, leasing: leased, drawing: nodePower).use.supply
    }
    return (supply(at: .low), supply(at: .high))
  }
}
