import Facility
import Packing
import PlanModel
import Tenancy

/// What all questions about one plan share; see `Explainer`.
struct Ground: Sendable {
  /// Who stands on the ledger.
  let stands: [Stand]
  /// What they leave; and one on which nobody stands.
  let ledger: Ledger, empty: Ledger
  let crowding: Crowding
  /// All rows; those that limit something, the others counting nodes; and these by the name of what they limit, outermost first.
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
  ///   - empty: nobody stands on it.
  ///   - ledger: what `stands` leave; nil: it is worked out.
  init(_ problem: Problem, stands: [Stand], on empty: Ledger, ledger known: Ledger? = nil) {
    (self.stands, self.empty) = (stands, empty)
    ledger = known ?? empty.with(stands)
    crowding = Crowding(of: ledger, bays: problem.instance.bays.count)
    var numbers: [Family: Int] = [:]
    var families: [[RowIndex]] = []
    familyOf = problem.resources.enumerated().map { row, resource in
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
    for stand in stands where !stand.isRefused { isPlaced[stand.lease.index] = true }
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

/// Where those who stand on a ledger leave others less than slots and rows say.
struct Crowding: Sendable {
  /// Bays that a lease keeps others out of, ascending.
  let isolatedBays: [BayIndex]
  /// Whether more stands in some bay than it holds.
  let isOverfull: Bool

  init(of ledger: Ledger, bays: Int) {
    let bays = (0..<bays).map { BayIndex($0) }
    isolatedBays = bays.filter { ledger.isolated($0) > 0 }
    isOverfull = bays.contains { ledger.freeSlots(of: $0) < ledger.openedFree($0) }
  }
}

extension Resource {
  /// The class of limit in the waterfall; nil for what a node leased for training does not load, or only counts.
  var limitClass: LimitClass? {
    switch self {
    case .power: .power
    case .cooling: .cooling
    case .space: .space
    case .nodes, .spares, .quantity: nil
    }
  }

  /// Whether it is a limit, and no count of nodes.
  var isLimit: Bool {
    switch self {
    case .power, .cooling, .space, .quantity: true
    case .nodes, .spares: false
    }
  }
}
