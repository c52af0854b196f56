internal import NUMA

/// The instance as shards of a search read it and none of them writes it: flattened to columns of classes of options,
/// leases, bays, the zone tree and loads.
///
/// Options that differ in nothing but their value are one class. All columns lie in one arena, so that a copy for
/// another NUMA node is one copy of memory.
struct SearchInstance: Sendable {
  /// The arena of all columns.
  private(set) var arena: Arena
  /// By column: points it to the same offset of another arena, which lies `bytes` further on.
  private let relocations: [@Sendable (inout SearchInstance, _ bytes: Int) -> Void]

  // MARK: classes

  /// Kind, level, units, slots of one unit and amount class of each class.
  private(set) var kind = Column<Int32>(), level = Column<Int32>(), units = Column<Int32>(), slots = Column<Int32>(),
    amount = Column<Int32>()
  /// Classes that differ only in their units have one shape: what fails for some units fails for more.
  private(set) var shape = Column<Int32>()
  let shapes: Int
  /// True if a class's gang stands in one bay; true if it is a piece whose place on its node is tracked, and whether
  /// that may lie in several domains.
  private(set) var isSingleBay = Column<Bool>(), isPiece = Column<Bool>(), crosses = Column<Bool>()
  /// True if a class's gang stands in one bay wherever one has room for it; if its piece lies in one domain wherever a
  /// node has room for it there.
  private(set) var prefersOneBay = Column<Bool>(), prefersOneDomain = Column<Bool>()
  /// Units of each class that stand together in one bay; the zone that holds all units.
  private(set) var block = Column<Int32>(), within = Column<Int32>()

  // MARK: leases, by position in `leases`

  /// The leases that the search may move.
  let leases: [LeaseIndex]
  /// First option of each lease, and one past the last of the last.
  private(set) var firstOption = Column<Int32>()
  /// Class, value and option in the instance of each option; those first that earn most at the prices.
  private(set) var optionClass = Column<Int32>(), optionValue = Column<Int64>(), sourceOption = Column<Int32>()
  /// Value over priced cost of each lease's best option.
  private(set) var worth = Column<Double>()

  // MARK: the site

  /// The zone around each zone, −1 for the root; its level; one past the last of its subtree; its first bay.
  private(set) var parent = Column<Int32>(), zoneLevel = Column<Int32>(), zoneEnd = Column<Int32>(),
    firstBay = Column<Int32>()
  /// Zone and kind of each bay.
  private(set) var bayZone = Column<Int32>(), bayKind = Column<Int32>()
  /// The rows of each bay, as in the instance, and the coefficient class of each entry.
  private(set) var firstEntry = Column<Int32>(), entryRow = Column<Int32>(), entryClass = Column<Int32>()
  /// Load of one unit: amount classes × coefficient classes, row-major.
  private(set) var loads = Column<Int64>()
  let coefficientClasses: Int
  /// Load of one slot in the mean of all leases: kinds × coefficient classes, row-major.
  private(set) var meanLoad = Column<Double>()
  /// Slots of a node, by kind.
  private(set) var nodeSlots = Column<Int32>()

  // MARK: nodes of tracked kinds

  /// First node of each bay, counting those of tracked kinds only, and one past the last of the last; empty: no kind is
  /// tracked.
  private(set) var firstNode = Column<Int32>()
  /// By kind: what an untouched node has free, and its amount class once pieces open it; −1: it charges nothing.
  private(set) var domains = Column<DomainSlots>(), domainCount = Column<Int32>(), nodeAmount = Column<Int32>()
  /// Holes of a node: its domains and the whole of it. Lists of holes of one kind.
  let holesOfNode: Int, holeLists: Int
  /// The list of holes of a size, of domains or of whole nodes.
  @inline(__always) func holeList(_ kind: Int32, isWhole: Bool, _ size: Int32) -> Int {
    Int(kind) * holeLists + (isWhole ? holeLists / 2 : 0) + Int(size)
  }
  /// True if any lease is served by pieces that are tracked.
  var hasPieces: Bool { firstNode.count > 0 }

  var classes: Int { kind.count }
  var kinds: Int { nodeSlots.count }

  /// The load that one unit of a class puts on the row of an entry.
  @inline(__always) func load(_ amountBase: Int, _ entry: Int) -> Int64 {
    loads[amountBase + Int(entryClass[entry])]
  }

  /// The entries of a bay in the incidence.
  @inline(__always) func entries(of bay: Int32) -> Range<Int> { Int(firstEntry[bay])..<Int(firstEntry[bay + 1]) }

  /// The position at which the loads of a class begin.
  @inline(__always) func amountBase(_ class: Int32) -> Int { Int(amount[`class`]) * coefficientClasses }

  /// The nodes of a bay of a tracked kind.
  @inline(__always) func nodes(of bay: Int32) -> Range<Int32> { firstNode[bay]..<firstNode[bay + 1] }

  /// The part of a zone that a class may stand in: its own zone if that lies inside; −1: none.
  @inline(__always) func narrowed(_ zone: Int32, _ class: Int32) -> Int32 {
    let within = within[`class`]
    if within <= zone { return zone < zoneEnd[within] ? zone : -1 }
    return within < zoneEnd[zone] ? within : -1
  }

