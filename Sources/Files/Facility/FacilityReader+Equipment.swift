import Facility
import Documents

// Equipment that a file adds or changes, and entries that take their figures from it by `model:`.

extension FacilityReader {
  /// The catalogue's equipment, overridden and added to.
  mutating func readEquipment(_ node: NodeID) {
    // Its figures count where an entry takes them, not here.
    var uncounted = ProvenanceTally()
    for (key, name, value) in input.named(node, "`equipment`") where name != "source" {
      guard input.name(key, "the name of equipment") != nil else { continue }
      let known = equipment.firstIndex { $0.name == name }
      let builder = input.equipment(value, named: name, over: known.map { equipment[$0] }, figures: &uncounted)
      if let known {
        overriddenEquipment[known] = builder?.stated ?? []
        if let builder { equipment[known] = builder.equipment }
        equipmentEvidence[known].merge(builder?.evidence ?? [:]) { $1 }
      } else if let builder {
        equipment.append(builder.equipment)
        equipmentEvidence.append(builder.evidence)
      } else {
        unreadEquipment.insert(name)
      }
    }
  }

  /// The equipment that an entry names by `model:`; nil where it names none, or none that can be used.
  mutating func model(_ fields: Fields, for role: Equipment.Role) -> Equipment? {
    guard let node = fields["model"],
      let at = equipment(named: node, of: Equipment.Class.allCases.filter { $0.role == role }, for: role.rawValue)
    else { return nil }
    let taken = EquipmentField.taken(by: role).filter { !isStated($0, in: fields) }
    figures.count(taken.compactMap { equipmentEvidence[at][$0] }, takenBy: input.resolved(node))
    noteUnused(of: equipment[at])
    return equipment[at]
  }

  /// Notes the figures of a model in use from which nothing is computed.
  private mutating func noteUnused(of model: Equipment) {
    var unused: [String] = []
    if let flow = model.flow {
      let amount =
        flow.millilitres % 1_000 == 0 ? "\(flow.millilitres / 1_000) L/min" : "\(flow.millilitres) mL/min"
      unused.append("coolant flow of \(model.name): \(amount)")
    }
    if model.drive != nil { unused.append("power that \(model.name) takes to move heat") }
    if model.approach != nil { unused.append("approach temperature of \(model.name)") }
    for text in unused where !unusedFigures.contains(text) { unusedFigures.append(text) }
  }

  /// The switch that a fabric names; the figure that it draws counts.
  mutating func networkSwitch(_ node: NodeID, taking figure: EquipmentField?) -> Equipment? {
    guard let at = equipment(named: node, of: [.networkSwitch], for: "fabric") else { return nil }
    let taken = figure.flatMap { equipmentEvidence[at][$0] }.map { [$0] } ?? []
    figures.count(taken, takenBy: input.resolved(node))
    return equipment[at]
  }

  /// The position of the equipment that a node names, which must be of one of the classes; nil: reported.
  ///
  /// `purpose` says in a sentence what it is for: no `purpose` can be made of it.
  mutating func equipment(named node: NodeID, of classes: [Equipment.Class], for purpose: String) -> Int? {
    guard let name = input.text(node, "the name of a model") else { return nil }
    let place = input.resolved(node)
    let fitting = equipment.filter { classes.contains($0.equipmentClass) }.map(\.name)
    guard let at = equipment.firstIndex(where: { $0.name == name }) else {
      if !unreadEquipment.contains(name) {
        input.report(
          place, "unknown model `\(name)`", expected: "equipment of the catalogue or of `equipment:`",
          suggestion: didYouMean(name, fitting) ?? "for a \(purpose) there are \(alternatives(fitting))")
      }
      return nil
    }
    let found = equipment[at].equipmentClass
    if classes.contains(found) { return at }
    input.report(
      place, "`\(name)` is of the class \(found.rawValue): no \(purpose) can be made of it",
      expected: "a model of the class \(alternatives(classes.map(\.rawValue)))", suggestion: didYouMean(name, fitting))
    return nil
  }

  /// True where an entry states a figure itself, so that the model's does not count.
  private func isStated(_ field: EquipmentField, in fields: Fields) -> Bool {
    switch field {
    case .rating: fields["rating"] != nil
    case .powerFactor: fields["power-factor"] != nil
    case .continuous: fields["continuous"] != nil
    case .efficiency: fields["efficiency"] != nil
    case .noLoadLoss: fields["no-load-loss"] != nil
    case .squareLoss: fields["square-loss"] != nil
    case .takes: fields["takes"] != nil
    case .derate: fields["derate"] != nil
    case .maxPower, .typicalPower: fields["watts"] != nil
    case .height, .mass, .ports, .flow, .drive, .approach: false
    }
  }

  /// Requires a medium of a cooling entry whose model, if it has one, states none.
  mutating func requireTakes(_ fields: Fields, _ model: Equipment?) {
    if model?.medium != nil || fields["takes"] != nil || (model == nil && fields["model"] != nil) { return }
    _ = input.required(fields, "takes", suggestion: "write `takes: liquid`, `air` or `both`")
  }

  /// Requires a rating of an entry whose model, if it has one, states none.
  mutating func requireRating(_ fields: Fields, _ model: Equipment?) {
    guard model?.rating == nil, fields["rating"] == nil else { return }
    if let model, let node = fields["model"] {
      input.report(
        input.resolved(node), "the model `\(model.name)` states no rating", expected: "a `rating` beside it",
        suggestion: "write `rating: unknown` where it is not known")
    } else if fields["model"] == nil {
      _ = input.required(fields, "rating", suggestion: "write `rating: unknown` where it is not known")
    }
  }
}

extension StageSpec {
  /// Takes what a model states.
  mutating func take(_ model: Equipment, at node: NodeID) {
    if let rating = model.rating {
      (self.rating, ratingNode) = (rating, node)
      powerFactor = model.powerFactor
    }
    continuous = model.continuous ?? .one
    efficiency = model.efficiency ?? .one
    noLoadLoss = model.noLoadLoss ?? .zero
    squareLoss = model.squareLoss ?? .zero
  }
}

extension CoolingSpec {
  /// Takes what a model states.
  mutating func take(_ model: Equipment, at node: NodeID) {
    if let medium = model.medium { self.medium = medium }
    if let capacity = model.capacity { rating = capacity }
    (derate, derateNode) = (model.derate, node)
  }
}
