import Facility
import Documents

// Fields that a file changes in some of the expanded zones.

extension FacilityReader {
  private static let overrideKeys = Keys(
    "at", "power", "cooling", "loads", "fabric", "height", "reserved", "water-supply", "about", "source")

  /// Applies the overrides, in file order.
  mutating func apply(_ node: NodeID, to expander: inout TemplateExpander, _ lookup: ZoneLookup) {
    for entry in input.list(node, "`overrides`") {
      guard let fields = input.fields(entry, "an override", keys: Self.overrideKeys),
        let at = input.required(fields, "at")
      else { continue }
      let zones = zones(at: at, lookup)
      if !zones.isEmpty { apply(fields, to: zones, &expander) }
    }
  }

  /// The zones that a path, or a list of paths, names; empty: reported.
  mutating func zones(at node: NodeID, _ lookup: ZoneLookup) -> [ZoneID] {
    var result: [ZoneID] = []
    for entry in input.oneOrMore(node) {
      guard let pattern = input.pathPattern(entry) else {
        return []
      }
      let found = lookup.zones(matching: pattern)
      if found.isEmpty, !isIncomplete {
        let place = input.resolved(entry)
        input.report(place, lookup.noMatch(for: input.document.text(of: place), pattern))
      }
      result += found
    }
    result.sort()
    var unique: [ZoneID] = []
    for zone in result where unique.last != zone { unique.append(zone) }
    return unique
  }

  private mutating func apply(_ fields: Fields, to zones: [ZoneID], _ expander: inout TemplateExpander) {
    // What is wrong in the override is the same for each spec it meets; equal diagnostics count once.
    var met: (power: Set<String>, cooling: Set<String>, loads: Set<String>, fabrics: Set<String>) = ([], [], [], [])
    expander.change(zones) { spec in
      override(&spec.stages, by: fields, key: "power", met: &met.power) { $0.override($1, &$2) }
      override(&spec.cooling, by: fields, key: "cooling", met: &met.cooling) { $0.override($1, &$2) }
      override(&spec.loads, by: fields, key: "loads", met: &met.loads) { $0.override($1, &$2) }
      override(&spec.fabrics, by: fields, key: "fabric", met: &met.fabrics) { $0.override($1, &$2) }
      overrideScalars(fields, &spec)
    }
    let first = zones.first.map { expander.specs[Int(expander.specOf[$0.index])] }
    reportUnmet(fields["power"], met: met.power, "power stage", known: first?.stages.map(\.name) ?? [])
    reportUnmet(fields["cooling"], met: met.cooling, "cooling element", known: first?.cooling.map(\.name) ?? [])
    reportUnmet(fields["loads"], met: met.loads, "load", known: first?.loads.map(\.name) ?? [])
    reportUnmet(fields["fabric"], met: met.fabrics, "fabric", known: first?.fabrics.map(\.name) ?? [])
  }

  /// Changes those entries of a zone that an override names; `met` gains their names.
  private mutating func override<Spec: NamedSpec>(
    _ specs: inout [Spec], by fields: Fields, key: StaticString, met: inout Set<String>,
    _ change: (inout FacilityReader, NodeID, inout Spec) -> Void
  ) {
    guard let node = fields[key] else { return }
    for (_, name, value) in input.named(node, "`\(key)`") {
      guard let i = specs.firstIndex(where: { $0.name == name }) else { continue }
      met.insert(name)
      change(&self, value, &specs[i])
    }
  }

  private mutating func overrideScalars(_ fields: Fields, _ spec: inout Blueprint) {
    if let value = fields["water-supply"] {
      figures.mark(input.resolved(value), in: input.document)
      spec.waterSupply = input.celsius(value) ?? spec.waterSupply
      spec.waterSupplyNode = value
    }
    for key in ["height", "reserved"] as [StaticString] {
      guard let value = fields[key] else { continue }
      figures.mark(input.resolved(value), in: input.document)
      guard spec.level == .rack else {
        input.report(value, "`\(key)` has no place in a \(spec.level?.name ?? "zone")", expected: "a path to racks")
        continue
      }
      if key.description == "height" {
        spec.height = input.rackUnits(value) ?? spec.height
      } else {
        spec.reserved = input.rackUnits(value) ?? spec.reserved
      }
    }
    if let place = fields["reserved"] ?? fields["height"] { checkSpace(spec, at: place) }
  }

  /// An entry that none of the zones has is a slip.
  private mutating func reportUnmet(_ node: NodeID?, met: Set<String>, _ what: String, known: [String]) {
    guard let node else { return }
    for (key, name, _) in input.named(node, "an override") where !met.contains(name) && name != "source" {
      input.report(
        key, "none of these zones has a \(what) `\(name)`",
        expected: known.isEmpty ? "the first has none" : alternatives(known),
        suggestion: didYouMean(name, known))
    }
  }
}
