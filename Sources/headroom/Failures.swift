import ArgumentParser
import Encoding
import Pipeline
import PlanModel
import Report

/// The value of a step; where it fails, the reason is said and becomes what ends the program.
///
/// - Throws: `ExitCode.badInput` and `ExitCode.bug`, having said why; `ValidationError` for an argument that the facility
///   does not bear out.
func saying<Value>(_ step: () throws(PipelineFailure) -> Value) throws -> Value {
  do { return try step() } catch { throw said(error) }
}

private func said(_ failure: PipelineFailure) -> any Error {
  switch failure {
  case .badInput(let diagnostics):
    Terminal.complain(diagnostics)
    return ExitCode.badInput
  case .unknownBasis(let name, let known):
    return ValidationError("'\(name)' is no basis of this facility (known: \(known.joined(separator: ", "))).")
  case .overcommitted(let instance, let violations):
    Terminal.complain("error: \(instance): what is leased already breaks limits, so no solution holds them\n")
    list(violations)
    return ExitCode.badInput
  case .beyondCount:
    Terminal.complain(
      "error: the plan cannot be judged: its loads, rents or bounds go beyond what can be counted (9 million TW,"
        + " $92,233,720,368,547,758 an hour)\n"
        + "  help: look for numbers of nodes or prices in it that no facility has\n")
    return ExitCode.badInput
  case .unsoundPlan(let violations, let inputs):
    Terminal.complain("error: a bug in headroom: its own plan does not pass its check\n")
    list(violations.lazy.map { Sentence.violation($0, facility: inputs.facility, book: inputs.book) })
    return ExitCode.bug
  case .unsoundSolution(let violations):
    Terminal.complain("error: a bug in headroom: its own solution does not pass its check\n")
    list(violations)
    return ExitCode.bug
  case .programTooLarge(let columns, let entries, let most):
    Terminal.complain(
      "error: the integer program would have \(millions(columns)) million columns and \(millions(entries)) million entries, a file "
        + "of about \(entries / 40_000_000 + 1) GB; at most \(most / 1_000_000) million entries are written\n"
        + "  help: export a part of the site or of the book, or use `--format json`\n")
    return ExitCode.badInput
  case .cancelled: return ExitCode.interrupted
  }
}

private func millions(_ count: Int) -> String { fixedPoint(Double(count) / 1e6, digits: 1) }

private func list(_ violations: some Sequence<String>) {
  for violation in violations.prefix(20) { Terminal.complain("  " + violation + "\n") }
}

extension RunControl {
  /// A run that packs: from its compiling on, the first Ctrl-C has it finish.
  static func finishing(_ observe: @escaping @Sendable (PipelineEvent) -> Void) -> RunControl {
    RunControl(cancellation: Interrupts.token) { event in
      if event == .began(.compile) { Interrupts.finishRuns() }
      observe(event)
    }
  }

  /// A run that nobody measures: only warnings are said.
  static var sayingWarnings: RunControl {
    RunControl { if case .warned(let diagnostics) = $0 { Terminal.complain(diagnostics) } }
  }
}
