import Facility
import Packing
import PlanModel
import Tenancy

/// The ladder of statuses under a plan, and what happens if every lease in the book signs.
extension Planning {
  /// The ladder, but for what happens if every lease signs: whose signing is asked, and on top of whom.
  struct LadderDraft: Sendable {
    fileprivate var rungs: [StatusLadder.Rung]
    fileprivate var gangs: [PlacedGang] = [], order: [LeaseID] = []
    /// Whether signing one by one takes too long; then the order ends with the first that the plan refuses.
    fileprivate var isLong = false
  }

  /// - Parameter gangs: who stands where under the plan.
  func ladderDraft(_ plan: Plan, _ gangs: [PlacedGang]) -> LadderDraft? {
    let leases = problem.book.leases
    guard leases.indices.contains(where: { leases[$0].status.rung > 0 }) else { return nil }
    var placed = [Int?](repeating: nil, count: leases.count)
    for (at, placement) in plan.placements.enumerated() { placed[placement.lease.index] = at }
    let supply = problem.mostSupplyCoefficient()
    var rungs = [StatusLadder.Rung?](repeating: nil, count: Status.rungs)
    for at in leases.indices {
      problem.add(LeaseID(at), placed[at].map { plan.placements[$0] }, supply, to: &rungs[leases[at].status.rung])
    }
    var draft = LadderDraft(rungs: rungs.compactMap { $0 })
    if plan.refusals.isEmpty { return draft }
    var isStanding = [Bool](repeating: false, count: leases.count)
    for gang in gangs where leases[gang.lease].isPlaced || leases[gang.lease].status.rung == 0 {
      isStanding[gang.lease.index] = true
    }
    let signing = isStanding.count { !$0 }
    draft.isLong = signing * problem.facility.zones.count > Self.mostSigningWork
    if draft.isLong {
      let refused = Set(plan.refusals.map(\.lease))
      draft.order = problem.signingOrder(after: isStanding) { refused.contains($0) }
    } else {
      draft.gangs = gangs.filter { isStanding[$0.lease.index] }
      draft.order = problem.signingOrder(after: isStanding) { _ in false }
    }
    return draft
  }

  /// - Parameter pool: see `answer`.
  func ladder(_ plan: Plan, _ draft: LadderDraft, pool: Workers?) -> StatusLadder {
    StatusLadder(
      rungs: draft.rungs, baseSupply: problem.baseSupply,
      worstCase: worstCase(plan, draft, pool: pool))
  }

  /// What happens if every lease signs.
  ///
  /// Leases sign one after another, the firmest first. Where one finds no place that way, the most that sign before it are
  /// packed together, so that nobody is said to fail whom another placement of the others would let in; that is left out
  /// only where it is long.
  private func worstCase(_ plan: Plan, _ draft: LadderDraft, pool: Workers?) -> StatusLadder.WorstCase {
    if plan.refusals.isEmpty { return .allFit }
    let order = draft.order
    if draft.isLong { return asPlanned(plan, order) }
    var signing = Signing(problem, draft.gangs, on: empty)
    for lease in order { signing.sign(lease) }
    guard let first = signing.first else { return .allFit }
    guard let pool, isQuickToPack, let fitting = order.firstIndex(of: first.lease),
      let together = mostTogether(order, atLeast: fitting, pool)
    else { return .fails(first, failing: signing.failing) }
    signing = Signing(problem, together, on: empty)
    let signed = Set(together.map(\.lease))
    for lease in order where !signed.contains(lease) { signing.sign(lease) }
    return signing.first.map { .fails($0, failing: signing.failing) } ?? .allFit
  }

  /// Where signing one by one takes too long: the first in the ladder's order that the plan itself refuses.
  private func asPlanned(_ plan: Plan, _ order: [LeaseID]) -> StatusLadder.WorstCase {
    let refused = Dictionary(plan.refusals.map { ($0.lease, $0) }, uniquingKeysWith: { a, _ in a })
    let first = order.lazy.compactMap { refused[$0] }.first ?? plan.refusals[0]
    return .fails(first, failing: plan.refusals.count)
  }

