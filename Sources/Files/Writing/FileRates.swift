import Documents
import Encoding
public import Facility
public import Tenancy

// Values with a grammar of their own.

/// A rating that stands in one text: a power, an apparent power, or that it is not known.
public enum RatingText: Hashable, Sendable, FileText {
  /// Makes no limit.
  case unknown
  case power(Divided<Watts>)
  case apparent(VoltAmperes)

  static let noun = "a rating"

  init(text: String) throws(InputError) {
    if text == "unknown" {
      self = .unknown
    } else if text.hasSuffix("VA") {
      let divided = try Divided<VoltAmperes>(text: text)
      self = .apparent(divided.whole)
    } else {
      self = .power(try Divided(text: text))
    }
  }

  var text: String {
    switch self {
    case .unknown: "unknown"
    case .power(let power): power.text
    case .apparent(let power): power.text
    }
  }
}

/// The rate at which a cooling element loses capacity: a power for each kelvin.
public struct WattsPerKelvin: Hashable, Sendable, FileText {
  /// The power lost for each kelvin.
  public var watts: Watts
  /// Makes a rate.
  public init(_ watts: Watts) { self.watts = watts }

  static let noun = "a power per K"
  init(text: String) throws(InputError) { watts = Watts(milliwatts: try Quantity.powerPerKelvin(text)) }
  var text: String { "\(watts.text) per K" }
}

/// The number of ports of a node that a fabric takes in each plane: `8 per node`.
public struct EndpointRate: Hashable, Sendable, FileText {
  /// The number of ports.
  public var count: Int
  /// For each GPU instead of for each node.
  public var isPerGPU: Bool

  /// Makes a rate.
  public init(_ count: Int, isPerGPU: Bool) { (self.count, self.isPerGPU) = (count, isPerGPU) }

  static let noun = "`endpoints`"
  init(text: String) throws(InputError) { (count, isPerGPU) = try Quantity.perNodeOrGPU(text) }
  var text: String { "\(count) per \(isPerGPU ? "gpu" : "node")" }
}

/// A leaf's ports to nodes for each to spines: `3:1`.
public struct PortRatio: Hashable, Sendable, FileText {
  /// Ports to nodes.
  public var down: Int
  /// Ports to spines.
  public var up: Int

  /// Makes a ratio.
  public init(down: Int, up: Int) { (self.down, self.up) = (down, up) }

  static let noun = "`oversubscription`"
  init(text: String) throws(InputError) { (down, up) = try Quantity.ratio(text) }
  var text: String { "\(down):\(up)" }
  /// In quotes: YAML 1.1 reads minutes and seconds.
  var yaml: YAML { .text(text) }
}

/// One spare for each so many nodes: `1 per 64`, `1 per 64 per hall`.
public struct SpareRatio: Hashable, Sendable, FileText {
  /// Nodes for which there is one spare.
  public var nodes: Int
  /// The level of which every zone holds its own; nil: the pod, or what stands in its place.
  public var level: Level?
  /// Makes a ratio.
  public init(onePer nodes: Int, level: Level? = nil) { (self.nodes, self.level) = (nodes, level) }

  static let noun = "a number of spares"
  init(text: String) throws(InputError) {
    let (count, word) = try Quantity.onePer(text)
    nodes = count
    guard let word else { return }
    guard let level = Self.levels.first(where: { $0.name == word }) else {
      let names = Self.levels.map(\.name)
      throw InputError("unknown level `\(word)`", expected: alternatives(names), suggestion: didYouMean(word, names))
    }
    self.level = level
  }
  var text: String { "1 per \(nodes)" + (level.map { " per \($0.name)" } ?? "") }

  /// The levels that may hold spares.
  static var levels: [Level] { Level.allCases.filter { $0 <= .rack } }
}

/// The rate at which nodes fail: `0.47 per 1000 GPU-days`.
public struct FailuresPerGPUDay: Hashable, Sendable, FileText {
  /// Failures in 10⁶ GPU-days.
  public var perMillion: Int64
  /// Makes a rate of so many failures in 10⁶ GPU-days.
  public init(perMillion: Int64) { self.perMillion = perMillion }

  static let noun = "a rate of failures"
  init(text: String) throws(InputError) { perMillion = try Quantity.failuresPerMillionGPUDays(text) }
  var text: String { "\(decimal(perMillion, over: 1_000)) per 1000 GPU-days" }
}

/// The time that a repair takes: `3 days`, `36 hours`.
public struct RepairTime: Hashable, Sendable, FileText {
  /// The time in hours.
  public var hours: Int64
  /// Makes a time in hours.
  public init(hours: Int64) { self.hours = hours }

