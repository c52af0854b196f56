import Facility
import Documents

/// A figure of a kind of node, by its key in files.
enum KindField: String, CaseIterable {
  case nameplate
  case sustainedPeak = "sustained-peak"
  case average, idle, liquid, height
  case gpuPower = "gpu-power"
  case gpuCap = "gpu-cap"
  case gpuMemory = "gpu-memory"
  case sockets, cores, numa, nics, supplies, mass, inlet
  case waterInlet = "water-inlet"

  /// Those that every plan rests on: a facility's figures are counted by them.
  static let planned: [KindField] = [.nameplate, .sustainedPeak, .average, .idle, .liquid, .height]
}

/// A kind of node while it is read: a file may state all of it, or override single fields of the catalogue's.
struct KindBuilder {
  var gpu: String?
  var gpus: Int?
  var nvlinkDomain: Int?
  var nvlinkSpans = Level.rack
  var nameplate: PowerFigure?
  var sustainedPeak: PowerFigure?
  var average: PowerFigure?
  var idle: PowerFigure?
  var liquid: Fraction?
  var height: RackUnits?
  var numa: NUMASpec?
  var hardware = Hardware()
  /// The places of the fields that were read, for the checks at the end.
  var places: [String: NodeID] = [:]
  /// The evidence for each field.
  var evidence: [KindField: Evidence] = [:]

  /// NUMA domains as a file states them.
  enum NUMASpec {
    /// So many, each with an equal share.
    case even(Int)
    case listed([NUMADomain])
  }

  init() {}

  init(_ kind: Kind) {
    (gpu, gpus, nvlinkDomain) = (kind.gpuModel, kind.gpus, kind.nvlinkDomain)
    nvlinkSpans = kind.nvlinkSpans
    (nameplate, sustainedPeak, average, idle) = (kind.nameplate, kind.sustainedPeak, kind.average, kind.idle)
    (liquid, height, hardware) = (kind.liquid, kind.height, kind.hardware)
    if kind.numaDomains.count > 1 { numa = .listed(kind.numaDomains) }
  }
}

extension DocumentDecoder {
  private static let kindKeys = Keys(
    "gpu", "gpus", "nvlink-domain", "nvlink-spans", "nameplate", "sustained-peak", "average", "idle", "liquid",
    "height",
    "gpu-power", "gpu-cap", "gpu-memory", "sockets", "cores", "numa", "nics", "supplies", "mass", "inlet",
    "water-inlet", "about",
    "source")

  /// Reads what a mapping says of a kind over what is known of it.
  mutating func read(_ node: NodeID, into builder: inout KindBuilder, figures: inout ProvenanceTally) {
    guard let fields = fields(node, "a kind of node", keys: Self.kindKeys) else { return }
    if let value = fields["gpu"] {
      builder.gpu = text(value, "a GPU's name") ?? builder.gpu
      builder.places["gpu"] = value
    }
    if let value = fields["gpus"] {
      builder.gpus = integer(value, "`gpus`", in: 1...1_024) ?? builder.gpus ?? 1
      builder.places["gpus"] = value
    }
    if let value = fields["nvlink-domain"] {
      builder.nvlinkDomain =
        integer(value, "`nvlink-domain`", in: 1...1_000_000) ?? builder.nvlinkDomain ?? builder.gpus
      builder.places["nvlink-domain"] = value
    }
    if let value = fields["nvlink-spans"] {
      let levels = Level.allCases.filter { $0 <= .rack }
      builder.nvlinkSpans = word(value, "level", among: levels.map { ($0.name, $0) }) ?? builder.nvlinkSpans
      builder.places["nvlink-spans"] = value
    }
    for field in KindField.allCases {
      guard let value = value(of: field, in: fields) else { continue }
      builder.places[field.rawValue] = value
      builder.evidence[field] = figures.look(at: resolved(value), in: document)
      if KindField.planned.contains(field) { figures.mark(resolved(value), in: document) }
      read(field, value, into: &builder)
    }
  }

  private mutating func read(_ field: KindField, _ value: NodeID, into builder: inout KindBuilder) {
    // A figure that cannot be read has been reported; zero stands in, so that it is not reported as missing too.
    switch field {
    case .nameplate: builder.nameplate = figure(value) ?? PowerFigure(.zero)
    case .sustainedPeak: builder.sustainedPeak = figure(value) ?? PowerFigure(.zero)
    case .average: builder.average = figure(value) ?? PowerFigure(.zero)
    case .idle: builder.idle = figure(value) ?? PowerFigure(.zero)
    case .liquid: builder.liquid = share(value) ?? .zero
    case .height: builder.height = rackUnits(value) ?? RackUnits(1)
    case .gpuPower: builder.hardware.gpuPower = watts(value)
    case .gpuCap: builder.hardware.gpuCap = range(value) { input, node in input.watts(node) }
    case .gpuMemory: builder.hardware.gpuMemory = amount(value, .memory).map { Gigabytes(megabytes: $0) }
    case .sockets: builder.hardware.sockets = integer(value, "`sockets`", in: 1...64)
    case .cores: builder.hardware.cores = integer(value, "`cores`", in: 1...65_536)
    case .numa: builder.numa = numa(value)
    case .nics: builder.hardware.nics = ports(value)
    case .supplies: builder.hardware.supplies = supplies(value)
    case .mass: builder.hardware.mass = amount(value, .mass, allowing: .quotient).map { Kilograms(grams: $0) }
    case .inlet: builder.hardware.inlet = range(value) { input, node in input.celsius(node) }
    case .waterInlet: builder.hardware.waterInlet = range(value) { input, node in input.celsius(node) }
    }
  }

