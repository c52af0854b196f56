import Facility
import Documents

// Power stages, cooling elements and loads; each is read onto a given entry, so that overrides use the same code.

extension FacilityReader {
  private static let stageKeys = Keys(
    "name", "model", "count", "serves", "wired", "units", "spare", "rating", "power-factor", "continuous",
    "efficiency", "no-load-loss", "square-loss", "basis", "about", "source")

  mutating func stages(_ node: NodeID) -> [StageSpec] {
    var stages: [StageSpec] = []
    for entry in input.list(node, "`power`") {
      guard let fields = input.fields(entry, "a power stage", keys: Self.stageKeys),
        let name = input.required(fields, "name").flatMap({ input.name($0) })
      else { continue }
      if name == "space" { input.report(fields["name"] ?? entry, "the name `space` is taken by the rack's units") }
      var stage = StageSpec(node: fields["name"] ?? entry, name: name)
      let model = model(fields, for: .power)
      requireRating(fields, model)
      read(fields, model, onto: &stage)
      stages.append(stage)
    }
    return stages
  }

  mutating func override(_ node: NodeID, _ stage: inout StageSpec) {
    guard let fields = input.fields(node, "a power stage", keys: Self.stageKeys) else { return }
    refuseRenaming(fields)
    read(fields, model(fields, for: .power), onto: &stage)
  }

  private mutating func refuseRenaming(_ fields: Fields) {
    if let name = fields["name"] { input.report(name, "an override cannot change a name") }
  }

  private mutating func read(_ fields: Fields, _ model: Equipment?, onto stage: inout StageSpec) {
    if let model, let node = fields["model"] { stage.take(model, at: node) }
    if let value = fields["count"] {
      stage.count = input.integer(value, "`count`", in: 1...Limit.copies) ?? stage.count
    }
    if let value = fields["serves"], let pattern = component(value) { stage.serves = (pattern, value) }
    if let value = fields["wired"], let rule = wiring(value) { stage.wiring = (rule, value) }
    readUnits(fields, onto: &stage)
    if let value = fields["rating"] {
      stage.ratingNode = value
      if let rating = input.electricalRating(value, figures: &figures) {
        stage.rating = rating
        // A factor of the model's belongs to the model's rating.
        if model != nil, !rating.takesFactor { stage.powerFactor = nil }
      }
    }
    if let value = fields["power-factor"] { stage.powerFactor = markedShare(value, from: .percent(1)) }
    if let value = fields["continuous"] { stage.continuous = markedShare(value, from: .percent(1)) ?? .one }
    if let value = fields["efficiency"] { stage.efficiency = markedShare(value, from: .percent(1)) ?? .one }
    if let value = fields["no-load-loss"] { stage.noLoadLoss = markedWatts(value) ?? .zero }
    if let value = fields["square-loss"] {
      stage.squareLoss = markedWatts(value) ?? .zero
      if case .unknown = stage.rating, let rating = stage.ratingNode, input.document.shape(of: rating) == .plain,
        input.document.text(of: input.resolved(rating)) == "unknown"
      {
        input.report(value, "a square loss needs a rating: it is the loss at the rating", expected: "a known `rating`")
      }
    }
    if let value = fields["basis"] { stage.basis = basis(value) ?? stage.basis }
    checkPowerFactor(stage, fields)
  }

  /// A built-in basis, or one that the file declares.
  private mutating func basis(_ node: NodeID) -> Basis? {
    let names = [Basis.sustainedPeak, .nameplate, .average].map(\.name) + namedBases
    return input.word(node, "basis", among: names.map { ($0, Basis(name: $0)) })
  }

  private mutating func readUnits(_ fields: Fields, onto stage: inout StageSpec) {
    if let value = fields["units"] {
      stage.units = input.integer(value, "`units`", in: 1...Limit.units) ?? stage.units
    }
    if let value = fields["spare"] {
      stage.spare = input.integer(value, "`spare`", in: 0...Limit.units) ?? stage.spare
    }
    if stage.spare >= stage.units, stage.spare > 0, let place = fields["spare"] ?? fields["units"] {
      input.report(
        place, "\(stage.spare) of \(stage.units) units are spare: none is left to carry",
        expected: "fewer spares than `units`",
        suggestion: stage.units == 1 ? "state `units:`: `count:` makes copies that each serve zones of their own" : nil)
    }
  }

