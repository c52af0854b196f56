/// A packing problem: zones, bays, rows, options, leases, all in integers and columns.
///
/// The load that *x* units of option *o* in bay *b* put on row *r* is `⌈Σ coefficient[b, r, q] × amount[o, q] /
/// denominator[r]⌉ × x`. A piece of a node loads rows like any unit; the first piece on a node adds the node's own load
/// (`nodeAmounts`), which a unit of whole nodes carries in its amounts. The instance knows no watts, no datacenter and
/// no file: a compiler of instances adds rows and options, not code here. Failure cases and periods are columns of the
/// rows.
///
/// A lease is added by its options, then by its columns:
///
/// ```swift
/// instance.options.append(PackingOption(kind: 0, level: 1, units: 4, slots: 8, value: 1_200, amounts: [10_200]))
/// instance.leases.firstOption.append(OptionIndex(instance.options.count))
/// instance.leases.isMandatory.append(false)
/// instance.leases.priority.append(0)
/// instance.leases.firstPin.append(0)
/// instance.leases.moveCost.append(-1)
/// ```
public struct Instance: Sendable {
  /// The tables.
  public var zones = ZoneTable(), bays = BayTable(), rows = RowTable(), options = OptionTable(), leases = LeaseTable()
  /// Columns of `options.amounts`.
  public var quantities = 0
  /// Slots of one node, by kind.
  public var nodeSlots: [Int32] = []
  /// Slots of each domain of a node, by kind, adding up to the node's; empty: one domain for every kind.
  public var domainSlots: [[Int32]] = []
  /// The amounts that a node itself charges once pieces open it: kinds × quantities, row-major; empty: nothing.
  public var nodeAmounts: [Int64] = []
  /// The divisions of the bays that options refer to.
  public var divisions: [DivisionTable] = []
  /// The rows that each bay loads: entries `incidenceStart[b] ..< incidenceStart[b + 1]` of the next two columns.
  public var incidenceStart: [Int32] = [0]
  /// The row of each entry.
  public var incidenceRow: [RowIndex] = []
  /// The rule by which the row of each entry is loaded: a position in `rules`.
  public var incidenceRule: [Int32] = []
  /// The distinct rules by which rows are loaded.
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

  /// Ends the entries of the bay whose incidence is being written.
  public mutating func endIncidence() { incidenceStart.append(Int32(incidenceRow.count)) }

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

  /// The amounts that a node of a kind itself charges once pieces open it; nil: nothing.
  func nodeAmounts(of kind: Int) -> ArraySlice<Int64>? {
    guard !nodeAmounts.isEmpty else { return nil }
    let amounts = nodeAmounts[kind * quantities..<(kind + 1) * quantities]
    return amounts.contains { $0 != 0 } ? amounts : nil
  }

  /// The value of `units` units of an option, cents per hour.
  public func value(of option: OptionIndex, units: Int) -> Int64 {
    options.value[option] - options.unitValue[option] * (Int64(options.units[option]) - Int64(units))
  }

  /// The most units of an option, and where they differ the fewest.
  @inline(__always) func sizes(of option: Int) -> StrideThrough<Int> {
    let (least, most) = (Int(options.least[option]), Int(options.units[option]))
    return stride(from: most, through: least, by: least < most ? least - most : -1)
  }

  /// True if an option takes less than a node.
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
