import ArgumentParser
import Documents
import Glibc
import Report

/// Data goes to standard output, words to standard error.
enum Terminal {
  /// True where reports are coloured: only on a terminal, and not where `NO_COLOR` is set.
  static var hasColour: Bool {
    guard getenv("NO_COLOR").map({ $0.pointee == 0 }) ?? true else { return false }
    if let term = getenv("TERM"), String(cString: term) == "dumb" { return false }
    return isatty(STDOUT_FILENO) == 1
  }

  /// The look of text reports on standard output.
  static var style: ReportStyle { ReportStyle(colour: hasColour, width: width) }

  /// The columns of a line on standard output: `COLUMNS` where it is set to a whole number above zero, else those of the terminal,
  /// else the default, so that what goes into a pipe or a file does not depend on where it was typed.
  private static var width: Int {
    if let text = getenv("COLUMNS"), let columns = Int(String(cString: text)), columns > 0 { return columns }
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return ReportStyle.defaultWidth
    }
    return Int(size.ws_col)
  }

  /// Writes all of a report to standard output.
  ///
  /// - Throws: `ExitCode.noOutput`, having said why, if it cannot be written. A closed pipe ends the program by SIGPIPE, quietly.
  static func print(_ bytes: [UInt8]) throws { try OutputFile.standardOutput.write(bytes) }

  /// Writes a report to standard output.
  static func print(_ text: String) throws { try print(Array(text.utf8)) }

  /// Writes lines of words to standard error; a failure there has nowhere to be told. Words may quote arguments and files: what
  /// would steer the terminal is shown as a replacement character.
  static func complain(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }
    control(lines.joined(separator: "\n"))
  }

  /// Writes to standard error what may steer the terminal.
  static func control(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes what is wrong with a file to standard error.
  static func complain(_ diagnostics: [Diagnostic]) { complain(Documents.text(of: diagnostics)) }

  /// Writes all bytes, in as many calls as the kernel likes.
  ///
  /// - Returns: what went wrong, in words; nil if nothing did.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written) }
      let code = errno
      if count < 0 {
        if code == EINTR { continue }
        return String(cString: strerror(code))
      }
      written += count
    }
    return nil
  }
}
