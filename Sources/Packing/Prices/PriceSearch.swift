internal import NUMA

/// The search for the prices that make the bound smallest: the dual of the linear program in which leases may be split.
///
/// The variables are a price for a slot of each commodity (`Commodities`) and one for each row that can bind. Leases
/// buy slots of their commodity where they are worth more; every class of bays (`BayClasses`) sells its free slots
/// as the commodity that pays most beyond its rows, and that surplus is the price of its slots. The bound is
///
///     Σ over leases of max(0, value − slots × price of the commodity) + Σ capacity × price of the row
///       + Σ over bay classes of free slots × max(0, max over commodities of (price of the commodity − Σ load × price of the row)).
///
/// `InteriorPoint` minimises it to a few parts in 100,000, with every bay and row for itself where that is little
/// enough work, else summed by group or by family. Nothing hangs on how good the prices are but how tight the bound is.
struct PriceSearch {
  /// The level of detail: how much is aggregated.
  enum Detail: CaseIterable {
    /// Every row and bay for itself.
    case bays
    /// Rows of a group, bays of a group.
    case groups
    /// Rows of a family, bays of a kind: a handful of variables.
    case families
  }

  private let instance: Instance
  private let ledger: Ledger
  private let commodities: Commodities
  private let demand: DemandCurves
  private let bays: BayClasses
  /// The variable of each row among those of `bays`; −1: it has no price.
  private let ofRow: [Int32]

  /// The relative gap at which prices are good enough.
  private static let close = 1e-5
  /// Multiplications of one step that are still little enough work.
  private static let mostWork = 150_000_000
  /// The charge of a row for a slot, as a share of the slot's worth, below which it has no price.
  private static let negligible = 1e-5

  init(_ ledger: Ledger, leases: [(lease: LeaseIndex, isForced: Bool)], canServe: [Bool]) {
    self.ledger = ledger
    instance = ledger.instance
    commodities = Commodities(ledger, leases: leases.map(\.lease), canServe: canServe)
    demand = DemandCurves(ledger.instance, commodities, leases: leases, canServe: canServe)
    (bays, ofRow) = BayClasses.bays(ledger, commodities)
  }

  /// The prices.
  ///
  /// - Parameters:
  ///   - detail: the finest to try.
  ///   - steps: of the interior-point method, at most.
  func prices(_ detail: Detail, steps: Int, pool: Workers) -> Prices {
    guard commodities.count > 0, bays.count > 0 else { return Prices(instance) }
    let details = Detail.allCases.drop { $0 != detail }
    for detail in details {
      let (bayClasses, variable) = bayClasses(detail)
      let mostWork = detail == .families ? Int.max : Self.mostWork
      guard let model = PriceModel(bayClasses, selling: commodities, to: demand, mostWork: mostWork) else { continue }
      guard let price = model.solve(steps: steps, close: Self.close, pool: pool) else { break }
      return fixedPoint(commodity: price.commodity, row: variable.map { price.row[Int($0)] })
    }
    return Prices(instance)
  }

  /// BayClasses in a detail, and what becomes of each variable of the bays' bay classes.
  private func bayClasses(_ detail: Detail) -> (bayClasses: BayClasses, variable: [Int32]) {
    switch detail {
    case .bays: return (bays, bays.capacity.indices.map { Int32($0) })
    case .groups:
      let variable = numbers { instance.rows.group[$0] }
      return (BayClasses(bays, variable: variable, keepsGroups: true), variable)
    case .families:
      let variable = numbers { instance.rows.family[$0] }
      return (BayClasses(bays, variable: variable, keepsGroups: false), variable)
    }
  }

  /// For each variable of the bays' bay classes the number of its group, in order of first use.
  private func numbers(_ group: (_ row: Int) -> Int32) -> [Int32] {
    var known: [Int32: Int32] = [:]
    return ofRow.indices.filter { ofRow[$0] >= 0 }.map { row in
      let number = known[group(row)] ?? Int32(known.count)
      known[group(row)] = number
      return number
    }
  }

  /// Rounded to fixed point, with every bay's slots at what the commodity that pays most for them leaves.
  private func fixedPoint(commodity: [Double], row: [Double]) -> Prices {
    var prices = Prices(instance)
    let negligible = Self.negligible * demand.typicalWorth
    let heaviest = bays.heaviest(commodities)
    let row = row.indices.map { row[$0] * heaviest[$0] < negligible ? 0 : row[$0] }
    for at in ofRow.indices where ofRow[at] >= 0 { prices.row[at] = Prices.picocents(row[Int(ofRow[at])]) }
    let classes = ledger.loads.coefficientClass
    for bay in 0..<instance.bays.count where ledger.freeSlots(of: BayIndex(bay)) >= 0 {
      let entries = instance.entries(of: bay)
      var best = 0.0
      for at in commodities.range(of: instance.bays.kind[bay]) {
        var gain = commodity[at]
        for entry in entries {
          let variable = Int(ofRow[instance.incidenceRow[entry].offset])
          if variable >= 0 { gain -= row[variable] * commodities.load(at, classes[entry]) }
        }
        best = max(best, gain)
      }
      prices.slot[bay] = Prices.picocents(best)
    }
    return prices
  }
}
