import Facility
import NUMA
import PlanCheck
import PlanModel
import Planner
import Tenancy
import Testing

/// The parts of a report beside the plan: the ladder of statuses, isolated nodes, megawatts, rounding.
@Suite struct StatusLadderTests {
  /// Two racks of four one-kilowatt nodes of eight GPUs (idle: 100 W) behind a supply with 10 % loss and 500 W of its
  /// own.
  private func site(_ change: (inout Facility) -> Void = { _ in }) -> Facility {
    var facility = Facility(
      name: "site",
      kinds: [
        Kind(
          name: "box", gpuModel: "G", gpus: 8, nvlinkDomain: 8, nameplate: PowerFigure(.kilowatts(1)),
          sustainedPeak: PowerFigure(.kilowatts(1)), average: PowerFigure(.kilowatts(1)),
          idle: PowerFigure(.watts(100)), liquid: .zero, height: RackUnits(4),
          numaDomains: [NUMADomain(gpus: 4), NUMADomain(gpus: 4)])
      ])
    facility.power = [
      PowerElement(name: "contract", stage: "contract", zone: ZoneID(0), parent: nil, rating: .kilowatts(100)),
      PowerElement(
        name: "transformer", stage: "transformer", zone: ZoneID(0), parent: PowerID(0), rating: nil,
        efficiency: .percent(80), noLoadLoss: .watts(500)),
    ]
    facility.zones = [Zone(name: "site", level: .site, parent: nil, end: ZoneID(3), outlets: [PowerID(1)])]
    for rack in 0..<2 {
      facility.zones.append(
        Zone(
          name: "rack-\(rack + 1)", level: .rack, parent: ZoneID(0), end: ZoneID(rack + 2), intake: PowerID(1),
          outlets: [PowerID(1)]))
      facility.bays.append(Bay(zone: ZoneID(rack + 1), kind: KindID(0), installed: 4))
    }
    change(&facility)
    return facility
  }

  private func lease(
    _ name: String, gpus: Int, _ status: Status, _ level: Level = .site, _ change: (inout Lease) -> Void = { _ in }
  ) -> Lease {
    var lease = Lease(
      name: name, tenant: TenantID(0), demand: .gpus(gpus), kind: KindID(0), level: level, status: status,
      price: Price(cents: 10, hours: 1, per: .gpu))
    change(&lease)
    return lease
  }

  private func answer(_ facility: Facility, _ leases: [Lease], settings: PlanSettings = PlanSettings()) -> Answer {
    let book = Book(tenants: [Tenant(name: "t")], leases: leases)
    let (plan, verdict) = plan(facility, book, settings: settings)
    #expect(verdict.holds, "\(verdict.violations)")
    let pool = WorkerPool(threads: 1)
    defer { pool.shutdown() }
    return Planning(facility: facility, book: book, settings: settings)
      .answer(plan: plan, verdict: verdict, draws: [], supplyBand: (.zero, .zero), pool: pool)
  }

  private let april = CalendarDate(year: 2027, month: 4, day: 1)!
  private let may = CalendarDate(year: 2027, month: 5, day: 1)!

  @Test func `a book of contracted leases has no ladder`() {
    #expect(answer(site(), [lease("a", gpus: 8, .contracted)]).ladder == nil)
  }

  @Test func `rungs add up what is asked and placed, in full and weighed`() throws {
    let answer = answer(
      site(),
      [
        lease("a", gpus: 8, .contracted), lease("b", gpus: 16, .option(until: may, probability: .percent(50))),
        lease("c", gpus: 8, .option(until: april)), lease("d", gpus: 48, .proposal(probability: .percent(25))),
      ])
    let ladder = try #require(answer.ladder)
    #expect(ladder.rungs.map(\.status) == ["contracted", "option", "proposal"])
    let option = ladder.rungs[1]
    #expect((option.leases, option.placed, option.gpus, option.placedGPUs) == (2, 1, 24, 8))
    #expect((option.value, option.expectedValue, option.firstDay) == (240, 160, april))
    // Each node draws 900 W more than idle, 1,125 W at the supply.
    #expect(option.supply == .watts(3 * 1_125) && option.expectedSupply == .watts(2 * 1_125))
    let proposal = ladder.rungs[2]
    #expect((proposal.placed, proposal.placedGPUs, proposal.value) == (1, 48, 480))
    #expect(ladder.baseSupply == .watts(1_500) && ladder.baseSupply == emptySupply(site()))
    // Placed, the rungs come to what the check finds at the supply.
    #expect(answer.plan.supplyDraw == ladder.baseSupply + .watts(8 * 1_125))
  }

  @Test func `an elastic lease is on the ladder as it asks in full, from its floor, and as it is placed`() throws {
    let elastic = { (name: String, status: Status) in
      self.lease(name, gpus: 8, status) { $0.demand = .elastic(floor: 16, asked: 60) }
    }
    let made = answer(
      site(),
      [lease("a", gpus: 40, .contracted), elastic("b", .option(until: may)), elastic("c", .option(until: april))])
    let option = try #require(made.ladder).rungs[1]
    #expect((option.leases, option.placed) == (2, 1))
    // Asked are 2 × 16 to 60 GPUs; three nodes are left for one of the two.
    #expect((option.leastGPUs, option.gpus, option.placedGPUs) == (32, 120, 24))
    #expect((option.value, option.placedValue, option.expectedValue) == (1_200, 240, 1_200))
    #expect(option.supply == .watts(16 * 1_125) && option.expectedSupply == option.supply)
  }

  private func emptySupply(_ facility: Facility) -> Watts {
    PlanCheck.check(Plan(), facility: facility, book: Book()).use.supply
  }

