/// Options that differ in nothing but their value.
struct OptionClasses {
  struct Key {
    var kind: Int32, level: Int32, units: Int32, slots: Int32, amount: Int32, block: Int32, within: Int32
  }

  private(set) var keys: [Key] = []
  private(set) var isSingleBay: [Bool] = [], isPiece: [Bool] = [], crosses: [Bool] = []
  private(set) var prefersOneBay: [Bool] = [], prefersOneDomain: [Bool] = []
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
    prefersOneBay.append(ledger.hierarchy.prefersOneBay(option, ledger.instance))
    prefersOneDomain.append(isPiece && options.prefersOneDomain[option])
    self.isPiece.append(isPiece)
    crosses.append(isPiece && ledger.crosses(option))
    return number
  }
}

/// The options of the leases that a search may move, in columns.
struct OptionColumns {
  /// The leases that have any.
  private(set) var leases: [LeaseIndex] = []
  /// The options of each of them.
  private(set) var ranges = OffsetRanges()
  /// Class, value and option in the instance of each option.
  private(set) var `class`: [Int32] = [], value: [Int64] = [], source: [Int32] = []
  /// Value over priced cost of each lease's best option.
  private(set) var worth: [Double] = []

  /// Collects the options of leases, with their classes; see `SearchInstance`.
  static func collect(
    _ ledger: Ledger, leases: [LeaseIndex], premium: Int64, served: [OptionIndex?], costs: UnitCosts, canServe: [Bool]
  ) -> (classes: OptionClasses, options: OptionColumns) {
    let instance = ledger.instance
    var classes = OptionClasses()
    var options = OptionColumns()
    options.reserveCapacity(leases.count)
    for lease in leases {
      let isMandatory = instance.leases.isMandatory[lease] && !served.isEmpty
      let least = isMandatory ? served[lease.offset].map { instance.options.keptValue[$0] } ?? 0 : 0
      let start = options.source.count
      var worth = 0.0
      for at in instance.optionRange(of: lease) where canServe[at] && instance.options.keptValue[at] >= least {
        worth = max(worth, costs.ratio(at, instance))
        options.source.append(Int32(at))
      }
      guard start < options.source.count else { continue }
      if options.source.count > start + 1 { costs.sortByGain(&options.source[start...], instance) }
      for at in options.source[start...] {
        options.class.append(classes.number(OptionIndex(Int(at)), ledger))
        options.value.append(instance.options.value[Int(at)] + (isMandatory ? premium : 0))
      }
      options.leases.append(lease)
      options.worth.append(isMandatory ? 1e9 : worth)
      options.ranges.append(upTo: options.source.count)
    }
    return (classes, options)
  }

  private mutating func reserveCapacity(_ leases: Int) {
    self.leases.reserveCapacity(leases)
    `class`.reserveCapacity(leases)
    value.reserveCapacity(leases)
    source.reserveCapacity(leases)
    worth.reserveCapacity(leases)
  }

  /// Loads of one slot in the mean of the first option of every lease, by kind and coefficient class.
  func meanLoads(_ classes: [OptionClasses.Key], _ table: LoadTable, kinds: Int) -> [Double] {
    var slots = [Double](repeating: 0, count: kinds)
    var sum = [Double](repeating: 0, count: kinds * table.coefficientClasses)
    for option in ranges.offsets.dropLast() {
      let key = classes[Int(self.class[Int(option)])]
      let kind = Int(key.kind)
      slots[kind] += Double(key.units) * Double(key.slots)
      for at in 0..<table.coefficientClasses {
        sum[kind * table.coefficientClasses + at] +=
          Double(key.units) * Double(table.load(table.base(of: key.amount), coefficient: Int32(at)))
      }
    }
    for at in sum.indices where sum[at] > 0 { sum[at] /= slots[at / table.coefficientClasses] }
    return sum
  }
}
