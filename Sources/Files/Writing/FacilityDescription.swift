public import Facility

/// The content of a facility file, key by key: templates, counts and overrides as they stand, nothing stamped and
/// nothing computed.
///
/// A value to be changed and written; whether it makes sense is for the reader of what is written to say.
///
/// ```swift
/// guard var site = FacilityFile.describe(file).value else { return }
/// site.zone.zones[0].count = 5                                    // a fifth hall
/// site.templates["rack"]?.height = Stated(RackUnits(52))
/// site.zone.power[0].rating = .stated(Stated(.power(.megawatts(40)), source: "estimate: the next contract"))
/// let bytes = FacilityFile.write(site)
/// let facility = FacilityFile.read(SourceFile(name: "what-if.yaml", bytes: bytes)).value
/// ```
public struct FacilityDescription: Hashable, Sendable, FileMapping {
  /// The facility's name.
  public var name: Stated<String>
  /// A remark.
  public var about: String?
  /// A legend for the texts of `source`.
  public var sources: NamedMap<Stated<String>>
  /// The source of its figures, unless a figure states its own.
  public var source: String?
  /// Kinds of node: added to the catalogue, or overriding single fields of a kind in it.
  public var kinds: NamedMap<KindDescription>
  /// Equipment: added to the catalogue, or overriding single fields of equipment in it.
  public var equipment: NamedMap<EquipmentDescription>
  /// Further bases by name: watts of a node by kind.
  public var bases: NamedMap<NamedMap<Stated<Banded<Divided<Watts>>>>>
  /// Profiles: added to the catalogue, or overriding it.
  public var profiles: NamedMap<ProfileDescription>
  /// Zones to be stamped, by name.
  public var templates: NamedMap<TemplateDescription>
  /// The root.
  public var zone: ZoneDescription
  /// Applied in this order after the templates are stamped.
  public var overrides: StatedList<OverrideDescription>
  /// Spares of each kind, in every pod or zone of another level.
  public var spares: NamedMap<SpareDescription>
  /// Nodes out of service.
  public var outOfService: StatedList<OutOfServiceDescription>
  /// Leased today.
  public var placed: StatedList<StandingDescription>
  /// Limits left out, in words.
  public var notModelled: StatedList<Stated<String>>

  /// Makes a facility of a zone.
  public init(
    name: Stated<String>, about: String? = nil, sources: NamedMap<Stated<String>> = [:], source: String? = nil,
    kinds: NamedMap<KindDescription> = [:], equipment: NamedMap<EquipmentDescription> = [:],
    bases: NamedMap<NamedMap<Stated<Banded<Divided<Watts>>>>> = [:], profiles: NamedMap<ProfileDescription> = [:],
    templates: NamedMap<TemplateDescription> = [:], zone: ZoneDescription,
    overrides: StatedList<OverrideDescription> = [],
    spares: NamedMap<SpareDescription> = [:], outOfService: StatedList<OutOfServiceDescription> = [],
    placed: StatedList<StandingDescription> = [], notModelled: StatedList<Stated<String>> = []
  ) {
    self.name = name
    self.about = about
    self.sources = sources
    self.source = source
    self.kinds = kinds
    self.equipment = equipment
    self.bases = bases
    self.profiles = profiles
    self.templates = templates
    self.zone = zone
    self.overrides = overrides
    self.spares = spares
    self.outOfService = outOfService
    self.placed = placed
    self.notModelled = notModelled
  }

  static let table = KeyTable<FacilityDescription>(
    "a facility file",
    .init("format", constant: "headroom-facility-1"), .init(required: "name", \.name), .init(text: "about", \.about),
    .init(map: "sources", \.sources, notes: []), .init(text: "source", \.source), .init(map: "kinds", \.kinds),
    .init(map: "equipment", \.equipment), .init(map: "bases", \.bases), .init(map: "profiles", \.profiles),
    .init(map: "templates", \.templates), .init(required: "zone", \.zone), .init(list: "overrides", \.overrides),
    .init(map: "spares", \.spares), .init(list: "out-of-service", \.outOfService), .init(list: "placed", \.placed),
    .init(list: "not-modelled", \.notModelled))

  static var blank: FacilityDescription { FacilityDescription(name: .blank, zone: .blank) }
}
