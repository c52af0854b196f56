/// A facility and a book, or a benchmark instance, as the packer sees them: zones, bays, rows, options and leases, in integers, by name.
///
/// The load that *x* units of an option put on a row from a bay is ⌈Σ coefficient × amount ÷ denominator⌉ × *x*. Every index counts
/// from 0, and columns of one table agree in length.
public struct CompiledInstance: Sendable {
  /// A zone: its path, its level, and the zone around it; nil for the root, which comes first. A subtree is a range.
  public struct Zone: Sendable, Hashable {
    public var name: String, level: Int, parent: Int?

    /// Makes a zone.
    public init(name: String, level: Int, parent: Int?) { (self.name, self.level, self.parent) = (name, level, parent) }
  }

  /// A kind of node: slots by domain, and what a node of which pieces are leased adds itself, by quantity.
  public struct Kind: Sendable, Hashable {
    public var name: String, domains: [Int], nodeAmounts: [Int64]
    /// Slots of a node.
    public var slots: Int { domains.reduce(0, +) }

    /// Makes a kind.
    public init(name: String, domains: [Int], nodeAmounts: [Int64]) {
      (self.name, self.domains, self.nodeAmounts) = (name, domains, nodeAmounts)
    }
  }

  /// Nodes of one kind in one rack: slots that leases may use, and the rows that they load, each by a rule.
  public struct Bay: Sendable, Hashable {
    public var zone: Int, kind: Int, slots: Int, loads: [Load]

    /// Makes a bay.
    public init(zone: Int, kind: Int, slots: Int, loads: [Load]) {
      (self.zone, self.kind, self.slots, self.loads) = (zone, kind, slots, loads)
    }
  }

  /// A row, and the rule by which a bay loads it.
  public struct Load: Sendable, Hashable {
    public var row: Int, rule: Int
    /// Makes a load.
    public init(row: Int, rule: Int) { (self.row, self.rule) = (row, rule) }
  }

  /// A quantity's part in a rule.
  public struct Term: Sendable, Hashable {
    public var quantity: Int, coefficient: Int64
    /// Makes a term.
    public init(quantity: Int, coefficient: Int64) { (self.quantity, self.coefficient) = (quantity, coefficient) }
  }

  /// A limit on loads: a capacity in a unit; below zero where it is overfull before anything is placed.
  public struct Row: Sendable, Hashable {
    public var name: String, unit: String, capacity: Int64, denominator: Int64, failureCase: Int, period: Int

    /// Makes a row.
    public init(name: String, unit: String, capacity: Int64, denominator: Int64, failureCase: Int, period: Int) {
      (self.name, self.unit, self.capacity) = (name, unit, capacity)
      (self.denominator, self.failureCase, self.period) = (denominator, failureCase, period)
    }
  }

  /// A way of dividing the bays: the part of each, nil where it is in none, and the run of each part.
  public struct Division: Sendable, Hashable {
    public var partOfBay: [Int?], run: [Int]
    /// Makes a division.
    public init(partOfBay: [Int?], run: [Int]) { (self.partOfBay, self.run) = (partOfBay, run) }
  }

  /// A quantity that amounts count.
  public struct Quantity: Sendable, Hashable {
    public var name: String, unit: String
    /// Makes a quantity.
    public init(name: String, unit: String) { (self.name, self.unit) = (name, unit) }
  }

  /// A name for it.
  public var name = ""
  /// Names of the levels in which zones stand and leases ask; further in counts more.
  public var levels: [String] = []
  /// The tables.
  public var zones: [Zone] = [], kinds: [Kind] = [], quantities: [Quantity] = [], rules: [[Term]] = [], rows: [Row] = []
  /// The tables.
  public var bays: [Bay] = [], divisions: [Division] = [], leases: [CompiledLease] = []

  /// Makes an empty instance.
  public init() {}
}

/// A lease, of whose options at most one is chosen.
public struct CompiledLease: Sendable {
  /// A place where it stands today: units in a bay, and for a piece its node and its slots by domain.
  public struct Pin: Sendable, Hashable {
    public var bay: Int, units: Int, node: Int?, slots: [Int]

    /// Makes a pin.
    public init(bay: Int, units: Int, node: Int?, slots: [Int]) {
      (self.bay, self.units, self.node, self.slots) = (bay, units, node, slots)
    }
  }

  /// Its name, whether it is kept before value is looked at, and its rank among those that are: larger is kept first.
  public var name: String, isMandatory: Bool, priority: Int
  /// The cost of moving one unit away from its pins, cents per hour; nil: it may not be moved.
  public var moveCost: Int64?
  /// The places where it stands today, and its options.
  public var pins: [Pin], options: [CompiledOption]

  /// Makes a lease.
  public init(name: String, isMandatory: Bool, priority: Int, moveCost: Int64?, pins: [Pin], options: [CompiledOption])
  {
    (self.name, self.isMandatory, self.priority) = (name, isMandatory, priority)
    (self.moveCost, self.pins, self.options) = (moveCost, pins, options)
  }
}

/// One way to serve a lease.
public struct CompiledOption: Sendable {
  /// The kind, and the level of which one zone holds all units.
  public var kind: Int, level: Int
  /// Units at the least and at the most; slots of one.
  public var least: Int, units: Int, slots: Int
  /// The value of all units, cents per hour, and the value lost with each unit fewer.
  public var value: Int64, unitValue: Int64
  /// The value that counts where leases are kept, cents per hour: of an elastic lease that of its floor.
  public var keptValue: Int64
  /// The amount of each quantity that a unit adds.
  public var amounts: [Int64]
  /// Units that stand together; all blocks but one are full.
  public var block = 1
  /// The level of which one zone (or the next one further out) holds a block; nil: one bay does.
  public var blockLevel: Int?
  /// True where a piece may cross the domains of its node.
  public var splits = true
  /// The zone that holds all units.
  public var within = 0
  /// The division in whose parts no other lease stands; nil: none.
  public var exclusive: Int?
  /// The division of which no part holds more than a share of the units, in parts per million, but always one; nil: none.
  public var spread: (division: Int, ppm: Int64)?
  /// The lease near to which it stands, the division in which that is measured, and how many parts of a run away; nil: anywhere.
  public var near: (lease: Int, division: Int, reach: Int)?

  /// Makes an option that is free of rules.
  public init(kind: Int, level: Int, units: Int, slots: Int, value: Int64, amounts: [Int64]) {
    (self.kind, self.level, self.least, self.units) = (kind, level, units, units)
    (self.slots, self.value, self.unitValue, self.amounts) = (slots, value, 0, amounts)
    keptValue = value
  }
}
