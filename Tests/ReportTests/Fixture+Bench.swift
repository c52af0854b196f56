import Report

extension Fixture {
  /// Five runs with everything that can be asked for.
  static let bench: BenchReport = {
    var report = BenchReport()
    report.instance = "mixed, \"small\""
    (report.workloads, report.installedGPUs) = (1_200, 12_800)
    (report.value, report.bound) = (9_000_05, 9_100_00)
    (report.accepted, report.gpus) = (1_100, 12_345)
    (report.orders, report.rounds, report.regions) = (12, 3, 45_678)
    (report.runs, report.threads, report.peakRSSKilobytes) = (5, 3, 20_481)
    report.planSHA256 = String(repeating: "5eed", count: 16)
    report.numa = numa
    let seconds = [0.25, 0.000_000_4, 0.125, 0.5, 0, 1.5, 0.001, 0.012_5, 0.062_5, 0.1]
    report.laps = zip(BenchPhase.allCases, seconds).map { BenchReport.Lap($0, seconds: $1) }
    report.trajectory = [
      BenchReport.TrajectoryPoint(seconds: 0.7, round: 0, value: 0),
      BenchReport.TrajectoryPoint(seconds: 1.2, round: 1, value: 8_500_00),
      BenchReport.TrajectoryPoint(seconds: 2.2, round: 3, value: 9_000_05),
    ]
    report.scaling = [
      BenchReport.ScalingPoint(threads: 1, seconds: 4, isIdentical: true),
      BenchReport.ScalingPoint(threads: 2, seconds: 2.125, isIdentical: true),
      BenchReport.ScalingPoint(threads: 3, seconds: 2, isIdentical: false),
    ]
    report.baselines = [
      BenchReport.BaselineResult(name: "firstFit", value: 7_000_00, accepted: 900, seconds: 0.02),
      BenchReport.BaselineResult(name: "bestFitByDensity", value: 8_200_00, accepted: 1_000, seconds: 0.03),
    ]
    return report
  }()

  /// The same, stopped by its time limit before anything was measured twice.
  static let stoppedBench: BenchReport = {
    var report = bench
    report.stoppedAfterRound = 2
    (report.runs, report.scaling, report.baselines) = (1, [], [])
    report.numa = oneNode
    return report
  }()

  /// Three nodes: one as it should be, one whose memory was denied, one with memory alone.
  static let numa: NUMAReport = {
    var numa = NUMAReport()
    numa.hasBlocks = true
    numa.nodes = [
      NUMAReport.Node(id: 0, cpus: [0, 1, 2, 3, 8], memoryBytes: 64 << 30, threads: 2, memoryNode: 0),
      NUMAReport.Node(id: 2, cpus: [4], memoryBytes: 0, threads: 1, memoryNode: 5),
      NUMAReport.Node(id: 5, cpus: [], memoryBytes: 32 << 30, threads: 0, memoryNode: 5),
    ]
    numa.nodes[0].policy = .preferred
    (numa.nodes[0].askedBytes, numa.nodes[0].grantedBytes, numa.nodes[0].timesCrowded) = (3 << 20, 3 << 20, 1)
    numa.nodes[1].policy = .firstTouch
    (numa.nodes[1].askedBytes, numa.nodes[1].deniedBecause) = (1 << 20, "mbind: Operation not permitted")
    func block(_ owner: Int, cpus: [Int], pages: [(Int, Int)]) -> NUMAReport.Block {
      NUMAReport.Block(
        owner: owner, workerCPUs: cpus, bytes: pages.reduce(0) { $0 + $1.1 } * 4_096 - 100,
        pages: pages.map { NUMAReport.Pages(node: $0.0, count: $0.1) })
    }
    numa.shards = [block(0, cpus: [0, 8], pages: [(0, 1_300)]), block(1, cpus: [4], pages: [(0, 25), (5, 675)])]
    numa.copies = [block(0, cpus: [0, 8], pages: [(0, 100)]), block(1, cpus: [4], pages: [(5, 100)])]
    return numa
  }()

  /// A machine that says nothing of nodes, and a kernel that says nothing of pages.
  static let oneNode: NUMAReport = {
    var numa = NUMAReport()
    numa.hasBlocks = true
    numa.unsupportedBecause = "the system reports no NUMA nodes"
    numa.nodes = [NUMAReport.Node(id: 0, cpus: [0, 1], memoryBytes: 0, threads: 2, memoryNode: 0)]
    numa.shards = [
      NUMAReport.Block(
        owner: 0, workerCPUs: [], bytes: 10, pages: [], unknownBecause: "move_pages: Function not implemented")
    ]
    return numa
  }()
}
