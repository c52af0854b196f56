import Facility
import Packing
import PlanModel
import Tenancy

/// The ladder of statuses under a plan, and what happens if every lease in the book signs.
extension Planning {
  /// - Parameter pool: see `answer`.
  func ladder(_ plan: Plan, pool: Workers?) -> StatusLadder? {
    let leases = problem.book.leases
    guard leases.contains(where: { $0.status != .contracted }) else { return nil }
    var placed = [Placement?](repeating: nil, count: leases.count)
    for placement in plan.placements { placed[placement.lease.index] = placement }
    let supply = problem.mostSupplyCoefficient()
    var rungs: [Int: StatusLadder.Rung] = [:]
    for lease in leases.indices.map({ LeaseID($0) }) {
      problem.add(lease, placed[lease.index], supply, to: &rungs[leases[lease].status.rung])
    }
    return StatusLadder(
      rungs: rungs.sorted { $0.key < $1.key }.map(\.value), baseSupply: problem.baseSupply,
      worstCase: worstCase(plan, pool: pool))
  }

  /// What happens if every lease signs.
  ///
  /// All fit if the plan places them all, if they find places one after another, or if a packing that keeps them all does;
  /// the last is tried only where it is not hopeless and not long.
  private func worstCase(_ plan: Plan, pool: Workers?) -> StatusLadder.WorstCase {
    if plan.refusals.isEmpty { return .allFit }
    var signing = Signing(problem, plan, on: empty)
    signing.signAll()
    guard let first = signing.first else { return .allFit }
    if let pool, problem.settings.honour != .all, mayAllFit(plan), packsAll(pool) { return .allFit }
    return .fails(first, failing: signing.failing)
  }

  private static let mostPackingWork = 4_000_000

  /// Whether a packing of all leases is worth a try: it is quick, and none of them is refused for what no other lease changes.
  private func mayAllFit(_ plan: Plan) -> Bool {
    let leases = problem.book.leases.count
    guard leases * (problem.facility.bays.count + leases) <= Self.mostPackingWork else { return false }
    var left = problem.leasable
    for asks in problem.asks where asks.count == 1 { left[asks[0].kind.index] -= asks[0].wholeNodes }
    guard left.allSatisfy({ $0 >= 0 }) else { return false }
    return plan.refusals.allSatisfy {
      switch $0.reason {
      case .kindAbsent, .levelTooSmall, .megawattsTooFew, .placedConflict: false
      default: true
      }
    }
  }

  private func packsAll(_ pool: Workers) -> Bool {
    var instance = problem.instance
    instance.leases.isKept = instance.leases.isKept.map { _ in true }
    let settings = PackingSettings(seed: packingSettings.seed, priceSteps: 10, orders: 1)
    return Packer(instance, settings: settings, pool: pool).pack().accepted == instance.leases.count
  }
}

extension Ask {
  /// Whole nodes that it takes for itself at the least.
  fileprivate var wholeNodes: Int { piece == nil ? nodes.lowerBound : 0 }
}

extension Problem {
  /// What a watt becomes at the supply, at most over the bays of each kind, in parts per 10⁹.
  fileprivate func mostSupplyCoefficient() -> [Int64] {
    var most = [Int64](repeating: Coefficients.one, count: facility.kinds.count)
    for (at, bay) in facility.bays.enumerated() {
      most[bay.kind.index] = max(most[bay.kind.index], supplyCoefficient[at])
    }
    return most
  }

  /// Adds a lease to its rung: as it stands, or, refused, as it asks, on the kind that its tenant names first.
  fileprivate func add(
    _ id: LeaseID, _ placed: Placement?, _ supply: [Int64], to rung: inout StatusLadder.Rung?
  ) {
    let lease = book.leases[id]
    guard let ask = asks[id.index].first(where: { $0.kind == placed?.kind }) ?? asks[id.index].first else { return }
    let kind = facility.kinds[ask.kind]
    let value = placed.map { rent($0) } ?? lease.rent(nodes: ask.nodes.upperBound, of: kind)
    let each = Watts(milliwatts: quantities.amounts(of: lease, on: kind, ask, settings)[Int(Quantities.watts)])
    var draw = Watts.zero
    if let placed {
      for part in placed.parts {
        guard let bay = racks.bay(in: part.zone, of: ask.kind) else { continue }
        draw += (each * (part.piece == nil ? part.nodes : 1)).atSupply(supplyCoefficient[bay.index])
      }
    } else {
      draw = (each * ask.nodes.upperBound).atSupply(supply[ask.kind.index])
    }
    let probability = lease.status.probability
    var sum =
      rung
      ?? StatusLadder.Rung(
        status: lease.status.name, leases: 0, placed: 0, gpus: 0, placedGPUs: 0, value: 0, supply: .zero,
        expectedSupply: .zero, expectedValue: 0, firstDay: nil)
    sum.leases += 1
    sum.gpus += lease.demand.billedGPUs(nodes: ask.nodes.upperBound, gpusPerNode: kind.gpus)
    if let placed {
      sum.placed += 1
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
    Watts(milliwatts: milliwatts.scaledUp(coefficient, over: Coefficients.one))
  }
}

/// All leases signing one after another, on top of what stands and is contracted.
private struct Signing {
  /// The first that finds no place, and how many do not.
  private(set) var first: Refusal?
  private(set) var failing = 0

  private let problem: Problem
  private let empty: Ledger
  private var stands: [Stand]
  private var ledger: Ledger
  /// The smallest gang of each shape that found no place.
  private var failed: [OptionShape: Int32] = [:]

  init(_ problem: Problem, _ plan: Plan, on empty: Ledger) {
    self.problem = problem
    self.empty = empty
    stands = problem.stands(of: plan).filter {
      let lease = problem.book.leases[$0.lease]
      return lease.isPlaced || lease.status == .contracted
    }
    ledger = empty.with(stands)
  }

  mutating func signAll() {
    for lease in order() { sign(lease) }
  }

  private mutating func sign(_ lease: LeaseID) {
    for option in problem.instance.optionRange(of: LeaseIndex(lease.index)).map({ OptionIndex($0) }) {
      let start = ledger.mark()
      guard place(option) else { continue }
      stands.append(Stand(lease: lease, option: option, parts: ledger.parts(since: start), piece: nil))
      return
    }
    failing += 1
    guard first == nil else { return }
    var explainer = Explainer(problem, stands: stands, on: empty, ledger: ledger)
    first = Refusal(lease: lease, nodes: problem.nodesAsked(lease), reason: explainer.reason(lease: lease))
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

  /// Whoever does not stand yet: by rung, then last day, then probability, then place in the book; but nobody before the
  /// lease that it enlarges.
  private func order() -> [LeaseID] {
    let leases = problem.book.leases
    var isDone = [Bool](repeating: false, count: leases.count)
    for stand in stands { isDone[stand.lease.index] = true }
    let farAway = CalendarDate(year: 2200, month: 12, day: 31)!
    func key(_ id: Int) -> (Int, CalendarDate, Int64, Int) {
      let status = leases[id].status
      return (status.rung, status.lastDay ?? farAway, -status.probability.ppm, id)
    }
    let keys = leases.indices.map(key)
    var order: [LeaseID] = []
    func visit(_ id: Int) {
      guard !isDone[id] else { return }
      isDone[id] = true
      if let other = leases[id].expands?.lease { visit(other.index) }
      order.append(LeaseID(id))
    }
    for id in leases.indices.sorted(by: { keys[$0] < keys[$1] }) { visit(id) }
    return order
  }
}
