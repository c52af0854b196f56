public import Facility

/// A network between all nodes under a zone.
public struct FabricDescription: Hashable, Sendable, FileMapping {
  /// Its name; none in an override.
  public var name: Stated<String>?
  /// Ports of a node in each plane.
  public var endpoints: Stated<EndpointRate>?
  /// Ports of what is no node.
  public var otherEndpoints: Stated<Int>?
  /// The switch, of the catalogue.
  public var switchModel: Stated<String>?
  /// Picks its ports.
  public var speed: Stated<BitsPerSecond>?
  /// Ports of a switch.
  public var radix: Stated<Int>?
  /// The most that a switch draws.
  public var maxPower: Stated<Divided<Watts>>?
  /// The draw of a switch as usually equipped.
  public var typicalPower: Stated<Divided<Watts>>?
  /// Which of the two each switch draws.
  public var drawnAt: Stated<SwitchDraw>?
  /// Drawn besides for each port in use.
  public var optics: Stated<Divided<Watts>>?
  /// 1 leaves, 2 leaves and spines, 3 with cores.
  public var tiers: Stated<Int>?
  /// Leaf r carries port r of each node of its unit.
  public var rails: Stated<Int>?
  /// Separate copies of the network.
  public var planes: Stated<Int>?
  /// Nodes that share leaves.
  public var nodesPerUnit: Stated<Int>?
  /// A leaf's ports to nodes for each to spines.
  public var oversubscription: Stated<PortRatio>?
  /// Leaves that share their spines.
  public var leavesPerGroup: Stated<Int>?
  /// False where the spines' ports are kept for cores that stand elsewhere.
  public var hasCores: Stated<Bool>?
  /// The stage that feeds it.
  public var from: Stated<String>?
  /// The destination of its heat.
  public var heat: Stated<ZoneLoad.Heat>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a fabric of what is stated.
  public init(
    name: Stated<String>? = nil, endpoints: Stated<EndpointRate>? = nil, otherEndpoints: Stated<Int>? = nil,
    switchModel: Stated<String>? = nil, speed: Stated<BitsPerSecond>? = nil, radix: Stated<Int>? = nil,
    maxPower: Stated<Divided<Watts>>? = nil, typicalPower: Stated<Divided<Watts>>? = nil,
    drawnAt: Stated<SwitchDraw>? = nil, optics: Stated<Divided<Watts>>? = nil, tiers: Stated<Int>? = nil,
    rails: Stated<Int>? = nil, planes: Stated<Int>? = nil, nodesPerUnit: Stated<Int>? = nil,
    oversubscription: Stated<PortRatio>? = nil, leavesPerGroup: Stated<Int>? = nil, hasCores: Stated<Bool>? = nil,
    from: Stated<String>? = nil, heat: Stated<ZoneLoad.Heat>? = nil, about: String? = nil, source: String? = nil
  ) {
    self.name = name
    self.endpoints = endpoints
    self.otherEndpoints = otherEndpoints
    self.switchModel = switchModel
    self.speed = speed
    self.radix = radix
    self.maxPower = maxPower
    self.typicalPower = typicalPower
    self.drawnAt = drawnAt
    self.optics = optics
    self.tiers = tiers
    self.rails = rails
    self.planes = planes
    self.nodesPerUnit = nodesPerUnit
    self.oversubscription = oversubscription
    self.leavesPerGroup = leavesPerGroup
    self.hasCores = hasCores
    self.from = from
    self.heat = heat
    self.about = about
    self.source = source
  }

  static let table = KeyTable<FabricDescription>(
    "a fabric",
    .init("name", \.name), .init("endpoints", \.endpoints), .init("other-endpoints", \.otherEndpoints),
    .init("switch", \.switchModel), .init("speed", \.speed), .init("radix", \.radix), .init("max-power", \.maxPower),
    .init("typical-power", \.typicalPower), .init("drawn-at", \.drawnAt), .init("optics", \.optics),
    .init("tiers", \.tiers), .init("rails", \.rails), .init("planes", \.planes),
    .init("nodes-per-unit", \.nodesPerUnit), .init("oversubscription", \.oversubscription),
    .init("leaves-per-group", \.leavesPerGroup), .init("cores", \.hasCores), .init("from", \.from),
    .init("heat", \.heat), .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: FabricDescription { FabricDescription() }
}
