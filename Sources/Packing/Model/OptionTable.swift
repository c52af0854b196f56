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
  /// The level of which one zone holds a block; −1: one bay does.
  public private(set) var blockLevel: [Int32] = []
  /// The level of which one zone holds all units if it can; −1: none.
  public private(set) var preferredLevel: [Int32] = []
  /// The cost of each unit below the most, cents per hour.
  public private(set) var unitValue: [Int64] = []
  /// The value that counts while mandatory leases are served, cents per hour.
  public private(set) var keptValue: [Int64] = []
  /// True if a piece may cross domains.
  public private(set) var splits: [Bool] = []
  /// True if a piece crosses domains only where no node has room for it in one.
  public private(set) var prefersOneDomain: [Bool] = []
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

  /// Reserves room for a number of options of a number of quantities.
  public mutating func reserveCapacity(_ count: Int, quantities: Int) {
    for column in [\OptionTable.kind, \.level, \.units, \.slots, \.least, \.block] {
      self[keyPath: column].reserveCapacity(count)
    }
    for column in [\OptionTable.exclusive, \.spread, \.affinityDivision, \.affinityReach] {
      self[keyPath: column].reserveCapacity(count)
    }
    for column in [\OptionTable.blockLevel, \.preferredLevel] { self[keyPath: column].reserveCapacity(count) }
    for column in [\OptionTable.value, \.unitValue, \.keptValue, \.spreadShare] {
      self[keyPath: column].reserveCapacity(count)
    }
    amounts.reserveCapacity(count * quantities)
    splits.reserveCapacity(count)
    prefersOneDomain.reserveCapacity(count)
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
    blockLevel.append(option.blockLevel)
    preferredLevel.append(option.preferredLevel)
    unitValue.append(option.unitValue)
    keptValue.append(option.keptValue ?? option.value - option.unitValue * Int64(option.units - option.least))
    splits.append(option.splits)
    prefersOneDomain.append(option.prefersOneDomain)
    within.append(option.within)
    exclusive.append(option.exclusive)
    spread.append(option.spread)
    spreadShare.append(option.spreadShare)
    affinity.append(option.affinity)
    affinityDivision.append(option.affinityDivision)
    affinityReach.append(option.affinityReach)
  }
}