  /// The most parts that all leases together may come to: a unit each.
  var mostParts: Int {
    (0..<leases.count).reduce(0) { sum, number in
      sum + (firstOption[number]..<firstOption[number + 1]).reduce(0) { max($0, Int(units[optionClass[$1]])) }
    }
  }

  /// The option of a lease that an option of the instance has become; nil: it is not among them.
  func option(of number: Int32, from source: OptionIndex) -> Int32? {
    (firstOption[number]..<firstOption[number + 1]).first { sourceOption[$0] == source.raw }
  }

  /// - Parameters:
  ///   - premium: what is added to the value of mandatory leases.
  ///   - served: by lease: the option that serves it now. Mandatory leases are not served by one that counts less as kept.
  ///     Empty: mandatory leases are leases like all others.
  /// - Complexity: O(bays × rows of a bay + options log options).
  init(
    _ ledger: Ledger, leases: [LeaseIndex], premium: Int64, served: [OptionIndex?], costs: UnitCosts, canServe: [Bool]
  ) {
    let (instance, table) = (ledger.instance, ledger.loads)
    let (classes, options) = OptionColumns.collect(
      ledger, leases: leases, premium: premium, served: served, costs: costs, canServe: canServe)
    let columns = Self.columns(classes, options, of: ledger)
    arena = Arena(bytes: columns.reduce(0) { $0 + $1.bytes })
    relocations = columns.map(\.relocate)
    self.leases = options.leases
    (shapes, coefficientClasses) = (table.shapes.count, table.coefficientClasses)
    holesOfNode = 1 + (ledger.book.domains.map(\.count).max() ?? 0)
    holeLists = 2 * (1 + Int(instance.nodeSlots.max() ?? 0))
    for column in columns { column.write(&self, arena) }
  }

  /// A copy whose columns all lie in a node's memory.
  ///
  /// - Complexity: one copy of memory.
  init(copying other: SearchInstance, in memory: NodeMemory?) {
    self = other
    arena = Arena(copying: other.arena, in: memory)
    let bytes = arena.distance(from: other.arena)
    for relocate in relocations { relocate(&self, bytes) }
  }

  /// The list of all columns with their values, in the order in which they lie in the arena.
  private static func columns(
    _ classes: OptionClasses, _ options: OptionColumns, of ledger: Ledger
  ) -> [ColumnEntry<SearchInstance>] {
    let (instance, table, domains) = (ledger.instance, ledger.loads, ledger.book.domains)
    let (zones, kinds) = (instance.zones, instance.nodeSlots.count)
    let nodes = classes.isPiece.contains(true) ? nodeRanges(instance, ledger.book).offsets : []
    return [
      .init(\.kind, classes.keys.lazy.map(\.kind)), .init(\.level, classes.keys.lazy.map(\.level)),
      .init(\.units, classes.keys.lazy.map(\.units)), .init(\.slots, classes.keys.lazy.map(\.slots)),
      .init(\.amount, classes.keys.lazy.map(\.amount)), .init(\.shape, classes.shape),
      .init(\.isSingleBay, classes.isSingleBay), .init(\.isPiece, classes.isPiece), .init(\.crosses, classes.crosses),
      .init(\.prefersOneBay, classes.prefersOneBay), .init(\.prefersOneDomain, classes.prefersOneDomain),
      .init(\.block, classes.keys.lazy.map(\.block)), .init(\.within, classes.keys.lazy.map(\.within)),
      .init(\.firstOption, options.ranges.offsets), .init(\.optionClass, options.class),
      .init(\.optionValue, options.value), .init(\.sourceOption, options.source), .init(\.worth, options.worth),
      .init(\.parent, zones.parent.lazy.map { $0?.raw ?? -1 }), .init(\.zoneLevel, zones.level),
      .init(\.zoneEnd, zones.end.lazy.map(\.raw)), .init(\.firstBay, ledger.hierarchy.bayRanges.offsets),
      .init(\.bayZone, instance.bays.zone.lazy.map(\.raw)), .init(\.bayKind, instance.bays.kind),
      .init(\.firstEntry, instance.incidenceStart), .init(\.entryRow, instance.incidenceRow.lazy.map(\.raw)),
      .init(\.entryClass, table.coefficientClass), .init(\.loads, table.loads),
      .init(\.meanLoad, options.meanLoads(classes.keys, table, kinds: kinds)), .init(\.nodeSlots, instance.nodeSlots),
      .init(\.firstNode, nodes), .init(\.domains, domains.map { DomainSlots($0) ?? DomainSlots() }),
      .init(\.domainCount, domains.map { Int32($0.count) }), .init(\.nodeAmount, table.nodeClass),
    ]
  }

  /// The nodes of each bay, counting those of tracked kinds only.
  private static func nodeRanges(_ instance: Instance, _ book: RuleBook) -> OffsetRanges {
    var ranges = OffsetRanges()
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      let nodes = book.isTracked[kind] ? instance.bays.slots[bay] / instance.nodeSlots[kind] : 0
      ranges.append(upTo: ranges.end + Int(nodes))
    }
    return ranges
  }

  /// Sets what leases are worth by other prices; which of its options a lease prefers stays.
  func value(by costs: UnitCosts, _ instance: Instance) {
    for number in leases.indices where !instance.leases.isMandatory[leases[number]] {
      worth[number] = (firstOption[number]..<firstOption[number + 1]).reduce(0) {
        max($0, costs.ratio(Int(sourceOption[$1]), instance))
      }
    }
  }
}
