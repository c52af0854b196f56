public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// A facility and a book as rows and options, with the keys of the rows.
///
///     let problem = CompiledProblem(facility: facility, book: book, settings: PlanSettings())
///     print(problem.instance.rows.count)             // limits of the facility
///     print(problem.rowKeys[0].resource.name(in: facility)) // what the first of them limits
///     let packing = Packer(problem.instance, settings: PackingSettings(), pool: pool).pack()
///     print(packing.value, packing.bound.value)      // cents per hour
///
/// One unit is one node, or a piece of one. A node has one slot, or, where the book leases pieces of its kind, one for
/// each of its GPUs. Options past the last lease's are probes: products whose headroom is asked for, and pieces of
/// every size.
///
/// It is made once and never changed: `RowBuilder` makes the rows and `OptionBuilder` the options, side by side, from
/// what both read in `CompileContext`.
public struct CompiledProblem: Sendable {
  /// The facility, the book and the settings that it was compiled from.
  public let facility: Facility, book: Book, settings: PlanSettings
  /// The instance for the packer.
  public let instance: Instance
  /// The key of each row.
  public let rowKeys: [RowKey]
  /// The products whose headroom is asked for.
  public let probes: [ProductProbe]
  /// Of kinds of which pieces are leased: the first of the options for pieces of every size, see `pieceProbe`.
  let pieceProbes: [KindID: OptionIndex]
  /// By lease: its size on each kind that may serve it, in the tenant's order.
  let demands: [[SizedDemand]]
  /// The key of each division of the instance.
  let divisions: [DivisionKey]
  /// The columns of the amounts that one unit adds.
  let columns: AmountColumns
  /// The bay of each rack and kind.
  let bayLookup: BayLookup
  /// The pools of spares that are held.
  let sparePools: [SparePool]
  /// For each incidence of the instance, a rule that is never above what a unit adds: without square losses.
  let leastRule: [Int32]
  /// By bay: the coefficient of its watts at the supply, in parts per 10⁹, with square losses at their most.
  let supplyCoefficient: [Int64]
  /// The load of the supply before any lease.
  let baseSupply: Watts

  /// Compiles.
  ///
  /// - Parameter pool: threads to compile with; nil: the caller's alone. The problem is the same for any number of
  ///   them.
  /// - Complexity: O(bays × rows of a bay + leases).
  public init(facility: Facility, book: Book, settings: PlanSettings, pool: Workers? = nil) {
    let context = CompileContext(facility: facility, book: book, settings: settings)
    let (rows, options) = Self.build(context, pool)
    (self.facility, self.book, self.settings) = (facility, book, settings)
    (columns, bayLookup, sparePools) = (context.columns, context.bayLookup, context.sparePools)
    (rowKeys, leastRule) = (rows.keys, rows.leastRule)
    (supplyCoefficient, baseSupply) = (rows.supplyCoefficient, rows.baseSupply)
    (probes, pieceProbes, demands) = (options.probes, options.pieceProbes, options.demands)
    divisions = options.divisionKeys
    var instance = rows.instance
    (instance.options, instance.leases) = (options.options, options.leases)
    instance.divisions = options.divisions
    self.instance = instance
  }

  private static func build(_ context: CompileContext, _ pool: Workers?) -> (CompiledRows, CompiledOptions) {
    // Megawatts are metered by what the rows say of the bays.
    guard let pool, !context.book.leases.contains(where: { $0.demand.isMetered }) else {
      let rows = RowBuilder.build(context)
      return (rows, OptionBuilder.build(context, supply: rows.linearSupplyCoefficient))
    }
    return pool.both {
      RowBuilder.build(context)
    } _: {
      OptionBuilder.build(context, supply: [])
    }
  }
}

extension CompiledProblem {
  /// True for an option that takes less than a node.
  func isPiece(_ option: OptionIndex) -> Bool {
    instance.options.slots[option] < instance.nodeSlots[Int(instance.options.kind[option])]
  }

  /// The lease of an option; nil for a probe.
  ///
  /// - Complexity: O(log leases).
  func lease(of option: OptionIndex) -> LeaseID? {
    let first = instance.leases.firstOption
    guard let last = first.last, option < last else { return nil }
    var (low, high) = (0, instance.leases.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if first[middle] <= option { low = middle } else { high = middle }
    }
    return LeaseID(low)
  }

  /// A division of the instance in the words of the model.
  func division(_ number: Int32) -> Division {
    switch divisions[Int(number)] {
    case .parts(let division): division
    case .leaves: .zones(.leaf)
    case .parents: .zones(.rack)
    }
  }

  /// The option for a piece of so many GPUs; nil where the book leases no pieces of the kind.
  func pieceProbe(_ kind: KindID, gpus: Int, splits: Bool) -> OptionIndex? {
    pieceProbes[kind].map { OptionIndex($0.offset + (splits ? facility.kinds[kind].gpus : 0) + gpus - 1) }
  }
}
