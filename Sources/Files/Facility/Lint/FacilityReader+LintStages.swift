import Facility
import Documents

// Ratings of power stages and cooling elements against each other and against what stands under them.

extension FacilityReader {
  func lintStages(_ facility: Facility, _ expander: TemplateExpander, sums: LintSums, into findings: inout LintFindings)
  {
    for (i, stage) in facility.power.enumerated() {
      guard let limit = stage.limit, let node = expander.place(of: stage) else { continue }
      if let before = facility.ratedStage(before: stage), let most = before.limit, limit > most {
        findings.add(
          node, "`\(stage.stage)` carries \(limit.words), more than `\(before.stage)` before it, \(most.words)",
          counting: "stages", at: stage.zone)
      }
      lint(
        limit, of: "`\(stage.stage)`", against: sums.stages[i], at: node, place: (counting: "stages", at: stage.zone),
        into: &findings)
    }
  }

  func lintCooling(
    _ facility: Facility, _ expander: TemplateExpander, sums: LintSums, into findings: inout LintFindings
  ) {
    for element in facility.cooling {
      guard let limit = element.limit,
        let spec = expander.spec(of: element.zone).cooling.first(where: { $0.name == element.name })
      else { continue }
      let heat = sums.heat(under: element.zone, element.medium, facility.zones)
      lint(
        limit, of: "`\(element.name)`", against: heat, at: spec.node, place: (counting: "elements", at: element.zone),
        into: &findings)
    }
  }

  /// A limit that stops idle nodes, or one that nothing under it can come near.
  private func lint(
    _ limit: Watts, of name: String, against draw: LintSums.Draw, at node: NodeID,
    place: (counting: String, at: ZoneID),
    into findings: inout LintFindings
  ) {
    if draw.idle > limit {
      findings.add(
        node, "\(name) carries \(limit.words), less than what stands under it while all nodes idle, \(draw.idle.words)",
        counting: place.counting, at: place.at)
    }
    if draw.plate > .zero, limit > draw.plate * PlausibilityBounds.ratingOverNameplate {
      findings.add(
        node,
        "\(name) carries \(limit.words), more than \(PlausibilityBounds.ratingOverNameplate) times what stands under it at "
          + "nameplate, \(draw.plate.words)",
        suggestion: "is its unit right?", counting: place.counting, at: place.at)
    }
  }

  /// Racks that stop with one stage: all of them in one warning.
  func lintFeeds(_ facility: Facility, _ expander: TemplateExpander, into findings: inout LintFindings) {
    var counts: [(stage: String, racks: Int)] = []
    var first: NodeID?
    var last: ZoneID?
    for bay in facility.bays where bay.zone != last {
      last = bay.zone
      guard let stage = facility.onlyFeed(of: bay.zone) else { continue }
      if first == nil { first = expander.place(of: stage) }
      if let known = counts.firstIndex(where: { $0.stage == stage.stage }) {
        counts[known].racks += 1
      } else {
        counts.append((stage.stage, 1))
      }
    }
    guard let first else { return }
    let racks = counts.reduce(0) { $0 + $1.racks }
    let text =
      counts.count == 1
      ? (racks == 1 ? "it hangs" : "each hangs") + " on one `\(counts[0].stage)`"
      : counts.map { "\(grouped($0.racks)) by one `\($0.stage)`" }.joined(separator: ", ")
    findings.add(first, "\(grouped(racks)) rack\(racks == 1 ? " is" : "s are") single-fed: \(text)")
  }
}

extension Facility {
  /// The nearest stage on the way to the supply that has a limit.
  fileprivate func ratedStage(before stage: PowerElement) -> PowerElement? {
    var next = stage.parent
    while let id = next {
      if power[id].rating != nil { return power[id] }
      next = power[id].parent
    }
    return nil
  }

  /// The innermost stage with which a rack loses all its feeds; nil where they meet at the supply only, or nothing feeds it.
  ///
  /// A stage with spare units is no such: losing one of them loses nothing.
  fileprivate func onlyFeed(of rack: ZoneID) -> PowerElement? {
    let outlets = zones[rack].outlets
    guard let first = outlets.first else { return nil }
    let others = outlets.dropFirst().map { Set(chain(from: $0)) }
    let common = chain(from: first).first { stage in
      power[stage].spare == 0 && others.allSatisfy { $0.contains(stage) }
    }
    return common.flatMap { power[$0].parent == nil ? nil : power[$0] }
  }

  private func chain(from stage: PowerID) -> [PowerID] {
    var chain = [stage]
    while let parent = power[chain[chain.count - 1]].parent { chain.append(parent) }
    return chain
  }
}
