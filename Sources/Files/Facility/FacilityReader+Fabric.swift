import Facility
import Documents

// Networks between nodes: what a file states of them, and how many switches that makes.

extension FacilityReader {
  private static let fabricKeys = Keys(
    "name", "endpoints", "other-endpoints", "switch", "speed", "radix", "max-power", "typical-power", "drawn-at",
    "optics", "tiers", "rails", "planes", "nodes-per-unit", "oversubscription", "leaves-per-group", "cores", "from",
    "heat", "about", "source")

  mutating func fabrics(_ node: NodeID) -> [FabricSpec] {
    var result: [FabricSpec] = []
    for entry in input.list(node, "`fabric`") {
      guard let fields = input.fields(entry, "a fabric", keys: Self.fabricKeys) else { continue }
      let name = input.required(fields, "name").flatMap { input.name($0) }
      _ = input.required(fields, "endpoints", suggestion: "write `endpoints: 1 per gpu`, or so many `per node`")
      if fields["switch"] == nil {
        _ = input.required(
          fields, "radix", suggestion: "name a `switch:`, or write how many ports it has at the fabric's speed")
      }
      _ = input.required(fields, "tiers", suggestion: "write `tiers: 2` for leaves and spines")
      var fabric = FabricSpec(node: fields["name"] ?? entry, name: name ?? "", endpoints: (1, false))
      read(fields, onto: &fabric)
      if name != nil { result.append(fabric) }
    }
    return result
  }

  mutating func override(_ node: NodeID, _ fabric: inout FabricSpec) {
    guard let fields = input.fields(node, "a fabric", keys: Self.fabricKeys) else { return }
    if let name = fields["name"] { input.report(name, "an override cannot change a name") }
    read(fields, onto: &fabric)
  }

  private mutating func read(_ fields: Fields, onto fabric: inout FabricSpec) {
    if let value = fields["endpoints"] {
      fabric.endpointsNode = value
      let read = input.parsed(value, "`endpoints`") { text throws(InputError) in try Quantity.perNodeOrGPU(text) }
      if let read { fabric.endpoints = read }
    }
    readShape(fields, onto: &fabric)
    readSwitch(fields, onto: &fabric)
    if let value = fields["from"], let stage = input.text(value, "the name of a stage") {
      fabric.from = (stage, input.resolved(value))
    }
    if let value = fields["heat"] {
      fabric.heat =
        input.word(value, "way of heat", among: ZoneLoad.Heat.allCases.map { ($0.rawValue, $0) }) ?? fabric.heat
    }
    if !fabric.isUnknown { checkShape(fields, fabric.design) }
  }

  private mutating func readShape(_ fields: Fields, onto fabric: inout FabricSpec) {
    if let value = fields["tiers"] {
      fabric.tiersNode = value
      fabric.design.tiers = input.integer(value, "`tiers`", in: 1...3) ?? fabric.design.tiers
    }
    if let value = fields["other-endpoints"] {
      fabric.design.otherEndpoints = input.integer(value, "`other-endpoints`", in: 0...1_000_000) ?? 0
    }
    if let value = fields["rails"] { fabric.design.rails = input.integer(value, "`rails`", in: 1...1_024) ?? 1 }
    if let value = fields["planes"] { fabric.design.planes = input.integer(value, "`planes`", in: 1...64) ?? 1 }
    if let value = fields["nodes-per-unit"] {
      fabric.design.nodesPerUnit = input.integer(value, "`nodes-per-unit`", in: 1...Limit.nodes)
    }
    if let value = fields["oversubscription"],
      let ratio = input.parsed(value, "`oversubscription`", { text throws(InputError) in try Quantity.ratio(text) })
    {
      (fabric.design.down, fabric.design.up) = ratio
    }
    if let value = fields["leaves-per-group"] {
      fabric.design.leavesPerGroup = input.integer(value, "`leaves-per-group`", in: 1...4_096)
    }
    if let value = fields["cores"] { fabric.design.hasCores = input.flag(value, "`cores`") ?? true }
  }

