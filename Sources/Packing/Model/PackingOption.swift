/// One way to serve a lease: the entry of an option in its table, with the rules that most options do without.
public struct PackingOption: Sendable {
  /// The kind of node.
  public var kind: Int32
  /// All units stand in one zone of this level (or the next one further out).
  public var level: Int32
  /// Units at most: nodes, or 1 for a piece of a node.
  public var units: Int32
  /// Slots of one unit: all of a node's, or fewer for a piece of one.
  public var slots: Int32
  /// Cents per hour for all units.
  public var value: Int64
  /// Amount per unit, one for each quantity, not negative.
  public var amounts: [Int64]
  /// Units at least: fewer than `units` for an elastic gang.
  public var least: Int32
  /// Cents per hour that each unit below `units` costs.
  public var unitValue: Int64 = 0
  /// Cents per hour that count while mandatory leases are served; nil: the value of the least units.
  public var keptValue: Int64?
  /// Units that stand together; all blocks but the last are full. 1: no blocks.
  public var block: Int32 = 1
  /// The level of which one zone (or the next one further out) holds a block; −1: one bay does.
  public var blockLevel: Int32 = -1
  /// The level of which one zone (or the next one further out) holds all units wherever one has room; −1: none is preferred. Never a reason to refuse.
  public var preferredLevel: Int32 = -1
  /// True if a piece may cross the domains of its node; one that fits in no domain always does.
  public var splits = true
  /// True if a piece that may cross domains does so only where no node has room for it in one.
  public var prefersOneDomain = false
  /// The zone that holds all units.
  public var within = ZoneIndex(0)
  /// The division in whose parts no other lease stands beside this one; −1: none.
  public var exclusive: Int32 = -1
  /// The division of which no part holds more than a share of the units; −1: none.
  public var spread: Int32 = -1
  /// The share, in parts per million; at least one unit is always allowed in a part.
  public var spreadShare: Int64 = 1_000_000
  /// The anchor, the lease that this one stands near; nil: none. Without a place for the anchor there is none for this
  /// lease.
  public var affinity: LeaseIndex?
  /// The division in which affinity is measured: a bay is near if the anchor stands in its part …
  public var affinityDivision: Int32 = -1
  /// … or, where this is 1, in a neighbouring part.
  public var affinityReach: Int32 = 0

  /// Makes an option that is free of rules.
  public init(kind: Int32, level: Int32, units: Int32, slots: Int32, value: Int64, amounts: [Int64]) {
    (self.kind, self.level, self.units, self.slots) = (kind, level, units, slots)
    (self.value, self.amounts, least) = (value, amounts, units)
  }
}
