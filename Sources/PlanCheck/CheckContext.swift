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
    base = Flow(in: tables, leasing: LeasedLoad(bays: facility.bays.count), drawing: nodePower)
  }

  var facility: Facility { tables.facility }
}
