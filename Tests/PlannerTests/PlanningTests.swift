import Facility
import NUMA
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// Violations that are not there with what stands today alone: those are the plan's own.
func ownViolations(
  of verdict: Verdict, on plan: Plan, _ facility: Facility, _ book: Book, settings: PlanSettings
) -> [Violation] {
  let today = Plan(settings: settings, placements: plan.placements.filter { book.leases[$0.lease].isPlaced })
  let before = PlanCheck.check(today, facility: facility, book: book).violations
  let over = before.compactMap { if case .over(let loading) = $0 { loading.resource } else { nil } }
  return verdict.violations.filter {
    switch $0 {
    case .over(let loading): !over.contains(loading.resource)
    case .unaccounted, .claim: true
    default: !before.contains($0)
    }
  }
}

@Suite struct PlansAgainstBruteForce {
  @Test func `plans pass the checker, stay at or below the optimum, and their bounds at or above it`() {
    var optimal = 0
    for seed in 1...150 {
      let tiny = TinyFacility(seed: seed)
      let settings = PlanSettings()
      let (plan, verdict) = plan(tiny.facility, tiny.book, settings: settings)
      let found = ownViolations(of: verdict, on: plan, tiny.facility, tiny.book, settings: settings)
      #expect(found.isEmpty, "seed \(seed): \(found)")
      let best = ReferencePacker(facility: tiny.facility, book: tiny.book, settings: settings).optimum()
      #expect((verdict.keptValue, verdict.value) <= (best.kept, best.value), "seed \(seed)")
      #expect(verdict.keptBound >= best.kept, "seed \(seed)")
      if verdict.keptValue == best.kept {
        #expect(verdict.bound >= plan.value, "seed \(seed)")
        if best.kept == 0 { #expect(verdict.bound >= best.value, "seed \(seed)") }
      }
      if (verdict.keptValue, verdict.value) == (best.kept, best.value) { optimal += 1 }
    }
    #expect(optimal >= 148, "only \(optimal) of 150 optimal")
  }

  @Test func `plans of the reference packer pass the same checker, and the planner is not worse on the whole`() {
    var (ours, theirs): (Int64, Int64) = (0, 0)
    for seed in 200...300 {
      let tiny = TinyFacility(seed: seed)
      let settings = PlanSettings()
      let reference = ReferencePacker(facility: tiny.facility, book: tiny.book, settings: settings).firstFit()
      let verdict = PlanCheck.check(reference, facility: tiny.facility, book: tiny.book)
      #expect(
        ownViolations(of: verdict, on: reference, tiny.facility, tiny.book, settings: settings).isEmpty,
        "seed \(seed): \(verdict.violations)")
      theirs += verdict.value
      ours += plan(tiny.facility, tiny.book).plan.value
    }
    #expect(ours >= theirs)
  }
}

@Suite struct PlanInvariance {
  @Test func `the order of leases in the book changes neither the value kept nor, but for ties, the value`() {
    var (forward, backward): (Int64, Int64) = (0, 0)
    for seed in 1...60 {
      let tiny = TinyFacility(seed: seed)
      var reversed = tiny.book
      reversed.leases.reverse()
      let (a, b) = (plan(tiny.facility, tiny.book).plan, plan(tiny.facility, reversed).plan)
      #expect(a.keptValue == b.keptValue, "seed \(seed)")
      forward += a.value
      backward += b.value
    }
    #expect((forward - backward).magnitude * 50 <= forward.magnitude)
  }

  @Test func `the order of halls in the facility does not change the value kept`() {
    for seed in 1...60 {
      let tiny = TinyFacility(seed: seed)
      let (a, b) = (plan(tiny.facility, tiny.book), plan(tiny.facility.mirrored, tiny.book))
      #expect(a.plan.keptValue == b.plan.keptValue, "seed \(seed)")
      #expect(a.verdict.use.supply > .zero && b.verdict.violations == a.verdict.violations, "seed \(seed)")
    }
  }

