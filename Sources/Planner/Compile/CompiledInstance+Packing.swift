import Facility
import Packing
public import PlanModel
import Tenancy

/// The names that a compiled instance has, where the packer knows numbers.
struct InstanceNames {
  var name: String
  var levels: [String]
  var zones: [String]
  var kinds: [String]
  var quantities: [CompiledInstance.Quantity]
  var rows: [(name: String, unit: String)]
  var leases: [String]
}

extension CompiledProblem {
  /// The instance by name; the probes are left out.
  public var compiled: CompiledInstance {
    CompiledInstance(
      instance,
      InstanceNames(
        name: facility.name, levels: Level.allCases.map(\.name),
        zones: facility.zones.indices.map { facility.path(of: ZoneID($0)) }, kinds: facility.kinds.map(\.name),
        quantities: quantityNames,
        rows: rowKeys.map { ($0.resource.name(in: facility), $0.resource.unit(in: facility).instanceName) },
        leases: book.leases.map(\.name)))
  }

  private var quantityNames: [CompiledInstance.Quantity] {
    var names = [("watts above idle", "mW"), ("rack units", "U"), ("nodes", "nodes")]
    if columns.heat != nil { names += [("heat into liquid", "mW"), ("heat into air", "mW")] }
    for (at, column) in columns.named.enumerated() where column != nil {
      names.append((facility.quantities[at].name, facility.quantities[at].measure.unit.instanceName))
    }
    return names.map { CompiledInstance.Quantity(name: $0.0, unit: $0.1) }
  }
}

extension ResourceUnit {
  /// The unit as docs/instance-json.md has it.
  fileprivate var instanceName: String {
    switch self {
    case .nodes: "nodes"
    case .pieces: "pieces"
    case .bitsPerSecond: "bit/s"
    default: symbol
    }
  }
}

extension CompiledBenchmark {
  /// The instance by name; racks, leaves and the like are numbered from 0, as in the file.
  public var compiled: CompiledInstance {
    let mW = "mW"
    let families: [(name: String, count: Int, unit: String)] = [
      ("rack", source.rackType.count, mW), ("pdu", source.pduUPS.count, mW), ("ups", source.upsSubstation.count, mW),
      ("substation", source.substationFeed.count, mW), ("feed", source.feedWatts.count, mW),
      ("cooling", source.coolingWatts.count, "µW"), ("leaf", source.leafPod.count, "Gb/s"),
      ("pod", source.podHall.count, "Gb/s"),
    ]
    return CompiledInstance(
      instance,
      InstanceNames(
        name: source.name, levels: ["site", "hall", "pod", "leaf", "rack"], zones: zoneNames,
        kinds: source.types.map(\.name),
        quantities: [
          .init(name: "watts", unit: mW), .init(name: "leaf uplink", unit: "Gb/s"),
          .init(name: "pod uplink", unit: "Gb/s"),
        ],
        rows: families.flatMap { family in (0..<family.count).map { ("\(family.name)-\($0)", family.unit) } },
        leases: source.workType.indices.map { "workload-\($0)" }))
  }

  /// A zone is named after the first rack in it; one without racks by its number.
  private var zoneNames: [String] {
    var firstRack = [Int?](repeating: nil, count: instance.zones.count)
    for (bay, rack) in rackOfBay.enumerated() {
      var at: ZoneIndex? = instance.bays.zone[bay]
      while let zone = at, firstRack[zone.offset] == nil {
        firstRack[zone.offset] = rack
        at = instance.zones.parent[zone]
      }
    }
    return firstRack.enumerated().map { zone, rack in
      guard let rack else { return "zone-\(zone)" }
      let leaf = source.rackLeaf[rack]
      let pod = source.leafPod[leaf]
      let path = ["hall-\(source.podHall[pod])", "pod-\(pod)", "leaf-\(leaf)", "rack-\(rack)"]
      let level = Int(instance.zones.level[zone])
      return level == 0 ? source.name : path.prefix(level).joined(separator: "/")
    }
  }
}

