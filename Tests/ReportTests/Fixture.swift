import Facility
import PlanModel
import Tenancy

/// A small facility built by hand: two halls, each with two pods of H100, one of H200 and one NVL72 rack.
enum Fixture {
  static let kinds = [
    kind("hgx-h100", "H100", gpus: 8, domain: 8, peak: 7_400, plate: 9_200, ceiling: 10_200),
    kind("hgx-h200", "H200", gpus: 8, domain: 8, peak: 7_400, plate: 9_200, ceiling: 10_200),
    kind("gb200-nvl72", "GB200", gpus: 4, domain: 72, peak: 7_333, plate: 7_700, ceiling: 8_611),
  ]

  static func kind(
    _ name: String, _ model: String, gpus: Int, domain: Int, peak: Int64, plate: Int64, ceiling: Int64
  ) -> Kind {
    Kind(
      name: name, gpuModel: model, gpus: gpus, nvlinkDomain: domain, nameplate: PowerFigure(.watts(plate)),
      sustainedPeak: PowerFigure(.watts(peak), tolerance: .percent(5)), average: PowerFigure(.watts(peak - 400)),
      idle: PowerFigure(.watts(2_000)), namedBases: ["ceiling": PowerFigure(.watts(ceiling))], liquid: .percent(80),
      height: RackUnits(4))
  }

  static let facility = makeFacility()

  static func makeFacility() -> Facility {
    var builder = FacilityBuilder(name: "two-halls", kinds: kinds)
    builder.power("contract", rating: .kilowatts(1_500))
    for hall in 1...2 {
      builder.open("hall-\(hall)", .hall)
      builder.power(
        "transformer", rating: .kilowatts(1_000), continuous: .percent(80), efficiency: Fraction(ppm: 990_000),
        basis: .average)
      builder.cooling("air-handler", .air, count: 4, spare: 1, rating: .kilowatts(60))
      for pod in 1...4 {
        builder.open("pod-\(pod)", .pod)
        let kind = KindID(pod <= 2 ? 0 : pod - 2)
        for rack in 1...(pod == 4 ? 1 : 4) {
          builder.open("rack-\(rack)", .rack, space: 44)
          builder.power("breaker", rating: .kilowatts(pod == 4 ? 180 : 50), continuous: .percent(80))
          builder.cooling("cdu", .liquid, rating: .kilowatts(100))
          builder.nodes(kind, pod == 4 ? 18 : 4, failed: hall == 1 && pod == 1 && rack == 2 ? 1 : 0)
          builder.close()
        }
        builder.close()
      }
      builder.close()
    }
    builder.close()
    return finished(builder.facility)
  }

  private static func finished(_ facility: Facility) -> Facility {
    var facility = facility
    func load(_ name: String, _ amount: ZoneLoad.Amount, heat: ZoneLoad.Heat, it: Bool = true) -> ZoneLoad {
      ZoneLoad(name: name, zone: ZoneID(0), amount: amount, isIT: it, fedFrom: it ? nil : PowerID(0), heat: heat)
    }
    facility.loads = [
      load("network", .perGPU(.watts(81)), heat: .air), load("storage", .ofNodes(.percent(3)), heat: .air),
      load("plant", .ofIT(.percent(10)), heat: .none, it: false),
      load("offices", .fixed(.kilowatts(20)), heat: .none, it: false),
    ]
    facility.loads[2].tolerance = .percent(20)
    facility.fabrics = (1...2).map { hall in
      let design = FabricDesign(radix: 64, tiers: 2, endpointsPerNode: 8, rails: 8)
      guard let counts = try? design.counts(nodes: 66) else { preconditionFailure("66 nodes are too many") }
      return Fabric(
        name: "compute", zone: zone("hall-\(hall)", in: facility), design: design, model: "qm9700",
        perSwitch: .watts(1_720), nodes: 66, counts: counts)
    }
    facility.spares = [SpareRule(kind: KindID(0), per: 64), SpareRule(kind: KindID(2), per: 18)]
    facility.namedBases = ["ceiling"]
    facility.notModelled = ["transformer losses", "coolant flow", "redundancy", "fabric"]
    facility.provenance.published = 31
    facility.provenance.derived = 12
    facility.provenance.estimated = 9
    facility.placed = [Occupancy(lease: "acme-train", profile: .training, parts: [(BayID(0), 4), (BayID(1), 3)])]
    return facility
  }

  static func zone(_ path: String, in facility: Facility = facility) -> ZoneID {
    guard let at = facility.zones.indices.first(where: { facility.path(of: ZoneID($0)) == path }) else {
      preconditionFailure("no zone \(path)")
    }
    return ZoneID(at)
  }

  static func power(_ name: String) -> Resource {
    resource(facility.power.indices.map { .power(PowerID($0)) }, name)
  }

  static func cooling(_ name: String) -> Resource {
    resource(facility.cooling.indices.map { .cooling(CoolingID($0)) }, name)
  }

  private static func resource(_ all: [Resource], _ name: String) -> Resource {
    guard let found = all.first(where: { $0.name(in: facility) == name }) else { preconditionFailure("no \(name)") }
    return found
  }

  static func bay(_ path: String) -> Resource {
    guard let at = facility.bays.firstIndex(where: { facility.path(of: $0.zone) == path }) else {
      preconditionFailure("no bay in \(path)")
    }
    return .nodes(BayID(at))
  }
}

/// Builds a facility zone by zone, depth first, so that the identifiers ascend.
struct FacilityBuilder {
  var facility: Facility
  private var path: [ZoneID] = [ZoneID(0)]
  private var feeds: [PowerID] = []

  init(name: String, kinds: [Kind], level: Level = .site) {
    facility = Facility(name: name, kinds: kinds)
    facility.zones = [Zone(name: name, level: level, parent: nil, end: ZoneID(1))]
  }

  private var here: ZoneID { path[path.count - 1] }

  mutating func open(_ name: String, _ level: Level, space: Int64? = nil) {
    let zone = ZoneID(facility.zones.count)
    facility.zones.append(
      Zone(name: name, level: level, parent: here, end: ZoneID(zone.index + 1), space: space.map { RackUnits($0) }))
    path.append(zone)
  }

  mutating func close() {
    let zone = path.removeLast()
    facility.zones[zone].end = ZoneID(facility.zones.count)
  }

  mutating func power(
    _ stage: String, rating: Watts?, continuous: Fraction = .one, efficiency: Fraction = .one,
    basis: Basis? = nil
  ) {
    let parent = facility.power.lastIndex { stage in
      stage.zone == here || (stage.zone < here && path.contains(stage.zone))
    }
    facility.power.append(
      PowerElement(
        name: stage, stage: stage, zone: here, parent: parent.map { PowerID($0) }, rating: rating,
        continuous: continuous, efficiency: efficiency, basis: basis))
  }

  mutating func cooling(
    _ name: String, _ medium: CoolingElement.Medium, count: Int = 1, spare: Int = 0, rating: Watts
  ) {
    facility.cooling.append(
      CoolingElement(
        name: name, zone: here, medium: medium, count: count, spare: spare, rating: rating,
        derate: medium == .liquid ? Derate(above: .degrees(32), perKelvin: .kilowatts(5)) : nil,
        supply: medium == .liquid ? Celsius(millidegrees: 34_700) : nil))
  }

  mutating func nodes(_ kind: KindID, _ count: Int, failed: Int = 0) {
    facility.bays.append(Bay(zone: here, kind: kind, installed: count, failed: failed))
  }
}
