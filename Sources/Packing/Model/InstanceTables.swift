/// Zones: a tree in depth-first order, so that a subtree is a range.
public struct ZoneTable: Sendable {
  /// The zone around each zone; nil for the root, which is zone 0.
  public var parent: [ZoneIndex?] = []
  /// The level of each zone: larger is further in; a child stands further in than its parent.
  public var level: [Int32] = []
  /// One past the last zone of each zone's subtree.
  public var end: [ZoneIndex] = []
  /// Makes an empty table.
  public init() {}
  /// Number of zones.
  public var count: Int { level.count }
}

/// Bays: the leaves that are packed into, ascending by zone.
public struct BayTable: Sendable {
  /// The zone that each bay stands in.
  public var zone: [ZoneIndex] = []
  /// The kind of its nodes.
  public var kind: [Int32] = []
  /// Slots that leases may use: nodes × slots of a node.
  public var slots: [Int32] = []
  /// Bays of one group are priced alike where they load the same rows that can bind: number of the group.
  public var group: [Int32] = []
  /// Makes an empty table.
  public init() {}
  /// Number of bays.
  public var count: Int { zone.count }
}

/// Rows: one capacity each, for one quantity, in one failure case and one period.
public struct RowTable: Sendable {
  /// The capacity of each row, in units of its quantity × denominator; negative: it is overfull before anything is
  /// placed.
  public var capacity: [Int64] = []
  /// The divisor of each row's loads; a unit's load is rounded up to a whole number.
  public var denominator: [Int64] = []
  /// Rows of one group are priced alike where there are too many to price each for itself: number of the group.
  public var group: [Int32] = []
  /// Groups of one family are priced alike where even those are too many: number of the family.
  public var family: [Int32] = []
  /// The failure case (0: everything is up) and the period in which the row holds.
  public var failureCase: [Int32] = [], period: [Int32] = []
  /// Makes an empty table.
  public init() {}
  /// Number of rows.
  public var count: Int { capacity.count }
}

/// The load of a unit on a row: Σ coefficient × amount over the terms.
public struct LoadRule: Hashable, Sendable {
  /// One quantity's part.
  public struct Term: Hashable, Sendable {
    /// A column of `OptionTable.amounts`.
    public var quantity: Int32
    /// Not negative.
    public var coefficient: Int64

    /// Makes a term.
    public init(_ quantity: Int32, _ coefficient: Int64) { (self.quantity, self.coefficient) = (quantity, coefficient) }
  }

  /// At least one.
  public var terms: [Term]

  /// Makes a rule.
  public init(_ terms: [Term]) { self.terms = terms }
}

/// Leases: gangs, of each at most one option is chosen.
public struct LeaseTable: Sendable {
  /// First option of each lease, and one past the last of the last: `count + 1` entries. Options from there on are
  /// probes.
  public var firstOption: [OptionIndex] = [OptionIndex(0)]
  /// True where the lease is mandatory: it comes before value.
  public var isMandatory: [Bool] = []
  /// True where a lease is firm: of those that stand already and cannot stay together, the firm ones stay. Empty: none is.
  public var isFirm: [Bool] = []
  /// Of mandatory leases the larger come first.
  public var priority: [Int32] = []
  /// The first pin of each lease, where it stands already, and one past the last of the last; see `moveCost`.
  public var firstPin: [Int32] = [0]
  /// Bays of the pins.
  public var pinBay: [BayIndex] = []
  /// Units on them.
  public var pinUnits: [Int32] = []
  /// The place of a piece on its node; nil for whole nodes.
  public var pinPiece: [PiecePlace?] = []
  /// The cost of moving one unit of each lease away from its pins, cents per hour; −1: it is not moved.
  public var moveCost: [Int64] = []
  /// Makes an empty table.
  public init() {}
  /// Number of leases.
  public var count: Int { isMandatory.count }
}

/// The position of a zone, bay, row, option, lease.
public typealias ZoneIndex = TableIndex<ZoneTable>
/// The position of a bay.
public typealias BayIndex = TableIndex<BayTable>
/// The position of a row.
public typealias RowIndex = TableIndex<RowTable>
/// The position of an option.
public typealias OptionIndex = TableIndex<OptionTable>
/// The position of a lease.
public typealias LeaseIndex = TableIndex<LeaseTable>
