import ArgumentParser
import Documents
import Facility
import Pipeline
import PlanModel
import Report
import Tenancy

/// `headroom topology`.
struct TopologyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topology", abstract: "Reads a facility file: is it right, and what does it describe?",
    subcommands: [Validate.self, Show.self, List.self])

  /// `headroom topology validate`.
  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Says everything that is wrong with a facility file and the tenant book beside it, and what is implausible.")

    @Argument(help: "A folder with facility.yaml, or a facility file.", completion: .file())
    var topology: String

    @Option(help: "Look at this tenant book instead of the one beside the facility file.", completion: .file())
    var tenants: String?

    @OptionGroup var today: DayOptions

    func run() throws {
      let reader = InputReader(control: .sayingWarnings, asOf: today.day)
      let path = tenants ?? InputReader.bookPath(besideTopology: topology)
      let facility: Facility
      do {
        facility = try saying { () throws(PipelineFailure) in try reader.facility(topology: topology, lints: true) }
      } catch {
        if let path {
          Terminal.complain("note: \(printable(path)) was not looked at: a book is read against a facility\n")
        }
        throw error
      }
      let nodes = facility.installedNodes
      var said = "\(facility.name): valid (\(facility.zones.count) zones, \(nodes) nodes)\n"
      if let path {
        let book = try saying { () throws(PipelineFailure) in try reader.book(path, for: facility) }
        said += "\(printable(path)): valid (\(book.tenants.count) tenants, \(book.leases.count) leases)\n"
        if today.day == nil, book.leases.contains(where: { $0.status.lastDay != nil }) {
          said += "whether options and holds have expired was not looked at: say the day with --as-of\n"
        }
      } else {
        said += "no tenant book is beside it\n"
      }
      try Terminal.print(said)
    }
  }

  /// `headroom topology show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Counts zones, GPUs, megawatts and cooling of a facility.")

    @Argument(help: "A folder with facility.yaml, or a facility file.", completion: .file())
    var topology: String

    @Option(help: OutputFormat.help)
    var format: OutputFormat = .text

    func run() throws {
      let reader = InputReader(control: .sayingWarnings)
      let facility = try saying { () throws(PipelineFailure) in try reader.facility(topology: topology) }
      let load = FullLoad(of: facility)
      let (draws, loadings) = (load.draws, load.loadings)
      switch format {
      case .text:
        let style = Terminal.style
        try Terminal.print(TopologyReport.text(facility, draws: draws, loadings: loadings, style: style))
      case .json: try Terminal.print(TopologyReport.json(facility, draws: draws, loadings: loadings))
      case .csv: try Terminal.print(TopologyReport.csv(facility))
      case .markdown: try Terminal.print(TopologyReport.markdown(facility, draws: draws, loadings: loadings))
      }
    }
  }
}
