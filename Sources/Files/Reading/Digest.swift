import Dispatch
public import Documents

/// The fingerprint of a file, worked out beside the reading of it.
///
/// Of 10 MB it takes a tenth of the time that reading takes, and nothing waits for it until the end.
public final class Digest: @unchecked Sendable {
  private let group = DispatchGroup()
  /// Written before the group is left, read after.
  private var hex = ""

  /// Begins with it.
  public init(of file: SourceFile) {
    let bytes = file.bytes
    guard bytes.count > 1 << 20 else {
      hex = SHA256.hex(of: bytes)
      return
    }
    DispatchQueue.global().async(group: group) { self.hex = SHA256.hex(of: bytes) }
  }

  /// SHA-256 in hexadecimal, once it is done.
  var sha256: String {
    group.wait()
    return hex
  }
}
