import Facility
import Packing
import PlanModel

/// Counts how many more of each product fit on top of a plan, by placing them, and how many at most could.
struct HeadroomSearch: Sendable {
  private let problem: CompiledProblem
  private let ledger: Ledger

  init(_ problem: CompiledProblem, _ ledger: Ledger) { (self.problem, self.ledger) = (problem, ledger) }

  /// The number of a product that found a place, and what stops one more.
  struct ProductCount: Sendable {
    fileprivate var product: Product
    fileprivate var option: OptionIndex
    fileprivate var count: Int
    fileprivate var binds: Reason?
  }

  /// The counts of all products, each alone on top of the plan.
  func counts(_ explainer: Explainer) -> [ProductCount] {
    problem.probes.map { probe in
      var trial = ledger
      let count = place(probe.option, on: &trial)
      var explainer = explainer.asking(on: trial)
      let isStopped = !problem.isPiece(probe.option) || count < Self.mostPieces
      return ProductCount(
        product: probe.product, option: probe.option, count: count,
        binds: isStopped ? explainer.reason(option: probe.option) : nil)
    }
  }

  /// The headroom of each product: its count, and the most that could fit by the checker's figures.
  func headroom(_ counts: [ProductCount], verdict: Verdict, pool: Workers?) -> [Headroom] {
    let room = room(verdict)
    let most = pool?.answers(to: counts, begin: {}) { upper($1.option, room) } ?? counts.map { upper($0.option, room) }
    return zip(counts, most).map {
      Headroom(product: $0.product, count: $0.count, upper: $1, binds: $0.binds)
    }
  }

  /// The room that each row has left by the checker's own figures.
  private func room(_ verdict: Verdict) -> [Int64] {
    let rowOf = problem.rowTable()
    var room = problem.rowKeys.indices.map { ledger.slack(of: RowIndex($0)) }
    for loading in verdict.loadings {
      guard let row = rowOf[loading.row] else { continue }
      room[row.offset] = loading.capacity.addedSaturating(-loading.load)
    }
    return room
  }

  private func place(_ option: OptionIndex, on trial: inout Ledger) -> Int {
    if problem.instance.options.units[option] == 1 {
      let most = problem.isPiece(option) ? Self.mostPieces : Int(Int32.max)
      return trial.fillMost(option, in: ZoneIndex(0), units: most)
    }
    var count = 0
    while trial.place(option) { count += 1 }
    return count
  }

  /// Pieces are placed one by one: so many of them, at the most.
  private static let mostPieces = 20_000

  /// An upper bound on the gangs that fit: in every domain the free nodes that each bay's own limits allow hold so
  /// many, and every row lets through so many units of those that load it; what rows of one family hold back adds up
  /// where no bay loads two.
  ///
  /// What rows can take is the checker's figure, and what a unit adds is estimated from below, so the count bounds the
  /// physics and not only the planner's rows.
  ///
  /// - Complexity: O(bays × rows of a bay).
  private func upper(_ option: OptionIndex, _ room: [Int64]) -> Int {
    let instance = problem.instance
    let units = Int(instance.options.units[option])
    var inDomain = [Int](repeating: 0, count: instance.zones.count)
    var total = 0
    /// Units that could come from bays on each row, and the least that one of them adds to it.
    var onRow = [Int](repeating: 0, count: instance.rows.count)
    var least = [Int64](repeating: .max, count: instance.rows.count)
    var disjoint = DisjointFamilies(instance.rows.family)
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == instance.options.kind[option] {
      let entries = instance.entries(of: bay)
      let index = BayIndex(bay)
      // Pieces may share open nodes, what stands in nodes of their own may not.
      let isPiece = problem.isPiece(option)
      let slots = Int(isPiece ? instance.options.slots[option] : instance.nodeSlots[Int(instance.bays.kind[bay])])
      var fitting = (ledger.freeSlots(of: index) - (isPiece ? 0 : ledger.openedFree(index))) / slots
      for entry in entries {
        let load = leastLoad(option, entry)
        if load > 0 { fitting = min(fitting, Int(max(0, room[instance.incidenceRow[entry].offset]) / load)) }
      }
      guard fitting > 0 else { continue }
      total += fitting
      inDomain[instance.domain(of: instance.bays.zone[bay], at: instance.options.level[option]).offset] += fitting
      for entry in entries {
        let row = instance.incidenceRow[entry].offset
        disjoint.meet(row, in: bay)
        onRow[row] += fitting
        least[row] = min(least[row], leastLoad(option, entry))
      }
    }
    var most = inDomain.reduce(0) { $0 + $1 / units }
    for row in 0..<instance.rows.count where onRow[row] > 0 && least[row] > 0 {
      let through = Int(max(0, room[row]) / least[row])
      // What cannot come through this row is lost to the total.
      if through < onRow[row] { most = min(most, (total - disjoint.lose(onRow[row] - through, at: row)) / units) }
    }
    return most
  }

  /// Families of rows of which every bay loads at most one: what their rows hold back is lost together.
  private struct DisjointFamilies {
    private let family: [Int32]
    private var lastBay: [Int]
    private var isDisjoint: [Bool]
    private var lost: [Int]

    init(_ family: [Int32]) {
      self.family = family
      let count = Int(family.max() ?? -1) + 1
      lastBay = [Int](repeating: -1, count: count)
      isDisjoint = [Bool](repeating: true, count: count)
      lost = [Int](repeating: 0, count: count)
    }

    /// Notes that a bay loads a row.
    mutating func meet(_ row: Int, in bay: Int) {
      let family = Int(family[row])
      if lastBay[family] == bay { isDisjoint[family] = false }
      lastBay[family] = bay
    }

    /// The units that are lost once a row holds back so many, those of its family before it included. To be asked once
    /// a row.
    mutating func lose(_ units: Int, at row: Int) -> Int {
      let family = Int(family[row])
      guard isDisjoint[family] else { return units }
      lost[family] += units
      return lost[family]
    }
  }

  /// The load that one unit adds to the row of an incidence, estimated from below: a millionth less than the
  /// coefficient, which is rounded up at every stage.
  private func leastLoad(_ option: OptionIndex, _ entry: Int) -> Int64 {
    let instance = problem.instance
    let row = instance.incidenceRow[entry]
    let product = instance.product(problem.leastRule[entry], option)
    guard instance.rows.denominator[row] > 1 else { return Int64(clamping: product) }
    return Int64(clamping: product / Int128(instance.rows.denominator[row])).scaledDown(999_999, over: 1_000_000)
  }
}
