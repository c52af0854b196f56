import Documents
import Encoding
public import Facility

// Parts that kinds of node, equipment and entries of a zone are described with.

/// Ports of one speed.
public struct PortsDescription: Hashable, Sendable, FileMapping {
  /// The number of ports.
  public var count: Stated<Int>
  /// The speed of each port, in each direction.
  public var speed: Stated<BitsPerSecond>
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a group of ports.
  public init(count: Stated<Int>, speed: Stated<BitsPerSecond>, about: String? = nil, source: String? = nil) {
    self.count = count
    self.speed = speed
    self.about = about
    self.source = source
  }

  static let table = KeyTable<PortsDescription>(
    "a group of ports",
    .init(required: "count", \.count), .init(required: "speed", \.speed), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: PortsDescription { PortsDescription(count: .blank, speed: .blank) }
}

/// The power supplies of a node, or those that the nodes of a rack share.
public struct SuppliesDescription: Hashable, Sendable, FileMapping {
  /// Built in.
  public var count: Stated<Int>
  /// The output of each supply.
  public var rating: Stated<Divided<Watts>>
  /// The number of supplies that carry the full load.
  public var needed: Stated<Int>
  /// Nodes that they feed together; 1 without a statement.
  public var nodes: Stated<Int>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a set of supplies.
  public init(
    count: Stated<Int>, rating: Stated<Divided<Watts>>, needed: Stated<Int>, nodes: Stated<Int>? = nil,
    about: String? = nil, source: String? = nil
  ) {
    self.count = count
    self.rating = rating
    self.needed = needed
    self.nodes = nodes
    self.about = about
    self.source = source
  }

  static let table = KeyTable<SuppliesDescription>(
    "power supplies",
    .init(required: "count", \.count), .init(required: "rating", \.rating), .init(required: "needed", \.needed),
    .init("nodes", \.nodes), .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: SuppliesDescription { SuppliesDescription(count: .blank, rating: .blank, needed: .blank) }
}

/// A range from a least to a most value.
public struct RangeDescription<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The least value.
  public var min: Stated<Value>
  /// The most.
  public var max: Stated<Value>
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a range.
  public init(min: Stated<Value>, max: Stated<Value>, about: String? = nil, source: String? = nil) {
    self.min = min
    self.max = max
    self.about = about
    self.source = source
  }
}

extension RangeDescription: FileValue where Value: FileText {}

extension RangeDescription: FileMapping where Value: FileText {
  static var table: KeyTable<RangeDescription> {
    KeyTable(
      "a range", .init(required: "min", \.min), .init(required: "max", \.max), .init(text: "about", \.about),
      .init(text: "source", \.source))
  }

  static var blank: RangeDescription { RangeDescription(min: .blank, max: .blank) }
}

/// NUMA domains with equal shares of a node.
public struct EvenSplit: Hashable, Sendable, FileMapping {
  /// The number of domains.
  public var domains: Stated<Int>
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a split.
  public init(domains: Stated<Int>, about: String? = nil, source: String? = nil) {
    self.domains = domains
    self.about = about
    self.source = source
  }

  static let table = KeyTable<EvenSplit>(
    "a split into NUMA domains",
    .init(required: "domains", \.domains), .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: EvenSplit { EvenSplit(domains: .blank) }
}

/// A NUMA domain that owns GPUs.
public struct DomainDescription: Hashable, Sendable, FileMapping {
  /// GPUs next to it.
  public var gpus: Stated<Int>
  /// Network ports next to it.
  public var nics: Stated<Int>?
  /// CPU cores in it.
  public var cores: Stated<Int>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a domain.
  public init(
    gpus: Stated<Int>, nics: Stated<Int>? = nil, cores: Stated<Int>? = nil, about: String? = nil, source: String? = nil
  ) {
    self.gpus = gpus
    self.nics = nics
    self.cores = cores
    self.about = about
    self.source = source
  }

  static let table = KeyTable<DomainDescription>(
    "a NUMA domain",
    .init(required: "gpus", \.gpus), .init("nics", \.nics), .init("cores", \.cores), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: DomainDescription { DomainDescription(gpus: .blank) }
}

/// The NUMA domains of a node.
public enum NUMADescription: Hashable, Sendable, FileValue {
  case even(EvenSplit)
  /// One by one.
  case listed(StatedList<DomainDescription>)

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> NUMADescription? {
    if reader.input.document.shape(of: node) == .mapping { return EvenSplit.read(node, &reader).map { .even($0) } }
    return StatedList.read(node, &reader).map { .listed($0) }
  }

  var yaml: YAML {
    switch self {
    case .even(let split): split.yaml
    case .listed(let domains): domains.yaml
    }
  }
}

/// A rating in A × V × phases.
public struct CurrentRating: Hashable, Sendable, FileMapping {
  /// Of one circuit.
  public var amps: Stated<Amperes>
  /// Between two phases, or from phase to neutral where it says so.
  public var volts: Stated<Volts>
  /// 1 or 3.
  public var phases: Stated<Int>
  /// Circuits like this one; 1 without a statement.
  public var circuits: Stated<Int>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a rating.
  public init(
    amps: Stated<Amperes>, volts: Stated<Volts>, phases: Stated<Int>, circuits: Stated<Int>? = nil,
    source: String? = nil
  ) {
    self.amps = amps
    self.volts = volts
    self.phases = phases
    self.circuits = circuits
    self.source = source
  }

  static let table = KeyTable<CurrentRating>(
    "a rating",
    .init(required: "amps", \.amps), .init(required: "volts", \.volts), .init(required: "phases", \.phases),
    .init("circuits", \.circuits), .init(text: "source", \.source))

  static var blank: CurrentRating { CurrentRating(amps: .blank, volts: .blank, phases: .blank) }
}

/// A rating, however it is stated.
public enum RatingDescription: Hashable, Sendable, FileValue {
  /// `3 MVA`, `2.85 MW`, `unknown`.
  case stated(Stated<RatingText>)
  /// `{amps: 800 A, volts: 415 V, phases: 3}`.
  case current(CurrentRating)

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> RatingDescription? {
    let isText = reader.input.document.isText(reader.notes(node).value)
    return isText
      ? Stated.read(node, &reader).map { .stated($0) } : CurrentRating.read(node, &reader).map { .current($0) }
  }

  var yaml: YAML {
    switch self {
    case .stated(let rating): rating.yaml
    case .current(let rating): rating.yaml
    }
  }
}

/// The capacity that a cooling element loses as its supply gets warmer.
public struct DerateDescription: Hashable, Sendable, FileMapping {
  /// Up to which the rating holds.
  public var above: Stated<Celsius>
  /// Lost for each kelvin above it.
  public var by: Stated<WattsPerKelvin>
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a derate.
  public init(above: Stated<Celsius>, by: Stated<WattsPerKelvin>, source: String? = nil) {
    self.above = above
    self.by = by
    self.source = source
  }

  static let table = KeyTable<DerateDescription>(
    "a derate",
    .init(required: "above", \.above), .init(required: "by", \.by), .init(text: "source", \.source))

  static var blank: DerateDescription { DerateDescription(above: .blank, by: .blank) }
}