  @Test func `a useless rack changes nothing`() {
    for seed in 1...60 {
      let tiny = TinyFacility(seed: seed)
      var wider = tiny.facility
      var useless = wider.kinds[0]
      useless.name = "unwanted"
      useless.idle = PowerFigure(.zero)
      wider.kinds.append(useless)
      wider.zones.append(Zone(name: "closet", level: .rack, parent: ZoneID(0), end: ZoneID(wider.zones.count + 1)))
      wider.zones[0].end = ZoneID(wider.zones.count)
      wider.bays.append(Bay(zone: ZoneID(wider.zones.count - 1), kind: KindID(2), installed: 0))
      let (a, b) = (plan(tiny.facility, tiny.book).plan, plan(wider, tiny.book).plan)
      #expect(a.placements == b.placements, "seed \(seed)")
      #expect(a.value == b.value)
    }
  }

  @Test func `twice the site with twice the book keeps twice as much, and earns, within 2 %, twice as much`() {
    var earned: (once: Int64, twice: Int64) = (0, 0)
    for seed in 1...60 {
      let tiny = TinyFacility(seed: seed)
      let once = plan(tiny.facility, tiny.book)
      let (facility, book) = doubled(tiny.facility, tiny.book)
      let twice = plan(facility, book)
      // Each half can hold what the whole held: the optimum doubles, so the bounds do, and what is kept does.
      #expect(twice.verdict.keptBound >= 2 * once.plan.keptValue, "seed \(seed)")
      #expect(twice.plan.keptValue >= 2 * once.plan.keptValue, "seed \(seed)")
      earned.once += once.plan.value
      earned.twice += twice.plan.value
    }
    #expect(earned.twice * 100 >= 2 * earned.once * 98, "twice \(earned.twice), once \(earned.once)")
  }

  /// Two copies of a facility under one campus, each with its own supply.
  private func doubled(_ facility: Facility, _ book: Book) -> (Facility, Book) {
    var two = facility
    let (zones, stages) = (facility.zones.count, facility.power.count)
    func shift(_ id: ZoneID, _ copy: Int) -> ZoneID { ZoneID(id.index + 1 + copy * zones) }
    func shift(_ id: PowerID, _ copy: Int) -> PowerID { PowerID(id.index + copy * stages) }
    two.zones = [Zone(name: "campus", level: .campus, parent: nil, end: ZoneID(2 * zones + 1))]
    (two.power, two.cooling, two.loads, two.bays) = ([], [], [], [])
    for copy in 0...1 {
      for var zone in facility.zones {
        zone.parent = zone.parent.map { shift($0, copy) } ?? ZoneID(0)
        if zone.parent == ZoneID(0) { zone.name += "-\(copy)" }
        zone.end = shift(zone.end, copy)
        zone.intake = zone.intake.map { shift($0, copy) }
        zone.outlets = zone.outlets.map { shift($0, copy) }
        two.zones.append(zone)
      }
      for var stage in facility.power {
        stage.zone = shift(stage.zone, copy)
        stage.parent = stage.parent.map { shift($0, copy) }
        two.power.append(stage)
      }
      for var element in facility.cooling {
        element.zone = shift(element.zone, copy)
        two.cooling.append(element)
      }
      for var load in facility.loads {
        load.zone = shift(load.zone, copy)
        load.fedFrom = load.fedFrom.map { shift($0, copy) }
        two.loads.append(load)
      }
      for var bay in facility.bays {
        bay.zone = shift(bay.zone, copy)
        two.bays.append(bay)
      }
    }
    var leases = book
    leases.leases += book.leases.map { lease in
      var twin = lease
      twin.name += "-twin"
      return twin
    }
    return (two, leases)
  }
}

