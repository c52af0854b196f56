import Facility
import Packing

/// Builds what the nodes of each bay add to the rows: an incidence matrix of bays and rows, with a load rule an entry.
struct IncidenceBuilder {
  /// The instance with the incidences that are built.
  private(set) var instance: Instance
  /// For each incidence, a rule that is never above what a unit adds.
  private(set) var leastRule: [Int32] = []
  /// By bay: the coefficient of its watts at the supply, in parts per 10⁹, with square losses at their most and without
  /// them.
  private(set) var supplyCoefficient: [Int64] = [], linearSupplyCoefficient: [Int64] = []

  private let facility: Facility
  private let columns: AmountColumns
  private let rows: RowNumbers
  private var wattRules = WattRules()

  private typealias Sums = [(limit: Int, sum: Int64)]
  /// The load of a watt at each limit, and the column of the watts that count there.
  private typealias Terms = [(limit: Int, sum: Int64, column: Int32)]

  /// - Parameter instance: has its rows already.
  init(_ context: CompileContext, rows: RowNumbers, instance: Instance) {
    (facility, columns) = (context.facility, context.columns)
    (self.rows, self.instance) = (rows, instance)
  }

  /// Adds every bay.
  ///
  /// - Complexity: O(bays × (depth² + loads around a rack × depth)).
  ///
  /// - Parameters:
  ///   - loads: on the plan's basis, then on those of other limits.
  ///   - positions: by limit, of the loads that count there.
  mutating func addBays(_ loads: [BasisLoads], positions: [Int]) {
    let coefficients = loads[0].coefficients
    var tracers = loads.map { LoadTracer($0.coefficients) }
    let columns = loads.map(\.column)
    let linear = LoadCoefficients(facility, squareLoss: .none)
    // Where no loss grows with the square of the load, both say the same.
    var linearTracer = loads.allSatisfy { linear.isSame(as: $0.coefficients) } ? nil : LoadTracer(linear)
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      let sums = tracers[0].sums(kind: kind, rack: bay.zone)
      let linearSums = linearTracer?.sums(kind: kind, rack: bay.zone) ?? sums
      supplyCoefficient.append(atSupply(sums))
      linearSupplyCoefficient.append(atSupply(linearSums))
      let heat = kind.isPosition ? coefficients.coolingAround(bay.zone) : []
      var terms = sums.map { (limit: $0.limit, sum: $0.sum, column: columns[0]) }
      for at in tracers.indices.dropFirst() {
        terms.removeAll { positions[$0.limit] == at }
        for (limit, sum) in tracers[at].sums(kind: kind, rack: bay.zone) where positions[limit] == at {
          terms.append((limit, sum, columns[at]))
        }
      }
      if tracers.count > 1 { terms.sort { $0.limit < $1.limit } }
      let rules = rules(of: terms, heat: heat)
      for (row, rule) in rules { instance.addIncidence(row, rule: rule) }
      let least = linearSums.map { (limit: $0.limit, sum: $0.sum, column: columns[positions[$0.limit]]) }
      leastRule += (linearTracer == nil ? rules : self.rules(of: least, heat: heat)).map(\.rule)
      addCounts(bay)
      instance.endIncidence()
    }
  }

  /// The coefficient at the supply, of those at every limit.
  private func atSupply(_ sums: Sums) -> Int64 {
    guard !facility.power.isEmpty else { return LoadCoefficients.one }
    return sums.reduce(0) { sum, entry in
      let isSupply = entry.limit < facility.power.count && facility.power[entry.limit].parent == nil
      return isSupply ? sum.addedSaturating(entry.sum) : sum
    }
  }

  /// The rules by which a bay loads the rows of its limits: by the watts in it, and in cooling around rack positions by
  /// their own heat too.
  private mutating func rules(
    of sums: Terms, heat: [(limit: Int, medium: CoolingElement.Medium)]
  ) -> [(row: RowIndex, rule: Int32)] {
    var rules: [(row: RowIndex, rule: Int32)] = []
    guard let heatColumns = columns.heat, !heat.isEmpty else {
      for (limit, sum, column) in sums {
        if let row = rows.ofLimit[limit] { rules.append((row, wattRules.number(of: sum, column, in: &instance))) }
      }
      return rules
    }
    let one = LoadCoefficients.one
    var terms: [Int: [LoadRule.Term]] = [:]
    for (limit, sum, column) in sums { terms[limit] = [LoadRule.Term(column, sum)] }
    for (limit, medium) in heat {
      if medium.takesLiquid { terms[limit, default: []].append(LoadRule.Term(heatColumns.liquid, one)) }
      if medium.takesAir { terms[limit, default: []].append(LoadRule.Term(heatColumns.air, one)) }
    }
    for (limit, terms) in terms.sorted(by: { $0.key < $1.key }) {
      if let row = rows.ofLimit[limit] { rules.append((row, instance.number(of: LoadRule(terms)))) }
    }
    return rules
  }

  /// Adds rack units, spares and named quantities: what is counted and not followed through a chain.
  private mutating func addCounts(_ bay: Bay) {
    var counts: [(row: RowIndex, column: Int32)] = []
    if let row = rows.space[bay.zone.index] { counts.append((row, AmountColumns.rackUnits)) }
    if let row = rows.spares[bay.zone.index * facility.kinds.count + bay.kind.index] {
      counts.append((row, AmountColumns.nodes))
    }
    var at: ZoneID? = rows.provisions.isEmpty ? nil : bay.zone
    while let zone = at {
      counts += rows.provisions[zone.index]
      at = facility.zones[zone].parent
    }
    for (row, column) in counts {
      let rule = instance.number(of: LoadRule([LoadRule.Term(column, 1)]))
      instance.addIncidence(row, rule: rule)
      leastRule.append(rule)
    }
  }
}

/// A cache of the rules that load a row by watts alone, by their coefficient and column: racks share a few hundred of them.
private struct WattRules {
  private struct Key: Hashable {
    var coefficient: Int64, column: Int32
  }

  private var numbers: [Key: Int32] = [:]

  mutating func number(of coefficient: Int64, _ column: Int32, in instance: inout Instance) -> Int32 {
    let key = Key(coefficient: coefficient, column: column)
    if let known = numbers[key] { return known }
    let number = instance.number(of: LoadRule([LoadRule.Term(column, coefficient)]))
    numbers[key] = number
    return number
  }
}
