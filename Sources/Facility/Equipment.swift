/// A piece of equipment that is no node, as the catalogue knows it: a switch, a CDU, a UPS.
///
/// A power stage, a cooling element or a load of a facility file takes its figures by `model: NAME`. What is not known of it
/// is nil.
public struct Equipment: Hashable, Sendable {
  /// What an entry of a facility file can be made of it.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case load
    case cooling = "cooling element"
    case power = "power stage"
  }

  /// What it is.
  public enum Class: String, Hashable, Sendable, CaseIterable {
    case networkSwitch = "switch"
    case optic, cable, appliance, cdu
    case airHandler = "air-handler"
    case chiller
    case dryCooler = "dry-cooler"
    case ups, transformer, busway, breaker

    /// What an entry of a facility file can be made of it.
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
  /// What it is.
  public var equipmentClass: Class
  /// Height in a rack.
  public var height: RackUnits?
  /// Mass.
  public var mass: Kilograms?
  /// A switch: the ways in which its ports can be used, the whole width first: 64 × 800 Gb/s or 128 × 400 Gb/s.
  public var ports: [Ports]
  /// What it draws at most; of an optic or a cable, each end.
  public var maxPower: Watts?
  /// What it draws as usually equipped; of an optic or a cable, each end.
  public var typicalPower: Watts?
  /// What it carries: electrical power, or heat.
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
  /// How it loses capacity with its supply's temperature.
  public var derate: Derate?
  /// Coolant at the rating.
  public var flow: LitresPerMinute?
  /// The electrical power that moving heat takes (pumps, fans, compressors), as a share of the heat.
  public var drive: Fraction?
  /// How much warmer than what cools it its supply is.
  public var approach: Kelvin?

  /// Makes equipment of which nothing is known but what it is.
  public init(name: String, equipmentClass: Class) {
    self.name = name
    self.equipmentClass = equipmentClass
    ports = []
  }

  /// What it carries in real power or heat; nil where it is not known.
  public var capacity: Watts? { rating?.watts(powerFactor: powerFactor) }

  /// A switch's radix on a fabric of this speed: how many such ports it can be used as; nil where it has none.
  public func ports(at speed: BitsPerSecond) -> Int? { ports.first { $0.speed == speed }?.count }
}
