import ArgumentParser
import CProcess
import Glibc

/// A place that output goes to: a file, which is replaced whole or not at all, or a stream, which is written into.
///
/// Links are followed: the file at their end is replaced, and they stay. A file that is there keeps its mode, and its owner where
/// that is allowed. A character device, a named pipe and a name of one of our own descriptors (`/dev/stdout`) are streams.
struct OutputFile {
  private enum Target {
    case file(path: String, replacing: stat?)
    case stream(path: String)
    case descriptor(Int32)
  }

  /// The name by which it was called.
  private let name: String
  private let target: Target

  /// The standard output.
  static let standardOutput = OutputFile(name: "standard output", target: .descriptor(STDOUT_FILENO))

  private init(name: String, target: Target) { (self.name, self.target) = (name, target) }

  /// Finds out where a path leads; nothing is opened yet.
  ///
  /// - Throws: `ExitCode.noOutput`, having said why, where nothing can be written there.
  init(_ path: String) throws {
    name = path
    do { target = try Self.target(of: path) } catch { throw Self.failed(path, error.words) }
  }

  /// Writes bytes.
  ///
  /// - Throws: as `write(by:)`.
  func write(_ bytes: [UInt8]) throws { try write { put in try put(bytes) } }

  /// Writes what `body` puts, piece by piece.
  ///
  /// - Throws: `ExitCode.noOutput`, having said why; nothing is left behind. A closed pipe ends the program by SIGPIPE, quietly.
  func write(by body: (_ put: ([UInt8]) throws -> Void) throws -> Void) throws {
    do {
      switch target {
      case .descriptor(let descriptor): try body { try Self.put($0, to: descriptor) }
      case .stream(let path):
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw Problem(errno) }
        defer { close(descriptor) }
        try body { try Self.put($0, to: descriptor) }
      case .file(let path, let old): try Self.replace(path, old, body)
      }
    } catch let problem as Problem {
      throw Self.failed(name, problem.words)
    }
  }

  /// True where two paths lead to one file; false where either leads to none.
  static func isSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  // MARK: writing

  private static func put(_ bytes: [UInt8], to descriptor: Int32) throws {
    if let words = Terminal.write(bytes, to: descriptor) { throw Problem(words: words) }
  }

  /// Writes to a temporary name in the same folder, flushes, and renames.
  private static func replace(
    _ path: String, _ old: stat?, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    if old != nil, faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 { throw Problem(errno) }
    // A name that nobody else has: it is made known before the file is there, so that no signal falls between.
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let temporary = strdup(folder(of: path) + ".headroom-\(getpid())-\(now.tv_sec)-\(now.tv_nsec).tmp")!
    headroom_set_temporary_file(temporary)
    defer {
      headroom_set_temporary_file(nil)
      free(temporary)
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Problem(errno) }
    var isOpen = true
    do {
      if let old { keepOwnerAndMode(of: old, descriptor) }
      try body { try put($0, to: descriptor) }
      guard fsync(descriptor) == 0 else { throw Problem(errno) }
      isOpen = false
      guard close(descriptor) == 0 else { throw Problem(errno) }
      guard rename(temporary, path) == 0 else { throw Problem(errno) }
    } catch {
      if isOpen { close(descriptor) }
      unlink(temporary)
      throw error
    }
  }

  private static func keepOwnerAndMode(of old: stat, _ descriptor: Int32) {
    var new = stat()
    if fstat(descriptor, &new) == 0, new.st_uid != old.st_uid || new.st_gid != old.st_gid,
      fchown(descriptor, old.st_uid, old.st_gid) != 0
    {
      // Who is not root may still give the group, if it is one of theirs.
      _ = fchown(descriptor, uid_t.max, old.st_gid)
    }
    _ = fchmod(descriptor, old.st_mode & 0o777)
  }

  // MARK: finding

  private static func target(of path: String) throws(Problem) -> Target {
    var path = path
    // As many links as the kernel follows.
    for _ in 0..<40 {
      if let descriptor = descriptor(named: path) {
        guard fcntl(descriptor, F_GETFD) >= 0 else { throw Problem(errno) }
        return .descriptor(descriptor)
      }
      var status = stat()
      guard lstat(path, &status) == 0 else {
        let code = errno
        guard code == ENOENT, !path.hasSuffix("/") else { throw Problem(code == ENOENT ? EISDIR : code) }
        return try new(path)
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK: path = try linkTarget(of: path)
      case S_IFREG: return isStandardOutput(status) ? .descriptor(STDOUT_FILENO) : .file(path: path, replacing: status)
      case S_IFCHR, S_IFIFO: return .stream(path: path)
      case S_IFDIR: throw Problem(EISDIR)
      case S_IFBLK: throw Problem(words: "this is a block device; a file or a stream is expected")
      default: throw Problem(words: "this is a socket; a file or a stream is expected")
      }
    }
    throw Problem(ELOOP)
  }

  /// A file that is not there yet; its folder must be.
  private static func new(_ path: String) throws(Problem) -> Target {
    let folder = folder(of: path)
    var status = stat()
    guard stat(folder.isEmpty ? "." : folder, &status) == 0 else { throw Problem(errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw Problem(ENOTDIR) }
    return .file(path: path, replacing: nil)
  }

  /// Our own descriptor that a path names, through whatever links: `/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/1`.
  private static func descriptor(named path: String) -> Int32? {
    let folder = folder(of: path)
    guard let number = Int32(path.dropFirst(folder.count)), let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    let place = String(cString: real)
    return place.hasPrefix("/proc/\(getpid())/") && place.hasSuffix("/fd") ? number : nil
  }

  /// True of the file that the standard output goes to: to replace it would lose the report.
  private static func isStandardOutput(_ status: stat) -> Bool {
    var output = stat()
    guard fstat(STDOUT_FILENO, &output) == 0 else { return false }
    return output.st_dev == status.st_dev && output.st_ino == status.st_ino
  }

  private static func linkTarget(of path: String) throws(Problem) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = bytes.withUnsafeMutableBytes { readlink(path, $0.baseAddress!, $0.count) }
    guard count >= 0 else { throw Problem(errno) }
    let link = String(decoding: bytes[0..<count], as: UTF8.self)
    return link.hasPrefix("/") ? link : folder(of: path) + link
  }

  /// The folder of a path, with the slash; empty where it names none.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  // MARK: problems

  private struct Problem: Error {
    var words: String
    init(words: String) { self.words = words }
    init(_ code: Int32) { words = String(cString: strerror(code)) }
  }

  private static func failed(_ path: String, _ why: String) -> ExitCode {
    Terminal.complain("error: \(path): cannot be written: \(why)\n")
    return .noOutput
  }
}
