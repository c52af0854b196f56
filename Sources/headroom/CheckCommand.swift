import ArgumentParser
import Facility
import Files
import PlanCheck
import PlanModel
import Report
import Tenancy

/// `headroom check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Re-derives every load, rule, value and bound of a plan file.")

  @Argument(help: "The folder or facility file that the plan was made from.", completion: .file())
  var topology: String

  @Argument(help: "The plan file.", completion: .file())
  var plan: String

  @Option(help: "The tenant book, if it is not tenants.yaml beside the facility file.", completion: .file())
  var tenants: String?

  @Option(help: OutputFormat.help)
  var format: OutputFormat = .text

  func run() throws {
    let inputs = try Inputs(topology: topology, tenants: tenants)
    let loaded = PlanFile.read(try Inputs.source(plan), facility: inputs.facility, book: inputs.book)
    try Inputs.report(loaded.diagnostics, failed: loaded.value == nil)
    let plan = loaded.value!
    if plan.inputs.facility != inputs.hashes.facility {
      Terminal.complain(
        "note: the plan was made from another version of the facility file; it is checked against this one\n")
    }
    if plan.inputs.tenants != inputs.hashes.tenants {
      Terminal.complain(
        "note: the plan was made from another version of the tenant book; it is checked against this one\n")
    }
    let verdict = PlanCheck.check(plan, facility: inputs.facility, book: inputs.book)
    let (facility, book) = (inputs.facility, inputs.book)
    switch format {
    case .text:
      try Terminal.print(
        CheckReport.text(
          verdict, plan: plan, facility: facility, book: book, style: ReportStyle(colour: Terminal.hasColour)))
    case .json: try Terminal.print(CheckReport.json(verdict, plan: plan, facility: facility, book: book))
    case .csv: try Terminal.print(CheckReport.csv(verdict, plan: plan, facility: facility, book: book))
    case .markdown: try Terminal.print(CheckReport.markdown(verdict, plan: plan, facility: facility, book: book))
    }
    let dropped = plan.refusals.filter { plan.settings.honour.keeps(book.leases[$0.lease]) }
    if let first = dropped.first {
      let more = dropped.count > 1 ? " and \(dropped.count - 1) more" : ""
      Terminal.complain("note: the plan refuses \(book.leases[first.lease].name)\(more), which must be kept\n")
    }
    if !verdict.holds || !dropped.isEmpty { throw ExitCode.no }
  }
}
