import Documents
import Encoding
public import Facility
public import Tenancy

/// A lease; it has one of the amounts, a kind or kinds but for space, and a price.
public struct LeaseDescription: Hashable, Sendable, FileMapping {
  /// Its name, once in the book.
  public var name: Stated<String>
  /// The number of GPUs.
  public var gpus: GPUDescription?
  /// The same: mostly for all that there are.
  public var count: GPUDescription?
  /// The power, and the point where it is measured.
  public var megawatts: Stated<MeteredPower>?
  /// The form in which the megawatts are delivered.
  public var form: Stated<MegawattForm>?
  /// Positions for the tenant's own machines.
  public var space: SpaceDescription?
  /// GPUs sold one by one.
  public var pool: PoolDescription?
  /// The kind of node.
  public var kind: Stated<String>?
  /// The kinds of which it gets one, in the order of preference.
  public var kinds: StatedList<Stated<String>>
  /// The zone level that holds it whole.
  public var level: Stated<Level>?
  /// The profile by which it drives its nodes.
  public var profile: ProfileChoice?
  /// The firmness of the lease; contracted if none is stated.
  public var status: StatusDescription?
  /// Larger is kept first.
  public var priority: Stated<Int>?
  /// Its price.
  public var price: Stated<Price>
  /// The parts that it shares with no other lease: `leaf`, `none`, `ups-group`.
  public var exclusive: Stated<String>?
  /// The rule by which it must be spread.
  public var spread: SpreadDescription?
  /// The rule for the NUMA domains in which a piece of a node lies.
  public var numa: Stated<NUMARule>?
  /// Nodes together in one NVLink domain, or in one zone of a level.
  public var segment: SegmentDescription?
  /// The lease that it enlarges.
  public var expand: ExpansionDescription?
  /// The amounts that it takes of quantities that zones provide, by name.
  public var quantities: NamedMap<Stated<NamedAmount>>
  /// The places where it stands today.
  public var placed: [PlaceDescription]?
  /// The cost of moving one of its nodes.
  public var movable: Stated<MoveCost>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a lease.
  public init(
    name: Stated<String>, gpus: GPUDescription? = nil, count: GPUDescription? = nil,
    megawatts: Stated<MeteredPower>? = nil, form: Stated<MegawattForm>? = nil, space: SpaceDescription? = nil,
    pool: PoolDescription? = nil, kind: Stated<String>? = nil, kinds: StatedList<Stated<String>> = [],
    level: Stated<Level>? = nil, profile: ProfileChoice? = nil, status: StatusDescription? = nil,
    priority: Stated<Int>? = nil, price: Stated<Price>, exclusive: Stated<String>? = nil,
    spread: SpreadDescription? = nil, numa: Stated<NUMARule>? = nil, segment: SegmentDescription? = nil,
    expand: ExpansionDescription? = nil, quantities: NamedMap<Stated<NamedAmount>> = [:],
    placed: [PlaceDescription]? = nil, movable: Stated<MoveCost>? = nil, about: String? = nil, source: String? = nil
  ) {
    self.name = name
    self.gpus = gpus
    self.count = count
    self.megawatts = megawatts
    self.form = form
    self.space = space
    self.pool = pool
    self.kind = kind
    self.kinds = kinds
    self.level = level
    self.profile = profile
    self.status = status
    self.priority = priority
    self.price = price
    self.exclusive = exclusive
    self.spread = spread
    self.numa = numa
    self.segment = segment
    self.expand = expand
    self.quantities = quantities
    self.placed = placed
    self.movable = movable
    self.about = about
    self.source = source
  }

  static let table = KeyTable<LeaseDescription>(
    "a lease",
    .init(required: "name", \.name), .init("gpus", \.gpus), .init("count", \.count), .init("megawatts", \.megawatts),
    .init("with", \.form), .init("space", \.space), .init("pool", \.pool), .init("kind", \.kind),
    .init(list: "kinds", \.kinds), .init("level", \.level), .init("profile", \.profile), .init("status", \.status),
    .init("priority", \.priority), .init(required: "price", \.price), .init("exclusive", \.exclusive),
    .init("spread", \.spread), .init("numa", \.numa), .init("segment", \.segment), .init("expand", \.expand),
    .init(map: "quantities", \.quantities), .init(oneOrMore: "placed", \.placed), .init("movable", \.movable),
    .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: LeaseDescription { LeaseDescription(name: .blank, price: .blank) }
}

/// The number of GPUs that a lease asks for.
public enum GPUDescription: Hashable, Sendable, FileValue, ExpressibleByIntegerLiteral {
  /// `16384`, `all`.
  case stated(Stated<GPUCount>)
  case elastic(ElasticDescription)

  /// Makes a number of GPUs.
  public init(integerLiteral number: Int) { self = .stated(Stated(.number(number))) }

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> GPUDescription? {
    let isText = reader.input.document.isText(reader.notes(node).value)
    return isText
      ? Stated.read(node, &reader).map { .stated($0) } : ElasticDescription.read(node, &reader).map { .elastic($0) }
  }

  var yaml: YAML {
    switch self {
    case .stated(let count): count.yaml
    case .elastic(let range): range.yaml
    }
  }
}

/// Any number of GPUs from the floor up to what is asked.
public struct ElasticDescription: Hashable, Sendable, FileMapping {
  /// The least.
  public var floor: Stated<Int>
  /// The most.
  public var asked: Stated<Int>
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a range.
  public init(floor: Stated<Int>, asked: Stated<Int>, source: String? = nil) {
    self.floor = floor
    self.asked = asked
    self.source = source
  }

  static let table = KeyTable<ElasticDescription>(
    "an elastic number of GPUs",
    .init(required: "floor", \.floor), .init(required: "asked", \.asked), .init(text: "source", \.source))

  static var blank: ElasticDescription { ElasticDescription(floor: .blank, asked: .blank) }
}

/// GPUs sold one by one, at a target utilisation.
public struct PoolDescription: Hashable, Sendable, FileMapping {
  /// GPUs sold.
  public var gpus: Stated<Int>
  /// The share of what is set aside that is sold.
  public var utilisation: Stated<Fraction>
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a pool.
  public init(gpus: Stated<Int>, utilisation: Stated<Fraction>, source: String? = nil) {
    self.gpus = gpus
    self.utilisation = utilisation
    self.source = source
  }

  static let table = KeyTable<PoolDescription>(
    "a pool",
    .init(required: "gpus", \.gpus), .init(required: "utilisation", \.utilisation), .init(text: "source", \.source))

  static var blank: PoolDescription { PoolDescription(gpus: .blank, utilisation: .blank) }
}

/// Rack positions for the tenant's own machines.
public struct SpaceDescription: Hashable, Sendable, FileMapping {
  /// The most that a position draws.
  public var perRack: Stated<Divided<Watts>>
  /// The share of it that leaves in the liquid loop.
  public var liquid: Stated<Fraction>
  /// At most so many.
  public var positions: Stated<Int>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a demand for space.
  public init(
    perRack: Stated<Divided<Watts>>, liquid: Stated<Fraction>, positions: Stated<Int>? = nil, source: String? = nil
  ) {
    self.perRack = perRack
    self.liquid = liquid
    self.positions = positions
    self.source = source
  }

  static let table = KeyTable<SpaceDescription>(
    "space",
    .init(required: "per-rack", \.perRack), .init(required: "liquid", \.liquid), .init("positions", \.positions),
    .init(text: "source", \.source))

  static var blank: SpaceDescription { SpaceDescription(perRack: .blank, liquid: .blank) }
}
