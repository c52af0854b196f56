public import Facility
public import Packing
public import PlanModel
public import Tenancy

/// A facility and a book as rows and options, with the way back from rows to resources.
///
/// One unit is one node; a node has one slot. Quantities: mW drawn above idle, rack units, nodes.
public struct Problem: Sendable {
  /// The problem for the packer; options past the last lease's are the products' probes.
  public internal(set) var instance = Instance()
  /// What each row limits.
  public internal(set) var resources: [Resource] = []
  /// The facility, the book and the settings that it was compiled from.
  public let facility: Facility, book: Book, settings: PlanSettings
  /// The products whose headroom is asked, each with its probe.
  public internal(set) var probes: [(product: Product, option: OptionIndex)] = []
  /// Nodes that each lease asks for.
  public internal(set) var nodesAsked: [Int] = []
  /// Spares held: zone, kind, nodes in service there, spares.
  var spareRows: [(zone: ZoneID, kind: KindID, inService: Int, spares: Int)] = []
  /// For each incidence of the instance, a rule that is never above what a unit adds: without square losses.
  var leastRule: [Int32] = []
  /// What a watt in each bay becomes at the supply, in parts per 10⁹.
  var supplyCoefficient: [Int64] = []

  static let quantities = (watts: Int32(0), rackUnits: Int32(1), nodes: Int32(2))

  /// Compiles.
  ///
  /// - Complexity: O(bays × rows of a bay + leases).
  public init(facility: Facility, book: Book, settings: PlanSettings) {
    (self.facility, self.book, self.settings) = (facility, book, settings)
    instance.quantities = 3
    instance.nodeSlots = facility.kinds.map { _ in 1 }
    let groups = PriceGroups(facility)
    addZonesAndBays(groups)
    spareRows = Self.spares(of: facility)
    addRows(groups)
    addLeases()
    addProbes()
  }

  private mutating func addZonesAndBays(_ groups: PriceGroups) {
    instance.zones.parent = facility.zones.map { $0.parent.map { ZoneIndex($0.index) } }
    instance.zones.level = facility.zones.map { Int32($0.level.rawValue) }
    instance.zones.end = facility.zones.map { ZoneIndex($0.end.index) }
    instance.bays.zone = facility.bays.map { ZoneIndex($0.zone.index) }
    instance.bays.kind = facility.bays.map { $0.kind.raw }
    instance.bays.slots = facility.bays.map { Int32(clamping: $0.inService) }
    instance.bays.group = facility.bays.map { groups.group(of: $0.zone, family: .kind($0.kind)).number }
  }

  // MARK: rows

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

