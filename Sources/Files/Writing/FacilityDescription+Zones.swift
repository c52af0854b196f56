import Documents
import Encoding
public import Facility

// What a facility file says of zones and templates.

/// The contents of a zone or a template.
public struct ZoneContents: Hashable, Sendable, FileMapping {
  /// The template that it is made of, instead of everything below.
  public var template: Stated<String>?
  /// The values of the template's parameters.
  public var arguments: NamedMap<Stated<ParameterValue>>
  /// The level of the zone.
  public var level: Stated<Level>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?
  /// Supply temperature seen by liquid cooling elements under it.
  public var waterSupply: Stated<Celsius>?
  /// Power stages in series, from the source towards the load.
  public var power: StatedList<StageDescription>
  /// Cooling elements, pooled in the zone.
  public var cooling: StatedList<CoolingDescription>
  /// Draw that is not a leased node.
  public var loads: StatedList<LoadDescription>
  /// Networks between all nodes under it.
  public var fabrics: StatedList<FabricDescription>
  /// Of a rack: its units.
  public var height: Stated<RackUnits>?
  /// Of a rack: units that nodes cannot use.
  public var reserved: Stated<RackUnits>?
  /// Of a rack: its nodes.
  public var nodes: [NodesDescription]
  /// Of a rack: empty positions.
  public var positions: Stated<Int>?
  /// Quantities that serve everything under it, by name.
  public var quantities: NamedMap<Stated<NamedAmount>>
  /// The zones in it.
  public var zones: StatedList<ZoneDescription>

  /// Makes contents of what is stated.
  public init(
    template: Stated<String>? = nil, arguments: NamedMap<Stated<ParameterValue>> = [:], level: Stated<Level>? = nil,
    about: String? = nil, source: String? = nil, waterSupply: Stated<Celsius>? = nil,
    power: StatedList<StageDescription> = [],
    cooling: StatedList<CoolingDescription> = [], loads: StatedList<LoadDescription> = [],
    fabrics: StatedList<FabricDescription> = [],
    height: Stated<RackUnits>? = nil, reserved: Stated<RackUnits>? = nil, nodes: [NodesDescription] = [],
    positions: Stated<Int>? = nil, quantities: NamedMap<Stated<NamedAmount>> = [:],
    zones: StatedList<ZoneDescription> = []
  ) {
    self.template = template
    self.arguments = arguments
    self.level = level
    self.about = about
    self.source = source
    self.waterSupply = waterSupply
    self.power = power
    self.cooling = cooling
    self.loads = loads
    self.fabrics = fabrics
    self.height = height
    self.reserved = reserved
    self.nodes = nodes
    self.positions = positions
    self.quantities = quantities
    self.zones = zones
  }

  static let table = KeyTable<ZoneContents>(
    "a zone",
    .init("template", \.template), .init(map: "with", \.arguments, notes: []), .init("level", \.level),
    .init(text: "about", \.about), .init(text: "source", \.source), .init("water-supply", \.waterSupply),
    .init(list: "power", \.power), .init(list: "cooling", \.cooling), .init(list: "loads", \.loads),
    .init(list: "fabric", \.fabrics), .init("height", \.height), .init("reserved", \.reserved),
    .init(oneOrMore: "nodes", \.nodes), .init("positions", \.positions),
    .init(map: "quantities", \.quantities, notes: [.source, .about]), .init(list: "zones", \.zones))

  static var blank: ZoneContents { ZoneContents() }
}

/// A zone, or so many copies of it.
///
/// What it holds can be asked and changed as if it were its own: `zone.power`.
@dynamicMemberLookup
public struct ZoneDescription: Hashable, Sendable {
  /// Its name; without one the root has the facility's.
  public var name: Stated<String>?
  /// Copies, numbered `name-1` and so on; nil: one that is named as it is.
  public var count: Stated<Int>?
  /// The first copy's number; 1 without a statement.
  public var first: Stated<Int>?
  /// The contents of the zone.
  public var contents: ZoneContents

  /// Makes a zone.
  public init(
    _ name: Stated<String>? = nil, count: Stated<Int>? = nil, first: Stated<Int>? = nil,
    _ contents: ZoneContents = ZoneContents()
  ) {
    self.name = name
    self.count = count
    self.first = first
    self.contents = contents
  }

  /// A part of what it holds.
  public subscript<Part>(dynamicMember path: WritableKeyPath<ZoneContents, Part>) -> Part {
    get { contents[keyPath: path] }
    set { contents[keyPath: path] = newValue }
  }
}

extension ZoneDescription: FileMapping {
  static let table = KeyTable<ZoneDescription>(
    "a zone", [.init("name", \.name), .init("count", \.count), .init("first", \.first)], ZoneContents.table,
    at: \.contents)

  static var blank: ZoneDescription { ZoneDescription() }
}

/// A zone to be stamped wherever it is named.
///
/// What it holds can be asked and changed as if it were its own: `template.nodes`.
@dynamicMemberLookup
public struct TemplateDescription: Hashable, Sendable {
  /// Names that stand for values, `$name`, wherever a value may stand in it.
  public var parameters: StatedList<Stated<String>>
  /// The contents of the template.
  public var contents: ZoneContents

  /// Makes a template.
  public init(parameters: StatedList<Stated<String>> = [], _ contents: ZoneContents) {
    self.parameters = parameters
    self.contents = contents
  }

  /// A part of what it holds.
  public subscript<Part>(dynamicMember path: WritableKeyPath<ZoneContents, Part>) -> Part {
    get { contents[keyPath: path] }
    set { contents[keyPath: path] = newValue }
  }
}

extension TemplateDescription: FileMapping {
  static let table = KeyTable<TemplateDescription>(
    "a template", [.init(list: "parameters", \.parameters)], ZoneContents.table, at: \.contents)

  static var blank: TemplateDescription { TemplateDescription(ZoneContents()) }
}

/// Nodes of a kind in a rack.
public struct NodesDescription: Hashable, Sendable, FileMapping {
  /// The kind.
  public var kind: Stated<String>
  /// The number of nodes.
  public var count: Stated<Int>
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an entry.
  public init(kind: Stated<String>, count: Stated<Int>, about: String? = nil, source: String? = nil) {
    self.kind = kind
    self.count = count
    self.about = about
    self.source = source
  }

  static let table = KeyTable<NodesDescription>(
    "an entry of `nodes`",
    .init(required: "kind", \.kind), .init(required: "count", \.count), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: NodesDescription { NodesDescription(kind: .blank, count: .blank) }
}
