import Documents
import Encoding

/// The place in a description where a value is kept.
typealias PathTo<Owner, Value> = any WritableKeyPath<Owner, Value> & Sendable

/// A mapping with keys of the format.
protocol FileMapping: FileValue {
  /// Its keys.
  static var table: KeyTable<Self> { get }
  /// One that says nothing; required keys have values that nothing means.
  static var blank: Self { get }
}

/// The keys of a mapping in the order in which they are written, each with where a description keeps its value: the one
/// list by which a description is both read and written.
struct KeyTable<Owner>: Sendable {
  /// The name of the mapping in diagnostics: `a power stage`.
  let noun: StaticString
  let fields: [Field<Owner>]
  let keys: Keys
  private let names: [String]

  init(_ noun: StaticString, _ fields: Field<Owner>...) { self.init(noun, fields) }

  /// The keys of a mapping some of which are those of a part of it.
  init<Part>(
    _ noun: StaticString, _ fields: [Field<Owner>], _ part: KeyTable<Part>,
    at path: PathTo<Owner, Part>
  ) {
    self.init(noun, fields + part.fields.map { Field($0, of: path) })
  }

  private init(_ noun: StaticString, _ fields: [Field<Owner>]) {
    (self.noun, self.fields) = (noun, fields)
    keys = fields.reduce(Keys()) { $0.adding($1.key) }
    names = keys.list
  }

  /// The entries of a description, key by key.
  func entries(of owner: Owner) -> [YAML.Entry] {
    zip(names, fields).compactMap { name, field in field.yaml(owner).map { YAML.Entry(name, $0) } }
  }
}

/// A key of a mapping and where a description keeps its value.
struct Field<Owner>: Sendable {
  let key: StaticString
  var isRequired = false
  let read: @Sendable (NodeID, inout DescriptionReader, inout Owner) -> Void
  /// The value as it is written; nil: the key is left out.
  let yaml: @Sendable (Owner) -> YAML?

  /// A key that may be left out.
  init<Value: FileValue>(_ key: StaticString, _ path: PathTo<Owner, Value?>) {
    self.key = key
    read = { node, reader, owner in owner[keyPath: path] = Value.read(node, &reader) }
    yaml = { owner in owner[keyPath: path]?.yaml }
  }

  /// A key that must be there.
  init<Value: FileValue>(required key: StaticString, _ path: PathTo<Owner, Value>) {
    (self.key, isRequired) = (key, true)
    read = { node, reader, owner in if let value = Value.read(node, &reader) { owner[keyPath: path] = value } }
    yaml = { owner in owner[keyPath: path].yaml }
  }

  /// A key whose value is the same in every file: the format.
  init(_ key: StaticString, constant: String) {
    (self.key, isRequired) = (key, true)
    read = { _, _, _ in }
    yaml = { _ in .text(constant) }
  }

  /// A key of a list that is left out where nothing is in it.
  init<Value: FileValue>(
    list key: StaticString, _ path: PathTo<Owner, StatedList<Value>>, isRequired: Bool = false
  ) {
    (self.key, self.isRequired) = (key, isRequired)
    read = { node, reader, owner in owner[keyPath: path] = StatedList.read(node, &reader) ?? [] }
    yaml = { owner in
      let values = owner[keyPath: path]
      return values == [] && !isRequired ? nil : values.yaml
    }
  }

  /// A key of a list or of the only value in it, which is written without brackets.
  init<Value: FileValue>(
    oneOrMore key: StaticString, _ path: PathTo<Owner, [Value]>, isRequired: Bool = false
  ) {
    (self.key, self.isRequired) = (key, isRequired)
    read = { node, reader, owner in owner[keyPath: path] = readOneOrMore(node, &reader) }
    yaml = { owner in
      let values = owner[keyPath: path]
      return values.isEmpty && !isRequired ? nil : oneOrMore(values)
    }
  }

  /// The same, where an empty list differs from none.
  init<Value: FileValue>(oneOrMore key: StaticString, _ path: PathTo<Owner, [Value]?>) {
    self.key = key
    read = { node, reader, owner in owner[keyPath: path] = readOneOrMore(node, &reader) }
    yaml = { owner in owner[keyPath: path].map { oneOrMore($0) } }
  }

  /// A key of values by name, left out where there are none.
  ///
  /// - Parameter notes: the names that are none, as a text under them is said of the others.
  init<Value: FileValue>(
    map key: StaticString, _ path: PathTo<Owner, NamedMap<Value>>, notes: Set<NoteKey> = [.source]
  ) {
    self.key = key
    read = { node, reader, owner in
      owner[keyPath: path] = NamedMap.read(node, &reader, notes: notes) ?? [:]
    }
    yaml = { owner in owner[keyPath: path].isEmpty ? nil : owner[keyPath: path].yaml }
  }

  /// A key of a part of the description.
  init<Part>(_ field: Field<Part>, of path: PathTo<Owner, Part>) {
    (key, isRequired) = (field.key, field.isRequired)
    read = { node, reader, owner in field.read(node, &reader, &owner[keyPath: path]) }
    yaml = { owner in field.yaml(owner[keyPath: path]) }
  }

  /// A key of a text that nothing is made of: `about`, `source`.
  init(text key: StaticString, _ path: PathTo<Owner, String?>) {
    self.key = key
    read = { node, reader, owner in owner[keyPath: path] = reader.freeText(node) }
    yaml = { owner in owner[keyPath: path].map { .text($0) } }
  }
}

private func readOneOrMore<Value: FileValue>(_ node: NodeID, _ reader: inout DescriptionReader) -> [Value] {
  reader.input.oneOrMore(node).compactMap { Value.read($0, &reader) }
}

private func oneOrMore(_ values: [some FileValue]) -> YAML {
  values.count == 1 ? values[0].yaml : .list(values.map(\.yaml))
}

extension FileMapping {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Self? {
    reader.input.fields(node, table.noun, keys: table.keys).map { read($0, &reader) }
  }

  /// Reads fields, whose keys may be more than the mapping's.
  static func read(_ fields: Fields, _ reader: inout DescriptionReader) -> Self {
    var value = blank
    for field in table.fields {
      if let node = fields[field.key] {
        field.read(node, &reader, &value)
      } else if field.isRequired {
        _ = reader.input.required(fields, field.key)
      }
    }
    return value
  }

  var yaml: YAML { .mapping(Self.table.entries(of: self)) }
}
