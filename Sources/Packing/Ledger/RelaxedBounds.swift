/// Upper bounds on the units of an option that zones could hold if the rows of one family did not hold: bounds from
/// relaxed rows.
///
/// A row with room *R* admits no more than ⌊R ÷ least load of a unit⌋ units, nor more than fit the bays that load it,
/// each for itself; the rows of one family together admit no more than the sum, and what fits in bays that load none of
/// them. Relaxing a family admits more to those bays that its rows limit most: counted in full, that is no less than
/// what is really admitted. Whatever finds a place keeps within all that, so a zone whose bound is too low is not worth
/// trying.
public struct RelaxedBounds {
  /// The bounds by zone and family.
  public struct Table {
    private let families: Int
    private var units: [Int] = []

    fileprivate init(families: Int) { self.families = families }

    /// The most units in the `zone`-th zone once the rows of a family are relaxed.
    public subscript(zone: Int, relaxing family: Int) -> Int { units[zone * families + family] }

    fileprivate mutating func append(_ count: Int) { units.append(count) }
  }

  /// The least of some counts, the family that it is of, and the least of the other families.
  private struct Least {
    var family = -1
    var count = Int.max, other = Int.max

    mutating func add(_ new: Int, of family: Int) {
      if family == self.family {
        count = min(count, new)
      } else if new < count {
        (self.family, count, other) = (family, new, count)
      } else {
        other = min(other, new)
      }
    }

    /// The least of all but one family's.
    func without(_ family: Int) -> Int { family == self.family ? other : count }
  }

  /// Units in some bays: what is free there, and what of it rows admit, each bay for itself.
  private struct Units {
    var free = 0, fitting = 0

    static func += (a: inout Units, b: Units) { (a.free, a.fitting) = (a.free + b.free, a.fitting + b.fitting) }
  }

  private let familyOf: [Int]
  // By row: what its bays hold, and the least that a unit adds; for rows that were counted.
  private var under: [Units], least: [Int64]
  private var counted: [Int] = []
  // By family: what its rows admit, what its bays hold, the last of these bays, what more fits without its
  // rows.
  private var admitted: [Units], covered: [Units], lastBay: [Int], more: [Int]

  /// - Parameter familyOf: by row, from 0; −1: a row that is never relaxed.
  public init(familyOf: [Int]) {
    self.familyOf = familyOf
    under = Array(repeating: Units(), count: familyOf.count)
    least = Array(repeating: .max, count: familyOf.count)
    admitted = Array(repeating: Units(), count: (familyOf.max() ?? -1) + 1)
    covered = admitted
    lastBay = Array(repeating: -1, count: admitted.count)
    more = lastBay
  }

  /// - Complexity: O(rows of the bays in the zones + zones × families).
  public mutating func bounds(of option: OptionIndex, in zones: [ZoneIndex], on ledger: Ledger) -> Table {
    var bounds = Table(families: admitted.count)
    for zone in zones { add(zone, option: option, on: ledger, to: &bounds) }
    return bounds
  }

  private mutating func add(_ zone: ZoneIndex, option: OptionIndex, on ledger: Ledger, to bounds: inout Table) {
    for family in admitted.indices {
      (admitted[family], covered[family], lastBay[family], more[family]) = (Units(), Units(), -1, 0)
    }
    var total = Units()
    // What a lease that keeps to a zone reaches begins there.
    for bay in ledger.narrowed(zone, option).map({ ledger.bays(of: option, in: $0) }) ?? [] {
      let free = ledger.mostUnits(option, in: bay)
      if free > 0 { total += count(bay, free: free, option: option, on: ledger) }
    }
    for row in counted {
      let room = ledger.slack(of: RowIndex(row))
      let most = quotient(room, least[row], upTo: under[row].free)
      admitted[familyOf[row]] += Units(free: most, fitting: min(most, under[row].fitting))
      (under[row], least[row]) = (Units(), .max)
    }
    counted.removeAll(keepingCapacity: true)
    var (free, fitting) = (Least(), Least())
    for family in admitted.indices {
      free.add(admitted[family].free + total.free - covered[family].free, of: family)
      fitting.add(admitted[family].fitting + total.fitting - covered[family].fitting, of: family)
    }
    for family in admitted.indices {
      let fits = min(total.fitting, fitting.without(family))
      bounds.append(min(free.without(family), fits + more[family]))
    }
  }

  /// Counts a bay; returns what it holds.
  private mutating func count(_ bay: BayIndex, free: Int, option: OptionIndex, on ledger: Ledger) -> Units {
    let (instance, loads) = (ledger.instance, ledger.loads)
    let base = loads.base(of: loads.amountClass[option])
    let entries = instance.entries(of: bay.offset)
    var fit = Least()
    fit.add(free, of: -1)
    for entry in entries {
      let row = instance.incidenceRow[entry].offset
      let load = loads.load(base, by: entry)
      fit.add(quotient(ledger.slack(of: RowIndex(row)), load, upTo: free), of: familyOf[row])
    }
    let units = Units(free: free, fitting: fit.count)
    if fit.family >= 0 { more[fit.family] += fit.other - fit.count }
    for entry in entries {
      let row = instance.incidenceRow[entry].offset
      let family = familyOf[row]
      guard family >= 0 else { continue }
      if under[row].free == 0 { counted.append(row) }
      least[row] = min(least[row], loads.load(base, by: entry))
      under[row] += units
      if lastBay[family] != bay.offset {
        lastBay[family] = bay.offset
        covered[family] += units
      }
    }
    return units
  }

  /// ⌊room ÷ load⌋, from 0 to `most`.
  private func quotient(_ room: Int64, _ load: Int64, upTo most: Int) -> Int {
    guard load > 0 else { return most }
    return room <= 0 ? 0 : Int(min(Int64(most), room / load))
  }
}

extension Ledger {
  /// Units of an option that a bay has slots for; of a tracked piece 1, wherever it may lie.
  fileprivate func mostUnits(_ option: OptionIndex, in bay: BayIndex) -> Int {
    isTrackedPiece(option) ? 1 : Int(free[bay] / instance.options.slots[option])
  }
}
