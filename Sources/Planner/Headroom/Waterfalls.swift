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
    for probe in problem.probes where probe.product.gpus == problem.facility.kinds[probe.product.kind].gpus {
      waterfalls.append(waterfall(probe.product.kind, probe.option, leasedIn: leased))
    }
    // Pieces come after all whole nodes, into nodes that are shared already.
    for probe in problem.probes where probe.product.gpus == 1 {
      guard let at = waterfalls.firstIndex(where: { $0.kind == probe.product.kind }) else { continue }
      waterfalls[at].leasablePieces = fillForGood(probe.option, units: waterfalls[at].fragments)
    }
    return waterfalls
  }

  /// Leased GPUs in service, by bay: who stands on nodes that are out of service has none there.
  private func leasedGPUs() -> [Int] {
    let bays = problem.facility.bays
    var slots = [Int](repeating: 0, count: bays.count)
    for gang in explainer.gangs {
      let each = Int(problem.instance.options.slots[gang.option])
      for part in gang.parts { slots[part.bay.offset] += part.units * each }
    }
    return bays.indices.map { bay in
      let gpus = problem.facility.kinds[bays[bay].kind].gpus
      return min(bays[bay].inService * gpus, slots[bay] * gpus / Int(problem.instance.nodeSlots[bays[bay].kind.index]))
    }
  }

  private mutating func waterfall(_ kind: KindID, _ node: OptionIndex, leasedIn leased: [Int]) -> GPUWaterfall {
    let facility = problem.facility
    let bays = facility.bays.indices.filter { facility.bays[$0].kind == kind }
    let gpus = facility.kinds[kind].gpus
    func sum(_ gpus: (Int) -> Int) -> Int { bays.reduce(0) { $0 + gpus($1) } }
    let installed = sum { facility.bays[$0].installed }
    let inService = sum { facility.bays[$0].inService }
    let (isolated, fragments) = (sum { fragmentation.isolated[$0] }, sum { fragmentation.fragments[$0] })
    // Whatever is neither leased nor bound otherwise: whole nodes.
    func unbound(_ bay: Int) -> Int {
      (facility.bays[bay].inService * gpus - leased[bay] - fragmentation.isolated[bay] - fragmentation.fragments[bay])
        / gpus
    }
    let free = sum(unbound)
    // A pool holds no more spares than are free in it: who stands on them today has taken them.
    let spares = problem.sparePools.filter { $0.kind == kind }.reduce(0) { held, pool in
      let zones = pool.zone..<facility.zones[pool.zone].end
      let here = bays.filter { zones.contains(facility.bays[$0].zone) }.reduce(0) { $0 + unbound($1) }
      return held + min(pool.spares, max(0, here))
    }
    let empty = losses(of: inService, node, on: explainer.empty, holdingSpares: false)
    let onTop = losses(of: free - spares, node, on: ledger, holdingSpares: true)
    let explained = explain(node, onTop.lost)
    _ = fillForGood(node, units: onTop.left)
    return GPUWaterfall(
      kind: kind, installed: installed * gpus, outOfService: (installed - inService) * gpus,
      beyond: empty.lost.map { $0 * gpus }, spares: spares * gpus, leased: sum { leased[$0] },
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
      case .limits(let all, _): return (all.first { $0.resource.limitClass == limits } ?? all.first)?.row
      default: return nil
      }
    }
  }

  /// Places units of an option for the rest of the account; returns how many.
  private mutating func fillForGood(_ option: OptionIndex, units: Int) -> Int {
    guard units > 0 else { return 0 }
    let start = ledger.mark()
    let placed = ledger.fillMost(option, in: ZoneIndex(0), units: units)
    let column = Int(problem.columns.supplyColumn(problem.facility, problem.settings))
    let watts = problem.instance.options.amounts[option.offset * problem.instance.quantities + column]
    for part in ledger.parts(since: start) {
      let each = watts.scaledUp(problem.supplyCoefficient[part.bay.offset], over: LoadCoefficients.one)
      leasableAtSupply += Watts(milliwatts: each) * part.units
    }
    return placed
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
