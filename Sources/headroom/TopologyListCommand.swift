import ArgumentParser
import Facility
import Files
import Glibc
import PlanCheck
import Report
import Documents

extension TopologyCommand {
  /// `headroom topology list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the facilities in folders, or the catalogue of kinds and equipment.",
      discussion: """
        Each folder is a facility's own (it holds facility.yaml) or holds such folders. With --catalog the catalogue that \
        is built in is shown; with a facility beside it as that facility sees it, what its file states marked.
        """)

    @Argument(help: "Folders to look in. With --catalog: at most one facility.")
    var topologies: [String] = []

    @Flag(help: "Show kinds of node and equipment instead.")
    var catalog = false

    @Option(help: "How the list is written; csv has a row a facility, or a row a kind and a piece of equipment.")
    var format: OutputFormat = .text

    func validate() throws {
      if catalog, topologies.count > 1 {
        throw ValidationError("--catalog takes at most one facility, not \(topologies.count).")
      }
    }

    func run() throws {
      if catalog { try listCatalogue() } else { try listFolders() }
    }

    private func listCatalogue() throws {
      var contents = Catalogue.embedded.contents
      if let topology = topologies.first {
        let loaded = FacilityFile.catalogue(of: try Inputs.source(Inputs.facilityPath(topology)))
        try Inputs.report(loaded.diagnostics, failed: loaded.value == nil)
        contents = loaded.value!
      }
      switch format {
      case .text:
        try Terminal.print(CatalogueReport.text(contents, style: ReportStyle(colour: Terminal.hasColour)))
      case .markdown: try Terminal.print(CatalogueReport.markdown(contents))
      case .json: try Terminal.print(CatalogueReport.json(contents))
      case .csv: try Terminal.print(CatalogueReport.csv(contents))
      }
    }

    private func listFolders() throws {
      let folders = try (topologies.isEmpty ? ["Topologies"] : topologies).flatMap { try Self.facilities(in: $0) }
      let entries = folders.map(Self.entry)
      switch format {
      case .text:
        try Terminal.print(TopologyListReport.text(entries, style: ReportStyle(colour: Terminal.hasColour)))
      case .markdown: try Terminal.print(TopologyListReport.markdown(entries))
      case .json: try Terminal.print(TopologyListReport.json(entries))
      case .csv: try Terminal.print(TopologyListReport.csv(entries))
      }
    }

    private static func entry(_ folder: String) -> TopologyListReport.Entry {
      guard let file = try? SourceFile(reading: folder + "/facility.yaml"),
        let facility = FacilityFile.read(file).value
      else { return TopologyListReport.Entry(refused: folder) }
      let draw = PlanCheck.supplyDraw(of: facility, everyNodeAt: .sustainedPeak).supply
      return TopologyListReport.Entry(folder: folder, facility: facility, draw: draw)
    }

    /// The folder itself where it holds a facility, else those in it that do, by name.
    ///
    /// - Throws: `ExitCode.badInput`, having said so, where there is none.
    private static func facilities(in folder: String) throws -> [String] {
      var folder = folder
      while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
      if isFile(folder + "/facility.yaml") { return [folder] }
      let found = names(in: folder).map { folder + "/" + $0 }.filter { isFile($0 + "/facility.yaml") }
      if !found.isEmpty { return found }
      let diagnostic = Diagnostic(
        file: folder, "no facility is here", expected: "a folder with facility.yaml, or one that holds such folders")
      try Inputs.report([diagnostic], failed: true)
      return []
    }

    private static func names(in folder: String) -> [String] {
      guard let stream = opendir(folder) else { return [] }
      defer { closedir(stream) }
      var names: [String] = []
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if !name.hasPrefix(".") { names.append(name) }
      }
      return names.sorted()
    }

    private static func isFile(_ path: String) -> Bool {
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }
}
