import Programs
import Testing

struct MPSFileTests {
  @Test func `a program is written column by column, with every bound and with notes on top`() {
    var program = IntegerProgram()
    program.name = "two\nlines"
    program.notes = ["left out: nothing"]
    let units = program.column("x0_1", 0...4)
    let taken = program.column("t1", 0...8, isInteger: false)
    let served = program.column("s0_90", 1...1, value: 90, keptValue: 90)
    let idle = program.column("n0_2", 0...Int64.max, value: -3)
    program.row("b1", sum: [.init(units, 2), .init(taken, -1)], is: .equal, 0)
    program.row("r7", sum: [.init(units, 5), .init(served, 0)], is: .atMost, 12)
    program.row("h0", sum: [.init(units, 1), .init(served, -4)], is: .atLeast, 0)
    program.row("empty", sum: [.init(idle, 0)], is: .atMost, 1)
    #expect(
      String(decoding: MPSFile.write(program), as: UTF8.self) == """
        * two lines: minimise VALUE, which is minus cents per hour
        * columns and rows are explained in docs/instance-json.md; KEPT is a second objective, not a limit
        * left out: nothing
        NAME headroom
        ROWS
         N VALUE
         N KEPT
         E Rb1
         L Rr7
         G Rh0
        COLUMNS
         MARKER 'MARKER' 'INTORG'
         x0_1 Rb1 2
         x0_1 Rr7 5
         x0_1 Rh0 1
         MARKER 'MARKER' 'INTEND'
         t1 Rb1 -1
         MARKER 'MARKER' 'INTORG'
         s0_90 VALUE -90
         s0_90 KEPT -90
         s0_90 Rh0 -4
         n0_2 VALUE 3
         MARKER 'MARKER' 'INTEND'
        RHS
         RHS Rr7 12
        BOUNDS
         LO BND x0_1 0
         UP BND x0_1 4
         LO BND t1 0
         UP BND t1 8
         FX BND s0_90 1
         LO BND n0_2 0
         PL BND n0_2
        ENDATA

        """)
  }

  @Test func `a row without terms stays where it never holds`() {
    var program = IntegerProgram()
    program.row("never", sum: [], is: .atLeast, 1)
    program.row("always", sum: [], is: .atMost, 1)
    #expect(program.rows.map(\.name) == ["never"])
  }
}
