public import Facility
public import Tenancy

/// The account of one kind's nodes, from installed to leasable, in GPUs.
///
/// `installed = outOfService + beyond(space, power, cooling) + spares + leased + isolated + fragments + leasable +
/// stranded(space, power, cooling)`, exactly. `beyond…` is what the empty facility could not run of this kind at one node
/// a lease, training profile, with the limits added in printed order; `stranded…` is what is free, in service and not a
/// spare but cannot be leased on top of this plan, beyond that. A stranded figure is negative where nodes beyond a limit
/// are spares, or run all the same because leases are lighter than training.
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
  /// Free, but closed to other leases: in parts that a lease has for itself.
  public var isolated: Int
  /// Free in nodes that leases of less than a node share: no whole node.
  public var fragments: Int
  /// As many of these as can be leased in pieces, on top of all whole nodes that are leasable.
  public var leasablePieces: Int
  /// More that can be leased now, at one node, training profile.
  public var leasable: Int
  /// Free but not leasable on top of the plan, beyond `beyond`; indexed by `LimitClass.rawValue`.
  public var stranded: [Int]
  /// For each class, the row that binds first; nil where the class strands nothing.
  public var strandedBy: [RowKey?]

  /// Makes a waterfall.
  public init(
    kind: KindID, installed: Int, outOfService: Int, beyond: [Int], spares: Int, leased: Int, isolated: Int = 0,
    fragments: Int = 0, leasablePieces: Int = 0, leasable: Int, stranded: [Int], strandedBy: [RowKey?]
  ) {
    self.kind = kind
    self.installed = installed
    self.outOfService = outOfService
    self.beyond = beyond
    self.spares = spares
    self.leased = leased
    self.isolated = isolated
    self.fragments = fragments
    self.leasablePieces = leasablePieces
    self.leasable = leasable
    self.stranded = stranded
    self.strandedBy = strandedBy
  }

  /// In service.
  public var inService: Int { installed - outOfService }
}

/// The account of the megawatts at the supply: `contract = plant + losses + base + leased + leasable + stranded`,
/// exactly.
public struct SupplyWaterfall: Hashable, Sendable {
  /// The continuous limit of the supply.
  public var contract: Watts
  /// The use of the supply under the plan.
  public var use: SupplyUse
  /// The draw that all leasable nodes together would add at the supply, plant and losses included.
  public var leasable: Watts
  /// The power left then, which no free node can use.
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

/// The number of further leases of a product that fit on top of a plan.
public struct Headroom: Hashable, Sendable {
  /// The product.
  public var product: Product
  /// So many were placed on top of the plan, alone, training profile.
  public var count: Int
  /// No more than so many can be.
  public var upper: Int
  /// The reason why one more does not fit.
  public var binds: Reason?

  /// Makes a headroom.
  public init(product: Product, count: Int, upper: Int, binds: Reason?) {
    self.product = product
    self.count = count
    self.upper = upper
    self.binds = binds
  }
}

/// The draw of all nodes in service at the supply on one basis, every node leased to training.
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

/// The GPUs that an exclusive lease keeps others from leasing.
public struct Isolation: Hashable, Sendable {
  /// The lease.
  public var lease: LeaseID
  /// The parts that it does not share, which is the reason.
  public var exclusive: Exclusive
  /// GPUs in service beside it that no other lease can use, by kind, ascending; not billed.
  public var gpus: [KindCount]

  /// GPUs of one kind.
  public struct KindCount: Hashable, Sendable {
    /// The kind.
    public var kind: KindID
    /// GPUs.
    public var gpus: Int
    /// Makes a count.
    public init(kind: KindID, gpus: Int) {
      self.kind = kind
      self.gpus = gpus
    }
  }

  /// Makes an isolation.
  public init(lease: LeaseID, exclusive: Exclusive, gpus: [KindCount]) {
    self.lease = lease
    self.exclusive = exclusive
    self.gpus = gpus
  }
}

/// The result of leasing megawatts: whole nodes or positions, and the power left over.
public struct MegawattUse: Hashable, Sendable {
  /// The lease.
  public var lease: LeaseID
  /// Nodes or positions it comes to.
  public var nodes: Int
  /// The most that they draw at the lease's metering point.
  public var drawn: Watts
  /// The part of the megawatts left over: less than one more would draw.
  public var remainder: Watts

