import Facility
import Documents

// Expanded zones filled with their power, cooling, loads and bays, in zone order.

extension FacilityReader {
  /// Fills a facility's tables from expanded zones.
  mutating func fill(_ facility: inout Facility, from expander: TemplateExpander) {
    facility.zones = expander.zones
    guard isSmallEnough(expander) else { return }
    var stages = StageTable(expander, wirings: readWirings(expander))
    var supply: [Celsius?] = Array(repeating: nil, count: expander.zones.count)
    var unknown: [String] = []
    let nodes = NodeSums(expander)
    for i in expander.zones.indices {
      let zone = ZoneID(i)
      let spec = expander.specs[Int(expander.specOf[i])]
      supply[i] = spec.waterSupply ?? expander.zones[i].parent.flatMap { supply[$0.index] }
      stages.first[i] = facility.power.count
      addStages(spec, stages.wirings[Int(expander.specOf[i])], of: zone, to: &facility, unknown: &unknown)
      addCooling(spec, of: zone, supply: supply[i], to: &facility, unknown: &unknown)
      addLoads(spec, of: zone, stages, to: &facility)
      addFabrics(spec, of: zone, nodes: nodes, stages, to: &facility)
      var firstNode = 1
      for nodes in spec.nodes {
        facility.bays.append(Bay(zone: zone, kind: nodes.kind, installed: nodes.count, firstNode: firstNode))
        firstNode += nodes.count
      }
      if spec.positions > 0, let kind = positionKind {
        facility.bays.append(Bay(zone: zone, kind: kind, installed: spec.positions, firstNode: firstNode))
      }
      addProvisions(spec, of: zone, to: &facility)
      if let height = spec.height {
        facility.zones[zone].space = RackUnits(max(0, height.units - (spec.reserved?.units ?? 0)))
      }
    }
    facility.notModelled = unknown
  }

  /// Copies are counted here again, since overrides may have changed them.
  private mutating func isSmallEnough(_ expander: TemplateExpander) -> Bool {
    var elements = 0
    for (i, spec) in expander.specOf.enumerated() {
      let spec = expander.specs[Int(spec)]
      elements += spec.stages.reduce(0) { $0 + $1.count } + spec.cooling.count + spec.loads.count + spec.fabrics.count
      guard elements > Limit.elements else { continue }
      isTooLarge = true
      input.report(
        expander.specs[Int(expander.specOf[i])].node,
        "more than 2,000,000 power stages, cooling elements, loads and fabrics in all",
        expected: "at most 2,000,000")
      return false
    }
    return true
  }

  /// One wiring a spec that some zone uses.
  private mutating func readWirings(_ expander: TemplateExpander) -> [Wiring] {
    var isUsed = Array(repeating: false, count: expander.specs.count)
    for spec in expander.specOf { isUsed[Int(spec)] = true }
    return expander.specs.indices.map { i in
      guard isUsed[i], !expander.specs[i].stages.isEmpty else { return Wiring() }
      var reader = WiringReader(expander.specs[i])
      let wiring = reader.read()
      // Children that could not be read may be just those that a pattern misses.
      if !isIncomplete {
        for (node, problem) in reader.problems { input.report(input.resolved(node), problem) }
      }
      return wiring
    }
  }

