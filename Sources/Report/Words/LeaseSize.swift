internal import Facility
internal import PlanModel
internal import Tenancy

/// The size of leases: GPUs, and rack positions for machines of the tenants' own, which have none.
struct LeaseSize {
  var gpus: Int64 = 0
  var positions: Int64 = 0
  /// True where positions are asked for, be it that none of them is placed.
  private var hasPositions = false

  /// The size of a lease on so many nodes, or positions, of a kind.
  init(_ lease: Lease, nodes: Int, of kind: KindID, _ facility: Facility) {
    if facility.isPosition(kind) {
      (positions, hasPositions) = (Int64(nodes), true)
    } else {
      gpus = Int64(lease.gpus(in: nodes, of: kind, facility))
    }
  }

  /// Nothing.
  init() {}

  /// `1,024 GPUs`, `3 rack positions`, `1,024 GPUs and 3 rack positions`.
  var words: String { hasPositions ? joined(counted(gpus, "GPU"), by: " and ") : counted(gpus, "GPU") }

  /// The same in a column of GPUs: `1,024`, `3 rack positions`, `1,024 + 3 rack positions`.
  var figure: String { hasPositions ? joined(Numbers.grouped(gpus), by: " + ") : Numbers.grouped(gpus) }

  private func joined(_ gpus: String, by word: String) -> String {
    (self.gpus == 0 ? "" : gpus + word) + counted(positions, "rack position")
  }

  static func + (a: LeaseSize, b: LeaseSize) -> LeaseSize {
    var sum = a
    sum.gpus = a.gpus.addedSaturating(b.gpus)
    sum.positions = a.positions.addedSaturating(b.positions)
    sum.hasPositions = a.hasPositions || b.hasPositions
    return sum
  }
}
