public import Facility

/// The amount that a lease asks for.
public enum Demand: Hashable, Sendable {
  /// So many GPUs: a piece of one node where that is fewer than a node has, else rounded up to whole nodes.
  case gpus(Int)
  /// Any number of GPUs from the floor up to what is asked, in whole nodes; billed are those it gets, never more than asked.
  case elastic(floor: Int, asked: Int)
  /// Every node of the kind in service, less the spares.
  case all
  /// The most whole nodes (whole NVLink domains of a rack-scale kind) that draw no more than this at a point of the chain.
  case megawatts(Watts, at: MeteringPoint)
  /// Rack positions for the tenant's own machines.
  indirect case space(SpaceDemand)
  /// GPUs sold one by one to many, at a target utilisation: GPUs ÷ utilisation are set aside, in whole nodes.
  case pool(gpus: Int, utilisation: Fraction)
}

/// The point of the power chain at which a lease's megawatts are measured.
public enum MeteringPoint: String, CaseIterable, Hashable, Sendable {
  /// At the supply: with the losses of the chain and the plant that follows the load.
  case meter
  /// IT load: what the nodes draw and the IT loads that are a share of it, such as storage.
  case critical
  /// At the racks: what the nodes draw.
  case rack
}

/// Megawatts for the tenant's own machines, in rack positions that the facility keeps empty.
public struct SpaceDemand: Hashable, Sendable {
  /// No more than this is drawn at `point`.
  public var megawatts: Watts
  /// The point at which it is measured.
  public var point: MeteringPoint
  /// The most that one position draws.
  public var perRack: Watts
  /// The share of the draw that leaves in the liquid loop.
  public var liquid: Fraction
  /// Positions asked for; nil: as many as the megawatts allow.
  public var positions: Int?

  /// Makes a demand.
  public init(megawatts: Watts, point: MeteringPoint, perRack: Watts, liquid: Fraction, positions: Int? = nil) {
    self.megawatts = megawatts
    self.point = point
    self.perRack = perRack
    self.liquid = liquid
    self.positions = positions
  }
}

extension Demand {
  /// GPUs that are billed when a lease stands on so many nodes of `gpusPerNode` GPUs; 0 for megawatts of space.
  public func billedGPUs(nodes: Int, gpusPerNode: Int) -> Int {
    let standing = Int(Int64(nodes).multipliedSaturating(by: Int64(gpusPerNode)))
    switch self {
    case .gpus(let asked), .pool(let asked, _): return asked
    case .elastic(_, let asked): return min(asked, standing)
    case .all, .megawatts: return standing
    case .space: return 0
    }
  }

  /// True where it is megawatts, whatever stands on them.
  public var isMetered: Bool {
    switch self {
    case .megawatts, .space: true
    case .gpus, .elastic, .all, .pool: false
    }
  }

  /// mW that are billed where the price is per kilowatt: what is asked for, drawn or not.
  public var billedMilliwatts: Int64 {
    switch self {
    case .megawatts(let watts, _): watts.milliwatts
    case .space(let space): space.megawatts.milliwatts
    case .gpus, .elastic, .all, .pool: 0
    }
  }
}