  private static let mostSigningWork = 20_000_000
  private static let mostPackingWork = 40_000

  private var isQuickToPack: Bool {
    let leases = problem.book.leases.count
    return leases * (problem.facility.bays.count + leases) <= Self.mostPackingWork
  }

  /// Where everybody stands if the most leases of an order sign that a packing keeps together; nil: no more than `atLeast`.
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

  /// Where everybody stands if these leases sign besides what stands and is contracted; nil: no packing keeps them all.
  private func together(_ signed: ArraySlice<LeaseID>, _ pool: Workers) -> [PlacedGang]? {
    var instance = problem.instance
    for (at, lease) in problem.book.leases.enumerated() {
      instance.leases.isKept[at] = lease.isPlaced || lease.status == .contracted
    }
    let before = instance.leases.isKept
    for lease in signed { instance.leases.isKept[lease.index] = true }
    let settings = PackingSettings(seed: packingSettings.seed, priceSteps: 24, orders: 1, rounds: 0)
    let packing = Packer(instance, settings: settings, pool: pool).pack()
    guard signed.allSatisfy({ packing.option[$0.index] != nil }) else { return nil }
    let kept = instance.leases.isKept
    let refused = problem.book.leases.indices.filter { before[$0] && packing.option[$0] == nil }
    let placed = problem.gangs(of: packing, problem.book.leases.indices).filter { kept[$0.lease.index] }
    return refused.compactMap { problem.refusedGang(LeaseID($0)) } + placed
  }
}

extension CompiledProblem {
  /// What a watt becomes at the supply, at most over the bays of each kind, in parts per 10⁹.
  fileprivate func mostSupplyCoefficient() -> [Int64] {
    var most = [Int64](repeating: LoadCoefficients.one, count: facility.kinds.count)
    for (at, bay) in facility.bays.enumerated() {
      most[bay.kind.index] = max(most[bay.kind.index], supplyCoefficient[at])
    }
    return most
  }

  /// Adds a lease to its rung, as it asks in full and as it stands: on the kind that serves it, or, refused, on the one that its
  /// tenant names first. What stands draws what it does there; what more is asked, the most that it may anywhere.
  fileprivate func add(
    _ id: LeaseID, _ placed: Placement?, _ supply: [Int64], to rung: inout StatusLadder.Rung?
  ) {
    let lease = book.leases[id]
    guard let sized = demands[id.index].first(where: { $0.kind == placed?.kind }) ?? demands[id.index].first else {
      return
    }
    let kind = facility.kinds[sized.kind]
    let value = lease.rent(nodes: sized.nodes.upperBound, of: kind)
    let each = columns.watts(of: lease, on: kind, sized, settings)
    var draw = Watts.zero
    var missing = sized.nodes.upperBound
    for part in placed?.parts ?? [] {
      guard let bay = bayLookup.bay(in: part.zone, of: sized.kind) else { continue }
      let nodes = part.piece == nil ? part.nodes : 1
      draw += (each * nodes).atSupply(supplyCoefficient[bay.index])
      missing -= nodes
    }
    draw += (each * max(0, missing)).atSupply(supply[sized.kind.index])
    let probability = lease.status.probability
    var sum =
      rung
      ?? StatusLadder.Rung(
        status: lease.status.name, leases: 0, placed: 0, gpus: 0, leastGPUs: 0, placedGPUs: 0, value: 0,
        placedValue: 0, supply: .zero, expectedSupply: .zero, expectedValue: 0, firstDay: nil)
    sum.leases += 1
    sum.gpus += lease.demand.billedGPUs(nodes: sized.nodes.upperBound, gpusPerNode: kind.gpus)
    sum.leastGPUs += lease.demand.billedGPUs(nodes: sized.nodes.lowerBound, gpusPerNode: kind.gpus)
    if let placed {
      sum.placed += 1
      sum.placedValue = sum.placedValue.addedSaturating(rent(placed))
      sum.placedGPUs += lease.demand.billedGPUs(nodes: max(1, placed.nodes), gpusPerNode: kind.gpus)
    }
    sum.value = sum.value.addedSaturating(value)
    sum.expectedValue = sum.expectedValue.addedSaturating(value.scaledDown(probability.ppm, over: 1_000_000))
    sum.supply += draw
    sum.expectedSupply += probability.roundedUp(of: draw)
    sum.firstDay = [sum.firstDay, lease.status.lastDay].compactMap { $0 }.min()
    rung = sum
  }
}

