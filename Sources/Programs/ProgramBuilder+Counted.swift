import PlanModel

/// Units that load every row alike, of leases that are only counted: whatever they belong to, they may stand for one another.
struct UnitShape {
  /// Leases that differ in value alone.
  struct Class: Hashable {
    var units: Int, level: Int, isMandatory: Bool
  }

  /// The option that stands for all, and the first lease, after which columns are named.
  let option: CompiledOption
  let first: Int
  /// By class, in the order of their first lease: the leases.
  private(set) var classes: [(key: Class, leases: [Int])] = []

  private struct Key: Hashable {
    var kind: Int, slots: Int, amounts: [Int64]
  }

  /// The shapes of the leases that can be counted, and the leases that cannot.
  static func shapes(of instance: CompiledInstance) -> (shapes: [UnitShape], single: [Int]) {
    var isWatched = [Bool](repeating: false, count: instance.leases.count)
    for option in instance.leases.lazy.flatMap(\.options) { if let near = option.near { isWatched[near.lease] = true } }
    var shapes: [UnitShape] = []
    var numbers: [Key: Int] = [:]
    var classNumbers: [[Class: Int]] = []
    var single: [Int] = []
    for (at, lease) in instance.leases.enumerated() {
      guard lease.options.count == 1, lease.pins.isEmpty, !isWatched[at], lease.options[0].isFreeOfRules else {
        single.append(at)
        continue
      }
      let option = lease.options[0]
      let key = Key(kind: option.kind, slots: option.slots, amounts: option.amounts)
      let number = numbers[key] ?? shapes.count
      if number == shapes.count {
        numbers[key] = number
        shapes.append(UnitShape(option: option, first: at))
        classNumbers.append([:])
      }
      let group = Class(units: option.units, level: option.level, isMandatory: lease.isMandatory)
      let place = classNumbers[number][group] ?? shapes[number].classes.count
      if place == shapes[number].classes.count {
        classNumbers[number][group] = place
        shapes[number].classes.append((group, []))
      }
      shapes[number].classes[place].leases.append(at)
    }
    return (shapes, single)
  }
}

extension CompiledOption {
  fileprivate var isFreeOfRules: Bool {
    least == units && keptValue == value && block <= 1 && within == 0 && exclusive == nil && spread == nil
      && near == nil
  }
}

extension ProgramBuilder {
  /// Gangs of one class in one zone.
  private struct Gangs {
    var zone: Int, column: Int, units: Int
  }

  /// Adds the leases that are counted.
  mutating func addCounted() {
    for shape in shapes {
      let bays = room(shape.option)
      let units = addUnits(shape.option, bays, tag: "\(shape.first)", lease: nil)
      let gangs = shape.classes.flatMap { addGangs(of: $0.key, leases: $0.leases, units: units) }
      addContainment(shape, units: units, gangs: gangs)
    }
  }

  /// Adds a column for each zone that can hold a gang of a class, and one for each value that leases of it have.
  private mutating func addGangs(of key: UnitShape.Class, leases: [Int], units: [UnitColumn]) -> [Gangs] {
    var roomOfZone: [Int: Int] = [:]
    for unit in units { roomOfZone[domain(ofBay: unit.bay, at: key.level), default: 0] += unit.most }
    let gangs = roomOfZone.sorted { $0.key < $1.key }.compactMap { zone, room -> Gangs? in
      let most = min(leases.count, key.units > 0 ? room / key.units : 0)
      guard most > 0 else { return nil }
      return Gangs(zone: zone, column: program.column("n\(leases[0])_\(zone)", 0...Int64(most)), units: key.units)
    }
    guard !gangs.isEmpty else {
      if key.isMandatory { unplaceable += leases }
      return []
    }
    var counts: [Int64: Int64] = [:]
    for lease in leases { counts[instance.leases[lease].options[0].value, default: 0] += 1 }
    var terms = gangs.map { IntegerProgram.Term($0.column, 1) }
    for (value, count) in counts.sorted(by: { $0.key > $1.key }) {
      let column = program.column(
        "s\(leases[0])_\(value)", (key.isMandatory ? count : 0)...count, value: value,
        keptValue: key.isMandatory ? value : 0)
      terms.append(.init(column, -1))
    }
    program.row("c\(leases[0])", sum: terms, is: .equal, 0)
    return gangs
  }

  /// Every zone holds the units of the gangs inside it, and there are no others.
  private mutating func addContainment(_ shape: UnitShape, units: [UnitColumn], gangs: [Gangs]) {
    let gangZones = Set(gangs.map(\.zone))
    var sums: [Int: [IntegerProgram.Term]] = [:]
    for unit in units {
      for zone in zones(containing: instance.bays[unit.bay].zone) where gangZones.contains(zone) {
        sums[zone, default: []].append(.init(unit.column, 1))
      }
    }
    for gang in gangs {
      for zone in zones(containing: gang.zone) where gangZones.contains(zone) {
        sums[zone, default: []].append(.init(gang.column, -Int64(gang.units)))
      }
    }
    let all = units.map { IntegerProgram.Term($0.column, 1) } + gangs.map { .init($0.column, -Int64($0.units)) }
    program.row("u\(shape.first)", sum: all, is: .equal, 0)
    for (zone, terms) in sums.sorted(by: { $0.key < $1.key }) where terms.count < all.count {
      program.row("h\(shape.first)_\(zone)", sum: terms, is: .atLeast, 0)
    }
  }
}
