/// What every shard of a search looks at and none of them writes: classes of options, leases, bays, the tree, loads.
///
/// Options that differ in nothing but their value are one class. Everything is in columns of one arena, so that a copy
/// for another NUMA node is one copy of memory (`SearchInstance+Copy`).
struct SearchInstance: Sendable {
  /// The arena of all columns.
  let arena: Arena

  // MARK: classes

  /// Kind, level, units, slots of one unit and amount class of each class.
  let kind: Column<Int32>, level: Column<Int32>, units: Column<Int32>, slots: Column<Int32>, amount: Column<Int32>
  /// Classes that differ only in their units have one shape: what fails for some units fails for more.
  let shape: Column<Int32>
  let shapes: Int
  /// Whether a class's gang stands in one bay; whether it is a piece whose place on its node is tracked, and whether
  /// that may lie in several domains.
  let isSingleBay: Column<Bool>, isPiece: Column<Bool>, crosses: Column<Bool>
  /// Units of each class that stand together in one bay; the zone that holds all units.
  let block: Column<Int32>, within: Column<Int32>

  // MARK: leases, by position in `leases`

  /// The leases that the search may move.
  let leases: [LeaseIndex]
  /// First option of each lease, and one past the last of the last.
  let firstOption: Column<Int32>
  /// Class, value and option in the instance of each option; those first that earn most at the prices.
  let optionClass: Column<Int32>, optionValue: Column<Int64>, sourceOption: Column<Int32>
  /// Value over priced cost of each lease's best option.
  let worth: Column<Double>

  // MARK: the site

  /// The zone around each zone, −1 for the root; its level; one past the last of its subtree; its first bay.
  let parent: Column<Int32>, zoneLevel: Column<Int32>, zoneEnd: Column<Int32>, firstBay: Column<Int32>
  /// Zone and kind of each bay.
  let bayZone: Column<Int32>, bayKind: Column<Int32>
  /// The rows of each bay, as in the instance, and the coefficient class of each entry.
  let firstEntry: Column<Int32>, entryRow: Column<Int32>, entryClass: Column<Int32>
  /// Load of one unit: amount classes × coefficient classes, row-major.
  let loads: Column<Int64>
  let coefficientClasses: Int
  /// Load of one slot in the mean of all leases: kinds × coefficient classes, row-major.
  let meanLoad: Column<Double>
  /// Slots of a node, by kind.
  let nodeSlots: Column<Int32>

  // MARK: nodes of tracked kinds

  /// First node of each bay, counting those of tracked kinds only, and one past the last of the last; empty: no kind is
  /// tracked.
  let firstNode: Column<Int32>
  /// By kind: what an untouched node has free, and its amount class once pieces open it; −1: it charges nothing.
  let domains: Column<DomainSlots>, domainCount: Column<Int32>, nodeAmount: Column<Int32>
  /// Holes of a node: its domains and the whole of it. Lists of holes of one kind.
  let holesOfNode: Int, holeLists: Int
  /// The list of holes of a size, of domains or of whole nodes.
  @inline(__always) func holeList(_ kind: Int32, isWhole: Bool, _ size: Int32) -> Int {
    Int(kind) * holeLists + (isWhole ? holeLists / 2 : 0) + Int(size)
  }
  /// Whether any lease is served by pieces that are tracked.
  var hasPieces: Bool { firstNode.count > 0 }

  var classes: Int { kind.count }
  var kinds: Int { nodeSlots.count }

  /// The load that one unit of a class puts on the row of an entry.
  @inline(__always) func load(_ amountBase: Int, _ entry: Int) -> Int64 {
    loads[amountBase + Int(entryClass[entry])]
  }

