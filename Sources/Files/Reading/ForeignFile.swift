import Documents

/// Files of other tools, told by their look: people try them, and a list of unknown keys would not help them.
///
/// Only a file that has been refused is looked at, so none of headroom's own that can be read is ever taken for another's.
struct ForeignFile {
  /// Bytes that are looked at, from the first.
  private static let mostBytes = 1 << 16

  private let file: SourceFile
  private let lines: [Substring]

  private init(_ file: SourceFile) {
    self.file = file
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = String(decoding: file.bytes.dropFirst(start).prefix(Self.mostBytes), as: UTF8.self)
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// The sentence about a file that is another tool's; nil for any other.
  static func diagnostic(of file: SourceFile) -> Diagnostic? {
    if file.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return sentence(
        file, line: 0, "this is a zip archive, such as an Excel workbook (.xlsx), which is not read",
        suggestion: "save a tenant book as CSV; a facility file is YAML or JSON")
    }
    let look = ForeignFile(file)
    return look.isOurs ? nil : look.recognised
  }

  /// True where anything says that the file was meant for headroom.
  private var isOurs: Bool {
    let keys = ["zone:", "tenants:", "\"zone\":", "\"tenants\":"]
    return lines.contains { line in
      let text = line.drop { $0 == " " || $0 == "{" }
      return line.contains("headroom-") || keys.contains { text.hasPrefix($0) }
    }
  }

  private var recognised: Diagnostic? {
    for (name, place) in [
      ("a Slurm topology.conf", slurmConf), ("a Slurm topology.yaml", slurmYAML), ("hwloc XML", hwloc),
      ("a topology of NVIDIA DPS", powerService), ("a Kubernetes manifest", kubernetes),
      ("a topology of OpenDC", openDC), ("a Topograph model", topograph), ("a CSV export of NetBox", netBox),
    ] {
      guard let line = place else { continue }
      return Self.sentence(
        file, line: line + 1, "this is \(name), which headroom does not read yet",
        suggestion:
          "describe the site in a facility file, or the leases in a tenant book; either can be written in YAML or JSON")
    }
    return nil
  }

  private static func sentence(_ file: SourceFile, line: Int, _ message: String, suggestion: String) -> Diagnostic {
    Diagnostic(
      file: file.name, line: line, column: line > 0 ? 1 : 0, message,
      expected: "`format: headroom-facility-1` or `format: headroom-tenants-1`, or a table of leases",
      suggestion: suggestion)
  }

  // MARK: Looks. Each is the line, from 0, by which a format was told; nil where it is not that one.

  private func line(_ matches: (Substring) -> Bool) -> Int? { lines.firstIndex(where: matches) }

  /// The line of the first of some marks, where all of them are in the file.
  private func line(ofAll marks: String...) -> Int? {
    let places = marks.map { mark in line { $0.contains(mark) } }
    return places.contains(nil) ? nil : places.compactMap { $0 }.min()
  }

  /// The line of the first of some keys at the margin, where all of them are in the file.
  private func line(ofKeys keys: String...) -> Int? {
    let places = keys.map { key in line { $0.hasPrefix(key + ":") } }
    return places.contains(nil) ? nil : places.compactMap { $0 }.min()
  }

  private var isJSON: Bool {
    lines.first { !$0.allSatisfy(\.isWhitespace) }?.first { !$0.isWhitespace }.map { $0 == "{" || $0 == "[" } ?? false
  }

  private var slurmConf: Int? {
    line { line in
      let text = line.lowercased()
      return ["switchname=", "blockname=", "ringname="].contains { text.hasPrefix($0) }
    }
  }

  private var slurmYAML: Int? {
    line { $0.filter { $0 != " " }.hasPrefix("-topology:") }
  }

  private var hwloc: Int? {
    line { $0.contains("<!DOCTYPE topology") || $0.hasPrefix("<topology") }
  }

  private var powerService: Int? {
    guard isJSON else { return nil }
    return line(ofAll: "\"Topology\"", "\"Entities\"") ?? line { $0.contains("\"dcpower_") }
  }

  private var openDC: Int? { isJSON ? line(ofAll: "\"clusters\"", "\"hosts\"") : nil }

  private var kubernetes: Int? {
    isJSON ? line(ofAll: "\"apiVersion\"", "\"kind\"") : line(ofKeys: "apiVersion", "kind")
  }

  private var topograph: Int? {
    if isJSON { return line { $0.contains("\"network_layers\"") } }
    return line(ofKeys: "switches", "blocks")
  }

  /// A header with columns that NetBox has and a tenant book has not.
  private var netBox: Int? {
    let known: Set = [
      "u_height", "height_(u)", "power_panel", "device_type", "device_role", "rack_type", "facility_id",
      "max_utilization", "maximum_draw", "allocated_draw",
    ]
    guard let header = lines.first else { return nil }
    let columns = header.split(separator: ",").map { cell in
      cell.filter { $0 != "\"" }.lowercased().split(separator: " ").joined(separator: "_")
    }
    return columns.count > 1 && !columns.contains("lease") && columns.contains { known.contains($0) } ? 0 : nil
  }
}
