/// The position of a quantity in `Facility.quantities`.
public typealias QuantityID = ID<NamedQuantity>

/// A quantity that zones provide and leases ask for by name: storage, its throughput, a wide-area link.
public struct NamedQuantity: Hashable, Sendable {
  /// A unit of measure; amounts are whole numbers of it.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    case bytes
    /// Bits per second.
    case bitsPerSecond
    /// Pieces, where the file states a bare number.
    case count
  }

  /// Its name: `storage`, `storage-throughput`, `wan`.
  public var name: String
  /// Its unit of measure.
  public var measure: Measure

  /// Makes a quantity.
  public init(name: String, measure: Measure) {
    self.name = name
    self.measure = measure
  }
}

/// The amount of a named quantity that a zone provides for everything under it.
public struct Provision: Hashable, Sendable {
  /// The zone.
  public var zone: ZoneID
  /// Of what.
  public var quantity: QuantityID
  /// The amount, in the quantity's unit.
  public var capacity: Int64

  /// Makes a provision.
  public init(zone: ZoneID, quantity: QuantityID, capacity: Int64) {
    self.zone = zone
    self.quantity = quantity
    self.capacity = capacity
  }
}
