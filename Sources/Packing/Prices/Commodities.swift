/// Commodities of the price search: slots of one kind that load rows alike.
///
/// An option of many slots costs as much as that many slots, so options of one kind whose loads by slot agree share one
/// price a slot whatever their size: nodes and halves of nodes, gangs of two and of two thousand. Thousands of leases
/// come to some dozens of commodities. Loads that all but agree are one commodity; the bound is re-added from the exact
/// loads.
struct Commodities: Sendable {
  /// The kind of each commodity; commodities of a kind follow one another.
  private(set) var kind: [Int32] = []
  /// The commodities of each kind.
  private let ofKind: OffsetRanges
  /// The commodity of each option; −1: no lease in play has it.
  private(set) var ofOption: [Int32]
  /// Load of one slot: commodities × coefficient classes, row-major.
  private var loads: [Double] = []
  let coefficientClasses: Int

  private struct Key: Hashable {
    var kind: Int32
    var loads: [UInt32]
  }

  /// The bits of the mantissa to which like loads agree; fewer only where there are very many commodities.
  private static let precisions: [UInt32] = [20, 12, 8, 5]
  private static let mostCommodities = 400

  /// - Complexity: O(options + price classes × coefficient classes), with hashing.
  init(_ ledger: Ledger, leases: [LeaseIndex], canServe: [Bool]) {
    let instance = ledger.instance
    let table = ledger.loads.priceClasses
    var number = [Int32](repeating: -1, count: table.all.count)
    var classes: [PriceClass] = []
    var classOfOption = [Int32](repeating: -1, count: instance.options.count)
    for lease in leases {
      for option in instance.optionRange(of: lease) where canServe[option] {
        let priced = Int(table.ofOption[option])
        if number[priced] < 0 {
          number[priced] = Int32(classes.count)
          classes.append(table.all[priced])
        }
        classOfOption[option] = number[priced]
      }
    }
    var found: [Found] = []
    var ofClass: [Int] = []
    for bits in Self.precisions {
      (found, ofClass) = Self.merged(classes, ledger.loads, bits: bits)
      if found.count <= Self.mostCommodities { break }
    }
    let order = found.indices.sorted { (found[$0].kind, $0) < (found[$1].kind, $1) }
    var place = [Int32](repeating: 0, count: found.count)
    coefficientClasses = ledger.loads.coefficientClasses
    ofKind = OffsetRanges(counting: found.lazy.map { Int($0.kind) }, groups: instance.nodeSlots.count)
    for commodity in order {
      place[commodity] = Int32(kind.count)
      kind.append(found[commodity].kind)
      loads += found[commodity].loads
    }
    ofOption = classOfOption.map { $0 < 0 ? -1 : place[ofClass[Int($0)]] }
  }

  private typealias Found = (kind: Int32, loads: [Double])

  private static func merged(_ classes: [PriceClass], _ table: LoadTable, bits: UInt32) -> (
    commodities: [Found], of: [Int]
  ) {
    let dropped = UInt32(Float.significandBitCount) - bits
    var known: [Key: Int] = [:]
    var found: [Found] = []
    let ofClass = classes.map { priced in
      let loads = (0..<Int32(table.coefficientClasses)).map { priced.load($0, table) / Double(priced.slots) }
      let key = Key(kind: priced.kind, loads: loads.map { (Float($0).bitPattern &+ (1 << (dropped - 1))) >> dropped })
      let commodity = known[key] ?? found.count
      if known.updateValue(commodity, forKey: key) == nil { found.append((priced.kind, loads)) }
      return commodity
    }
    return (found, ofClass)
  }

  var count: Int { kind.count }

  /// The commodities of a kind.
  func range(of kind: Int32) -> Range<Int> { ofKind[Int(kind)] }

  /// The load of one slot of a commodity on rows of a coefficient class.
  @inline(__always)
  func load(_ commodity: Int, _ coefficient: Int32) -> Double {
    loads[commodity * coefficientClasses + Int(coefficient)]
  }

  /// A cache of the heaviest loads.
  var heaviest: Heaviest { Heaviest(self) }

  /// The most that one slot of a kind loads rows of a coefficient class with.
  struct Heaviest {
    private let commodities: Commodities
    private var known: [Double]

    fileprivate init(_ commodities: Commodities) {
      self.commodities = commodities
      known = [Double](repeating: -1, count: commodities.ofKind.count * commodities.coefficientClasses)
    }

    mutating func load(_ kind: Int32, _ coefficient: Int32) -> Double {
      let at = Int(kind) * commodities.coefficientClasses + Int(coefficient)
      if known[at] < 0 {
        known[at] = commodities.range(of: kind).reduce(0) { max($0, commodities.load($1, coefficient)) }
      }
      return known[at]
    }
  }
}
