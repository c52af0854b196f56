/// A place that contains others.
public struct Zone: Hashable, Sendable {
  /// Its name among its siblings: `hall-2`.
  public var name: String
  /// Its level in the tree.
  public var level: Level
  /// The zone around it; nil for the root.
  public var parent: ZoneID?
  /// One past the last zone under it: zones are stored depth first, so `self ..< end` is the whole subtree.
  public var end: ZoneID
  /// The power stage that feeds the zone from outside; nil where none is modelled.
  public var intake: PowerID?
  /// The stages that feed what stands directly in the zone (its nodes, its fixed loads): the copies of its own last stage,
  /// or `[intake]` where it declares none, or empty where no power is modelled.
  public var outlets: [PowerID]
  /// Rack units for nodes, for a rack that states its height; nil: space is not modelled here.
  public var space: RackUnits?

  /// Makes a zone.
  public init(
    name: String, level: Level, parent: ZoneID?, end: ZoneID, intake: PowerID? = nil, outlets: [PowerID] = [],
    space: RackUnits? = nil
  ) {
    self.name = name
    self.level = level
    self.parent = parent
    self.end = end
    self.intake = intake
    self.outlets = outlets
    self.space = space
  }
}

/// The reason why a node is not in service.
public enum OutOfService: String, CaseIterable, Hashable, Sendable {
  case failed
  case maintenance
  /// Running at full load under test; it draws as if leased.
  case burnIn = "burn-in"
}

/// Identical nodes in one rack that share every upstream resource: what the packer packs into.
public struct Bay: Hashable, Sendable {
  /// The rack.
  public var zone: ZoneID
  /// The kind of its nodes.
  public var kind: KindID
  /// Nodes installed.
  public var installed: Int
  /// Of these, failed: they draw nothing.
  public var failed: Int
  /// Of these, in maintenance: they draw nothing.
  public var maintenance: Int
  /// Of these, in burn-in: they draw the basis figure at full load.
  public var burnIn: Int
  /// The numbers of the nodes out of service, from 1, ascending; nodes are numbered through the rack, bay after bay.
  public var down: [Int]
  /// The number of the bay's first node in its rack.
  public var firstNode: Int

  /// Makes a bay.
  public init(
    zone: ZoneID, kind: KindID, installed: Int, failed: Int = 0, maintenance: Int = 0, burnIn: Int = 0,
    down: [Int] = [], firstNode: Int = 1
  ) {
    self.down = down
    self.firstNode = firstNode
    self.zone = zone
    self.kind = kind
    self.installed = installed
    self.failed = failed
    self.maintenance = maintenance
    self.burnIn = burnIn
  }

  /// Nodes that a lease may use.
  public var inService: Int { installed - failed - maintenance - burnIn }
}

/// A lease that stands today according to the facility file: it keeps its nodes.
public struct Occupancy: Hashable, Sendable {
  /// The lease's name; a lease of this name in the book is the same lease.
  public var lease: String
  /// The profile of its nodes, where the book does not say.
  public var profile: Profile
  /// Its nodes, by bay; empty for a piece of a node.
  public var parts: [(bay: BayID, nodes: Int)]
  /// Its piece of a node, if it is less than one.
  public var piece: (bay: BayID, piece: Piece)?

  /// Makes an occupancy.
  public init(
    lease: String, profile: Profile, parts: [(bay: BayID, nodes: Int)], piece: (bay: BayID, piece: Piece)? = nil
  ) {
    self.lease = lease
    self.profile = profile
    self.parts = parts
    self.piece = piece
  }

  /// True where the two say the same of the same lease.
  public static func == (a: Occupancy, b: Occupancy) -> Bool {
    a.lease == b.lease && a.profile == b.profile && a.parts.elementsEqual(b.parts, by: ==)
      && a.piece?.bay == b.piece?.bay && a.piece?.piece == b.piece?.piece
  }

  /// Hashes the lease's name.
  public func hash(into hasher: inout Hasher) { hasher.combine(lease) }
}

