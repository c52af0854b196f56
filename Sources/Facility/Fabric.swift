/// The design of a network between nodes: a folded Clos of one sort of switch.
///
/// Leaves face the nodes, spines join leaves, cores join groups of spines. The switch counts follow from it and from the
/// number of nodes; see `counts(nodes:)`. The form and the tables that it is held to are NVIDIA's, among others
/// <https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-b200/latest/network-fabrics.html>.
public struct FabricDesign: Hashable, Sendable {
  /// Ports of a switch at the fabric's speed.
  public var radix: Int
  /// 1: leaves only; 2: leaves and spines; 3: leaves, spines and cores.
  public var tiers: Int
  /// Ports that one node has in each plane.
  public var endpointsPerNode: Int
  /// Ports taken by what is no node: a fabric manager, gateways; in each plane.
  public var otherEndpoints: Int
  /// Leaf r carries port r of every node of its unit: as many leaves in parallel. 1: any port goes to any leaf.
  public var rails: Int
  /// Separate copies of the whole network, each with all endpoints.
  public var planes: Int
  /// Nodes that share leaves: a scalable unit, a rack; nil: all of them.
  public var nodesPerUnit: Int?
  /// A leaf's ports to nodes for each `up` ports to spines: 1 and 1 do not block.
  public var down: Int, up: Int
  /// Leaves that share their spines, in three tiers; nil: as many as half a spine's ports.
  public var leavesPerGroup: Int?
  /// True where the cores stand here; else only the spines' ports are kept for them.
  public var hasCores: Bool

  /// Makes a design that does not block.
  public init(
    radix: Int, tiers: Int, endpointsPerNode: Int, otherEndpoints: Int = 0, rails: Int = 1, planes: Int = 1,
    nodesPerUnit: Int? = nil, down: Int = 1, up: Int = 1, leavesPerGroup: Int? = nil, hasCores: Bool = true
  ) {
    self.radix = radix
    self.tiers = tiers
    self.endpointsPerNode = endpointsPerNode
    self.otherEndpoints = otherEndpoints
    self.rails = rails
    self.planes = planes
    self.nodesPerUnit = nodesPerUnit
    self.down = down
    self.up = up
    self.leavesPerGroup = leavesPerGroup
    self.hasCores = hasCores
  }
}

/// The switches and links of a fabric, all planes together.
public struct FabricCounts: Hashable, Sendable {
  /// Switches by tier.
  public var leaves = 0, spines = 0, cores = 0
  /// Links from endpoints to leaves, between leaves and spines, between spines and cores.
  public var endpointLinks = 0, leafLinks = 0, spineLinks = 0

  /// Makes an empty count.
  public init() {}

  /// All switches.
  public var switches: Int { leaves + spines + cores }
  /// Switch ports with a link on them: one end of an endpoint's link, both ends of the others.
  public var ports: Int { endpointLinks + 2 * (leafLinks + spineLinks) }
}

/// The reason why a design cannot connect so many nodes.
public enum FabricDesignError: Error, Hashable, Sendable {
  /// The leaves that one plane needs, and the most that its tiers can join.
  case tooManyLeaves(needed: Int, most: Int)
}

extension FabricDesign {
  /// A leaf's ports to endpoints: all of them in one tier; half of them where it does not block.
  public var leafPorts: Int { tiers == 1 ? radix : radix * down / (down + up) }

  /// The most leaves that one plane can join: without spines one a rail; R where each has a link to every spine; R²/2 where
  /// each group of R/2 has a link to every core.
  public var mostLeaves: Int {
    switch tiers {
    case 1: rails
    case 2: radix
    default: radix * (leavesPerGroup ?? radix / 2)
    }
  }

  /// The most endpoints of one plane: R²/2 in two tiers and R³/4 in three where nothing blocks.
  public var mostEndpoints: Int { mostLeaves * leafPorts }

