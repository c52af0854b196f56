import Documents
import Encoding
import Facility
import Tenancy

// Values that are a word, a number or any text.

extension String: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> String? { reader.input.text(node, "a text") }
  var yaml: YAML { .text(self) }
}

extension Int: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Int? {
    reader.input.integer(node, "this", in: 0...1_000_000_000)
  }
  var yaml: YAML { .word("\(self)") }
}

extension Bool: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Bool? { reader.input.flag(node, "this") }
  var yaml: YAML { .word(self ? "yes" : "no") }
}

extension Level: FileValue {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Level? {
    reader.input.word(node, "level", among: allCases.map { ($0.name, $0) })
  }
  var yaml: YAML { .word(name) }
}

/// One of a few words of the format.
protocol FileWord: FileValue, RawRepresentable<String>, CaseIterable {
  /// The name of the word in diagnostics.
  static var noun: String { get }
}

extension FileWord {
  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> Self? {
    reader.input.word(node, noun, among: allCases.map { ($0.rawValue, $0) })
  }
  var yaml: YAML { .word(rawValue) }
}

extension CoolingElement.Medium: FileWord { static var noun: String { "medium" } }
extension ZoneLoad.Heat: FileWord { static var noun: String { "way of heat" } }
extension Equipment.Class: FileWord { static var noun: String { "class" } }
extension OutOfService: FileWord { static var noun: String { "state" } }
extension NUMARule: FileWord { static var noun: String { "word for `numa`" } }

/// The rule by which the children of a zone are assigned to a stage's copies.
public enum WiringWord: String, CaseIterable, Hashable, Sendable, FileWord {
  /// Contiguous blocks as equal as can be.
  case block
  /// In turns.
  case roundRobin = "round-robin"

  static var noun: String { "wiring" }
}

/// Which of its two figures each switch of a fabric draws.
public enum SwitchDraw: String, CaseIterable, Hashable, Sendable, FileWord {
  case max, typical

  static var noun: String { "way to draw" }
}

/// The form in which a lease of megawatts is delivered.
public enum MegawattForm: String, CaseIterable, Hashable, Sendable, FileWord {
  /// The facility's nodes.
  case hardware
  /// Rack positions for the tenant's own machines.
  case space

  static var noun: String { "word for `with`" }
}

/// The value that a template's parameter gets: it is read where the parameter stands.
public enum ParameterValue: Hashable, Sendable, FileValue {
  /// A whole number.
  case number(Int)
  /// Any other text, such as a name or a quantity with its unit.
  case text(String)

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> ParameterValue? {
    if let number = reader.input.document.integer(node) { return .number(number) }
    return reader.input.text(node, "the value of a parameter").map { .text($0) }
  }

  var yaml: YAML {
    switch self {
    case .number(let number): .word("\(number)")
    case .text(let text): .text(text)
    }
  }
}

extension Stated where Value == ParameterValue {
  /// Makes the value of a parameter from a name, or from a quantity with its unit.
  public static func text(_ text: String) -> Stated { Stated(.text(text)) }
  /// Makes the value of a parameter that is a whole number.
  public static func number(_ number: Int) -> Stated { Stated(.number(number)) }
}

/// A number of GPUs, or all that there are.
public enum GPUCount: Hashable, Sendable, FileValue {
  case number(Int)
  /// Every node of the kind in service, less the spares.
  case all

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> GPUCount? {
    if reader.input.document.text(of: node) == "all" { return .all }
    return Int.read(node, &reader).map { .number($0) }
  }

  var yaml: YAML {
    switch self {
    case .number(let number): .word("\(number)")
    case .all: .word("all")
    }
  }
}
