import Facility
import Source

/// What a file says of a zone, before it is stamped: one for each zone that is written out, and one for each use of a
/// template with other parameters. Copies share theirs, so a facility of 20,000 zones is a few dozen of these.
struct Blueprint {
  /// Where it stands.
  var node: NodeID
  /// nil where it could not be read.
  var level: Level?
  var waterSupply: Celsius?
  var stages: [StageSpec] = []
  var cooling: [CoolingSpec] = []
  var loads: [LoadSpec] = []
  var height: RackUnits?
  var reserved: RackUnits?
  var nodes: [NodesSpec] = []
  var quantities: [QuantitySpec] = []
  var children: [ChildSpec] = []
  /// Zones, itself included, and nodes, of one copy; held at a limit far above what is allowed.
  var zoneCount = 1
  var nodeCount = 0
}

/// Nodes of a kind in a rack.
struct NodesSpec {
  var kind: KindID
  var count: Int
}

/// How much of a named quantity a zone provides.
struct QuantitySpec {
  /// Where its name stands.
  var node: NodeID
  var name: String
  var measure: NamedQuantity.Measure
  var amount: Int64
}

/// Copies of a zone in another.
struct ChildSpec {
  /// Where it stands.
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

/// A stage of the power chain as a file states it; all copies.
struct StageSpec {
  /// Where it stands.
  var node: NodeID
  var name: String
  var count = 1
  var serves: (pattern: PathPattern.Component, node: NodeID)?
  var wiring: (rule: WiringRule, node: NodeID)?
  var rating: Rating = .unknown
  /// Where the rating stands.
  var ratingNode: NodeID?
  var powerFactor: Fraction?
  var continuous: Fraction = .one
  var efficiency: Fraction = .one
  var noLoadLoss: Watts = .zero
  var squareLoss: Watts = .zero

  /// A rating in the unit in which it is stated.
  enum Rating {
    case unknown
    case real(Watts)
    /// In mVA.
    case apparent(Int64)
    /// In mA and mV; 1 or 3 phases, voltage between two of them.
    case amps(Int64, volts: Int64, phases: Int, circuits: Int)

    var needsFactor: Bool { if case .apparent = self { true } else { false } }
    var takesFactor: Bool {
      switch self {
      case .apparent, .amps: true
      case .unknown, .real: false
      }
    }
  }

  /// The rating in mW, rounded down; nil where it is not known.
  var watts: Watts? {
    let factor = powerFactor ?? .one
    switch rating {
    case .unknown: return nil
    case .real(let watts): return watts
    case .apparent(let milli): return factor.roundedDown(of: Watts(milliwatts: milli))
    case .amps(let milliamps, let millivolts, let phases, let circuits):
      // mA × mV is µW; three phases carry √3 times that, held exactly as a square until the root is taken.
      let micro = Int128(milliamps) * Int128(millivolts)
      let all = phases == 3 ? squareRoot(3 * micro * micro * Int128(circuits * circuits)) : micro * Int128(circuits)
      return factor.roundedDown(of: Watts(milliwatts: Int64(clamping: all / 1_000)))
    }
  }
}

/// How a stage's copies divide what they serve.
enum WiringRule {
  /// Contiguous blocks as equal as can be: the i-th of n children goes to copy ⌊i × copies / n⌋, all counted from 0.
  case block
  /// The i-th child goes to copy i mod copies.
  case roundRobin
  /// The children of each copy.
  case lists([[(pattern: PathPattern.Component, node: NodeID)]])
}

/// A cooling element as a file states it.
struct CoolingSpec {
  /// Where it stands.
  var node: NodeID
  var name: String
  var medium: CoolingElement.Medium
  var count = 1
  var spare = 0
  var rating: Watts?
  var derate: Derate?
  /// Where the derate stands.
  var derateNode: NodeID?
}

/// A load that is not a leased node, as a file states it.
struct LoadSpec {
  /// Where it stands.
  var node: NodeID
  var name: String
  var amount: ZoneLoad.Amount
  var tolerance: Fraction = .zero
  var isIT: Bool?
  var from: (stage: String, node: NodeID)?
  var heat: ZoneLoad.Heat?
}

/// The root of a number that is not negative, rounded down.
func squareRoot(_ number: Int128) -> Int128 {
  guard number > 0 else { return 0 }
  // Newton's step from above falls until it is there.
  var root = Int128(1) << ((128 - number.leadingZeroBitCount + 1) / 2)
  while true {
    let next = (root + number / root) / 2
    if next >= root { return root }
    root = next
  }
}
