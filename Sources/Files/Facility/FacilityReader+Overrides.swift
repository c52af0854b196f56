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
      guard let pattern = input.parsed(entry, "a path", { text throws(InputError) in try PathPattern(text) }) else {
        return []
      }
      let found = lookup.zones(matching: pattern)
      if found.isEmpty, !isIncomplete {
        let place = input.resolved(entry)
        input.report(
          place, "the path `\(input.document.text(of: place))` matches no zone",
          suggestion: lookup.suggestion(for: pattern))
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
    var seen: (power: Set<String>, cooling: Set<String>, loads: Set<String>, fabrics: Set<String>) = ([], [], [], [])
    expander.change(zones) { spec in
      if let node = fields["power"] {
        for (_, name, value) in input.named(node, "`power`") {
          guard let i = spec.stages.firstIndex(where: { $0.name == name }) else { continue }
          seen.power.insert(name)
          override(value, &spec.stages[i])
        }
      }
      if let node = fields["cooling"] {
        for (_, name, value) in input.named(node, "`cooling`") {
          guard let i = spec.cooling.firstIndex(where: { $0.name == name }) else { continue }
          seen.cooling.insert(name)
          override(value, &spec.cooling[i])
        }
      }
      if let node = fields["loads"] {
        for (_, name, value) in input.named(node, "`loads`") {
          guard let i = spec.loads.firstIndex(where: { $0.name == name }) else { continue }
          seen.loads.insert(name)
          override(value, &spec.loads[i])
        }
      }
      if let node = fields["fabric"] {
        for (_, name, value) in input.named(node, "`fabric`") {
          guard let i = spec.fabrics.firstIndex(where: { $0.name == name }) else { continue }
          seen.fabrics.insert(name)
          override(value, &spec.fabrics[i])
        }
      }
      overrideScalars(fields, &spec)
    }
    let specs = zones.map { expander.specs[Int(expander.specOf[$0.index])] }
    reportUnmet(fields["power"], met: seen.power, "power stage", known: specs.first?.stages.map(\.name) ?? [])
    reportUnmet(fields["cooling"], met: seen.cooling, "cooling element", known: specs.first?.cooling.map(\.name) ?? [])
    reportUnmet(fields["loads"], met: seen.loads, "load", known: specs.first?.loads.map(\.name) ?? [])
    reportUnmet(fields["fabric"], met: seen.fabrics, "fabric", known: specs.first?.fabrics.map(\.name) ?? [])
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
