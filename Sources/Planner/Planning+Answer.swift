public import Facility
public import Packing
public import PlanModel
import Tenancy

// Residual capacity on top of a plan.
extension Planning {
  /// A packing read back as a plan, with its gangs.
  public struct ReadBack: Sendable {
    /// The plan; what it claims may be filled in, its placements are not to be changed.
    public var plan: Plan
    let context: PlanContext
  }

  /// The residual capacity on top of a plan, as far as it depends on no verdict.
  public struct Residual: Sendable {
    fileprivate var gpus: [GPUWaterfall]
    fileprivate var leasableAtSupply: Watts
    fileprivate var headroom: [HeadroomSearch.ProductCount]
    fileprivate var binding: RowKey?
    fileprivate var rounded: [(lease: LeaseID, gpus: Int)]
    fileprivate var isolations: [Isolation]
    fileprivate var megawatts: [MegawattUse]
    fileprivate var ladder: StatusLadderDraft?
  }

  /// The residual capacity on top of a plan, as far as it depends on no verdict.
  public func residual(on readBack: ReadBack) -> Residual {
    let (plan, context) = (readBack.plan, readBack.context)
    let explainer = Explainer(problem, context)
    let fragmentation = Fragmentation(problem, gangs: context.gangs, ledger: context.ledger)
    var waterfalls = Waterfalls(explainer, fragmentation: fragmentation)
    let gpus = waterfalls.gpus()
    return Residual(
      gpus: gpus, leasableAtSupply: waterfalls.leasableAtSupply,
      headroom: HeadroomSearch(problem, context.ledger).counts(explainer), binding: binding(plan),
      rounded: rounded(plan), isolations: fragmentation.isolations, megawatts: megawatts(plan),
      ladder: ladderBuilder.draft(plan, context.gangs))
  }

  /// The whole answer, with the verdict on the plan.
  ///
  /// - Parameter pool: for the worst case of the ladder of statuses, which may have to pack once more; nil: it is
  ///   decided by signing in the ladder's order alone.
  public func answer(
    on readBack: ReadBack, _ residual: Residual, verdict: Verdict, draws: [BasisDraw],
    supplyBand: (low: Watts, high: Watts), pool: Workers?
  ) -> Answer {
    Answer(
      facility: problem.facility, book: problem.book, plan: readBack.plan, verdict: verdict, draws: draws,
      supplyBand: supplyBand, gpus: residual.gpus,
      supply: problem.supplyWaterfall(use: verdict.use, leasable: residual.leasableAtSupply),
      headroom: HeadroomSearch(problem, readBack.context.ledger).headroom(
        residual.headroom, verdict: verdict, pool: pool),
      binding: residual.binding, rounded: residual.rounded, isolations: residual.isolations,
      megawatts: residual.megawatts,
      ladder: residual.ladder.map { ladderBuilder.ladder(readBack.plan, $0, pool: pool) })
  }

  /// The answer on a plan from wherever.
  public func answer(
    plan: Plan, verdict: Verdict, draws: [BasisDraw], supplyBand: (low: Watts, high: Watts), pool: Workers? = nil
  ) -> Answer {
    let readBack = ReadBack(plan: plan, context: PlanContext(problem, gangs: problem.gangs(of: plan), on: empty))
    return answer(
      on: readBack, residual(on: readBack), verdict: verdict, draws: draws, supplyBand: supplyBand, pool: pool)
  }

  private var ladderBuilder: StatusLadderBuilder {
    StatusLadderBuilder(problem: problem, seed: packingSettings.seed, empty: empty)
  }

  /// The row whose group earns most at its price: Σ what is left before any lease × price.
  private func binding(_ plan: Plan) -> RowKey? {
    let rowOf = problem.rowTable()
    var earned: [(group: String, cents: Double, first: RowKey)] = []
    var numberOf: [String: Int] = [:]
    for price in plan.certificate.prices {
      let capacity: Double
      let group: String
      switch price.resource {
      case .nodes(let bay):
        capacity = Double(problem.facility.bays[bay].inService)
        group = price.resource.localName(in: problem.facility)
      case .spares:
        capacity = rowOf[price.row].map { Double(problem.instance.rows.capacity[$0.offset]) } ?? 0
        group = price.resource.localName(in: problem.facility)
      default:
        capacity = rowOf[price.row].map { Double(problem.instance.rows.capacity[$0.offset]) } ?? 0
        group = price.resource.group(in: problem.facility)
      }
      let cents = capacity * Double(price.picocents) / 1e12
      if let number = numberOf[group] {
        earned[number].cents += cents
      } else {
        numberOf[group] = earned.count
        earned.append((group, cents, price.row))
      }
    }
    return earned.max { ($0.cents, $1.group) < ($1.cents, $0.group) }.flatMap { $0.cents > 0 ? $0.first : nil }
  }
}
