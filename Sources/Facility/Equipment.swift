/// A piece of equipment that is no node, as the catalogue knows it: a switch, a CDU, a UPS.
///
/// A power stage, a cooling element or a load of a facility file takes its figures by `model: NAME`. What is not known of it
/// is nil.
public struct Equipment: Hashable, Sendable {
  /// The sort of entry of a facility file that it can be the model of.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case load
    case cooling = "cooling element"
    case power = "power stage"
  }

  /// Its class.
  public enum Class: String, Hashable, Sendable, CaseIterable {
    case networkSwitch = "switch"
    case optic, cable, appliance, cdu
    case airHandler = "air-handler"
    case chiller
    case dryCooler = "dry-cooler"
    case ups, transformer, busway, breaker

    /// The sort of entry of a facility file that it can be the model of.
    public var role: Role {
      switch self {
      case .networkSwitch, .optic, .cable, .appliance: .load
      case .cdu, .airHandler, .chiller, .dryCooler: .cooling
      case .ups, .transformer, .busway, .breaker: .power
      }
    }
  }

  /// The catalogue's name, such as `qm9700`.
  public var name: String
  /// Its class.
  public var equipmentClass: Class
  /// Height in a rack.
  public var height: RackUnits?
  /// Mass.
  public var mass: Kilograms?
  /// A switch: the ways in which its ports can be used, the whole width first: 64 × 800 Gb/s or 128 × 400 Gb/s.
  public var ports: [Ports]
  /// Its draw at most; of an optic or a cable, at each end.
  public var maxPower: Watts?
  /// Its draw as usually equipped; of an optic or a cable, at each end.
  public var typicalPower: Watts?
  /// The power or heat that it can carry.
  public var rating: ElectricalRating?
  /// With a rating in VA or A.
  public var powerFactor: Fraction?
  /// The share of the rating for continuous load.
  public var continuous: Fraction?
  /// Output over input.
  public var efficiency: Fraction?
  /// Drawn at no load.
  public var noLoadLoss: Watts?
  /// Lost at the rating, growing with the square of the load.
  public var squareLoss: Watts?
  /// The heat that it takes.
  public var medium: CoolingElement.Medium?
  /// The capacity that it loses as its supply warms.
  public var derate: Derate?
  /// Coolant at the rating.
  public var flow: LitresPerMinute?
  /// The electrical power that moving heat takes (pumps, fans, compressors), as a share of the heat.
  public var drive: Fraction?
  /// The difference between its supply's temperature and that of the water or air that cools it.
  public var approach: Kelvin?

  /// Makes equipment of which nothing is known but what it is.
  public init(name: String, equipmentClass: Class) {
    self.name = name
    self.equipmentClass = equipmentClass
    ports = []
  }

  /// The real power or heat that it can carry; nil where it is not known.
  public var capacity: Watts? { rating?.watts(powerFactor: powerFactor) }

  /// A switch's radix on a fabric of this speed: how many such ports it can be used as; nil where it has none.
  public func ports(at speed: BitsPerSecond) -> Int? { ports.first { $0.speed == speed }?.count }
}
