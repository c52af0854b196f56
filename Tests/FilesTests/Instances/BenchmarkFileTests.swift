import Files
import PlanModel
import Documents
import Testing

@Test func `an instance is read column by column`() throws {
  let loaded = BenchmarkInstanceFile.read(SourceFile(name: "i", text: SampleFiles.instanceText))
  let instance = try #require(loaded.value, "\(text(of: loaded.diagnostics))")
  #expect(instance.name == "two")
  #expect(instance.types.map(\.nodeGPUs) == [8, 4])
  #expect(instance.types[1] == .init(name: "nvl72", nodeGPUs: 4, rackNodes: 18, gpuWatts: 1_850, heatPermille: 850))
  #expect(instance.profiles == [.init(name: "train", permille: 950, gbps: 240)])
  #expect(instance.levels == ["node", "rack", "leaf", "pod", "hall"])
  #expect(instance.rackType == [0, 1])
  #expect(instance.rackCooling == [0, 1])
  #expect(instance.rackWatts == [37_900, 124_400])
  #expect(instance.rackBaseNodes == [2, 0])
  #expect(instance.rackBaseWatts == [12_480, 0])
  #expect(instance.halls == 1)
  #expect(instance.feedWatts == [1_458_600])
  #expect(instance.coolingWatts == [167_600, 161_900])
  #expect(instance.workGPUs == [8, 72])
  #expect(instance.workLevel == [0, 3])
  #expect(instance.workValue == [1_640, 14_760])
}

@Test func `a solution is written one workload a line`() {
  let solution = BenchmarkSolution(placements: [(3, [(0, 8), (2, 16)]), (10, [(1, 4)])])
  #expect(
    String(decoding: BenchmarkSolutionFile.write(solution), as: UTF8.self) == """
      {
        "placements": {
          "3": [[0, 8], [2, 16]],
          "10": [[1, 4]]
        }
      }

      """)
}
