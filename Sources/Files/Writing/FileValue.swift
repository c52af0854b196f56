import Documents
import Encoding

/// A value under a key of a file, read from it and written into it.
protocol FileValue: Hashable, Sendable {
  /// Reads a node; nil: reported.
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Self?

  /// The value as it is written.
  var yaml: YAML { get }
}

/// Reads a document into a description: what it says, not what it means.
struct DescriptionReader {
  var input: DocumentDecoder

  /// A text that nothing is made of: a remark, a source. Empty where nothing stands.
  mutating func freeText(_ node: NodeID) -> String? {
    if input.document.isText(node) { return input.document.text(of: node) }
    input.report(node, "a remark or a source must be a text, not \(input.describe(node))", expected: "a text")
    return nil
  }

  /// A node as a value with what is said of it, where it is a mapping for that and the value is a text, or what else is asked for.
  func notes(
    _ node: NodeID, around isValue: (Document, NodeID) -> Bool = { $0.isText($1) }
  ) -> (value: NodeID, source: NodeID?, about: NodeID?) {
    var (value, source, about): (NodeID?, NodeID?, NodeID?)
    for pair in input.document.pairs(of: node) {
      switch input.document.text(of: pair.key) {
      case "value": value = pair.value
      case "source": source = pair.value
      case "about": about = pair.value
      default: return (node, nil, nil)
      }
    }
    guard let value, isValue(input.document, value) else { return (node, nil, nil) }
    return (value, source, about)
  }
}

extension Stated {
  /// The placeholder of a required key before it is read.
  static var blank: Stated { Stated(parameter: "") }
}

extension Stated: FileValue where Value: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Stated? {
    let (node, source, about) = reader.notes(node)
    var result: Stated?
    if let name = reader.input.parameterName(node) {
      result = Stated(parameter: name)
    } else {
      result = Value.read(node, &reader).map { Stated($0) }
    }
    result?.source = source.flatMap { reader.freeText($0) }
    result?.about = about.flatMap { reader.freeText($0) }
    return result
  }

  var yaml: YAML {
    let plain: YAML =
      switch form {
      case .value(let value): value.yaml
      case .parameter(let name): .word("$" + name)
      }
    if source == nil, about == nil { return plain }
    return .mapping([YAML.Entry("value", plain)] + noteEntries(about: about, source: source))
  }
}

/// Remark and source as entries, as far as they are there.
private func noteEntries(about: String?, source: String?) -> [YAML.Entry] {
  [("about", about), ("source", source)].compactMap { key, text in text.map { YAML.Entry(key, .text($0)) } }
}

extension StatedList: FileValue where Element: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> StatedList? {
    let (node, source, about) = reader.notes(node) { $0.shape(of: $1) == .sequence }
    let elements = reader.input.list(node, "this").compactMap { Element.read($0, &reader) }
    return StatedList(
      elements, source: source.flatMap { reader.freeText($0) }, about: about.flatMap { reader.freeText($0) })
  }

  var yaml: YAML {
    let plain = YAML.list(elements.map(\.yaml))
    if source == nil, about == nil { return plain }
    return .mapping([YAML.Entry("value", plain)] + noteEntries(about: about, source: source))
  }
}

/// A key under which a text is said of what stands beside it.
enum NoteKey: String {
  case source, about
}

extension NamedMap: FileValue where Value: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> NamedMap? {
    read(node, &reader, notes: [.source])
  }

  static func read(_ node: NodeID, _ reader: inout DescriptionReader, notes: Set<NoteKey>) -> NamedMap? {
    var map: NamedMap = [:]
    for (_, name, value) in reader.input.named(node, "this") {
      let note = NoteKey(rawValue: name).flatMap { notes.contains($0) ? $0 : nil }
      if note == .source, reader.input.document.isText(value) {
        map.source = reader.freeText(value)
      } else if note == .about {
        map.about = reader.freeText(value)
      } else if let value = Value.read(value, &reader) {
        map.entries.append(Entry(name, value))
      }
    }
    return map
  }

  var yaml: YAML {
    .mapping(entries.map { YAML.Entry($0.name, $0.value.yaml) } + noteEntries(about: about, source: source))
  }
}
