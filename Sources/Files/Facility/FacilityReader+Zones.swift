import Facility
import Documents

// Zones and templates read into blueprints.

extension FacilityReader {
  private static let zoneKeys = Keys(
    "name", "count", "first", "template", "with", "level", "about", "source", "water-supply", "power", "cooling",
    "loads", "fabric", "height", "reserved", "nodes", "positions", "quantities", "zones")
  private static let templateKeys = Keys(
    "parameters", "template", "with", "level", "about", "source", "water-supply", "power", "cooling", "loads", "fabric",
    "height",
    "reserved", "nodes", "positions", "quantities", "zones")
  private static let useKeys = Keys("name", "count", "first", "template", "with", "about", "source")

  /// The outermost zone.
  mutating func root(_ node: NodeID, facility: String) -> ChildSpec? {
    guard let fields = input.fields(node, "the root zone", keys: Self.zoneKeys) else { return nil }
    for key in ["count", "first"] as [StaticString] {
      if let value = fields[key] { input.report(value, "there is only one root zone: `\(key)` has no place in it") }
    }
    let name = fields["name"].flatMap { input.name($0, "the name of a zone") } ?? facility
    guard let blueprint = blueprint(of: fields) else { return nil }
    return ChildSpec(node: node, name: name, numbers: nil, blueprint: blueprint)
  }

  /// The blueprint of a zone that is written out or made from a template; nil: reported.
  private mutating func blueprint(of fields: Fields) -> Int? {
    zoneDepth += 1
    defer { zoneDepth -= 1 }
    guard zoneDepth <= Limit.depth else {
      input.report(
        fields.node, "zones nested deeper than \(Limit.depth) levels", expected: "at most \(Limit.depth) levels")
      isIncomplete = true
      return nil
    }
    guard fields["template"] != nil || fields["with"] != nil else { return body(fields) }
    let keys: [StaticString] = [
      "level", "water-supply", "power", "cooling", "loads", "fabric", "height", "reserved", "nodes", "positions",
      "quantities",
      "zones",
    ]
    for key in keys {
      guard let value = fields[key] else { continue }
      input.report(
        value, "`\(key)` cannot stand beside `template`", expected: "\(Self.useKeys.list.joined(separator: ", "))",
        suggestion: "put it into the template, or use `overrides:`")
    }
    guard let node = input.required(fields, "template"), let name = input.text(node, "a template") else {
      isIncomplete = true
      return nil
    }
    guard let id = templateIDs[name] else {
      input.report(
        input.resolved(node), "unknown template `\(name)`",
        expected: templates.isEmpty
          ? "a template of `templates:`, which has none" : alternatives(templates.map(\.name)),
        suggestion: didYouMean(name, templates.map(\.name)))
      isIncomplete = true
      return nil
    }
    return use(of: id, at: node, with: fields["with"], in: fields)
  }

  /// The blueprint of a template with the values that its parameters get here.
  private mutating func use(of id: Int, at node: NodeID, with: NodeID?, in fields: Fields) -> Int? {
    templates[id].isUsed = true
    if let start = usesInProgress.firstIndex(of: id) {
      let cycle = (usesInProgress[start...] + [id]).map { templates[$0].name }.joined(separator: " → ")
      input.report(
        node, "the template `\(templates[id].name)` contains itself", expected: "no circle: \(cycle)",
        suggestion: "take one of these uses out")
      isIncomplete = true
      return nil
    }
    guard let arguments = arguments(of: id, at: node, with: with) else {
      isIncomplete = true
      return nil
    }
    let use = TemplateUse(template: id, arguments: arguments)
    if let known = blueprintOfUse[use] { return known }
    // The template's keys are not those of the zone that uses it: its own parameters hold while it is read.
    let outer = input.parameters
    input.parameters = Array(zip(templates[id].parameters, arguments)).map { ($0.0, $0.1) }
    usesInProgress.append(id)
    defer {
      usesInProgress.removeLast()
      input.parameters = outer
    }
    guard let body = input.fields(templates[id].node, "a template", keys: Self.templateKeys),
      let blueprint = blueprint(of: body)
    else {
      isIncomplete = true
      return nil
    }
    blueprintOfUse[use] = blueprint
    return blueprint
  }

