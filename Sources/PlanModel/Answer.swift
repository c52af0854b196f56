public import Facility
public import Tenancy

/// What the nodes of one kind come to, from installed to leasable, in GPUs.
///
/// `installed = outOfService + beyond(space, power, cooling) + spares + leased + leasable + stranded(space, power, cooling)`,
/// exactly. `beyond…` is what the empty facility could not run of this kind at one node a lease, training profile, with
/// the limits added in printed order; `stranded…` is what is free, in service and not a spare but cannot be
/// leased on top of this plan, beyond that. A stranded figure is negative where nodes
/// beyond a limit are spares, or run all the same because leases are lighter than training.
public struct GPUWaterfall: Hashable, Sendable {
  /// The kind.
  public var kind: KindID
  /// All GPUs of the kind.
  public var installed: Int
  /// Failed, in maintenance, in burn-in.
  public var outOfService: Int
  /// Not runnable in the empty facility, by the class of limit that stops them; indexed by `LimitClass.rawValue`.
  public var beyond: [Int]
  /// Held as spares.
  public var spares: Int
  /// Leased.
  public var leased: Int
  /// More that can be leased now, at one node, training profile.
  public var leasable: Int
  /// Free but not leasable on top of the plan, beyond `beyond`; indexed by `LimitClass.rawValue`.
  public var stranded: [Int]
  /// For each class, the resource that binds first; nil where the class strands nothing.
  public var strandedBy: [Resource?]

  /// Makes a waterfall.
  public init(
    kind: KindID, installed: Int, outOfService: Int, beyond: [Int], spares: Int, leased: Int, leasable: Int,
    stranded: [Int], strandedBy: [Resource?]
  ) {
    self.kind = kind
    self.installed = installed
    self.outOfService = outOfService
    self.beyond = beyond
    self.spares = spares
    self.leased = leased
    self.leasable = leasable
    self.stranded = stranded
    self.strandedBy = strandedBy
  }

  /// In service.
  public var inService: Int { installed - outOfService }
}

/// What the megawatts at the supply come to: `contract = plant + losses + base + leased + leasable + stranded`, exactly.
public struct SupplyWaterfall: Hashable, Sendable {
  /// The continuous limit of the supply.
  public var contract: Watts
  /// Where the supply goes under the plan.
  public var use: SupplyUse
  /// What all leasable nodes together would add at the supply, plant and losses included.
  public var leasable: Watts
  /// What is left then: power that no free node can use.
  public var stranded: Watts

  /// Makes a waterfall.
  public init(contract: Watts, use: SupplyUse, leasable: Watts, stranded: Watts) {
    self.contract = contract
    self.use = use
    self.leasable = leasable
    self.stranded = stranded
  }
}

/// A shape that sales can lease.
public struct Product: Hashable, Sendable {
  /// Its name: `node`, `NVL72`, `256`, `1,024`, `4,096`.
  public var name: String
  /// The kind.
  public var kind: KindID
  /// GPUs, whole nodes.
  public var gpus: Int
  /// The zone level that must hold it whole.
  public var level: Level

  /// Makes a product.
  public init(name: String, kind: KindID, gpus: Int, level: Level) {
    self.name = name
    self.kind = kind
    self.gpus = gpus
    self.level = level
  }
}

/// How many more of a product fit on top of a plan.
public struct Headroom: Hashable, Sendable {
  /// The product.
  public var product: Product
  /// So many were placed on top of the plan, alone, training profile.
  public var count: Int
  /// No more than so many can be.
  public var upper: Int
  /// What stops one more.
  public var binds: Reason?

  /// Makes a headroom.
  public init(product: Product, count: Int, upper: Int, binds: Reason?) {
    self.product = product
    self.count = count
    self.upper = upper
    self.binds = binds
  }
}

/// What all nodes in service would draw at the supply on one basis, every node leased to training.
public struct BasisDraw: Hashable, Sendable {
  /// The basis.
  public var basis: Basis
  /// At the supply.
  public var supply: Watts
  /// The node's own draw summed.
  public var nodes: Watts

  /// Makes a draw.
  public init(basis: Basis, supply: Watts, nodes: Watts) {
    self.basis = basis
    self.supply = supply
    self.nodes = nodes
  }
}

/// Everything that a report says of a plan: the plan, the verdict on it, and what is left.
public struct Answer: Sendable {
  /// The facility.
  public var facility: Facility
  /// The book, with what the facility file says is placed today.
  public var book: Book
  /// The plan.
  public var plan: Plan
  /// The independent verdict.
  public var verdict: Verdict
  /// Full-load draw on every basis.
  public var draws: [BasisDraw]
  /// The draw at the supply if every figure with a tolerance lay at its low or its high end; equal ends: no band is stated.
  public var supplyBand: (low: Watts, high: Watts)
  /// One waterfall a kind installed.
  public var gpus: [GPUWaterfall]
  /// The waterfall at the supply; nil where no supply limit is modelled.
  public var supply: SupplyWaterfall?
  /// How many more of each product fit.
  public var headroom: [Headroom]
  /// What stops the most leasing: the resource with the largest price × capacity; nil where nothing binds.
  public var binding: Resource?
  /// Leases whose GPU count was rounded up to whole nodes: the lease, and GPUs after rounding.
  public var rounded: [(lease: LeaseID, gpus: Int)]

  /// Makes an answer.
  public init(
    facility: Facility, book: Book, plan: Plan, verdict: Verdict, draws: [BasisDraw],
    supplyBand: (low: Watts, high: Watts), gpus: [GPUWaterfall], supply: SupplyWaterfall?, headroom: [Headroom],
    binding: Resource?, rounded: [(lease: LeaseID, gpus: Int)]
  ) {
    self.facility = facility
    self.book = book
    self.plan = plan
    self.verdict = verdict
    self.draws = draws
    self.supplyBand = supplyBand
    self.gpus = gpus
    self.supply = supply
    self.headroom = headroom
    self.binding = binding
    self.rounded = rounded
  }
}
