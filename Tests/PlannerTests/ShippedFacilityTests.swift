import Facility
import Files
import PlanCheck
import PlanModel
import Planner
import Source
import Tenancy
import Testing

/// Books with every rule on facilities that ship: racks of 18 trays, leaves, several kinds, shared halls.
@Suite struct ShippedFacilityTests {
  @Test(arguments: ["superpod-gb200", "superpod-h100", "colo-20mw"])
  func `plans of books with every rule pass the check, and what is left sums`(name: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let loaded = FacilityFile.read(try SourceFile(reading: "/\(root)/Topologies/\(name)/facility.yaml"))
    let facility = try #require(loaded.value)
    for seed in [5] {
      let book = RandomBook(facility, seed: seed, leases: 14).book
      let settings = PlanSettings(honour: [.contracted, .options, .all][seed % 3])
      let (plan, verdict) = plan(facility, book, settings)
      let found = own(verdict, facility, book, settings)
      #expect(found.isEmpty, "\(name) seed \(seed): \(found)")
      let answer = Planning(facility: facility, book: book, settings: settings)
        .answer(plan: plan, verdict: verdict, draws: [], supplyBand: (.zero, .zero))
      for kind in answer.gpus {
        let parts =
          kind.outOfService + kind.beyond.reduce(0, +) + kind.spares + kind.leased + kind.isolated + kind.fragments
          + kind.leasable + kind.stranded.reduce(0, +)
        #expect(parts == kind.installed, "\(name) seed \(seed)")
      }
      #expect(answer.headroom.allSatisfy { $0.count <= $0.upper }, "\(name) seed \(seed)")
      for refusal in plan.refusals {
        if case .limits(let resources, _, _) = refusal.reason {
          #expect(resources.count > 1, "\(name) seed \(seed) \(book.leases[refusal.lease])")
        }
      }
    }
  }

}

/// A random book for any facility: gangs of up to a fifth of a kind, with rules.
private struct RandomBook {
  private(set) var book = Book(tenants: [Tenant(name: "t")])
  private let facility: Facility
  private let kinds: [KindID]
  private let levels: [Level]
  private var dice: Dice

  init(_ facility: Facility, seed: Int, leases: Int) {
    self.facility = facility
    dice = Dice(seed: seed)
    kinds = facility.kinds.indices.map { KindID($0) }.filter { facility.installedNodes(of: $0) > 0 }
    levels = Level.allCases.filter { level in facility.zones.contains { $0.level == level } }
    for number in 0..<leases { add(number) }
  }

  private mutating func add(_ number: Int) {
    let kind = kinds[dice.roll(0...kinds.count - 1)]
    let gpus = facility.kinds[kind].gpus
    let nodes = dice.roll(1...max(1, facility.installedNodes(of: kind) / 5))
    let status: [Status] = [
      .contracted, .option(until: CalendarDate(year: 2027, month: 1, day: 1)!),
      .proposal(probability: .percent(40)), .rofo(zone: nil, noticeDays: nil),
    ]
    var lease = Lease(
      name: "l\(number)", tenant: TenantID(0), demand: .gpus(nodes * gpus - dice.roll(0...1)), kind: kind,
      level: levels[dice.roll(0...levels.count - 1)], status: status[dice.roll(0...3)],
      price: Price(cents: Int64(dice.roll(100...900)), hours: 1, per: .gpu))
    for _ in 0..<dice.roll(1...2) { rule(&lease, number, nodes) }
    book.leases.append(lease)
  }

  private mutating func rule(_ lease: inout Lease, _ number: Int, _ nodes: Int) {
    let kind = facility.kinds[lease.kind]
    let stages = Set(facility.power.map(\.stage)).sorted()
    let stage = Division.stage(stages[dice.roll(0...stages.count - 1)])
    let division = dice.roll(0...1) == 0 ? stage : .zones(levels[dice.roll(0...levels.count - 1)])
    switch dice.roll(0...10) {
    case 0:
      lease.demand = .gpus(dice.roll(1...kind.gpus - 1))
      lease.numa = dice.roll(0...1) == 0 ? .single : .any
    case 1:
      lease.demand = .elastic(floor: dice.roll(1...nodes) * kind.gpus, asked: (nodes + dice.roll(0...9)) * kind.gpus)
    case 2: lease.kinds = kinds.reversed()
    case 3:
      lease.demand = .megawatts(.kilowatts(Int64(dice.roll(20...900))), at: MeteringPoint.allCases[dice.roll(0...2)])
    case 4: lease.demand = .pool(gpus: nodes * kind.gpus, utilisation: .percent(Int64(dice.roll(50...100))))
    case 5: lease.exclusive = [.none, .node, .nvlink, .parts(division)][dice.roll(0...3)]
    case 6: lease.spread = Spread(over: division, atMost: .percent(Int64(dice.roll(20...100))))
    case 7: lease.segment = kind.nodesPerNVLinkDomain > 1 ? dice.roll(2...kind.nodesPerNVLinkDomain) : nil
    case 8:
      guard number > 0 else { return }
      let reach: Expansion.Reach = dice.roll(0...1) == 0 ? .adjacent : .within(levels[dice.roll(0...levels.count - 1)])
      lease.expands = Expansion(of: LeaseID(dice.roll(0...number - 1)), reach)
    case 9: lease.within = ZoneID(dice.roll(0...facility.zones.count - 1))
    default: lease.demand = .elastic(floor: kind.gpus, asked: 5 * nodes * kind.gpus)
    }
  }
}
