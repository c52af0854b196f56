internal import Encoding
public import Facility
internal import PlanModel

/// The facilities that a folder holds.
public enum TopologyListReport {
  /// One facility's folder.
  public struct Entry: Sendable {
    /// The folder, as a command takes it.
    public var folder: String
    /// The facility in a line; nil where its file is refused.
    public var summary: Summary?

    /// Makes an entry; `draw` is what all its nodes in service draw at the supply at sustained peak.
    ///
    /// - Complexity: O(bays + stages).
    public init(folder: String, facility: Facility, draw: Watts) {
      self.folder = folder
      summary = Summary(
        name: facility.name,
        gpus: facility.bays.reduce(0) { $0 + facility.gpus(in: $1.installed, of: $1.kind) },
        nodes: facility.installedNodes, limit: facility.supplyLimit, draw: draw)
    }

    /// Makes an entry of a folder whose file is refused.
    public init(refused folder: String) { self.folder = folder }
  }

  /// A facility in a line.
  public struct Summary: Sendable {
    var name: String
    var gpus: Int
    var nodes: Int
    /// nil: no limit is modelled.
    var limit: Watts?
    var draw: Watts
  }

  /// The list as text, as wide as the style says.
  public static func text(_ entries: [Entry], style: ReportStyle) -> String { page(entries).text(style) }

  /// The list as GitHub-flavoured markdown, UTF-8, ending in a newline.
  public static func markdown(_ entries: [Entry]) -> String { page(entries).markdown }

  private static func page(_ entries: [Entry]) -> Page {
    var page = Page()
    var table = Table([
      .path("folder", minWidth: 12), .name("name"), .number("GPUs"), .number("nodes"), .number("supply"),
      .number("all at sustained peak"),
    ])
    for entry in entries {
      guard let summary = entry.summary else {
        table.add(
          [Table.Cell(entry.folder), Table.Cell("refused", .bad)] + Array(repeating: Table.Cell("-"), count: 4),
          note: "headroom topology validate \(entry.folder) says why")
        continue
      }
      table.add([
        Table.Cell(entry.folder), Table.Cell(summary.name), Table.Cell(Numbers.grouped(summary.gpus)),
        Table.Cell(Numbers.grouped(summary.nodes)), Table.Cell(summary.limit.map { Numbers.power($0) } ?? "no limit"),
        Table.Cell(Numbers.power(summary.draw), summary.limit.map { summary.draw > $0 } == true ? .warning : nil),
      ])
    }
    table.write(to: &page)
    return page
  }

  /// The list as JSON of the format `headroom-topologies-1`, UTF-8, described in docs/report-json.md.
  public static func json(_ entries: [Entry]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("format", "headroom-topologies-1")
      json.array("topologies", entries) { json, entry in
        json.object(inline: true) { json in
          json.field("folder", entry.folder)
          json.field("name", orNull: entry.summary?.name)
          json.field("gpus", orNull: entry.summary.map { Int64($0.gpus) })
          json.field("nodes", orNull: entry.summary.map { Int64($0.nodes) })
          json.field("supplyLimitMilliwatts", orNull: entry.summary?.limit?.milliwatts)
          json.field("sustainedPeakMilliwatts", orNull: entry.summary?.draw.milliwatts)
        }
      }
    }
    return json.text
  }

  /// The list as CSV, a row a folder; described in docs/report-csv.md.
  public static func csv(_ entries: [Entry]) -> [UInt8] {
    let columns: [CSVColumn<Entry>] = [
      CSVColumn("folder") { .text($0.folder) },
      CSVColumn("readable") { .flag($0.summary != nil) },
      CSVColumn("facility") { .text(orEmpty: $0.summary?.name) },
      CSVColumn("gpus") { .count($0.summary?.gpus) },
      CSVColumn("nodes") { .count($0.summary?.nodes) },
      CSVColumn("supply_limit_kw") { .kilowatts($0.summary?.limit) },
      CSVColumn("sustained_peak_kw") { .kilowatts($0.summary?.draw) },
    ]
    return CSV.document(columns, entries)
  }
}
