import Facility
import Packing
import PlanModel
import Tenancy

/// Splits what is installed into what is used, leasable and stranded, each by one definition, summing exactly.
struct Waterfalls {
  private let problem: CompiledProblem
  /// On top of the plan; kinds are filled one after another, so that what is leasable is leasable together.
  private var ledger: Ledger
  /// The load that the leasable nodes add at the supply; after `gpus()`.
  private(set) var leasableAtSupply = Watts.zero

  private let fragmentation: Fragmentation
  private let explainer: Explainer

  init(_ explainer: Explainer, fragmentation: Fragmentation) {
    problem = explainer.problem
    ledger = explainer.ledger
    self.explainer = explainer
    self.fragmentation = fragmentation
  }

  /// One waterfall for every kind of node installed, in table order.
  mutating func gpus() -> [GPUWaterfall] {
    let leased = leasedGPUs()
    var waterfalls: [GPUWaterfall] = []
    for probe in problem.probes where probe.product.level == .node {
      waterfalls.append(waterfall(probe.product.kind, probe.option, leased: leased[probe.product.kind.index]))
    }
    return waterfalls
  }

  /// Leased GPUs by kind, those that refused leases stand on all the same included.
  private func leasedGPUs() -> [Int] {
    let kinds = problem.facility.kinds
    var leased = [Int](repeating: 0, count: kinds.count)
    for gang in explainer.gangs {
      let kind = Int(problem.instance.options.kind[gang.option])
      let slots = gang.parts.reduce(0) { $0 + $1.units } * Int(problem.instance.options.slots[gang.option])
      leased[kind] += slots * kinds[kind].gpus / Int(problem.instance.nodeSlots[kind])
    }
    return leased
  }

  private mutating func waterfall(_ kind: KindID, _ node: OptionIndex, leased: Int) -> GPUWaterfall {
    let facility = problem.facility
    let bays = facility.bays.indices.filter { facility.bays[$0].kind == kind }
    let gpus = facility.kinds[kind].gpus
    let installed = bays.reduce(0) { $0 + facility.bays[$1].installed }
    let inService = bays.reduce(0) { $0 + facility.bays[$1].inService }
    let isolated = bays.reduce(0) { $0 + fragmentation.isolated[$1] }
    let fragments = bays.reduce(0) { $0 + fragmentation.fragments[$1] }
    // Whatever is neither leased nor bound otherwise: whole nodes.
    let unbound = (inService * gpus - leased - isolated - fragments) / gpus
    let spares = problem.sparePools.filter { $0.kind == kind }.reduce(0) { $0 + $1.spares }
    let empty = losses(of: inService, node, on: explainer.empty, holdingSpares: false)
    let onTop = losses(of: unbound - spares, node, on: ledger, holdingSpares: true)
    let explained = explain(node, onTop.lost)
    fillForGood(node, nodes: onTop.left)
    return GPUWaterfall(
      kind: kind, installed: installed * gpus, outOfService: (installed - inService) * gpus,
      beyond: empty.lost.map { $0 * gpus }, spares: min(spares, max(0, unbound)) * gpus, leased: leased,
      isolated: isolated, fragments: fragments, leasable: onTop.left * gpus,
      stranded: zip(onTop.lost, empty.lost).map { ($0 - $1) * gpus }, strandedBy: explained)
  }

  /// The number of `nodes` that each class of limits takes, the classes added in order, and the number that is left.
  private func losses(
    of nodes: Int, _ node: OptionIndex, on ledger: Ledger, holdingSpares: Bool
  ) -> (lost: [Int], left: Int) {
    var lost: [Int] = []
    var left = max(0, nodes)
    for limits in LimitClass.allCases {
      var trial = ledger
      trial.relax { row in
        guard let itsClass = problem.rowKeys[row.offset].resource.limitClass else { return !holdingSpares }
        return itsClass > limits
      }
      let fitting = trial.fillMost(node, in: ZoneIndex(0), units: left)
      lost.append(left - fitting)
      left = fitting
    }
    return (lost, left)
  }

  /// For each class that strands nodes, the limit that stops one more once the classes before it are kept.
  private func explain(_ node: OptionIndex, _ lost: [Int]) -> [RowKey?] {
    LimitClass.allCases.map { limits in
      guard lost[limits.rawValue] > 0 else { return nil }
      var trial = ledger
      trial.relax { (problem.rowKeys[$0.offset].resource.limitClass ?? limits) > limits }
      _ = trial.fillMost(node, in: ZoneIndex(0), units: Int(Int32.max))
      var explainer = explainer.asking(on: trial)
      switch explainer.reason(option: node) {
      case .limit(let row, _, _): return row
      case .limits(let rows, _, _): return rows.first { $0.resource.limitClass == limits } ?? rows.first
      default: return nil
      }
    }
  }

  private mutating func fillForGood(_ node: OptionIndex, nodes: Int) {
    let start = ledger.mark()
    _ = ledger.fillMost(node, in: ZoneIndex(0), units: nodes)
    let watts = problem.instance.options.amounts[node.offset * problem.instance.quantities]
    for part in ledger.parts(since: start) {
      let each = watts.scaledUp(problem.supplyCoefficient[part.bay.offset], over: LoadCoefficients.one)
      leasableAtSupply += Watts(milliwatts: each) * part.units
    }
  }

}

extension CompiledProblem {
  /// The waterfall at the supply; nil where no stage at the root has a limit.
  func supplyWaterfall(use: SupplyUse, leasable: Watts) -> SupplyWaterfall? {
    let roots = facility.power.filter { $0.parent == nil }
    let limits = roots.compactMap(\.limit)
    guard !limits.isEmpty, limits.count == roots.count else { return nil }
    let contract = limits.reduce(Watts.zero, +)
    return SupplyWaterfall(
      contract: contract, use: use, leasable: leasable, stranded: contract - use.supply - leasable)
  }
}
