/// An upper bound on the units of an option that a zone could hold, whatever is put where: no more than each of its
/// bays takes by itself, and below each vertex of the tree of shared rows no more than its row has room for.
struct ZoneUpperBound {
  private let ledger: Ledger
  private let rows: RowTree
  /// By vertex of the tree: units that stand below it; 0 but for the vertices that are touched.
  private var below: [Int]
  private var isTouched: [Bool]
  private var touched: [Int32] = []

  init(_ ledger: Ledger) {
    self.ledger = ledger
    rows = ledger.rowTree
    below = [Int](repeating: 0, count: rows.parent.count)
    isTouched = [Bool](repeating: false, count: rows.parent.count)
  }

  /// The most units in any domain of the option, if that is less than `enough`; else at least that many.
  ///
  /// - Parameter byBays: true if each bay is asked alone, whatever rows they share.
  /// - Complexity: O(bays of the kind × (rows of a bay + log)).
  mutating func inAnyDomain(_ option: OptionIndex, upTo enough: Int, byBays: Bool = false) -> Int {
    let isSimple = byBays || enough <= 1 || ledger.hierarchy.isSingleBay(option, ledger.instance)
    var most = 0
    for domain in ledger.hierarchy.domains(of: option, ledger.instance) where most < enough {
      guard let zone = ledger.narrowed(domain, option) else { continue }
      most = max(
        most, isSimple ? ledger.heldByBays(option, in: zone, most: enough) : units(option, in: zone, upTo: enough))
    }
    return most
  }

  private mutating func units(_ option: OptionIndex, in zone: ZoneIndex, upTo enough: Int) -> Int {
    for bay in ledger.bays(of: option, in: zone) {
      let fit = ledger.fit(option, in: bay, most: enough)
      if fit > 0 { put(fit, on: rows.vertexOfBay[bay]) }
    }
    return rise(option)
  }

  private mutating func put(_ units: Int, on vertex: Int32) {
    below[Int(vertex)] += units
    var vertex = vertex
    while vertex >= 0, !isTouched[Int(vertex)] {
      isTouched[Int(vertex)] = true
      touched.append(vertex)
      vertex = rows.parent[Int(vertex)]
    }
  }

  /// Returns the units that the roots hold once every vertex has passed on what its row has room for; nothing is
  /// touched any more.
  private mutating func rise(_ option: OptionIndex) -> Int {
    var units = 0
    // What is above has a smaller number.
    touched.sort(by: >)
    for vertex in touched {
      let held = min(below[Int(vertex)], room(option, on: vertex))
      let parent = rows.parent[Int(vertex)]
      if parent >= 0 { below[Int(parent)] += held } else { units += held }
      (below[Int(vertex)], isTouched[Int(vertex)]) = (0, false)
    }
    touched.removeAll(keepingCapacity: true)
    return units
  }

  /// Units that the row of a vertex has room for.
  private func room(_ option: OptionIndex, on vertex: Int32) -> Int {
    let entry = Int(rows.entry[Int(vertex)])
    guard entry >= 0 else { return .max }
    let load = ledger.loads.load(option, by: entry)
    let room = ledger.slack[ledger.instance.incidenceRow[entry]]
    return load > 0 ? Int(max(0, room) / load) : .max
  }
}
