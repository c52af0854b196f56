import Facility
import Documents

/// A figure of a piece of equipment, by its key in files.
enum EquipmentField: String, CaseIterable {
  case height, mass, ports
  case maxPower = "max-power"
  case typicalPower = "typical-power"
  case rating
  case powerFactor = "power-factor"
  case continuous, efficiency
  case noLoadLoss = "no-load-loss"
  case squareLoss = "square-loss"
  case takes, derate, flow, drive, approach

  /// Those that an entry of a role takes by `model:`.
  static func taken(by role: Equipment.Role) -> [EquipmentField] {
    switch role {
    case .power: [.rating, .powerFactor, .continuous, .efficiency, .noLoadLoss, .squareLoss]
    case .cooling: [.rating, .takes, .derate]
    case .load: [.maxPower, .typicalPower]
    }
  }

  /// True where equipment of a class can have it.
  func suits(_ equipmentClass: Equipment.Class) -> Bool {
    switch self {
    case .height, .mass, .maxPower, .typicalPower: true
    case .ports: equipmentClass == .networkSwitch
    case .rating: equipmentClass.role != .load
    case .powerFactor, .continuous, .efficiency, .noLoadLoss, .squareLoss: equipmentClass.role == .power
    case .takes, .derate, .flow, .drive, .approach: equipmentClass.role == .cooling
    }
  }
}

/// Equipment while it is read: a file may state all of it, or override single fields of the catalogue's.
struct EquipmentBuilder {
  var equipment: Equipment
  /// The evidence for each field.
  var evidence: [EquipmentField: Evidence] = [:]
  /// The fields that were read.
  var stated: Set<EquipmentField> = []
}

extension DocumentDecoder {
  private static let equipmentKeys = Keys(
    "class", "height", "mass", "ports", "max-power", "typical-power", "rating", "power-factor", "continuous",
    "efficiency", "no-load-loss", "square-loss", "takes", "derate", "flow", "drive", "approach", "about", "source")

  /// Reads what a mapping says of a piece of equipment, over what is known of it; nil: reported.
  mutating func equipment(
    _ node: NodeID, named name: String, over known: Equipment?, figures: inout ProvenanceTally
  ) -> EquipmentBuilder? {
    guard let fields = fields(node, "a piece of equipment", keys: Self.equipmentKeys) else { return nil }
    var equipmentClass = known?.equipmentClass
    if let value = fields["class"] {
      equipmentClass = word(value, "class", among: Equipment.Class.allCases.map { ($0.rawValue, $0) })
      if let known, let equipmentClass, known.equipmentClass != equipmentClass {
        report(resolved(value), "`\(name)` is of the class \(known.equipmentClass.rawValue) in the catalogue")
      }
    } else if known == nil {
      _ = required(fields, "class", suggestion: "only equipment of the catalogue may leave it out")
    }
    guard let equipmentClass else { return nil }
    var builder = EquipmentBuilder(equipment: known ?? Equipment(name: name, equipmentClass: equipmentClass))
    for field in EquipmentField.allCases {
      guard let value = value(of: field, in: fields) else { continue }
      guard field.suits(equipmentClass) else {
        report(value, "`\(field.rawValue)` has no place in equipment of the class \(equipmentClass.rawValue)")
        continue
      }
      builder.stated.insert(field)
      // What it takes is no figure.
      if field != .takes { builder.evidence[field] = figures.look(at: resolved(value), in: document) }
      read(field, value, into: &builder.equipment, figures: &figures)
    }
    check(builder.equipment, fields)
    return builder
  }

  private mutating func read(
    _ field: EquipmentField, _ value: NodeID, into equipment: inout Equipment, figures: inout ProvenanceTally
  ) {
    // A rating that cannot be read has been reported; zero stands in, so that it is not reported as missing too.
    switch field {
    case .height: equipment.height = rackUnits(value)
    case .mass: equipment.mass = amount(value, .mass).map { Kilograms(grams: $0) }
    case .ports: equipment.ports = portGroups(value)
    case .maxPower: equipment.maxPower = watts(value)
    case .typicalPower: equipment.typicalPower = watts(value)
    case .rating: equipment.rating = rating(value, of: equipment.equipmentClass, figures: &figures) ?? .real(.zero)
    case .powerFactor: equipment.powerFactor = share(value, from: .percent(1))
    case .continuous: equipment.continuous = share(value, from: .percent(1))
    case .efficiency: equipment.efficiency = share(value, from: .percent(1))
    case .noLoadLoss: equipment.noLoadLoss = watts(value)
    case .squareLoss: equipment.squareLoss = watts(value)
    case .takes:
      equipment.medium = word(value, "medium", among: CoolingElement.Medium.allCases.map { ($0.rawValue, $0) })
    case .derate: equipment.derate = derate(value, figures: &figures)
    case .flow: equipment.flow = amount(value, .flow).map { LitresPerMinute(millilitres: $0) }
    case .drive: equipment.drive = share(value)
    case .approach: equipment.approach = amount(value, .temperatureDifference).map { Kelvin(millikelvin: $0) }
    }
  }

  private func value(of field: EquipmentField, in fields: Fields) -> NodeID? {
    switch field {
    case .height: fields["height"]
    case .mass: fields["mass"]
    case .ports: fields["ports"]
    case .maxPower: fields["max-power"]
    case .typicalPower: fields["typical-power"]
    case .rating: fields["rating"]
    case .powerFactor: fields["power-factor"]
    case .continuous: fields["continuous"]
    case .efficiency: fields["efficiency"]
    case .noLoadLoss: fields["no-load-loss"]
    case .squareLoss: fields["square-loss"]
    case .takes: fields["takes"]
    case .derate: fields["derate"]
    case .flow: fields["flow"]
    case .drive: fields["drive"]
    case .approach: fields["approach"]
    }
  }

  /// The ways in which a switch's ports can be used: one group, or a list of groups.
  private mutating func portGroups(_ node: NodeID) -> [Ports] {
    var groups: [Ports] = []
    for entry in oneOrMore(resolved(node)) {
      guard let group = ports(entry) else { continue }
      if groups.contains(where: { $0.speed == group.speed }) {
        report(entry, "ports of this speed are stated twice", expected: "one group for each speed")
      } else {
        groups.append(group)
      }
    }
    return groups
  }

  private mutating func rating(
    _ node: NodeID, of equipmentClass: Equipment.Class, figures: inout ProvenanceTally
  ) -> ElectricalRating? {
    if equipmentClass.role == .cooling { return watts(node).map { .real($0) } }
    return electricalRating(node, figures: &figures)
  }

  private mutating func check(_ equipment: Equipment, _ fields: Fields) {
    if let rating = equipment.rating, rating.needsFactor, equipment.powerFactor == nil, let node = fields["rating"] {
      report(node, "a rating in VA needs a `power-factor`", suggestion: "add `power-factor: 98 %`")
    }
    if let typical = equipment.typicalPower, let most = equipment.maxPower, typical > most,
      let place = fields["typical-power"] ?? fields["max-power"]
    {
      report(resolved(place), "the typical power is more than the most", expected: "at most `max-power`")
    }
    if equipment.derate != nil, equipment.medium == .air, let place = fields["derate"] ?? fields["takes"] {
      report(place, "a derate follows the water's temperature, which air does not see", expected: "takes: liquid")
    }
  }
}
