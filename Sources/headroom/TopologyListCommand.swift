import ArgumentParser
import Documents
import Pipeline
import Report

extension TopologyCommand {
  /// `headroom topology list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the facilities in folders, or the catalogue of kinds and equipment.",
      discussion: """
        Each folder is a facility's own (it holds facility.yaml) or holds such folders. Without one, Topologies is listed \
        where there is such a folder, else the facilities that were installed with the program. With --catalog the catalogue that \
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
      let contents = try saying { () throws(PipelineFailure) in
        try InputReader(control: .sayingWarnings).catalogue(topology: topologies.first)
      }
      switch format {
      case .text:
        try Terminal.print(CatalogueReport.text(contents, style: Terminal.style))
      case .markdown: try Terminal.print(CatalogueReport.markdown(contents))
      case .json: try Terminal.print(CatalogueReport.json(contents))
      case .csv: try Terminal.print(CatalogueReport.csv(contents))
      }
    }

    /// `Topologies` of the working directory, or what was installed with the program.
    private static var defaultFolder: String {
      let own = "Topologies"
      guard !FileSystem.isFolder(own), let program = FileSystem.programFolder else { return own }
      // Installed, the program is in `bin` beside `share`.
      let prefix = program.lastIndex(of: "/").map { String(program[..<$0]) } ?? ""
      let installed = prefix + "/share/headroom/topologies"
      return FileSystem.isFolder(installed) ? installed : own
    }

    private func listFolders() throws {
      let entries = try saying { () throws(PipelineFailure) in
        try InputReader().facilities(in: topologies.isEmpty ? [Self.defaultFolder] : topologies)
      }
      switch format {
      case .text:
        try Terminal.print(TopologyListReport.text(entries, style: Terminal.style))
      case .markdown: try Terminal.print(TopologyListReport.markdown(entries))
      case .json: try Terminal.print(TopologyListReport.json(entries))
      case .csv: try Terminal.print(TopologyListReport.csv(entries))
      }
    }
  }
}
