public import Facility

/// Anything with a capacity that a plan is checked against: the key of loads, prices and reasons.
///
/// Amounts of a resource are integers in its own unit: mW for power and cooling, rack units for space, nodes otherwise.
public enum Resource: Hashable, Sendable {
  /// The continuous limit of a power stage, in mW at its output.
  case power(PowerID)
  /// What a cooling element carries with its spares held back, in mW of heat.
  case cooling(CoolingID)
  /// The rack units of a rack, for leased nodes.
  case space(ZoneID)
  /// The nodes of a bay in service.
  case nodes(BayID)
  /// Nodes of a kind in service in a pod, less the spares held there.
  case spares(ZoneID, KindID)
  /// What a zone provides of a named quantity, in the quantity's unit.
  case quantity(ZoneID, QuantityID)

  /// The word by which the report groups it: `contract`, `transformer`, `cdu`, `rack space`, `nodes`, `spares`.
  public func group(in facility: Facility) -> String {
    switch self {
    case .power(let id): facility.power[id].stage
    case .cooling(let id): facility.cooling[id].name
    case .space: "rack space"
    case .nodes: "nodes"
    case .spares: "spares"
    case .quantity(_, let quantity): facility.quantities[quantity].name
    }
  }

  /// The zone that provides it.
  public func zone(in facility: Facility) -> ZoneID {
    switch self {
    case .power(let id): facility.power[id].zone
    case .cooling(let id): facility.cooling[id].zone
    case .space(let zone), .spares(let zone, _), .quantity(let zone, _): zone
    case .nodes(let bay): facility.bays[bay].zone
    }
  }

  /// Its own name in its zone: the last part of `name(in:)`.
  public func localName(in facility: Facility) -> String {
    switch self {
    case .power(let id): facility.power[id].name
    case .cooling(let id): facility.cooling[id].name
    case .space: "space"
    case .nodes(let bay): "nodes:" + facility.kinds[facility.bays[bay].kind].name
    case .spares(_, let kind): "spares:" + facility.kinds[kind].name
    case .quantity(_, let quantity): "quantity:" + facility.quantities[quantity].name
    }
  }

  /// Its full name, unique in the facility: `hall-2/pod-14/busway-1`; of the root's resources just `contract`.
  public func name(in facility: Facility) -> String {
    let zone = zone(in: facility)
    let local = localName(in: facility)
    return zone.index == 0 ? local : facility.path(of: zone) + "/" + local
  }

  /// Whether its amounts are mW.
  public var isPower: Bool {
    switch self {
    case .power, .cooling: true
    case .space, .nodes, .spares, .quantity: false
    }
  }
}

/// The order in which limits are solved one after another: space, then power, then cooling.
public enum LimitClass: Int, CaseIterable, Comparable, Hashable, Sendable {
  case space, power, cooling

  /// The word that reports use.
  public var name: String { String(describing: self) }

  /// Whether `a` stands before `b`.
  public static func < (a: LimitClass, b: LimitClass) -> Bool { a.rawValue < b.rawValue }
}
