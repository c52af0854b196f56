public import Facility

// What a facility file says of kinds of node, equipment and profiles.

/// A kind of node, or the fields of a kind of the catalogue that are overridden.
public struct KindDescription: Hashable, Sendable, FileMapping {
  /// The GPU that is sold: `H100`.
  public var gpu: Stated<String>?
  /// GPUs in a node.
  public var gpus: Stated<Int>?
  /// GPUs in one NVLink domain.
  public var nvlinkDomain: Stated<Int>?
  /// The level of which one zone holds an NVLink domain.
  public var nvlinkSpans: Stated<Level>?
  /// Watts on the plate.
  public var nameplate: Stated<Banded<Divided<Watts>>>?
  /// The worst 15–30 minute mean.
  public var sustainedPeak: Stated<Banded<Divided<Watts>>>?
  /// The long mean.
  public var average: Stated<Banded<Divided<Watts>>>?
  /// Watts of a node that is not leased.
  public var idle: Stated<Banded<Divided<Watts>>>?
  /// Of its heat; the rest goes to air.
  public var liquid: Stated<Fraction>?
  /// Of a node.
  public var height: Stated<RackUnits>?
  /// One GPU at its default limit.
  public var gpuPower: Stated<Divided<Watts>>?
  /// The limits that one GPU can be set to.
  public var gpuCap: RangeDescription<Divided<Watts>>?
  /// Of one GPU.
  public var gpuMemory: Stated<Gigabytes>?
  /// CPU sockets of a node.
  public var sockets: Stated<Int>?
  /// CPU cores of a node.
  public var cores: Stated<Int>?
  /// The domains that own GPUs.
  public var numa: NUMADescription?
  /// Ports on the compute fabric.
  public var nics: PortsDescription?
  /// Power supplies.
  public var supplies: SuppliesDescription?
  /// Of a node.
  public var mass: Stated<Divided<Kilograms>>?
  /// Air that it takes in.
  public var inlet: RangeDescription<Celsius>?
  /// Water that its cold plates take in.
  public var waterInlet: RangeDescription<Celsius>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a kind of what is stated.
  public init(
    gpu: Stated<String>? = nil, gpus: Stated<Int>? = nil, nvlinkDomain: Stated<Int>? = nil,
    nvlinkSpans: Stated<Level>? = nil,
    nameplate: Stated<Banded<Divided<Watts>>>? = nil, sustainedPeak: Stated<Banded<Divided<Watts>>>? = nil,
    average: Stated<Banded<Divided<Watts>>>? = nil, idle: Stated<Banded<Divided<Watts>>>? = nil,
    liquid: Stated<Fraction>? = nil, height: Stated<RackUnits>? = nil, gpuPower: Stated<Divided<Watts>>? = nil,
    gpuCap: RangeDescription<Divided<Watts>>? = nil, gpuMemory: Stated<Gigabytes>? = nil, sockets: Stated<Int>? = nil,
    cores: Stated<Int>? = nil, numa: NUMADescription? = nil, nics: PortsDescription? = nil,
    supplies: SuppliesDescription? = nil, mass: Stated<Divided<Kilograms>>? = nil,
    inlet: RangeDescription<Celsius>? = nil, waterInlet: RangeDescription<Celsius>? = nil, about: String? = nil,
    source: String? = nil
  ) {
    self.gpu = gpu
    self.gpus = gpus
    self.nvlinkDomain = nvlinkDomain
    self.nvlinkSpans = nvlinkSpans
    self.nameplate = nameplate
    self.sustainedPeak = sustainedPeak
    self.average = average
    self.idle = idle
    self.liquid = liquid
    self.height = height
    self.gpuPower = gpuPower
    self.gpuCap = gpuCap
    self.gpuMemory = gpuMemory
    self.sockets = sockets
    self.cores = cores
    self.numa = numa
    self.nics = nics
    self.supplies = supplies
    self.mass = mass
    self.inlet = inlet
    self.waterInlet = waterInlet
    self.about = about
    self.source = source
  }

