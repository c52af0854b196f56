/// Bays aggregated by class, as the price search sees them: like bays are one class, rows that can bind are variables.
///
/// A row that cannot be overfull whatever stands in its bays has no price. Bays of one group and kind that load the
/// same rows alike are one class. Coarser classes come from finer ones: rows that share a price are one variable, whose
/// capacity is the sum of theirs. Any price found for coarse classes is valid for fine ones, because it prices every
/// row of a group alike.
struct BayClasses: Sendable {
  /// Kind, price group and free slots of each bay class.
  private(set) var kind: [Int32] = [], group: [Int32] = []
  private(set) var free: [Double] = []
  /// The entries of each bay class, by what it loads; those of a coefficient class follow one another.
  private var ranges = OffsetRanges()
  private(set) var variable: [Int32] = [], coefficient: [Int32] = []
  /// Remaining capacity by variable.
  private(set) var capacity: [Double] = []

  var count: Int { kind.count }

  /// Free slots of the bay classes that load each variable.
  var slots: [Double] {
    var slots = [Double](repeating: 0, count: capacity.count)
    for bayClass in 0..<count { for entry in entries(bayClass) { slots[Int(variable[entry])] += free[bayClass] } }
    return slots
  }

  /// The most that one slot loads each variable with.
  func heaviest(_ commodities: Commodities) -> [Double] {
    var known = commodities.heaviest
    var heaviest = [Double](repeating: 0, count: capacity.count)
    for bayClass in 0..<count {
      for entry in entries(bayClass) {
        let load = known.load(kind[bayClass], coefficient[entry])
        heaviest[Int(variable[entry])] = max(heaviest[Int(variable[entry])], load)
      }
    }
    return heaviest
  }

  private typealias Pair = (coefficient: Int32, variable: Int32)

  private struct Key: Hashable {
    var kind: Int32, group: Int32
    var entries: [Int32]
  }

  /// Classes of the bays by the rows that can bind.
  ///
  /// - Returns: the bay classes, and the variable of each row; −1: it cannot bind, or is overfull already.
  /// - Complexity: O(incidences), with hashing.
  static func bays(_ ledger: Ledger, _ commodities: Commodities) -> (bayClasses: BayClasses, ofRow: [Int32]) {
    let instance = ledger.instance
    let classes = ledger.loads.coefficientClass
    let open = (0..<instance.bays.count).filter {
      ledger.freeSlots(of: BayIndex($0)) > 0 && !commodities.range(of: instance.bays.kind[$0]).isEmpty
    }
    let slack = ledger.pricedHeadroom()
    let most = mostLoads(ledger, by: commodities, in: open)
    var bayClasses = BayClasses()
    var ofRow = [Int32](repeating: -1, count: instance.rows.count)
    for row in most.indices where slack[row] >= 0 && most[row] > Double(slack[row]) {
      ofRow[row] = Int32(bayClasses.capacity.count)
      // Without any room prices would have no end.
      bayClasses.capacity.append(max(Double(slack[row]), most[row] * leastRoom))
    }
    var known: [Key: Int] = [:]
    var pairs: [Pair] = []
    for bay in open {
      pairs.removeAll(keepingCapacity: true)
      for entry in instance.entries(of: bay) {
        let row = ofRow[instance.incidenceRow[entry].offset]
        if row >= 0 { pairs.append((classes[entry], row)) }
      }
      bayClasses.add(
        free: Double(ledger.freeSlots(of: BayIndex(bay))), kind: instance.bays.kind[bay],
        group: instance.bays.group[bay], &pairs, &known)
    }
    return (bayClasses, ofRow)
  }

  private static let leastRoom = 1e-6

  /// The load of each row if every free slot loads it as heavily as any commodity does.
  private static func mostLoads(_ ledger: Ledger, by commodities: Commodities, in bays: [Int]) -> [Double] {
    let instance = ledger.instance
    var known = commodities.heaviest
    var most = [Double](repeating: 0, count: instance.rows.count)
    for bay in bays {
      let free = Double(ledger.freeSlots(of: BayIndex(bay)))
      for entry in instance.entries(of: bay) {
        let load = known.load(instance.bays.kind[bay], ledger.loads.coefficientClass[entry])
        most[instance.incidenceRow[entry].offset] += free * load
      }
    }
    return most
  }

  /// Merges the classes of `finer` whose variables are mapped alike.
  ///
  /// - Parameter keepsGroups: true if only bay classes of one group are merged.
  init(_ finer: BayClasses, variable map: [Int32], keepsGroups: Bool) {
    capacity = [Double](repeating: 0, count: Int((map.max() ?? -1) + 1))
    for at in map.indices { capacity[Int(map[at])] += finer.capacity[at] }
    var known: [Key: Int] = [:]
    var pairs: [Pair] = []
    for bayClass in 0..<finer.count {
      pairs.removeAll(keepingCapacity: true)
      for entry in finer.entries(bayClass) { pairs.append((finer.coefficient[entry], map[Int(finer.variable[entry])])) }
      add(
        free: finer.free[bayClass], kind: finer.kind[bayClass], group: keepsGroups ? finer.group[bayClass] : 0, &pairs,
        &known)
    }
  }

  private init() {}

  func entries(_ bayClass: Int) -> Range<Int> { ranges[bayClass] }

  private mutating func add(
    free: Double, kind: Int32, group: Int32, _ pairs: inout [Pair], _ known: inout [Key: Int]
  ) {
    pairs.sort { $0 < $1 }
    let key = Key(kind: kind, group: group, entries: pairs.flatMap { [$0.coefficient, $0.variable] })
    if let bayClass = known[key] {
      self.free[bayClass] += free
      return
    }
    known[key] = count
    self.kind.append(kind)
    self.group.append(group)
    self.free.append(free)
    for pair in pairs {
      coefficient.append(pair.coefficient)
      variable.append(pair.variable)
    }
    ranges.append(upTo: variable.count)
  }
}
