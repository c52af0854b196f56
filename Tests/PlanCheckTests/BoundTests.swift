import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// A tiny random facility with its book; the same for the same seed.
struct Hamlet {
  var facility: Facility
  var book: Book
  var settings = PlanSettings()

  init(_ dice: inout Dice, leases: ClosedRange<Int>, squareLosses: Bool = true) {
    var sketch = Sketch(
      kinds: (0..<2).map { kind in
        let peak = Int64(dice.roll(700_000...1_500_000))
        return .plain(
          "kind-\(kind)", gpus: 2, peak: peak, idle: Int64(dice.roll(0...300_000)),
          liquid: Fraction(ppm: Int64(dice.roll(0...1_000_000))), height: Int64(dice.roll(1...4)))
      })
    sketch.zone("site", .site, stage: Hamlet.stage("contract", &dice, 20_000_000, squareLosses)) { s, site in
      for pod in 1...dice.pick([1, 2, 2]) {
        let stage = dice.once(in: 3) ? nil : Hamlet.stage("busway", &dice, 9_000_000, squareLosses)
        s.zone("pod-\(pod)", .pod, in: site, stage: stage) { s, pod in
          for rack in 1...dice.pick([1, 2, 2]) {
            let stage = dice.once(in: 3) ? nil : Hamlet.stage("breaker", &dice, 6_000_000, squareLosses)
            let space = dice.once(in: 2) ? nil : Int64(dice.roll(3...14))
            s.zone("rack-\(rack)", .rack, in: pod, stage: stage, space: space) { s, rack in
              s.bay(rack, dice.roll(0...1), dice.roll(1...3), failed: dice.roll(0...1), burnIn: 0)
              if dice.once(in: 3) { s.cooling("cdu", rack, .liquid, Hamlet.watts(&dice, 5_000_000)) }
              if dice.once(in: 4) { Hamlet.load(&s, rack, &dice) }
            }
          }
          if dice.once(in: 2) { Hamlet.load(&s, pod, &dice) }
          if dice.once(in: 3) { s.cooling("air", pod, .air, Hamlet.watts(&dice, 6_000_000)) }
        }
      }
      if dice.once(in: 2) { Hamlet.load(&s, site, &dice) }
      if dice.once(in: 2) { Hamlet.load(&s, site, &dice) }
      s.cooling("plant", site, .both, Hamlet.watts(&dice, 15_000_000))
    }
    facility = sketch.facility
    if dice.once(in: 3) { facility.spares = [SpareRule(kind: KindID(0), per: dice.roll(2...4))] }
    settings.unleasedIdle = !dice.once(in: 4)
    settings.honour = dice.pick(Honour.allCases)
    book = Book(tenants: [Tenant(name: "tenant")], leases: [])
    for lease in 0..<dice.roll(leases) { book.leases.append(Hamlet.lease(lease, facility, &dice)) }
  }

  private static func watts(_ dice: inout Dice, _ most: Int) -> Watts? {
    dice.once(in: 3) ? nil : Watts(milliwatts: Int64(dice.roll(most / 2...most)))
  }

  private static func stage(_ name: String, _ dice: inout Dice, _ most: Int, _ square: Bool) -> Stage {
    Stage(
      name: name, rating: watts(&dice, most), copies: dice.roll(1...2), continuous: Fraction(ppm: 900_000),
      efficiency: Fraction(ppm: Int64(dice.roll(850_000...1_000_000))),
      noLoadLoss: Watts(milliwatts: Int64(dice.roll(0...9_999))),
      squareLoss: Watts(milliwatts: square && dice.once(in: 2) ? Int64(dice.roll(0...400_000)) : 0))
  }

  private static func load(_ s: inout Sketch, _ zone: ZoneID, _ dice: inout Dice) {
    let share = Fraction(ppm: Int64(dice.roll(1...200_000)))
    let amount = dice.pick([
      ZoneLoad.Amount.fixed(Watts(milliwatts: Int64(dice.roll(0...99_999)))),
      .perGPU(Watts(milliwatts: Int64(dice.roll(0...9_999)))), .ofNodes(share), .ofNodes(share), .ofIT(share),
    ])
    let isIT = if case .ofIT = amount { false } else { dice.once(in: 2) }
    s.load(
      "load-\(s.facility.loads.count)", zone, amount, isIT: isIT, from: dice.once(in: 3) ? 0 : nil,
      heat: dice.pick(ZoneLoad.Heat.allCases))
  }

  private static func lease(_ index: Int, _ facility: Facility, _ dice: inout Dice) -> Lease {
    let light = DrawRule(Fraction(ppm: Int64(dice.roll(300_000...990_000))), of: .sustainedPeak)
    let day = CalendarDate(year: 2027, month: 1, day: 1)!  // It exists.
    let bay = facility.bays.indices.randomElement(using: &dice) ?? 0
    let stands = dice.once(in: 6) && facility.bays[bay].inService > 0
    return .plain(
      "lease-\(index)", stands ? .gpus(2) : dice.once(in: 9) ? .all : .gpus(dice.roll(1...6)),
      kind: facility.bays[bay].kind.index,
      level: dice.pick([.node, .rack, .pod, .hall, .site]), cents: Int64(dice.roll(50...400)),
      profile: dice.once(in: 2) ? .training : Profile(name: "own", sustainedPeak: light, average: light),
      status: dice.pick([.contracted, .option(until: day), .proposal(probability: .percent(50))]),
      placed: stands ? [PlacedRange(zone: facility.bays[bay].zone, nodes: 1)] : [])
  }

