/// A packing problem in columns, as the files of the format `ccp-instance-1` hold it; every index counts from 0.
///
/// Power trees (rack → PDU → UPS → substation → feed), cooling loops and fabric (rack → leaf → pod → hall) cut across each
/// other. Lengths: columns of one table agree.
public struct BenchmarkInstance: Sendable {
  /// A type of node.
  public struct NodeType: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// GPUs in a node, nodes in a rack.
    public var nodeGPUs: Int, rackNodes: Int
    /// Nameplate W of one GPU with its share of the node.
    public var gpuWatts: Int
    /// Share of the power that lands in the modelled cooling loop, ‰.
    public var heatPermille: Int

    /// Makes a type.
    public init(name: String, nodeGPUs: Int, rackNodes: Int, gpuWatts: Int, heatPermille: Int) {
      self.name = name
      self.nodeGPUs = nodeGPUs
      self.rackNodes = rackNodes
      self.gpuWatts = gpuWatts
      self.heatPermille = heatPermille
    }
  }

  /// A load profile.
  public struct LoadProfile: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Share of nameplate drawn, ‰.
    public var permille: Int
    /// Gb/s per GPU charged to uplinks that it crosses.
    public var gbps: Int

    /// Makes a profile.
    public init(name: String, permille: Int, gbps: Int) {
      self.name = name
      self.permille = permille
      self.gbps = gbps
    }
  }

  /// The file's name for itself.
  public var name = ""
  /// Types of node and load profiles.
  public var types: [NodeType] = [], profiles: [LoadProfile] = []
  /// Levels, innermost first: node, rack, leaf, pod, hall.
  public var levels: [String] = []
  /// Racks: type, leaf, PDU, cooling loop, power cap (W), nodes leased already, W that these draw.
  public var rackType: [Int] = [], rackLeaf: [Int] = [], rackPDU: [Int] = [], rackCooling: [Int] = []
  /// Racks: power cap (W), nodes leased already, W that these draw.
  public var rackWatts: [Int] = [], rackBaseNodes: [Int] = [], rackBaseWatts: [Int] = []
  /// Leaves: pod, uplink Gb/s.
  public var leafPod: [Int] = [], leafUplink: [Int] = []
  /// Pods: hall, uplink Gb/s.
  public var podHall: [Int] = [], podUplink: [Int] = []
  /// Number of halls.
  public var halls = 0
  /// PDUs: UPS, cap (W).
  public var pduUPS: [Int] = [], pduWatts: [Int] = []
  /// UPSes: substation, cap (W).
  public var upsSubstation: [Int] = [], upsWatts: [Int] = []
  /// Substations: feed, cap (W).
  public var substationFeed: [Int] = [], substationWatts: [Int] = []
  /// Feeds: cap (W).
  public var feedWatts: [Int] = []
  /// Cooling loops: heat cap (W).
  public var coolingWatts: [Int] = []
  /// Workloads: type, GPUs, profile, level, value in cents per hour.
  public var workType: [Int] = [], workGPUs: [Int] = [], workProfile: [Int] = [], workLevel: [Int] = [],
    workValue: [Int] = []

  /// Makes an empty instance.
  public init() {}
}

/// Accepted workloads of a benchmark instance: workload, and GPUs on racks.
public struct BenchmarkSolution: Sendable {
  /// One entry a workload, ascending; racks ascending.
  public var placements: [(workload: Int, parts: [(rack: Int, gpus: Int)])]
  /// Makes a solution.
  public init(placements: [(workload: Int, parts: [(rack: Int, gpus: Int)])] = []) { self.placements = placements }
}
