/// A value as a file states it: itself, or in a template the parameter that stands for it; with a source of its own or
/// without.
///
/// In a file: `60 kW`, `$breaker`, `{value: 60 kW, source: "estimate: …"}`.
public struct Stated<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The form of a value in the file.
  public enum Form: Hashable, Sendable {
    case value(Value)
    /// The name of a parameter of the template around it, without the `$`; only facility files have templates.
    case parameter(String)
  }

  /// The value or the parameter that stands in the file.
  public var form: Form
  /// Few values have any, and a book has millions of values: they stand apart.
  private var notes: Notes?

  private indirect enum Notes: Hashable, Sendable {
    case notes(source: String?, about: String?)
  }

  /// Makes a value with what is said of it.
  public init(_ value: Value, source: String? = nil, about: String? = nil) {
    form = .value(value)
    note(source: source, about: about)
  }

  /// Makes a place that the parameter of this name fills.
  public init(parameter: String, source: String? = nil, about: String? = nil) {
    form = .parameter(parameter)
    note(source: source, about: about)
  }

  private mutating func note(source: String?, about: String?) {
    notes = source == nil && about == nil ? nil : .notes(source: source, about: about)
  }

  /// The source of the value; nil: the one stated around it.
  public var source: String? {
    get { if case .notes(let source, _)? = notes { source } else { nil } }
    set { note(source: newValue, about: about) }
  }

  /// A remark.
  public var about: String? {
    get { if case .notes(_, let about)? = notes { about } else { nil } }
    set { note(source: source, about: newValue) }
  }

  /// The value; nil where a parameter stands for it.
  public var value: Value? {
    if case .value(let value) = form { value } else { nil }
  }
}

extension Stated: ExpressibleByUnicodeScalarLiteral where Value == String {}
extension Stated: ExpressibleByExtendedGraphemeClusterLiteral where Value == String {}

extension Stated: ExpressibleByStringLiteral where Value == String {
  /// Makes a text.
  public init(stringLiteral text: String) { self.init(text) }
}

extension Stated: ExpressibleByIntegerLiteral where Value == Int {
  /// Makes a whole number.
  public init(integerLiteral number: Int) { self.init(number) }
}

extension Stated: ExpressibleByBooleanLiteral where Value == Bool {
  /// Makes a flag.
  public init(booleanLiteral flag: Bool) { self.init(flag) }
}

/// Values by name, in the order of the file: a mapping whose keys are names.
public struct NamedMap<Value: Hashable & Sendable>: Hashable, Sendable {
  /// A name with its value.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public var name: String
    /// The value under the name.
    public var value: Value

    /// Makes an entry.
    public init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }
  }

  /// Names with their values, each name once.
  public var entries: [Entry]
  /// The source of the figures in it, unless a figure states its own.
  public var source: String?
  /// A remark; only the `quantities` of a zone may have one.
  public var about: String?

  /// Makes a map.
  public init(_ entries: [Entry], source: String? = nil, about: String? = nil) {
    (self.entries, self.source, self.about) = (entries, source, about)
  }

  /// True where nothing is said.
  public var isEmpty: Bool { entries.isEmpty && source == nil && about == nil }

  /// The value of a name; setting it replaces the value, appends a new name, or with nil takes the name out.
  ///
  /// - Complexity: O(entries).
  public subscript(name: String) -> Value? {
    get { entries.first { $0.name == name }?.value }
    set {
      switch (entries.firstIndex { $0.name == name }, newValue) {
      case (let at?, let value?): entries[at].value = value
      case (let at?, nil): entries.remove(at: at)
      case (nil, let value?): entries.append(Entry(name, value))
      case (nil, nil): break
      }
    }
  }
}

extension NamedMap: ExpressibleByDictionaryLiteral {
  /// Makes a map of names with their values, in the order in which they are written.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self.init(elements.map { Entry($0.0, $0.1) })
  }
}