extension Watts {
  fileprivate func atSupply(_ coefficient: Int64) -> Watts {
    Watts(milliwatts: milliwatts.scaledUp(coefficient, over: LoadCoefficients.one))
  }
}

/// Leases signing one after another, on top of what stands.
private struct Signing {
  /// The first that finds no place, and how many do not.
  private(set) var first: Refusal?
  private(set) var failing = 0

  private let problem: CompiledProblem
  private let empty: Ledger
  private var gangs: [PlacedGang]
  private var ledger: Ledger
  /// The smallest gang of each shape that found no place.
  private var failed: [OptionShape: Int32] = [:]

  init(_ problem: CompiledProblem, _ gangs: [PlacedGang], on empty: Ledger) {
    (self.problem, self.gangs, self.empty) = (problem, gangs, empty)
    ledger = empty.placing(gangs)
  }

  mutating func sign(_ lease: LeaseID) {
    for option in problem.instance.optionRange(of: LeaseIndex(lease.index)).map({ OptionIndex($0) }) {
      let start = ledger.mark()
      guard place(option) else { continue }
      gangs.append(PlacedGang(lease: lease, option: option, parts: ledger.parts(since: start), piece: nil))
      return
    }
    failing += 1
    guard first == nil else { return }
    var explainer = Explainer(problem, PlanContext(problem, gangs: gangs, on: empty, ledger: ledger))
    first = explainer.refusal(of: lease)
  }

  /// Places an option if it finds a place.
  ///
  /// Places are only taken, so where a smaller gang of its shape failed it fails too, unless what a part may hold depends on
  /// the size.
  private mutating func place(_ option: OptionIndex) -> Bool {
    let options = problem.instance.options
    let isPlain = options.spread[option] < 0 && options.block[option] == 1
    let shape = OptionShape(option, problem.instance)
    if isPlain, let smallest = failed[shape], smallest <= options.least[option] { return false }
    if ledger.place(option) { return true }
    if isPlain { failed[shape] = options.least[option] }
    return false
  }
}

extension CompiledProblem {
  /// Whoever does not stand yet by rung, then last day, then probability, then place in the book, but nobody before the lease that it
  /// enlarges; as far as the first that is last.
  fileprivate func signingOrder(after isStanding: [Bool], until isLast: (LeaseID) -> Bool) -> [LeaseID] {
    let leases = book.leases
    var isDone = isStanding
    let farAway = CalendarDate(year: 2200, month: 12, day: 31)!
    var order: [LeaseID] = []
    for rung in 0..<Status.rungs {
      var keys: [(CalendarDate, Int64, id: Int)] = []
      for id in leases.indices where !isStanding[id] && leases[id].status.rung == rung {
        keys.append((leases[id].status.lastDay ?? farAway, -leases[id].status.probability.ppm, id))
      }
      for (_, _, id) in keys.sorted(by: { $0 < $1 }) {
        // Up to a lease that stands or is to sign already.
        var chain: [LeaseID] = []
        var next: Int? = id
        while let at = next, !isDone[at] {
          isDone[at] = true
          chain.append(LeaseID(at))
          next = leases[at].expands?.lease.index
        }
        order += chain.reversed()
        if chain.contains(where: isLast) { return order }
      }
    }
    return order
  }
}