  private mutating func readSwitch(_ fields: Fields, onto fabric: inout FabricSpec) {
    if let value = fields["drawn-at"] {
      fabric.isDrawnAtMost = input.word(value, "way to draw", among: [("max", true), ("typical", false)]) ?? true
    }
    if let value = fields["switch"] { take(switch: value, fields, onto: &fabric) }
    if let value = fields["radix"] {
      fabric.design.radix = input.integer(value, "`radix`", in: 2...4_096) ?? fabric.design.radix
    }
    if let value = fields["max-power"] { fabric.most = markedWatts(value) ?? .zero }
    if let value = fields["typical-power"] { fabric.typical = markedWatts(value) ?? .zero }
    if let value = fields["optics"] { fabric.optics = markedWatts(value) ?? .zero }
    if (fabric.isDrawnAtMost ? fabric.most : fabric.typical) == nil, !fabric.isUnknown {
      let (key, other) = fabric.isDrawnAtMost ? ("max", fabric.typical) : ("typical", fabric.most)
      input.report(
        fields["drawn-at"] ?? fields["switch"] ?? fabric.node, "a fabric needs what one of its switches draws",
        expected: "`\(key)-power:`",
        suggestion: other == nil ? nil : "or write `drawn-at: \(fabric.isDrawnAtMost ? "typical" : "max")`")
    }
  }

  /// Takes ports and watts from a switch of the catalogue; its first way to use the ports where no speed is stated.
  private mutating func take(switch node: NodeID, _ fields: Fields, onto fabric: inout FabricSpec) {
    let isStated = fields[fabric.isDrawnAtMost ? "max-power" : "typical-power"] != nil
    guard let model = networkSwitch(node, taking: isStated ? nil : fabric.isDrawnAtMost ? .maxPower : .typicalPower)
    else {
      fabric.isUnknown = true
      return
    }
    (fabric.model, fabric.most, fabric.typical) = (model.name, model.maxPower, model.typicalPower)
    guard fields["radix"] == nil else { return }
    var ports = model.ports.first
    if let speed = fields["speed"] {
      guard let bits = input.amount(speed, .bitRate) else { return }
      ports = model.ports.first { $0.speed.bits == bits }
    }
    guard let ports else {
      let known = model.ports.map { "\($0.speed.bits / 1_000_000_000) Gb/s" }
      input.report(
        fields["speed"] ?? node,
        "the model `\(model.name)` states no ports\(fields["speed"] == nil ? "" : " of this speed")",
        expected: known.isEmpty ? "a `radix` beside it" : alternatives(known),
        suggestion: known.isEmpty ? nil : "or a `radix`")
      fabric.isUnknown = true
      return
    }
    fabric.design.radix = ports.count
  }

  private mutating func checkShape(_ fields: Fields, _ design: FabricDesign) {
    if let value = fields["speed"], fields["switch"] == nil {
      input.report(value, "`speed` picks the ports of a `switch`, and none is named")
    }
    if design.leafPorts < 1 {
      input.report(
        fields["oversubscription"] ?? fields["radix"] ?? fields.node,
        "a switch of \(design.radix) ports cannot be shared \(design.down):\(design.up) between nodes and spines",
        expected: "ports to both")
    }
    if design.up > design.down, let place = fields["oversubscription"] {
      input.report(place, "a leaf has more ports to spines than to nodes", expected: "the ports to nodes first: `3:1`")
    }
    if design.tiers < 3 {
      for key in ["leaves-per-group", "cores"] as [StaticString] {
        guard let value = fields[key] else { continue }
        input.report(value, "`\(key)` has no meaning without a third tier", expected: "tiers: 3")
      }
    } else if let most = design.leavesPerGroup, most > design.radix / 2, let place = fields["leaves-per-group"] {
      input.report(
        place, "a spine cannot reach \(most) leaves with half of its \(design.radix) ports",
        expected: "at most \(design.radix / 2) leaves")
    }
  }

  // MARK: Counting

