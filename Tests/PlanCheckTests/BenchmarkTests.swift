import PlanCheck
import PlanModel
import Testing

/// Two halls of one pod each with two leaves of one rack: 4 nodes of 8 GPUs at 1,000 W a GPU, 500 ‰ of it heat in the
/// loop. Racks 0–3 on leaves 0–3; leaves 0, 1 in pod 0, leaves 2, 3 in pod 1; pod = hall. Racks 0, 2 on PDU 0, 1, 3 on
/// PDU 1.
@Suite struct BenchmarkTests {
  static let instance: BenchmarkInstance = {
    var it = BenchmarkInstance()
    it.types = [.init(name: "h", nodeGPUs: 8, rackNodes: 4, gpuWatts: 1_000, heatPermille: 500)]
    it.types.append(.init(name: "g", nodeGPUs: 4, rackNodes: 4, gpuWatts: 1_000, heatPermille: 1_000))
    it.profiles = [.init(name: "full", permille: 1_000, gbps: 100), .init(name: "light", permille: 333, gbps: 10)]
    it.levels = ["node", "rack", "leaf", "pod", "hall"]
    (it.rackType, it.rackLeaf, it.rackPDU) = ([0, 0, 0, 0], [0, 1, 2, 3], [0, 1, 0, 1])
    (it.rackCooling, it.rackWatts) = ([0, 0, 1, 1], [32_000, 32_000, 32_000, 32_000])
    (it.rackBaseNodes, it.rackBaseWatts) = ([1, 0, 0, 0], [6_000, 0, 0, 0])
    (it.leafPod, it.leafUplink) = ([0, 0, 1, 1], [9_999, 9_999, 9_999, 9_999])
    (it.podHall, it.podUplink, it.halls) = ([0, 1], [9_999, 9_999], 2)
    (it.pduUPS, it.pduWatts) = ([0, 0], [64_000, 64_000])
    (it.upsSubstation, it.upsWatts) = ([0], [128_000])
    (it.substationFeed, it.substationWatts, it.feedWatts) = ([0], [128_000], [128_000])
    it.coolingWatts = [64_000, 64_000]
    // 0: two nodes in a pod; 1: half a node; 2: four nodes in a hall; 3: a quarter of a node, light.
    (it.workType, it.workGPUs, it.workProfile) = ([0, 0, 0, 0], [16, 4, 32, 2], [0, 0, 0, 1])
    (it.workLevel, it.workValue) = ([3, 0, 4, 0], [500, 60, 900, 7])
    return it
  }()

  static func faults(
    _ instance: BenchmarkInstance = instance, _ placements: (workload: Int, parts: [(rack: Int, gpus: Int)])...
  ) -> [String] {
    PlanCheck.check(BenchmarkSolution(placements: placements), of: instance).violations
  }

  @Test func `a right solution is worth the sum of what it accepts`() {
    let solution = BenchmarkSolution(placements: [
      (0, [(0, 8), (1, 8)]), (1, [(0, 4)]), (2, [(2, 16), (3, 16)]), (3, [(0, 2)]),
    ])
    let verdict = PlanCheck.check(solution, of: BenchmarkTests.instance)
    #expect(verdict == BenchmarkVerdict(value: 1_467, accepted: 4, gpus: 54, violations: []))
    #expect(verdict.holds)
    #expect(PlanCheck.check(BenchmarkSolution(), of: BenchmarkInstance()).violations == [])
  }

  @Test func `gangs are whole, of one type, in one domain, on racks that exist`() {
    let it = BenchmarkTests.instance
    #expect(BenchmarkTests.faults(it, (0, [(0, 8)])) == ["workload 0: 8 of 16 GPUs placed"])
    #expect(BenchmarkTests.faults(it, (0, [(1, 8), (2, 8)])) == ["workload 0: spans more than one pod"])
    #expect(BenchmarkTests.faults(it, (2, [(1, 16), (2, 16)])) == ["workload 2: spans more than one hall"])
    #expect(BenchmarkTests.faults(it, (0, [(1, 8), (1, 8)])) == ["workload 0: rack 1 named twice"])
    #expect(BenchmarkTests.faults(it, (0, [(1, 16), (0, 0)])) == ["workload 0: 0 GPUs in rack 0"])
    #expect(BenchmarkTests.faults(it, (0, [(1, 16), (4, 8)])) == ["workload 0: no rack 4"])
    #expect(BenchmarkTests.faults(it, (4, [])) == ["workload 4: no such workload"])
    #expect(BenchmarkTests.faults(it, (3, [(1, 2)]), (3, [(2, 2)])) == ["workload 3: placed twice"])
    var other = it
    other.workType[0] = 1
    #expect(BenchmarkTests.faults(other, (0, [(1, 16)])) == ["workload 0: rack 1 is of another type"])
  }