  /// The values of a template's parameters, in its order; nil where one is missing.
  private mutating func arguments(of id: Int, at node: NodeID, with: NodeID?) -> [NodeID]? {
    let parameters = templates[id].parameters
    var values: [NodeID?] = Array(repeating: nil, count: parameters.count)
    if let with {
      for (key, name, value) in input.named(with, "`with`") where name != "source" || parameters.contains("source") {
        guard let i = parameters.firstIndex(of: name) else {
          input.report(
            key, "the template `\(templates[id].name)` has no parameter `\(name)`",
            expected: parameters.isEmpty ? "no parameters" : alternatives(parameters),
            suggestion: didYouMean(name, parameters))
          continue
        }
        if input.text(value, "the value of `\(name)`") == nil { return nil }
        values[i] = input.resolved(value)
      }
    }
    let missing = zip(parameters, values).filter { $0.1 == nil }.map(\.0)
    if missing.isEmpty { return values.compactMap { $0 } }
    input.report(
      node, "the template `\(templates[id].name)` needs \(missing.map { "`\($0)`" }.joined(separator: ", "))",
      suggestion: "add `with: {\(missing.map { "\($0): …" }.joined(separator: ", "))}`")
    return nil
  }

  /// The blueprint of a zone's own keys.
  private mutating func body(_ fields: Fields) -> Int? {
    guard blueprints.count < Limit.zones else {
      isTooLarge = true
      return nil
    }
    let levels = Level.allCases.filter { $0 != .node }
    let level = input.required(fields, "level").flatMap { input.word($0, "level", among: levels.map { ($0.name, $0) }) }
    // The rest is read all the same: it may have errors of its own.
    var blueprint = Blueprint(node: fields.node, level: level)
    if let value = fields["water-supply"] {
      figures.mark(input.resolved(value), in: input.document)
      blueprint.waterSupply = input.celsius(value)
      blueprint.waterSupplyNode = value
    }
    if let value = fields["power"] { blueprint.stages = stages(value) }
    if let value = fields["cooling"] { blueprint.cooling = cooling(value) }
    if let value = fields["loads"] { blueprint.loads = loads(value) }
    if let value = fields["quantities"] { blueprint.quantities = quantities(value) }
    if let value = fields["fabric"] { blueprint.fabrics = fabrics(value) }
    checkResourceNames(blueprint)
    readRack(fields, into: &blueprint)
    if let value = fields["zones"] {
      if level == .rack {
        input.report(value, "a rack holds nodes, no zones", expected: "`nodes:`")
      } else {
        blueprint.children = children(value, of: level)
      }
    }
    total(&blueprint)
    blueprints.append(blueprint)
    return blueprints.count - 1
  }

  /// Names in one zone must differ, since a plan names its resources by them.
  private mutating func checkResourceNames(_ blueprint: Blueprint) {
    var names = DuplicateNameFinder()
    for stage in blueprint.stages {
      names.add(stage.name, numbers: stage.count > 1 ? 1..<(stage.count + 1) : nil, at: stage.node)
    }
    for element in blueprint.cooling { names.add(element.name, numbers: nil, at: element.node) }
    report(names.duplicates, "power or cooling entry")
    var loads = DuplicateNameFinder()
    for load in blueprint.loads { loads.add(load.name, numbers: nil, at: load.node) }
    for fabric in blueprint.fabrics { loads.add(fabric.name, numbers: nil, at: fabric.node) }
    report(loads.duplicates, "load or fabric")
  }

  private mutating func report(_ duplicates: [(name: String, node: NodeID)], _ what: String) {
    for (name, node) in duplicates {
      input.report(node, "the name `\(name)` stands twice in this zone", expected: "another name for each \(what)")
    }
  }

  private mutating func readRack(_ fields: Fields, into blueprint: inout Blueprint) {
    if let value = fields["height"] {
      figures.mark(input.resolved(value), in: input.document)
      blueprint.height = input.rackUnits(value)
    }
    if let value = fields["reserved"] {
      figures.mark(input.resolved(value), in: input.document)
      blueprint.reserved = input.rackUnits(value)
      if fields["height"] == nil {
        input.report(value, "`reserved` has no meaning without `height`", expected: "the rack's `height`")
      }
    }
    checkSpace(blueprint, at: fields["reserved"] ?? fields.node)
    if let value = fields["nodes"], blueprint.level == .rack || blueprint.level == nil {
      blueprint.nodes = nodes(value)
    }
    if let value = fields["positions"], blueprint.level == .rack || blueprint.level == nil {
      blueprint.positions = positions(value)
    }
    guard let level = blueprint.level, level != .rack else { return }
    for key in ["height", "reserved", "nodes", "positions"] as [StaticString] {
      guard let value = fields[key] else { continue }
      input.report(
        value, "`\(key)` has no place in a \(level.name)", expected: "a zone of the level rack",
        suggestion: "only racks hold nodes")
    }
  }

