import PlanModel
import Programs
import Testing

struct IntegerProgramTests {
  /// A room with one rack of three nodes, and one contracted lease that any of the options serves.
  private func program(_ options: [CompiledOption]) -> IntegerProgram {
    var instance = CompiledInstance()
    instance.levels = ["site", "rack"]
    instance.zones = [
      CompiledInstance.Zone(name: "", level: 0, parent: nil), CompiledInstance.Zone(name: "rack", level: 1, parent: 0),
    ]
    instance.kinds = [CompiledInstance.Kind(name: "box", domains: [1], nodeAmounts: [])]
    instance.bays = [CompiledInstance.Bay(zone: 1, kind: 0, slots: 3, loads: [])]
    instance.leases = [
      CompiledLease(name: "some", isMandatory: true, priority: 0, moveCost: nil, pins: [], options: options)
    ]
    return instance.integerProgram()
  }

  private func worth(_ program: IntegerProgram, _ name: String) -> [Int64] {
    program.columns.filter { $0.name == name }.flatMap { [$0.value, $0.keptValue] }
  }

  @Test func `the size of which the last node is billed in part is a choice beside the sizes below it`() {
    // 20 GPUs at 1 $ on nodes of eight: 8.00, 16.00 or 20.00 $/h; the floor of 8 GPUs is what counts as kept.
    var whole = CompiledOption(kind: 0, level: 0, units: 3, slots: 1, value: 2000, amounts: [])
    var fewer = CompiledOption(kind: 0, level: 0, units: 2, slots: 1, value: 1600, amounts: [])
    (fewer.least, fewer.unitValue) = (1, 800)
    (whole.keptValue, fewer.keptValue) = (800, 800)
    let program = program([whole, fewer])
    #expect(worth(program, "z0.0_0") == [2000, 800] && worth(program, "x0.0_0") == [0, 0])
    #expect(worth(program, "z0.1_0") == [0, 800] && worth(program, "x0.1_0") == [800, 0])
    #expect(program.rows.filter { $0.name == "c0" }.map { [$0.side, Int64($0.terms.count)] } == [[1, 2]])
  }

  @Test func `a lease that is worth more than its floor is not counted with others, whatever sizes it has`() {
    // 10 GPUs asked and 9 at least come to two nodes of eight both.
    var option = CompiledOption(kind: 0, level: 0, units: 2, slots: 1, value: 1000, amounts: [])
    #expect(worth(program([option]), "s0_1000") == [1000, 1000])
    option.keptValue = 900
    #expect(worth(program([option]), "z0.0_0") == [1000, 900])
  }
}
