import Packing

/// Instances made by hand: halls of racks, one bay a rack, and leases with one option each.
struct InstanceBuilder {
  var instance = Instance()
  /// Zones of the halls, and bays of the racks.
  private(set) var halls: [ZoneIndex] = [], racks: [BayIndex] = []

  /// Divisions of the instance.
  static let byRack = Int32(0), byHall = Int32(1)

  /// Halls of racks of so many nodes of one kind.
  init(_ nodes: [[Int]], slots: Int32 = 1, domains: [Int32] = []) {
    instance.quantities = 1
    instance.nodeSlots = [slots]
    if !domains.isEmpty { instance.domainSlots = [domains] }
    open(nil, 0)
    var hallOfBay: [Int32] = []
    for (number, racks) in nodes.enumerated() {
      let hall = open(ZoneIndex(0), 1)
      halls.append(hall)
      for nodes in racks {
        instance.bays.zone.append(open(hall, 2))
        instance.bays.kind.append(0)
        instance.bays.slots.append(Int32(nodes) * slots)
        instance.bays.group.append(0)
        instance.incidenceStart.append(0)
        self.racks.append(BayIndex(instance.bays.count - 1))
        hallOfBay.append(Int32(number))
      }
      instance.zones.end[hall] = ZoneIndex(instance.zones.count)
    }
    instance.zones.end[0] = ZoneIndex(instance.zones.count)
    instance.divisions = [
      DivisionTable(partOfBay: hallOfBay.indices.map { Int32($0) }, run: hallOfBay),
      DivisionTable(partOfBay: hallOfBay, run: nodes.map { _ in 0 }),
    ]
  }

  @discardableResult
  private mutating func open(_ parent: ZoneIndex?, _ level: Int32) -> ZoneIndex {
    instance.zones.parent.append(parent)
    instance.zones.level.append(level)
    instance.zones.end.append(ZoneIndex(instance.zones.count))
    return ZoneIndex(instance.zones.count - 1)
  }

  /// A row that every rack loads by the only quantity.
  mutating func addRow(_ capacity: Int64, denominator: Int64 = 1, coefficient: Int64 = 1) {
    precondition(instance.rows.count == 0 && instance.options.count == 0, "one row, before there are options")
    instance.rows.capacity = [capacity]
    instance.rows.denominator = [denominator]
    (instance.rows.group, instance.rows.family) = ([0], [0])
    (instance.rows.failureCase, instance.rows.period) = ([0], [0])
    instance.incidenceStart = [0]
    for _ in racks {
      instance.addIncidence(RowIndex(0), LoadRule([LoadRule.Term(0, coefficient)]))
      instance.endIncidence()
    }
  }

  /// A row for each hall, which its racks load by the only quantity.
  mutating func addHallRows(_ capacity: Int64) {
    addRows(capacity, count: halls.count, of: instance.divisions[Int(Self.byHall)].partOfBay)
  }

  /// A row for each rack, which it loads by the only quantity.
  mutating func addRackRows(_ capacity: Int64) {
    addRows(capacity, count: racks.count, of: instance.divisions[Int(Self.byRack)].partOfBay)
  }

  private mutating func addRows(_ capacity: Int64, count: Int, of rowOfRack: [Int32]) {
    precondition(instance.rows.count == 0 && instance.options.count == 0, "no other rows, before there are options")
    instance.incidenceStart = [0]
    instance.rows.capacity = [Int64](repeating: capacity, count: count)
    instance.rows.denominator = [Int64](repeating: 1, count: count)
    instance.rows.group = (0..<Int32(count)).map { $0 }
    instance.rows.family = [Int32](repeating: 0, count: count)
    instance.rows.failureCase = instance.rows.family
    instance.rows.period = instance.rows.family
    for rack in racks {
      instance.addIncidence(RowIndex(Int(rowOfRack[rack.offset])), LoadRule([LoadRule.Term(0, 1)]))
      instance.endIncidence()
    }
  }

  /// A lease of so many nodes, or of a piece of a node, with what `change` does to its option.
  @discardableResult
  mutating func lease(
    _ units: Int, slots: Int32? = nil, value: Int64 = 10, mandatory: Bool = false,
    _ change: (inout PackingOption) -> Void = { _ in }
  ) -> LeaseIndex {
    instance.options.append(option(units, slots: slots, value: value, change))
    instance.leases.firstOption.append(OptionIndex(instance.options.count))
    instance.leases.isMandatory.append(mandatory)
    instance.leases.priority.append(0)
    instance.leases.firstPin.append(Int32(instance.leases.pinBay.count))
    instance.leases.moveCost.append(-1)
    return LeaseIndex(instance.leases.count - 1)
  }

  /// An option that belongs to no lease; to be added after all leases.
  mutating func probe(
    _ units: Int, slots: Int32? = nil, _ change: (inout PackingOption) -> Void = { _ in }
  ) -> OptionIndex {
    instance.options.append(option(units, slots: slots, value: 0, change))
    return OptionIndex(instance.options.count - 1)
  }

  private func option(
    _ units: Int, slots: Int32?, value: Int64, _ change: (inout PackingOption) -> Void
  ) -> PackingOption {
    var option = PackingOption(
      kind: 0, level: 0, units: Int32(units), slots: slots ?? instance.nodeSlots[0], value: value, amounts: [1])
    change(&option)
    return option
  }

  /// Lets the last lease stand somewhere already.
  mutating func pin(_ parts: [(rack: Int, units: Int32)], piece: PiecePlace? = nil, moveCost: Int64 = -1) {
    for part in parts {
      instance.leases.pinBay.append(racks[part.rack])
      instance.leases.pinUnits.append(part.units)
      instance.leases.pinPiece.append(piece)
    }
    instance.leases.firstPin[instance.leases.count] = Int32(instance.leases.pinBay.count)
    instance.leases.moveCost[instance.leases.count - 1] = moveCost
  }

  /// Units by rack of each lease; nil: refused.
  func stands(_ packing: Packing) -> [[Int: Int]?] {
    zip(packing.option, packing.parts).map { option, parts in
      option == nil ? nil : Dictionary(uniqueKeysWithValues: parts.map { ($0.bay.offset, $0.units) })
    }
  }
}

extension Instance {
  /// Adds an entry to the bay whose incidence is being written.
  mutating func addIncidence(_ row: RowIndex, _ rule: LoadRule) { addIncidence(row, rule: number(of: rule)) }
}
