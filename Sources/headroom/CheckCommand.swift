import ArgumentParser
import Facility
import Pipeline
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

  @OptionGroup var today: DayOptions

  @Option(help: OutputFormat.help)
  var format: OutputFormat = .text

  func run() throws {
    let reader = InputReader(control: .sayingWarnings, asOf: today.day)
    let (inputs, checked) = try saying { () throws(PipelineFailure) in
      let inputs = try reader.inputs(topology: topology, tenants: tenants)
      return (inputs, try CheckedPlan(try reader.plan(plan, for: inputs), of: inputs))
    }
    try print(checked, of: inputs)
    if !checked.isYes { throw ExitCode.no }
  }

  private func print(_ checked: CheckedPlan, of inputs: PlanInputs) throws {
    let (verdict, plan) = (checked.verdict, checked.plan)
    let (facility, book, asked) = (inputs.facility, inputs.book, inputs.circumstances)
    switch format {
    case .text:
      try Terminal.print(
        CheckReport.text(
          verdict, plan: plan, facility: facility, book: book, circumstances: asked, style: Terminal.style))
    case .json:
      try Terminal.print(CheckReport.json(verdict, plan: plan, facility: facility, book: book, circumstances: asked))
    case .csv:
      try Terminal.print(CheckReport.csv(verdict, plan: plan, facility: facility, book: book, circumstances: asked))
    case .markdown:
      try Terminal.print(
        CheckReport.markdown(verdict, plan: plan, facility: facility, book: book, circumstances: asked))
    }
  }
}
