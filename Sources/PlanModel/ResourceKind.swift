// The requirements are documented at the protocol; conformances do not repeat it.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import Facility

/// A kind of resource: its names, its unit and its class. `Resource` is any one of them.
///
/// None of the requirements but `exists` may be asked where `exists` is false.
public protocol ResourceKind: Hashable, Sendable {
  /// True where the facility has everything that it names.
  func exists(in facility: Facility) -> Bool
  /// The word by which the report groups it.
  func group(in facility: Facility) -> String
  /// The zone that provides it.
  func zone(in facility: Facility) -> ZoneID
  /// Its own name in its zone.
  func localName(in facility: Facility) -> String
  /// The unit of its amounts.
  func unit(in facility: Facility) -> ResourceUnit
  /// The class of limit in the waterfall; nil: it has no place there.
  var limitClass: LimitClass? { get }
  /// True where it counts nodes instead of limiting what they load.
  var countsNodes: Bool { get }
}

extension ResourceKind {
  public var limitClass: LimitClass? { nil }
  public var countsNodes: Bool { false }
}

/// The continuous limit of a power stage.
public struct PowerLimit: ResourceKind {
  /// The stage.
  public let stage: PowerID
  public var limitClass: LimitClass? { .power }

  /// Makes the limit of a stage.
  public init(stage: PowerID) { self.stage = stage }

  public func exists(in facility: Facility) -> Bool { facility.power.indices.contains(stage.index) }
  public func group(in facility: Facility) -> String { facility.power[stage].stage }
  public func zone(in facility: Facility) -> ZoneID { facility.power[stage].zone }
  public func localName(in facility: Facility) -> String { facility.power[stage].name }
  public func unit(in facility: Facility) -> ResourceUnit { .milliwatts }
}

/// The heat that a cooling element carries.
public struct CoolingLimit: ResourceKind {
  /// The element.
  public let element: CoolingID
  public var limitClass: LimitClass? { .cooling }

  /// Makes the limit of an element.
  public init(element: CoolingID) { self.element = element }

  public func exists(in facility: Facility) -> Bool { facility.cooling.indices.contains(element.index) }
  public func group(in facility: Facility) -> String { facility.cooling[element].name }
  public func zone(in facility: Facility) -> ZoneID { facility.cooling[element].zone }
  public func localName(in facility: Facility) -> String { facility.cooling[element].name }
  public func unit(in facility: Facility) -> ResourceUnit { .milliwatts }
}

/// The rack units of a rack.
public struct RackSpace: ResourceKind {
  /// The rack.
  public let rack: ZoneID
  public var limitClass: LimitClass? { .space }

  /// Makes the space of a rack.
  public init(rack: ZoneID) { self.rack = rack }

  public func exists(in facility: Facility) -> Bool { facility.zones.indices.contains(rack.index) }
  public func group(in facility: Facility) -> String { "rack space" }
  public func zone(in facility: Facility) -> ZoneID { rack }
  public func localName(in facility: Facility) -> String { "space" }
  public func unit(in facility: Facility) -> ResourceUnit { .rackUnits }
}

/// The nodes of a bay in service.
public struct BayNodes: ResourceKind {
  /// The bay.
  public let bay: BayID
  public var countsNodes: Bool { true }

  /// Makes the nodes of a bay.
  public init(bay: BayID) { self.bay = bay }

  public func exists(in facility: Facility) -> Bool { facility.bays.indices.contains(bay.index) }
  public func group(in facility: Facility) -> String { "nodes" }
  public func zone(in facility: Facility) -> ZoneID { facility.bays[bay].zone }
  public func localName(in facility: Facility) -> String {
    "nodes:" + facility.kinds[facility.bays[bay].kind].name
  }
  public func unit(in facility: Facility) -> ResourceUnit { .nodes }
}

/// The nodes of a kind in a zone, less the spares held there.
public struct SpareNodes: ResourceKind {
  /// The zone, and the kind.
  public let zone: ZoneID, kind: KindID
  public var countsNodes: Bool { true }

  /// Makes the nodes of a kind in a zone.
  public init(zone: ZoneID, kind: KindID) { (self.zone, self.kind) = (zone, kind) }

  public func exists(in facility: Facility) -> Bool {
    facility.zones.indices.contains(zone.index) && facility.kinds.indices.contains(kind.index)
  }
  public func group(in facility: Facility) -> String { "spares" }
  public func zone(in facility: Facility) -> ZoneID { zone }
  public func localName(in facility: Facility) -> String { "spares:" + facility.kinds[kind].name }
  public func unit(in facility: Facility) -> ResourceUnit { .nodes }
}

/// A named quantity that a zone provides.
public struct ProvidedQuantity: ResourceKind {
  /// The zone, and the quantity.
  public let zone: ZoneID, quantity: QuantityID

  /// Makes a quantity of a zone.
  public init(zone: ZoneID, quantity: QuantityID) { (self.zone, self.quantity) = (zone, quantity) }

  public func exists(in facility: Facility) -> Bool {
    facility.zones.indices.contains(zone.index) && facility.quantities.indices.contains(quantity.index)
  }
  public func group(in facility: Facility) -> String { facility.quantities[quantity].name }
  public func zone(in facility: Facility) -> ZoneID { zone }
  public func localName(in facility: Facility) -> String { "quantity:" + facility.quantities[quantity].name }
  public func unit(in facility: Facility) -> ResourceUnit {
    facility.quantities.indices.contains(quantity.index) ? facility.quantities[quantity].measure.unit : .unknown
  }
}
