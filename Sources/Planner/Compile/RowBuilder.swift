import Facility
import Packing
import PlanModel

/// Zones, bays and rows of a facility, with what the packer does not ask of them.
struct CompiledRows: Sendable {
  /// The instance, without leases and options.
  let instance: Instance
  /// The resource that each row limits.
  let keys: [RowKey]
  /// For each incidence, a rule that is never above what a unit adds.
  let leastRule: [Int32]
  /// By bay: the coefficient of its watts at the supply, in parts per 10⁹, with square losses at their most and without
  /// them.
  let supplyCoefficient: [Int64], linearSupplyCoefficient: [Int64]
  /// The load of the supply before any lease.
  let baseSupply: Watts
}

/// Builds the rows of a facility, one for every limit, and what each bay adds to them.
struct RowBuilder {
  private let context: CompileContext
  private var groups: PriceGroups
  private var instance = Instance()
  private var keys: [RowKey] = []
  private var numbers: RowNumbers
  private var baseSupply = Watts.zero

  private var facility: Facility { context.facility }

  /// Builds everything.
  ///
  /// - Complexity: O(bays × rows of a bay).
  static func build(_ context: CompileContext) -> CompiledRows {
    var builder = RowBuilder(context)
    builder.addZonesAndBays()
    let loads = BasisLoads.all(context)
    builder.addPower(loads)
    builder.addCooling(loads[0].base, loads[0].coefficients)
    builder.addSpace()
    builder.addSpares()
    builder.addQuantities()
    return builder.finished(with: loads)
  }

  private init(_ context: CompileContext) {
    self.context = context
    groups = PriceGroups(context.facility)
    numbers = RowNumbers(context.facility)
    instance.quantities = context.columns.count
    instance.nodeSlots = context.nodes.ofNode
    (instance.domainSlots, instance.nodeAmounts) = (context.nodes.byDomain, context.nodes.amounts)
  }

  private mutating func addZonesAndBays() {
    instance.zones.parent = facility.zones.map { $0.parent.map { ZoneIndex($0.index) } }
    instance.zones.level = facility.zones.map { Int32($0.level.rawValue) }
    instance.zones.end = facility.zones.map { ZoneIndex($0.end.index) }
    instance.bays.zone = facility.bays.map { ZoneIndex($0.zone.index) }
    instance.bays.kind = facility.bays.map { $0.kind.raw }
    instance.bays.slots = facility.bays.map {
      Int32(clamping: Int64($0.inService) * Int64(context.nodes.ofNode[$0.kind.index]))
    }
    instance.bays.group = facility.bays.map { groups.group(of: $0.zone, family: .kind($0.kind)).number }
  }

  private mutating func addPower(_ loads: [BasisLoads]) {
    let supplyColumn = context.columns.supplyColumn(facility, context.settings)
    let atSupply = loads.first { $0.column == supplyColumn } ?? loads[0]
    for (at, element) in facility.power.enumerated() where element.parent == nil {
      baseSupply += Watts(milliwatts: atSupply.base[at])
    }
    let position = BasisLoads.positions(context)
    for (at, element) in facility.power.enumerated() {
      guard let limit = element.limit else { continue }
      numbers.ofLimit[at] = addRow(
        .power(PowerID(at)), capacity: limit.milliwatts.addedSaturating(-loads[position[at]].base[at]),
        group: groups.group(of: element.zone, family: .named(element.stage)), denominator: LoadCoefficients.one)
    }
  }

  private mutating func addCooling(_ base: [Int64], _ coefficients: LoadCoefficients) {
    for (at, element) in facility.cooling.enumerated() {
      guard let limit = element.limit else { continue }
      let number = coefficients.number(ofCooling: at)
      numbers.ofLimit[number] = addRow(
        .cooling(CoolingID(at)), capacity: limit.milliwatts.addedSaturating(-base[number]),
        group: groups.group(of: element.zone, family: .named(element.name)), denominator: LoadCoefficients.one)
    }
  }

  private mutating func addSpace() {
    for (at, zone) in facility.zones.enumerated() {
      guard let space = zone.space else { continue }
      numbers.space[at] = addRow(
        .space(ZoneID(at)), capacity: space.units, group: groups.group(of: ZoneID(at), family: .space))
    }
  }

  private mutating func addSpares() {
    guard !context.sparePools.isEmpty else { return }
    var levels: [KindID: Level] = [:]
    var rows: [Resource: RowIndex] = [:]
    for pool in context.sparePools {
      let resource = Resource.spares(pool.zone, pool.kind)
      levels[pool.kind] = pool.level
      rows[resource] = addRow(
        resource, capacity: Int64(pool.inService - pool.spares),
        group: groups.group(of: pool.zone, family: .spares(pool.kind)))
    }
    for bay in facility.bays {
      guard let level = levels[bay.kind] else { continue }
      let zone = facility.domain(of: bay.zone, at: level)
      numbers.spares[bay.zone.index * facility.kinds.count + bay.kind.index] = rows[.spares(zone, bay.kind)]
    }
  }

  /// Adds the named quantities; one that no lease asks for makes no row.
  private mutating func addQuantities() {
    for provision in facility.provisions {
      guard let column = context.columns.named[provision.quantity.index] else { continue }
      let row = addRow(
        .quantity(provision.zone, provision.quantity), capacity: provision.capacity,
        group: groups.group(of: provision.zone, family: .quantity(provision.quantity)))
      numbers.provisions[provision.zone.index].append((row, column))
    }
  }

  private mutating func addRow(
    _ resource: Resource, capacity: Int64, group: (number: Int32, family: Int32), denominator: Int64 = 1
  ) -> RowIndex {
    keys.append(RowKey(resource))
    instance.rows.capacity.append(capacity)
    instance.rows.denominator.append(denominator)
    instance.rows.group.append(group.number)
    instance.rows.family.append(group.family)
    instance.rows.failureCase.append(0)
    instance.rows.period.append(0)
    return RowIndex(keys.count - 1)
  }

  /// The rows with the incidences of every bay.
  private func finished(with loads: [BasisLoads]) -> CompiledRows {
    var incidences = IncidenceBuilder(context, rows: numbers, instance: instance)
    incidences.addBays(loads, positions: BasisLoads.positions(context))
    return CompiledRows(
      instance: incidences.instance, keys: keys, leastRule: incidences.leastRule,
      supplyCoefficient: incidences.supplyCoefficient, linearSupplyCoefficient: incidences.linearSupplyCoefficient,
      baseSupply: baseSupply)
  }
}

/// The rows by what they limit.
struct RowNumbers {
  /// By limit of the chain and of cooling.
  var ofLimit: [RowIndex?]
  /// By zone; by zone that bays stand in and kind.
  var space: [RowIndex?], spares: [RowIndex?]
  /// Of named quantities by the zone that provides them, with the column that they count.
  var provisions: [[(row: RowIndex, column: Int32)]]

  init(_ facility: Facility) {
    ofLimit = [RowIndex?](repeating: nil, count: facility.power.count + facility.cooling.count)
    space = [RowIndex?](repeating: nil, count: facility.zones.count)
    spares = [RowIndex?](repeating: nil, count: facility.zones.count * facility.kinds.count)
    provisions = Array(repeating: [], count: facility.provisions.isEmpty ? 0 : facility.zones.count)
  }
}
