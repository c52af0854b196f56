import Facility
import PlanModel
import Tenancy

/// The input of both halves of a compilation: made once, before rows and options are built side by side.
struct CompileContext: Sendable {
  let facility: Facility, book: Book, settings: PlanSettings
  /// The columns of the amounts that one unit adds.
  let columns: AmountColumns
  /// The slots of a node of each kind.
  let nodes: NodeSlots
  /// The bay of each rack and kind.
  let bayLookup: BayLookup
  /// The pools of spares that are held.
  let sparePools: [SparePool]
  /// By kind: nodes in service less spares.
  let leasableNodes: [Int]

  /// - Complexity: O(bays + zones + leases).
  init(facility: Facility, book: Book, settings: PlanSettings) {
    (self.facility, self.book, self.settings) = (facility, book, settings)
    columns = AmountColumns(facility, book, settings)
    nodes = NodeSlots(facility, book, columns: columns, settings: settings)
    bayLookup = BayLookup(facility)
    let pools = SparePool.all(in: facility)
    var leasable = [Int](repeating: 0, count: facility.kinds.count)
    for bay in facility.bays { leasable[bay.kind.index] += bay.inService }
    for pool in pools { leasable[pool.kind.index] -= pool.spares }
    (sparePools, leasableNodes) = (pools, leasable)
  }
}
