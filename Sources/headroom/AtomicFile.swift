import ArgumentParser
import Glibc

/// Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed.
enum AtomicFile {
  /// - Throws: `ExitCode.noOutput`, having said why; nothing is left behind.
  static func write(_ bytes: [UInt8], to path: String) throws {
    // A device or a pipe cannot be renamed over: write into it as it is.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw fail(path, errno) }
      defer { close(descriptor) }
      if let error = Terminal.write(bytes, to: descriptor) { throw fail(path, error) }
      return
    }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw fail(path, errno) }
    Interrupts.temporary = strdup(temporary)
    defer {
      free(Interrupts.temporary)
      Interrupts.temporary = nil
    }
    var error = Terminal.write(bytes, to: descriptor)
    if error == nil, fsync(descriptor) != 0 { error = String(cString: strerror(errno)) }
    if close(descriptor) != 0, error == nil { error = String(cString: strerror(errno)) }
    if error == nil, rename(temporary, path) != 0 { error = String(cString: strerror(errno)) }
    if let error {
      unlink(temporary)
      throw fail(path, error)
    }
  }

  /// True where two paths lead to one file; false where either leads to none.
  static func isSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  private static func fail(_ path: String, _ code: Int32) -> ExitCode { fail(path, String(cString: strerror(code))) }

  private static func fail(_ path: String, _ why: String) -> ExitCode {
    Terminal.complain("error: \(path): cannot be written: \(why)\n")
    return .noOutput
  }
}
