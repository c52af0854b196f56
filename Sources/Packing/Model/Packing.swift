public import NUMA

/// The threads that a packer may use: the machine's pinned workers.
public typealias Workers = WorkerPool

/// The result of packing: the place of every lease, with prices and the bounds that they prove.
public struct Packing: Sendable {
  /// For each lease: its units by bay, ascending; empty: refused.
  public internal(set) var parts: PartTable
  /// For each lease: the option chosen; nil: refused.
  public var option: [OptionIndex?]
  /// For each lease that is served by a piece of a node: where on its node it lies.
  public var pieces: [PiecePlace?]
  /// Leases that stand somewhere already and may not: those that break a row or a rule there although alone, and those that
  /// do not fit beside the others that stand.
  public var conflicts: [Conflict]
  /// Value of the served leases, before moves are paid for, and what the mandatory ones among them count as kept; cents
  /// per hour. An elastic lease is worth `value − unitValue × (units − placed)`, and counts as kept by its `keptValue`.
  public var value: Int64, mandatoryValue: Int64
  /// The cost of moving leases away from their pins, cents per hour.
  public var moveCost: Int64
  /// The prices found.
  public var prices: Prices
  /// The bounds that they prove.
  public var bound: Bound
  /// The work that was done for it.
  public var work = PackingWork()
  /// Leases served.
  public var accepted: Int { option.reduce(0) { $1 == nil ? $0 : $0 + 1 } }

  /// A pinned lease that does not fit where it stands.
  public struct Conflict: Sendable, Equatable {
    /// The lease.
    public var lease: LeaseIndex
    /// True where it breaks a row or a rule even if nothing else stands: it is on the ledger all the same. False where it
    /// only does not fit beside the others: it is not there.
    public var stands = false
    /// The bay that is too small, if one is.
    public var bay: BayIndex?
    /// The row that is too small, if one is.
    public var row: RowIndex?
    /// By how much, in the row's unit, or in slots.
    public var short: Int64
    /// The rules that it breaks there.
    public var rules: RuleSet = []
  }
}
