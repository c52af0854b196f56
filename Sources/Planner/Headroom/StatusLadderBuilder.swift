import Facility
import Packing
import PlanModel
import Tenancy

/// The ladder of statuses, but for the outcome if every lease signs: the leases that are to sign, and those signed
/// before them.
struct StatusLadderDraft: Sendable {
  fileprivate var rungs: [StatusLadder.Rung]
  /// Gangs of leases that are signed, and the others in the order in which they sign.
  fileprivate var gangs: [PlacedGang] = [], order: [LeaseID] = []
  /// True where signing one by one takes too long; then the order ends with the first that the plan refuses.
  fileprivate var isLong = false
}

/// Builds the ladder of statuses under a plan, and decides whether every lease of the book could sign.
struct StatusLadderBuilder {
  let problem: CompiledProblem
  /// The seed of packings that are made once more.
  let seed: UInt64
  /// A ledger without gangs.
  let empty: Ledger

  /// The draft of the ladder; nil where all leases are contracted.
  ///
  /// - Parameter gangs: those under the plan.
  func draft(_ plan: Plan, _ gangs: [PlacedGang]) -> StatusLadderDraft? {
    let leases = problem.book.leases
    guard leases.indices.contains(where: { leases[$0].status.rung > 0 }) else { return nil }
    var draft = StatusLadderDraft(rungs: LadderRungs.all(problem, plan))
    if plan.refusals.isEmpty { return draft }
    var isSigned = [Bool](repeating: false, count: leases.count)
    for gang in gangs where leases[gang.lease].isPlaced || leases[gang.lease].status.rung == 0 {
      isSigned[gang.lease.index] = true
    }
    let signing = isSigned.count { !$0 }
    draft.isLong = signing * problem.facility.zones.count > Self.mostSigningWork
    if draft.isLong {
      let refused = Set(plan.refusals.map(\.lease))
      draft.order = problem.signingOrder(after: isSigned) { refused.contains($0) }
    } else {
      draft.gangs = gangs.filter { isSigned[$0.lease.index] }
      draft.order = problem.signingOrder(after: isSigned) { _ in false }
    }
    return draft
  }

  /// The ladder of a draft.
  ///
  /// - Parameter pool: see `Planning.answer`.
  func ladder(_ plan: Plan, _ draft: StatusLadderDraft, pool: Workers?) -> StatusLadder {
    StatusLadder(
      rungs: draft.rungs, baseSupply: problem.baseSupply,
      worstCase: worstCase(plan, draft, pool: pool))
  }

  /// The outcome if every lease signs.
  ///
  /// Leases sign one after another, the firmest first. Where one finds no place that way, the most that sign before it
  /// are packed together, so that nobody is said to fail whom another placement of the others would let in; that is
  /// left out only where it is long.
  private func worstCase(_ plan: Plan, _ draft: StatusLadderDraft, pool: Workers?) -> StatusLadder.WorstCase {
    if plan.refusals.isEmpty { return .allFit }
    let order = draft.order
    if draft.isLong { return asPlanned(plan, order) }
    var simulation = SigningSimulation(problem, draft.gangs, on: empty)
    for lease in order { simulation.sign(lease) }
    guard let first = simulation.first else { return .allFit }
    guard let pool, isQuickToPack, let fitting = order.firstIndex(of: first.lease),
      let together = mostTogether(order, atLeast: fitting, pool)
    else { return .fails(first, failing: simulation.failing) }
    simulation = SigningSimulation(problem, together, on: empty)
    let signed = Set(together.map(\.lease))
    for lease in order where !signed.contains(lease) { simulation.sign(lease) }
    return simulation.first.map { .fails($0, failing: simulation.failing) } ?? .allFit
  }

  /// The outcome where signing one by one takes too long: the first in the ladder's order that the plan itself refuses.
  private func asPlanned(_ plan: Plan, _ order: [LeaseID]) -> StatusLadder.WorstCase {
    let refused = Dictionary(plan.refusals.map { ($0.lease, $0) }, uniquingKeysWith: { a, _ in a })
    let first = order.lazy.compactMap { refused[$0] }.first ?? plan.refusals[0]
    return .fails(first, failing: plan.refusals.count)
  }

  /// Leases × zones that sign one by one, and leases × (bays + leases) that are packed once more, at the most.
  private static let mostSigningWork = 20_000_000, mostPackingWork = 40_000

  private var isQuickToPack: Bool {
    let leases = problem.book.leases.count
    return leases * (problem.facility.bays.count + leases) <= Self.mostPackingWork
  }

  /// The gangs if the most leases of an order sign that a packing keeps together; nil: no more than `atLeast`.
  ///
  /// - Complexity: O(log leases) packings.
  private func mostTogether(_ order: [LeaseID], atLeast: Int, _ pool: Workers) -> [PlacedGang]? {
    var (low, high) = (atLeast, order.count)
    var best: [PlacedGang]?
    while low < high {
      let middle = (low + high + 1) / 2
      if let gangs = together(order.prefix(middle), pool) { (low, best) = (middle, gangs) } else { high = middle - 1 }
    }
    return best
  }

  /// The gangs if these leases sign besides what stands and is contracted; nil: no packing keeps them all.
  private func together(_ signed: ArraySlice<LeaseID>, _ pool: Workers) -> [PlacedGang]? {
    var instance = problem.instance
    for (at, lease) in problem.book.leases.enumerated() {
      instance.leases.isMandatory[at] = lease.isPlaced || lease.status == .contracted
    }
    for lease in signed { instance.leases.isMandatory[lease.index] = true }
    let settings = PackingSettings(seed: seed, priceSteps: 24, priorityLists: 1, rounds: 0)
    let packing = Packer(instance, settings: settings, pool: pool).pack()
    guard signed.allSatisfy({ packing.option[$0.index] != nil }) else { return nil }
    let kept = instance.leases.isMandatory
    let placed = problem.gangs(of: packing, problem.book.leases.indices).filter { kept[$0.lease.index] }
    let standing = packing.conflicts.filter(\.stands).compactMap { problem.pinnedGang(LeaseID($0.lease.offset)) }
    return standing + placed
  }
}
