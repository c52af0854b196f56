import Facility
import Documents

// Loads that are not leased nodes.

extension FacilityReader {
  private static let loadKeys = Keys(
    "name", "model", "count", "per-gpu", "of-nodes", "of-it", "watts", "from", "it", "heat", "about", "source")
  private static let amountKeys: [StaticString] = ["per-gpu", "of-nodes", "of-it", "watts"]

  mutating func loads(_ node: NodeID) -> [LoadSpec] {
    var result: [LoadSpec] = []
    for entry in input.list(node, "`loads`") {
      guard let fields = input.fields(entry, "a load", keys: Self.loadKeys) else { continue }
      let name = input.required(fields, "name").flatMap { input.name($0) }
      if fields["model"] == nil, !Self.amountKeys.contains(where: { fields[$0] != nil }) {
        input.report(entry, "a load needs an amount", expected: "one of per-gpu, of-nodes, of-it, watts, model")
      }
      var load = LoadSpec(node: fields["name"] ?? entry, name: name ?? "", amount: .fixed(.zero))
      read(fields, onto: &load)
      if name != nil { result.append(load) }
    }
    return result
  }

  mutating func override(_ node: NodeID, _ load: inout LoadSpec) {
    guard let fields = input.fields(node, "a load", keys: Self.loadKeys) else { return }
    if let name = fields["name"] { input.report(name, "an override cannot change a name") }
    read(fields, onto: &load)
  }

  private mutating func read(_ fields: Fields, onto load: inout LoadSpec) {
    let given = Self.amountKeys.compactMap { fields[$0] }
    if given.count > 1 {
      input.report(
        given.max() ?? fields.node, "a load has one amount", expected: "one of per-gpu, of-nodes, of-it, watts")
    }
    readModel(fields, isOverruled: !given.isEmpty, onto: &load)
    readAmount(fields, onto: &load)
    if let value = fields["from"], let stage = input.text(value, "the name of a stage") {
      load.from = (stage, input.resolved(value))
    }
    if let value = fields["it"] { load.isIT = input.flag(value, "`it`") ?? load.isIT }
    if let value = fields["heat"] {
      load.heat = input.word(value, "way of heat", among: ZoneLoad.Heat.allCases.map { ($0.rawValue, $0) }) ?? load.heat
    }
    if case .ofIT = load.amount, load.isIT == true, let place = fields["it"] ?? fields["of-it"] {
      input.report(place, "a share of the IT load is never IT load itself", expected: "it: no, or another amount")
    }
  }

  /// `model:` with `count:`: so many pieces at the most that each draws, or at its typical power where that is not known.
  private mutating func readModel(_ fields: Fields, isOverruled: Bool, onto load: inout LoadSpec) {
    if let model = model(fields, for: .load), let node = fields["model"] {
      load.unit = model.maxPower ?? model.typicalPower
      if load.unit == nil, !isOverruled {
        input.report(
          input.resolved(node), "the model `\(model.name)` states no watts", expected: "an amount beside it")
      }
    }
    if isOverruled { load.unit = nil }
    if let value = fields["count"] {
      load.count = input.integer(value, "`count`", in: 1...Limit.copies) ?? load.count
      if load.unit == nil, isOverruled || fields["model"] == nil {
        input.report(value, "`count` counts pieces of a `model`, whose watts are not used here")
      }
    }
    if let unit = load.unit { (load.amount, load.tolerance) = (.fixed(unit * load.count), .zero) }
  }

  private mutating func readAmount(_ fields: Fields, onto load: inout LoadSpec) {
    if let value = fields["per-gpu"], let figure = markedFigure(value) {
      input.checkPerGPU(figure.watts, gpus: 1, at: value)
      (load.amount, load.tolerance) = (.perGPU(figure.watts), figure.tolerance)
    }
    if let value = fields["watts"], let figure = markedFigure(value) {
      (load.amount, load.tolerance) = (.fixed(figure.watts), figure.tolerance)
    }
    if let value = fields["of-nodes"], let (share, tolerance) = markedBand(value) {
      (load.amount, load.tolerance) = (.ofNodes(share), tolerance)
    }
    if let value = fields["of-it"], let (share, tolerance) = markedBand(value) {
      (load.amount, load.tolerance) = (.ofIT(share), tolerance)
    }
  }

  private mutating func markedFigure(_ node: NodeID) -> PowerFigure? {
    figures.mark(input.resolved(node), in: input.document)
    return input.figure(node)
  }

  private mutating func markedBand(_ node: NodeID) -> (share: Fraction, tolerance: Fraction)? {
    figures.mark(input.resolved(node), in: input.document)
    return input.shareWithBand(node)
  }
}
