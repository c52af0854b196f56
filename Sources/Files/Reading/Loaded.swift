public import Documents

/// The outcome of reading a file: its value or why there is none, and its fingerprint.
public struct Loaded<Value> {
  /// The value; nil exactly where an error is among the diagnostics.
  public var value: Value?
  /// Errors and warnings, in file order.
  public var diagnostics: [Diagnostic]
  /// SHA-256 of the bytes, in hexadecimal.
  public var sha256: String

  /// Makes an outcome; a value beside an error is dropped.
  init(_ value: Value?, _ diagnostics: Diagnostics, of file: SourceFile, digest: Digest? = nil) {
    self.value = diagnostics.hasErrors ? nil : value
    if diagnostics.hasErrors, let foreign = ForeignFile.diagnostic(of: file) {
      var only = Diagnostics()
      only.add(foreign)
      self.diagnostics = only.sorted(for: file)
    } else {
      self.diagnostics = diagnostics.sorted(for: file)
    }
    sha256 = (digest ?? Digest(of: file)).sha256
  }
}

extension Loaded: Sendable where Value: Sendable {}
