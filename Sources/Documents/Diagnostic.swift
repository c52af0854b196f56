/// An error or a warning about an input: its place, the input expected, and advice.
///
/// A value; `Diagnostic+Text.swift` is the only place that makes a text for people of it.
public struct Diagnostic: Error, Hashable, Sendable {
  /// The weight of a diagnostic: an error refuses the file.
  public enum Severity: String, Hashable, Sendable { case error, warning }

  /// Its weight.
  public var severity: Severity
  /// The file's name as the user gave it.
  public var file: String
  /// Line and column, from 1, in Unicode scalars; line 0: the file as a whole.
  public var line: Int, column: Int
  /// Scalars to underline.
  public var length: Int
  /// The error in words, without a full stop.
  public var message: String
  /// The input that was expected.
  public var expected: String?
  /// Advice.
  public var suggestion: String?
  /// The line, or the part around the place if it is long; nil until `Diagnostics.sorted(for:)` has looked it up.
  public var excerpt: String?
  /// The column of the place in `excerpt`, from 1.
  public var excerptColumn: Int

  /// Makes a diagnostic; without a line it is about the file as a whole.
  public init(
    _ severity: Severity = .error, file: String, line: Int = 0, column: Int = 0, length: Int = 1, _ message: String,
    expected: String? = nil, suggestion: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.length = length
    self.message = message
    self.expected = expected
    self.suggestion = suggestion
    excerpt = nil
    excerptColumn = 0
  }
}

/// The diagnostics of one file, collected in any order, handed out in file order.
public struct Diagnostics: Sendable {
  /// No more than so many are kept: a hostile file must not fill the memory with its errors.
  public static let limit = 1_000

  private var collected: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  private var dropped = false
  /// True where any is an error.
  public private(set) var hasErrors = false
  /// The number of diagnostics that are kept.
  public var count: Int { collected.count }

  /// Makes an empty collection.
  public init() {}

  /// Adds one. The same one twice (a template that is expanded several times) counts once.
  public mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    guard collected.count < Self.limit else {
      dropped = true
      return
    }
    if seen.insert(diagnostic).inserted { collected.append(diagnostic) }
  }

  /// All of them in file order, each with its line of the file.
  public func sorted(for file: SourceFile) -> [Diagnostic] {
    var cursor = LineCursor(file.bytes)
    var result = collected.enumerated().sorted { a, b in
      (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
    }.map(\.element)
    for i in result.indices where result[i].line > 0 {
      cursor.advance(toLine: result[i].line, column: result[i].column)
      (result[i].excerpt, result[i].excerptColumn) = cursor.excerpt()
    }
    if dropped {
      result.append(Diagnostic(file: file.name, "more than \(Self.limit) errors; the rest is not listed"))
    }
    return result
  }
}