  /// Counts a zone's fabrics, and adds each to its loads.
  mutating func addFabrics(
    _ spec: Blueprint, of zone: ZoneID, nodes sums: NodeSums, _ stages: StageTable, to facility: inout Facility
  ) {
    for stated in spec.fabrics {
      guard let fabric = counted(stated, of: zone, nodes: sums, in: facility) else { continue }
      facility.fabrics.append(fabric)
      let fedFrom = stated.from.flatMap { name, node in
        stage(named: name, at: node, seenFrom: zone, in: stages)
      }
      facility.loads.append(
        ZoneLoad(
          name: fabric.name, zone: zone, amount: .fixed(fabric.draw), isIT: true, fedFrom: fedFrom, heat: stated.heat))
    }
  }

  private mutating func counted(
    _ stated: FabricSpec, of zone: ZoneID, nodes sums: NodeSums, in facility: Facility
  ) -> Fabric? {
    let nodes = sums.nodes(under: zone, facility.zones)
    guard nodes > 0 else {
      if !isIncomplete { input.report(stated.node, "no nodes stand under this zone for a fabric to connect") }
      return nil
    }
    var design = stated.design
    design.endpointsPerNode = stated.endpoints.count
    if stated.endpoints.perGPU {
      let sizes = sums.sizes(under: zone, facility.zones, kinds)
      guard let size = sizes.first, sizes.count == 1 else {
        input.report(
          stated.endpointsNode ?? stated.node,
          "nodes of \(sizes.map { "\($0)" }.joined(separator: " and of ")) GPUs stand under this zone",
          expected: "so many endpoints `per node`, or a fabric of its own for each")
        return nil
      }
      design.endpointsPerNode *= size
    }
    // Where the ports do not come out, that has been reported.
    guard design.leafPorts > 0, !stated.isUnknown, let watts = stated.isDrawnAtMost ? stated.most : stated.typical
    else { return nil }
    do {
      return Fabric(
        name: stated.name, zone: zone, design: design, model: stated.model, perSwitch: watts, perPort: stated.optics,
        nodes: nodes, counts: try design.counts(nodes: nodes))
    } catch {
      report(error, of: stated, design, nodes: nodes)
      return nil
    }
  }

  private mutating func report(_ problem: FabricDesignError, of stated: FabricSpec, _ design: FabricDesign, nodes: Int)
  {
    guard case .tooManyLeaves(let needed, let most) = problem else { return }
    let tiers = design.tiers == 1 ? "one tier" : "\(design.tiers) tiers"
    let formula = design.down == design.up && design.leavesPerGroup == nil ? ["R²/2", "R³/4"] : []
    let law = formula.isEmpty || design.tiers == 1 ? "" : ", \(formula[design.tiers - 2])"
    input.report(
      stated.tiersNode ?? stated.node,
      "`\(stated.name)` needs \(needed) leaves for \(nodes) nodes of \(design.endpointsPerNode) endpoints; "
        + "\(tiers) of switches with \(design.radix) ports can join at most \(most)",
      expected: "at most \(design.mostEndpoints) endpoints\(law)",
      suggestion: design.tiers < 3 ? "write `tiers: \(design.tiers + 1)`, or give each part of the zone its own" : nil)
  }
}

/// Prefix sums of nodes by kind over the zones: the nodes under a zone are a difference of two.
struct NodeSums {
  private var nodesBefore: [Int] = [0]
  private let specs: [[NodesSpec]]
  private let specOf: [Int32]

  init(_ expander: TemplateExpander) {
    specs = expander.specs.map(\.nodes)
    specOf = expander.specOf
    nodesBefore.reserveCapacity(specOf.count + 1)
    for spec in specOf {
      nodesBefore.append(nodesBefore[nodesBefore.count - 1] + specs[Int(spec)].reduce(0) { $0 + $1.count })
    }
  }

  /// Nodes installed in a zone and all under it.
  func nodes(under zone: ZoneID, _ zones: [Zone]) -> Int {
    nodesBefore[zones[zone].end.index] - nodesBefore[zone.index]
  }

  /// The sizes of the nodes in a zone and all under it, in GPUs, ascending.
  func sizes(under zone: ZoneID, _ zones: [Zone], _ kinds: [Kind]) -> [Int] {
    let used = Set(specOf[zone.index..<zones[zone].end.index])
    return Set(used.flatMap { specs[Int($0)] }.map { kinds[$0.kind].gpus }).sorted()
  }
}