  /// Every resource of the hamlet with a limit.
  var limits: [Resource] {
    PlanCheck.check(Plan(settings: settings), facility: facility, book: Book()).loadings.map { $0.resource }
  }

  /// Raises every limit out of the way, and keeps every lease.
  mutating func openAllLimits() {
    settings.honour = .all
    for stage in facility.power.indices {
      facility.power[stage].continuous = .one
      facility.power[stage].rating = .megawatts(1)
    }
    for element in facility.cooling.indices { facility.cooling[element].rating = .megawatts(1) }
    for zone in facility.zones.indices { facility.zones[zone].space = nil }
  }

  /// Sets a limit in mW to exactly its load, where that does not change a loss. Returns whether it did.
  mutating func fill(_ loading: Loading) -> Bool {
    switch loading.resource {
    case .power(let id) where facility.power[id].squareLoss == .zero:
      facility.power[id].rating = Watts(milliwatts: loading.load)
    case .cooling(let id): facility.cooling[id].rating = Watts(milliwatts: loading.load)
    default: return false
    }
    return true
  }

  /// All ways to place a lease: one node count a bay of its kind, of the sum asked, in one zone of its level. Its own
  /// enumeration: it tries every split over the bays and leaves the rest to the check.
  func homes(_ lease: Int) -> [Placement] {
    let ask = book.leases[lease]
    let bays = facility.bays.indices.filter { facility.bays[$0].kind == ask.kind && facility.bays[$0].inService > 0 }
    var found: [Placement] = []
    func fill(_ next: Int, _ parts: [PlacementPart]) {
      guard next < bays.count else {
        if !parts.isEmpty { found.append(Placement(lease: LeaseID(lease), kind: ask.kind, parts: parts)) }
        return
      }
      fill(next + 1, parts)
      let bay = facility.bays[bays[next]]
      for nodes in 1...bay.inService { fill(next + 1, parts + [PlacementPart(zone: bay.zone, nodes: nodes)]) }
    }
    fill(0, [])
    // Wrong sums are left out beforehand only because it is quicker.
    let asked = ask.nodes(of: facility.kinds[ask.kind])?.upperBound
    return found.filter { (asked == nil || $0.nodes == asked) && allowed([$0]) }
  }

  /// Whether placements break no rule and no limit; leases left out count as refused, claims do not matter.
  func allowed(_ placements: [Placement]) -> Bool {
    let plan = Plan(settings: settings, placements: placements)
    return PlanCheck.check(plan, facility: facility, book: book).violations.allSatisfy {
      switch $0 {
      case .claim, .unaccounted: true
      default: false
      }
    }
  }

  func rent(_ placements: [Placement]) -> Int64 {
    PlanCheck.check(Plan(settings: settings, placements: placements), facility: facility, book: book).value
  }
}

@Suite struct BoundTests {
  /// All feasible plans of a hamlet, by trying every home of every lease in turn.
  static func feasible(_ hamlet: Hamlet) -> [[Placement]] {
    var plans: [[Placement]] = []
    let homes = hamlet.book.leases.indices.map { hamlet.homes($0) }
    func extend(_ lease: Int, _ placements: [Placement]) {
      guard lease < homes.count else { return plans.append(placements) }
      extend(lease + 1, placements)
      for home in homes[lease] where hamlet.allowed(placements + [home]) { extend(lease + 1, placements + [home]) }
    }
    if hamlet.allowed([]) { extend(0, []) }
    return plans
  }

  /// Prices up to about the rent of a node, 800 cents, for what one node uses: of every bay's nodes alike, of the stages
  /// next to the supply, or of anything.
  static func randomPrices(_ limits: [Resource], _ dice: inout Dice) -> Certificate {
    let nodes = limits.filter { if case .nodes = $0 { true } else { false } }
    let wide = limits.filter { if case .power(let id) = $0 { id.index < 2 } else { false } }
    let most = dice.pick([100_000_000, 300_000_000, 600_000_000])
    if dice.once(in: 3) {
      let price = Int64(dice.roll(0...most) * 1_000_000)
      return Certificate(prices: nodes.map { ResourcePrice($0, picocents: price) })
    }
    let eligible = dice.once(in: 2) && !wide.isEmpty ? wide : limits
    var prices: [ResourcePrice] = []
    for resource in eligible where dice.once(in: max(1, eligible.count / 2)) {
      let scale = resource.isPower ? 1 : 1_000_000
      prices.append(ResourcePrice(resource, picocents: Int64(dice.roll(0...most) * scale)))
    }
    return Certificate(prices: prices)
  }

