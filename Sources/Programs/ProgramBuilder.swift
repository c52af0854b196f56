public import PlanModel

extension CompiledInstance {
  /// The instance as an integer program, whose optimum no plan exceeds; it equals the best plan's value where `notes` name nothing
  /// that is left out.
  ///
  /// Leases that differ in value alone are counted, not told apart, and so are units that load the rows alike: gangs of a class by
  /// zone, units of a shape by bay. A zone never crosses another, so the gangs find their units if and only if every zone holds as
  /// many as the gangs inside it ask for. Leases with rules, several options or a place today have columns of their own.
  ///
  /// - Complexity: O((shapes + leases with rules) × bays × rows of a bay).
  public func integerProgram() -> IntegerProgram {
    var builder = ProgramBuilder(self)
    builder.addCounted()
    for lease in builder.single { builder.add(lease) }
    builder.addAffinities()
    builder.addSlots()
    builder.addRows()
    builder.addNotes()
    return builder.program
  }
}

/// Units in a bay: at most so many.
struct UnitColumn {
  var bay: Int, column: Int, most: Int
}

/// The program under construction: columns first, the sums over bays and rows as they grow.
struct ProgramBuilder {
  let instance: CompiledInstance
  var program = IntegerProgram()
  /// Leases with columns of their own, ascending.
  let single: [Int]
  /// The shapes of the leases that are counted.
  let shapes: [UnitShape]
  /// By row: what loads it.
  var loads: [[IntegerProgram.Term]]
  /// By bay: what takes slots there, and whose it is; nil: it is counted with others.
  var slotUses: [[(column: Int, slots: Int, lease: Int?)]]
  /// By lease with columns of its own: its units.
  var unitsOfLease: [Int: [UnitColumn]] = [:]
  /// Rules that look at what others do, for when all columns are there.
  var exclusive: [ExclusiveUnits] = [], affinities: [AffinityUnits] = []
  /// Kept leases that no bay can hold; whether some spread was widened.
  var unplaceable: [Int] = []
  var hasWideSpread = false
  /// Bays of each kind.
  private let baysOfKind: [[Int]]

  init(_ instance: CompiledInstance) {
    self.instance = instance
    program.name = instance.name
    (shapes, single) = UnitShape.shapes(of: instance)
    loads = Array(repeating: [], count: instance.rows.count)
    slotUses = Array(repeating: [], count: instance.bays.count)
    var baysOfKind = [[Int]](repeating: [], count: instance.kinds.count)
    for (at, bay) in instance.bays.enumerated() { baysOfKind[bay.kind].append(at) }
    self.baysOfKind = baysOfKind
  }

  // MARK: units

  /// Bays that can hold units of an option, and how many each.
  func room(_ option: CompiledOption) -> [(bay: Int, most: Int)] {
    baysOfKind[option.kind].compactMap { bay in
      guard contains(option.within, instance.bays[bay].zone) else { return nil }
      var most = instance.bays[bay].slots / max(1, option.slots)
      for load in instance.bays[bay].loads where most > 0 {
        let unit = unitLoad(load, option.amounts)
        if unit > 0 { most = Int(min(Int128(most), Int128(max(0, instance.rows[load.row].capacity)) / unit)) }
      }
      return most > 0 ? (bay, most) : nil
    }
  }

  /// Adds columns for units of an option in bays, with what they load and take.
  mutating func addUnits(
    _ option: CompiledOption, _ bays: [(bay: Int, most: Int)], tag: String, lease: Int?
  ) -> [UnitColumn] {
    bays.map { bay, most in
      let column = program.column("x\(tag)_\(bay)", 0...Int64(most))
      addLoads(of: option.amounts, in: bay, column)
      slotUses[bay].append((column, option.slots, lease))
      return UnitColumn(bay: bay, column: column, most: most)
    }
  }

  /// Adds what one of a column loads the rows of a bay with.
  mutating func addLoads(of amounts: [Int64], in bay: Int, _ column: Int) {
    for load in instance.bays[bay].loads {
      let unit = unitLoad(load, amounts)
      if unit > 0 { loads[load.row].append(.init(column, Int64(clamping: unit))) }
    }
  }

  /// The load of a unit on a row: ⌈Σ coefficient × amount ÷ denominator⌉.
  func unitLoad(_ load: CompiledInstance.Load, _ amounts: [Int64]) -> Int128 {
    let product = instance.rules[load.rule].reduce(Int128(0)) {
      $0 + Int128($1.coefficient) * Int128(amounts[$1.quantity])
    }
    let denominator = Int128(instance.rows[load.row].denominator)
    return (product + denominator - 1) / denominator
  }

  // MARK: zones

  /// The zone that holds a gang of a level of which a unit stands in a bay: the nearest at that level or further out.
  func domain(ofBay bay: Int, at level: Int) -> Int {
    var zone = instance.bays[bay].zone
    while instance.zones[zone].level > level, let parent = instance.zones[zone].parent { zone = parent }
    return zone
  }

  /// A zone and all those that contain it, the innermost first.
  func zones(containing zone: Int) -> [Int] {
    var list = [zone]
    while let parent = instance.zones[list[list.count - 1]].parent { list.append(parent) }
    return list
  }

  private func contains(_ outer: Int, _ inner: Int) -> Bool { outer == 0 || zones(containing: inner).contains(outer) }

  // MARK: rows

  /// Adds the rows that can bind at all, divided by what their loads have in common.
  mutating func addRows() {
    for (at, row) in instance.rows.enumerated() {
      // What is a row of the program is held once.
      defer { loads[at] = [] }
      let capacity = max(0, row.capacity)
      let most = loads[at].reduce(Int128(0)) {
        $0 + Int128($1.coefficient) * Int128(program.columns[$1.column].upper ?? .max)
      }
      guard most > Int128(capacity) else { continue }
      let divisor = loads[at].reduce(Int64(0)) { greatestCommonDivisor($0, $1.coefficient) }
      program.row(
        "r\(at)", sum: loads[at].map { .init($0.column, $0.coefficient / divisor) }, is: .atMost, capacity / divisor)
    }
  }

  /// Says what the program leaves out.
  mutating func addNotes() {
    let options = instance.leases.flatMap(\.options)
    let hasDomains = options.contains { option in
      !option.splits && instance.kinds[option.kind].domains.count > 1
    }
    let pieces = options.filter { $0.slots < instance.kinds[$0.kind].slots }
    let isOdd = pieces.contains { piece in
      instance.kinds[piece.kind].slots % piece.slots != 0
        || pieces.contains { $0.kind == piece.kind && max($0.slots, piece.slots) % min($0.slots, piece.slots) != 0 }
    }
    if hasDomains { program.notes.append("left out: NUMA domains, which pieces of nodes may not cross") }
    if isOdd || instance.leases.contains(where: { $0.pins.contains { $0.node != nil } }) {
      program.notes.append("left out: which node of a rack a piece lies on; slots are counted by rack")
    }
    if hasWideSpread {
      program.notes.append("left out: spread of elastic leases, by the units they get; the most they ask for counts")
    }
    if instance.leases.contains(where: { $0.isMandatory || !$0.pins.isEmpty }) {
      program.notes.append(
        "leases that are kept first are served (rows c..., type E); if that is infeasible, see docs/instance-json.md")
    }
    if Set(instance.leases.lazy.filter(\.isMandatory).map(\.priority)).count > 1 {
      program.notes.append("left out: priorities, which break ties between plans that keep as much")
    }
    for lease in unplaceable {
      program.notes.append("not asked for: lease \(lease) is kept first, but no place can hold it")
    }
  }
}

private func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
