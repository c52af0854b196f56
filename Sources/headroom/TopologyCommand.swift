import ArgumentParser
import Facility
import PlanCheck
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
        "Says everything that is wrong with a facility file, or with a tenant book, and what is implausible in it.")

    @Argument(help: "A folder with facility.yaml, or a facility file.", completion: .file())
    var topology: String

    @Option(help: "Look at this tenant book too.")
    var tenants: String?

    func run() throws {
      let facility = try Inputs.facility(topology, lints: true).facility
      let nodes = facility.installedNodes
      var said = "\(facility.name): valid (\(facility.zones.count) zones, \(nodes) nodes)\n"
      if let tenants {
        let book = try Inputs.book(tenants, for: facility).book
        said += "\(tenants): valid (\(book.tenants.count) tenants, \(book.leases.count) leases)\n"
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
      let facility = try Inputs.facility(topology).facility
      let bases = [.sustainedPeak, .nameplate, .average] + facility.namedBases.map { Basis(name: $0) }
      let draws = bases.map { basis in
        let draw = PlanCheck.supplyDraw(of: facility, everyNodeAt: basis)
        return BasisDraw(basis: basis, supply: draw.supply, nodes: draw.nodes)
      }
      let loadings = Self.fullLoad(of: facility)
      switch format {
      case .text:
        let style = ReportStyle(colour: Terminal.hasColour)
        try Terminal.print(TopologyReport.text(facility, draws: draws, loadings: loadings, style: style))
      case .json: try Terminal.print(TopologyReport.json(facility, draws: draws, loadings: loadings))
      case .csv: try Terminal.print(TopologyReport.csv(facility))
      case .markdown: try Terminal.print(TopologyReport.markdown(facility, draws: draws, loadings: loadings))
      }
    }

    /// What every limit carries with every node in service at training load.
    private static func fullLoad(of facility: Facility) -> [Loading] {
      var book = Book(tenants: [Tenant(name: "everything")])
      var plan = Plan()
      for kind in facility.kinds.indices.map({ KindID($0) }) {
        let parts = facility.bays.filter { $0.kind == kind && $0.inService > 0 }
          .map { PlacementPart(zone: $0.zone, nodes: $0.inService) }
        guard !parts.isEmpty else { continue }
        book.leases.append(
          Lease(
            name: facility.kinds[kind].name, tenant: TenantID(0), demand: .all, kind: kind,
            level: facility.zones[0].level, price: Price(cents: 0, hours: 1, per: .lease)))
        plan.placements.append(
          Placement(lease: LeaseID(book.leases.count - 1), option: LeaseOption(kind: kind), parts: parts))
      }
      return PlanCheck.check(plan, facility: facility, book: book).loadings
    }
  }
}