  /// Makes a use.
  public init(lease: LeaseID, nodes: Int, drawn: Watts, remainder: Watts) {
    self.lease = lease
    self.nodes = nodes
    self.drawn = drawn
    self.remainder = remainder
  }
}

/// The statuses of a book from the firmest down, and what happens if all of them sign.
public struct StatusLadder: Hashable, Sendable {
  /// The leases of one status.
  public struct Rung: Hashable, Sendable {
    /// The status by its word.
    public var status: String
    /// The number of leases, and of those that the plan places.
    public var leases: Int, placed: Int
    /// GPUs asked for in full, those that elastic leases must have counted for these, and those that the plan places.
    public var gpus: Int, leastGPUs: Int, placedGPUs: Int
    /// Rack positions asked for in full, and those that the plan places.
    public var positions = 0, placedPositions = 0
    /// Rent if all of them sign and get what they ask for in full, and of what the plan places, cents per hour.
    public var value: Int64, placedValue: Int64
    /// The draw that all of them add at the supply, in full: above idle, with the losses and the plant that follow it.
    public var supply: Watts
    /// The same, each weighed with the probability that it signs.
    public var expectedSupply: Watts
    /// Rent weighed in the same way, cents per hour.
    public var expectedValue: Int64
    /// The earliest day on which one of the promises ends; nil where none does.
    public var firstDay: CalendarDate?

    /// Makes a rung.
    public init(
      status: String, leases: Int, placed: Int, gpus: Int, leastGPUs: Int, placedGPUs: Int, value: Int64,
      placedValue: Int64, supply: Watts, expectedSupply: Watts, expectedValue: Int64, firstDay: CalendarDate?
    ) {
      self.status = status
      self.leases = leases
      self.placed = placed
      self.gpus = gpus
      self.leastGPUs = leastGPUs
      self.placedGPUs = placedGPUs
      self.value = value
      self.placedValue = placedValue
      self.supply = supply
      self.expectedSupply = expectedSupply
      self.expectedValue = expectedValue
      self.firstDay = firstDay
    }
  }

  /// The outcome if every lease in the book signs.
  public enum WorstCase: Hashable, Sendable {
    /// All of them were placed together.
    case allFit
    /// Signed in the order of the ladder (by last day or probability within a rung), this is the first that finds no place;
    /// `failing` in all do not.
    case fails(Refusal, failing: Int)
  }

  /// One entry a status that occurs, from the firmest.
  public var rungs: [Rung]
  /// The load of the supply with nothing leased: base loads, plant, losses.
  public var baseSupply: Watts
  /// If all sign.
  public var worstCase: WorstCase

  /// Makes a ladder.
  public init(rungs: [Rung], baseSupply: Watts, worstCase: WorstCase) {
    self.rungs = rungs
    self.baseSupply = baseSupply
    self.worstCase = worstCase
  }

  /// The supply's draw if all sign.
  public var worstSupply: Watts { rungs.reduce(baseSupply) { $0 + $1.supply } }
  /// The supply's draw to be expected.
  public var expectedSupply: Watts { rungs.reduce(baseSupply) { $0 + $1.expectedSupply } }
}

/// Everything that a report says of a plan: the plan, the verdict on it, and what is left to lease.
///
///     if answer.verdict.holds {
///       for entry in answer.headroom {
///         print(entry.count, "more of", entry.product.name)  // 12 more of NVL72
///       }
///     }
///     print(PlanReport.text(answer, style: ReportStyle()))
///
/// It is a value without references to the planner or the packer, so that any report can be made from it at any time.
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
  /// The headroom for each product.
  public var headroom: [Headroom]
  /// The limit that stops the most leasing: the row with the largest price × capacity; nil where nothing binds.
  public var binding: RowKey?
  /// Leases whose GPU count was rounded up to whole nodes: the lease, and GPUs after rounding.
  public var rounded: [(lease: LeaseID, gpus: Int)]
  /// Placed exclusive leases that keep others from leasing something.
  public var isolations: [Isolation]
  /// Leases that ask for megawatts, placed or not.
  public var megawatts: [MegawattUse]
  /// The ladder of statuses; nil where every lease is contracted.
  public var ladder: StatusLadder?
  /// The draw at the supply if every placed lease ran on the facility's training profile; nil where all do, or it was not
  /// worked out.
  public var supplyOnTraining: Watts?
  /// The round of the packer after which a time limit or an interrupt stopped it; nil: it came to its end.
  public var stoppedAfterRound: Int?
  /// The circumstances in which it was asked.
  public var circumstances = Circumstances()
  /// True where it was an interrupt.
  public var isInterrupted = false

  /// Makes an answer.
  public init(
    facility: Facility, book: Book, plan: Plan, verdict: Verdict, draws: [BasisDraw],
    supplyBand: (low: Watts, high: Watts), gpus: [GPUWaterfall], supply: SupplyWaterfall?, headroom: [Headroom],
    binding: RowKey?, rounded: [(lease: LeaseID, gpus: Int)], isolations: [Isolation] = [],
    megawatts: [MegawattUse] = [], ladder: StatusLadder? = nil
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
    self.isolations = isolations
    self.megawatts = megawatts
    self.ladder = ladder
  }
}