  private func value(of field: KindField, in fields: Fields) -> NodeID? {
    switch field {
    case .nameplate: fields["nameplate"]
    case .sustainedPeak: fields["sustained-peak"]
    case .average: fields["average"]
    case .idle: fields["idle"]
    case .liquid: fields["liquid"]
    case .height: fields["height"]
    case .gpuPower: fields["gpu-power"]
    case .gpuCap: fields["gpu-cap"]
    case .gpuMemory: fields["gpu-memory"]
    case .sockets: fields["sockets"]
    case .cores: fields["cores"]
    case .numa: fields["numa"]
    case .nics: fields["nics"]
    case .supplies: fields["supplies"]
    case .mass: fields["mass"]
    case .inlet: fields["inlet"]
    case .waterInlet: fields["water-inlet"]
    }
  }

  /// The finished kind; nil where something that it needs is missing.
  mutating func kind(named name: String, from builder: KindBuilder, at node: NodeID) -> Kind? {
    guard document.shape(of: node) == .mapping else { return nil }
    let missing: [String] = [
      builder.gpu == nil ? "gpu" : nil, builder.gpus == nil ? "gpus" : nil,
      builder.nameplate == nil ? "nameplate" : nil,
      builder.sustainedPeak == nil ? "sustained-peak" : nil, builder.average == nil ? "average" : nil,
      builder.idle == nil ? "idle" : nil, builder.liquid == nil ? "liquid" : nil,
      builder.height == nil ? "height" : nil,
    ].compactMap { $0 }
    guard missing.isEmpty, let gpu = builder.gpu, let gpus = builder.gpus, let nameplate = builder.nameplate,
      let sustainedPeak = builder.sustainedPeak, let average = builder.average, let idle = builder.idle,
      let liquid = builder.liquid, let height = builder.height
    else {
      report(
        node, "the kind `\(name)` needs \(missing.map { "`\($0)`" }.joined(separator: ", "))",
        suggestion: "only a kind of the catalogue may leave fields out")
      return nil
    }
    var kind = Kind(
      name: name, gpuModel: gpu, gpus: gpus, nvlinkDomain: builder.nvlinkDomain ?? gpus, nameplate: nameplate,
      sustainedPeak: sustainedPeak, average: average, idle: idle, liquid: liquid, height: height,
      numaDomains: numaDomains(of: builder, gpus: gpus, at: node), hardware: builder.hardware)
    kind.nvlinkSpans = builder.nvlinkSpans
    check(kind, places: builder.places)
    return kind
  }

  private mutating func check(_ kind: Kind, places: [String: NodeID]) {
    // 1 is a node without NVLink.
    if kind.nvlinkDomain != 1, kind.nvlinkDomain % kind.gpus != 0, let place = places["nvlink-domain"] ?? places["gpus"]
    {
      report(
        place, "an NVLink domain of \(kind.nvlinkDomain) GPUs does not hold whole nodes of \(kind.gpus) GPUs",
        expected: "a multiple of `gpus`, or 1 without NVLink")
    }
    if kind.nodesPerNVLinkDomain == 1, kind.nvlinkSpans != .rack, let place = places["nvlink-spans"] {
      report(
        place, "an NVLink domain of `\(kind.name)` is one node, which spans nothing",
        expected: "`nvlink-domain` of several nodes", suggestion: "leave `nvlink-spans` out")
    }
    let figures = [
      ("nameplate", kind.nameplate), ("sustained-peak", kind.sustainedPeak), ("average", kind.average),
      ("idle", kind.idle),
    ]
    for (key, figure) in figures {
      if let place = places[key] { checkPerGPU(figure.watts, gpus: kind.gpus, at: place) }
    }
    if let place = places["gpu-power"], let watts = kind.hardware.gpuPower { checkPerGPU(watts, gpus: 1, at: place) }
  }

  /// No GPU draws more than 10 kW: such a figure is a slip of a unit.
  mutating func checkPerGPU(_ watts: Watts, gpus: Int, at node: NodeID) {
    guard watts > .kilowatts(10) * gpus else { return }
    let place = resolved(node)
    report(
      place, "`\(document.text(of: place))` for \(gpus) GPU\(gpus == 1 ? "" : "s") is absurd",
      expected: "at most 10 kW a GPU")
  }
}
