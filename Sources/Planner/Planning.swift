public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// One question answered: a facility and a book, compiled, packed, and read back.
public struct Planning: Sendable {
  /// The compiled problem.
  public let problem: Problem
  private let packingSettings: PackingSettings

  /// Compiles a facility and a book.
  public init(facility: Facility, book: Book, settings: PlanSettings) {
    problem = Problem(facility: facility, book: book, settings: settings)
    packingSettings = PackingSettings(seed: settings.seed)
  }

  /// Packs, and reads the packing back as a plan.
  ///
  /// The bounds and the supply draw are left for whoever re-derives them from the plan: a printed bound is the checker's.
  public func plan(pool: Workers) -> Plan {
    let packing = Packer(problem.instance, settings: packingSettings, pool: pool).pack()
    var plan = Plan(settings: problem.settings)
    for lease in problem.book.leases.indices {
      let parts = packing.parts[lease].map {
        PlacementPart(zone: problem.facility.bays[$0.bay.offset].zone, nodes: $0.units)
      }
      guard !parts.isEmpty else { continue }
      plan.placements.append(
        Placement(lease: LeaseID(lease), kind: problem.book.leases[lease].kind, parts: parts))
    }
    plan.value = packing.value
    plan.keptValue = packing.keptValue
    plan.certificate = Certificate(
      prices: prices(packing.prices), bound: packing.bound.value, keptBound: packing.bound.kept)
    plan.refusals = refusals(packing, plan)
    return plan
  }

  /// Prices above zero: rows in table order, then bays.
  private func prices(_ prices: Prices) -> [ResourcePrice] {
    var list: [ResourcePrice] = []
    for (row, resource) in problem.resources.enumerated() where prices.row[row] > 0 {
      list.append(ResourcePrice(resource, picocents: prices.row[row]))
    }
    for bay in problem.facility.bays.indices where prices.slot[bay] > 0 {
      list.append(ResourcePrice(.nodes(BayID(bay)), picocents: prices.slot[bay]))
    }
    return list
  }

  private func refusals(_ packing: Packing, _ plan: Plan) -> [Refusal] {
    var explainer = Explainer(problem, ledger: ledger(with: plan))
    var conflicts: [LeaseIndex: Packing.Conflict] = [:]
    for conflict in packing.conflicts { conflicts[conflict.lease] = conflict }
    return problem.book.leases.indices.compactMap { lease in
      guard packing.parts[lease].isEmpty else { return nil }
      let reason =
        if let conflict = conflicts[LeaseIndex(lease)] {
          placedConflict(conflict)
        } else {
          explainer.reason(lease: LeaseID(lease))
        }
      return Refusal(lease: LeaseID(lease), nodes: problem.nodesAsked(LeaseID(lease)), reason: reason)
    }
  }

  private func placedConflict(_ conflict: Packing.Conflict) -> Reason {
    if let row = conflict.row { return .placedConflict(problem.resources[row.offset], short: conflict.short) }
    return .placedConflict(.nodes(BayID(conflict.bay?.offset ?? 0)), short: conflict.short)
  }

  /// What a plan leaves: the empty ledger less the plan's placements, and less refused leases that stand placed all the same.
  ///
  /// Placements that the facility has no bay for are left out; the checker reports them.
  func ledger(with plan: Plan) -> Ledger {
    var ledger = Ledger(problem.instance)
    let kinds = problem.facility.kinds.count
    var bayOf = [Int32](repeating: -1, count: problem.facility.zones.count * kinds)
    for (at, bay) in problem.facility.bays.enumerated() { bayOf[bay.zone.index * kinds + bay.kind.index] = Int32(at) }
    for refusal in plan.refusals {
      let lease = refusal.lease.index
      guard let option = problem.instance.optionRange(of: LeaseIndex(lease)).first else { continue }
      for pin in Int(problem.instance.leases.firstPin[lease])..<Int(problem.instance.leases.firstPin[lease + 1]) {
        ledger.put(
          OptionIndex(option), in: problem.instance.leases.pinBay[pin],
          units: Int(problem.instance.leases.pinUnits[pin]))
      }
    }
    for placement in plan.placements {
      let options = problem.instance.optionRange(of: LeaseIndex(placement.lease.index))
      guard let option = options.first else { continue }
      for part in placement.parts {
        let bay = bayOf[part.zone.index * kinds + placement.kind.index]
        if bay >= 0 { ledger.put(OptionIndex(option), in: BayIndex(Int(bay)), units: part.nodes) }
      }
    }
    return ledger
  }

  /// What is left on top of a plan, with the verdict on it.
  public func answer(
    plan: Plan, verdict: Verdict, draws: [BasisDraw], supplyBand: (low: Watts, high: Watts)
  ) -> Answer {
    let ledger = ledger(with: plan)
    var waterfalls = Waterfalls(problem, plan: plan, ledger: ledger)
    let gpus = waterfalls.gpus()
    return Answer(
      facility: problem.facility, book: problem.book, plan: plan, verdict: verdict, draws: draws,
      supplyBand: supplyBand, gpus: gpus, supply: waterfalls.supply(use: verdict.use),
      headroom: HeadroomSearch(problem, ledger: ledger, verdict: verdict).all(), binding: binding(plan, ledger),
      rounded: rounded())
  }

  /// The resource whose group earns most at its price: Σ what is left before any lease × price.
  private func binding(_ plan: Plan, _ ledger: Ledger) -> Resource? {
    var rowOf: [Resource: Int] = [:]
    for (row, resource) in problem.resources.enumerated() { rowOf[resource] = row }
    var earned: [(group: String, cents: Double, first: Resource)] = []
    var numberOf: [String: Int] = [:]
    for price in plan.certificate.prices {
      let capacity: Double
      let group: String
      switch price.resource {
      case .nodes(let bay):
        capacity = Double(problem.facility.bays[bay].inService)
        group = price.resource.localName(in: problem.facility)
      case .spares:
        capacity = rowOf[price.resource].map { Double(problem.instance.rows.capacity[$0]) } ?? 0
        group = price.resource.localName(in: problem.facility)
      default:
        capacity = rowOf[price.resource].map { Double(problem.instance.rows.capacity[$0]) } ?? 0
        group = price.resource.group(in: problem.facility)
      }
      let cents = capacity * Double(price.picocents) / 1e12
      if let number = numberOf[group] {
        earned[number].cents += cents
      } else {
        numberOf[group] = earned.count
        earned.append((group, cents, price.resource))
      }
    }
    return earned.max { ($0.cents, $1.group) < ($1.cents, $0.group) }.flatMap { $0.cents > 0 ? $0.first : nil }
  }

  private func rounded() -> [(lease: LeaseID, gpus: Int)] {
    problem.book.leases.indices.compactMap { lease in
      guard case .gpus(let asked) = problem.book.leases[lease].demand else { return nil }
      let gpus = problem.nodesAsked(LeaseID(lease)) * problem.facility.kinds[problem.book.leases[lease].kind].gpus
      return gpus == asked ? nil : (LeaseID(lease), gpus)
    }
  }
}
