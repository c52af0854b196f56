internal import PlanModel

/// What a run of the packer on a benchmark instance measured.
public struct BenchReport: Sendable {
  /// The instance's name for itself.
  public var instance: String
  /// Workloads in it.
  public var workloads: Int
  /// Value of the accepted ones, and what no solution exceeds, cents per hour.
  public var value: Int64, bound: Int64
  /// Workloads accepted, and their GPUs.
  public var accepted: Int, gpus: Int
  /// Wall-clock seconds by phase.
  public var laps: [(name: String, seconds: Double)]
  /// Worker threads, and NUMA nodes that the process may use.
  public var threads: Int, numaNodes: Int
  /// Largest resident memory of the process, KiB.
  public var peakRSSKilobytes: Int

  /// Makes a report.
  public init(
    instance: String, workloads: Int, value: Int64, bound: Int64, accepted: Int, gpus: Int,
    laps: [(name: String, seconds: Double)], threads: Int, numaNodes: Int, peakRSSKilobytes: Int
  ) {
    self.instance = instance
    self.workloads = workloads
    (self.value, self.bound) = (value, bound)
    (self.accepted, self.gpus) = (accepted, gpus)
    self.laps = laps
    (self.threads, self.numaNodes) = (threads, numaNodes)
    self.peakRSSKilobytes = peakRSSKilobytes
  }

  /// (bound − value) / bound; 0 where the bound is 0.
  private var gap: Double { bound > 0 ? Double(bound - value) / Double(bound) : 0 }

  private var page: Page {
    var page = Page()
    let times = laps.map { "\($0.name) \(fixedPoint($0.seconds, digits: 4)) s" }
    for line in [
      "\(instance): value \(value) c/h, bound \(bound) c/h, gap \(fixedPoint(100 * gap, digits: 3)) %",
      "\(accepted) of \(workloads) workloads accepted, \(gpus) GPUs",
      times.joined(separator: ", ") + "; \(threads) threads, \(numaNodes) NUMA nodes",
    ] { page.paragraph(line, hanging: 2) }
    return page
  }

  /// The report as text, at most 100 columns wide.
  public var text: String { page.text(ReportStyle()) }

  /// The report as GitHub-flavoured markdown.
  public var markdown: String { page.markdown }

  /// The report as one row of CSV, described in docs/report-csv.md.
  public var csv: [UInt8] {
    var columns: [CSVColumn<BenchReport>] = [
      CSVColumn("instance") { .text($0.instance) },
      CSVColumn("workloads") { .count($0.workloads) },
      CSVColumn("accepted") { .count($0.accepted) },
      CSVColumn("gpus") { .count($0.gpus) },
      CSVColumn("value_usd_per_hour") { .decimal($0.value, digits: 2) },
      CSVColumn("bound_usd_per_hour") { .decimal($0.bound, digits: 2) },
      CSVColumn("gap") { .number($0.gap, digits: 6) },
    ]
    for (at, lap) in laps.enumerated() {
      columns.append(CSVColumn(lap.name + "_seconds") { .number($0.laps[at].seconds, digits: 6) })
    }
    columns += [
      CSVColumn("threads") { .count($0.threads) },
      CSVColumn("numa_nodes") { .count($0.numaNodes) },
      CSVColumn("peak_rss_kib") { .count($0.peakRSSKilobytes) },
    ]
    return CSV.document(columns, [self])
  }

  /// The report as JSON of the format `headroom-bench-1`, UTF-8, described in docs/report-json.md.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("format", "headroom-bench-1")
      writer.field("instance", instance)
      writer.field("workloads", workloads)
      writer.field("value", value)
      writer.field("bound", bound)
      writer.field("gap", gap, digits: 6)
      writer.field("accepted", accepted)
      writer.field("gpus", gpus)
      writer.key("seconds")
      writer.object(inline: true) { writer in
        for lap in laps { writer.field(lap.name, lap.seconds, digits: 6) }
      }
      writer.field("threads", threads)
      writer.field("numaNodes", numaNodes)
      writer.field("peakRSSKilobytes", peakRSSKilobytes)
    }
    return writer.text
  }
}
