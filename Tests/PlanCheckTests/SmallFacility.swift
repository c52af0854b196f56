import TestSupport
import Facility
import PlanCheck
import PlanModel
import Tenancy

/// A random facility of a few racks with a book of a few leases: small enough to try every plan. The same for the same
/// seed.
struct SmallFacility {
  var facility: Facility
  var book: Book
  var settings = PlanSettings()

  init(_ random: inout SeededGenerator, leases: ClosedRange<Int>, squareLosses: Bool = true) {
    var builder = FacilityBuilder(
      kinds: (0..<2).map { kind in
        let peak = Int64(random.integer(in: 700_000...1_500_000))
        return .plain(
          "kind-\(kind)", gpus: 2, peak: peak, idle: Int64(random.integer(in: 0...300_000)),
          liquid: Fraction(ppm: Int64(random.integer(in: 0...1_000_000))), height: Int64(random.integer(in: 1...4)))
      })
    builder.zone(
      "site", .site, stage: SmallFacility.stage("contract", most: 20_000_000, squareLosses: squareLosses, &random)
    ) { b, site in
      for pod in 1...random.pick([1, 2, 2]) {
        let stage =
          random.once(in: 3) ? nil : SmallFacility.stage("busway", most: 9_000_000, squareLosses: squareLosses, &random)
        b.zone("pod-\(pod)", .pod, in: site, stage: stage) { b, pod in
          for rack in 1...random.pick([1, 2, 2]) {
            let stage =
              random.once(in: 3)
              ? nil : SmallFacility.stage("breaker", most: 6_000_000, squareLosses: squareLosses, &random)
            let space = random.once(in: 2) ? nil : Int64(random.integer(in: 3...14))
            b.zone("rack-\(rack)", .rack, in: pod, stage: stage, space: space) { b, rack in
              b.bay(
                rack, kind: random.integer(in: 0...1), nodes: random.integer(in: 1...3),
                failed: random.integer(in: 0...1),
                burnIn: 0)
              if random.once(in: 3) {
                b.cooling("cdu", in: rack, takes: .liquid, rating: SmallFacility.watts(&random, 5_000_000))
              }
              if random.once(in: 4) { SmallFacility.load(in: rack, of: &b, &random) }
            }
          }
          if random.once(in: 2) { SmallFacility.load(in: pod, of: &b, &random) }
          if random.once(in: 3) {
            b.cooling("air", in: pod, takes: .air, rating: SmallFacility.watts(&random, 6_000_000))
          }
        }
      }
      if random.once(in: 2) { SmallFacility.load(in: site, of: &b, &random) }
      if random.once(in: 2) { SmallFacility.load(in: site, of: &b, &random) }
      b.cooling("plant", in: site, takes: .both, rating: SmallFacility.watts(&random, 15_000_000))
    }
    facility = builder.facility
    if random.once(in: 3) { facility.spares = [SpareRule(kind: KindID(0), per: random.integer(in: 2...4))] }
    settings.unleasedIdle = !random.once(in: 4)
    settings.honour = random.pick(Honour.allCases)
    book = Book(tenants: [Tenant(name: "tenant")], leases: [])
    for lease in 0..<random.integer(in: leases) {
      book.leases.append(SmallFacility.lease(lease, in: facility, &random))
    }
  }

  private static func watts(_ random: inout SeededGenerator, _ most: Int) -> Watts? {
    random.once(in: 3) ? nil : Watts(milliwatts: Int64(random.integer(in: most / 2...most)))
  }

  private static func stage(
    _ name: String, most: Int, squareLosses: Bool, _ random: inout SeededGenerator
  ) -> Stage {
    Stage(
      name: name, rating: watts(&random, most), copies: random.integer(in: 1...2), continuous: Fraction(ppm: 900_000),
      efficiency: Fraction(ppm: Int64(random.integer(in: 850_000...1_000_000))),
      noLoadLoss: Watts(milliwatts: Int64(random.integer(in: 0...9_999))),
      squareLoss: Watts(milliwatts: squareLosses && random.once(in: 2) ? Int64(random.integer(in: 0...400_000)) : 0))
  }

  private static func load(in zone: ZoneID, of b: inout FacilityBuilder, _ random: inout SeededGenerator) {
    let share = Fraction(ppm: Int64(random.integer(in: 1...200_000)))
    let amount = random.pick([
      ZoneLoad.Amount.fixed(Watts(milliwatts: Int64(random.integer(in: 0...99_999)))),
      .perGPU(Watts(milliwatts: Int64(random.integer(in: 0...9_999)))), .ofNodes(share), .ofNodes(share), .ofIT(share),
    ])
    let isIT = if case .ofIT = amount { false } else { random.once(in: 2) }
    b.load(
      "load-\(b.facility.loads.count)", in: zone, amount, isIT: isIT, from: random.once(in: 3) ? 0 : nil,
      heat: random.pick(ZoneLoad.Heat.allCases))
  }

