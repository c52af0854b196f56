import Facility
import PlanModel
import Tenancy

/// What a lease comes to on one kind of node.
struct SizedDemand: Hashable, Sendable {
  /// The kind.
  var kind: KindID
  /// Whole nodes or positions at the least and at the most; 1 for a piece of one. 0: it comes to nothing.
  var nodes: ClosedRange<Int>
  /// GPUs of one node, for a piece of it.
  var piece: Int?
  /// Empty but for megawatts: few leases ask for them, and what is said of them is longer than the rest.
  private var megawatts: [MeteredDemand]

  init(kind: KindID, nodes: ClosedRange<Int>, piece: Int? = nil, metered: MeteredDemand? = nil) {
    (self.kind, self.nodes, self.piece) = (kind, nodes, piece)
    megawatts = metered.map { [$0] } ?? []
  }

  /// What it asks for, where that is megawatts.
  var metered: MeteredDemand? { megawatts.first }
}

extension CompiledProblem {
  /// What a lease comes to on each kind that may serve it.
  mutating func demands(of lease: Lease) -> [SizedDemand] {
    var demands: [SizedDemand] = []
    for kind in lease.kinds {
      let model = facility.kinds[kind]
      if let nodes = lease.nodes(of: model) {
        demands.append(SizedDemand(kind: kind, nodes: nodes, piece: lease.pieceGPUs(of: model)))
      } else {
        let metered = metered(lease, on: kind)
        // What has no number of its own keeps the one with which it stands today.
        let today = lease.isPlaced ? lease.placed.reduce(0) { $0 + $1.nodes } : nil
        let nodes = max(0, today ?? metered?.nodes ?? leasable[kind.index])
        demands.append(SizedDemand(kind: kind, nodes: nodes...nodes, metered: metered))
      }
    }
    return demands
  }

  /// Nodes at the least and at the most that are one choice for the packer: runs of `sized.nodes` in which the segment is the
  /// same, the largest first.
  ///
  /// The segment of an elastic lease follows from how many nodes it gets; wherever the kind is no rack-scale one, or the
  /// lease states its segment, there is one run.
  func runs(of lease: Lease, _ sized: SizedDemand) -> [(nodes: ClosedRange<Int>, segment: Int)] {
    let kind = facility.kinds[sized.kind]
    var nodes = sized.nodes
    if lease.level == .node { nodes = nodes.clamped(to: 0...max(1, nodes.lowerBound)) }
    // A gang of several nodes never stands in one.
    guard nodes.upperBound > 0, lease.level != .node || nodes.upperBound == 1 else { return [] }
    nodes = max(1, nodes.lowerBound)...nodes.upperBound
    if kind.nodesPerNVLinkDomain == 1 || lease.segment != nil {
      return [(nodes, lease.segment(nodes: nodes.upperBound, kind: kind))]
    }
    var runs: [(nodes: ClosedRange<Int>, segment: Int)] = []
    for count in nodes.reversed() {
      let segment = lease.segment(nodes: count, kind: kind)
      if let last = runs.indices.last, runs[last].segment == segment {
        runs[last].nodes = count...runs[last].nodes.upperBound
      } else {
        runs.append((count...count, segment))
      }
    }
    return runs
  }
}