  static let table = KeyTable<KindDescription>(
    "a kind of node",
    .init("gpu", \.gpu), .init("gpus", \.gpus), .init("nvlink-domain", \.nvlinkDomain),
    .init("nvlink-spans", \.nvlinkSpans), .init("nameplate", \.nameplate),
    .init("sustained-peak", \.sustainedPeak), .init("average", \.average), .init("idle", \.idle),
    .init("liquid", \.liquid), .init("height", \.height), .init("gpu-power", \.gpuPower), .init("gpu-cap", \.gpuCap),
    .init("gpu-memory", \.gpuMemory), .init("sockets", \.sockets), .init("cores", \.cores), .init("numa", \.numa),
    .init("nics", \.nics), .init("supplies", \.supplies), .init("mass", \.mass), .init("inlet", \.inlet),
    .init("water-inlet", \.waterInlet), .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: KindDescription { KindDescription() }
}

/// A piece of equipment, or the fields of one of the catalogue that are overridden.
public struct EquipmentDescription: Hashable, Sendable, FileMapping {
  /// The class of the equipment.
  public var equipmentClass: Stated<Equipment.Class>?
  /// Height in a rack.
  public var height: Stated<RackUnits>?
  /// Mass.
  public var mass: Stated<Kilograms>?
  /// The ways in which a switch's ports can be used; an empty list takes the catalogue's away.
  public var ports: [PortsDescription]?
  /// The most that it draws; for an optic or a cable, the most at each end.
  public var maxPower: Stated<Divided<Watts>>?
  /// The draw as usually equipped.
  public var typicalPower: Stated<Divided<Watts>>?
  /// The capacity: electrical power, or heat.
  public var rating: RatingDescription?
  /// With a rating in VA or A.
  public var powerFactor: Stated<Fraction>?
  /// Share of the rating for continuous load.
  public var continuous: Stated<Fraction>?
  /// Output over input.
  public var efficiency: Stated<Fraction>?
  /// Drawn at no load.
  public var noLoadLoss: Stated<Divided<Watts>>?
  /// Lost at the rating, growing with the square of the load.
  public var squareLoss: Stated<Divided<Watts>>?
  /// The heat that it takes.
  public var takes: Stated<CoolingElement.Medium>?
  /// The capacity that it loses as its supply gets warmer.
  public var derate: DerateDescription?
  /// Coolant at the rating.
  public var flow: Stated<LitresPerMinute>?
  /// Electrical power as a share of the heat moved.
  public var drive: Stated<Fraction>?
  /// The number of kelvins by which its supply is warmer than what cools it.
  public var approach: Stated<Kelvin>?
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes equipment of what is stated.
  public init(
    equipmentClass: Stated<Equipment.Class>? = nil, height: Stated<RackUnits>? = nil, mass: Stated<Kilograms>? = nil,
    ports: [PortsDescription]? = nil, maxPower: Stated<Divided<Watts>>? = nil,
    typicalPower: Stated<Divided<Watts>>? = nil, rating: RatingDescription? = nil, powerFactor: Stated<Fraction>? = nil,
    continuous: Stated<Fraction>? = nil, efficiency: Stated<Fraction>? = nil, noLoadLoss: Stated<Divided<Watts>>? = nil,
    squareLoss: Stated<Divided<Watts>>? = nil, takes: Stated<CoolingElement.Medium>? = nil,
    derate: DerateDescription? = nil, flow: Stated<LitresPerMinute>? = nil, drive: Stated<Fraction>? = nil,
    approach: Stated<Kelvin>? = nil, about: String? = nil, source: String? = nil
  ) {
    self.equipmentClass = equipmentClass
    self.height = height
    self.mass = mass
    self.ports = ports
    self.maxPower = maxPower
    self.typicalPower = typicalPower
    self.rating = rating
    self.powerFactor = powerFactor
    self.continuous = continuous
    self.efficiency = efficiency
    self.noLoadLoss = noLoadLoss
    self.squareLoss = squareLoss
    self.takes = takes
    self.derate = derate
    self.flow = flow
    self.drive = drive
    self.approach = approach
    self.about = about
    self.source = source
  }

  static let table = KeyTable<EquipmentDescription>(
    "a piece of equipment",
    .init("class", \.equipmentClass), .init("height", \.height), .init("mass", \.mass),
    .init(oneOrMore: "ports", \.ports), .init("max-power", \.maxPower), .init("typical-power", \.typicalPower),
    .init("rating", \.rating), .init("power-factor", \.powerFactor), .init("continuous", \.continuous),
    .init("efficiency", \.efficiency), .init("no-load-loss", \.noLoadLoss), .init("square-loss", \.squareLoss),
    .init("takes", \.takes), .init("derate", \.derate), .init("flow", \.flow), .init("drive", \.drive),
    .init("approach", \.approach), .init(text: "about", \.about), .init(text: "source", \.source))

  static var blank: EquipmentDescription { EquipmentDescription() }
}

/// The rules for what a leased node draws, or those of a known profile that are overridden.
public struct ProfileDescription: Hashable, Sendable, FileMapping {
  /// The worst 15–30 minute mean.
  public var sustainedPeak: Stated<DrawRule>?
  /// The long mean.
  public var average: Stated<DrawRule>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a profile of what is stated.
  public init(sustainedPeak: Stated<DrawRule>? = nil, average: Stated<DrawRule>? = nil, source: String? = nil) {
    self.sustainedPeak = sustainedPeak
    self.average = average
    self.source = source
  }

  static let table = KeyTable<ProfileDescription>(
    "a profile",
    .init("sustained-peak", \.sustainedPeak), .init("average", \.average), .init(text: "source", \.source))

  static var blank: ProfileDescription { ProfileDescription() }
}