  /// Where the loads of a class begin.
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
  ///   - served: by lease: the option that serves it now. Mandatory leases are not served by one of less value.
  /// - Complexity: O(bays × rows of a bay + options log options).
  init(
    _ ledger: Ledger, leases: [LeaseIndex], premium: Int64, served: [OptionIndex?], costs: UnitCosts, canServe: [Bool]
  ) {
    let instance = ledger.instance
    var classes = OptionClasses()
    var options = OptionColumns(leases.count)
    var servable: [LeaseIndex] = []
    servable.reserveCapacity(leases.count)
    for lease in leases where options.append(lease, premium, served[lease.offset], &classes, ledger, costs, canServe) {
      servable.append(lease)
    }
    self.leases = servable

    let zones = instance.zones
    let firstNode = classes.isPiece.contains(true) ? Self.nodes(instance, ledger.book) : []
    var first = [Int32](repeating: 0, count: zones.count + 1)
    for zone in instance.bays.zone { first[zone.offset + 1] += 1 }
    for zone in 0..<zones.count { first[zone + 1] += first[zone] }
    let arena = Arena(
      bytes: Self.bytes(
        instance, ledger.loads, classes: classes.keys.count, leases: servable.count, options: options.option.count,
        nodes: firstNode.count))
    self.arena = arena
    kind = arena.column(classes.keys.map(\.kind))
    level = arena.column(classes.keys.map(\.level))
    units = arena.column(classes.keys.map(\.units))
    slots = arena.column(classes.keys.map(\.slots))
    amount = arena.column(classes.keys.map(\.amount))
    shape = arena.column(classes.shape)
    shapes = ledger.loads.shapes.count
    isSingleBay = arena.column(classes.isSingleBay)
    isPiece = arena.column(classes.isPiece)
    crosses = arena.column(classes.crosses)
    block = arena.column(classes.keys.map(\.block))
    within = arena.column(classes.keys.map(\.within))
    firstOption = arena.column(options.first)
    optionClass = arena.column(options.class)
    optionValue = arena.column(options.value)
    sourceOption = arena.column(options.option)
    worth = arena.column(options.worth)
    parent = arena.column(zones.parent.map { $0?.raw ?? -1 })
    zoneLevel = arena.column(zones.level)
    zoneEnd = arena.column(zones.end.map(\.raw))
    firstBay = arena.column(first)
    bayZone = arena.column(instance.bays.zone.map(\.raw))
    bayKind = arena.column(instance.bays.kind)
    firstEntry = arena.column(instance.incidenceStart)
    entryRow = arena.column(instance.incidenceRow.map(\.raw))
    entryClass = arena.column(ledger.loads.coefficientClass)
    loads = arena.column(ledger.loads.loads)
    coefficientClasses = ledger.loads.coefficientClasses
    meanLoad = arena.column(options.meanLoads(classes.keys, ledger.loads, kinds: instance.nodeSlots.count))
    nodeSlots = arena.column(instance.nodeSlots)
    self.firstNode = arena.column(firstNode)
    domains = arena.column(ledger.book.domains.map { DomainSlots($0) ?? DomainSlots() })
    domainCount = arena.column(ledger.book.domains.map { Int32($0.count) })
    nodeAmount = arena.column(ledger.loads.nodeClass)
    holesOfNode = 1 + (ledger.book.domains.map(\.count).max() ?? 0)
    holeLists = 2 * (1 + Int(instance.nodeSlots.max() ?? 0))
  }

  /// Sets what leases are worth by other prices; which of its options a lease prefers stays.
  func value(by costs: UnitCosts, _ instance: Instance) {
    for number in leases.indices where !instance.leases.isMandatory[leases[number]] {
      worth[number] = (firstOption[number]..<firstOption[number + 1]).reduce(0) {
        max($0, costs.ratio(Int(sourceOption[$1]), instance))
      }
    }
  }

  /// Nodes of tracked kinds before each bay.
  private static func nodes(_ instance: Instance, _ book: RuleBook) -> [Int32] {
    var first: [Int32] = [0]
    first.reserveCapacity(instance.bays.count + 1)
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      first.append(first[bay] + (book.isTracked[kind] ? instance.bays.slots[bay] / instance.nodeSlots[kind] : 0))
    }
    return first
  }

  private static func bytes(
    _ instance: Instance, _ loads: LoadTable, classes: Int, leases: Int, options: Int, nodes: Int
  )
    -> Int
  {
    func four(_ count: Int) -> Int { Arena.bytes(of: Int32.self, count: count) }
    func eight(_ count: Int) -> Int { Arena.bytes(of: Int64.self, count: count) }
    let zones = instance.zones.count
    let tree = 3 * four(zones) + four(zones + 1)
    let bays = 2 * four(instance.bays.count) + four(instance.incidenceStart.count)
    let entries = 2 * four(instance.incidenceRow.count) + eight(loads.loads.count) + four(instance.nodeSlots.count)
    let kinds =
      2 * four(instance.nodeSlots.count) + eight(instance.nodeSlots.count)
      + eight(instance.nodeSlots.count * loads.coefficientClasses)
    return 11 * four(classes) + four(nodes) + kinds + four(leases + 1) + eight(leases) + 2 * four(options)
      + eight(options)
      + tree
      + bays + entries
  }
}