/// A site and all that stands in it: zones, nodes, the power chain, cooling, networks, base loads.
///
///     var facility = Facility(name: "lab", kinds: [h100])
///     facility.zones = [
///       Zone(name: "lab", level: .site, parent: nil, end: ZoneID(2)),
///       Zone(name: "rack-1", level: .rack, parent: ZoneID(0), end: ZoneID(2)),
///     ]
///     facility.bays = [Bay(zone: ZoneID(1), kind: KindID(0), installed: 4)]
///     facility.installedNodes      // 4
///     facility.path(of: ZoneID(1)) // "rack-1"
///
/// A value: nothing in it is computed by a solver. All tables are in file order, depth first, so that an identifier also
/// orders its things in space.
public struct Facility: Sendable {
  /// Its name.
  public var name: String
  /// Kinds in use or in the file, catalogue order; only those that some bay holds or the book may ask for.
  public var kinds: [Kind]
  /// Zones, depth first; zone 0 is the root.
  public var zones: [Zone]
  /// Bays, ascending by rack.
  public var bays: [Bay]
  /// Power stages; a parent stands before its children.
  public var power: [PowerElement]
  /// Cooling elements, outermost first.
  public var cooling: [CoolingElement]
  /// Loads that are not leased nodes.
  public var loads: [ZoneLoad]
  /// Networks between nodes, counted; the draw of each also stands among the loads.
  public var fabrics: [Fabric]
  /// Spares to hold, at most one rule a kind.
  public var spares: [SpareRule]
  /// Quantities that zones provide by name.
  public var quantities: [NamedQuantity]
  /// The amounts of them that zones provide, ascending by zone, at most one a zone and quantity.
  public var provisions: [Provision]
  /// The leases that stand today.
  public var placed: [Occupancy]
  /// Names of the bases that the file declares besides the built-in ones, in file order.
  public var namedBases: [String]
  /// The profiles by name: training, inference, mixed.
  public var profiles: [Profile]
  /// Limits that the file leaves out on purpose or states as unknown, in words.
  public var notModelled: [String]
  /// Figures that the file or the catalogue states and that nothing is computed from, in words.
  public var unusedFigures: [String] = []
  /// Figures by the evidence for them.
  public var provenance: Provenance
  /// The losses that its loads must be carried through; the first is `normal`, the loss of nothing.
  public var failureCases: [FailureCase] = [.normal]

  /// Makes a facility.
  public init(
    name: String, kinds: [Kind] = [], zones: [Zone] = [], bays: [Bay] = [], power: [PowerElement] = [],
    cooling: [CoolingElement] = [], loads: [ZoneLoad] = [], fabrics: [Fabric] = [], spares: [SpareRule] = [],
    quantities: [NamedQuantity] = [], provisions: [Provision] = [], placed: [Occupancy] = [],
    namedBases: [String] = [], profiles: [Profile] = [.training], notModelled: [String] = [],
    provenance: Provenance = Provenance()
  ) {
    self.name = name
    self.kinds = kinds
    self.zones = zones
    self.bays = bays
    self.power = power
    self.cooling = cooling
    self.loads = loads
    self.fabrics = fabrics
    self.spares = spares
    self.quantities = quantities
    self.provisions = provisions
    self.placed = placed
    self.namedBases = namedBases
    self.profiles = profiles
    self.notModelled = notModelled
    self.provenance = provenance
  }

  /// The zone's path below the root: `hall-2/pod-14/rack-1`; the root's own name for the root.
  ///
  /// - Complexity: O(depth).
  public func path(of zone: ZoneID) -> String {
    guard let parent = zones[zone].parent else { return zones[zone].name }
    return parent.index == 0 ? zones[zone].name : path(of: parent) + "/" + zones[zone].name
  }

  /// The nearest zone at or above `zone` that stands at `level` or further out; the root if none does.
  ///
  /// A level that the tree skips above a rack widens to the next one that it has.
  public func domain(of zone: ZoneID, at level: Level) -> ZoneID {
    var zone = zone
    while zones[zone].level > level, let parent = zones[zone].parent { zone = parent }
    return zone
  }

  /// The profile of training leases: the file may say otherwise than the catalogue.
  public var training: Profile { profiles.first { $0.name == Profile.training.name } ?? .training }

  /// Nodes installed in the whole facility; rack positions are none.
  public var installedNodes: Int { bays.reduce(0) { kinds[$1.kind].isPosition ? $0 : $0 + $1.installed } }

  /// Nodes installed in the whole facility, by kind.
  public func installedNodes(of kind: KindID) -> Int {
    bays.reduce(0) { $1.kind == kind ? $0 + $1.installed : $0 }
  }
}