  @Test func `whole nodes where a node is filled, one node where it is not`() {
    let it = BenchmarkTests.instance
    #expect(
      BenchmarkTests.faults(it, (0, [(0, 4), (1, 12)])) == [
        "workload 0: 4 GPUs in rack 0 is not whole nodes", "workload 0: 12 GPUs in rack 1 is not whole nodes",
      ])
    var wide = it
    wide.workLevel[1] = 3
    #expect(
      BenchmarkTests.faults(wide, (1, [(0, 2), (1, 2)])) == ["workload 1: fits one node but is split over 2 racks"])
  }

  @Test func `a rack holds its nodes, what is leased already, and pieces that fit a node`() {
    var it = BenchmarkTests.instance
    // Three nodes are free in rack 0.
    #expect(
      BenchmarkTests.faults(it, (2, [(0, 32)])) == [
        "rack 0: 5 nodes used of 4", "rack 0: 38000 W over its cap of 32000 W",
      ])
    (it.workType, it.workProfile, it.workLevel) = ([0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0])
    it.workGPUs = [24, 4, 4, 2]
    it.workLevel[0] = 1
    // 3 nodes; two pieces of 4 fill the fourth; no room for 2.
    #expect(BenchmarkTests.faults(it, (0, [(1, 24)]), (1, [(1, 4)]), (2, [(1, 4)])) == [])
    #expect(
      BenchmarkTests.faults(it, (0, [(1, 24)]), (1, [(1, 4)]), (2, [(1, 4)]), (3, [(1, 2)])) == [
        "rack 1: a piece of 2 GPUs fits no node"
      ])
  }

  @Test func `every cap of the chain counts what is drawn already`() {
    // Workload 0 on racks 0 and 1: 8 kW each, and 6 kW of base in rack 0: 14 kW on PDU 0, 22 kW from the UPS up.
    let caps: [(WritableKeyPath<BenchmarkInstance, [Int]>, Int, Int, String)] = [
      (\.rackWatts, 0, 14_000, "rack 0"), (\.rackWatts, 1, 8_000, "rack 1"), (\.pduWatts, 0, 14_000, "PDU 0"),
      (\.upsWatts, 0, 22_000, "UPS 0"), (\.substationWatts, 0, 22_000, "substation 0"),
      (\.feedWatts, 0, 22_000, "feed 0"),
    ]
    for (table, position, load, name) in caps {
      var it = BenchmarkTests.instance
      it[keyPath: table][position] = load
      #expect(BenchmarkTests.faults(it, (0, [(0, 8), (1, 8)])) == [])
      it[keyPath: table][position] = load - 1
      #expect(
        BenchmarkTests.faults(it, (0, [(0, 8), (1, 8)])) == ["\(name): \(load) W over its cap of \(load - 1) W"])
    }
    // Half of 22 kW heats loop 0.
    var it = BenchmarkTests.instance
    it.coolingWatts[0] = 11_000
    #expect(BenchmarkTests.faults(it, (0, [(0, 8), (1, 8)])) == [])
    it.coolingWatts[0] = 10_999
    #expect(
      BenchmarkTests.faults(it, (0, [(0, 8), (1, 8)])) == ["cooling loop 0: 11000 W of heat over its cap of 10999 W"])
  }

  @Test func `base load alone can exceed a cap`() {
    var it = BenchmarkTests.instance
    it.pduWatts[0] = 5_999
    #expect(BenchmarkTests.faults(it) == ["PDU 0: 6000 W over its cap of 5999 W"])
  }

  @Test func `pods charge leaf uplinks, halls pod uplinks too, tighter levels none`() {
    var it = BenchmarkTests.instance
    it.leafUplink[1] = 799
    it.podUplink[1] = 3_199
    #expect(BenchmarkTests.faults(it, (0, [(0, 8), (1, 8)])) == ["leaf 1: 800 Gb/s over its uplink of 799 Gb/s"])
    #expect(
      BenchmarkTests.faults(it, (2, [(2, 16), (3, 16)])) == ["pod 1: 3200 Gb/s over its uplink of 3199 Gb/s"])
    it.workLevel[0] = 2
    #expect(BenchmarkTests.faults(it, (0, [(1, 16)])) == [])
  }

  @Test func `an instance whose columns do not fit together is refused, not trapped on`() {
    let faults: [(WritableKeyPath<BenchmarkInstance, [Int]>, String)] = [
      (\.rackLeaf, "racks.leaf names 99 of 4"), (\.pduUPS, "pdus.ups names 99 of 1"),
      (\.workProfile, "workloads.profile names 99 of 2"), (\.workLevel, "workloads.level names 99 of 5"),
    ]
    for (column, words) in faults {
      var it = BenchmarkTests.instance
      it[keyPath: column][0] = 99
      #expect(BenchmarkTests.faults(it) == ["the instance is inconsistent: \(words)"])
      it[keyPath: column].removeLast()
      #expect(BenchmarkTests.faults(it).count == 1)
    }
    var it = BenchmarkTests.instance
    it.levels[3] = "aisle"
    #expect(BenchmarkTests.faults(it, (0, [(1, 16)])) == ["workload 0: level aisle is not known"])
  }
}
