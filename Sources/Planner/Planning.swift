public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// A planning run: a facility and a book, compiled, packed, and read back.
public struct Planning: Sendable {
  /// The compiled problem.
  public let problem: CompiledProblem
  let packingSettings: PackingSettings
  /// A ledger without gangs.
  let empty: Ledger

  /// Compiles a facility and a book.
  ///
  /// - Parameters:
  ///   - packing: how much the packer does; nil: what is usual. Its seed is that of the settings.
  ///   - pool: see `CompiledProblem`.
  public init(
    facility: Facility, book: Book, settings: PlanSettings, packing: PackingSettings? = nil, pool: Workers? = nil
  ) {
    self.init(CompiledProblem(facility: facility, book: book, settings: settings, pool: pool), packing: packing)
  }

  /// Takes a problem that is compiled.
  public init(_ problem: CompiledProblem, packing: PackingSettings? = nil) {
    self.problem = problem
    var packing = packing ?? PackingSettings()
    packing.seed = problem.settings.seed
    // The checker, whose bound is printed, takes bays by themselves.
    packing.provesByRows = false
    packingSettings = packing
    empty = Ledger(problem.instance)
  }

  /// Packs, and reads the packing back as a plan.
  ///
  /// The bounds and the supply draw are left for whoever re-derives them from the plan: a printed bound is the
  /// checker's.
  public func plan(pool: Workers) -> Plan { plan(of: pack(pool: pool), pool: pool) }

  /// Packs.
  public func pack(pool: Workers) -> Packing { packer(pool).pack() }

  /// Packs by a simple rule, to hold the packer against.
  public func packing(by rule: Baseline, pool: Workers) -> Packing { packer(pool).packing(by: rule) }

  private func packer(_ pool: Workers) -> Packer { Packer(problem.instance, settings: packingSettings, pool: pool) }
}
