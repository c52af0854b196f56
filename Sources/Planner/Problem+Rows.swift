import Facility
import Packing
import PlanModel

// Limits as rows.
extension Problem {
  /// Spares are held in every pod; where there is no pod, in every zone just under the root; else in the root.
  static func spares(of facility: Facility) -> [(zone: ZoneID, kind: KindID, inService: Int, spares: Int)] {
    guard !facility.zones.isEmpty, !facility.spares.isEmpty else { return [] }
    let pods = facility.zones.indices.filter { facility.zones[$0].level == .pod }
    let under = facility.zones.indices.filter { facility.zones[$0].parent?.index == 0 }
    let zones = !pods.isEmpty ? pods : (!under.isEmpty ? under : [0])
    var zoneOf = [Int](repeating: -1, count: facility.zones.count)
    for zone in zones { for inner in zone..<facility.zones[zone].end.index { zoneOf[inner] = zone } }
    var inService = [Int](repeating: 0, count: facility.zones.count * facility.kinds.count)
    for bay in facility.bays where zoneOf[bay.zone.index] >= 0 {
      inService[zoneOf[bay.zone.index] * facility.kinds.count + bay.kind.index] += bay.inService
    }
    var rows: [(zone: ZoneID, kind: KindID, inService: Int, spares: Int)] = []
    for zone in zones {
      for rule in facility.spares {
        let nodes = inService[zone * facility.kinds.count + rule.kind.index]
        if nodes > 0 {
          rows.append((ZoneID(zone), rule.kind, nodes, rule.spares(for: nodes, gpus: facility.kinds[rule.kind].gpus)))
        }
      }
    }
    return rows
  }

  /// By kind: nodes in service less spares.
  static func leasableNodes(
    _ facility: Facility, _ spareRows: [(zone: ZoneID, kind: KindID, inService: Int, spares: Int)]
  ) -> [Int] {
    var nodes = [Int](repeating: 0, count: facility.kinds.count)
    for bay in facility.bays { nodes[bay.kind.index] += bay.inService }
    for spare in spareRows { nodes[spare.kind.index] -= spare.spares }
    return nodes
  }

  mutating func addRows(_ groups: PriceGroups) {
    let base = Coefficients.base(of: facility, settings)
    let coefficients = Coefficients(facility, squareLoss: .secant(above: base))
    for (at, element) in facility.power.enumerated() where element.parent == nil {
      baseSupply += Watts(milliwatts: base[at])
    }
    var rows = RowNumbers(facility, limits: coefficients.limits)
    for (at, element) in facility.power.enumerated() {
      guard let limit = element.limit else { continue }
      let group = groups.group(of: element.zone, family: .named(element.stage))
      rows.ofLimit[at] = addRow(
        .power(PowerID(at)), limit.milliwatts.addedSaturating(-base[at]), group, Coefficients.one)
    }
    for (at, element) in facility.cooling.enumerated() {
      guard let limit = element.limit else { continue }
      let number = coefficients.number(ofCooling: at)
      rows.ofLimit[number] = addRow(
        .cooling(CoolingID(at)), limit.milliwatts.addedSaturating(-base[number]),
        groups.group(of: element.zone, family: .named(element.name)), Coefficients.one)
    }
    for (at, zone) in facility.zones.enumerated() {
      guard let space = zone.space else { continue }
      rows.space[at] = addRow(
        .space(ZoneID(at)), space.units, groups.group(of: ZoneID(at), family: .space), 1)
    }
    for spare in spareRows {
      let group = groups.group(of: spare.zone, family: .spares(spare.kind))
      let row = addRow(
        .spares(spare.zone, spare.kind), Int64(spare.inService - spare.spares), group, 1)
      for zone in spare.zone.index..<facility.zones[spare.zone].end.index {
        rows.spares[zone * facility.kinds.count + spare.kind.index] = row
      }
    }
    // What no lease asks for makes no row.
    for provision in facility.provisions {
      guard let column = quantities.named[provision.quantity.index] else { continue }
      let group = groups.group(of: provision.zone, family: .quantity(provision.quantity))
      let row = addRow(.quantity(provision.zone, provision.quantity), provision.capacity, group, 1)
      rows.provisions[provision.zone.index].append((row, column))
    }
    addIncidences(coefficients, rows)
  }

  private mutating func addRow(
    _ resource: Resource, _ capacity: Int64, _ group: (number: Int32, family: Int32), _ denominator: Int64
  ) -> RowIndex {
    resources.append(resource)
    instance.rows.capacity.append(capacity)
    instance.rows.denominator.append(denominator)
    instance.rows.group.append(group.number)
    instance.rows.family.append(group.family)
    instance.rows.failureCase.append(0)
    instance.rows.period.append(0)
    return RowIndex(resources.count - 1)
  }

