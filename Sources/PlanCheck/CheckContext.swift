public import Facility
public import PlanModel
public import Tenancy

/// Everything that a check derives before it looks at a plan. It depends on no plan, so it can be made while the plan
/// is.
public struct CheckContext: Sendable {
  let book: Book
  let settings: PlanSettings
  let tables: FacilityTables
  let nodePower: NodePower
  let demands: SizedDemands
  /// The bases on which limits are checked beside the plan's own, with what nodes draw and which stages are limited so.
  let others: [OtherBasis]
  /// The loads without a leased node.
  let base: Flow

  /// Derives the context of every plan with these settings, from a facility and a book that already includes what is
  /// placed today.
  ///
  /// - Complexity: O(zones + stages + leases).
  public init(facility: Facility, book: Book, settings: PlanSettings) {
    (self.book, self.settings) = (book, settings)
    tables = FacilityTables(facility)
    nodePower = NodePower(facility, basis: settings.basis, unleasedIdle: settings.unleasedIdle)
    demands = SizedDemands(of: book, in: tables, basis: settings.basis)
    others = facility.otherBases(than: settings.basis).map { OtherBasis($0, facility, settings) }
    let nothing = LeasedLoad(bays: facility.bays.count)
    var base = Flow(in: tables, leasing: nothing, drawing: nodePower)
    for other in others {
      base.takePower(of: other.stages, from: Flow(in: tables, leasing: nothing, drawing: other.nodePower))
    }
    self.base = base
  }

  var facility: Facility { tables.facility }

  /// The basis on which the supply is metered.
  var supplyBasis: Basis { facility.supplyBasis(of: settings.basis) }
}

/// A basis on which some limits are checked beside the plan's own.
struct OtherBasis: Sendable {
  let basis: Basis
  /// The draw of nodes on it.
  let nodePower: NodePower
  /// The stages whose load is held against their limit on it.
  let stages: [Int]

  init(_ basis: Basis, _ facility: Facility, _ settings: PlanSettings) {
    self.basis = basis
    nodePower = NodePower(facility, basis: basis, unleasedIdle: settings.unleasedIdle)
    stages = facility.power.indices.filter { facility.power[$0].basis == basis }
  }
}