  private static func lease(_ index: Int, in facility: Facility, _ random: inout SeededGenerator) -> Lease {
    let light = DrawRule(Fraction(ppm: Int64(random.integer(in: 300_000...990_000))), of: .sustainedPeak)
    let day = CalendarDate(year: 2027, month: 1, day: 1)!  // It exists.
    let bay = facility.bays.indices.randomElement(using: &random) ?? 0
    let stands = random.once(in: 6) && facility.bays[bay].inService > 0
    return .plain(
      "lease-\(index)", stands ? .gpus(2) : random.once(in: 9) ? .all : .gpus(random.integer(in: 1...6)),
      kind: facility.bays[bay].kind.index,
      level: random.pick([.node, .rack, .pod, .hall, .site]), cents: Int64(random.integer(in: 50...400)),
      profile: random.once(in: 2) ? .training : Profile(name: "own", sustainedPeak: light, average: light),
      status: random.pick([.contracted, .option(until: day), .proposal(probability: .percent(50))]),
      placed: stands ? [PlacementPart(zone: facility.bays[bay].zone, nodes: 1)] : [])
  }

  /// Every resource with a limit.
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
    for at in facility.provisions.indices { facility.provisions[at].capacity = 1_000_000 }
  }

  /// Sets a limit in mW to exactly its load, where that does not change a loss. Returns whether it did.
  mutating func fill(_ loading: Loading) -> Bool {
    switch loading.resource {
    case .power(let id) where facility.power[id].squareLoss == .zero:
      facility.power[id].rating = Watts(milliwatts: loading.load)
    case .cooling(let id): facility.cooling[id].rating = Watts(milliwatts: loading.load)
    case .quantity(let zone, let quantity):
      for at in facility.provisions.indices where facility.provisions[at].zone == zone {
        guard facility.provisions[at].quantity == quantity else { continue }
        facility.provisions[at].capacity = loading.load
      }
    default: return false
    }
    return true
  }

  /// Every placement of a lease alone that breaks no rule but nearness: on each of its kinds one node count a bay, of a
  /// sum that it may have, or one piece of one node. Its own enumeration: it tries every split over the bays and leaves
  /// the rest to the check.
  func placements(of lease: Int) -> [Placement] {
    candidates(for: lease).filter { allowed([$0], besides: { if case .apart = $0 { true } else { false } }) }
  }

  /// Every placement of a lease, those that break rules of place included.
  func candidates(for lease: Int) -> [Placement] {
    book.leases[lease].kinds.flatMap { kind in
      book.leases[lease].pieceGPUs(of: facility.kinds[kind]).map { piecePlacements(of: lease, on: kind, gpus: $0) }
        ?? wholeNodePlacements(of: lease, on: kind)
    }
  }

  private func wholeNodePlacements(of lease: Int, on kind: KindID) -> [Placement] {
    let bays = facility.bays.filter { $0.kind == kind && $0.inService > 0 }
    var found: [Placement] = []
    func fill(_ next: Int, _ parts: [PlacementPart]) {
      guard next < bays.count else {
        if !parts.isEmpty {
          found.append(Placement(lease: LeaseID(lease), option: LeaseOption(kind: kind), parts: parts))
        }
        return
      }
      fill(next + 1, parts)
      for nodes in 1...bays[next].inService {
        fill(next + 1, parts + [PlacementPart(zone: bays[next].zone, nodes: nodes)])
      }
    }
    fill(0, [])
    // Wrong sums are left out beforehand only because it is quicker.
    let asked = book.leases[lease].nodes(of: facility.kinds[kind])
    return found.filter { asked?.contains($0.nodes) ?? true }
  }

  private func piecePlacements(of lease: Int, on kind: KindID, gpus: Int) -> [Placement] {
    let domains = facility.kinds[kind].numaDomains.map(\.gpus)
    let splits = domains.reduce([[]]) { splits, most in splits.flatMap { l in (0...most).map { l + [$0] } } }
    return facility.bays.filter { $0.kind == kind }.flatMap { bay in
      // A node out of service among them, if there is one: the check turns it down.
      (bay.firstNode..<bay.firstNode + bay.installed).flatMap { node in
        splits.filter { $0.reduce(0, +) == gpus }
          .map { .piece(lease, kind: kind.index, rack: bay.zone.index, node: node, $0) }
      }
    }
  }

  /// True if placements break no rule and no limit; leases left out count as refused, claims do not matter.
  func allowed(_ placements: [Placement], besides: (Violation) -> Bool = { _ in false }) -> Bool {
    let plan = Plan(settings: settings, placements: placements)
    return PlanCheck.check(plan, facility: facility, book: book).violations.allSatisfy {
      switch $0 {
      case .claim, .unaccounted: true
      default: besides($0)
      }
    }
  }

  /// What placements count as kept: elastic leases at their floor.
  func keptRent(_ placements: [Placement]) -> Int64 {
    placements.reduce(0) { $0 + book.leases[$1.lease].keptRent(nodes: $1.nodes, of: facility.kinds[$1.kind]) }
  }

  func rent(_ placements: [Placement]) -> Int64 {
    PlanCheck.check(Plan(settings: settings, placements: placements), facility: facility, book: book).value
  }
}
