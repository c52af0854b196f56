import ArgumentParser
import Glibc
import NUMA
import Documents

/// The command line: parse, dispatch, map to an exit code.
@main
struct Headroom: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Plans GPU clusters: what is left to lease, and what stops us leasing more.",
    discussion: """
      headroom reads a facility and a tenant book, packs the leases under every power and cooling limit, proves how good \
      the packing is, checks it independently and reports what is left.

      Exit codes: 0 done; 1 the answer is no (a lease that must be kept does not fit, a check fails); 2 bad input; \
      64 usage; 70 a bug in headroom; 71 out of memory; 74 output could not be written; 130 interrupted (143 by SIGTERM). The \
      first Ctrl-C of a plan ends its search after the round under way; the report and the plan so far are written.
      """,
    version: "0.1.0",
    subcommands: [
      PlanCommand.self, CheckCommand.self, TopologyCommand.self, BenchCommand.self, ExportInstanceCommand.self,
    ])

  /// One style for the messages of the parser and of headroom.
  static let _errorLabel = "error"

  static func main() {
    Interrupts.install()
    returnFreedMemory()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let hint = mistypedCommand(arguments) {
      Terminal.complain("error: \(hint)\n")
      exit(withError: ExitCode(64))
    }
    run(arguments)
  }

  /// Parses and runs; words of the parser may quote arguments, and go through `Terminal`.
  private static func run(_ arguments: [String]) {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      let code = exitCode(for: error)
      // Help and the version are asked for: they go to standard output, as the parser writes them.
      if code == .success { exit(withError: error) }
      let message = fullMessage(for: error)
      if !message.isEmpty { Terminal.complain(message.hasSuffix("\n") ? message : message + "\n") }
      Glibc.exit(code.rawValue)
    }
  }

  /// A sentence for a word that stands where a command must and is none: the parser suggests options only.
  private static func mistypedCommand(_ arguments: [String]) -> String? {
    var commands = configuration.subcommands
    var path = ""
    for word in arguments {
      let names = commands.map { $0._commandName } + (path.isEmpty ? ["help"] : [])
      guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
      guard names.contains(word) else {
        let suggestion = nearest(to: word, among: names).map { "; did you mean '\(path)\($0)'?" } ?? ""
        return "no command '\(path)\(printable(word))'\(suggestion) (commands: \(names.joined(separator: ", ")))"
      }
      guard let command = commands.first(where: { $0._commandName == word }) else { return nil }
      commands = command.configuration.subcommands
      path += word + " "
    }
    return nil
  }
}

/// The form of a report.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv, markdown

  /// The option's line in `--help`.
  static let help: ArgumentHelp = "How the report is written; csv has a row a lease, check, kind or run."
}

/// Codes that the shell sees.
extension ExitCode {
  /// The answer is no.
  static let no = ExitCode(1)
  /// The input is bad.
  static let badInput = ExitCode(2)
  /// A bug in headroom.
  static let bug = ExitCode(70)
  /// Output could not be written.
  static let noOutput = ExitCode(74)
  /// Stopped by the user.
  static let interrupted = ExitCode(130)
}
