import Facility
import PlanModel
import Tenancy

/// Sums leases up by status: the rungs of the ladder.
struct LadderRungs {
  private let problem: CompiledProblem
  /// By kind: the coefficient of a watt at the supply, at most over its bays, in parts per 10⁹.
  private let supply: [Int64]
  private var sums: [StatusLadder.Rung?]

  /// The rungs that have leases, the firmest first.
  ///
  /// - Complexity: O(bays + leases × kinds of a lease + parts).
  static func all(_ problem: CompiledProblem, _ plan: Plan) -> [StatusLadder.Rung] {
    let leases = problem.book.leases
    var placed = [Int?](repeating: nil, count: leases.count)
    for (at, placement) in plan.placements.enumerated() { placed[placement.lease.index] = at }
    var rungs = LadderRungs(problem)
    for at in leases.indices { rungs.add(LeaseID(at), placed[at].map { plan.placements[$0] }) }
    return rungs.sums.compactMap { $0 }
  }

  private init(_ problem: CompiledProblem) {
    self.problem = problem
    var most = [Int64](repeating: LoadCoefficients.one, count: problem.facility.kinds.count)
    for (at, bay) in problem.facility.bays.enumerated() {
      most[bay.kind.index] = max(most[bay.kind.index], problem.supplyCoefficient[at])
    }
    supply = most
    sums = [StatusLadder.Rung?](repeating: nil, count: Status.rungs)
  }

  /// Adds a lease to its rung, as it asks in full and as it stands: on the kind that serves it, or, refused, on the one
  /// that its tenant names first.
  private mutating func add(_ id: LeaseID, _ placed: Placement?) {
    let (lease, demands) = (problem.book.leases[id], problem.demands[id.index])
    guard let sized = demands.first(where: { $0.kind == placed?.kind }) ?? demands.first else { return }
    let kind = problem.facility.kinds[sized.kind]
    let (rung, probability) = (lease.status.rung, lease.status.probability)
    let value = lease.rent(nodes: sized.nodes.upperBound, of: kind)
    let draw = draw(of: lease, sized, placed)
    var sum = sums[rung] ?? StatusLadder.Rung(status: lease.status.name)
    sum.leases += 1
    sum.gpus += lease.demand.billedGPUs(nodes: sized.nodes.upperBound, gpusPerNode: kind.gpus)
    sum.leastGPUs += lease.demand.billedGPUs(nodes: sized.nodes.lowerBound, gpusPerNode: kind.gpus)
    if kind.isPosition {
      sum.positions += sized.nodes.upperBound
      sum.placedPositions += placed?.nodes ?? 0
    }
    if let placed {
      sum.placed += 1
      sum.placedValue = sum.placedValue.addedSaturating(problem.rent(placed))
      sum.placedGPUs += lease.demand.billedGPUs(nodes: max(1, placed.nodes), gpusPerNode: kind.gpus)
    }
    sum.value = sum.value.addedSaturating(value)
    sum.expectedValue = sum.expectedValue.addedSaturating(value.scaledDown(probability.ppm, over: 1_000_000))
    sum.supply += draw
    sum.expectedSupply += probability.roundedUp(of: draw)
    sum.firstDay = [sum.firstDay, lease.status.lastDay].compactMap { $0 }.min()
    sums[rung] = sum
  }

  /// The draw of a lease at the supply: of what stands the one that it has there; of what more is asked, the most that
  /// it may have anywhere.
  private func draw(of lease: Lease, _ sized: SizedDemand, _ placed: Placement?) -> Watts {
    let kind = problem.facility.kinds[sized.kind]
    let basis = problem.facility.supplyBasis(of: problem.settings.basis)
    let each = problem.columns.watts(of: lease, on: kind, sized, problem.settings, basis: basis)
    var draw = Watts.zero
    var missing = sized.nodes.upperBound
    for part in placed?.parts ?? [] {
      guard let bay = problem.bayLookup.bay(in: part.zone, of: sized.kind) else { continue }
      let nodes = part.piece == nil ? part.nodes : 1
      draw += (each * nodes).atSupply(problem.supplyCoefficient[bay.index])
      missing -= nodes
    }
    return draw + (each * max(0, missing)).atSupply(supply[sized.kind.index])
  }
}

extension StatusLadder.Rung {
  /// A rung without leases.
  fileprivate init(status: String) {
    self.init(
      status: status, leases: 0, placed: 0, gpus: 0, leastGPUs: 0, placedGPUs: 0, value: 0, placedValue: 0,
      supply: .zero, expectedSupply: .zero, expectedValue: 0, firstDay: nil)
  }
}

extension Watts {
  fileprivate func atSupply(_ coefficient: Int64) -> Watts {
    Watts(milliwatts: milliwatts.scaledUp(coefficient, over: LoadCoefficients.one))
  }
}
