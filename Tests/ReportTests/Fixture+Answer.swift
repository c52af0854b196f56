import Facility
import PlanModel
import Tenancy

extension Fixture {
  static let book = makeBook()

  static func makeBook() -> Book {
    func date(year: Int, month: Int, day: Int) -> CalendarDate {
      guard let date = CalendarDate(year: year, month: month, day: day) else { preconditionFailure("no such day") }
      return date
    }
    func lease(
      _ name: String, tenant: Int, _ demand: Demand, kind: Int, at level: Level, status: Status = .contracted,
      cents: Int64
    ) -> Lease {
      Lease(
        name: name, tenant: TenantID(tenant), demand: demand, kind: KindID(kind), level: level, status: status,
        price: Price(cents: cents, hours: 1, per: .gpu))
    }
    var book = Book(
      tenants: ["acme", "Bright Labs", "cobalt"].map { Tenant(name: $0) },
      leases: [
        lease("acme-train", tenant: 0, .gpus(56), kind: 0, at: .pod, cents: 235),
        lease("acme-infer", tenant: 0, .gpus(100), kind: 0, at: .site, cents: 210),
        lease(
          "bright-h200", tenant: 1, .all, kind: 1, at: .site,
          status: .option(until: date(year: 2027, month: 3, day: 31)), cents: 275),
        lease(
          "bright-nvl", tenant: 1, .gpus(72), kind: 2, at: .rack,
          status: .hold(expires: date(year: 2027, month: 1, day: 31)), cents: 480),
        lease(
          "cobalt-nvl", tenant: 2, .gpus(64), kind: 2, at: .rack, status: .proposal(probability: .percent(40)),
          cents: 510),
        lease("cobalt-wide", tenant: 2, .gpus(512), kind: 0, at: .hall, cents: 225),
        lease(
          "cobalt-node", tenant: 2, .gpus(16), kind: 0, at: .node, status: .rofo(zone: "hall-2", noticeDays: 30),
          cents: 250),
        lease(
          "acme-burst", tenant: 0, .gpus(256), kind: 0, at: .site, status: .rofo(zone: nil, noticeDays: nil), cents: 190
        ),
      ])
    book.leases[0].placed = [PlacementPart(zone: zone("hall-1/pod-1/rack-1"), nodes: 4)]
    return book
  }

  static func placement(of lease: Int, kind: Int, _ racks: [(String, Int)]) -> Placement {
    Placement(
      lease: LeaseID(lease), option: LeaseOption(kind: KindID(kind)),
      parts: racks.map { PlacementPart(zone: zone($0.0), nodes: $0.1) })
  }

  static func racks(_ pods: [String], nodes: Int) -> [(String, Int)] {
    pods.flatMap { pod in (1...4).map { ("\(pod)/rack-\($0)", nodes) } }
  }

  static let placements = [
    placement(of: 0, kind: 0, [("hall-1/pod-1/rack-1", 4), ("hall-1/pod-1/rack-2", 3)]),
    placement(
      of: 1, kind: 0, [("hall-1/pod-1/rack-3", 2)] + racks(["hall-1/pod-2"], nodes: 2) + [("hall-2/pod-1/rack-1", 3)]),
    placement(of: 2, kind: 1, racks(["hall-1/pod-3", "hall-2/pod-3"], nodes: 4)),
    placement(of: 4, kind: 2, [("hall-2/pod-4/rack-1", 16)]),
  ]

  static let refusals = [
    Refusal(
      lease: LeaseID(3), nodes: 18, reason: .spares(.rack, needed: 18, best: 17, in: zone("hall-1/pod-4/rack-1")),
      alsoShort: [Shortfall(RowKey(power("contract")), short: 37_005_000)],
      alone: Refusal.Alone(reason: nil, somethingStands: true),
      part: Refusal.Part(kind: KindID(2), nodes: 17, segment: 16)),
    Refusal(
      lease: LeaseID(5), nodes: 64, reason: .levelTooSmall(.hall, needed: 64, best: 32, in: zone("hall-2")),
      alone: Refusal.Alone(
        reason: .levelTooSmall(.hall, needed: 64, best: 32, in: zone("hall-2")), somethingStands: true),
      part: Refusal.Part(kind: KindID(1), nodes: 31)),
    Refusal(lease: LeaseID(6), nodes: 2, reason: .levelTooSmall(.node, needed: 2, best: 1, in: ZoneID(0))),
    Refusal(
      lease: LeaseID(7), nodes: 32,
      reason: .limits(
        [
          Shortfall(RowKey(power("contract")), short: 41_234_567),
          Shortfall(RowKey(cooling("hall-1/air-handler")), short: 3_000_000, others: 1, total: 5_500_000),
        ], in: ZoneID(0)),
      beside: .kept,
      alone: Refusal.Alone(
        reason: .limit(RowKey(power("contract")), short: 1_280_000, in: ZoneID(0)), somethingStands: false)),
  ]