  mutating func checkSpace(_ blueprint: Blueprint, at node: NodeID) {
    if let height = blueprint.height, let reserved = blueprint.reserved, reserved > height {
      input.report(node, "more units are reserved than the rack has", expected: "at most \(height.units) U")
    }
  }

  private static let nodesKeys = Keys("kind", "count", "about", "source")

  private mutating func nodes(_ node: NodeID) -> [NodesSpec] {
    var result: [NodesSpec] = []
    for entry in input.oneOrMore(node) {
      guard let fields = input.fields(entry, "an entry of `nodes`", keys: Self.nodesKeys) else { continue }
      let kindNode = input.required(fields, "kind")
      let kind = kindNode.flatMap { self.kind($0) }
      let count = input.required(fields, "count").flatMap { input.integer($0, "`count`", in: 1...1_000) }
      guard let kind, let count, let kindNode else { continue }
      if result.contains(where: { $0.kind == kind }) {
        input.report(
          input.resolved(kindNode), "the kind `\(kinds[kind].name)` stands twice in this rack",
          expected: "one entry a kind")
      } else {
        result.append(NodesSpec(node: kindNode, kind: kind, count: count))
      }
    }
    return result
  }

  /// The zones in a zone.
  private mutating func children(_ node: NodeID, of level: Level?) -> [ChildSpec] {
    var children: [ChildSpec] = []
    var names = DuplicateNameFinder()
    for entry in input.list(node, "`zones`") {
      guard let child = child(entry, of: level) else { continue }
      names.add(child.name, numbers: child.numbers, at: child.node)
      children.append(child)
    }
    report(names.duplicates, "zone")
    return children
  }

  private mutating func child(_ entry: NodeID, of level: Level?) -> ChildSpec? {
    guard let fields = input.fields(entry, "a zone", keys: Self.zoneKeys) else {
      isIncomplete = true
      return nil
    }
    let nameNode = input.required(fields, "name")
    let name = nameNode.flatMap { input.name($0, "the name of a zone") }
    let numbers = numbers(fields)
    let blueprint = blueprint(of: fields)
    guard let name, let numbers, let blueprint else {
      isIncomplete = true
      return nil
    }
    if let level, let inner = blueprints[blueprint].level, inner <= level {
      let further = Level.allCases.filter { $0 > level && $0 != .node }.map(\.name)
      let place = fields["level"] ?? fields["template"] ?? entry
      input.report(
        input.resolved(place), "a \(inner.name) cannot stand in a \(level.name)",
        expected: "a level further in: \(alternatives(further))")
    }
    return ChildSpec(node: nameNode ?? entry, name: name, numbers: numbers.range, blueprint: blueprint)
  }

  /// The numbers of the copies; nil: reported.
  private mutating func numbers(_ fields: Fields) -> (range: Range<Int>?, Void)? {
    var first = 1
    if let node = fields["first"] {
      guard let number = input.integer(node, "`first`", in: 0...Limit.copies) else { return nil }
      first = number
      if fields["count"] == nil { input.report(node, "`first` has no meaning without `count`", expected: "a `count`") }
    }
    guard let node = fields["count"] else { return (nil, ()) }
    guard let count = input.integer(node, "`count`", in: 1...Limit.copies) else { return nil }
    return (first..<(first + count), ())
  }

  /// Adds up a blueprint's zones and nodes, and stops where they exceed what a facility may have.
  private mutating func total(_ blueprint: inout Blueprint) {
    blueprint.nodeCount = blueprint.positions
    for nodes in blueprint.nodes { blueprint.nodeCount += nodes.count }
    for child in blueprint.children {
      let inner = blueprints[child.blueprint]
      // Neither factor exceeds 10¹²: no product overflows.
      blueprint.zoneCount = min(
        1_000_000_000_000, blueprint.zoneCount + min(1_000_000_000, inner.zoneCount) * child.count)
      blueprint.nodeCount = min(
        1_000_000_000_000, blueprint.nodeCount + min(1_000_000_000, inner.nodeCount) * child.count)
      guard !isTooLarge else { continue }
      let excess: (Int, String, String)? =
        blueprint.zoneCount > Limit.zones
        ? (blueprint.zoneCount, "zones", "500,000")
        : blueprint.nodeCount > Limit.nodes ? (blueprint.nodeCount, "nodes", "4,000,000") : nil
      if let (count, what, most) = excess {
        isTooLarge = true
        input.report(
          child.node, "with these the facility has at least \(count) \(what)", expected: "at most \(most) \(what)")
      }
    }
  }
}
