/// The position of something in one of an instance's tables; the table is part of the type.
@frozen public struct TableIndex<Table>: Hashable, Comparable, Sendable {
  /// The position, from 0.
  public let raw: Int32
  /// Makes the index of the `raw`-th entry.
  @inlinable public init(_ raw: Int) { self.raw = Int32(truncatingIfNeeded: raw) }
  /// The position as an array offset.
  @inlinable public var offset: Int { Int(raw) }
  /// Whether `a` stands before `b`.
  @inlinable public static func < (a: TableIndex, b: TableIndex) -> Bool { a.raw < b.raw }
}

extension Array {
  /// The entry of a column at a typed index.
  @inlinable public subscript<Table>(index: TableIndex<Table>) -> Element {
    get { self[index.offset] }
    set { self[index.offset] = newValue }
  }
}

/// Zones: a tree in depth-first order, so that a subtree is a range.
public struct ZoneTable: Sendable {
  /// The zone around each zone; nil for the root, which is zone 0.
  public var parent: [ZoneIndex?] = []
  /// How far in each zone stands; larger is further in; a child stands further in than its parent.
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
  /// What the row can hold, in units of its quantity × denominator; negative: it is overfull before anything is placed.
  public var capacity: [Int64] = []
  /// What loads of the row are divided by; a unit's load is rounded up to a whole number.
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

/// How what stands in a bay loads a row: Σ coefficient × amount over the terms.
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
  /// Of mandatory leases the larger come first.
  public var priority: [Int32] = []
  /// Where the lease stands already: pairs of bay and units, by lease from `firstPin`; see `moveCost`.
  public var firstPin: [Int32] = [0]
  /// Bays of the pins.
  public var pinBay: [BayIndex] = []
  /// Units on them.
  public var pinUnits: [Int32] = []
  /// Where on its node a piece stands already; nil for whole nodes.
  public var pinPiece: [PiecePlace?] = []
  /// What moving one unit of a lease away from its pins costs, cents per hour; −1: it is not moved. By lease.
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

/// A packing problem: zones, bays, rows, options, leases, all in integers and columns.
///
/// The load that *x* units of option *o* in bay *b* put on row *r* is `⌈Σ coefficient[b, r, q] × amount[o, q] /
/// denominator[r]⌉ × x`. A piece of a node loads rows like any unit; the first piece on a node adds the node's own load
/// (`nodeAmounts`), which a unit of whole nodes carries in its amounts. The instance knows no watts, no datacenter and
/// no file: whoever compiles it adds rows and options, not code here. Failure cases and periods are columns of the
/// rows.
public struct Instance: Sendable {
  /// The tables.
  public var zones = ZoneTable(), bays = BayTable(), rows = RowTable(), options = OptionTable(), leases = LeaseTable()
  /// Columns of `options.amounts`.
  public var quantities = 0
  /// Slots of one node, by kind.
  public var nodeSlots: [Int32] = []
  /// Slots of each domain of a node, by kind, adding up to the node's; empty: one domain for every kind.
  public var domainSlots: [[Int32]] = []
  /// What a node itself charges once pieces open it: kinds × quantities, row-major; empty: nothing.
  public var nodeAmounts: [Int64] = []
  /// Ways of dividing the bays that options refer to.
  public var divisions: [DivisionTable] = []
  /// Which rows each bay loads: entries `incidenceStart[b] ..< incidenceStart[b + 1]` of the next two columns.
  public var incidenceStart: [Int32] = [0]
  /// The row of each entry.
  public var incidenceRow: [RowIndex] = []
  /// How the row of each entry is loaded: a position in `rules`.
  public var incidenceRule: [Int32] = []
  /// The distinct ways in which rows are loaded.
  public private(set) var rules: [LoadRule] = []
  private var ruleNumbers: [LoadRule: Int32] = [:]

  /// Makes an empty instance.
  public init() {}
}

extension Instance {
  /// The number of a rule, which is added if it is new.
  public mutating func number(of rule: LoadRule) -> Int32 {
    if let known = ruleNumbers[rule] { return known }
    ruleNumbers[rule] = Int32(rules.count)
    rules.append(rule)
    return Int32(rules.count - 1)
  }

  /// Adds an entry to the bay whose incidence is being written.
  ///
  /// - Parameter rule: its number.
  public mutating func addIncidence(_ row: RowIndex, rule: Int32) {
    incidenceRow.append(row)
    incidenceRule.append(rule)
  }

  /// `Σ coefficient × amount` of a rule for an option, before it is divided.
  public func product(_ rule: Int32, _ option: OptionIndex) -> Int128 {
    product(rule, options.amounts[option.offset * quantities..<(option.offset + 1) * quantities])
  }

  /// `Σ coefficient × amount` of a rule for amounts of every quantity.
  func product(_ rule: Int32, _ amounts: ArraySlice<Int64>) -> Int128 {
    rules[Int(rule)].terms.reduce(Int128(0)) {
      $0 + Int128($1.coefficient) * Int128(amounts[amounts.startIndex + Int($1.quantity)])
    }
  }

  /// What a node of a kind itself charges once pieces open it; nil: nothing.
  func nodeAmounts(of kind: Int) -> ArraySlice<Int64>? {
    guard !nodeAmounts.isEmpty else { return nil }
    let amounts = nodeAmounts[kind * quantities..<(kind + 1) * quantities]
    return amounts.contains { $0 != 0 } ? amounts : nil
  }

  /// What `units` units of an option are worth, cents per hour.
  public func value(of option: OptionIndex, units: Int) -> Int64 {
    options.value[option] - options.unitValue[option] * (Int64(options.units[option]) - Int64(units))
  }

  /// The most units of an option, and where they differ the fewest.
  @inline(__always) func sizes(of option: Int) -> StrideThrough<Int> {
    let (least, most) = (Int(options.least[option]), Int(options.units[option]))
    return stride(from: most, through: least, by: least < most ? least - most : -1)
  }

  /// Whether an option takes less than a node.
  func isPiece(_ option: OptionIndex) -> Bool {
    options.slots[option] < nodeSlots[Int(options.kind[option])]
  }

  /// The zone that must hold all of an option of `level` if one unit stands in `zone`: the nearest one at that level or
  /// further out.
  public func domain(of zone: ZoneIndex, at level: Int32) -> ZoneIndex {
    var zone = zone
    while zones.level[zone] > level, let parent = zones.parent[zone] { zone = parent }
    return zone
  }

  /// The entries of a bay in the incidence.
  @inlinable public func entries(of bay: Int) -> Range<Int> {
    Int(incidenceStart[bay])..<Int(incidenceStart[bay + 1])
  }

  /// The pins of a lease.
  @inlinable public func pinRange(of lease: LeaseIndex) -> Range<Int> {
    Int(leases.firstPin[lease.offset])..<Int(leases.firstPin[lease.offset + 1])
  }

  /// The options of a lease.
  @inlinable public func optionRange(of lease: LeaseIndex) -> Range<Int> {
    leases.firstOption[lease.offset].offset..<leases.firstOption[lease.offset + 1].offset
  }
}
