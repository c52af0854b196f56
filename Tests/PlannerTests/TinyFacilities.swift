import TestSupport
import Facility
import NUMA
import PlanCheck
import PlanModel
import Planner
import Tenancy

/// Facilities and books of a few racks, random but repeatable, with every kind of limit and load.
struct TinyFacility {
  var facility = Facility(name: "tiny")
  var book = Book(tenants: [Tenant(name: "t")])

  init(seed: Int, leases: Int = 4) {
    var random = SeededGenerator(seed: seed)
    facility.kinds = [
      kind("air", gpus: 8, peak: 10, idle: 2, liquid: 0), kind("wet", gpus: 4, peak: 7, idle: 1, liquid: 87),
    ]
    facility.profiles = [.training]
    let site = open("site", .site, parent: nil, intake: nil)
    addStage("contract", in: site, rating: random.integer(in: 20...90), parent: nil, random: &random)
    addStage("transformer", in: site, rating: nil, parent: facility.zones[site].outlets[0], random: &random)
    let siteFeed = facility.zones[site].outlets[0]
    for hall in 1...random.integer(in: 1...2) {
      let zone = open("hall-\(hall)", .hall, parent: site, intake: siteFeed)
      if random.integer(in: 0...1) == 0 {
        facility.cooling.append(
          CoolingElement(
            name: "air", zone: zone, medium: .air, count: 2, spare: 1,
            rating: .kilowatts(Int64(random.integer(in: 10...50)))))
      }
      addLoads(zone, &random)
      for pod in 1...random.integer(in: 1...2) {
        let podZone = open("pod-\(pod)", .pod, parent: zone, intake: siteFeed)
        addStage("busway", in: podZone, rating: random.integer(in: 15...60), parent: siteFeed, random: &random)
        let feed = facility.zones[podZone].outlets[0]
        for rack in 1...random.integer(in: 1...2) { addRack("rack-\(rack)", in: podZone, feed: feed, &random) }
        close(podZone)
      }
      close(zone)
    }
    facility.loads.append(
      ZoneLoad(
        name: "plant", zone: site, amount: .ofIT(.percent(10)), isIT: false, fedFrom: PowerID(0), heat: .none))
    close(site)
    if random.integer(in: 0...1) == 0 { facility.spares = [SpareRule(kind: KindID(0), per: random.integer(in: 1...6))] }
    for number in 0..<leases { addLease(number, &random) }
  }

  private func kind(_ name: String, gpus: Int, peak: Int64, idle: Int64, liquid: Int64) -> Kind {
    Kind(
      name: name, gpuModel: name, gpus: gpus, nvlinkDomain: 8, nameplate: PowerFigure(.kilowatts(peak + 2)),
      sustainedPeak: PowerFigure(.kilowatts(peak), tolerance: .percent(5)), average: PowerFigure(.kilowatts(peak - 1)),
      idle: PowerFigure(.kilowatts(idle)), liquid: .percent(liquid), height: RackUnits(4))
  }

  private mutating func open(_ name: String, _ level: Level, parent: ZoneID?, intake: PowerID?) -> ZoneID {
    facility.zones.append(
      Zone(
        name: name, level: level, parent: parent, end: ZoneID(0), intake: intake, outlets: intake.map { [$0] } ?? []))
    return ZoneID(facility.zones.count - 1)
  }

  private mutating func close(_ zone: ZoneID) { facility.zones[zone].end = ZoneID(facility.zones.count) }

  private mutating func addStage(
    _ name: String, in zone: ZoneID, rating: Int?, parent: PowerID?, random: inout SeededGenerator
  ) {
    facility.power.append(
      PowerElement(
        name: name, stage: name, zone: zone, parent: parent, rating: rating.map { .kilowatts(Int64($0)) },
        continuous: .percent(Int64(random.integer(in: 80...100))),
        efficiency: .percent(Int64(random.integer(in: 95...100))),
        noLoadLoss: .watts(Int64(random.integer(in: 0...200))),
        squareLoss: rating == nil ? .zero : .watts(Int64(random.integer(in: 0...300)))))
    facility.zones[zone].outlets = [PowerID(facility.power.count - 1)]
  }