  private mutating func checkPowerFactor(_ stage: StageSpec, _ fields: Fields) {
    if stage.rating.needsFactor, stage.powerFactor == nil, fields["power-factor"] == nil, let node = fields["rating"] {
      input.report(node, "a rating in VA needs a `power-factor`", suggestion: "add `power-factor: 98 %`")
    }
    if !stage.rating.takesFactor, let node = fields["power-factor"] {
      input.report(node, "a power factor has no meaning here: the rating is not in VA or A")
    }
  }

  mutating func markedWatts(_ node: NodeID) -> Watts? {
    figures.mark(input.resolved(node), in: input.document)
    return input.watts(node)
  }

  private mutating func markedShare(_ node: NodeID, from least: Fraction = .zero, to most: Fraction = .one) -> Fraction?
  {
    figures.mark(input.resolved(node), in: input.document)
    return input.share(node, from: least, to: most)
  }

  /// A pattern over the names of a zone's children.
  private mutating func component(_ node: NodeID) -> PathPattern.Component? {
    input.parsed(node, "a pattern over names") { text throws(InputError) in
      let component = try PathPattern.Component(text)
      if component == .anyDepth || text.utf8.contains(UInt8(ascii: "/")) {
        throw InputError(
          "`\(text)` reaches further than the zone's own children", expected: "a name, such as `pod-[1-8]`")
      }
      return component
    }
  }

  private mutating func wiring(_ node: NodeID) -> WiringRule? {
    guard input.document.shape(of: node) == .sequence else {
      return input.word(node, "wiring", among: [("block", WiringRule.block), ("round-robin", WiringRule.roundRobin)])
    }
    var lists: [[(pattern: PathPattern.Component, node: NodeID)]] = []
    for entry in input.document.entries(of: node) {
      var list: [(pattern: PathPattern.Component, node: NodeID)] = []
      for name in input.list(entry, "the children of a copy") {
        if let pattern = component(name) { list.append((pattern, name)) }
      }
      lists.append(list)
    }
    return .lists(lists)
  }

  // MARK: Cooling

  private static let coolingKeys = Keys(
    "name", "model", "takes", "count", "spare", "rating", "derate", "about", "source")

  mutating func cooling(_ node: NodeID) -> [CoolingSpec] {
    var result: [CoolingSpec] = []
    for entry in input.list(node, "`cooling`") {
      guard let fields = input.fields(entry, "a cooling element", keys: Self.coolingKeys) else { continue }
      let name = input.required(fields, "name").flatMap { input.name($0) }
      let model = model(fields, for: .cooling)
      requireTakes(fields, model)
      requireRating(fields, model)
      if name == "space" { input.report(fields["name"] ?? entry, "the name `space` is taken by the rack's units") }
      // What cannot be read is reported; both stands in, so that the rest of the entry is looked at too.
      var element = CoolingSpec(node: fields["name"] ?? entry, name: name ?? "", medium: .both)
      read(fields, model, onto: &element)
      if name != nil { result.append(element) }
    }
    return result
  }

  mutating func override(_ node: NodeID, _ element: inout CoolingSpec) {
    guard let fields = input.fields(node, "a cooling element", keys: Self.coolingKeys) else { return }
    refuseRenaming(fields)
    read(fields, model(fields, for: .cooling), onto: &element)
  }

  private mutating func read(_ fields: Fields, _ model: Equipment?, onto element: inout CoolingSpec) {
    if let model, let node = fields["model"] { element.take(model, at: node) }
    if let value = fields["takes"] {
      let media = CoolingElement.Medium.allCases.map { ($0.rawValue, $0) }
      element.medium = input.word(value, "medium", among: media) ?? .both
    }
    if model != nil, !element.medium.takesLiquid { element.derate = nil }
    if let value = fields["count"] {
      element.count = input.integer(value, "`count`", in: 1...Limit.copies) ?? element.count
    }
    if let value = fields["spare"] {
      element.spare = input.integer(value, "`spare`", in: 0...Limit.copies) ?? element.spare
    }
    if element.spare >= element.count, element.spare > 0, let place = fields["spare"] ?? fields["count"] {
      input.report(
        place, "\(element.spare) of \(element.count) units are spare: none is left to cool",
        expected: "fewer spares than `count`")
    }
    if let value = fields["rating"] { element.rating = coolingRating(value) }
    if let value = fields["derate"] {
      element.derate = input.derate(value, figures: &figures)
      element.derateNode = value
      if !element.medium.takesLiquid {
        input.report(
          value, "a derate follows the water's temperature, which air does not see", expected: "takes: liquid")
      }
    }
  }

  private mutating func coolingRating(_ node: NodeID) -> Watts? {
    guard let text = input.text(node, "a rating") else { return nil }
    return text == "unknown" ? nil : markedWatts(node)
  }
}
