public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// A facility and a book as rows and options, with the way back from rows to resources.
///
/// One unit is one node, or a piece of one. A node has one slot, or, where the book leases pieces of its kind, one for each
/// of its GPUs.
public struct CompiledProblem: Sendable {
  /// The problem for the packer; options past the last lease's are the products' probes.
  public internal(set) var instance = Instance()
  /// What each row limits.
  public internal(set) var resources: [Resource] = []
  /// The facility, the book and the settings that it was compiled from.
  public let facility: Facility, book: Book, settings: PlanSettings
  /// The products whose headroom is asked, each with its probe.
  public internal(set) var probes: [(product: Product, option: OptionIndex)] = []
  /// What each lease comes to on each kind that may serve it, in the tenant's order.
  var demands: [[SizedDemand]] = []
  /// The bay of each rack and kind.
  let bayLookup: BayLookup
  /// Whether racks stand under leaves.
  let hasLeaves: Bool
  /// The quantities that rows count.
  let columns: AmountColumns
  /// Spares held: zone, kind, nodes in service there, spares.
  let spareRows: [(zone: ZoneID, kind: KindID, inService: Int, spares: Int)]
  /// For each incidence of the instance, a rule that is never above what a unit adds: without square losses.
  var leastRule: [Int32] = []
  /// What a watt in each bay becomes at the supply, in parts per 10⁹: with square losses at their most, and without them.
  var supplyCoefficient: [Int64] = [], linearSupplyCoefficient: [Int64] = []
  /// What the supply carries before any lease.
  var baseSupply = Watts.zero
  /// Nodes in service less spares, by kind.
  let leasable: [Int]
  /// Of kinds of which pieces are leased: the first of the options that ask how large a piece still fits, see `pieceProbe`.
  var pieceProbes: [KindID: OptionIndex] = [:]
  /// What a watt becomes where it is metered, in parts per 10⁹.
  var meteringFactors: [MeteringKey: Int64] = [:]
  /// What each division of the instance divides, and back.
  var divisions: [DivisionKey] = [], divisionNumbers: [DivisionKey: Int32] = [:]

  /// Compiles.
  ///
  /// - Parameter pool: threads to compile with; nil: the caller's alone. The problem is the same for any number of them.
  /// - Complexity: O(bays × rows of a bay + leases).
  public init(facility: Facility, book: Book, settings: PlanSettings, pool: Workers? = nil) {
    (self.facility, self.book, self.settings) = (facility, book, settings)
    columns = AmountColumns(facility, book)
    spareRows = Self.spares(of: facility)
    leasable = Self.leasableNodes(facility, spareRows)
    bayLookup = BayLookup(facility)
    hasLeaves = facility.zones.contains { $0.level == .leaf }
    instance.quantities = columns.count
    addKinds()
    // Megawatts are metered by what the rows say of the bays.
    guard let pool, !book.leases.contains(where: { $0.demand.isMetered }) else {
      addPlaces()
      addOptions()
      return
    }
    let start = self
    let (places, options) = pool.both {
      var part = start
      part.addPlaces()
      return part
    } _: {
      var part = start
      part.addOptions()
      return part
    }
    takePlaces(places)
    takeOptions(options)
  }

  /// Adds zones, bays and rows.
  private mutating func addPlaces() {
    let groups = PriceGroups(facility)
    addZonesAndBays(groups)
    addRows(groups)
  }

  /// Adds leases and probes with their options.
  private mutating func addOptions() {
    addLeases()
    addProbes()
    addPieceProbes()
  }

  private mutating func takePlaces(_ other: CompiledProblem) {
    (instance, resources) = (other.instance, other.resources)
    (leastRule, baseSupply) = (other.leastRule, other.baseSupply)
    (supplyCoefficient, linearSupplyCoefficient) = (other.supplyCoefficient, other.linearSupplyCoefficient)
  }

  private mutating func takeOptions(_ other: CompiledProblem) {
    (instance.options, instance.leases) = (other.instance.options, other.instance.leases)
    instance.divisions = other.instance.divisions
    (divisions, divisionNumbers) = (other.divisions, other.divisionNumbers)
    (demands, probes, pieceProbes) = (other.demands, other.probes, other.pieceProbes)
  }

  /// Slots by domain: GPUs where the book leases pieces of the kind, else one for the whole node.
  private mutating func addKinds() {
    var isSliced = [Bool](repeating: false, count: facility.kinds.count)
    let gpus = facility.kinds.map(\.gpus)
    for at in book.leases.indices {
      for kind in book.leases[at].kinds where book.leases[at].pieceGPUs(ofNodeOf: gpus[kind.index]) != nil {
        isSliced[kind.index] = true
      }
    }
    let domains = facility.kinds.indices.map { at in
      isSliced[at] ? facility.kinds[at].gpusByDomain.map { Int32(clamping: $0) } : [1]
    }
    instance.nodeSlots = domains.map { max(1, $0.reduce(0, +)) }
    guard isSliced.contains(true) else { return }
    instance.domainSlots = domains
    for (at, kind) in facility.kinds.enumerated() {
      instance.nodeAmounts += isSliced[at] ? columns.ofOpenedNode(kind, settings) : columns.none
    }
  }

  private mutating func addZonesAndBays(_ groups: PriceGroups) {
    instance.zones.parent = facility.zones.map { $0.parent.map { ZoneIndex($0.index) } }
    instance.zones.level = facility.zones.map { Int32($0.level.rawValue) }
    instance.zones.end = facility.zones.map { ZoneIndex($0.end.index) }
    instance.bays.zone = facility.bays.map { ZoneIndex($0.zone.index) }
    instance.bays.kind = facility.bays.map { $0.kind.raw }
    instance.bays.slots = facility.bays.map {
      Int32(clamping: Int64($0.inService) * Int64(instance.nodeSlots[$0.kind.index]))
    }
    instance.bays.group = facility.bays.map { groups.group(of: $0.zone, family: .kind($0.kind)).number }
  }
}

extension Kind {
  /// GPUs of a node by NUMA domain, adding up to its GPUs.
  var gpusByDomain: [Int] {
    let domains = numaDomains.map(\.gpus)
    return domains.reduce(0, +) == gpus ? domains : [gpus]
  }
}