@Suite struct AnswerTests {
  @Test func `waterfalls sum exactly`() {
    for seed in 1...150 {
      let tiny = TinyFacility(seed: seed)
      let settings = PlanSettings()
      let (plan, verdict) = plan(tiny.facility, tiny.book, settings: settings)
      let answer = Planning(facility: tiny.facility, book: tiny.book, settings: settings)
        .answer(plan: plan, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
      for kind in answer.gpus {
        let parts =
          kind.outOfService + kind.beyond.reduce(0, +) + kind.spares + kind.leased + kind.leasable
          + kind.stranded.reduce(0, +)
        #expect(parts == kind.installed, "seed \(seed)")
        #expect(kind.leasable >= 0 && kind.beyond.allSatisfy { $0 >= 0 })
      }
      if let supply = answer.supply {
        let use = supply.use
        #expect(
          use.plant + use.losses + use.base + use.leased + supply.leasable + supply.stranded == supply.contract,
          "seed \(seed)")
      }
    }
  }

  @Test func `headroom of one node is what the checker lets in, and one more is refused for the reason given`() {
    for seed in 1...80 {
      let tiny = TinyFacility(seed: seed)
      let settings = PlanSettings()
      let (plan, verdict) = plan(tiny.facility, tiny.book, settings: settings)
      let answer = Planning(facility: tiny.facility, book: tiny.book, settings: settings)
        .answer(plan: plan, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
      for headroom in answer.headroom where headroom.product.level == .node {
        // As leases of a book: so many one-node leases fit, each alone.
        var book = tiny.book
        var more = plan
        let node = Lease(
          name: "more", tenant: TenantID(0), demand: .gpus(headroom.product.gpus), kind: headroom.product.kind,
          level: .node, status: .proposal(probability: .one), price: Price(cents: 1, hours: 1, per: .gpu))
        var left = headroom.count
        for bay in tiny.facility.bays where bay.kind == headroom.product.kind {
          for _ in 0..<bay.inService where left > 0 {
            book.leases.append(node)
            let lease = LeaseID(book.leases.count - 1)
            more.placements.append(
              Placement(
                lease: lease, option: LeaseOption(kind: bay.kind), parts: [PlacementPart(zone: bay.zone, nodes: 1)]))
            if ownViolations(
              of: PlanCheck.check(more, facility: tiny.facility, book: book), on: more, tiny.facility, book,
              settings: settings
            )
            .contains(where: isRule) {
              more.placements.removeLast()
              book.leases.removeLast()
            } else {
              left -= 1
            }
          }
        }
        #expect(left == 0, "seed \(seed): \(left) of \(headroom.count) nodes found no place")
        #expect(headroom.binds != nil)
        // By first fit over the checker's own figures no more than the upper count ever goes in.
        // A limit that the empty site overloads lets nothing through, whatever else there is to compare.
        guard verdict.holds else { continue }
        let most = mostNodes(of: headroom.product.kind, plan, tiny, settings: settings)
        #expect(most <= headroom.upper, "seed \(seed): \(most) nodes fit, at most \(headroom.upper) were promised")
        #expect(headroom.count <= headroom.upper, "seed \(seed)")
      }
    }
  }

  /// The most one-node leases that go in on top of a plan, over all ways to share them out to bays.
  private func mostNodes(of kind: KindID, _ plan: Plan, _ tiny: TinyFacility, settings: PlanSettings) -> Int {
    let bays = tiny.facility.bays.filter { $0.kind == kind && $0.inService > 0 }
    var best = 0
    func descend(_ at: Int, _ parts: [PlacementPart]) {
      let nodes = parts.reduce(0) { $0 + $1.nodes }
      if nodes > 0 {
        var book = tiny.book
        book.leases.append(
          Lease(
            name: "more", tenant: TenantID(0), demand: .gpus(nodes * tiny.facility.kinds[kind].gpus), kind: kind,
            level: .site, status: .proposal(probability: .one), price: Price(cents: 1, hours: 1, per: .gpu)))
        var trial = plan
        trial.placements.append(
          Placement(lease: LeaseID(book.leases.count - 1), option: LeaseOption(kind: kind), parts: parts))
        let broken = ownViolations(
          of: PlanCheck.check(trial, facility: tiny.facility, book: book), on: trial, tiny.facility, book,
          settings: settings)
        // More nodes never mend a broken limit.
        if broken.contains(where: isRule) { return }
        best = max(best, nodes)
      }
      guard at < bays.count else { return }
      for count in stride(from: bays[at].inService, through: 0, by: -1) {
        descend(at + 1, count > 0 ? parts + [PlacementPart(zone: bays[at].zone, nodes: count)] : parts)
      }
    }
    descend(0, [])
    return best
  }

  private func isRule(_ violation: Violation) -> Bool {
    switch violation {
    case .claim, .falseLoad, .unaccounted: false
    default: true
    }
  }
}

@Suite struct PooledUnits {
  @Test func `a stage of two units, one of them spare, plans and checks like one unit`() {
    for seed in 1...60 {
      let tiny = TinyFacility(seed: seed)
      var pooled = tiny.facility
      for at in pooled.power.indices {
        pooled.power[at].rating = pooled.power[at].rating.map { $0 * 2 }
        (pooled.power[at].units, pooled.power[at].spare) = (2, 1)
        // At the same load each unit carries half: the loss at the rating is four times that of the one unit.
        pooled.power[at].squareLoss = pooled.power[at].squareLoss * 4
      }
      let (one, two) = (plan(tiny.facility, tiny.book), plan(pooled, tiny.book))
      #expect(one.plan.placements == two.plan.placements, "seed \(seed)")
      #expect(one.verdict.loadings.map(\.capacity) == two.verdict.loadings.map(\.capacity), "seed \(seed)")
      #expect(one.verdict.bound == two.verdict.bound, "seed \(seed)")
    }
  }

