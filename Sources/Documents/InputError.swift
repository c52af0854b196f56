/// An error in a text, before it is known where the text stands; with its place it becomes a `Diagnostic`.
public struct InputError: Error, Hashable, Sendable {
  /// The error in words, without a full stop.
  public var message: String
  /// The input that was expected.
  public var expected: String?
  /// Advice.
  public var suggestion: String?

  /// Makes an error.
  public init(_ message: String, expected: String? = nil, suggestion: String? = nil) {
    self.message = message
    self.expected = expected
    self.suggestion = suggestion
  }
}
