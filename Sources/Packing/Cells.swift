/// Where leases may stand, as the price search sees it: like bays summed to cells, rows that can bind as variables.
///
/// A row that cannot be overfull whatever stands in its bays has no price. Bays of one group and kind that load the same
/// rows alike are one cell. Coarser cells come from finer ones: rows that share a price are one variable, whose capacity is
/// theirs together. Any price found for coarse cells is valid for fine ones, because it prices every row of a group alike.
struct Cells: Sendable {
  /// Kind, price group and free slots of each cell.
  private(set) var kind: [Int32] = [], group: [Int32] = []
  private(set) var free: [Double] = []
  /// What a cell loads: entries `start[c] ..< start[c + 1]`, those of a coefficient class one after another.
  private(set) var start: [Int32] = [0]
  private(set) var variable: [Int32] = [], coefficient: [Int32] = []
  /// Remaining capacity by variable.
  private(set) var capacity: [Double] = []

  var count: Int { kind.count }

  /// Free slots of the cells that load each variable.
  var slots: [Double] {
    var slots = [Double](repeating: 0, count: capacity.count)
    for cell in 0..<count { for entry in entries(cell) { slots[Int(variable[entry])] += free[cell] } }
    return slots
  }

  /// The most that one slot loads each variable with.
  func heaviest(_ shapes: PriceShapes) -> [Double] {
    var known = shapes.heaviest
    var heaviest = [Double](repeating: 0, count: capacity.count)
    for cell in 0..<count {
      for entry in entries(cell) {
        let load = known.load(kind[cell], coefficient[entry])
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

  /// Bays by the rows that can bind.
  ///
  /// - Returns: the cells, and the variable of each row; −1: it cannot bind, or is overfull already.
  /// - Complexity: O(incidences), with hashing.
  static func bays(_ ledger: Ledger, _ shapes: PriceShapes) -> (cells: Cells, ofRow: [Int32]) {
    let instance = ledger.instance
    let classes = ledger.loads.coefficientClass
    let open = (0..<instance.bays.count).filter {
      ledger.freeSlots(of: BayIndex($0)) > 0 && !shapes.range(of: instance.bays.kind[$0]).isEmpty
    }
    let headroom = ledger.pricedHeadroom()
    let most = mostLoads(ledger, shapes, open)
    var cells = Cells()
    var ofRow = [Int32](repeating: -1, count: instance.rows.count)
    for row in most.indices where headroom[row] >= 0 && most[row] > Double(headroom[row]) {
      ofRow[row] = Int32(cells.capacity.count)
      // Without any room prices would have no end.
      cells.capacity.append(max(Double(headroom[row]), most[row] * leastRoom))
    }
    var known: [Key: Int] = [:]
    var pairs: [Pair] = []
    for bay in open {
      pairs.removeAll(keepingCapacity: true)
      for entry in instance.entries(of: bay) {
        let row = ofRow[instance.incidenceRow[entry].offset]
        if row >= 0 { pairs.append((classes[entry], row)) }
      }
      cells.add(
        free: Double(ledger.freeSlots(of: BayIndex(bay))), kind: instance.bays.kind[bay],
        group: instance.bays.group[bay], &pairs, &known)
    }
    return (cells, ofRow)
  }

  private static let leastRoom = 1e-6

  /// What each row carries if every free slot loads it as heavily as any shape does.
  private static func mostLoads(_ ledger: Ledger, _ shapes: PriceShapes, _ bays: [Int]) -> [Double] {
    let instance = ledger.instance
    var known = shapes.heaviest
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

  /// Cells of `finer` merged by what becomes of their variables.
  ///
  /// - Parameter keepsGroups: whether only cells of one group are merged.
  init(_ finer: Cells, variable map: [Int32], keepsGroups: Bool) {
    capacity = [Double](repeating: 0, count: Int((map.max() ?? -1) + 1))
    for at in map.indices { capacity[Int(map[at])] += finer.capacity[at] }
    var known: [Key: Int] = [:]
    var pairs: [Pair] = []
    for cell in 0..<finer.count {
      pairs.removeAll(keepingCapacity: true)
      for entry in finer.entries(cell) { pairs.append((finer.coefficient[entry], map[Int(finer.variable[entry])])) }
      add(
        free: finer.free[cell], kind: finer.kind[cell], group: keepsGroups ? finer.group[cell] : 0, &pairs, &known)
    }
  }

  private init() {}

  func entries(_ cell: Int) -> Range<Int> { Int(start[cell])..<Int(start[cell + 1]) }

  private mutating func add(
    free: Double, kind: Int32, group: Int32, _ pairs: inout [Pair], _ known: inout [Key: Int]
  ) {
    pairs.sort { $0 < $1 }
    let key = Key(kind: kind, group: group, entries: pairs.flatMap { [$0.coefficient, $0.variable] })
    if let cell = known[key] {
      self.free[cell] += free
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
    start.append(Int32(variable.count))
  }
}

extension Instance {
  /// The entries of a bay in the incidence.
  func entries(of bay: Int) -> Range<Int> { Int(incidenceStart[bay])..<Int(incidenceStart[bay + 1]) }
}
