/// The position of a `Thing` in its table: never a bare integer across a function's border.
@frozen public struct ID<Thing>: Hashable, Comparable, Sendable {
  /// The position, from 0.
  public let raw: Int32

  /// Makes the identifier of the `raw`-th thing.
  @inlinable public init(_ raw: Int) { self.raw = Int32(raw) }

  /// The position as an array index.
  @inlinable public var index: Int { Int(raw) }

  /// True where `a` stands before `b`.
  @inlinable public static func < (a: ID, b: ID) -> Bool { a.raw < b.raw }
}

/// The position of a zone in `Facility.zones`.
public typealias ZoneID = ID<Zone>
/// The position of a kind of node in `Facility.kinds`.
public typealias KindID = ID<Kind>
/// The position of a bay in `Facility.bays`.
public typealias BayID = ID<Bay>
/// The position of a power element in `Facility.power`.
public typealias PowerID = ID<PowerElement>
/// The position of a cooling element in `Facility.cooling`.
public typealias CoolingID = ID<CoolingElement>

extension Array {
  /// The element that an identifier of this table names.
  @inlinable public subscript(id: ID<Element>) -> Element {
    get { self[id.index] }
    set { self[id.index] = newValue }
  }
}
