import Facility
import Report

extension Fixture {
  /// A facility within its limit, one above it, one without a limit, and one whose file is refused.
  static let folders: [TopologyListReport.Entry] = {
    var unlimited = facility
    unlimited.name = "unlimited"
    for stage in unlimited.power.indices { unlimited.power[stage].rating = nil }
    return [
      .init(folder: "Topologies/two-halls", facility: facility, draw: .kilowatts(900)),
      .init(folder: "Topologies/two-halls-at-their-limit", facility: facility, draw: .kilowatts(1_600)),
      .init(folder: "Topologies/unlimited", facility: unlimited, draw: .kilowatts(900)),
      .init(refused: "Topologies/broken"),
    ]
  }()

  /// A catalogue with one of every class, over which a facility states a few fields.
  static let catalogue: CatalogueContents = {
    var tray = kinds[2]
    tray.numaDomains = [NUMADomain(gpus: 3, nics: 1, cores: 72), NUMADomain(gpus: 1)]
    tray.hardware = hardware
    var card = kinds[0]
    (card.name, card.nvlinkDomain) = ("pcie-cards", 1)
    return CatalogueContents(
      facility: "two-halls",
      kinds: [
        .init(kinds[0], evidence: ["nameplate": .published, "idle": .estimated]),
        .init(tray, overridden: ["nameplate", "gpu-cap", "mass"], evidence: ["nameplate": .stated]),
        .init(card, isAdded: true, evidence: ["nameplate": .unsourced, "idle": .derived]),
      ],
      equipment: Equipment.Class.allCases.map { entry(equipment($0)) })
  }()

  private static var hardware: Hardware {
    var hardware = Hardware()
    hardware.gpuPower = .watts(1_200)
    hardware.gpuCap = .watts(200)...(.watts(1_200))
    hardware.gpuMemory = Gigabytes(megabytes: 186_500)
    hardware.sockets = 2
    hardware.cores = 144
    hardware.nics = Ports(count: 4, speed: .gigabits(400))
    hardware.supplies = Supplies(count: 8, rating: .kilowatts(33), needed: 4, nodes: 18)
    hardware.mass = Kilograms(grams: 75_556)
    hardware.inlet = .degrees(5)...(.degrees(30))
    hardware.waterInlet = .degrees(2)...Celsius(millidegrees: 45_500)
    return hardware
  }

  private static func entry(_ item: Equipment) -> CatalogueContents.Entry<Equipment> {
    .init(
      item, isAdded: item.equipmentClass == .busway,
      overridden: item.equipmentClass == .ups ? ["rating", "square-loss"] : [], evidence: ["rating": .published])
  }

  private static func equipment(_ equipmentClass: Equipment.Class) -> Equipment {
    var item = Equipment(name: "some-\(equipmentClass.rawValue)", equipmentClass: equipmentClass)
    switch equipmentClass.role {
    case .load:
      (item.height, item.mass) = (RackUnits(2), Kilograms(grams: 23_500))
      item.ports = [Ports(count: 64, speed: .gigabits(800)), Ports(count: 128, speed: .gigabits(400))]
      (item.maxPower, item.typicalPower) = (.watts(2_200), Watts(milliwatts: 940_500))
    case .cooling:
      (item.rating, item.medium) = (.real(.kilowatts(100)), .liquid)
      item.derate = Derate(above: .degrees(32), perKelvin: .kilowatts(5))
      (item.flow, item.drive) = (LitresPerMinute(millilitres: 2_125_000), .percent(3))
      item.approach = Kelvin(millikelvin: 4_500)
    case .power:
      item.rating =
        equipmentClass == .ups ? .real(.megawatts(1)) : .amps(800_000, volts: 415_000, phases: 3, circuits: 2)
      (item.powerFactor, item.continuous, item.efficiency) = (.percent(98), .percent(80), .percent(99))
      (item.noLoadLoss, item.squareLoss) = (.kilowatts(5), .kilowatts(20))
    }
    if equipmentClass == .transformer { item.rating = .apparent(3_000_000_000) }
    if equipmentClass == .dryCooler { item.rating = nil }
    return item
  }
}
