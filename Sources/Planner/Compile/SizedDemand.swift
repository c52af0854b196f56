import Facility
import PlanModel
import Tenancy

/// The size of a lease on one kind of node.
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

  /// The megawatts that it asks for, where it asks for any.
  var metered: MeteredDemand? { megawatts.first }
}

/// Sizes the demands of leases in nodes.
struct DemandSizer {
  private let context: CompileContext
  private var metering: MeteringFactors

  /// - Parameter supply: by bay, the coefficient of its watts at the supply without square losses; empty where nothing
  ///   is metered.
  init(_ context: CompileContext, supply: [Int64]) {
    self.context = context
    metering = MeteringFactors(context.facility, supply: supply)
  }

  /// The sizes of a lease, one for each kind that may serve it.
  mutating func demands(of lease: Lease) -> [SizedDemand] {
    var demands: [SizedDemand] = []
    for kind in lease.kinds {
      let model = context.facility.kinds[kind]
      if let nodes = lease.nodes(of: model) {
        demands.append(SizedDemand(kind: kind, nodes: nodes, piece: lease.pieceGPUs(of: model)))
      } else {
        let metered = metered(lease, on: kind)
        // What has no number of its own keeps the one with which it stands today.
        let today = lease.isPlaced ? lease.placed.reduce(0) { $0 + $1.nodes } : nil
        let nodes = max(0, today ?? metered?.nodes ?? context.leasableNodes[kind.index])
        demands.append(SizedDemand(kind: kind, nodes: nodes...nodes, metered: metered))
      }
    }
    return demands
  }

  /// The megawatts of a lease on a kind; nil where it asks for none.
  ///
  /// Where racks differ, they are metered by the one that draws most for a watt in a node.
  private mutating func metered(_ lease: Lease, on kind: KindID) -> MeteredDemand? {
    switch lease.demand {
    case .megawatts(let watts, let point):
      let model = context.facility.kinds[kind]
      let factor = metering.factor(at: point, of: kind, within: lease.within)
      let draw = model.draw(lease.profile, on: context.settings.basis).milliwatts
      return MeteredDemand(
        megawatts: watts, point: point, perNode: Int128(draw) * Int128(factor), step: model.nodesPerNVLinkDomain,
        most: Int(Int32.max))
    case .space(let space):
      let factor = metering.factor(at: space.point, of: kind, within: lease.within)
      return MeteredDemand(
        megawatts: space.megawatts, point: space.point, perNode: Int128(space.perRack.milliwatts) * Int128(factor),
        step: 1, most: min(space.positions ?? .max, Int(Int32.max)))
    case .gpus, .elastic, .all, .pool: return nil
    }
  }
}

extension Facility {
  /// True if a lease keeps to one NUMA domain and no domain of the kind is as large: no node can hold it.
  func cannotHold(_ lease: Lease, _ sized: SizedDemand) -> Bool {
    guard let piece = sized.piece, lease.numa == .single else { return false }
    return piece > kinds[sized.kind].gpusByDomain.max() ?? 0
  }

  /// The sizes of a lease on a kind among which the packer chooses, in runs in which every node is billed whole, the largest
  /// first; none: it has none that can stand at its level.
  ///
  /// The size of which the last node is billed in part is a run of its own: the rents below it are a straight line of whole
  /// nodes, and it is not on it.
  func sizes(of lease: Lease, _ sized: SizedDemand) -> [ClosedRange<Int>] {
    let kind = kinds[sized.kind]
    var nodes = sized.nodes
    if lease.level == .node { nodes = nodes.clamped(to: 0...max(1, nodes.lowerBound)) }
    // A gang of several nodes never stands in one.
    guard nodes.upperBound > 0, lease.level != .node || nodes.upperBound == 1 else { return [] }
    nodes = max(1, nodes.lowerBound)...nodes.upperBound
    guard case .elastic(_, let asked) = lease.demand, nodes.count > 1, asked < nodes.upperBound * kind.gpus else {
      return [nodes]
    }
    return [nodes.upperBound...nodes.upperBound, nodes.lowerBound...nodes.upperBound - 1]
  }
}
