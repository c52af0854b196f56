internal import Facility

/// The nodes that one lease has in each rack. One table serves all leases in turn and is never cleared: cells are
/// marked with the round in which they were written.
struct RackCounts {
  /// Racks named since the last `begin`, in order.
  private(set) var racks: [Int] = []
  // By zone: the round in which it was named last, and the nodes named in that round.
  private var mark: [Int], nodes: [Int64]
  private var round = 0

  init(zones: Int) {
    mark = Array(repeating: 0, count: zones)
    nodes = Array(repeating: 0, count: zones)
  }

  /// Starts a new lease, with no nodes in any rack.
  mutating func begin() {
    round += 1
    racks.removeAll(keepingCapacity: true)
  }

  /// Adds nodes in a rack.
  mutating func add(_ count: Int64, in rack: Int) {
    if !holds(rack) {
      (mark[rack], nodes[rack]) = (round, 0)
      racks.append(rack)
    }
    nodes[rack] = nodes[rack].addedSaturating(count)
  }

  /// True if the rack has been named since the last `begin`.
  func holds(_ rack: Int) -> Bool { mark[rack] == round }

  /// Nodes in a rack.
  subscript(rack: Int) -> Int64 { holds(rack) ? nodes[rack] : 0 }
}
