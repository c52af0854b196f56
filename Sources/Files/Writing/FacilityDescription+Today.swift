import Documents
import Encoding
public import Facility

// What a facility file says by path, and of spares.

/// Fields that are changed in some of the stamped zones.
public struct OverrideDescription: Hashable, Sendable, FileMapping {
  /// Paths of the zones, with patterns.
  public var paths: [Stated<String>]
  /// Fields of stages by name.
  public var power: NamedMap<StageDescription>
  /// Fields of cooling elements by name.
  public var cooling: NamedMap<CoolingDescription>
  /// Fields of loads by name.
  public var loads: NamedMap<LoadDescription>
  /// Fields of fabrics by name.
  public var fabrics: NamedMap<FabricDescription>
  /// Of racks: their units.
  public var height: Stated<RackUnits>?
  /// Of racks: units that nodes cannot use.
  public var reserved: Stated<RackUnits>?
  /// Supply temperature seen by liquid cooling elements.
  public var waterSupply: Stated<Celsius>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an override of the zones at some paths.
  public init(
    paths: [Stated<String>], power: NamedMap<StageDescription> = [:], cooling: NamedMap<CoolingDescription> = [:],
    loads: NamedMap<LoadDescription> = [:], fabrics: NamedMap<FabricDescription> = [:],
    height: Stated<RackUnits>? = nil, reserved: Stated<RackUnits>? = nil, waterSupply: Stated<Celsius>? = nil,
    about: String? = nil, source: String? = nil
  ) {
    self.paths = paths
    self.power = power
    self.cooling = cooling
    self.loads = loads
    self.fabrics = fabrics
    self.height = height
    self.reserved = reserved
    self.waterSupply = waterSupply
    self.about = about
    self.source = source
  }

  static let table = KeyTable<OverrideDescription>(
    "an override",
    .init(oneOrMore: "at", \.paths, isRequired: true), .init(map: "power", \.power), .init(map: "cooling", \.cooling),
    .init(map: "loads", \.loads), .init(map: "fabric", \.fabrics), .init("height", \.height),
    .init("reserved", \.reserved), .init("water-supply", \.waterSupply), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: OverrideDescription { OverrideDescription(paths: []) }
}

/// Spares as many as are under repair at once.
public struct FailureDescription: Hashable, Sendable, FileMapping {
  /// The rate at which nodes fail.
  public var failures: Stated<FailuresPerGPUDay>
  /// The time that a node is away for repair.
  public var repair: Stated<RepairTime>
  /// The probability that the spares suffice.
  public var confidence: Stated<Fraction>
  /// The level of which every zone holds its own; nil: the pod, or what stands in its place.
  public var level: Stated<Level>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a rule.
  public init(
    failures: Stated<FailuresPerGPUDay>, repair: Stated<RepairTime>, confidence: Stated<Fraction>,
    level: Stated<Level>? = nil, about: String? = nil, source: String? = nil
  ) {
    self.failures = failures
    self.repair = repair
    self.confidence = confidence
    self.level = level
    self.about = about
    self.source = source
  }

  static let table = KeyTable<FailureDescription>(
    "spares by failures",
    .init(required: "failures", \.failures), .init(required: "repair", \.repair),
    .init(required: "confidence", \.confidence), .init("per", \.level), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: FailureDescription { FailureDescription(failures: .blank, repair: .blank, confidence: .blank) }
}

/// The number of spares that a kind keeps.
public enum SpareDescription: Hashable, Sendable, FileValue {
  /// `1 per 64`.
  case ratio(Stated<SpareRatio>)
  case failures(FailureDescription)

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> SpareDescription? {
    let isText = reader.input.document.isText(reader.notes(node).value)
    return isText
      ? Stated.read(node, &reader).map { .ratio($0) } : FailureDescription.read(node, &reader).map { .failures($0) }
  }

  var yaml: YAML {
    switch self {
    case .ratio(let ratio): ratio.yaml
    case .failures(let failures): failures.yaml
    }
  }
}

/// Nodes out of service.
public struct OutOfServiceDescription: Hashable, Sendable, FileMapping {
  /// Paths of nodes, or of zones for all their nodes.
  public var paths: [Stated<String>]
  /// The reason why they are out of service.
  public var state: Stated<OutOfService>
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an entry.
  public init(paths: [Stated<String>], state: Stated<OutOfService>, about: String? = nil, source: String? = nil) {
    self.paths = paths
    self.state = state
    self.about = about
    self.source = source
  }

  static let table = KeyTable<OutOfServiceDescription>(
    "an entry of `out-of-service`",
    .init(oneOrMore: "at", \.paths, isRequired: true), .init(required: "state", \.state), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: OutOfServiceDescription { OutOfServiceDescription(paths: [], state: .blank) }
}

/// A lease that stands today: whole nodes, or a piece of one.
public struct StandingDescription: Hashable, Sendable, FileMapping {
  /// The lease's name.
  public var lease: Stated<String>
  /// Paths of zones down to racks.
  public var paths: [Stated<String>]
  /// Nodes in each rack; all in service without a statement.
  public var nodes: Stated<Int>?
  /// Of a piece: the number of its node in the rack.
  public var node: Stated<Int>?
  /// Of a piece: GPUs in each NUMA domain.
  public var gpus: StatedList<Stated<Int>>
  /// The profile by which it drives its nodes.
  public var profile: Stated<String>?
  /// The kind; needed where a rack holds several.
  public var kind: Stated<String>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an entry.
  public init(
    lease: Stated<String>, paths: [Stated<String>], nodes: Stated<Int>? = nil, node: Stated<Int>? = nil,
    gpus: StatedList<Stated<Int>> = [], profile: Stated<String>? = nil, kind: Stated<String>? = nil,
    about: String? = nil,
    source: String? = nil
  ) {
    self.lease = lease
    self.paths = paths
    self.nodes = nodes
    self.node = node
    self.gpus = gpus
    self.profile = profile
    self.kind = kind
    self.about = about
    self.source = source
  }

  static let table = KeyTable<StandingDescription>(
    "an entry of `placed`",
    .init(required: "lease", \.lease), .init(oneOrMore: "at", \.paths, isRequired: true), .init("nodes", \.nodes),
    .init("node", \.node), .init(list: "gpus", \.gpus), .init("profile", \.profile), .init("kind", \.kind),
    .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: StandingDescription { StandingDescription(lease: .blank, paths: []) }
}