/// Options that differ in nothing but their value.
private struct OptionClasses {
  struct Key {
    var kind: Int32, level: Int32, units: Int32, slots: Int32, amount: Int32, block: Int32, within: Int32
  }

  private(set) var keys: [Key] = []
  private(set) var isSingleBay: [Bool] = [], isPiece: [Bool] = [], crosses: [Bool] = []
  private(set) var shape: [Int32] = []
  /// By shape and units.
  private var numbers: [Int64: Int32] = [:]

  mutating func number(_ option: OptionIndex, _ ledger: Ledger) -> Int32 {
    let options = ledger.instance.options
    let sized = ledger.loads.shapes.sized(option, options)
    if let number = numbers[sized] { return number }
    let number = Int32(keys.count)
    numbers[sized] = number
    keys.append(
      Key(
        kind: options.kind[option], level: options.level[option], units: options.units[option],
        slots: options.slots[option], amount: ledger.loads.amountClass[option.offset], block: options.block[option],
        within: options.within[option].raw))
    shape.append(ledger.loads.shapes.ofOption[option])
    let isPiece = ledger.isTrackedPiece(option)
    isSingleBay.append(ledger.hierarchy.isSingleBay(option, ledger.instance))
    self.isPiece.append(isPiece)
    crosses.append(isPiece && ledger.crosses(option))
    return number
  }
}

/// The options of leases, in columns.
private struct OptionColumns {
  var first: [Int32] = [0]
  var `class`: [Int32] = []
  var value: [Int64] = []
  var option: [Int32] = []
  var worth: [Double] = []

  /// - Parameter leases: how many there may be.
  init(_ leases: Int) {
    first.reserveCapacity(leases + 1)
    `class`.reserveCapacity(leases)
    value.reserveCapacity(leases)
    option.reserveCapacity(leases)
    worth.reserveCapacity(leases)
  }

  /// Adds the options of a lease; false: it has none.
  mutating func append(
    _ lease: LeaseIndex, _ premium: Int64, _ served: OptionIndex?, _ classes: inout OptionClasses, _ ledger: Ledger,
    _ costs: UnitCosts, _ canServe: [Bool]
  ) -> Bool {
    let instance = ledger.instance
    let isMandatory = instance.leases.isMandatory[lease]
    let least = isMandatory ? served.map { instance.options.value[$0] } ?? 0 : 0
    let start = option.count
    var most = 0.0
    for at in instance.optionRange(of: lease) where canServe[at] && instance.options.value[at] >= least {
      most = max(most, costs.ratio(at, instance))
      option.append(Int32(at))
    }
    guard start < option.count else { return false }
    if option.count > start + 1 {
      func gain(_ option: Int32) -> Double {
        Double(instance.options.value[Int(option)])
          - costs.cost[Int(option)] * Double(instance.options.units[Int(option)])
      }
      option[start...].sort { (gain($1), $0) < (gain($0), $1) }
    }
    for at in option[start...] {
      self.class.append(classes.number(OptionIndex(Int(at)), ledger))
      value.append(instance.options.value[Int(at)] + (isMandatory ? premium : 0))
    }
    worth.append(isMandatory ? 1e9 : most)
    first.append(Int32(option.count))
    return true
  }

  /// Loads of one slot in the mean of the first option of every lease, by kind and coefficient class.
  func meanLoads(_ classes: [OptionClasses.Key], _ table: LoadTable, kinds: Int) -> [Double] {
    var slots = [Double](repeating: 0, count: kinds)
    var sum = [Double](repeating: 0, count: kinds * table.coefficientClasses)
    for option in first.dropLast() {
      let key = classes[Int(self.class[Int(option)])]
      let kind = Int(key.kind)
      slots[kind] += Double(key.units) * Double(key.slots)
      for at in 0..<table.coefficientClasses {
        sum[kind * table.coefficientClasses + at] +=
          Double(key.units) * Double(table.loads[Int(key.amount) * table.coefficientClasses + at])
      }
    }
    for at in sum.indices where sum[at] > 0 { sum[at] /= slots[at / table.coefficientClasses] }
    return sum
  }
}