  @Test func `what the spare unit could carry is not leased`() {
    // Four nodes of 10 kW that idle at 2 kW: 3 × 12 kW carry three of them and one that idles, 4 × 12 kW all.
    var facility = Facility(name: "f", kinds: [box])
    facility.zones = [Zone(name: "rack", level: .rack, parent: nil, end: ZoneID(1), outlets: [PowerID(0)])]
    facility.power = [
      PowerElement(
        name: "ups", stage: "ups", zone: ZoneID(0), parent: nil, rating: .kilowatts(48), units: 4, spare: 1)
    ]
    facility.bays = [Bay(zone: ZoneID(0), kind: KindID(0), installed: 4)]
    let leases = (1...4).map { number in
      Lease(
        name: "l\(number)", tenant: TenantID(0), demand: .gpus(8), kind: KindID(0), level: .rack,
        status: .proposal(probability: .one), price: Price(cents: 100, hours: 1, per: .gpu))
    }
    let book = Book(tenants: [Tenant(name: "t")], leases: leases)
    let answer = plan(facility, book)
    #expect(answer.plan.placements.count == 3)
    #expect(answer.verdict.violations.isEmpty)
    var greedy = answer.plan
    greedy.placements = leases.indices.map {
      Placement(
        lease: LeaseID($0), option: LeaseOption(kind: KindID(0)), parts: [PlacementPart(zone: ZoneID(0), nodes: 1)])
    }
    greedy.refusals = []
    let over = PlanCheck.check(greedy, facility: facility, book: book).violations.compactMap { violation -> Int64? in
      if case .over(let loading) = violation { loading.capacity } else { nil }
    }
    #expect(over == [36_000_000])
    facility.power[0].spare = 0
    #expect(plan(facility, book).plan.placements.count == 4)
  }

  private var box: Kind {
    Kind(
      name: "box", gpuModel: "G", gpus: 8, nvlinkDomain: 8, nameplate: PowerFigure(.kilowatts(10)),
      sustainedPeak: PowerFigure(.kilowatts(10)), average: PowerFigure(.kilowatts(10)),
      idle: PowerFigure(.kilowatts(2)), liquid: .zero, height: RackUnits(4))
  }
}