  static let noun = "a time"
  init(text: String) throws(InputError) { hours = try Quantity.hours(text, upTo: FacilityReader.longestRepair) }
  var text: String { hours.isMultiple(of: 24) ? "\(hours / 24) days" : "\(hours) hours" }
}

/// A number of days: `30 days`.
public struct Days: Hashable, Sendable, FileText {
  /// The number of days.
  public var days: Int
  /// Makes a number of days.
  public init(_ days: Int) { self.days = days }

  static let noun = "a number of days"
  init(text: String) throws(InputError) { days = try Quantity.days(text) }
  var text: String { "\(days) days" }
}

/// A power and where along the chain it is measured: `10 MW at meter`.
public struct MeteredPower: Hashable, Sendable, FileText {
  /// The power.
  public var watts: Watts
  /// The point where it is measured.
  public var point: MeteringPoint

  /// Makes a power.
  public init(_ watts: Watts, at point: MeteringPoint) { (self.watts, self.point) = (watts, point) }

  static let noun = "megawatts"
  init(text: String) throws(InputError) {
    let power = try PowerAtPoint(text, points: MeteringPoint.allCases.map(\.rawValue))
    self.init(Watts(milliwatts: power.milliwatts), at: MeteringPoint(rawValue: power.point) ?? .meter)
  }
  var text: String { "\(watts.text) at \(point.rawValue)" }
}

/// An amount of a named quantity, in the unit that says what is measured.
public enum NamedAmount: Hashable, Sendable, FileValue {
  /// Pieces of anything.
  case pieces(Int)
  case bytes(Int64)
  case bitsPerSecond(Int64)

  private static let data = Spelling(.data, "B", "kB", "MB", "GB", "TB", "PB")
  private static let rate = Spelling(.dataRate, "b/s", "kb/s", "Mb/s", "Gb/s", "Tb/s")

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> NamedAmount? {
    if let count = reader.input.document.integer(node) { return .pieces(count) }
    return reader.input.parsed(node, "an amount") { text throws(InputError) in
      if let bits = try? Quantity(text, .dataRate).amount { return .bitsPerSecond(bits) }
      return .bytes(try Quantity(text, .data).amount)
    }
  }

  var yaml: YAML {
    switch self {
    case .pieces(let count): .word("\(count)")
    case .bytes(let bytes): .word(Self.data.text(bytes))
    case .bitsPerSecond(let bits): .word(Self.rate.text(bits))
    }
  }
}

extension DrawRule: FileText {
  static let noun = "a share of a figure"
  init(text: String) throws(InputError) {
    let share = try ShareOfBase(text, bases: ["sustained-peak", "average", "nameplate"])
    guard let base = Base(rawValue: share.base) else { throw InputError("unknown base `\(share.base)`") }
    self.init(Fraction(ppm: share.ppm), of: base)
  }
  var text: String { "\(share.text) of \(base.rawValue)" }
}

extension CalendarDate: FileText {
  static let noun = "a date"
  init(text: String) throws(InputError) {
    let (year, month, day) = try Quantity.date(text)
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      throw InputError("there is no day `\(text)`", expected: "a day between 1900 and 2200")
    }
    self = date
  }
}

extension Price: FileText {
  static let noun = "a price"
  init(text: String) throws(InputError) {
    let price = try PriceText(text)
    let per: Per =
      switch price.per {
      case .gpu: .gpu
      case .lease: .lease
      case .kilowatt: .kilowatt
      }
    self.init(cents: price.cents, hours: price.hours, per: per)
  }

  /// - Precondition: the price is for one hour, or for a month of 730: a file states no other time.
  var text: String {
    precondition(
      hours == 1 || hours == PriceText.monthHours, "a price in a file is for 1 hour or 730, not for \(hours)")
    let time = hours == 1 ? "h" : "month"
    let unit =
      switch per {
      case .gpu: "GPU-" + time
      case .lease: time
      case .kilowatt: "kW-" + time
      }
    return "\(dollars(cents)) $/\(unit)"
  }
}

extension MoveCost: FileText {
  static let noun = "a cost"
  init(text: String) throws(InputError) { self.init(centsPerNode: try Quantity.centsPerNode(text)) }
  var text: String { "\(dollars(centsPerNode)) $/node" }
}

/// Dollars, with two digits for cents where there are any: `2.30`.
private func dollars(_ cents: Int64) -> String {
  cents.isMultiple(of: 100) ? "\(cents / 100)" : decimal(cents, over: 100) + (cents.isMultiple(of: 10) ? "0" : "")
}
