import Documents
import Encoding
public import Facility

// What a facility file says of power stages, cooling elements, loads and fabrics: all of an entry, or in an override
// the fields that it changes.

/// A stage of the power chain; all copies.
public struct StageDescription: Hashable, Sendable, FileMapping {
  /// Its name; none in an override.
  public var name: Stated<String>?
  /// The equipment that gives its figures; what stands beside it goes before.
  public var model: Stated<String>?
  /// Copies.
  public var count: Stated<Int>?
  /// A pattern over the names of the zone's children; all of them without a statement.
  public var serves: Stated<String>?
  /// The rule by which the copies divide what they serve.
  public var wired: WiringDescription?
  /// Equal units of each copy.
  public var units: Stated<Int>?
  /// The number of units that it must be able to do without.
  public var spare: Stated<Int>?
  /// Of one unit, like the losses.
  public var rating: RatingDescription?
  /// With a rating in VA or A.
  public var powerFactor: Stated<Fraction>?
  /// Share of the rating for continuous load.
  public var continuous: Stated<Fraction>?
  /// Output over input.
  public var efficiency: Stated<Fraction>?
  /// Drawn at no load.
  public var noLoadLoss: Stated<Divided<Watts>>?
  /// Lost at the rating, growing with the square of the load.
  public var squareLoss: Stated<Divided<Watts>>?
  /// The basis on which its load is held against its limit: `average`.
  public var basis: Stated<String>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a stage of what is stated.
  public init(
    name: Stated<String>? = nil, model: Stated<String>? = nil, count: Stated<Int>? = nil, serves: Stated<String>? = nil,
    wired: WiringDescription? = nil, units: Stated<Int>? = nil, spare: Stated<Int>? = nil,
    rating: RatingDescription? = nil, powerFactor: Stated<Fraction>? = nil, continuous: Stated<Fraction>? = nil,
    efficiency: Stated<Fraction>? = nil, noLoadLoss: Stated<Divided<Watts>>? = nil,
    squareLoss: Stated<Divided<Watts>>? = nil, basis: Stated<String>? = nil, about: String? = nil,
    source: String? = nil
  ) {
    self.name = name
    self.model = model
    self.count = count
    self.serves = serves
    self.wired = wired
    self.units = units
    self.spare = spare
    self.rating = rating
    self.powerFactor = powerFactor
    self.continuous = continuous
    self.efficiency = efficiency
    self.noLoadLoss = noLoadLoss
    self.squareLoss = squareLoss
    self.basis = basis
    self.about = about
    self.source = source
  }

  static let table = KeyTable<StageDescription>(
    "a power stage",
    .init("name", \.name), .init("model", \.model), .init("count", \.count), .init("serves", \.serves),
    .init("wired", \.wired), .init("units", \.units), .init("spare", \.spare), .init("rating", \.rating),
    .init("power-factor", \.powerFactor), .init("continuous", \.continuous), .init("efficiency", \.efficiency),
    .init("no-load-loss", \.noLoadLoss), .init("square-loss", \.squareLoss), .init("basis", \.basis),
    .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: StageDescription { StageDescription() }
}

/// The way in which a stage's copies divide what they serve.
public enum WiringDescription: Hashable, Sendable, FileValue {
  /// By a rule.
  case rule(Stated<WiringWord>)
  /// The children of each copy, as patterns over their names.
  case lists(StatedList<StatedList<Stated<String>>>)

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> WiringDescription? {
    if reader.input.document.shape(of: node) == .sequence {
      return StatedList.read(node, &reader).map { .lists($0) }
    }
    return Stated.read(node, &reader).map { .rule($0) }
  }

  var yaml: YAML {
    switch self {
    case .rule(let rule): rule.yaml
    case .lists(let lists): lists.yaml
    }
  }
}

/// A cooling element.
public struct CoolingDescription: Hashable, Sendable, FileMapping {
  /// Its name; none in an override.
  public var name: Stated<String>?
  /// The equipment that gives its figures; what stands beside it goes before.
  public var model: Stated<String>?
  /// The heat that it takes.
  public var takes: Stated<CoolingElement.Medium>?
  /// Units built.
  public var count: Stated<Int>?
  /// Units held back.
  public var spare: Stated<Int>?
  /// The capacity of one unit.
  public var rating: Stated<RatingText>?
  /// The capacity that it loses as its supply gets warmer.
  public var derate: DerateDescription?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an element of what is stated.
  public init(
    name: Stated<String>? = nil, model: Stated<String>? = nil, takes: Stated<CoolingElement.Medium>? = nil,
    count: Stated<Int>? = nil, spare: Stated<Int>? = nil, rating: Stated<RatingText>? = nil,
    derate: DerateDescription? = nil, about: String? = nil, source: String? = nil
  ) {
    self.name = name
    self.model = model
    self.takes = takes
    self.count = count
    self.spare = spare
    self.rating = rating
    self.derate = derate
    self.about = about
    self.source = source
  }

  static let table = KeyTable<CoolingDescription>(
    "a cooling element",
    .init("name", \.name), .init("model", \.model), .init("takes", \.takes), .init("count", \.count),
    .init("spare", \.spare), .init("rating", \.rating), .init("derate", \.derate), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: CoolingDescription { CoolingDescription() }
}

/// A load that is not a leased node; it has one of the four amounts, or a model.
public struct LoadDescription: Hashable, Sendable, FileMapping {
  /// Its name; none in an override.
  public var name: Stated<String>?
  /// The equipment that it is made of.
  public var model: Stated<String>?
  /// Pieces of the model.
  public var count: Stated<Int>?
  /// For each GPU installed under the zone.
  public var perGPU: Stated<Banded<Divided<Watts>>>?
  /// Of what the nodes under the zone draw.
  public var ofNodes: Stated<Banded<Fraction>>?
  /// Of all IT load under the zone.
  public var ofIT: Stated<Banded<Fraction>>?
  /// Constant.
  public var watts: Stated<Banded<Divided<Watts>>>?
  /// The stage that feeds it.
  public var from: Stated<String>?
  /// True where it is IT load.
  public var isIT: Stated<Bool>?
  /// The destination of its heat.
  public var heat: Stated<ZoneLoad.Heat>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a load of what is stated.
  public init(
    name: Stated<String>? = nil, model: Stated<String>? = nil, count: Stated<Int>? = nil,
    perGPU: Stated<Banded<Divided<Watts>>>? = nil, ofNodes: Stated<Banded<Fraction>>? = nil,
    ofIT: Stated<Banded<Fraction>>? = nil, watts: Stated<Banded<Divided<Watts>>>? = nil, from: Stated<String>? = nil,
    isIT: Stated<Bool>? = nil, heat: Stated<ZoneLoad.Heat>? = nil, about: String? = nil, source: String? = nil
  ) {
    self.name = name
    self.model = model
    self.count = count
    self.perGPU = perGPU
    self.ofNodes = ofNodes
    self.ofIT = ofIT
    self.watts = watts
    self.from = from
    self.isIT = isIT
    self.heat = heat
    self.about = about
    self.source = source
  }

  static let table = KeyTable<LoadDescription>(
    "a load",
    .init("name", \.name), .init("model", \.model), .init("count", \.count), .init("per-gpu", \.perGPU),
    .init("of-nodes", \.ofNodes), .init("of-it", \.ofIT), .init("watts", \.watts), .init("from", \.from),
    .init("it", \.isIT), .init("heat", \.heat), .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: LoadDescription { LoadDescription() }
}
