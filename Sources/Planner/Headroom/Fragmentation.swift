import Facility
import Packing
import PlanModel
import Tenancy

/// The GPUs that are free beside a plan and yet no whole node for everybody: in parts that a lease has for itself, and
/// in nodes that pieces share.
struct Fragmentation {
  /// GPUs by bay that nobody else can lease, but for those in nodes that serve as spares.
  private(set) var isolated: [Int]
  /// GPUs by bay that are free in nodes of which pieces are leased.
  private(set) var fragments: [Int]
  /// Whole nodes by bay that others can lease, spares among them.
  private(set) var freeNodes: [Int]
  /// Placed leases that keep others from something.
  private(set) var isolations: [Isolation] = []

  private let problem: CompiledProblem

  init(_ problem: CompiledProblem, gangs: [PlacedGang], ledger: Ledger) {
    self.problem = problem
    let bays = problem.facility.bays
    let gpus = bays.map { problem.facility.kinds[$0.kind].gpus }
    let slots = bays.map { Int(problem.instance.nodeSlots[$0.kind.index]) }
    let opened = bays.indices.map { ledger.openedFree(BayIndex($0)) }
    isolated = bays.indices.map { ledger.isolated(BayIndex($0)) * gpus[$0] / slots[$0] }
    fragments = bays.indices.map { opened[$0] * gpus[$0] / slots[$0] }
    freeNodes = bays.indices.map { max(0, ledger.freeSlots(of: BayIndex($0)) - opened[$0]) / slots[$0] }
    guard isolated.contains(where: { $0 > 0 }) else { return }
    holdSpares()
    attribute(to: gangs)
  }

  /// Holds spares among isolated nodes where fewer are free for everybody: a spare is a spare for whoever stands around
  /// it.
  private mutating func holdSpares() {
    let bays = problem.facility.bays
    for pool in problem.sparePools {
      let inside = bays.indices.filter { pool.contains(bays[$0], in: problem.facility) }
      var lacking = pool.spares - inside.reduce(0) { $0 + freeNodes[$1] }
      let gpus = problem.facility.kinds[pool.kind].gpus
      for bay in inside where lacking > 0 && isolated[bay] > 0 {
        let serving = min(lacking, isolated[bay] / gpus)
        isolated[bay] -= serving * gpus
        lacking -= serving
      }
    }
  }

  /// Attributes isolated GPUs to leases; where two isolate a bay, to the first.
  private mutating func attribute(to gangs: [PlacedGang]) {
    let instance = problem.instance
    var left = isolated
    for gang in gangs.sorted(by: { $0.lease < $1.lease }) {
      let division = Int(instance.options.exclusive[gang.option])
      guard division >= 0 else { continue }
      let partOfBay = instance.divisions[division].partOfBay
      let parts = Set(gang.parts.map { partOfBay[$0.bay] }).subtracting([-1])
      var gpus: [KindID: Int] = [:]
      for (bay, part) in partOfBay.enumerated() where left[bay] > 0 && parts.contains(part) {
        gpus[problem.facility.bays[bay].kind, default: 0] += left[bay]
        left[bay] = 0
      }
      guard !gpus.isEmpty else { continue }
      isolations.append(
        Isolation(
          lease: gang.lease, exclusive: problem.book.leases[gang.lease].exclusive,
          gpus: gpus.sorted { $0.key < $1.key }.map { Isolation.KindCount(kind: $0.key, gpus: $0.value) }))
    }
  }
}
