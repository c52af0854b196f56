import Glibc

/// The bytes of one input file and the name by which its diagnostics call it.
public struct SourceFile: Sendable {
  /// The largest file that is read, unless its reader takes larger ones: 64 MiB.
  public static let sizeLimit = 64 << 20

  /// The name that diagnostics print.
  public let name: String
  /// The whole file.
  public let bytes: [UInt8]

  /// Makes a file from bytes in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a file from a text in memory.
  public init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// Reads a file of at most so many bytes; `name` is what diagnostics call it, the path itself unless given.
  ///
  /// The size is looked at before anything is read, and again while reading what has no size, such as a pipe.
  /// - Throws: a diagnostic without a position.
  public init(
    reading path: String, as name: String? = nil, sizeLimit: Int = SourceFile.sizeLimit
  ) throws(Diagnostic) {
    let name = name ?? path
    let (file, openError) = openedForReading(path)
    guard file >= 0 else { throw unreadable(name, openError) }
    defer { _ = close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(name, errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw Diagnostic(file: name, "this is a directory", expected: "a YAML or JSON file")
    }
    guard status.st_size <= sizeLimit else { throw tooLarge(name, sizeLimit) }
    let (bytes, readError) = contents(of: file, sizeHint: Int(status.st_size), sizeLimit: sizeLimit)
    guard readError == 0 else { throw unreadable(name, readError) }
    guard bytes.count <= sizeLimit else { throw tooLarge(name, sizeLimit) }
    self.init(name: name, bytes: bytes)
  }

  /// The error in a file that can be told before a line of it is parsed: its size, nothing in it, not UTF-8.
  func problem(sizeLimit: Int = SourceFile.sizeLimit) -> Diagnostic? {
    if bytes.count > sizeLimit { return tooLarge(name, sizeLimit) }
    if bytes.isEmpty { return Diagnostic(file: name, "the file is empty", expected: "a YAML or JSON file") }
    guard let offset = firstInvalidUTF8(bytes) else { return nil }
    var cursor = LineCursor(bytes)
    cursor.advance(toOffset: offset)
    let hex = String(bytes[offset], radix: 16, uppercase: true)
    return Diagnostic(
      file: name, line: cursor.line, column: cursor.column, "the byte 0x\(hex) is not UTF-8",
      expected: "text in UTF-8", suggestion: "convert the file: iconv -f latin1 -t utf-8")
  }
}

private func tooLarge(_ name: String, _ sizeLimit: Int) -> Diagnostic {
  let most = "\(sizeLimit >> 20) MiB"
  return Diagnostic(file: name, "the file is larger than \(most)", expected: "at most \(most)")
}

private func unreadable(_ name: String, _ code: CInt) -> Diagnostic {
  let reason =
    switch code {
    case ENOENT: "there is no such file"
    case EACCES: "permission denied"
    default: String(cString: strerror(code))
    }
  return Diagnostic(file: name, "cannot read the file: \(reason)")
}

/// `errno` is read on the line after the call, before anything else can change it.
private func openedForReading(_ path: String) -> (file: CInt, error: CInt) {
  // A path with a zero byte would be cut there and open another file.
  if path.utf8.contains(0) { return (-1, ENOENT) }
  let file = open(path, O_RDONLY | O_CLOEXEC)
  return (file, file < 0 ? errno : 0)
}

/// Everything in an open file, but no more than one byte above the limit.
private func contents(of file: CInt, sizeHint: Int, sizeLimit: Int) -> (bytes: [UInt8], error: CInt) {
  var bytes: [UInt8] = []
  bytes.reserveLargePages(sizeHint + 1)
  var chunk = [UInt8](repeating: 0, count: 1 << 20)
  while bytes.count <= sizeLimit {
    let got = read(file, &chunk, chunk.count)
    let error = errno
    if got < 0 {
      if error == EINTR { continue }
      return ([], error)
    }
    if got == 0 { break }
    bytes.append(contentsOf: chunk[0..<got])
  }
  return (bytes, 0)
}

/// The offset of the first byte that is not part of valid UTF-8; nil where all is valid.
///
/// The shortest form is demanded and surrogates are refused (Unicode 15, table 3-7).
func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBufferPointer { bytes in
    var i = 0
    while i < bytes.count {
      let lead = bytes[i]
      if lead < 0x80 {
        i += 1
        continue
      }
      let more: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch lead {
      case 0xC2...0xDF: more = 1
      case 0xE0: (more, second) = (2, 0xA0...0xBF)
      case 0xED: (more, second) = (2, 0x80...0x9F)
      case 0xE1...0xEF: more = 2
      case 0xF0: (more, second) = (3, 0x90...0xBF)
      case 0xF1...0xF3: more = 3
      case 0xF4: (more, second) = (3, 0x80...0x8F)
      default: return i
      }
      guard i + more < bytes.count, second.contains(bytes[i + 1]) else { return i }
      for j in (i + 1)...(i + more) where bytes[j] & 0xC0 != 0x80 { return i }
      i += more + 1
    }
    return nil
  }
}
