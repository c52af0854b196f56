import Documents
import Facility

// The spares of each kind.

extension FacilityReader {
  /// A rule with the places of its kind and of its level.
  struct SparePlace {
    var rule: SpareRule
    var kind: NodeID
    /// nil: it states no level.
    var level: NodeID?
  }

  /// Reads the number of spares that each kind keeps; where they apply is checked once the zones are there.
  mutating func readSpares(_ node: NodeID) {
    for (key, name, value) in input.named(node, "`spares`") where name != "source" {
      guard let kind = kindIDs[name] else {
        reportUnknownKind(key, name)
        continue
      }
      if input.document.shape(of: input.resolved(value)) == .mapping {
        guard let (rate, level, place) = failureRate(value) else { continue }
        let rule = SpareRule(kind: kind, rule: .failures(rate), level: level ?? SpareRule.usualLevel)
        spares.append(SparePlace(rule: rule, kind: key, level: place))
        continue
      }
      let ratio = input.parsed(value, "a number of spares") { text throws(InputError) in try SpareRatio(text: text) }
      guard let ratio else { continue }
      spares.append(
        SparePlace(
          rule: SpareRule(kind: kind, per: ratio.nodes, level: ratio.level ?? SpareRule.usualLevel), kind: key,
          level: ratio.level == nil ? nil : value))
    }
  }

  /// Puts the rules on the facility, and reports those that apply to nothing: of a kind that is not installed, or of a
  /// level that no node of the kind stands under.
  mutating func applySpares(to facility: inout Facility) {
    facility.spares = spares.map(\.rule)
    guard !isIncomplete else { return }
    var isInstalled = [Bool](repeating: false, count: facility.kinds.count)
    for bay in facility.bays where bay.installed > 0 { isInstalled[bay.kind.index] = true }
    let installed = facility.kinds.indices.filter { isInstalled[$0] && !facility.kinds[$0].isPosition }
      .map { facility.kinds[$0].name }
    for spare in spares {
      let kind = facility.kinds[spare.rule.kind]
      if !isInstalled[spare.rule.kind.index] {
        input.report(
          spare.kind, "there are no nodes of kind `\(kind.name)` to keep spares of",
          expected: installed.isEmpty ? nil : alternatives(installed),
          suggestion: didYouMean(kind.name, installed) ?? "leave the rule out")
      } else if let place = spare.level {
        checkLevel(of: spare.rule, at: place, in: facility)
      }
    }
  }

  private mutating func checkLevel(of rule: SpareRule, at place: NodeID, in facility: Facility) {
    var levels: Set<Level> = []
    for bay in facility.bays where bay.kind == rule.kind && bay.installed > 0 {
      var zone: ZoneID? = bay.zone
      while let at = zone {
        levels.insert(facility.zones[at].level)
        zone = facility.zones[at].parent
      }
    }
    guard !levels.contains(rule.level) else { return }
    let names = levels.sorted().map(\.name)
    let near = levels.filter { $0 < rule.level }.max() ?? levels.min()
    input.report(
      place, "no `\(facility.kinds[rule.kind].name)` stands in a \(rule.level.name)",
      expected: "`per` \(alternatives(names))", suggestion: near.map { "write `per \($0.name)`" })
  }

  private static let failureKeys = Keys("failures", "repair", "confidence", "per", "about", "source")
  /// Repairs last at most 100 days.
  static let longestRepair: Int64 = 2_400

  /// The rate at which a kind fails, the time that a repair takes, and the level with its place, if one is stated.
  private mutating func failureRate(_ node: NodeID) -> (rate: FailureRate, level: Level?, place: NodeID?)? {
    guard let fields = input.fields(node, "spares by failures", keys: Self.failureKeys) else { return nil }
    for key in ["failures", "repair", "confidence"] as [StaticString] {
      if let value = fields[key] { figures.mark(input.resolved(value), in: input.document) }
    }
    let rate = input.required(fields, "failures").flatMap {
      input.parsed($0, "a rate of failures") { text throws(InputError) in try Quantity.failuresPerMillionGPUDays(text) }
    }
    let repair = input.required(fields, "repair").flatMap {
      input.parsed($0, "a time") { text throws(InputError) in try Quantity.hours(text, upTo: Self.longestRepair) }
    }
    let confidence = input.required(fields, "confidence").flatMap { node in
      input.parsed(node, "a share") { text throws(InputError) in
        let share = Fraction(ppm: try Quantity(text, .share).amount)
        guard share >= .percent(50), share < .one else {
          throw InputError("`\(text)` is out of range", expected: "a share from 50 % to below 100 %, such as `99 %`")
        }
        return share
      }
    }
    let level = fields["per"].flatMap { node in
      input.word(node, "level", among: SpareRatio.levels.map { ($0.name, $0) })
    }
    guard let rate, let repair, let confidence, fields["per"] == nil || level != nil else { return nil }
    return (
      FailureRate(perMillionGPUDays: rate, repairHours: repair, confidence: confidence), level, fields["per"]
    )
  }
}
