/// One stage of the power chain: a supply, a transformer, a UPS, a busway, a rack's breaker.
///
/// Loads flow from the racks towards the root; `parent` is the next stage on that way. What a stage hands on is
/// `load / efficiency + noLoadLoss + squareLoss × (load / rating)²` (see `input(for:)`).
public struct PowerElement: Hashable, Sendable {
  /// Its name in its zone: `transformer-3` where there are several, `contract` where there is one.
  public var name: String
  /// Its name without the number: what the report groups by.
  public var stage: String
  /// The zone that declares it.
  public var zone: ZoneID
  /// The stage that feeds it; nil for the supply.
  public var parent: PowerID?
  /// Its rating, all its units together; nil where that is not known: no limit is made.
  public var rating: Watts?
  /// Equal units in parallel that share its load.
  public var units: Int
  /// Units that it must be able to do without: the 1 of N+1, of 3N/2, of 4N/3. All of them run while none is lost.
  public var spare: Int
  /// The share of the rating allowed for continuous load: 0.80 for a breaker unless it is 100 %-rated.
  public var continuous: Fraction
  /// Output over input, apart from the losses below.
  public var efficiency: Fraction
  /// Drawn at no load, by all units together.
  public var noLoadLoss: Watts
  /// The additional loss at the rating, of all units together, growing with the square of the load; zero without a rating.
  public var squareLoss: Watts
  /// The basis on which its load is held against its limit; nil: the plan's. A contract is metered by its mean, what it feeds
  /// must carry the peak.
  public var basis: Basis?

  /// Makes a stage.
  public init(
    name: String, stage: String, zone: ZoneID, parent: PowerID?, rating: Watts?, units: Int = 1, spare: Int = 0,
    continuous: Fraction = .one, efficiency: Fraction = .one, noLoadLoss: Watts = .zero, squareLoss: Watts = .zero,
    basis: Basis? = nil
  ) {
    self.name = name
    self.stage = stage
    self.zone = zone
    self.parent = parent
    self.rating = rating
    self.units = units
    self.spare = spare
    self.continuous = continuous
    self.efficiency = efficiency
    self.noLoadLoss = noLoadLoss
    self.squareLoss = squareLoss
    self.basis = basis
  }

  /// The power that it may carry continuously at its output with its spare units lost, rounded down; nil where the rating is not
  /// known.
  public var limit: Watts? {
    guard let rating else { return nil }
    let left = Int64(max(0, units - spare))
    return continuous.roundedDown(of: Watts(milliwatts: rating.milliwatts.scaledDown(left, over: Int64(max(1, units)))))
  }

  /// The draw of the stage from its parent while it carries `load`, each term rounded up to a whole mW.
  public func input(for load: Watts) -> Watts {
    var input = Watts(milliwatts: load.milliwatts.scaledUp(1_000_000, over: max(1, efficiency.ppm))) + noLoadLoss
    if let rating, rating > .zero, squareLoss > .zero {
      let once = squareLoss.milliwatts.scaledUp(load.milliwatts, over: rating.milliwatts)
      input += Watts(milliwatts: once.scaledUp(load.milliwatts, over: rating.milliwatts))
    }
    return input
  }
}

/// A load that is not a leased node: switches, storage, the cooling plant, offices.
public struct ZoneLoad: Hashable, Sendable {
  /// Its draw.
  public enum Amount: Hashable, Sendable {
    /// A constant.
    case fixed(Watts)
    /// A constant for each GPU installed under the zone, in service or not.
    case perGPU(Watts)
    /// A share of what the nodes under the zone draw.
    case ofNodes(Fraction)
    /// A share of the IT load under the zone: nodes, and every zone load with `isIT` at or under the zone.
    case ofIT(Fraction)
  }

  /// The medium that takes its heat.
  public enum Heat: String, Hashable, Sendable, CaseIterable {
    case air, liquid
    /// Out of doors, or into rooms that are not modelled.
    case none
  }

  /// Its name, such as `network`.
  public var name: String
  /// The zone that declares it.
  public var zone: ZoneID
  /// Its draw.
  public var amount: Amount
  /// The band to either side, as a share of the amount.
  public var tolerance: Fraction
  /// True where it counts as IT load (false for the plant and for offices).
  public var isIT: Bool
  /// The element that feeds it. nil: what follows the racks (`perGPU`, `ofNodes`) enters where each rack under the zone leaves
  /// the zone's own stages; a constant or a share of IT is split evenly over the zone's outlets.
  public var fedFrom: PowerID?
  /// The medium that takes its heat.
  public var heat: Heat

  /// Makes a load.
  public init(
    name: String, zone: ZoneID, amount: Amount, tolerance: Fraction = .zero, isIT: Bool, fedFrom: PowerID?, heat: Heat
  ) {
    self.name = name
    self.zone = zone
    self.amount = amount
    self.tolerance = tolerance
    self.isIT = isIT
    self.fedFrom = fedFrom
    self.heat = heat
  }
}