  /// The switches and links for a number of nodes.
  ///
  /// Leaves: each unit's ports of each rail over the leaf's ports. A leaf has as many uplinks as its ports in a full unit
  /// need. Spines: the leaves' uplinks over the spine's ports (half of them in three tiers), rounded up until every leaf
  /// has equally many links to each spine; cores likewise, one group of them for each spine of a group. Other endpoints
  /// fill the leaves' free ports, then leaves of their own.
  ///
  /// - Precondition: the ports and counts are positive.
  /// - Throws: where the tiers cannot join so many leaves.
  public func counts(nodes: Int) throws(FabricDesignError) -> FabricCounts {
    var counts = FabricCounts()
    let unit = max(1, min(nodesPerUnit ?? nodes, nodes))
    let (leavesOfUnit, lastUnit) = (leaves(of: unit), leaves(of: nodes % unit))
    var leaves = nodes / unit * leavesOfUnit + lastUnit
    let free = leaves * leafPorts - nodes * endpointsPerNode
    leaves += max(0, otherEndpoints - free).dividedUp(by: leafPorts)
    guard leaves <= mostLeaves else { throw .tooManyLeaves(needed: leaves, most: mostLeaves) }

    counts.leaves = leaves * planes
    counts.endpointLinks = (nodes * endpointsPerNode + otherEndpoints) * planes
    if tiers > 1, leaves > 0 { addSpines(to: &counts, leaves: leaves, uplinks: uplinks) }
    return counts
  }

  /// The leaves of a unit of so many nodes.
  private func leaves(of nodes: Int) -> Int {
    rails * (nodes * endpointsPerNode).dividedUp(by: rails).dividedUp(by: leafPorts)
  }

  /// Each leaf's links to spines.
  private var uplinks: Int {
    // Without units leaves are full but for the last.
    guard let nodesPerUnit else { return (leafPorts * up).dividedUp(by: down) }
    let onRail = (nodesPerUnit * endpointsPerNode).dividedUp(by: rails)
    let onLeaf = onRail.dividedUp(by: max(1, onRail.dividedUp(by: leafPorts)))
    return (onLeaf * up).dividedUp(by: down)
  }

  private func addSpines(to counts: inout FabricCounts, leaves: Int, uplinks: Int) {
    let downPorts = tiers == 2 ? radix : radix / 2
    let leavesOfGroup = tiers == 2 ? leaves : min(leaves, leavesPerGroup ?? downPorts)
    let groups = leaves.dividedUp(by: leavesOfGroup)
    let spinesOfGroup = uplinks.leastDivisor(from: (leavesOfGroup * uplinks).dividedUp(by: downPorts))
    counts.spines = groups * spinesOfGroup * planes
    counts.leafLinks = leaves * uplinks * planes
    guard tiers == 3, hasCores else { return }
    let spineUplinks = leavesOfGroup * (uplinks / spinesOfGroup)
    let coresOfSpine = spineUplinks.leastDivisor(from: (groups * spineUplinks).dividedUp(by: radix))
    counts.cores = spinesOfGroup * coresOfSpine * planes
    counts.spineLinks = counts.spines * spineUplinks
  }
}

/// A network between the nodes under a zone, counted.
public struct Fabric: Hashable, Sendable {
  /// Its name in its zone, such as `compute`; the load that its switches are bears the same.
  public var name: String
  /// The zone that declares it: it connects all nodes under it.
  public var zone: ZoneID
  /// Its design.
  public var design: FabricDesign
  /// The switch's model, where one is named.
  public var model: String?
  /// The draw of one switch.
  public var perSwitch: Watts
  /// The draw of the optics in one switch port, on top.
  public var perPort: Watts
  /// Nodes that it connects.
  public var nodes: Int
  /// Its switches and links.
  public var counts: FabricCounts

  /// Makes a fabric.
  public init(
    name: String, zone: ZoneID, design: FabricDesign, model: String? = nil, perSwitch: Watts, perPort: Watts = .zero,
    nodes: Int, counts: FabricCounts
  ) {
    self.name = name
    self.zone = zone
    self.design = design
    self.model = model
    self.perSwitch = perSwitch
    self.perPort = perPort
    self.nodes = nodes
    self.counts = counts
  }

  /// The draw of the switches and the optics in them, all of which becomes heat.
  public var draw: Watts { perSwitch * counts.switches + perPort * counts.ports }
}

extension Int {
  /// The quotient, rounded up.
  fileprivate func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }

  /// The least divisor of this number that is at least `least`; the number itself where `least` is above it.
  fileprivate func leastDivisor(from least: Int) -> Int {
    var divisor = Swift.max(1, least)
    while divisor < self, self % divisor != 0 { divisor += 1 }
    return Swift.min(divisor, Swift.max(1, self))
  }
}
