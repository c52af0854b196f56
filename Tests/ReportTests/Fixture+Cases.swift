import Facility
import PlanModel
import Tenancy

extension Fixture {
  static let broken: Verdict = {
    var verdict = Fixture.verdict
    verdict.violations = violations
    verdict.value -= 1
    return verdict
  }()

  /// The fixture with every violation, so that everything occurs.
  static let brokenAnswer: Answer = {
    var answer = Fixture.answer
    answer.verdict = broken
    return answer
  }()

  static let empty = Answer(
    facility: Facility(name: "nowhere"), book: Book(), plan: Plan(), verdict: emptyVerdict, draws: [],
    supplyBand: (.zero, .zero), gpus: [], supply: nil, headroom: [], binding: nil, rounded: [])

  static let emptyVerdict = Verdict(
    violations: [], loadings: [],
    use: SupplyUse(supply: .zero, plant: .zero, losses: .zero, base: .zero, leased: .zero),
    value: 0, keptValue: 0, bound: 0, keptBound: 0)

  /// Two of three leases placed, a node each, the third refused for changing reasons.
  static func longAnswer(leases count: Int, tenants: Int) -> Answer {
    var answer = Fixture.answer
    let price = Price(cents: 250, hours: 1, per: .gpu)
    answer.book = Book(
      tenants: (1...tenants).map { Tenant(name: "tenant-\($0)") },
      leases: (0..<count).map { at in
        Lease(
          name: "lease-\(at)", tenant: TenantID(at % tenants), demand: .gpus(8), kind: KindID(at % 2), level: .node,
          status: at % 5 == 0 ? .contracted : .rofo(zone: nil, noticeDays: nil), price: price)
      })
    let rack = [zone("hall-1/pod-1/rack-1"), zone("hall-2/pod-3/rack-4")]
    answer.plan.placements = (0..<count).filter { $0 % 3 != 0 }.map { at in
      Placement(
        lease: LeaseID(at), option: LeaseOption(kind: KindID(at % 2)),
        parts: [PlacementPart(zone: rack[at % 2], nodes: 1)])
    }
    let reasons = Fixture.reasons
    answer.plan.refusals = stride(from: 0, to: count, by: 3).map { at in
      Refusal(lease: LeaseID(at), nodes: 1, reason: reasons[at / 3 % reasons.count])
    }
    answer.rounded = []
    return answer
  }

  /// The fixture with every name drawn out to 200 characters.
  static let longNames: Answer = {
    func long(_ name: String) -> String { name + String(repeating: "x", count: 200 - name.utf8.count) }
    func drawn(_ name: String) -> String {
      guard let dash = name.lastIndex(of: "-") else { return long(name) }
      let tail = name[dash...]
      return name[..<dash] + String(repeating: "y", count: 200 - name.utf8.count) + tail
    }
    var answer = Fixture.answer
    answer.facility.name = long(answer.facility.name)
    for at in answer.facility.zones.indices { answer.facility.zones[at].name = drawn(answer.facility.zones[at].name) }
    for at in answer.facility.kinds.indices {
      answer.facility.kinds[at].name = long(answer.facility.kinds[at].name)
      answer.facility.kinds[at].gpuModel = long(answer.facility.kinds[at].gpuModel)
    }
    for at in answer.facility.power.indices {
      answer.facility.power[at].name = long(answer.facility.power[at].name)
      answer.facility.power[at].stage = long(answer.facility.power[at].stage)
    }
    for at in answer.facility.cooling.indices {
      answer.facility.cooling[at].name = long(answer.facility.cooling[at].name)
    }
    for at in answer.facility.loads.indices { answer.facility.loads[at].name = long(answer.facility.loads[at].name) }
    for at in answer.book.leases.indices { answer.book.leases[at].name = long(answer.book.leases[at].name) }
    for at in answer.book.tenants.indices { answer.book.tenants[at].name = long(answer.book.tenants[at].name) }
    for at in answer.headroom.indices { answer.headroom[at].product.name = long(answer.headroom[at].product.name) }
    for at in answer.draws.indices where at == 3 { answer.draws[at].basis = .named(long("ceiling")) }
    answer.facility.notModelled.append(long("a-limit"))
    return answer
  }()

  /// The fixture with figures at the ends of their range.
  static let absurd: Answer = {
    var answer = Fixture.answer
    for at in answer.book.leases.indices {
      answer.book.leases[at].price = Price(cents: .max, hours: 1, per: .gpu)
      answer.book.leases[at].demand = .gpus(Int.max / 16)
    }
    answer.plan.value = .max
    answer.plan.keptValue = .min
    answer.plan.certificate.bound = .max
    answer.plan.refusals = answer.plan.refusals.map { Refusal(lease: $0.lease, nodes: .max, reason: $0.reason) }
    for at in answer.verdict.loadings.indices { answer.verdict.loadings[at].load = .max }
    for at in answer.draws.indices { answer.draws[at].supply = Watts(milliwatts: .max) }
    answer.supply?.contract = Watts(milliwatts: .max)
    answer.supply?.stranded = Watts(milliwatts: .min)
    answer.supplyBand = (Watts(milliwatts: .min), Watts(milliwatts: .max))
    return answer
  }()
}
