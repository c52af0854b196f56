public import Facility
public import PlanModel
public import Tenancy

/// What a check derives before it looks at a plan: it depends on none, and may be made while the plan is.
public struct Groundwork: Sendable {
  let facility: Facility
  let book: Book
  let settings: PlanSettings
  let layout: Layout
  let figures: Figures
  let asks: Asks
  /// The loads without a leased node.
  let base: Flow

  /// Reads a facility and a book in which what stands placed today is already joined in, for plans of these settings.
  ///
  /// - Complexity: O(zones + stages + leases).
  public init(facility: Facility, book: Book, settings: PlanSettings) {
    (self.facility, self.book, self.settings) = (facility, book, settings)
    layout = Layout(facility)
    figures = Figures(facility, basis: settings.basis, unleasedIdle: settings.unleasedIdle)
    asks = Asks(facility, book, layout, basis: settings.basis)
    base = Flow(facility, layout, Standing(bays: facility.bays.count), figures)
  }
}