  private mutating func addRows(_ groups: PriceGroups) {
    let base = Coefficients.base(of: facility, settings)
    let coefficients = Coefficients(facility, squareLoss: .secant(above: base))
    var rowOfLimit = [RowIndex?](repeating: nil, count: coefficients.limits)
    for (at, element) in facility.power.enumerated() {
      guard let limit = element.limit else { continue }
      let group = groups.group(of: element.zone, family: .named(element.stage))
      rowOfLimit[at] = addRow(
        .power(PowerID(at)), limit.milliwatts.addedSaturating(-base[at]), group, Coefficients.one)
    }
    for (at, element) in facility.cooling.enumerated() {
      guard let limit = element.limit else { continue }
      let number = coefficients.number(ofCooling: at)
      rowOfLimit[number] = addRow(
        .cooling(CoolingID(at)), limit.milliwatts.addedSaturating(-base[number]),
        groups.group(of: element.zone, family: .named(element.name)), Coefficients.one)
    }
    var spaceRow = [RowIndex?](repeating: nil, count: facility.zones.count)
    for (at, zone) in facility.zones.enumerated() {
      guard let space = zone.space else { continue }
      spaceRow[at] = addRow(
        .space(ZoneID(at)), space.units, groups.group(of: ZoneID(at), family: .space), 1)
    }
    var spareRowOf = [RowIndex?](repeating: nil, count: facility.zones.count * facility.kinds.count)
    for spare in spareRows {
      let group = groups.group(of: spare.zone, family: .spares(spare.kind))
      let row = addRow(
        .spares(spare.zone, spare.kind), Int64(spare.inService - spare.spares), group, 1)
      for zone in spare.zone.index..<facility.zones[spare.zone].end.index {
        spareRowOf[zone * facility.kinds.count + spare.kind.index] = row
      }
    }
    addIncidences(coefficients, rowOfLimit, spaceRow, spareRowOf)
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

  private mutating func addIncidences(
    _ coefficients: Coefficients, _ rowOfLimit: [RowIndex?], _ spaceRow: [RowIndex?], _ spareRow: [RowIndex?]
  ) {
    var trace = Trace(coefficients)
    var least = Trace(Coefficients(facility, squareLoss: .none))
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      var atSupply: Int64 = 0
      for (limit, sum) in trace.sums(kind: kind, rack: bay.zone) {
        if limit < facility.power.count, facility.power[limit].parent == nil {
          atSupply = atSupply.addedSaturating(sum)
        }
        if let row = rowOfLimit[limit] { instance.addIncidence(row, Self.rule(Self.quantities.watts, sum)) }
      }
      for (limit, sum) in least.sums(kind: kind, rack: bay.zone) where rowOfLimit[limit] != nil {
        leastRule.append(instance.number(of: Self.rule(Self.quantities.watts, sum)))
      }
      supplyCoefficient.append(facility.power.isEmpty ? Coefficients.one : atSupply)
      let counts = [
        (spaceRow[bay.zone.index], Self.quantities.rackUnits),
        (spareRow[bay.zone.index * facility.kinds.count + bay.kind.index], Self.quantities.nodes),
      ]
      for case (let row?, let quantity) in counts {
        instance.addIncidence(row, Self.rule(quantity, 1))
        leastRule.append(instance.number(of: Self.rule(quantity, 1)))
      }
      instance.incidenceStart.append(Int32(instance.incidenceRow.count))
    }
  }

  private static func rule(_ quantity: Int32, _ coefficient: Int64) -> LoadRule {
    LoadRule([LoadRule.Term(quantity, coefficient)])
  }

  // MARK: options

  private mutating func addLeases() {
    let leasable = leasableNodes()
    var bayOf: [Int32] = [Int32](repeating: -1, count: facility.zones.count * facility.kinds.count)
    for (at, bay) in facility.bays.enumerated() {
      bayOf[bay.zone.index * facility.kinds.count + bay.kind.index] = Int32(at)
    }
    for lease in book.leases {
      let placedNodes = lease.placed.reduce(0) { $0 + $1.nodes }
      let nodes =
        lease.nodes(of: facility.kinds[lease.kind])?.upperBound
        ?? (lease.isPlaced ? placedNodes : leasable[lease.kind.index])
      nodesAsked.append(nodes)
      if nodes > 0, lease.level != .node || nodes == 1 {
        addOption(
          lease.kind, lease.level, nodes: nodes, lease.profile,
          value: lease.rent(nodes: nodes, of: facility.kinds[lease.kind]))
      }
      instance.leases.firstOption.append(OptionIndex(instance.options.count))
      instance.leases.isKept.append(settings.honour.keeps(lease))
      instance.leases.priority.append(Int32(clamping: lease.priority))
      // A lease without an option (it cannot stand as it asks) is refused, wherever it stands today.
      for part in lease.placed where !instance.optionRange(of: LeaseIndex(nodesAsked.count - 1)).isEmpty {
        let bay = bayOf[part.zone.index * facility.kinds.count + lease.kind.index]
        guard bay >= 0 else { continue }
        instance.leases.pinBay.append(BayIndex(Int(bay)))
        instance.leases.pinUnits.append(Int32(clamping: part.nodes))
        instance.leases.pinPiece.append(nil)
      }
      instance.leases.moveCost.append(-1)
      instance.leases.firstPin.append(Int32(instance.leases.pinBay.count))
    }
  }

  /// By kind: nodes in service less spares.
  private func leasableNodes() -> [Int] {
    var nodes = [Int](repeating: 0, count: facility.kinds.count)
    for bay in facility.bays { nodes[bay.kind.index] += bay.inService }
    for spare in spareRows { nodes[spare.kind.index] -= spare.spares }
    return nodes
  }

