import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

@Suite struct BoundTests {
  /// All feasible plans of a hamlet, by trying every home of every lease in turn; of more than `most` homes only some.
  static func feasible(_ hamlet: Hamlet, most: Int = .max) -> [[Placement]] {
    var dice = Dice(UInt64(hamlet.book.leases.count))
    var plans: [[Placement]] = []
    let homes = hamlet.book.leases.indices.map { lease in
      let all = hamlet.homes(lease)
      return all.count > most ? Array(all.shuffled(using: &dice).prefix(most)) : all
    }
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
      return Certificate(prices: nodes.map { RowPrice($0, picocents: price) })
    }
    let eligible = dice.once(in: 2) && !wide.isEmpty ? wide : limits
    var prices: [RowPrice] = []
    for resource in eligible where dice.once(in: max(1, eligible.count / 2)) {
      let scale = [.power, .cooling].contains(resource.limitClass) ? 1 : 1_000_000
      prices.append(RowPrice(resource, picocents: Int64(dice.roll(0...most) * scale)))
    }
    return Certificate(prices: prices)
  }

  @Test(arguments: [false, true]) func `no plan is worth more than the bound that random prices prove`(ruled: Bool) {
    var (biting, plansSeen) = (0, 0)
    for seed in 1...(ruled ? 500 : 300) as ClosedRange<UInt64> {
      var dice = Dice(seed)
      let hamlet = Hamlet(&dice, leases: ruled ? 2...3 : 2...4, ruled: ruled)
      let plans = BoundTests.feasible(hamlet, most: ruled ? 12 : .max).map {
        (placements: $0, value: hamlet.rent($0))
      }
      plansSeen += plans.count
      guard !plans.isEmpty else { continue }
      let keeps = hamlet.book.leases.map { hamlet.settings.honour.keeps($0) }
      let limits = hamlet.limits
      let every = PlanCheck.check(
        Plan(settings: hamlet.settings), facility: hamlet.facility, book: hamlet.book
      ).bound
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
    #expect(biting > 150)
    #expect(plansSeen > 2_000)
  }

  /// With every limit set to exactly what a plan uses and every lease of it kept, weak duality leaves no slack but the
  /// roundings: at a cent a mW each one that goes the wrong way shows, and so does any load that is forgotten.
  @Test func `limits filled to the last milliwatt leave the bound at the plan and a few roundings`() {
    var plans = 0
    for seed in 1...800 as ClosedRange<UInt64> {
      var dice = Dice(seed &+ 9_000)
      let (squares, ruled) = (seed % 4 == 0, seed % 2 == 1)
      var hamlet = Hamlet(&dice, leases: 1...3, ruled: ruled, squareLosses: squares)
      hamlet.openAllLimits()
      // Idle watts of a node that is opened by one small piece are slack of their own.
      let kinds = hamlet.facility.kinds
      if hamlet.book.leases.contains(where: { l in l.kinds.contains { l.pieceGPUs(of: kinds[$0]) != nil } }) {
        hamlet.settings.unleasedIdle = true
      }
      var placements: [Placement] = []
      for lease in hamlet.book.leases.indices {
        let homes = hamlet.homes(lease).filter { hamlet.allowed(placements + [$0]) }
        if !homes.isEmpty { placements.append(dice.pick(homes)) }
      }
      guard !placements.isEmpty else { continue }
      plans += 1
      // Standing there today, each is charged for exactly these nodes, not for the cheapest ones.
      for placement in placements {
        hamlet.book.leases[placement.lease].placed = placement.parts.map {
          PlacedRange(zone: $0.zone, nodes: $0.nodes, piece: $0.piece)
        }
        hamlet.book.leases[placement.lease].movable = nil
      }
      for lease in hamlet.book.leases.indices where !placements.contains(where: { $0.lease.index == lease }) {
        hamlet.book.leases[lease].price.cents = 0
      }
      hamlet.book.leases.append(BoundTests.giant(hamlet.facility.bays[0]))
      var plan = Plan(settings: hamlet.settings, placements: placements)
      for loading in PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book).loadings {
        guard hamlet.fill(loading), dice.once(in: 2) else { continue }
        plan.certificate.prices.append(RowPrice(loading.resource, picocents: 1_000_000_000_000))
      }
      #expect(hamlet.allowed(placements), "seed \(seed)")
      let verdict = PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book)
      #expect(verdict.bound >= verdict.value, "seed \(seed)")
      // Up to two dozen roundings reach a resource here. Square losses are not in the estimate: there the slack is theirs.
      let slack = Int64(24 * plan.certificate.prices.count)
      #expect(
        squares || verdict.bound <= verdict.value + slack, "seed \(seed): \(verdict.bound - verdict.value) of \(slack)")
    }
    #expect(plans > 200)
  }

  /// Where it stands it pays nothing; it adds nothing but to the sum of the values, which would else cap a bound.
  static func giant(_ bay: Bay) -> Lease {
    var giant = Lease.plain(
      "giant", .elastic(floor: 1, asked: 2_000_000_000), kind: bay.kind.index,
      placed: [PlacedRange(zone: bay.zone, nodes: 1)])
    giant.price = Price(cents: 1, hours: 1_000, per: .gpu)
    return giant
  }

  @Test func `who can never stand anywhere adds nothing to the bound`() {
    var (left, fenced) = (0, 0)
    for seed in 1...120 as ClosedRange<UInt64> {
      var dice = Dice(seed &+ 700)
      var hamlet = Hamlet(&dice, leases: 1...3, ruled: true)
      func bounds(_ hamlet: Hamlet) -> [Int64] {
        let plan = Plan(settings: hamlet.settings, certificate: BoundTests.randomPrices(hamlet.limits, &prices))
        let verdict = PlanCheck.check(plan, facility: hamlet.facility, book: hamlet.book)
        return [verdict.bound, verdict.keptBound]
      }
      var prices = Dice(seed)
      let before = bounds(hamlet)
      let rack = hamlet.facility.bays[0].zone
      let none = hamlet.facility.bays.filter { $0.kind.index == 0 }.isEmpty
      hamlet.book.leases.append(.plain("huge", .gpus(2_000), cents: 900))
      // Its zone has fewer nodes than it asks for, others have enough.
      var inside = Lease.plain("inside", .gpus(8), level: dice.pick([.pod, .site]), cents: 900)
      inside.within = rack
      hamlet.book.leases.append(inside)
      prices = Dice(seed)
      #expect(bounds(hamlet) == before, "seed \(seed)")
      left += 1
      fenced += none ? 0 : 1
    }
    #expect(left == 120 && fenced > 60)
  }

  @Test func `the bound on kept leases is that on all of them where no other plan keeps more`() {
    var sketch = Sketch(kinds: [.plain("alpha", gpus: 8, peak: 1_000_000, idle: 0)])
    sketch.zone("site", .site, stage: Stage(name: "ups", rating: .kilowatts(90))) { s, site in
      for rack in 1...2 { s.zone("rack-\(rack)", .rack, in: site) { s, rack in s.bay(rack, 0, 8) } }
    }
    func verdict(_ book: Book, _ placements: Placement..., nodePrice: Int64) -> Verdict {
      let prices = sketch.facility.bays.indices.map {
        RowPrice(.nodes(BayID($0)), picocents: nodePrice * 1_000_000_000_000)
      }
      let plan = Plan(placements: placements, certificate: Certificate(prices: prices))
      return PlanCheck.check(plan, facility: sketch.facility, book: book)
    }
    // Standing, the small one pays less than its nodes cost, so the sum that may leave it out is larger; but whoever leaves it
    // out is worth no more than all others together, 12,000 cents.
    let elastic = Lease.plain("elastic", .elastic(floor: 8, asked: 120), cents: 100)
    let small = Lease.plain("small", .gpus(16), cents: 87)
    let both = verdict(.of(elastic, small), .of(0, (1, 8), (2, 6)), .of(1, (2, 2)), nodePrice: 750)
    #expect((both.value, both.bound, both.keptBound) == (12_592, 12_642, 12_642))
    // A plan that keeps what is worth little proves nothing of those that keep the other.
    let wide = Lease.plain("wide", .gpus(128), cents: 1), dear = Lease.plain("dear", .gpus(72), cents: 50)
    let poor = verdict(.of(wide, dear), .of(0, (1, 8), (2, 8)), nodePrice: 40)
    #expect(poor.bound < dear.rent(nodes: 9, of: sketch.facility.kinds[0]))
    #expect(poor.keptBound >= dear.rent(nodes: 9, of: sketch.facility.kinds[0]))
  }

  @Test func `rules read plainly allow what the check allows`() {
    var (right, wrong) = (0, 0)
    for seed in 1...400 as ClosedRange<UInt64> {
      var dice = Dice(seed &+ 5_000)
      var hamlet = Hamlet(&dice, leases: 2...4, ruled: true)
      hamlet.facility.spares = []
      hamlet.openAllLimits()
      let plain = PlainRules(facility: hamlet.facility, book: hamlet.book, basis: hamlet.settings.basis)
      let candidates = hamlet.book.leases.indices.map { hamlet.candidates($0) }
      for _ in 0..<30 {
        let placements = candidates.compactMap { $0.isEmpty || dice.once(in: 5) ? nil : dice.pick($0) }
        let holds = plain.hold(placements)
        let isAllowed = hamlet.allowed(placements) { if case .over = $0 { true } else { false } }
        #expect(holds == isAllowed, "seed \(seed): \(placements)")
        if holds, placements.count > 1 { right += 1 } else { wrong += 1 }
      }
    }
    #expect(right > 500)
    #expect(wrong > 500)
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
          Placement(
            lease: LeaseID(0), option: LeaseOption(kind: KindID(0)),
            parts: racks.map { PlacementPart(zone: $0, nodes: 1) })
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
