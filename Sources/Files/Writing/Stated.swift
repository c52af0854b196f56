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
  private var notes: Notes?

  /// Makes a value with what is said of it.
  public init(_ value: Value, source: String? = nil, about: String? = nil) {
    form = .value(value)
    notes = Notes(source: source, about: about)
  }

  /// Makes a place that the parameter of this name fills.
  public init(parameter: String, source: String? = nil, about: String? = nil) {
    form = .parameter(parameter)
    notes = Notes(source: source, about: about)
  }

  /// The source of the value; nil: the one stated around it.
  public var source: String? {
    get { notes?.source }
    set { notes = Notes(source: newValue, about: about) }
  }

  /// A remark.
  public var about: String? {
    get { notes?.about }
    set { notes = Notes(source: source, about: newValue) }
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

/// Source and remark of a value. Few values have any, and a book has millions of values: they stand apart.
private indirect enum Notes: Hashable, Sendable {
  case notes(source: String?, about: String?)

  /// Nil where nothing is said.
  init?(source: String?, about: String?) {
    if source == nil, about == nil { return nil }
    self = .notes(source: source, about: about)
  }

  var source: String? { if case .notes(let source, _) = self { source } else { nil } }
  var about: String? { if case .notes(_, let about) = self { about } else { nil } }
}

/// A list as a file states it: its elements, with a source of its own or without.
///
/// In a file: `[…]`, or `{value: […], source: "estimate: …"}`. It is used like an array.
public struct StatedList<Element: Hashable & Sendable>: Hashable, Sendable {
  /// The elements, in the order of the file.
  public var elements: [Element]
  private var notes: Notes?

  /// Makes a list.
  public init(_ elements: [Element], source: String? = nil, about: String? = nil) {
    self.elements = elements
    notes = Notes(source: source, about: about)
  }

  /// The source of the figures in it, unless an element states its own; nil: the one stated around the list.
  public var source: String? {
    get { notes?.source }
    set { notes = Notes(source: newValue, about: about) }
  }

  /// A remark.
  public var about: String? {
    get { notes?.about }
    set { notes = Notes(source: source, about: newValue) }
  }
}

extension StatedList: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
  /// Makes an empty list.
  public init() { self.init([]) }

  /// The position of the first element.
  public var startIndex: Int { elements.startIndex }

  /// One past the position of the last element.
  public var endIndex: Int { elements.endIndex }

  /// The element at a position.
  public subscript(position: Int) -> Element {
    get { elements[position] }
    set { elements[position] = newValue }
  }

  /// Puts new elements in the place of some; source and remark stay.
  public mutating func replaceSubrange(_ range: Range<Int>, with newElements: some Collection<Element>) {
    elements.replaceSubrange(range, with: newElements)
  }
}

extension StatedList: ExpressibleByArrayLiteral {
  /// Makes a list without a source of its own.
  public init(arrayLiteral elements: Element...) { self.init(elements) }
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
