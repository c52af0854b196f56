import Facility
import PlanModel
import Tenancy
import Testing

@Test(arguments: [
  (20_000, 100_000_000), (32_000, 100_000_000), (32_001, 99_995_000), (34_700, 86_500_000), (40_000, 60_000_000),
  (52_000, 0), (90_000, 0),
])
func `a CDU loses 5 kW a kelvin above 32 °C and never falls below nothing`(millidegrees: Int, milliwatts: Int) {
  var cdu = CoolingElement(
    name: "cdu", zone: ZoneID(0), medium: .liquid, count: 3, spare: 1, rating: .kilowatts(100),
    derate: Derate(above: .degrees(32), perKelvin: .kilowatts(5)), supply: Celsius(millidegrees: Int64(millidegrees)))
  #expect(cdu.unitCapacity == Watts(milliwatts: Int64(milliwatts)))
  #expect(cdu.limit == Watts(milliwatts: Int64(2 * milliwatts)))
  cdu.supply = nil
  #expect(cdu.unitCapacity == .kilowatts(100))
  cdu.rating = nil
  #expect(cdu.limit == nil)
}

@Test func `a stage draws its load over its efficiency, and its own losses`() {
  var stage = PowerElement(name: "s", stage: "s", zone: ZoneID(0), parent: nil, rating: .kilowatts(1_000))
  #expect(stage.input(for: .kilowatts(500)) == .kilowatts(500))
  stage.efficiency = .percent(99)
  #expect(stage.input(for: .kilowatts(990)) == .kilowatts(1_000))
  // 1 mW over 0.99 is 1.01 mW: a load is rounded up.
  #expect(stage.input(for: Watts(milliwatts: 1)) == Watts(milliwatts: 2))
  stage.noLoadLoss = .kilowatts(5)
  #expect(stage.input(for: .zero) == .kilowatts(5))
  stage.squareLoss = .kilowatts(20)
  // Half the load: a quarter of 20 kW.
  stage.efficiency = .one
  #expect(stage.input(for: .kilowatts(500)) == .kilowatts(510))
  #expect(stage.input(for: .kilowatts(1_000)) == .kilowatts(1_025))
  stage.rating = nil
  #expect(stage.input(for: .kilowatts(500)) == .kilowatts(505))
  #expect(stage.limit == nil)
}

@Test func `a breaker carries its continuous share, rounded down`() {
  let breaker = PowerElement(
    name: "b", stage: "b", zone: ZoneID(0), parent: nil, rating: Watts(milliwatts: 1_001), continuous: .percent(80))
  #expect(breaker.limit == Watts(milliwatts: 800))
}

private let kind = Kind(
  name: "k", gpuModel: "K", gpus: 4, nvlinkDomain: 72, nameplate: PowerFigure(.kilowatts(10)),
  sustainedPeak: PowerFigure(.kilowatts(8)), average: PowerFigure(.kilowatts(7)), idle: PowerFigure(.kilowatts(2)),
  namedBases: ["ceiling": PowerFigure(.kilowatts(11))], liquid: .percent(80), height: RackUnits(1))

@Test func `a leased node draws what its profile says, and never less than idle`() {
  let inference = Profile(
    name: "inference", sustainedPeak: DrawRule(.percent(77), of: .sustainedPeak),
    average: DrawRule(.percent(55), of: .sustainedPeak))
  #expect(kind.draw(.training, on: .sustainedPeak) == .kilowatts(8))
  #expect(kind.draw(.training, on: .average) == .kilowatts(7))
  #expect(kind.draw(inference, on: .sustainedPeak) == .watts(6_160))
  #expect(kind.draw(inference, on: .average) == .watts(4_400))
  // The plate and the named bases ask what if every node drew this.
  #expect(kind.draw(inference, on: .nameplate) == .kilowatts(10))
  #expect(kind.draw(inference, on: .named("ceiling")) == .kilowatts(11))
  #expect(kind.draw(inference, on: .named("unheard-of")) == .kilowatts(10))
  let asleep = Profile(
    name: "asleep", sustainedPeak: DrawRule(.zero, of: .nameplate), average: DrawRule(.zero, of: .nameplate))
  #expect(kind.draw(asleep, on: .sustainedPeak) == .kilowatts(2))
  #expect(kind.nodesPerNVLinkDomain == 18)
}

