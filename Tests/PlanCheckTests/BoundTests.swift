import TestSupport
import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

@Suite struct BoundTests {
  /// All feasible plans of a small facility, by trying every placement of every lease in turn; of more than `most`
  /// placements only some.
  static func feasible(_ small: SmallFacility, most: Int = .max) -> [[Placement]] {
    var random = SeededGenerator(seed: UInt64(small.book.leases.count))
    var plans: [[Placement]] = []
    let choices = small.book.leases.indices.map { lease in
      let all = small.placements(of: lease)
      return all.count > most ? Array(all.shuffled(using: &random).prefix(most)) : all
    }
    func extend(_ lease: Int, _ placements: [Placement]) {
      guard lease < choices.count else { return plans.append(placements) }
      extend(lease + 1, placements)
      for choice in choices[lease] where small.allowed(placements + [choice]) {
        extend(lease + 1, placements + [choice])
      }
    }
    if small.allowed([]) { extend(0, []) }
    return plans
  }

  /// Prices up to about the rent of a node, 800 cents, for what one node uses: of every bay's nodes alike, of the
  /// stages next to the supply, or of anything.
  static func randomPrices(_ limits: [Resource], _ random: inout SeededGenerator) -> Certificate {
    let nodes = limits.filter { if case .nodes = $0 { true } else { false } }
    let wide = limits.filter { if case .power(let id) = $0 { id.index < 2 } else { false } }
    let most = random.pick([100_000_000, 300_000_000, 600_000_000])
    if random.once(in: 3) {
      let price = Int64(random.integer(in: 0...most) * 1_000_000)
      return Certificate(prices: nodes.map { RowPrice($0, picocents: price) })
    }
    let eligible = random.once(in: 2) && !wide.isEmpty ? wide : limits
    var prices: [RowPrice] = []
    for resource in eligible where random.once(in: max(1, eligible.count / 2)) {
      let scale = [.power, .cooling].contains(resource.limitClass) ? 1 : 1_000_000
      prices.append(RowPrice(resource, picocents: Int64(random.integer(in: 0...most) * scale)))
    }
    return Certificate(prices: prices)
  }

