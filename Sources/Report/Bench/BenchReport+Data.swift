internal import Encoding
internal import PlanModel

extension BenchReport {
  /// The report as one row of CSV, described in docs/report-csv.md.
  public var csv: [UInt8] {
    var columns: [CSVColumn<BenchReport>] = [
      CSVColumn("instance") { .text($0.instance) },
      CSVColumn("workloads") { .count($0.workloads) },
      CSVColumn("installed_gpus") { .count($0.installedGPUs) },
      CSVColumn("accepted") { .count($0.accepted) },
      CSVColumn("gpus") { .count($0.gpus) },
      CSVColumn("value_usd_per_hour") { .decimal($0.value, digits: 2) },
      CSVColumn("bound_usd_per_hour") { .decimal($0.bound, digits: 2) },
      CSVColumn("gap") { .number($0.gap($0.value), digits: 6) },
      CSVColumn("orders") { .count($0.orders) },
      CSVColumn("rounds") { .count($0.rounds) },
      CSVColumn("regions") { .count($0.regions) },
      CSVColumn("stopped_after_round") { .count($0.stoppedAfterRound) },
      CSVColumn("runs") { .count($0.runs) },
    ]
    for (at, lap) in laps.enumerated() {
      columns.append(CSVColumn(lap.phase.rawValue + "_seconds") { .number($0.laps[at].seconds, digits: 6) })
    }
    columns += [
      CSVColumn("leases_per_second") { .number($0.leasesPerSecond, digits: 1) },
      CSVColumn("steps_per_second") { .number($0.stepsPerSecond, digits: 1) },
      CSVColumn("threads") { .count($0.threads) },
      CSVColumn("numa_nodes") { .count($0.numa.nodes.count) },
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
      writer.field("installedGPUs", installedGPUs)
      writer.field("value", value)
      writer.field("bound", bound)
      writer.field("gap", gap(value), digits: 6)
      writer.field("accepted", accepted)
      writer.field("gpus", gpus)
      writer.field("orders", orders)
      writer.field("rounds", rounds)
      writer.field("regions", regions)
      writer.field("stoppedAfterRound", orNull: stoppedAfterRound.map(Int64.init))
      writer.field("runs", runs)
      writer.field("planSHA256", planSHA256)
      writer.key("seconds")
      writer.object(inline: true) { writer in
        for lap in laps { writer.field(lap.phase.rawValue, lap.seconds, digits: 6) }
        writer.field("all", totalSeconds, digits: 6)
      }
      writer.field("leasesPerSecond", leasesPerSecond, digits: 1)
      writer.field("stepsPerSecond", stepsPerSecond, digits: 1)
      writer.field("threads", threads)
      writer.field("numaNodes", numa.nodes.count)
      writer.field("peakRSSKilobytes", peakRSSKilobytes)
      writer.key("numa")
      numa.write(to: &writer)
      lists(&writer)
    }
    return writer.text
  }

  private func lists(_ writer: inout JSONWriter) {
    writer.array("trajectory", trajectory) { writer, point in
      writer.object(inline: true) { writer in
        writer.field("seconds", point.seconds, digits: 6)
        writer.field("round", point.round)
        writer.field("value", point.value)
        writer.field("gap", gap(point.value), digits: 6)
      }
    }
    writer.array("scaling", scaling) { writer, point in
      writer.object(inline: true) { writer in
        writer.field("threads", point.threads)
        writer.field("seconds", point.seconds, digits: 6)
        writer.field("speedUp", speedUp(point).factor, digits: 3)
        writer.field("efficiency", speedUp(point).efficiency, digits: 3)
        writer.field("identical", point.isIdentical)
      }
    }
    writer.array("compare", baselines) { writer, baseline in
      writer.object(inline: true) { writer in
        writer.field("packer", baseline.name)
        writer.field("value", baseline.value)
        writer.field("gap", gap(baseline.value), digits: 6)
        writer.field("accepted", baseline.accepted)
        writer.field("seconds", baseline.seconds, digits: 6)
      }
    }
  }
}