  @Test func `all fit if some packing holds them all, and else the first that fails is named`() throws {
    let four = lease("a", gpus: 32, .proposal(probability: .one), .rack)
    #expect(answer(site(), [four, four]).ladder?.worstCase == .allFit)
    // Signed in the ladder's order the small ones break both racks; a packing of all puts them together.
    let small = lease("s", gpus: 16, .option(until: april))
    #expect(answer(site(), [four, small, small]).ladder?.worstCase == .allFit)

    let late = lease("late", gpus: 40, .option(until: may)), early = lease("early", gpus: 32, .option(until: april))
    let failing = try #require(
      answer(site(), [late, early, lease("p", gpus: 24, .proposal(probability: .one))]).ladder)
    guard case .fails(let refusal, failing: 1) = failing.worstCase else {
      Issue.record("\(failing.worstCase)")
      return
    }
    #expect(refusal.lease == LeaseID(0))
    #expect(refusal.reason == .nodesTaken(.site, needed: 5, best: 4, in: ZoneID(0)))
  }

  @Test func `who enlarges a lease signs after it`() throws {
    let grown = lease("grown", gpus: 8, .option(until: april)) {
      $0.expands = Expansion(of: LeaseID(1), .within(.rack))
    }
    let first = lease("first", gpus: 24, .option(until: may), .rack)
    #expect(answer(site(), [grown, first]).ladder?.worstCase == .allFit)
    let huge = lease("huge", gpus: 24, .option(until: may), .rack) { $0.demand = .gpus(40) }
    let ladder = try #require(answer(site(), [grown, huge]).ladder)
    guard case .fails(let refusal, failing: 2) = ladder.worstCase else {
      Issue.record("\(ladder.worstCase)")
      return
    }
    #expect(refusal.lease == LeaseID(1))
  }

  @Test func `what a lease has for itself is isolated, less the spares that serve it`() throws {
    let alone = lease("alone", gpus: 8, .contracted) { $0.exclusive = .parts(.zones(.rack)) }
    let plain = answer(site(), [alone, lease("b", gpus: 32, .contracted)])
    #expect(plain.isolations.map(\.gpus) == [[Isolation.KindCount(kind: KindID(0), gpus: 24)]])
    #expect(plain.isolations.map(\.exclusive) == [.parts(.zones(.rack))])
    #expect(plain.gpus.map(\.isolated) == [24] && plain.gpus.map(\.leasable) == [0])
    // One spare in each rack, where the zones under the root hold them.
    let spared = answer(
      site { $0.spares = [SpareRule(kind: KindID(0), per: 4)] }, [alone, lease("b", gpus: 24, .contracted)])
    #expect(spared.gpus.map(\.isolated) == [16] && spared.gpus.map(\.spares) == [16])
    #expect(spared.isolations.map(\.gpus) == [[Isolation.KindCount(kind: KindID(0), gpus: 16)]])
  }

  @Test func `nodes that pieces share are fragments`() {
    let answer = answer(site(), [lease("a", gpus: 3, .contracted), lease("b", gpus: 3, .contracted)])
    #expect(answer.gpus.map(\.leased) == [6] && answer.gpus.map(\.fragments) == [2])
    #expect(answer.gpus.map(\.leasable) == [56])
    let node = answer.headroom.first { $0.product.name == "node" }
    #expect(node?.count == 7 && node?.upper == 7)
    // What is free beside the pieces, and what a whole node is cut into.
    #expect(answer.gpus.map(\.leasablePieces) == [2])
    let gpu = answer.headroom.first { $0.product.name == "1 GPU" }
    #expect(gpu?.count == 58 && gpu?.upper == 58)
  }

  @Test func `megawatts become whole nodes with a remainder`() {
    func megawatts(_ watts: Watts, _ point: MeteringPoint) -> MegawattUse? {
      answer(
        site {
          $0.loads = [
            ZoneLoad(
              name: "storage", zone: ZoneID(0), amount: .ofNodes(.percent(4)), isIT: true, fedFrom: PowerID(1),
              heat: .none)
          ]
        }, [lease("m", gpus: 8, .contracted) { $0.demand = .megawatts(watts, at: point) }]
      ).megawatts.first
    }
    let rack = MegawattUse(lease: LeaseID(0), nodes: 5, drawn: .kilowatts(5), remainder: .watts(900))
    #expect(megawatts(.watts(5_900), .rack) == rack)
    let critical = MegawattUse(lease: LeaseID(0), nodes: 5, drawn: .watts(5_200), remainder: .zero)
    #expect(megawatts(.watts(5_200), .critical) == critical)
    let meter = MegawattUse(lease: LeaseID(0), nodes: 4, drawn: .watts(5_200), remainder: .watts(700))
    #expect(megawatts(.watts(5_900), .meter) == meter)
  }

  @Test func `rounding up is reported for whole nodes and not for pieces`() {
    let answer = answer(
      site(),
      [
        lease("whole", gpus: 12, .contracted), lease("piece", gpus: 3, .contracted),
        lease("node", gpus: 3, .contracted) { $0.exclusive = .node },
        lease("pool", gpus: 8, .contracted) { $0.demand = .pool(gpus: 9, utilisation: .percent(75)) },
        lease("elastic", gpus: 8, .contracted) { $0.demand = .elastic(floor: 8, asked: 12) },
      ])
    #expect(answer.rounded.map(\.lease) == [0, 2, 3, 4].map { LeaseID($0) })
    #expect(answer.rounded.map(\.gpus) == [16, 8, 16, 16])
    #expect(answer.plan.value == (12 + 3 + 3 + 9 + 12) * 10)
  }
}