  private func addStages(
    _ spec: Blueprint, _ wiring: Wiring, of zone: ZoneID, to facility: inout Facility, unknown: inout [String]
  ) {
    let intake = facility.zones[zone].intake
    let first = facility.power.count
    func id(_ copy: Int?) -> PowerID? { copy.map { PowerID(first + $0) } ?? intake }
    for copy in wiring.copies {
      let stage = spec.stages[copy.stage]
      let rating = stage.watts.map { $0 * stage.units }
      if rating == nil { note("\(stage.name): rating unknown", in: &unknown) }
      facility.power.append(
        PowerElement(
          name: copy.number.map { "\(stage.name)-\($0)" } ?? stage.name, stage: stage.name, zone: zone,
          parent: id(copy.parent), rating: rating, units: stage.units, spare: stage.spare,
          continuous: stage.continuous, efficiency: stage.efficiency, noLoadLoss: stage.noLoadLoss * stage.units,
          squareLoss: rating == nil ? .zero : stage.squareLoss * stage.units, basis: stage.basis))
    }
    if let last = wiring.firstCopy.last {
      facility.zones[zone].outlets = (last..<wiring.copies.count).map { PowerID(first + $0) }
    } else {
      facility.zones[zone].outlets = intake.map { [$0] } ?? []
    }
    var position = 0
    var child = zone.index + 1
    while child < facility.zones[zone].end.index {
      facility.zones[child].intake = id(wiring.feed(position))
      position += 1
      child = facility.zones[child].end.index
    }
  }

  private func note(_ text: String, in unknown: inout [String]) {
    if !unknown.contains(text) { unknown.append(text) }
  }

  private mutating func addCooling(
    _ spec: Blueprint, of zone: ZoneID, supply: Celsius?, to facility: inout Facility, unknown: inout [String]
  ) {
    for element in spec.cooling {
      if element.rating == nil { note("\(element.name): rating unknown", in: &unknown) }
      if element.derate != nil, element.medium.takesLiquid, supply == nil, let node = element.derateNode {
        input.warn(
          node, "the derate of `\(element.name)` has no effect: no water supply is stated",
          suggestion: "state `water-supply:` in this zone or in one around it")
      }
      facility.cooling.append(
        CoolingElement(
          name: element.name, zone: zone, medium: element.medium, count: element.count, spare: element.spare,
          rating: element.rating, derate: element.derate, supply: element.medium.takesLiquid ? supply : nil))
    }
  }

  private mutating func addLoads(
    _ spec: Blueprint, of zone: ZoneID, _ stages: StageTable, to facility: inout Facility
  ) {
    for load in spec.loads {
      var fedFrom: PowerID?
      if let (name, node) = load.from {
        fedFrom = stage(named: name, at: node, seenFrom: zone, in: stages)
      }
      var isIT = load.isIT ?? true
      var heat = load.heat ?? .air
      if case .ofIT = load.amount {
        isIT = false
        heat = load.heat ?? .none
      }
      facility.loads.append(
        ZoneLoad(
          name: load.name, zone: zone, amount: load.amount, tolerance: load.tolerance, isIT: isIT, fedFrom: fedFrom,
          heat: heat))
    }
  }

  /// The stage of a name in a zone or in the nearest around it; it must not have copies.
  mutating func stage(
    named name: String, at node: NodeID, seenFrom zone: ZoneID, in stages: StageTable
  ) -> PowerID? {
    let expander = stages.expander
    var place: ZoneID? = zone
    var known: [String] = []
    while let here = place {
      let spec = Int(expander.specOf[here.index])
      if let i = expander.specs[spec].stages.firstIndex(where: { $0.name == name }) {
        if expander.specs[spec].stages[i].count > 1 {
          input.report(
            node, "`\(name)` has copies: a load cannot be fed from all of them", expected: "a stage without copies")
          return nil
        }
        return PowerID(stages.first[here.index] + stages.wirings[spec].firstCopy[i])
      }
      known += expander.specs[spec].stages.map(\.name)
      place = expander.zones[here].parent
    }
    input.report(
      node, "no stage `\(name)` feeds this zone",
      expected: known.isEmpty ? "a stage; there is none" : alternatives(known),
      suggestion: didYouMean(name, known))
    return nil
  }
}

/// The power stages of the zones that a facility's templates expand to.
struct StageTable {
  let expander: TemplateExpander
  /// The wiring of each spec that some zone uses.
  let wirings: [Wiring]
  /// For each zone that has been filled, its first element in `Facility.power`.
  var first: [Int]

  init(_ expander: TemplateExpander, wirings: [Wiring]) {
    (self.expander, self.wirings) = (expander, wirings)
    first = Array(repeating: 0, count: expander.zones.count)
  }
}
