/// Where rows are narrowest: how many units of an option those of each family could let into a zone at the most.
///
/// A row with room *R* lets through no more than ⌊R ÷ least load of a unit⌋ units, nor more than what is free under it; the rows of
/// one family together no more than the sum, and what is free in bays that load none of them. Whatever finds a place keeps
/// within that, so a zone is not worth trying where it is too little.
public struct Narrows {
  /// The family that lets the fewest units through, how many, and how many the next one does.
  public struct Width: Sendable {
    var family = -1
    var units = Int.max, next = Int.max

    /// The most units once the limits of a family are forgotten.
    public func units(forgetting family: Int) -> Int { family == self.family ? next : units }

    fileprivate mutating func narrow(_ family: Int, to count: Int) {
      if count < units {
        (self.family, units, next) = (family, count, units)
      } else {
        next = min(next, count)
      }
    }
  }

  private let familyOf: [Int]
  // By row: units that are free in bays above it, and the least that one of them adds; for rows that were met.
  private var under: [Int], least: [Int64]
  private var met: [Int] = []
  // By family: units that come through its rows, units in bays that load one of them, and the last such bay.
  private var through: [Int], covered: [Int], lastBay: [Int]

  /// - Parameter familyOf: by row, from 0; −1: the row is not looked at.
  public init(familyOf: [Int]) {
    self.familyOf = familyOf
    under = Array(repeating: 0, count: familyOf.count)
    least = Array(repeating: .max, count: familyOf.count)
    through = Array(repeating: 0, count: (familyOf.max() ?? -1) + 1)
    covered = through
    lastBay = through
  }

  /// - Complexity: O(rows of the bays under the zone + families).
  public mutating func width(of option: OptionIndex, in zone: ZoneIndex, on ledger: Ledger) -> Width {
    for family in through.indices { (through[family], covered[family], lastBay[family]) = (0, 0, -1) }
    var total = 0
    for bay in ledger.bays(of: option, in: zone) {
      let free = ledger.mostUnits(option, in: bay)
      guard free > 0 else { continue }
      total += free
      meet(bay, free, option, ledger)
    }
    for row in met {
      let room = max(0, ledger.headroom(of: RowIndex(row)))
      through[familyOf[row]] += least[row] > 0 ? Int(min(Int64(under[row]), room / least[row])) : under[row]
      (under[row], least[row]) = (0, .max)
    }
    met.removeAll(keepingCapacity: true)
    var width = Width()
    for family in through.indices { width.narrow(family, to: through[family] + total - covered[family]) }
    return width
  }

  private mutating func meet(_ bay: BayIndex, _ free: Int, _ option: OptionIndex, _ ledger: Ledger) {
    let (instance, loads) = (ledger.instance, ledger.loads)
    let base = Int(loads.amountClass[option]) * loads.coefficientClasses
    for entry in Int(instance.incidenceStart[bay.offset])..<Int(instance.incidenceStart[bay.offset + 1]) {
      let row = instance.incidenceRow[entry].offset
      let family = familyOf[row]
      guard family >= 0 else { continue }
      if under[row] == 0 { met.append(row) }
      under[row] += free
      least[row] = min(least[row], loads.loads[base + Int(loads.coefficientClass[entry])])
      if lastBay[family] != bay.offset {
        lastBay[family] = bay.offset
        covered[family] += free
      }
    }
  }
}

extension Ledger {
  /// Units of an option that a bay has slots for; of a tracked piece 1, wherever it may lie.
  fileprivate func mostUnits(_ option: OptionIndex, in bay: BayIndex) -> Int {
    isTrackedPiece(option) ? 1 : Int(free[bay] / instance.options.slots[option])
  }
}