  private mutating func addIncidences(_ coefficients: Coefficients, _ rows: RowNumbers) {
    var trace = Trace(coefficients)
    let linear = Coefficients(facility, squareLoss: .none)
    // Where no loss grows with the square of the load, both say the same.
    var least = linear.isSame(as: coefficients) ? nil : Trace(linear)
    var wattRules = WattRules()
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      let sums = trace.sums(kind: kind, rack: bay.zone)
      let leastSums = least?.sums(kind: kind, rack: bay.zone) ?? sums
      supplyCoefficient.append(atSupply(sums))
      linearSupplyCoefficient.append(atSupply(leastSums))
      let own = kind.isPosition ? coefficients.coolingAround(bay.zone) : []
      let most = rules(sums, heat: own, rows, &wattRules)
      for (row, rule) in most {
        instance.incidenceRow.append(row)
        instance.incidenceRule.append(rule)
      }
      leastRule += (least == nil ? most : rules(leastSums, heat: own, rows, &wattRules)).map(\.rule)
      addCounts(bay, rows)
      instance.endIncidence()
    }
  }

  /// What a watt becomes at the supply, of what it becomes at every limit.
  private func atSupply(_ sums: [(limit: Int, sum: Int64)]) -> Int64 {
    guard !facility.power.isEmpty else { return Coefficients.one }
    return sums.reduce(0) { sum, entry in
      let isSupply = entry.limit < facility.power.count && facility.power[entry.limit].parent == nil
      return isSupply ? sum.addedSaturating(entry.sum) : sum
    }
  }

  /// How a bay loads the rows of its limits: by the watts of what stands in it, and in cooling around rack positions by its own
  /// heat too.
  private mutating func rules(
    _ sums: [(limit: Int, sum: Int64)], heat: [(limit: Int, medium: CoolingElement.Medium)], _ rows: RowNumbers,
    _ wattRules: inout WattRules
  ) -> [(row: RowIndex, rule: Int32)] {
    var rules: [(row: RowIndex, rule: Int32)] = []
    guard let columns = quantities.heat, !heat.isEmpty else {
      for (limit, sum) in sums {
        if let row = rows.ofLimit[limit] { rules.append((row, wattRules.number(of: sum, in: &instance))) }
      }
      return rules
    }
    var terms: [Int: [LoadRule.Term]] = [:]
    for (limit, sum) in sums { terms[limit] = [LoadRule.Term(Quantities.watts, sum)] }
    for (limit, medium) in heat {
      if medium.takesLiquid { terms[limit, default: []].append(LoadRule.Term(columns.liquid, Coefficients.one)) }
      if medium.takesAir { terms[limit, default: []].append(LoadRule.Term(columns.air, Coefficients.one)) }
    }
    for (limit, terms) in terms.sorted(by: { $0.key < $1.key }) {
      if let row = rows.ofLimit[limit] { rules.append((row, instance.number(of: LoadRule(terms)))) }
    }
    return rules
  }

  /// Rack units, spares and named quantities: what is counted and not followed through a chain.
  private mutating func addCounts(_ bay: Bay, _ rows: RowNumbers) {
    var counts: [(row: RowIndex, column: Int32)] = []
    if let row = rows.space[bay.zone.index] { counts.append((row, Quantities.rackUnits)) }
    if let row = rows.spares[bay.zone.index * facility.kinds.count + bay.kind.index] {
      counts.append((row, Quantities.nodes))
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

/// The rules that load a row by watts alone, by their coefficient: racks share a few hundred of them.
private struct WattRules {
  private var numbers: [Int64: Int32] = [:]

  mutating func number(of coefficient: Int64, in instance: inout Instance) -> Int32 {
    if let known = numbers[coefficient] { return known }
    let number = instance.number(of: LoadRule([LoadRule.Term(Quantities.watts, coefficient)]))
    numbers[coefficient] = number
    return number
  }
}

/// The rows by what they limit.
private struct RowNumbers {
  /// By limit of the chain and of cooling.
  var ofLimit: [RowIndex?]
  /// By zone; by zone and kind.
  var space: [RowIndex?], spares: [RowIndex?]
  /// Of named quantities by the zone that provides them, with the column that they count.
  var provisions: [[(row: RowIndex, column: Int32)]]

  init(_ facility: Facility, limits: Int) {
    ofLimit = [RowIndex?](repeating: nil, count: limits)
    space = [RowIndex?](repeating: nil, count: facility.zones.count)
    spares = [RowIndex?](repeating: nil, count: facility.zones.count * facility.kinds.count)
    provisions = Array(repeating: [], count: facility.provisions.isEmpty ? 0 : facility.zones.count)
  }
}