  private mutating func addOption(_ kind: KindID, _ level: Level, nodes: Int, _ profile: Profile, value: Int64) {
    let model = facility.kinds[kind]
    let idle = settings.unleasedIdle ? model.idle.watts : .zero
    instance.options.append(
      PackingOption(
        kind: kind.raw, level: Int32(level.rawValue), units: Int32(clamping: nodes), slots: 1, value: value,
        amounts: [max(0, (model.draw(profile, on: settings.basis) - idle).milliwatts), model.height.units, 1]))
  }

  private mutating func addProbes() {
    for product in Self.products(of: facility) {
      let kind = facility.kinds[product.kind]
      probes.append((product, OptionIndex(instance.options.count)))
      addOption(product.kind, product.level, nodes: product.gpus / kind.gpus, facility.training, value: 0)
    }
  }

  /// The shapes that sales can lease, for every kind installed; each at the innermost level whose zones can hold it.
  static func products(of facility: Facility) -> [Product] {
    var most = [Int](repeating: 0, count: Level.allCases.count * facility.kinds.count)
    var nodes = [Int](repeating: 0, count: facility.zones.count * facility.kinds.count)
    for bay in facility.bays {
      var at: ZoneID? = bay.zone
      while let zone = at {
        let cell = zone.index * facility.kinds.count + bay.kind.index
        nodes[cell] += bay.inService
        let level = facility.zones[zone].level.rawValue * facility.kinds.count + bay.kind.index
        most[level] = max(most[level], nodes[cell])
        at = facility.zones[zone].parent
      }
    }
    var products: [Product] = []
    for (at, kind) in facility.kinds.enumerated() where facility.installedNodes(of: KindID(at)) > 0 {
      func add(_ name: String, gpus: Int, inside: Level? = nil) {
        let needed = (gpus + kind.gpus - 1) / kind.gpus
        let level =
          inside
          ?? Level.allCases.reversed().first {
            most[min($0.rawValue, Level.rack.rawValue) * facility.kinds.count + at] >= needed && $0 <= .rack
          }
          ?? facility.zones[0].level
        products.append(Product(name: name, kind: KindID(at), gpus: needed * kind.gpus, level: level))
      }
      add("node", gpus: kind.gpus, inside: .node)
      if kind.nvlinkDomain > kind.gpus { add("NVL\(kind.nvlinkDomain)", gpus: kind.nvlinkDomain, inside: .rack) }
      add("256", gpus: 256)
      add("1,024", gpus: 1_024)
      add("4,096", gpus: 4_096)
    }
    return products
  }
}

/// Which rows and bays are priced alike: those of one family under one zone of the pricing level.
///
/// The pricing level is the innermost one with at most `mostZones` zones: fine enough to tell places apart, coarse enough
/// that the price search stays small.
struct PriceGroups {
  enum Family: Hashable {
    case named(String)
    case space
    case spares(KindID)
    case kind(KindID)
  }

  private struct Key: Hashable {
    var zone: ZoneID
    var family: Family
  }

  static let mostZones = 400
  private let numbers: Numbers
  private let facility: Facility
  private let level: Level

  /// Numbers in order of first use.
  private final class Numbers {
    var groups: [Key: Int32] = [:]
    var families: [Family: Int32] = [:]
  }

  init(_ facility: Facility) {
    self.facility = facility
    var count = [Int](repeating: 0, count: Level.allCases.count)
    for zone in facility.zones { count[zone.level.rawValue] += 1 }
    level =
      Level.allCases.reversed().first { count[$0.rawValue] > 0 && count[$0.rawValue] <= Self.mostZones } ?? .campus
    numbers = Numbers()
  }

  /// The numbers of the group and of the family of something in `zone`.
  func group(of zone: ZoneID, family: Family) -> (number: Int32, family: Int32) {
    let key = Key(zone: facility.domain(of: zone, at: level), family: family)
    let group = numbers.groups[key] ?? Int32(numbers.groups.count)
    numbers.groups[key] = group
    let itsFamily = numbers.families[family] ?? Int32(numbers.families.count)
    numbers.families[family] = itsFamily
    return (group, itsFamily)
  }
}
