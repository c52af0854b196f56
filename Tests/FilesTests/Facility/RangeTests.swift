import Documents
import Files
import Testing

/// What is wrong with a hall of one rack, whose power chain and loads are given.
private func problems(power: String, loads: String = "") -> [String] {
  let text = """
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power:
    \(power)
    \(loads)
      zones:
        - {name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}
    """
  let loaded = FacilityFile.read(SourceFile(name: "f", text: text))
  return loaded.diagnostics.filter { $0.severity == .error }.map { "\($0.line): \($0.message)" }
}

private func stages(_ count: Int, _ efficiency: String) -> String {
  (0..<count).map { "    - {name: s\($0), rating: unknown, efficiency: \(efficiency)}" }.joined(separator: "\n")
}

struct RangeTests {
  @Test func `the first stage that multiplies a load beyond a terawatt is refused where it stands, and no other`() {
    let said = problems(power: stages(30, "1 %"))
    #expect(said.count == 1)
    #expect(said.first?.hasSuffix("to hand on 40.8 GW") == true, "\(said)")
    #expect(said.first?.contains("would draw more than 1 TW") == true, "\(said)")
  }

  @Test func `a long chain of ordinary losses is in range`() {
    #expect(problems(power: stages(30, "90 %")).isEmpty)
    #expect(problems(power: stages(3, "1 %")).isEmpty)
  }

  @Test func `loads that add up beyond a terawatt are refused where they are carried`() {
    let loads =
      "  loads:\n" + (0..<101).map { "    - {name: l\($0), watts: 10 GW, heat: none}" }.joined(separator: "\n")
    #expect(problems(power: stages(1, "99 %"), loads: loads) == ["6: `s0` would carry more than 1 TW"])
  }
}
