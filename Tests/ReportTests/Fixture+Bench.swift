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
    (report.runs, report.threads, report.numaNodes, report.peakRSSKilobytes) = (5, 2, 1, 20_481)
    let seconds = [0.25, 0.000_000_4, 0.125, 0.5, 0, 1.5, 0.001, 0.012_5, 0.062_5, 0.1]
    report.laps = zip(BenchPhase.allCases, seconds).map { BenchReport.Lap($0, seconds: $1) }
    report.trajectory = [
      BenchReport.Moment(seconds: 0.7, round: 0, value: 0), BenchReport.Moment(seconds: 1.2, round: 1, value: 8_500_00),
      BenchReport.Moment(seconds: 2.2, round: 3, value: 9_000_05),
    ]
    report.scaling = [
      BenchReport.Scale(threads: 1, seconds: 4, isIdentical: true),
      BenchReport.Scale(threads: 2, seconds: 2.125, isIdentical: true),
      BenchReport.Scale(threads: 3, seconds: 2, isIdentical: false),
    ]
    report.rivals = [
      BenchReport.Rival(name: "firstFit", value: 7_000_00, accepted: 900, seconds: 0.02),
      BenchReport.Rival(name: "bestFitByDensity", value: 8_200_00, accepted: 1_000, seconds: 0.03),
    ]
    return report
  }()

  /// The same, stopped by its time limit before anything was measured twice.
  static let stoppedBench: BenchReport = {
    var report = bench
    report.stoppedAfterRound = 2
    (report.runs, report.scaling, report.rivals) = (1, [], [])
    return report
  }()
}
