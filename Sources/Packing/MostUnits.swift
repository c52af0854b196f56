/// The most units of an option that a zone could hold, whatever is put where: no more than each of its bays takes by
/// itself, and below each node of the tree of shared rows no more than its row has room for.
struct MostUnits {
  private let ledger: Ledger
  private let rows: SharedRows
  /// By node of the tree: units that stand below it; 0 but for the nodes that are touched.
  private var below: [Int]
  private var isTouched: [Bool]
  private var touched: [Int32] = []

  init(_ ledger: Ledger) {
    self.ledger = ledger
    rows = ledger.sharedRows
    below = [Int](repeating: 0, count: rows.above.count)
    isTouched = [Bool](repeating: false, count: rows.above.count)
  }

  /// The most units in any domain of the option, if that is less than `enough`; else at least that many.
  ///
  /// - Parameter byBays: whether each bay is asked alone, whatever rows they share.
  /// - Complexity: O(bays of the kind × (rows of a bay + log)).
  mutating func inAnyDomain(_ option: OptionIndex, upTo enough: Int, byBays: Bool = false) -> Int {
    let isSimple = byBays || enough <= 1 || ledger.geometry.isSingleBay(option, ledger.instance)
    var most = 0
    for domain in ledger.geometry.domains(of: option, ledger.instance) where most < enough {
      guard let zone = ledger.narrowed(domain, option) else { continue }
      most = max(
        most, isSimple ? ledger.heldByBays(option, in: zone, most: enough) : units(option, in: zone, upTo: enough))
    }
    return most
  }

  private mutating func units(_ option: OptionIndex, in zone: ZoneIndex, upTo enough: Int) -> Int {
    for bay in ledger.bays(of: option, in: zone) {
      let fit = ledger.fit(option, in: bay, most: enough)
      if fit > 0 { put(fit, on: rows.node[bay]) }
    }
    return rise(option)
  }

  private mutating func put(_ units: Int, on node: Int32) {
    below[Int(node)] += units
    var node = node
    while node >= 0, !isTouched[Int(node)] {
      isTouched[Int(node)] = true
      touched.append(node)
      node = rows.above[Int(node)]
    }
  }

  /// What the roots hold once every node has passed on what its row has room for; nothing is touched any more.
  private mutating func rise(_ option: OptionIndex) -> Int {
    var units = 0
    // What is above has a smaller number.
    touched.sort(by: >)
    for node in touched {
      let held = min(below[Int(node)], room(option, on: node))
      let above = rows.above[Int(node)]
      if above >= 0 { below[Int(above)] += held } else { units += held }
      (below[Int(node)], isTouched[Int(node)]) = (0, false)
    }
    touched.removeAll(keepingCapacity: true)
    return units
  }

  /// Units that the row of a node has room for.
  private func room(_ option: OptionIndex, on node: Int32) -> Int {
    let entry = Int(rows.entry[Int(node)])
    guard entry >= 0 else { return .max }
    let load = ledger.loads.load(option, by: entry)
    let room = ledger.headroom[ledger.instance.incidenceRow[entry]]
    return load > 0 ? Int(max(0, room) / load) : .max
  }
}