@Test(arguments: [
  (7, 1, 2, 3, 4), (-7, 1, 2, -4, -3), (7, -1, 2, -4, -3), (6, 1, 2, 3, 3), (0, 5, 3, 0, 0),
  (Int64.max, 2, 1, Int64.max, Int64.max), (Int64.max, -2, 1, -Int64.max, -Int64.max),
  (Int64.max, 1_000_000, 1_000_000, Int64.max, Int64.max),
])
func `scaling rounds towards its side and stops at the ends`(a: Int64, by: Int64, over: Int64, down: Int64, up: Int64) {
  #expect(a.scaledDown(by, over: over) == down)
  #expect(a.scaledUp(by, over: over) == up)
}

@Test func `sums of watts stop at the ends instead of trapping`() {
  let most = Watts(milliwatts: .max)
  #expect(most + .watts(1) == most)
  #expect(Watts(milliwatts: .min) - .watts(1) == Watts(milliwatts: .min))
  #expect(most * 3 == most)
  #expect(Watts.megawatts(.max) == most)
}

@Test func `rent is rounded once, half up, for the whole lease`() {
  #expect(Price(cents: 235, hours: 1, per: .gpu).centsPerHour(gpus: 16_384) == 3_850_240)
  // 1,500 $ a month for each of 8 GPUs: 1,200,000 cents over 730 h are 1,643.8.
  #expect(Price(cents: 150_000, hours: 730, per: .gpu).centsPerHour(gpus: 8) == 1_644)
  // 1.25 billion $ a month.
  #expect(Price(cents: 125_000_000_000, hours: 730, per: .lease).centsPerHour(gpus: 230_656) == 171_232_877)
  #expect(Price(cents: 365, hours: 730, per: .lease).centsPerHour(gpus: 1) == 1)
  #expect(Price(cents: 364, hours: 730, per: .lease).centsPerHour(gpus: 1) == 0)
  #expect(Price(cents: 0, hours: 1, per: .gpu).centsPerHour(gpus: 1_000_000_000) == 0)
}

@Test func `days exist in the calendar, in order`() throws {
  #expect(CalendarDate(year: 2028, month: 2, day: 29) != nil)
  #expect(CalendarDate(year: 2027, month: 2, day: 29) == nil)
  #expect(CalendarDate(year: 2100, month: 2, day: 29) == nil)
  #expect(CalendarDate(year: 2000, month: 2, day: 29) != nil)
  #expect(CalendarDate(year: 2027, month: 4, day: 31) == nil)
  #expect(CalendarDate(year: 2027, month: 13, day: 1) == nil)
  #expect(CalendarDate(year: 1899, month: 1, day: 1) == nil)
  let early = try #require(CalendarDate(year: 2027, month: 3, day: 31))
  let late = try #require(CalendarDate(year: 2027, month: 4, day: 1))
  #expect(early < late)
  #expect(late.text == "2027-04-01")
}

@Test func `spares are one for each started block`() {
  let rule = SpareRule(kind: KindID(0), per: 64)
  #expect([0, 1, 64, 65, 128, 129].map { rule.spares(for: $0, gpus: 8) } == [0, 1, 1, 2, 2, 3])
}

@Test func `a lease asks for whole nodes`() {
  let lease = Lease(
    name: "l", tenant: TenantID(0), demand: .gpus(9), kind: KindID(0), level: .site,
    price: Price(cents: 1, hours: 1, per: .gpu))
  #expect(lease.nodes(of: kind) == 3...3)
}

