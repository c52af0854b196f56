/// The load of one unit on one row, for every pair of distinct amounts and distinct coefficients that occurs.
///
/// Bays by the thousand share a handful of coefficients, and leases by the thousand a handful of amounts, so the
/// product and its rounding are done once here and looked up in the inner loop.
struct LoadTable: Sendable {
  /// The amount class of each option.
  let amountClass: [Int32]
  /// By kind: the class of what a node charges once pieces open it; −1: nothing.
  let nodeClass: [Int32]
  /// The coefficient class of each incidence entry.
  let coefficientClass: [Int32]
  /// The shapes that options have in common, and the classes that their cost by the unit depends on.
  let shapes: OptionShapes
  let priceClasses: PriceClassTable
  /// Number of coefficient classes.
  let coefficientClasses: Int
  /// Load per unit: classes × coefficient classes, row-major.
  let loads: [Int64]

  /// The load that one unit of an option puts on the row of an entry of the incidence.
  @inline(__always) func load(_ option: OptionIndex, by entry: Int) -> Int64 {
    load(base(of: amountClass[option]), by: entry)
  }

  /// The position at which the loads of an amount class begin; negative for the class −1.
  @inline(__always) func base(of amountClass: Int32) -> Int { Int(amountClass) * coefficientClasses }

  /// The load of the amount class that begins at a position on the row of an entry of the incidence.
  @inline(__always) func load(_ base: Int, by entry: Int) -> Int64 { loads[base + Int(coefficientClass[entry])] }

  /// The load of the amount class that begins at a position on rows of a coefficient class.
  @inline(__always) func load(_ base: Int, coefficient: Int32) -> Int64 { loads[base + Int(coefficient)] }

  /// - Complexity: O(incidences + options × quantities), with hashing.
  init(_ instance: Instance) {
    let coefficients = CoefficientClasses(instance)
    coefficientClass = coefficients.ofEntry
    coefficientClasses = coefficients.keys.count
    // What no row can hold is as good as one more than the largest can.
    let most = max(0, instance.rows.capacity.max() ?? 0).addedSaturating(1)
    var table: [Int64] = []
    var classes: Int32 = 0
    func addClass(_ load: (Int) -> Int64) -> Int32 {
      for at in coefficients.keys.indices {
        let load = load(at)
        table.append(load)
      }
      classes += 1
      return classes - 1
    }
    func loads(of amounts: ArraySlice<Int64>) -> (Int) -> Int64 {
      { at in
        let key = coefficients.keys[at]
        return min(most, roundedUpQuotient(instance.product(key.rule, amounts), key.denominator))
      }
    }

    let width = instance.quantities
    var known: [ArraySlice<Int64>: Int32] = [:]
    let amountClass = (0..<instance.options.count).map { option in
      let amounts = instance.options.amounts[option * width..<(option + 1) * width]
      if let number = known[amounts] { return number }
      let number = addClass(loads(of: amounts))
      known[amounts] = number
      return number
    }
    let nodeClass = instance.nodeSlots.indices.map { kind in
      instance.nodeAmounts(of: kind).map { addClass(loads(of: $0)) } ?? -1
    }
    self.amountClass = amountClass
    self.nodeClass = nodeClass
    self.loads = table
    shapes = OptionShapes(instance, amountClass: amountClass)
    priceClasses = PriceClassTable(instance, shapes, amountClass: amountClass, nodeClass: nodeClass)
  }
}

/// The distinct ways in which an entry of the incidence is loaded: by which rule, and by what it is divided.
private struct CoefficientClasses {
  struct Key: Hashable {
    var rule: Int32
    var denominator: Int64
  }

  private(set) var keys: [Key] = []
  private(set) var ofEntry: [Int32] = []

  init(_ instance: Instance) {
    var known: [Key: Int32] = [:]
    // Most entries of a rule are divided by what the one before was.
    var last = [(denominator: Int64, number: Int32)](repeating: (0, -1), count: instance.rules.count)
    ofEntry.reserveCapacity(instance.incidenceRow.count)
    for entry in instance.incidenceRow.indices {
      let rule = instance.incidenceRule[entry]
      let denominator = instance.rows.denominator[instance.incidenceRow[entry]]
      if last[Int(rule)].number < 0 || last[Int(rule)].denominator != denominator {
        let key = Key(rule: rule, denominator: denominator)
        let number = known[key] ?? Int32(keys.count)
        if number == keys.count {
          known[key] = number
          keys.append(key)
        }
        last[Int(rule)] = (denominator, number)
      }
      ofEntry.append(last[Int(rule)].number)
    }
  }
}

extension Ledger {
  /// By row, how much more what was put since a mark adds than the ledger counts: it holds back what no row can hold.
  ///
  /// - Complexity: O(entries since the mark × rows of a bay).
  public func heldBack(since mark: Int) -> [Int: Int64] {
    var beyond: [Int: Int64] = [:]
    func add(_ units: Int32, of amounts: ArraySlice<Int64>, _ number: Int32, in bay: Int) {
      for entry in instance.entries(of: bay) {
        let row = instance.incidenceRow[entry]
        let product = instance.product(instance.incidenceRule[entry], amounts)
        let load = roundedUpQuotient(product, instance.rows.denominator[row])
        let counted = loads.load(loads.base(of: number), by: entry)
        if load > counted {
          let (more, overflow) = (load - counted).multipliedReportingOverflow(by: Int64(units))
          beyond[row.offset] = (beyond[row.offset] ?? 0).addedSaturating(overflow ? .max : more)
        }
      }
    }
    let width = instance.quantities
    var place = places.count - journal[mark...].count { $0.action == .piece }
    for entry in journal[mark...] where entry.action != .close {
      let (option, bay) = (Int(entry.option), Int(entry.bay))
      let amounts = instance.options.amounts[option * width..<(option + 1) * width]
      add(entry.units, of: amounts, loads.amountClass[option], in: bay)
      guard entry.action == .piece else { continue }
      let kind = Int(instance.bays.kind[bay])
      if opensNode(places[place], in: bay), let amounts = instance.nodeAmounts(of: kind) {
        add(1, of: amounts, loads.nodeClass[kind], in: bay)
      }
      place += 1
    }
    return beyond
  }

  /// True if nothing but the piece at a place stands on its node.
  private func opensNode(_ place: PiecePlace, in bay: Int) -> Bool {
    opened.nodes[bay].contains { $0.number == place.node && $0.pieces == 1 }
  }
}

/// `⌈product / denominator⌉` for a non-negative product, held at the top of the range.
func roundedUpQuotient(_ product: Int128, _ denominator: Int64) -> Int64 {
  let quotient = (product + Int128(denominator) - 1) / Int128(denominator)
  return quotient > Int128(Int64.max) ? .max : Int64(quotient)
}

extension Int64 {
  /// The sum, held at the top of the range.
  func addedSaturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
