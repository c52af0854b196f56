public import Facility

/// Anything with a capacity that a plan is checked against.
///
/// Amounts of a resource are integers in its own unit: mW for power and cooling, rack units for space, nodes otherwise. To add a
/// kind of resource, add a case, a type that conforms to `ResourceKind`, and a line in `kind`; its sentences are one more conformance
/// in Report. docs/architecture.md lists the other places.
public enum Resource: Hashable, Sendable {
  /// The continuous limit of a power stage, in mW at its output.
  case power(PowerID)
  /// The heat that a cooling element carries with its spares held back, in mW.
  case cooling(CoolingID)
  /// The rack units of a rack, for leased nodes.
  case space(ZoneID)
  /// The nodes of a bay in service.
  case nodes(BayID)
  /// Nodes of a kind in service in a pod, less the spares held there.
  case spares(ZoneID, KindID)
  /// A named quantity that a zone provides, in the quantity's unit.
  case quantity(ZoneID, QuantityID)

  /// The description of its kind.
  public var kind: any ResourceKind {
    switch self {
    case .power(let id): PowerLimit(stage: id)
    case .cooling(let id): CoolingLimit(element: id)
    case .space(let zone): RackSpace(rack: zone)
    case .nodes(let bay): BayNodes(bay: bay)
    case .spares(let zone, let kind): SpareNodes(zone: zone, kind: kind)
    case .quantity(let zone, let quantity): ProvidedQuantity(zone: zone, quantity: quantity)
    }
  }

  /// The word by which the report groups it: `contract`, `transformer`, `cdu`, `rack space`, `nodes`, `spares`.
  public func group(in facility: Facility) -> String { kind.group(in: facility) }

  /// The zone that provides it.
  public func zone(in facility: Facility) -> ZoneID { kind.zone(in: facility) }

  /// Its own name in its zone: the last part of `name(in:)`.
  public func localName(in facility: Facility) -> String { kind.localName(in: facility) }

  /// Its full name, unique in the facility: `hall-2/pod-14/busway-1`; of the root's resources just `contract`.
  public func name(in facility: Facility) -> String {
    let kind = kind
    let zone = kind.zone(in: facility)
    let local = kind.localName(in: facility)
    return zone.index == 0 ? local : facility.path(of: zone) + "/" + local
  }

  /// The unit of its amounts.
  public func unit(in facility: Facility) -> ResourceUnit { kind.unit(in: facility) }

  /// True where the facility has everything that it names.
  public func exists(in facility: Facility) -> Bool { kind.exists(in: facility) }

  /// The class of limit in the waterfall; nil for named quantities, which a node leased for training does not load, and for counts of
  /// nodes.
  public var limitClass: LimitClass? { kind.limitClass }

  /// True for a limit on what nodes load; false for a count of the nodes themselves.
  public var isLimit: Bool { !kind.countsNodes }
}

extension Resource: Comparable {
  /// The order of tables and plan files: power, cooling, space, nodes, spares, quantities, each in the facility's order.
  public static func < (a: Resource, b: Resource) -> Bool { a.tablePosition < b.tablePosition }

  private var tablePosition: (Int, Int32, Int32) {
    switch self {
    case .power(let id): (0, id.raw, 0)
    case .cooling(let id): (1, id.raw, 0)
    case .space(let zone): (2, zone.raw, 0)
    case .nodes(let bay): (3, bay.raw, 0)
    case .spares(let zone, let kind): (4, zone.raw, kind.raw)
    case .quantity(let zone, let quantity): (5, zone.raw, quantity.raw)
    }
  }
}

/// The unit in which amounts of a resource are counted.
public enum ResourceUnit: Hashable, Sendable {
  case milliwatts, rackUnits, nodes
  case bytes, bitsPerSecond, pieces
  /// That of a quantity which the facility does not have.
  case unknown

  /// One of it: `mW`, `U`, `node`, `b/s`.
  public var symbol: String {
    switch self {
    case .milliwatts: "mW"
    case .rackUnits: "U"
    case .nodes: "node"
    case .bytes: "B"
    case .bitsPerSecond: "b/s"
    case .pieces: "piece"
    case .unknown: "unit"
    }
  }

}

extension NamedQuantity.Measure {
  /// The unit of its amounts.
  public var unit: ResourceUnit {
    switch self {
    case .bytes: .bytes
    case .bitsPerSecond: .bitsPerSecond
    case .count: .pieces
    }
  }
}

/// The order in which limits are solved one after another: space, then power, then cooling.
public enum LimitClass: Int, CaseIterable, Comparable, Hashable, Sendable {
  case space, power, cooling

  /// The word that reports use.
  public var name: String { String(describing: self) }

  /// True where `a` stands before `b`.
  public static func < (a: LimitClass, b: LimitClass) -> Bool { a.rawValue < b.rawValue }
}
