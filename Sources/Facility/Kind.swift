/// The one of a node's several watts that a plan counts.
public enum Basis: Hashable, Sendable {
  /// The worst 15–30 minute mean: what every electrical limit is checked against unless asked otherwise.
  case sustainedPeak
  /// The watts on its plate.
  case nameplate
  /// The mean, for energy and water.
  case average
  /// A basis that the facility file declares in `bases:`.
  case named(String)

  /// The word that files, flags and reports use.
  public var name: String {
    switch self {
    case .sustainedPeak: "sustained-peak"
    case .nameplate: "nameplate"
    case .average: "average"
    case .named(let name): name
    }
  }

  /// Reads the word that files and flags use; a word that is not built in becomes `.named`.
  public init(name: String) {
    switch name {
    case "sustained-peak": self = .sustainedPeak
    case "nameplate": self = .nameplate
    case "average": self = .average
    default: self = .named(name)
    }
  }
}

/// A power figure with the band that its source leaves open.
public struct PowerFigure: Hashable, Sendable {
  /// The figure.
  public var watts: Watts
  /// The band to either side, as a share of the figure; zero where none is stated.
  public var tolerance: Fraction

  /// Makes a figure, exact unless a tolerance is given.
  public init(_ watts: Watts, tolerance: Fraction = .zero) {
    self.watts = watts
    self.tolerance = tolerance
  }
}

/// A kind of node: a GPU server, or a compute tray of a rack-scale system.
public struct Kind: Hashable, Sendable {
  /// The catalogue's name, such as `hgx-h100-liquid`.
  public var name: String
  /// The GPU that is sold, such as `H100`.
  public var gpuModel: String
  /// GPUs in one node.
  public var gpus: Int
  /// GPUs in one NVLink domain: 8 in an HGX node, 72 across the 18 trays of an NVL72 rack.
  public var nvlinkDomain: Int
  /// The level of which one zone holds an NVLink domain: the rack, or what holds the two racks of an NVL36x2.
  public var nvlinkSpans = Level.rack
  /// Watts on the plate.
  public var nameplate: PowerFigure
  /// Worst 15–30 minute mean while training.
  public var sustainedPeak: PowerFigure
  /// Long mean while training.
  public var average: PowerFigure
  /// Watts drawn while in service and not leased.
  public var idle: PowerFigure
  /// Watts on the bases that the facility file declares.
  public var namedBases: [String: PowerFigure]
  /// The share of the draw that leaves as heat in the liquid loop; the rest heats the air.
  public var liquid: Fraction
  /// Height of one node.
  public var height: RackUnits
  /// The NUMA domains that own GPUs; their GPUs sum to `gpus`.
  public var numaDomains: [NUMADomain]
  /// The parts of a node, as far as they are known.
  public var hardware: Hardware
  /// True where it is no node but an empty rack position, which holds a tenant's own machines: no GPUs, no draw of its own.
  public var isPosition: Bool { gpus == 0 }

  /// Makes a kind of node; without `numaDomains` one domain owns all its GPUs.
  public init(
    name: String, gpuModel: String, gpus: Int, nvlinkDomain: Int, nameplate: PowerFigure, sustainedPeak: PowerFigure,
    average: PowerFigure, idle: PowerFigure, namedBases: [String: PowerFigure] = [:], liquid: Fraction,
    height: RackUnits, numaDomains: [NUMADomain]? = nil, hardware: Hardware = Hardware()
  ) {
    self.name = name
    self.gpuModel = gpuModel
    self.gpus = gpus
    self.nvlinkDomain = nvlinkDomain
    self.nameplate = nameplate
    self.sustainedPeak = sustainedPeak
    self.average = average
    self.idle = idle
    self.namedBases = namedBases
    self.liquid = liquid
    self.height = height
    self.hardware = hardware
    self.numaDomains = numaDomains ?? [NUMADomain(gpus: gpus, nics: hardware.nics?.count, cores: hardware.cores)]
  }

  /// Nodes in one NVLink domain: 1 for an HGX node, 18 for an NVL72 rack.
  public var nodesPerNVLinkDomain: Int { max(1, nvlinkDomain / max(1, gpus)) }

  /// The full-load figure on a basis; a named basis that skips this kind falls back to the nameplate.
  public func figure(on basis: Basis) -> PowerFigure {
    switch basis {
    case .sustainedPeak: sustainedPeak
    case .nameplate: nameplate
    case .average: average
    case .named(let name): namedBases[name] ?? nameplate
    }
  }

  /// The draw of one leased node under a profile, never less than idle.
  ///
  /// Nameplate and the named bases ignore the profile: they answer "what if every node drew this".
  public func draw(_ profile: Profile, on basis: Basis) -> Watts {
    let watts =
      switch basis {
      case .sustainedPeak: profile.sustainedPeak.watts(of: self)
      case .average: profile.average.watts(of: self)
      case .nameplate, .named: figure(on: basis).watts
      }
    return max(watts, idle.watts)
  }
}

/// A share of one of a kind's own figures: `88 % of sustained-peak`.
public struct DrawRule: Hashable, Sendable {
  /// The figure that the share is of.
  public enum Base: String, Hashable, Sendable, CaseIterable {
    case nameplate
    case sustainedPeak = "sustained-peak"
    case average
  }

  /// The share of it.
  public var share: Fraction
  /// Of what.
  public var base: Base

  /// Makes the rule `share` of `base`.
  public init(_ share: Fraction, of base: Base) {
    self.share = share
    self.base = base
  }

  /// The rule in watts for one node of a kind, rounded up.
  public func watts(of kind: Kind) -> Watts {
    switch base {
    case .nameplate: share.roundedUp(of: kind.nameplate.watts)
    case .sustainedPeak: share.roundedUp(of: kind.sustainedPeak.watts)
    case .average: share.roundedUp(of: kind.average.watts)
    }
  }
}

extension Kind {
  /// An empty rack position for a tenant's own machines.
  public static let position = Kind(
    name: "position", gpuModel: "", gpus: 0, nvlinkDomain: 0, nameplate: PowerFigure(.zero),
    sustainedPeak: PowerFigure(.zero), average: PowerFigure(.zero), idle: PowerFigure(.zero), liquid: .zero,
    height: RackUnits(0))
}

/// The shares of their nameplate that a lease's nodes draw.
public struct Profile: Hashable, Sendable {
  /// `training`, `inference`, `mixed`, or `own`.
  public var name: String
  /// The worst 15–30 minute mean.
  public var sustainedPeak: DrawRule
  /// The long mean.
  public var average: DrawRule

  /// Makes a profile.
  public init(name: String, sustainedPeak: DrawRule, average: DrawRule) {
    self.name = name
    self.sustainedPeak = sustainedPeak
    self.average = average
  }

  /// One synchronous job: every node at the kind's own figures.
  public static let training = Profile(
    name: "training", sustainedPeak: DrawRule(.one, of: .sustainedPeak), average: DrawRule(.one, of: .average))
}