  static let plan = Plan(
    inputs: InputHashes(facility: "0a1b", tenants: "2c3d"), placements: placements, refusals: refusals, value: 1_016_80,
    keptValue: 341_60,
    certificate: Certificate(
      prices: [
        RowPrice(power("contract"), picocents: 12), RowPrice(bay("hall-1/pod-4/rack-1"), picocents: 9),
      ],
      bound: 1_021_79, keptBound: 341_60), supplyDraw: Watts(milliwatts: 1_322_505_001))

  static let use = SupplyUse(
    supply: Watts(milliwatts: 1_322_505_001), plant: Watts(milliwatts: 130_005_002),
    losses: Watts(milliwatts: 11_004_999),
    base: Watts(milliwatts: 300_245_000), leased: Watts(milliwatts: 881_250_000))

  static let loadings = [
    Loading(power("contract"), load: 1_322_505_001, capacity: 1_500_000_000),
    Loading(power("hall-1/transformer"), load: 640_000_000, capacity: 800_000_000),
    Loading(power("hall-2/transformer"), load: 682_500_000, capacity: 800_000_000),
    Loading(power("hall-1/pod-1/rack-1/breaker"), load: 30_900_000, capacity: 40_000_000),
    Loading(power("hall-2/pod-4/rack-1/breaker"), load: 143_999_999, capacity: 144_000_000),
    Loading(cooling("hall-1/air-handler"), load: 150_000_000, capacity: 180_000_000),
    Loading(cooling("hall-2/pod-4/rack-1/cdu"), load: 86_400_000, capacity: 86_500_000),
    Loading(cooling("hall-1/pod-1/rack-1/cdu"), load: 1, capacity: 0),
    Loading(.space(zone("hall-1/pod-1/rack-1")), load: 16, capacity: 44),
    Loading(bay("hall-1/pod-1/rack-1"), load: 4, capacity: 4),
  ]

  static let verdict = Verdict(
    violations: [], loadings: loadings, use: use, value: plan.value, keptValue: plan.keptValue,
    bound: plan.certificate.bound, keptBound: plan.certificate.keptBound)

  static let draws = [
    BasisDraw(basis: .sustainedPeak, supply: Watts(milliwatts: 1_484_100_200), nodes: .kilowatts(1_210)),
    BasisDraw(basis: .nameplate, supply: Watts(milliwatts: 1_751_900_100), nodes: .kilowatts(1_440)),
    BasisDraw(basis: .average, supply: Watts(milliwatts: 1_402_300_000), nodes: .kilowatts(1_140)),
    BasisDraw(basis: .named("ceiling"), supply: Watts(milliwatts: 1_950_600_700), nodes: .kilowatts(1_610)),
  ]

  static let waterfalls = [
    GPUWaterfall(
      kind: KindID(0), installed: 512, outOfService: 8, beyond: [0, 16, 8], spares: 32, leased: 160, leasable: 208,
      stranded: [0, 88, -8],
      strandedBy: [nil, RowKey(power("contract")), RowKey(cooling("hall-1/air-handler"))]),
    GPUWaterfall(
      kind: KindID(1), installed: 256, outOfService: 0, beyond: [0, 0, 0], spares: 0, leased: 256, leasable: 0,
      stranded: [0, 0, 0], strandedBy: [nil, nil, nil]),
    GPUWaterfall(
      kind: KindID(2), installed: 144, outOfService: 0, beyond: [4, 0, 0], spares: 8, leased: 64, leasable: 60,
      stranded: [8, 0, 0], strandedBy: [RowKey(.space(zone("hall-1/pod-4/rack-1"))), nil, nil]),
  ]

  static let reasons: [Reason] = [
    .kindAbsent(KindID(2)), .levelTooSmall(.pod, needed: 128, best: 16, in: zone("hall-1/pod-2")),
    .levelTooSmall(.node, needed: 2, best: 1, in: ZoneID(0)),
    .levelTooSmall(.site, needed: 128, best: 63, in: ZoneID(0)),
    .spares(.hall, needed: 31, best: 30, in: zone("hall-2")),
    .nodesTaken(.hall, needed: 32, best: 12, in: zone("hall-2")),
    .nodesTaken(.hall, needed: 32, best: 0, in: zone("hall-1")),
    .limit(RowKey(power("contract")), short: 4_200_000, in: ZoneID(0)),
    .limit(RowKey(power("hall-1/transformer")), short: 300, in: zone("hall-1/pod-2")),
    .limit(RowKey(cooling("hall-1/pod-1/rack-1/cdu")), short: 3_210_000, in: zone("hall-1/pod-1/rack-1")),
    .limit(RowKey(.space(zone("hall-1/pod-1/rack-1"))), short: 4, in: zone("hall-1/pod-1/rack-1")),
    .limit(RowKey(bay("hall-1/pod-1/rack-1")), short: 1, in: zone("hall-1/pod-1/rack-1")),
    .limit(RowKey(.spares(zone("hall-1/pod-1"), KindID(0))), short: 2, in: zone("hall-1/pod-1")),
    .limits(
      [
        Shortfall(RowKey(power("contract")), short: 41_234_567),
        Shortfall(RowKey(cooling("hall-1/air-handler")), short: 3_000_000, others: 3, total: 9_000_000),
      ], in: ZoneID(0)),
    .limits([], in: ZoneID(0)),
    .displaced([
      .placedConflict(RowKey(power("hall-1/transformer")), short: 2_000_000),
      .exclusive(.zones(.hall), needed: 32, best: 12, in: zone("hall-2")),
    ]), .placedConflict(RowKey(bay("hall-1/pod-1/rack-1")), short: 2),
    .placedConflict(RowKey(.spares(zone("hall-1/pod-1"), KindID(0))), short: 1),
    .placedConflict(RowKey(power("hall-1/pod-1/rack-1/breaker")), short: 2_500_000),
  ]