  private mutating func addLoads(_ zone: ZoneID, _ random: inout SeededGenerator) {
    facility.loads.append(
      ZoneLoad(
        name: "network", zone: zone, amount: .perGPU(.watts(81)), tolerance: .percent(10), isIT: true, fedFrom: nil,
        heat: .air))
    facility.loads.append(
      ZoneLoad(name: "storage", zone: zone, amount: .ofNodes(.percent(3)), isIT: true, fedFrom: nil, heat: .air))
    if random.integer(in: 0...1) == 0 {
      facility.loads.append(
        ZoneLoad(name: "office", zone: zone, amount: .fixed(.watts(500)), isIT: false, fedFrom: nil, heat: .none))
    }
  }

  private mutating func addRack(_ name: String, in pod: ZoneID, feed: PowerID, _ random: inout SeededGenerator) {
    let rack = open(name, .rack, parent: pod, intake: feed)
    if random.integer(in: 0...1) == 0 {
      addStage("breaker", in: rack, rating: random.integer(in: 10...40), parent: feed, random: &random)
    }
    let kind = KindID(random.integer(in: 0...1))
    if kind.index == 1 {
      facility.cooling.append(
        CoolingElement(
          name: "cdu", zone: rack, medium: .liquid, rating: .kilowatts(Int64(random.integer(in: 5...30))),
          derate: Derate(above: .degrees(32), perKelvin: .watts(500)), supply: .degrees(34)))
    }
    if random.integer(in: 0...2) == 0 { facility.zones[rack].space = RackUnits(Int64(random.integer(in: 2...12))) }
    facility.bays.append(
      Bay(zone: rack, kind: kind, installed: random.integer(in: 1...3), failed: random.integer(in: 0...3) == 0 ? 1 : 0))
    close(rack)
  }

  private mutating func addLease(_ number: Int, _ random: inout SeededGenerator) {
    let kind = KindID(random.integer(in: 0...1))
    let levels: [Level] = [.site, .hall, .pod, .rack, .node]
    let own = Profile(
      name: "own", sustainedPeak: DrawRule(.percent(Int64(random.integer(in: 60...100))), of: .nameplate),
      average: DrawRule(.percent(50), of: .nameplate))
    let status: [Status] = [.contracted, .proposal(probability: .percent(40)), .proposal(probability: .percent(10))]
    book.leases.append(
      Lease(
        name: "lease-\(number)", tenant: TenantID(0),
        demand: .gpus(random.integer(in: 1...3) * facility.kinds[kind].gpus),
        kind: kind, level: levels[random.integer(in: 0...4)], profile: random.integer(in: 0...1) == 0 ? .training : own,
        status: status[random.integer(in: 0...2)], priority: random.integer(in: 0...2),
        price: Price(cents: Int64(random.integer(in: 50...900)), hours: 1, per: .gpu)))
  }
}

extension Facility {
  /// The same facility with the children of every zone in the opposite order.
  var mirrored: Facility {
    var order: [Int] = []
    func visit(_ zone: Int) {
      order.append(zone)
      for child in zones.indices.reversed() where zones[child].parent?.index == zone { visit(child) }
    }
    visit(0)
    var place = [Int](repeating: 0, count: zones.count)
    for (new, old) in order.enumerated() { place[old] = new }
    func moved(_ zone: ZoneID) -> ZoneID { ZoneID(place[zone.index]) }
    var mirror = self
    mirror.zones = order.map { old in
      var zone = zones[old]
      zone.parent = zone.parent.map(moved)
      zone.end = ZoneID(place[old] + zones[old].end.index - old)
      return zone
    }
    for at in mirror.power.indices { mirror.power[at].zone = moved(power[at].zone) }
    for at in mirror.cooling.indices { mirror.cooling[at].zone = moved(cooling[at].zone) }
    for at in mirror.loads.indices { mirror.loads[at].zone = moved(loads[at].zone) }
    for at in mirror.bays.indices { mirror.bays[at].zone = moved(bays[at].zone) }
    mirror.bays.sort { $0.zone < $1.zone }
    return mirror
  }
}

/// Plans on one thread and completes the plan with the checker's bounds, as the command does.
func plan(_ facility: Facility, _ book: Book, settings: PlanSettings = PlanSettings()) -> (
  plan: Plan, verdict: Verdict
) {
  let pool = WorkerPool(threads: 1)
  defer { pool.shutdown() }
  let uncertified = Planning(facility: facility, book: book, settings: settings).plan(pool: pool)
  let plan = PlanCheck.certified(uncertified, facility: facility, book: book)
  return (plan, PlanCheck.check(plan, facility: facility, book: book))
}
