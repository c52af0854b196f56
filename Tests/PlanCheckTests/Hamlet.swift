import Facility
import PlanCheck
import PlanModel
import Tenancy

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

  /// All ways to place a lease: on each of its kinds one node count a bay, of a sum that it may have, or one piece of one
  /// node. Its own enumeration: it tries every split over the bays and leaves the rest to the check.
  func homes(_ lease: Int) -> [Placement] {
    candidates(lease).filter { allowed([$0], besides: { if case .apart = $0 { true } else { false } }) }
  }

  /// The same with those that break rules of place.
  func candidates(_ lease: Int) -> [Placement] {
    book.leases[lease].kinds.flatMap { kind in
      book.leases[lease].pieceGPUs(of: facility.kinds[kind]).map { pieces(lease, kind, gpus: $0) }
        ?? wholes(lease, kind)
    }
  }

  private func wholes(_ lease: Int, _ kind: KindID) -> [Placement] {
    let ask = book.leases[lease]
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
    let asked = ask.nodes(of: facility.kinds[kind])
    return found.filter { asked?.contains($0.nodes) ?? true }
  }

  private func pieces(_ lease: Int, _ kind: KindID, gpus: Int) -> [Placement] {
    let domains = facility.kinds[kind].numaDomains.map(\.gpus)
    let layouts = domains.reduce([[]]) { layouts, most in layouts.flatMap { l in (0...most).map { l + [$0] } } }
    return facility.bays.filter { $0.kind == kind }.flatMap { bay in
      // A node out of service among them, if there is one: the check turns it down.
      (bay.firstNode..<bay.firstNode + bay.installed).flatMap { node in
        layouts.filter { $0.reduce(0, +) == gpus }
          .map { .piece(lease, kind: kind.index, rack: bay.zone.index, node: node, $0) }
      }
    }
  }

  /// Whether placements break no rule and no limit; leases left out count as refused, claims do not matter.
  func allowed(_ placements: [Placement], besides: (Violation) -> Bool = { _ in false }) -> Bool {
    let plan = Plan(settings: settings, placements: placements)
    return PlanCheck.check(plan, facility: facility, book: book).violations.allSatisfy {
      switch $0 {
      case .claim, .unaccounted: true
      default: besides($0)
      }
    }
  }

  func rent(_ placements: [Placement]) -> Int64 {
    PlanCheck.check(Plan(settings: settings, placements: placements), facility: facility, book: book).value
  }
}
