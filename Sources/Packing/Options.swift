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
  /// Cents per hour that each unit below `units` costs; never less than it truly does.
  public var unitValue: Int64 = 0
  /// Units that stand together in one bay; all blocks but the last are full. 1: no blocks.
  public var block: Int32 = 1
  /// Whether a piece may cross the domains of its node; one that fits in no domain always does.
  public var splits = true
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

/// Options: ways to serve a lease, in columns; see `PackingOption`.
public struct OptionTable: Sendable {
  /// Kind, level, units and slots.
  public private(set) var kind: [Int32] = [], level: [Int32] = [], units: [Int32] = [], slots: [Int32] = []
  /// Value of all units.
  public private(set) var value: [Int64] = []
  /// Amount per unit: `count` options × `quantities`, row-major, not negative.
  public private(set) var amounts: [Int64] = []
  /// The fewest units, and units that stand together.
  public private(set) var least: [Int32] = [], block: [Int32] = []
  /// What each unit below the most costs.
  public private(set) var unitValue: [Int64] = []
  /// Whether a piece may cross domains.
  public private(set) var splits: [Bool] = []
  /// The zone that holds all units.
  public private(set) var within: [ZoneIndex] = []
  /// The divisions of exclusivity and of spread.
  public private(set) var exclusive: [Int32] = [], spread: [Int32] = []
  /// The share that one part of the spread may hold.
  public private(set) var spreadShare: [Int64] = []
  /// The anchors.
  public private(set) var affinity: [LeaseIndex?] = []
  /// The division and the reach of affinity.
  public private(set) var affinityDivision: [Int32] = [], affinityReach: [Int32] = []
  /// Makes an empty table.
  public init() {}
  /// Number of options.
  public var count: Int { kind.count }

  /// Makes room for so many options in all, of so many quantities.
  public mutating func reserveCapacity(_ count: Int, quantities: Int) {
    for column in [\OptionTable.kind, \.level, \.units, \.slots, \.least, \.block] {
      self[keyPath: column].reserveCapacity(count)
    }
    for column in [\OptionTable.exclusive, \.spread, \.affinityDivision, \.affinityReach] {
      self[keyPath: column].reserveCapacity(count)
    }
    for column in [\OptionTable.value, \.unitValue, \.spreadShare] { self[keyPath: column].reserveCapacity(count) }
    amounts.reserveCapacity(count * quantities)
    splits.reserveCapacity(count)
    within.reserveCapacity(count)
    affinity.reserveCapacity(count)
  }

  /// Adds an option at the end.
  public mutating func append(_ option: PackingOption) {
    kind.append(option.kind)
    level.append(option.level)
    units.append(option.units)
    slots.append(option.slots)
    value.append(option.value)
    amounts += option.amounts
    least.append(option.least)
    block.append(option.block)
    unitValue.append(option.unitValue)
    splits.append(option.splits)
    within.append(option.within)
    exclusive.append(option.exclusive)
    spread.append(option.spread)
    spreadShare.append(option.spreadShare)
    affinity.append(option.affinity)
    affinityDivision.append(option.affinityDivision)
    affinityReach.append(option.affinityReach)
  }
}

/// A way of dividing the bays into parts, for rules of exclusivity, spread and affinity.
public struct DivisionTable: Sendable {
  /// The part of each bay, from 0; −1: in no part, which is free of exclusivity, and where no lease with a spread and
  /// none that must be near another one stands.
  public var partOfBay: [Int32]
  /// The run of each part: parts that follow one another in one run are neighbours.
  public var run: [Int32]

  /// Makes a division.
  public init(partOfBay: [Int32], run: [Int32]) {
    (self.partOfBay, self.run) = (partOfBay, run)
  }
}

/// Where a piece lies: a node of its bay, and the slots it takes in each of the node's domains.
public struct PiecePlace: Hashable, Sendable {
  /// The node, from 0 among those of the bay.
  public var node: Int32
  /// Slots by domain.
  public var slots: [Int32]

  /// Makes a place.
  public init(node: Int32, slots: [Int32]) { (self.node, self.slots) = (node, slots) }
}