@Test func `spares for repairs are the Poisson quantile of nodes out at once`() {
  // Mean nodes out → smallest k with P(X ≤ k) ≥ 99 %, from the distribution summed to 60 digits.
  let table = [(10_000, 0), (100_000, 1), (1_000_000, 4), (10_000_000, 18), (100_000_000, 124)]
  for (millionths, spares) in table {
    let rate = FailureRate(perMillionGPUDays: Int64(millionths), repairHours: 24, confidence: .percent(99))
    #expect(rate.spares(gpus: 1) == spares, "mean \(millionths) millionths")
  }
  let llama = FailureRate(perMillionGPUDays: 470, repairHours: 72, confidence: .percent(99))
  #expect([0, 8, 512, 16_384].map { llama.spares(gpus: $0) } == [0, 1, 3, 35])
  let rule = SpareRule(kind: KindID(0), rule: .failures(llama))
  #expect(rule.spares(for: 64, gpus: 8) == 3)
  #expect(
    SpareRule(
      kind: KindID(0),
      rule: .failures(FailureRate(perMillionGPUDays: .max, repairHours: 8_760, confidence: .percent(99)))
    ).spares(for: 5, gpus: 8) == 5)
}

@Test func `a rack-scale lease that fits no domain comes in equal segments, by what it asks for`() {
  let tray = Kind(
    name: "gb200", gpuModel: "GB200", gpus: 4, nvlinkDomain: 72, nameplate: PowerFigure(.kilowatts(7)),
    sustainedPeak: PowerFigure(.kilowatts(7)), average: PowerFigure(.kilowatts(6)), idle: PowerFigure(.kilowatts(2)),
    liquid: .percent(85), height: RackUnits(1))
  func lease(_ demand: Demand, segment: Int? = nil, placed: [PlacementPart] = []) -> Lease {
    Lease(
      name: "l", tenant: TenantID(0), demand: demand, kinds: [KindID(0)], level: .site,
      price: Price(cents: 100, hours: 1, per: .gpu), placed: placed, segment: segment)
  }
  let segments = [(17, 1), (18, 1), (19, 10), (24, 12), (32, 16), (33, 11), (36, 18), (48, 16), (50, 13), (128, 16)]
  for (trays, segment) in segments {
    #expect(lease(.gpus(4 * trays)).segment(on: tray) == segment)
    #expect(lease(.elastic(floor: 4, asked: 4 * trays)).segment(on: tray) == segment)
    #expect(lease(.gpus(4 * trays), segment: 1).segment(on: tray) == 1)
    #expect(lease(.gpus(4 * trays)).prefersOneDomain(of: tray) == (trays <= 18))
  }
  #expect(lease(.gpus(576), segment: 12).segment(on: tray) == 12)
  #expect(lease(.gpus(576), placed: [PlacementPart(zone: ZoneID(1), nodes: 144)]).segment(on: tray) == 1)
  #expect(lease(.megawatts(.megawatts(1), at: .rack)).segment(on: tray) == 18)
  #expect(lease(.all).segment(on: tray) == 1)
  var server = tray
  (server.gpus, server.nvlinkDomain) = (8, 8)
  #expect(lease(.gpus(512)).segment(on: server) == 1)
  #expect(!lease(.gpus(64)).prefersOneDomain(of: server))
}

@Test func `rent is for the GPUs asked, for those an elastic lease gets, or for the megawatts`() {
  func lease(_ demand: Demand, _ per: Price.Per) -> Lease {
    Lease(
      name: "l", tenant: TenantID(0), demand: demand, kind: KindID(0), level: .site,
      price: Price(cents: 73_000, hours: 730, per: per))
  }
  let each = kind.gpus
  #expect(lease(.gpus(each + 1), .gpu).rent(nodes: 2, of: kind) == Int64(100 * (each + 1)))
  #expect(lease(.elastic(floor: each, asked: 3 * each - 1), .gpu).rent(nodes: 2, of: kind) == Int64(200 * each))
  #expect(
    lease(.elastic(floor: each, asked: 3 * each - 1), .gpu).rent(nodes: 3, of: kind) == Int64(100 * (3 * each - 1)))
  #expect(lease(.pool(gpus: each, utilisation: .percent(50)), .gpu).nodes(of: kind) == 2...2)
  #expect(lease(.pool(gpus: each, utilisation: .percent(50)), .gpu).rent(nodes: 2, of: kind) == Int64(100 * each))
  #expect(lease(.megawatts(.kilowatts(2_500), at: .rack), .kilowatt).rent(nodes: 7, of: kind) == 250_000)
}