extension CompiledInstance {
  /// Copies an instance, with names.
  init(_ instance: Instance, _ names: InstanceNames) {
    self.init()
    (name, levels, quantities) = (names.name, names.levels, names.quantities)
    zones = instance.zones.level.indices.map {
      Zone(name: names.zones[$0], level: Int(instance.zones.level[$0]), parent: instance.zones.parent[$0]?.offset)
    }
    kinds = instance.nodeSlots.indices.map { at in
      let domains = instance.domainSlots.isEmpty ? [] : instance.domainSlots[at].map { Int($0) }
      let width = instance.quantities
      return Kind(
        name: names.kinds[at], domains: domains.isEmpty ? [Int(instance.nodeSlots[at])] : domains,
        nodeAmounts: instance.nodeAmounts.isEmpty
          ? [Int64](repeating: 0, count: width) : Array(instance.nodeAmounts[at * width..<(at + 1) * width]))
    }
    rules = instance.rules.map { $0.terms.map { Term(quantity: Int($0.quantity), coefficient: $0.coefficient) } }
    rows = instance.rows.capacity.indices.map {
      Row(
        name: names.rows[$0].name, unit: names.rows[$0].unit, capacity: instance.rows.capacity[$0],
        denominator: instance.rows.denominator[$0], failureCase: Int(instance.rows.failureCase[$0]),
        period: Int(instance.rows.period[$0]))
    }
    bays = instance.bays.zone.indices.map { bay in
      let entries = instance.entries(of: bay)
      return Bay(
        zone: instance.bays.zone[bay].offset, kind: Int(instance.bays.kind[bay]), slots: Int(instance.bays.slots[bay]),
        loads: entries.map { Load(row: instance.incidenceRow[$0].offset, rule: Int(instance.incidenceRule[$0])) })
    }
    divisions = instance.divisions.map { division in
      Division(partOfBay: division.partOfBay.map { $0 < 0 ? nil : Int($0) }, run: division.run.map { Int($0) })
    }
    leases = (0..<instance.leases.count).map { CompiledLease(instance, LeaseIndex($0), name: names.leases[$0]) }
  }
}

extension CompiledLease {
  fileprivate init(_ instance: Instance, _ lease: LeaseIndex, name: String) {
    let leases = instance.leases
    let pins = instance.pinRange(of: lease)
    self.init(
      name: name, isMandatory: leases.isMandatory[lease], priority: Int(leases.priority[lease]),
      moveCost: leases.moveCost[lease] < 0 ? nil : leases.moveCost[lease],
      pins: pins.map { at in
        let piece = leases.pinPiece[at]
        return Pin(
          bay: leases.pinBay[at].offset, units: Int(leases.pinUnits[at]), node: piece.map { Int($0.node) },
          slots: piece?.slots.map { Int($0) } ?? [])
      },
      options: instance.optionRange(of: lease).map { CompiledOption(instance, $0) })
  }
}

extension CompiledOption {
  fileprivate init(_ instance: Instance, _ at: Int) {
    let options = instance.options
    let width = instance.quantities
    self.init(
      kind: Int(options.kind[at]), level: Int(options.level[at]), units: Int(options.units[at]),
      slots: Int(options.slots[at]), value: options.value[at],
      amounts: Array(options.amounts[at * width..<(at + 1) * width]))
    keptValue = options.keptValue[at]
    (least, unitValue, block) = (Int(options.least[at]), options.unitValue[at], max(1, Int(options.block[at])))
    if options.blockLevel[at] >= 0 { blockLevel = Int(options.blockLevel[at]) }
    (splits, within) = (options.splits[at], options.within[at].offset)
    exclusive = options.exclusive[at] < 0 ? nil : Int(options.exclusive[at])
    if options.spread[at] >= 0 { spread = (Int(options.spread[at]), options.spreadShare[at]) }
    if let anchor = options.affinity[at] {
      near = (anchor.offset, Int(options.affinityDivision[at]), Int(options.affinityReach[at]))
    }
  }
}
