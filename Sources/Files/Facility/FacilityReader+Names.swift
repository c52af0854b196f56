import Facility
import Documents

// What a facility file declares by name: kinds, bases, profiles, spares, templates.

extension FacilityReader {
  /// The catalogue's kinds, overridden and added to.
  mutating func readKinds(_ node: NodeID?) {
    for (i, kind) in kinds.enumerated() { kindIDs[kind.name] = KindID(i) }
    guard let node else { return }
    for (key, name, value) in input.named(node, "`kinds`") where name != "source" {
      guard input.name(key, "the name of a kind") != nil else { continue }
      if name == Kind.position.name {
        input.report(key, "the kind `\(name)` is built in: it stands for `positions:`", expected: "another name")
        continue
      }
      let known = kindIDs[name]
      var builder = known.map { KindBuilder(kinds[$0]) } ?? KindBuilder()
      input.read(value, into: &builder, figures: &figures)
      let kind = input.kind(named: name, from: builder, at: value)
      kindPlaces[known?.index ?? kinds.count] = builder.places
      if let known {
        overriddenKinds[known.index] = Set(builder.places.keys)
        kindEvidence[known.index].merge(builder.evidence) { $1 }
        if let kind { kinds[known] = kind }
      } else {
        // A kind that lacks something keeps its name, so that it is not reported as unknown wherever it is used.
        kindIDs[name] = KindID(kinds.count)
        kinds.append(kind ?? Self.nameOnly(name))
        kindEvidence.append(builder.evidence)
      }
    }
  }

  private static func nameOnly(_ name: String) -> Kind {
    let none = PowerFigure(.zero)
    return Kind(
      name: name, gpuModel: name, gpus: 1, nvlinkDomain: 1, nameplate: none, sustainedPeak: none, average: none,
      idle: none,
      liquid: .zero, height: RackUnits(1))
  }

  /// The kind that a node names.
  mutating func kind(_ node: NodeID) -> KindID? {
    guard let name = input.text(node, "a kind of node") else { return nil }
    if let kind = kindIDs[name] { return kind }
    reportUnknownKind(input.resolved(node), name)
    return nil
  }

  mutating func reportUnknownKind(_ node: NodeID, _ name: String) {
    input.report(
      node, "unknown kind `\(name)`", expected: "a kind of the catalogue or of `kinds:`",
      suggestion: kindSuggestion(for: name, among: kinds)
        ?? "the catalogue has \(alternatives(catalogue.kinds.map(\.name)))")
  }

  /// Further bases besides sustained peak, nameplate and average.
  mutating func readBases(_ node: NodeID) {
    for (key, base, value) in input.named(node, "`bases`") where base != "source" {
      guard input.name(key, "the name of a base") != nil else { continue }
      if ["sustained-peak", "nameplate", "average", "idle"].contains(base) {
        input.report(key, "the base `\(base)` is built in", suggestion: "give this one another name")
        continue
      }
      namedBases.append(base)
      for (key, name, value) in input.named(value, "a base") where name != "source" {
        guard let kind = kindIDs[name] else {
          reportUnknownKind(key, name)
          continue
        }
        figures.mark(input.resolved(value), in: input.document)
        guard let figure = input.figure(value) else { continue }
        input.checkPerGPU(figure.watts, gpus: kinds[kind].gpus, at: value)
        kinds[kind].namedBases[base] = figure
      }
    }
  }

  /// The catalogue's profiles, overridden and added to.
  mutating func readProfiles(_ node: NodeID) {
    var marks: [NodeID] = []
    for (key, name, value) in input.named(node, "`profiles`") where name != "source" {
      guard input.name(key, "the name of a profile") != nil else { continue }
      let known = profiles.firstIndex { $0.name == name }
      guard let profile = input.profile(value, named: name, over: known.map { profiles[$0] }, marks: &marks) else {
        continue
      }
      if let known { profiles[known] = profile } else { profiles.append(profile) }
    }
    for mark in marks { figures.mark(input.resolved(mark), in: input.document) }
  }

  /// Names and parameters of the templates; what they hold is read when they are used.
  mutating func readTemplates(_ node: NodeID) {
    for (key, name, value) in input.named(node, "`templates`") where name != "source" {
      guard input.name(key, "the name of a template") != nil,
        input.isMapping(value, "the template `\(name)`", "the keys of a zone")
      else { continue }
      var template = Template(name: name, node: value)
      if let node = input.document.value(of: "parameters", in: value) {
        for entry in input.list(node, "`parameters`") {
          guard let parameter = input.name(entry, "the name of a parameter") else { continue }
          if template.parameters.contains(parameter) {
            input.report(entry, "the parameter `\(parameter)` is given twice")
          } else {
            template.parameters.append(parameter)
          }
        }
      }
      templateIDs[name] = templates.count
      templates.append(template)
    }
  }

  /// A template that nothing uses is not read, so nothing would be said of what is wrong in it.
  mutating func warnOfUnusedTemplates() {
    for template in templates where !template.isUsed {
      input.warn(
        template.node, "the template `\(template.name)` is not used and was not looked at",
        suggestion: "use it, or take it out")
    }
  }
}
