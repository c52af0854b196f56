import Facility
import Documents

/// A zone as a file describes it, before templates are expanded: one for each zone that is written out, and one for each use of a
/// template with other parameters. Copies share theirs, so a facility of 20,000 zones is a few dozen of these.
struct Blueprint {
  /// Its place in the file.
  var node: NodeID
  /// nil where it could not be read.
  var level: Level?
  var waterSupply: Celsius?
  /// The place of the water's temperature.
  var waterSupplyNode: NodeID?
  var stages: [StageSpec] = []
  var cooling: [CoolingSpec] = []
  var loads: [LoadSpec] = []
  var fabrics: [FabricSpec] = []
  var height: RackUnits?
  var reserved: RackUnits?
  var nodes: [NodesSpec] = []
  /// Empty rack positions.
  var positions = 0
  var quantities: [QuantitySpec] = []
  var children: [ChildSpec] = []
  /// Zones, itself included, and nodes, of one copy; held at a limit far above what is allowed.
  var zoneCount = 1
  var nodeCount = 0
}

/// Nodes of a kind in a rack.
struct NodesSpec {
  /// Its place in the file.
  var node: NodeID
  var kind: KindID
  var count: Int
}

/// The amount of a named quantity that a zone provides.
struct QuantitySpec {
  /// The place of its name.
  var node: NodeID
  var name: String
  var measure: NamedQuantity.Measure
  var amount: Int64
}

/// Copies of a zone in another.
struct ChildSpec {
  /// Its place in the file.
  var node: NodeID
  /// Without the number.
  var name: String
  /// The copies' numbers; nil for a zone that is named as it is.
  var numbers: Range<Int>?
  var blueprint: Int

  var count: Int { numbers?.count ?? 1 }

  /// The name of the copy with this position.
  func name(at position: Int) -> String {
    numbers.map { "\(name)-\($0.lowerBound + position)" } ?? name
  }
}

/// An entry of a zone that overrides find by its name.
protocol NamedSpec {
  var name: String { get }
}

/// A stage of the power chain as a file states it; all copies.
struct StageSpec: NamedSpec {
  /// Its place in the file.
  var node: NodeID
  var name: String
  var count = 1
  var serves: (pattern: PathPattern.Component, node: NodeID)?
  var wiring: (rule: WiringRule, node: NodeID)?
  /// In each copy, equal units that share the load, and how many of them it must be able to do without.
  var units = 1
  var spare = 0
  /// Of one unit, like the losses.
  var rating: ElectricalRating = .unknown
  /// The place of the rating.
  var ratingNode: NodeID?
  var powerFactor: Fraction?
  var continuous: Fraction = .one
  var efficiency: Fraction = .one
  var noLoadLoss: Watts = .zero
  var squareLoss: Watts = .zero
  /// The basis on which its load is held against its limit; nil: the plan's.
  var basis: Basis?

  /// The rating of one unit in mW, rounded down; nil where it is not known.
  var watts: Watts? { rating.watts(powerFactor: powerFactor) }
}

/// The rule by which a stage's copies divide what they serve.
enum WiringRule {
  /// Contiguous blocks as equal as can be: the i-th of n children goes to copy ⌊i × copies / n⌋, all counted from 0.
  case block
  /// The i-th child goes to copy i mod copies.
  case roundRobin
  /// The children of each copy.
  case lists([[(pattern: PathPattern.Component, node: NodeID)]])
}

/// A cooling element as a file states it.
struct CoolingSpec: NamedSpec {
  /// Its place in the file.
  var node: NodeID
  var name: String
  var medium: CoolingElement.Medium
  var count = 1
  var spare = 0
  var rating: Watts?
  var derate: Derate?
  /// The place of the derate.
  var derateNode: NodeID?
}

/// A load that is not a leased node, as a file states it.
struct LoadSpec: NamedSpec {
  /// Its place in the file.
  var node: NodeID
  var name: String
  var amount: ZoneLoad.Amount
  var tolerance: Fraction = .zero
  /// The draw of one piece of its model; nil where the amount is stated.
  var unit: Watts?
  /// Pieces of its model.
  var count = 1
  var isIT: Bool?
  var from: (stage: String, node: NodeID)?
  var heat: ZoneLoad.Heat?
}

/// A fabric as a file states it.
struct FabricSpec: NamedSpec {
  /// Its place in the file.
  var node: NodeID
  var name: String
  var endpoints: (count: Int, perGPU: Bool)
  /// The place of the endpoints.
  var endpointsNode: NodeID?
  var design = FabricDesign(radix: 2, tiers: 2, endpointsPerNode: 1)
  /// The place of the tiers.
  var tiersNode: NodeID?
  /// Of its switches.
  var model: String?
  /// True where the model could not be read, which has been reported.
  var isUnknown = false
  var most: Watts?
  var typical: Watts?
  var isDrawnAtMost = true
  var optics: Watts = .zero
  var from: (stage: String, node: NodeID)?
  var heat: ZoneLoad.Heat = .air
}