  @Test(arguments: [false, true]) func `no plan is worth more than the bound that random prices prove`(hasRules: Bool) {
    var (biting, plansSeen) = (0, 0)
    for seed in 1...(hasRules ? 500 : 300) as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let small = SmallFacility(&random, leases: hasRules ? 2...3 : 2...4, hasRules: hasRules)
      let plans = BoundTests.feasible(small, most: hasRules ? 12 : .max).map {
        (placements: $0, value: small.rent($0))
      }
      plansSeen += plans.count
      guard !plans.isEmpty else { continue }
      let keeps = small.book.leases.map { small.settings.honour.keeps($0) }
      let limits = small.limits
      let every = PlanCheck.check(
        Plan(settings: small.settings), facility: small.facility, book: small.book
      ).bound
      let bestKept = plans.map { plan in small.keptRent(plan.placements.filter { keeps[$0.lease.index] }) }.max() ?? 0
      for _ in 0..<12 {
        let basis = random.pick(plans).placements
        let kept = basis.map { $0.lease }.filter { keeps[$0.index] }
        let best =
          plans.filter { plan in kept.allSatisfy { l in plan.placements.contains { $0.lease == l } } }
          .map { $0.value }.max() ?? 0
        let plan = Plan(
          settings: small.settings, placements: basis, certificate: BoundTests.randomPrices(limits, &random))
        let verdict = PlanCheck.check(plan, facility: small.facility, book: small.book)
        #expect(verdict.bound >= best, "seed \(seed)")
        #expect(verdict.keptBound >= bestKept, "seed \(seed)")
        if verdict.bound < every { biting += 1 }
      }
    }
    // The test would be idle if bounds were mostly no better than the sum of the values, or plans few.
    #expect(biting > 150)
    #expect(plansSeen > 1_000)
  }

  /// With every limit set to exactly what a plan uses and every lease of it kept, weak duality leaves no slack but the
  /// roundings: at a cent a mW each one that goes the wrong way shows, and so does any load that is forgotten.
  @Test func `limits filled to the last milliwatt leave the bound at the plan and a few roundings`() {
    var plans = 0
    for seed in 1...800 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed &+ 9_000)
      let (squares, hasRules) = (seed % 4 == 0, seed % 2 == 1)
      var small = SmallFacility(&random, leases: 1...3, hasRules: hasRules, squareLosses: squares)
      small.openAllLimits()
      // Idle watts of a node that is opened by one small piece are slack of their own.
      let kinds = small.facility.kinds
      if small.book.leases.contains(where: { l in l.kinds.contains { l.pieceGPUs(of: kinds[$0]) != nil } }) {
        small.settings.unleasedIdle = true
      }
      var placements: [Placement] = []
      for lease in small.book.leases.indices {
        let choices = small.placements(of: lease).filter { small.allowed(placements + [$0]) }
        if !choices.isEmpty { placements.append(random.pick(choices)) }
      }
      guard !placements.isEmpty else { continue }
      plans += 1
      // Standing there today, each is charged for exactly these nodes, not for the cheapest ones.
      for placement in placements {
        small.book.leases[placement.lease].placed = placement.parts
        small.book.leases[placement.lease].movable = nil
      }
      for lease in small.book.leases.indices where !placements.contains(where: { $0.lease.index == lease }) {
        small.book.leases[lease].price.cents = 0
      }
      small.book.leases.append(BoundTests.giantLease(at: small.facility.bays[0]))
      var plan = Plan(settings: small.settings, placements: placements)
      for loading in PlanCheck.check(plan, facility: small.facility, book: small.book).loadings {
        guard small.fill(loading), random.once(in: 2) else { continue }
        plan.certificate.prices.append(RowPrice(loading.resource, picocents: 1_000_000_000_000))
      }
      #expect(small.allowed(placements), "seed \(seed)")
      let verdict = PlanCheck.check(plan, facility: small.facility, book: small.book)
      #expect(verdict.bound >= verdict.value, "seed \(seed)")
      // Up to two dozen roundings reach a resource here. Square losses are not in the estimate: there the slack is
      // theirs.
      let slack = Int64(24 * plan.certificate.prices.count)
      #expect(
        squares || verdict.bound <= verdict.value + slack, "seed \(seed): \(verdict.bound - verdict.value) of \(slack)")
    }
    #expect(plans > 200)
  }

  /// Where it stands it pays nothing; it adds nothing but to the sum of the values, which would else cap a bound.
  static func giantLease(at bay: Bay) -> Lease {
    var giant = Lease.plain(
      "giant", .elastic(floor: 1, asked: 2_000_000_000), kind: bay.kind.index,
      placed: [PlacementPart(zone: bay.zone, nodes: 1)])
    giant.price = Price(cents: 1, hours: 1_000, per: .gpu)
    return giant
  }

  @Test func `who can never stand anywhere adds nothing to the bound`() {
    var (left, fenced) = (0, 0)
    for seed in 1...120 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed &+ 700)
      var small = SmallFacility(&random, leases: 1...3, hasRules: true)
      func bounds(_ small: SmallFacility) -> [Int64] {
        let plan = Plan(settings: small.settings, certificate: BoundTests.randomPrices(small.limits, &prices))
        let verdict = PlanCheck.check(plan, facility: small.facility, book: small.book)
        return [verdict.bound, verdict.keptBound]
      }
      var prices = SeededGenerator(seed: seed)
      let before = bounds(small)
      let rack = small.facility.bays[0].zone
      let none = small.facility.bays.filter { $0.kind.index == 0 }.isEmpty
      small.book.leases.append(.plain("huge", .gpus(2_000), cents: 900))
      // Its zone has fewer nodes than it asks for, others have enough.
      let here = small.facility.bays.filter { $0.zone == rack && $0.kind.index == 0 }.reduce(0) { $0 + $1.installed }
      let asked = (here + 1) * small.facility.kinds[0].gpus
      var inside = Lease.plain("inside", .gpus(asked), level: random.pick([.pod, .site]), cents: 900)
      inside.within = rack
      small.book.leases.append(inside)
      prices = SeededGenerator(seed: seed)
      #expect(bounds(small) == before, "seed \(seed)")
      left += 1
      fenced += none ? 0 : 1
    }
    #expect(left == 120 && fenced > 60)
  }

  @Test func `the bound on kept leases is no more than all that could be kept, and holds for plans that keep others`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", gpus: 8, peak: 1_000_000, idle: 0)])
    builder.zone("site", .site, stage: Stage(name: "ups", rating: .kilowatts(90))) { b, site in
      for rack in 1...2 { b.zone("rack-\(rack)", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 8) } }
    }
    func verdict(_ book: Book, _ placements: Placement..., nodePrice: Int64) -> Verdict {
      let prices = builder.facility.bays.indices.map {
        RowPrice(.nodes(BayID($0)), picocents: nodePrice * 1_000_000_000_000)
      }
      let plan = Plan(placements: placements, certificate: Certificate(prices: prices))
      return PlanCheck.check(plan, facility: builder.facility, book: book)
    }
    // Standing, the small one pays less than its nodes cost, so the sum that may leave it out is larger. The elastic one
    // counts as kept at its floor, whatever it gets: 800 and 1,392 cents.
    let elastic = Lease.plain("elastic", .elastic(floor: 8, asked: 120), cents: 100)
    let small = Lease.plain("small", .gpus(16), cents: 87)
    let both = verdict(.of(elastic, small), .of(0, (1, 8), (2, 6)), .of(1, (2, 2)), nodePrice: 750)
    #expect((both.value, both.bound, both.keptBound) == (12_592, 12_642, 2_192))
    // A plan that keeps what is worth little proves nothing of those that keep the other.
    let wide = Lease.plain("wide", .gpus(128), cents: 1), dear = Lease.plain("dear", .gpus(72), cents: 50)
    let poor = verdict(.of(wide, dear), .of(0, (1, 8), (2, 8)), nodePrice: 40)
    #expect(poor.bound < dear.rent(nodes: 9, of: builder.facility.kinds[0]))
    #expect(poor.keptBound >= dear.rent(nodes: 9, of: builder.facility.kinds[0]))
  }

  @Test func `rules read plainly allow what the check allows`() {
    var (right, wrong) = (0, 0)
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed &+ 5_000)
      var small = SmallFacility(&random, leases: 2...4, hasRules: true)
      small.facility.spares = []
      small.openAllLimits()
      let rules = ReferenceRules(facility: small.facility, book: small.book, basis: small.settings.basis)
      let candidates = small.book.leases.indices.map { small.candidates(for: $0) }
      for _ in 0..<30 {
        let placements = candidates.compactMap { $0.isEmpty || random.once(in: 5) ? nil : random.pick($0) }
        let holds = rules.hold(placements)
        let isAllowed = small.allowed(placements) { if case .over = $0 { true } else { false } }
        #expect(holds == isAllowed, "seed \(seed): \(placements)")
        if holds, placements.count > 1 { right += 1 } else { wrong += 1 }
      }
    }
    #expect(right > 500)
    #expect(wrong > 500)
  }

  @Test func `the zone of a level is the one that the facility names`() {
    // Bounds and rules use a table of their own for it; a lease of one node in each rack shows the same zones.
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let small = SmallFacility(&random, leases: 1...1)
      for level in Level.allCases {
        let racks = small.facility.bays.filter { $0.inService > 0 && $0.kind == KindID(0) }.map { $0.zone }
        guard racks.count > 1 else { continue }
        let book = Book.of(.plain("wide", .gpus(2 * racks.count), level: level))
        let plan = Plan(placements: [
          Placement(
            lease: LeaseID(0), option: LeaseOption(kind: KindID(0)),
            parts: racks.map { PlacementPart(zone: $0, nodes: 1) })
        ])
        let zones = Set(racks.map { small.facility.domain(of: $0, at: level) }).sorted()
        let split = PlanCheck.check(plan, facility: small.facility, book: book).violations.filter {
          if case .split = $0 { true } else { false }
        }
        #expect(split == (zones.count == 1 ? [] : [.split(LeaseID(0), level: level, over: zones)]))
      }
    }
  }
}
