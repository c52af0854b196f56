internal import Facility
internal import PlanModel
internal import Tenancy

/// The nodes of a kind on a profile that draws another amount than the basis says.
struct ProfileUse {
  var profile: String
  var kind: KindID
  /// GPUs leased on it.
  var gpus: Int
  /// The draw of one node on it, and on the training profile.
  var each: Watts, training: Watts

  /// The draw of all its nodes above training, at the nodes; below zero where it is lighter.
  func difference(gpusOfNode gpus: Int) -> Watts {
    Watts(milliwatts: (each - training).milliwatts.multipliedSaturating(by: Int64(self.gpus)) / Int64(max(1, gpus)))
  }

  /// One entry a profile and kind in use, in the order of the placements.
  static func all(_ answer: Answer) -> [ProfileUse] {
    let (facility, basis) = (answer.facility, answer.plan.settings.basis)
    var uses: [ProfileUse] = []
    var numberOf: [Key: Int] = [:]
    for placement in answer.placements where !facility.kinds[placement.kind].isPosition {
      let profile = answer.book.leases[placement.lease].profile
      let kind = facility.kinds[placement.kind]
      let (each, training) = (kind.draw(profile, on: basis), kind.draw(facility.training, on: basis))
      guard each != training else { continue }
      let key = Key(profile: profile.name, kind: placement.kind)
      let number = numberOf[key] ?? uses.count
      if number == uses.count {
        numberOf[key] = number
        uses.append(ProfileUse(profile: profile.name, kind: placement.kind, gpus: 0, each: each, training: training))
      }
      uses[number].gpus += placement.gpus(of: kind)
    }
    return uses
  }

  private struct Key: Hashable {
    var profile: String
    var kind: KindID
  }
}

/// The way from every node in service at full load to the draw of a plan, at the supply: three steps that sum exactly.
struct SupplySteps {
  /// Every node in service, leased to training.
  var full: Watts
  /// Nodes that are not leased draw idle or nothing; what stands in rack positions is added.
  var notLeased: Watts
  /// Profiles that draw more or less than training.
  var profiles: Watts
  /// The plan.
  var plan: Watts

  /// Nil where the basis has no full-load draw.
  init?(_ answer: Answer) {
    let draw = answer.draws.first { $0.basis == answer.plan.settings.basis }
    guard let full = draw?.supply, full > .zero else { return nil }
    let plan = answer.verdict.use.supply
    let onTraining = answer.supplyOnTraining ?? plan
    (self.full, notLeased, profiles, self.plan) = (full, onTraining - full, plan - onTraining, plan)
  }
}

extension PlanReport {
  /// The way from full load to the plan, and the profiles that draw another amount than the basis says.
  static func profiles(_ answer: Answer, _ page: inout Page) {
    guard let steps = SupplySteps(answer) else { return }
    let unit: PowerUnit = steps.full >= .megawatts(1) ? .megawatt : .kilowatt
    page.heading("From every node at full load to this plan, at the supply")
    let parts = [steps.full, steps.notLeased, steps.profiles].map(\.milliwatts)
    let (rounded, whole) = Numbers.apportion(parts, whole: steps.plan.milliwatts, over: unit.milliwatts, digits: 2)
    var table = Table([.name("", minWidth: 40), .number(unit.name)])
    let hasPositions = answer.placements.contains { answer.facility.isPosition($0.kind) }
    table.add(["every node in service, leased to training", Table.Cell(Numbers.decimal(rounded[0], digits: 2))])
    table.add([
      Table.Cell(
        "nodes that are not leased " + (answer.plan.settings.unleasedIdle ? "draw idle power" : "are switched off")
          + (hasPositions ? ", rack positions are used" : "")),
      Table.Cell(signed(rounded[1])),
    ])
    table.add(["profiles that draw more or less than training", Table.Cell(signed(rounded[2]))])
    table.add(["this plan", Table.Cell(Numbers.decimal(whole, digits: 2))])
    table.write(to: &page)
    let uses = ProfileUse.all(answer)
    guard !uses.isEmpty else { return }
    page.heading("Profiles that draw more or less than training")
    profileTable(uses, of: answer, to: &page)
    page.paragraph(
      "At the nodes: all of the profile's nodes against training; losses and plant come on top at the supply.",
      indent: 2)
  }

  private static func profileTable(_ uses: [ProfileUse], of answer: Answer, to page: inout Page) {
    let facility = answer.facility
    var table = Table(
      [
        .name("profile", minWidth: 17), .name("kind"), .number("GPUs"), .number("a node"), .number("of nameplate"),
        .number("of training"), .number("at the nodes"),
      ], keys: 2)
    for use in uses {
      let kind = facility.kinds[use.kind]
      let difference = use.difference(gpusOfNode: kind.gpus)
      table.add([
        Table.Cell(use.profile), Table.Cell(facility.label(of: use.kind)), Table.Cell(Numbers.grouped(use.gpus)),
        Table.Cell(Numbers.power(use.each)),
        Table.Cell(Numbers.percent(use.each.milliwatts, of: kind.nameplate.watts.milliwatts)),
        Table.Cell(Numbers.percent(use.each.milliwatts, of: use.training.milliwatts)),
        Table.Cell((difference > .zero ? "+" : "") + Numbers.power(difference)),
      ])
    }
    table.write(to: &page)
  }

  private static func signed(_ steps: Int64) -> String { (steps > 0 ? "+" : "") + Numbers.decimal(steps, digits: 2) }
}
