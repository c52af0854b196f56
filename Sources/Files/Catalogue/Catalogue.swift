public import Facility
public import Documents

/// The kinds of node, the equipment and the profiles that every facility file may name without declaring them.
public struct Catalogue: Sendable {
  /// The kinds, in file order.
  public internal(set) var kinds: [Kind] = []
  /// The equipment, in file order.
  public internal(set) var equipment: [Equipment] = []
  /// The profiles, in file order.
  public internal(set) var profiles: [Profile] = []
  /// The evidence for each field of each kind.
  var kindEvidence: [[KindField: Evidence]] = []
  /// The evidence for each field of each piece of equipment.
  var equipmentEvidence: [[EquipmentField: Evidence]] = []

  /// Makes a catalogue with nothing in it.
  public init() {}

  /// The catalogue that ships with the program: `Topologies/catalog/*.yaml` as they were when it was built.
  public static let embedded: Catalogue = {
    let loaded = read(embeddedFiles.map { SourceFile(name: $0.name, text: $0.text) })
    // A test reads it, so a catalogue that does not load never ships.
    guard let catalogue = loaded.value else { preconditionFailure(text(of: loaded.diagnostics)) }
    return catalogue
  }()

  /// The names of the files that are embedded.
  public static var embeddedFileNames: [String] { embeddedFiles.map(\.name) }

  /// The bytes of an embedded file; nil where there is none of this name.
  public static func embeddedFile(_ name: String) -> [UInt8]? {
    embeddedFiles.first { $0.name == name }.map { Array($0.text.utf8) }
  }

  /// Reads files of the format `headroom-catalogue-1`, one after another; a name may stand in one only.
  public static func read(_ files: [SourceFile]) -> (value: Catalogue?, diagnostics: [Diagnostic]) {
    var catalogue = Catalogue()
    var diagnostics: [Diagnostic] = []
    for file in files {
      let loaded = catalogue.add(file)
      diagnostics += loaded.sorted(for: file)
    }
    let refused = diagnostics.contains { $0.severity == .error }
    return (refused ? nil : catalogue, diagnostics)
  }

  private mutating func add(_ file: SourceFile) -> Diagnostics {
    let (document, diagnostics) = Document.read(file)
    guard let document else { return diagnostics }
    var input = DocumentDecoder(document, diagnostics: diagnostics)
    var figures = ProvenanceTally()
    guard
      let fields = input.fields(
        document.root, "a catalogue", keys: Keys("format", "about", "kinds", "equipment", "profiles", "source"))
    else { return input.diagnostics }
    input.checkFormat(fields, is: "headroom-catalogue-1")
    if let node = fields["kinds"] { addKinds(node, input: &input, figures: &figures) }
    if let node = fields["equipment"] { addEquipment(node, input: &input, figures: &figures) }
    if let node = fields["profiles"] {
      var marks: [NodeID] = []
      for (_, name, value) in input.named(node, "`profiles`") where name != "source" {
        if let profile = input.profile(value, named: name, over: nil, marks: &marks) { profiles.append(profile) }
      }
    }
    return input.diagnostics
  }

  private mutating func addKinds(_ node: NodeID, input: inout DocumentDecoder, figures: inout ProvenanceTally) {
    for (key, name, value) in input.named(node, "`kinds`") where name != "source" {
      if kinds.contains(where: { $0.name == name }) {
        input.report(key, "the kind `\(name)` stands in another file already")
      }
      guard input.name(key) != nil else { continue }
      var builder = KindBuilder()
      input.read(value, into: &builder, figures: &figures)
      guard let kind = input.kind(named: name, from: builder, at: value) else { continue }
      kinds.append(kind)
      kindEvidence.append(builder.evidence)
    }
  }

  private mutating func addEquipment(_ node: NodeID, input: inout DocumentDecoder, figures: inout ProvenanceTally) {
    for (key, name, value) in input.named(node, "`equipment`") where name != "source" {
      if equipment.contains(where: { $0.name == name }) {
        input.report(key, "the equipment `\(name)` stands in another file already")
      }
      guard input.name(key) != nil,
        let builder = input.equipment(value, named: name, over: nil, figures: &figures)
      else { continue }
      equipment.append(builder.equipment)
      equipmentEvidence.append(builder.evidence)
    }
  }
}
