import Facility
import Packing
import PlanModel
import Tenancy

/// The context that all questions about one plan share; see `Explainer`.
struct PlanContext: Sendable {
  /// The gangs on the ledger.
  let gangs: [PlacedGang]
  /// The ledger with the gangs; and one without gangs.
  let ledger: Ledger, empty: Ledger
  let restrictions: BayRestrictions
  /// All rows; those that limit something, the others counting nodes; and these by the name of what they limit,
  /// outermost first.
  let allRows: [RowIndex], limitRows: [RowIndex], families: [[RowIndex]]
  /// By row: its position in `families`; −1: it is no limit.
  let familyOf: [Int]
  /// By kind: the positions in `families` of what its bays load, ascending.
  let familiesOfKind: [[Int]]
  /// By kind: whether any node of it is installed.
  let isInstalled: [Bool]
  /// By lease: whether it is placed.
  let isPlaced: [Bool]

  private struct Family: Hashable {
    var name: String
    var limits: LimitClass?
  }

  /// - Parameters:
  ///   - empty: a ledger without gangs.
  ///   - ledger: the one with `gangs`; nil: it is worked out.
  init(_ problem: CompiledProblem, gangs: [PlacedGang], on empty: Ledger, ledger known: Ledger? = nil) {
    (self.gangs, self.empty) = (gangs, empty)
    ledger = known ?? empty.placing(gangs)
    restrictions = BayRestrictions(of: ledger, bays: problem.instance.bays.count)
    var numbers: [Family: Int] = [:]
    var families: [[RowIndex]] = []
    familyOf = problem.rowKeys.map(\.resource).enumerated().map { row, resource in
      guard resource.isLimit else { return -1 }
      let family = Family(name: resource.group(in: problem.facility), limits: resource.limitClass)
      let number = numbers[family] ?? families.count
      if number == families.count {
        numbers[family] = number
        families.append([])
      }
      families[number].append(RowIndex(row))
      return number
    }
    self.families = families
    familiesOfKind = Self.familiesOfKind(problem.instance, familyOf, families: families.count)
    allRows = familyOf.indices.map { RowIndex($0) }
    limitRows = zip(allRows, familyOf).filter { $1 >= 0 }.map(\.0)
    var isInstalled = [Bool](repeating: false, count: problem.facility.kinds.count)
    for bay in problem.facility.bays where bay.installed > 0 { isInstalled[bay.kind.index] = true }
    self.isInstalled = isInstalled
    var isPlaced = [Bool](repeating: false, count: problem.book.leases.count)
    for gang in gangs { isPlaced[gang.lease.index] = true }
    self.isPlaced = isPlaced
  }

  private static func familiesOfKind(_ instance: Instance, _ familyOf: [Int], families: Int) -> [[Int]] {
    var isLoaded = [Bool](repeating: false, count: instance.nodeSlots.count * families)
    for bay in 0..<instance.bays.count {
      let first = Int(instance.bays.kind[bay]) * families
      for entry in instance.entries(of: bay) {
        let family = familyOf[instance.incidenceRow[entry].offset]
        if family >= 0 { isLoaded[first + family] = true }
      }
    }
    return instance.nodeSlots.indices.map { kind in
      (0..<families).filter { isLoaded[kind * families + $0] }
    }
  }
}

/// Restrictions of bays by the gangs on a ledger, beyond what slots and rows say.
struct BayRestrictions: Sendable {
  /// Bays that a lease keeps others out of, ascending.
  let isolatedBays: [BayIndex]
  /// True where more stands in some bay than it holds.
  let isOverfull: Bool

  init(of ledger: Ledger, bays: Int) {
    let bays = (0..<bays).map { BayIndex($0) }
    isolatedBays = bays.filter { ledger.isolated($0) > 0 }
    isOverfull = bays.contains { ledger.freeSlots(of: $0) < ledger.openedFree($0) }
  }
}