  @Test func `no plan is worth more than the bound that random prices prove`() {
    var (biting, plansSeen) = (0, 0)
    for seed in 1...300 as ClosedRange<UInt64> {
      var dice = Dice(seed)
      let hamlet = Hamlet(&dice, leases: 2...4)
      let plans = BoundTests.feasible(hamlet).map { (placements: $0, value: hamlet.rent($0)) }
      plansSeen += plans.count
      guard !plans.isEmpty else { continue }
      let keeps = hamlet.book.leases.map { hamlet.settings.honour.keeps($0) }
      let limits = hamlet.limits
      let every = hamlet.book.leases.indices.map { hamlet.homes($0).first.map { hamlet.rent([$0]) } ?? 0 }.reduce(
        0, +)
      let bestKept = plans.map { plan in hamlet.rent(plan.placements.filter { keeps[$0.lease.index] }) }.max() ?? 0
      for _ in 0..<12 {
        let basis = dice.pick(plans).placements
        let kept = basis.map { $0.lease }.filter { keeps[$0.index] }
        let best =
          plans.filter { plan in kept.allSatisfy { l in plan.placements.contains { $0.lease == l } } }
          .map { $0.value }.max() ?? 0
        let plan = Plan(
          settings: hamlet.settings, placements: basis, certificate: BoundTests.randomPrices(limits, &dice))
        let verdict = PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book)
        #expect(verdict.bound >= best, "seed \(seed)")
        #expect(verdict.keptBound >= bestKept, "seed \(seed)")
        if verdict.bound < every { biting += 1 }
      }
    }
    // The test would be idle if bounds were mostly no better than the sum of the values, or plans few.
    #expect(biting > 200)
    #expect(plansSeen > 2_000)
  }

  /// With every limit set to exactly what a plan uses and every lease of it kept, weak duality leaves no slack but the
  /// roundings: at a cent a mW each one that goes the wrong way shows, and so does any load that is forgotten.
  @Test func `limits filled to the last milliwatt leave the bound at the plan and a few roundings`() {
    var plans = 0
    for seed in 1...400 as ClosedRange<UInt64> {
      var dice = Dice(seed &+ 9_000)
      let squares = seed % 4 == 0
      var hamlet = Hamlet(&dice, leases: 1...3, squareLosses: squares)
      hamlet.openAllLimits()
      var placements: [Placement] = []
      for lease in hamlet.book.leases.indices {
        let homes = hamlet.homes(lease).filter { hamlet.allowed(placements + [$0]) }
        if !homes.isEmpty { placements.append(dice.pick(homes)) }
      }
      guard !placements.isEmpty else { continue }
      plans += 1
      // Standing there today, each is charged for exactly these nodes, not for the cheapest ones.
      for placement in placements {
        hamlet.book.leases[placement.lease].placed = placement.parts.map { PlacedRange(zone: $0.zone, nodes: $0.nodes) }
      }
      for lease in hamlet.book.leases.indices where !placements.contains(where: { $0.lease.index == lease }) {
        hamlet.book.leases[lease].price.cents = 0
      }
      // It can never stand anywhere and adds nothing but to the sum of the values, which would else cap the bound.
      hamlet.book.leases.append(.plain("giant", .gpus(2_000_000)))
      var plan = Plan(settings: hamlet.settings, placements: placements)
      for loading in PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book).loadings {
        guard hamlet.fill(loading), dice.once(in: 2) else { continue }
        plan.certificate.prices.append(ResourcePrice(loading.resource, picocents: 1_000_000_000_000))
      }
      #expect(hamlet.allowed(placements), "seed \(seed)")
      let verdict = PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book)
      #expect(verdict.bound >= verdict.value, "seed \(seed)")
      // Up to two dozen roundings reach a resource here. Square losses are not in the estimate: there the slack is theirs.
      let slack = Int64(24 * plan.certificate.prices.count)
      #expect(squares || verdict.bound <= verdict.value + slack, "seed \(seed)")
    }
    #expect(plans > 200)
  }

  @Test func `the zone of a level is the one that the facility names`() {
    // Bounds and rules use a table of their own for it; a lease of one node in each rack shows the same zones.
    var dice = Dice(7)
    for _ in 0..<20 {
      let hamlet = Hamlet(&dice, leases: 1...1)
      for level in Level.allCases {
        let racks = hamlet.facility.bays.filter { $0.inService > 0 && $0.kind == KindID(0) }.map { $0.zone }
        guard racks.count > 1 else { continue }
        let book = Book.of(.plain("wide", .gpus(2 * racks.count), level: level))
        let plan = Plan(placements: [
          Placement(lease: LeaseID(0), kind: KindID(0), parts: racks.map { PlacementPart(zone: $0, nodes: 1) })
        ])
        let zones = Set(racks.map { hamlet.facility.domain(of: $0, at: level) }).sorted()
        let split = PlanCheck.check(plan, facility: hamlet.facility, book: book).violations.filter {
          if case .split = $0 { true } else { false }
        }
        #expect(split == (zones.count == 1 ? [] : [.split(LeaseID(0), level: level, over: zones)]))
      }
    }
  }
}
