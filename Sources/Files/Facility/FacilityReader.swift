import Facility
import Documents

/// Reads a facility file: first what it declares by name, then blueprints of its zones, then the expanded tables.
///
/// Its parts stand in `FacilityReader+….swift`, one for each section of the file.
struct FacilityReader {
  /// Sizes that no facility exceeds; see `docs/file-formats.md`.
  enum Limit {
    static let zones = 500_000
    static let nodes = 4_000_000
    static let copies = 1_000_000
    static let units = 1_000
    static let elements = 2_000_000
    static let depth = 64
    /// 1 TW: more than all data centres of the world draw, and a nine-thousandth of what a sum of watts can count.
    static let draw = Watts.megawatts(1_000_000)
  }

  /// A template as it stands in the file.
  struct Template {
    var name: String
    var node: NodeID
    var parameters: [String] = []
    var isUsed = false
  }

  /// A template with the values of its parameters: one blueprint.
  struct TemplateUse: Hashable {
    var template: Int
    var arguments: [NodeID]
  }

  var input: DocumentDecoder
  var figures = ProvenanceTally()
  let catalogue: Catalogue
  var kinds: [Kind]
  var kindIDs: [String: KindID] = [:]
  var equipment: [Equipment]
  /// The evidence for each field of each piece of equipment.
  var equipmentEvidence: [[EquipmentField: Evidence]]
  /// For each piece of the catalogue's equipment, the fields that the file overrides.
  var overriddenEquipment: [Int: Set<EquipmentField>] = [:]
  /// Equipment that the file declares and that could not be read: not unknown where an entry names it.
  var unreadEquipment: Set<String> = []
  /// Figures of models in use from which nothing is computed, in words.
  var unusedFigures: [String] = []
  var profiles: [Profile]
  /// The kind of empty rack positions, once a rack has some.
  var positionKind: KindID?
  var namedBases: [String] = []
  var templates: [Template] = []
  var templateIDs: [String: Int] = [:]
  var blueprints: [Blueprint] = []
  var blueprintOfUse: [TemplateUse: Int] = [:]
  /// Templates that are being read, outermost first.
  var usesInProgress: [Int] = []
  /// The depth of the zone that is being read, templates counted: a template that calls itself must end.
  var zoneDepth = 0
  /// True where a zone could not be read, so that paths may miss through no fault of their own.
  var isIncomplete = false
  /// The rules of spares.
  var spares: [SparePlace] = []
  /// True where a size limit was exceeded: nothing is expanded then.
  var isTooLarge = false

  init(_ document: Document, diagnostics: Diagnostics, catalogue: Catalogue) {
    input = DocumentDecoder(document, diagnostics: diagnostics)
    input.hasParameters = true
    input.keyAdvice = KeyAdvice.text
    self.catalogue = catalogue
    kinds = catalogue.kinds
    kindEvidence = catalogue.kindEvidence
    equipment = catalogue.equipment
    equipmentEvidence = catalogue.equipmentEvidence
    profiles = catalogue.profiles
  }

  private static let keys = Keys(
    "format", "name", "about", "sources", "source", "kinds", "equipment", "bases", "profiles", "templates", "zone",
    "overrides",
    "spares", "out-of-service", "placed", "not-modelled")

  /// Reads the whole file; nil only where an error was reported.
  mutating func facility() -> Facility? {
    if input.isOfAnotherFormat(than: "headroom-facility-1") { return nil }
    guard let fields = input.fields(input.document.root, "a facility file", keys: Self.keys) else { return nil }
    input.checkFormat(fields, is: "headroom-facility-1")
    let name = input.required(fields, "name").flatMap { input.name($0) }
    if let node = fields["sources"] { readLegend(node) }
    readKinds(fields["kinds"])
    if let node = fields["equipment"] { readEquipment(node) }
    if let node = fields["bases"] { readBases(node) }
    if let node = fields["profiles"] { readProfiles(node) }
    if let node = fields["templates"] { readTemplates(node) }
    let root = input.required(fields, "zone").flatMap { self.root($0, facility: name ?? "facility") }
    warnOfUnusedTemplates()
    var facility = Facility(name: name ?? "facility", kinds: kinds, namedBases: namedBases, profiles: profiles)
    if let node = fields["spares"] { readSpares(node) }
    if let root, !isTooLarge { expand(root, fields, into: &facility) }
    facility.unusedFigures = unusedFigures
    if root != nil, !isTooLarge { listWhatIsLeftOut(&facility, at: fields["zone"]) }
    if let node = fields["not-modelled"] {
      for entry in input.list(node, "`not-modelled`") {
        if let text = input.text(entry, "a limit in words") { facility.notModelled.append(text) }
      }
    }
    countCatalogueFigures(of: facility)
    facility.provenance = figures.provenance
    return facility
  }

  private mutating func readLegend(_ node: NodeID) {
    for (_, name, value) in input.named(node, "`sources`") { _ = input.text(value, "the source `\(name)`") }
  }

  /// Expands the zones and puts on them what the file says by path.
  private mutating func expand(_ root: ChildSpec, _ fields: Fields, into facility: inout Facility) {
    var expander = TemplateExpander(root: root, blueprints: blueprints)
    let lookup = ZoneLookup(expander.zones)
    if let node = fields["overrides"] { apply(node, to: &expander, lookup) }
    fill(&facility, from: expander)
    guard !isTooLarge else { return }
    refuseExcess(of: facility, expander)
    checkNVLinkDomains(of: facility)
    applySpares(to: &facility)
    let racks = BaysByRack(facility)
    if let node = fields["out-of-service"] { readOutOfService(node, racks: racks, lookup: lookup, into: &facility) }
    if let node = fields["placed"] { facility.placed = occupancies(node, in: facility, racks: racks, lookup: lookup) }
    if lints { lint(facility, expander) }
  }

  /// Counts the figures of those catalogue kinds that are installed and that the file does not override.
  private mutating func countCatalogueFigures(of facility: Facility) {
    var isInstalled = Array(repeating: false, count: kinds.count)
    for bay in facility.bays { isInstalled[bay.kind.index] = true }
    for (i, evidence) in catalogue.kindEvidence.enumerated() where isInstalled[i] {
      let kept = KindField.planned.filter { !(overriddenKinds[i] ?? []).contains($0.rawValue) }
      figures.count(kept.compactMap { evidence[$0] })
    }
  }

  /// The evidence for each field of each kind.
  var kindEvidence: [[KindField: Evidence]]
  /// For each kind that the file states something of, where it does.
  var kindPlaces: [Int: [String: NodeID]] = [:]
  /// True where implausible figures are looked for.
  var lints = false
  /// For each catalogue kind, the keys that the file states over it.
  var overriddenKinds: [Int: Set<String>] = [:]
}
