public import Facility

/// A way of dividing a facility into parts: the zones of a level, or what hangs on each copy of a power stage.
///
/// A rack belongs to the nearest zone of the level around it, or where there is none, to the next one further out; to the
/// copy of the stage that feeds it, or to no part where none does.
public enum Division: Hashable, Sendable {
  case zones(Level)
  /// The racks fed by one copy of the stage of this name.
  case stage(String)
}

/// One part of a division.
public enum Part: Hashable, Sendable {
  case zone(ZoneID)
  case stage(PowerID)
}

/// The parts of a facility that no other lease may share with this one.
public enum Exclusive: Hashable, Sendable {
  /// Nothing is stated: a lease of at least `defaultFrom` GPUs that does not stand today shares no leaf where leaves are modelled.
  case byDefault
  /// It shares whatever it likes.
  case none
  /// No other lease stands on a node that it uses; a piece of a node takes the whole.
  case node
  /// No other lease stands in an NVLink domain that it uses: a node, or the rack of a rack-scale kind.
  case nvlink
  /// No other lease stands in a part that it uses.
  case parts(Division)

  /// GPUs from which a lease has its leaves for itself unless it says otherwise: one scalable unit.
  public static let defaultFrom = 256
}

/// No part of a division holds more than a share of the lease's nodes.
public struct Spread: Hashable, Sendable {
  /// The parts.
  public var over: Division
  /// The most of the lease's nodes in one part; at least one node is always allowed.
  public var atMost: Fraction

  /// Makes a rule.
  public init(over: Division, atMost: Fraction) {
    self.over = over
    self.atMost = atMost
  }

  /// Nodes of `nodes` that may stand in one part.
  public func most(of nodes: Int) -> Int { max(1, Int(Int64(nodes).scaledDown(atMost.ppm, over: 1_000_000))) }
}

/// The NUMA domains in which a lease of less than a node may lie.
public enum NUMARule: String, CaseIterable, Hashable, Sendable {
  /// In one NUMA domain, or nowhere.
  case single
  /// In any of the node's domains, wherever it lies tightest.
  case any
}

/// The rule that a lease which enlarges another one stands near it.
public struct Expansion: Hashable, Sendable {
  /// The distance allowed.
  public enum Reach: Hashable, Sendable {
    /// In a zone of this level that the other lease stands in.
    case within(Level)
    /// In a zone that directly holds racks of the other lease, or in a sibling just before or after one.
    case adjacent
  }

  /// The other lease.
  public var lease: LeaseID
  /// The distance allowed between the two.
  public var reach: Reach

  /// Makes a rule.
  public init(of lease: LeaseID, _ reach: Reach) {
    self.lease = lease
    self.reach = reach
  }
}

/// The amount of a named quantity that a lease asks for, in the quantity's smallest unit.
public struct QuantityDemand: Hashable, Sendable {
  /// Which.
  public var quantity: QuantityID
  /// The amount for the lease as asked; an elastic lease takes it in proportion to its nodes.
  public var amount: Int64

  /// Makes a demand.
  public init(_ quantity: QuantityID, _ amount: Int64) {
    self.quantity = quantity
    self.amount = amount
  }

  /// The charge of one of `nodes` nodes, rounded up.
  public func perNode(of nodes: Int) -> Int64 { amount.scaledUp(1, over: Int64(max(1, nodes))) }
}