  static let headroom = [
    Headroom(
      product: Product(name: "node", kind: KindID(0), gpus: 8, level: .node), count: 26, upper: 28,
      binds: .limit(RowKey(power("contract")), short: 4_200_000, in: ZoneID(0))),
    Headroom(
      product: Product(name: "256", kind: KindID(0), gpus: 256, level: .hall), count: 0, upper: 0,
      binds: .nodesTaken(.hall, needed: 32, best: 12, in: zone("hall-2"))),
    Headroom(
      product: Product(name: "1,024", kind: KindID(0), gpus: 1_024, level: .site), count: 0, upper: 0,
      binds: .levelTooSmall(.site, needed: 128, best: 63, in: ZoneID(0))),
    Headroom(product: Product(name: "node", kind: KindID(1), gpus: 8, level: .node), count: 0, upper: 0, binds: nil),
    Headroom(
      product: Product(name: "NVL72", kind: KindID(2), gpus: 72, level: .rack), count: 0, upper: 0,
      binds: .spares(.rack, needed: 18, best: 17, in: zone("hall-1/pod-4/rack-1"))),
  ]

  static let supply = SupplyWaterfall(
    contract: .kilowatts(1_500), use: use, leasable: Watts(milliwatts: 160_004_999),
    stranded: Watts(milliwatts: 17_490_000))

  static let answer: Answer = {
    var answer = Answer(
      facility: facility, book: book, plan: plan, verdict: verdict, draws: draws,
      supplyBand: (Watts(milliwatts: 1_260_000_000), Watts(milliwatts: 1_510_250_000)), gpus: waterfalls,
      supply: supply, headroom: headroom, binding: RowKey(power("contract")), rounded: [(LeaseID(1), 104)])
    // 13 nodes at 77 % of the sustained peak.
    answer.book.leases[1].profile = Profile(
      name: "inference", sustainedPeak: DrawRule(.percent(77), of: .sustainedPeak),
      average: DrawRule(.percent(70), of: .average))
    answer.supplyOnTraining = Watts(milliwatts: 1_350_000_000)
    return answer
  }()

  static let violations: [Violation] = [
    .placedTwice(LeaseID(0)), .unaccounted(LeaseID(1)),
    .noSuchBay(LeaseID(2), rack: zone("hall-1/pod-1/rack-1"), kind: KindID(1)),
    .wrongKind(LeaseID(3), placed: KindID(0), asked: KindID(2)),
    .malformedPart(LeaseID(4), rack: zone("hall-2/pod-4/rack-1")),
    .wrongSize(LeaseID(4), placed: 17, asked: 16), .wrongSize(LeaseID(5), placed: 1, asked: 64),
    .split(LeaseID(5), level: .hall, over: [zone("hall-1"), zone("hall-2")]),
    .split(
      LeaseID(1), level: .rack, over: (1...4).map { zone("hall-1/pod-1/rack-\($0)") } + [zone("hall-2/pod-4/rack-1")]),
    .moved(LeaseID(0), rack: zone("hall-1/pod-1/rack-1"), placed: 3, today: 4),
    .over(Loading(power("contract"), load: 1_500_000_001, capacity: 1_500_000_000)),
    .over(Loading(cooling("hall-1/pod-1/rack-1/cdu"), load: 90_000_000, capacity: 86_500_000)),
    .over(Loading(.space(zone("hall-1/pod-1/rack-1")), load: 48, capacity: 44)),
    .over(Loading(bay("hall-1/pod-1/rack-1"), load: 5, capacity: 4)),
    .over(Loading(.spares(zone("hall-1/pod-1"), KindID(0)), load: 15, capacity: 14)),
    .claim("value", claimed: 101_680, actual: 101_679),
    .claim("supply draw", claimed: 1_322_505_002, actual: 1_322_505_001),
    .falseLoad(
      claimed: Loading(power("hall-1/transformer"), load: 5, capacity: 7),
      actual: Loading(power("hall-1/transformer"), load: 6, capacity: 7)),
    .negativePrice(RowKey(power("hall-1/transformer")), -5), .unknownPrice("hall-9/breaker @ normal @ all"),
  ]
}
