import Facility
import PlanCheck
import PlanModel
import Tenancy
import Testing

/// Two racks behind two breakers each, a transformer with all three losses, and zone loads of all four amounts. In mW.
@Suite struct FlowTests {
  static let facility: Facility = {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 100_001, liquid: .percent(75))])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .kilowatts(100))) { b, site in
      b.zone(
        "hall", .hall, in: site,
        stage: Stage(
          name: "transformer", rating: .kilowatts(20), efficiency: .percent(98), noLoadLoss: .watts(50),
          squareLoss: .watts(200))
      ) { b, hall in
        let breakers = Stage(name: "breaker", rating: .kilowatts(2), copies: 2, efficiency: .percent(99))
        b.zone("rack-1", .rack, in: hall, stage: breakers, space: 12) { b, rack in
          b.bay(rack, kind: 0, nodes: 3, burnIn: 1)
        }
        b.zone("rack-2", .rack, in: hall, stage: breakers) { b, rack in b.bay(rack, kind: 0, nodes: 2, failed: 1) }
        b.load("network", in: hall, .perGPU(.watts(5)))
        b.load("storage", in: hall, .ofNodes(.percent(3)), heat: .liquid)
        b.load("offices", in: hall, .fixed(.watts(100)), isIT: false)
        b.cooling("loop", in: hall, takes: .liquid, rating: .kilowatts(5))
        b.cooling("air-handler", in: hall, takes: .air, rating: .kilowatts(5))
      }
      b.load("plant", in: site, .ofIT(.percent(10)), isIT: false, from: 0, heat: .none)
      b.cooling("plant", in: site, takes: .both, rating: .kilowatts(5))
      b.cooling("cdu", in: ZoneID(2), takes: .liquid, rating: .kilowatts(5))
    }
    return builder.facility
  }()
  static let book = Book.of(.plain("job", .gpus(16)))
  static let plan = Plan(placements: [.of(0, (2, 2))])

  static func load(_ resource: Resource) -> Int64 {
    PlanCheck.check(plan, facility: facility, book: book).loadings.first { $0.resource == resource }?.load ?? -1
  }

  @Test func `loads flow through splits, efficiencies, no-load and square losses to the supply`() {
    // rack-1: 2 leased and 1 in burn-in draw 3,000,000; two breakers carry 1,500,000 each and take
    // ⌈1,500,000 / 0.99⌉ = 1,515,152 each.
    #expect(FlowTests.load(.power(PowerID(2))) == 1_500_000)
    // rack-2: one idle node, 100,001: ⌈half⌉ = 50,001 each, and 50,507 each before the breakers.
    #expect(FlowTests.load(.power(PowerID(5))) == 50_001)
    // Transformer: 2 × 1,515,152 + 2 × 50,507 = 3,131,318; network 40 GPUs × 5,000; storage 3 % of each rack: 90,000
    // and ⌈3,000.03⌉; offices 100,000. In all 3,524,319.
    #expect(FlowTests.load(.power(PowerID(1))) == 3_524_319)
    // It takes ⌈3,524,319 / 0.98⌉ = 3,596,244, 50,000 at no load, and 200,000 × 0.17621595²: ⌈35,243.19⌉ = 35,244 and
    // ⌈35,244 × 0.17621595⌉ = 6,211: 3,652,455. The plant is 10 % of nodes 3,100,001, network 200,000, storage 93,001:
    // ⌈339,300.2⌉. The contract meters 3,652,455 + 339,301.
    #expect(FlowTests.load(.power(PowerID(0))) == 3_991_756)
  }

  @Test func `the supply splits into plant, losses, base and leased without rest`() {
    let use = PlanCheck.check(FlowTests.plan, facility: FlowTests.facility, book: FlowTests.book).use
    #expect(use.supply == Watts(milliwatts: 3_991_756))
    // Offices and plant.
    #expect(use.plant == Watts(milliwatts: 100_000 + 339_301))
    // Burn-in, idle, network, storage.
    #expect(use.base == Watts(milliwatts: 1_000_000 + 100_001 + 200_000 + 93_001))
    #expect(use.leased == Watts(milliwatts: 2_000_000))
    #expect(use.losses == Watts(milliwatts: 3_991_756 - 439_301 - 1_393_002 - 2_000_000))
  }

  @Test func `heat loads every element around it that takes its medium`() {
    // rack-1: 75 % of 3,000,000 in liquid; the CDU stands in it and sees nothing else.
    #expect(FlowTests.load(.cooling(CoolingID(3))) == 2_250_000)
    // The hall's loop also takes ⌈75,000.75⌉ of rack-2 and the storage.
    #expect(FlowTests.load(.cooling(CoolingID(0))) == 2_250_000 + 75_001 + 93_001)
    // Its air: 750,000, ⌈25,000.25⌉, network, offices.
    #expect(FlowTests.load(.cooling(CoolingID(1))) == 750_000 + 25_001 + 200_000 + 100_000)
    // The site's plant takes both.
    #expect(FlowTests.load(.cooling(CoolingID(2))) == 2_418_002 + 1_075_001)
  }

  @Test func `space, nodes and every other limit have a loading`() {
    let loadings = PlanCheck.check(FlowTests.plan, facility: FlowTests.facility, book: FlowTests.book).loadings
    // 6 stages, 4 cooling elements, 1 rack with a height, 2 bays, no spare rule.
    #expect(loadings.count == 13)
    #expect(loadings.contains(Loading(.space(ZoneID(2)), load: 8, capacity: 12)))
    #expect(loadings.contains(Loading(.nodes(BayID(0)), load: 2, capacity: 2)))
    #expect(loadings.contains(Loading(.nodes(BayID(1)), load: 0, capacity: 1)))
  }

  @Test func `unleased nodes that are switched off draw nothing`() {
    var plan = FlowTests.plan
    plan.settings.unleasedIdle = false
    let use = PlanCheck.check(plan, facility: FlowTests.facility, book: FlowTests.book).use
    #expect(use.base == Watts(milliwatts: 1_000_000 + 200_000 + 90_000))
  }

  @Test func `a load fed from a stage enters there whole, and a rack's own load at its outlets`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 0)])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .kilowatts(100))) { b, site in
      b.zone("rack", .rack, in: site, stage: Stage(name: "breaker", rating: .kilowatts(9), copies: 3)) { b, rack in
        b.bay(rack, kind: 0, nodes: 1)
        b.load("fans", in: rack, .ofNodes(.percent(1)))
        b.load("switch", in: rack, .perGPU(.watts(1)), from: 0)
        b.load("pump", in: rack, .ofIT(.percent(10)), isIT: false)
      }
    }
    let plan = Plan(placements: [.of(0, (1, 1))])
    let verdict = PlanCheck.check(plan, facility: builder.facility, book: .of(.plain("job", .gpus(8))))
    // Breakers: ⌈1,000,000 / 3⌉ + ⌈10,000 / 3⌉ + ⌈10 % of (1,000,000 + 10,000 + 8,000) / 3⌉.
    #expect(verdict.loadings[1].load == 333_334 + 3_334 + 33_934)
    #expect(verdict.loadings[0].load == 3 * 370_602 + 8_000)
  }

  @Test func `without power the supply is the sum of the loads and nothing is lost`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 100_000)])
    builder.zone("site", .site) { b, site in
      b.zone("rack", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 2) }
      b.load("network", in: site, .perGPU(.watts(1)))
      b.load("plant", in: site, .ofIT(.percent(50)), isIT: false, heat: .none)
    }
    let plan = Plan(placements: [.of(0, (1, 1))])
    let use = PlanCheck.check(plan, facility: builder.facility, book: .of(.plain("job", .gpus(8)))).use
    // 1,000,000 leased, 100,000 idle + 16,000 network, half of it for the plant.
    #expect(
      use
        == SupplyUse(
          supply: Watts(milliwatts: 1_674_000), plant: Watts(milliwatts: 558_000), losses: .zero,
          base: Watts(milliwatts: 116_000), leased: Watts(milliwatts: 1_000_000)))
  }

  @Test func `a zone that no stage feeds is none of the supply's`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 100_000)])
    builder.zone("campus", .campus) { b, campus in
      b.zone("site", .site, in: campus, stage: Stage(name: "contract", rating: .kilowatts(9))) { b, site in
        b.zone("rack", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 1) }
      }
      b.zone("dark", .site, in: campus) { b, site in
        b.zone("rack", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 5) }
      }
      b.load("network", in: campus, .perGPU(.watts(1)))
    }
    let verdict = PlanCheck.check(Plan(), facility: builder.facility, book: Book())
    // The campus' network enters where each site is fed from outside: nowhere.
    #expect(verdict.use.supply == .watts(100))
    #expect(verdict.use.base == .watts(100))
    #expect(verdict.use.losses == .zero)
  }

  @Test func `an empty facility has no loads, no limits and no violations`() {
    var builder = FacilityBuilder(kinds: [])
    builder.zone("site", .site)
    for facility in [builder.facility, Facility(name: "nothing")] {
      let verdict = PlanCheck.check(Plan(), facility: facility, book: Book())
      #expect(verdict.holds)
      #expect(verdict.loadings.isEmpty)
      #expect(verdict.use.supply == .zero)
      #expect(PlanCheck.supplyDraw(of: facility, everyNodeAt: .nameplate) == (.zero, .zero))
    }
  }

  @Test func `elements without capacity carry nothing, and say so when they must`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 0)])
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .zero, squareLoss: .watts(5))) { b, site in
      b.zone("rack", .rack, in: site, space: 0) { b, rack in b.bay(rack, kind: 0, nodes: 2, failed: 2) }
      b.cooling("cdu", in: site, takes: .both, rating: .zero)
    }
    let idle = Plan(refusals: [Plan.refusal(0)])
    let book = Book.of(.plain("job", .gpus(8)))
    #expect(PlanCheck.check(idle, facility: builder.facility, book: book).violations.isEmpty)
    let busy = Plan(placements: [.of(0, (1, 1))]).certified(builder.facility, book)
    #expect(
      PlanCheck.check(busy, facility: builder.facility, book: book).violations == [
        .over(Loading(.power(PowerID(0)), load: 1_000_000, capacity: 0)),
        .over(Loading(.cooling(CoolingID(0)), load: 1_000_000, capacity: 0)),
        .over(Loading(.space(ZoneID(1)), load: 4, capacity: 0)),
        .over(Loading(.nodes(BayID(0)), load: 1, capacity: 0)),
      ])
  }

  @Test func `full-load draw counts every node in service at training and burn-in nodes, at any basis`() {
    var facility = FlowTests.facility
    facility.kinds[0].namedBases = ["ceiling": PowerFigure(.watts(3_000))]
    // In service: 2 and 1, one in burn-in.
    #expect(PlanCheck.supplyDraw(of: facility, everyNodeAt: .sustainedPeak).nodes == .watts(4_000))
    #expect(PlanCheck.supplyDraw(of: facility, everyNodeAt: .average).nodes == .watts(2_000))
    #expect(PlanCheck.supplyDraw(of: facility, everyNodeAt: .named("ceiling")).nodes == .watts(12_000))
    // The file's own training profile counts, not the built-in one.
    let half = DrawRule(.percent(50), of: .sustainedPeak)
    facility.profiles = [Profile(name: "training", sustainedPeak: half, average: half)]
    #expect(PlanCheck.supplyDraw(of: facility, everyNodeAt: .sustainedPeak).nodes == .watts(2_500))
    // Two leased of two in service as in the plan above, rack-2's one leased as well.
    let both = Plan(placements: [.of(0, (2, 2), (5, 1))])
    let verdict = PlanCheck.check(both, facility: FlowTests.facility, book: .of(.plain("job", .gpus(24))))
    #expect(verdict.violations.contains { if case .noSuchBay = $0 { true } else { false } })
    let all = Plan(placements: [.of(0, (2, 2), (3, 1))])
    #expect(
      PlanCheck.check(all, facility: FlowTests.facility, book: .of(.plain("job", .gpus(24)))).use.supply
        == PlanCheck.supplyDraw(of: FlowTests.facility, everyNodeAt: .sustainedPeak).supply)
  }

  @Test func `the band moves every figure with a tolerance to its end`() {
    var builder = FacilityBuilder(kinds: [.plain("alpha", peak: 1_000_000, idle: 100_000)])
    builder.facility.kinds[0].sustainedPeak.tolerance = .percent(10)
    builder.facility.kinds[0].idle.tolerance = .percent(50)
    builder.zone("site", .site, stage: Stage(name: "contract", rating: .kilowatts(9))) { b, site in
      b.zone("rack", .rack, in: site) { b, rack in b.bay(rack, kind: 0, nodes: 3, burnIn: 1) }
      b.load("network", in: site, .perGPU(.watts(10)), tolerance: .percent(20))
      b.load("storage", in: site, .ofNodes(.percent(10)), tolerance: .percent(100))
      b.load("offices", in: site, .fixed(.watts(100)), isIT: false)
      b.load("plant", in: site, .ofIT(.percent(10)), isIT: false, heat: .none, tolerance: .percent(50))
    }
    let half = DrawRule(.percent(50), of: .nameplate)
    let profile = Profile(name: "own", sustainedPeak: half, average: half)
    let book = Book.of(.plain("job", .gpus(8), profile: profile))
    let plan = Plan(placements: [.of(0, (1, 1))])
    let band = PlanCheck.supplyBand(plan, facility: builder.facility, book: book)
    // Low: leased 900, burn-in 900, idle 50 W; network 24 × 8; storage none; offices 100; plant 5 % of 2,042.
    #expect(band.low == Watts(milliwatts: 1_850_000 + 192_000 + 100_000 + 102_100))
    // High: 1,100 + 1,100 + 150; network 24 × 12; storage 20 % of 2,350; offices 100; plant 15 % of 3,108.
    #expect(band.high == Watts(milliwatts: 2_350_000 + 288_000 + 470_000 + 100_000 + 466_200))
    let exact = PlanCheck.supplyBand(FlowTests.plan, facility: FlowTests.facility, book: FlowTests.book)
    #expect(exact == (Watts(milliwatts: 3_991_756), Watts(milliwatts: 3_991_756)))
  }
}
