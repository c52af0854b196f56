public import Documents
public import Facility

// Quantities of the model as files state them.

extension Watts: FileQuantity {
  static let spelling = Spelling(.power, "W", "kW", "MW")
  init(base: Int64) { self.init(milliwatts: base) }
  var base: Int64 { milliwatts }
}

extension Fraction: FileQuantity {
  static let spelling = Spelling(.share, "%")
  init(base: Int64) { self.init(ppm: base) }
  var base: Int64 { ppm }
}

extension Celsius: FileQuantity {
  static let spelling = Spelling(.temperature, "°C")
  init(base: Int64) { self.init(millidegrees: base) }
  var base: Int64 { millidegrees }
}

extension Kelvin: FileQuantity {
  static let spelling = Spelling(.temperatureDifference, "K")
  init(base: Int64) { self.init(millikelvin: base) }
  var base: Int64 { millikelvin }
}

extension RackUnits: FileQuantity {
  static let spelling = Spelling(.height, "U")
  init(base: Int64) { self.init(base) }
  var base: Int64 { units }
}

extension Kilograms: FileQuantity {
  static let spelling = Spelling(.mass, "kg")
  init(base: Int64) { self.init(grams: base) }
  var base: Int64 { grams }
}

extension BitsPerSecond: FileQuantity {
  static let spelling = Spelling(.bitRate, "Gb/s", "Tb/s")
  init(base: Int64) { self.init(bits: base) }
  var base: Int64 { bits }
}

extension Gigabytes: FileQuantity {
  static let spelling = Spelling(.memory, "GB", "TB")
  init(base: Int64) { self.init(megabytes: base) }
  var base: Int64 { megabytes }
}

extension LitresPerMinute: FileQuantity {
  static let spelling = Spelling(.flow, "L/min")
  init(base: Int64) { self.init(millilitres: base) }
  var base: Int64 { millilitres }
}

/// Apparent power, held in whole thousandths of a VA.
public struct VoltAmperes: Hashable, Sendable, FileQuantity {
  /// The amount in mVA.
  public var milli: Int64
  /// Makes an amount of `milli` mVA.
  public init(milli: Int64) { self.milli = milli }
  /// Makes an amount in kVA.
  public static func kilo(_ value: Int64) -> VoltAmperes {
    VoltAmperes(milli: value.multipliedSaturating(by: 1_000_000))
  }

  static let spelling = Spelling(.apparentPower, "VA", "kVA", "MVA")
  init(base: Int64) { milli = base }
  var base: Int64 { milli }
}

/// A current, held in whole milliamperes.
public struct Amperes: Hashable, Sendable, FileQuantity {
  /// The current in mA.
  public var milli: Int64
  /// Makes a current of `milli` mA.
  public init(milli: Int64) { self.milli = milli }
  /// Makes a current in A.
  public static func amperes(_ value: Int64) -> Amperes { Amperes(milli: value.multipliedSaturating(by: 1_000)) }

  static let spelling = Spelling(.current, "A")
  init(base: Int64) { milli = base }
  var base: Int64 { milli }
}

/// A voltage, held in whole millivolts: `415 V`, `230 V L-N`.
public struct Volts: Hashable, Sendable, FileText {
  /// The voltage in mV.
  public var milli: Int64
  /// The conductors between which it is measured, where that is stated; of three phases two of them where it is not.
  public var conductors: Voltage.Conductors?
  /// Makes a voltage of `milli` mV.
  public init(milli: Int64, _ conductors: Voltage.Conductors? = nil) {
    (self.milli, self.conductors) = (milli, conductors)
  }
  /// Makes a voltage in V.
  public static func volts(_ value: Int64, _ conductors: Voltage.Conductors? = nil) -> Volts {
    Volts(milli: value.multipliedSaturating(by: 1_000), conductors)
  }

  static let noun = QuantityType.voltage.noun
  private static let spelling = Spelling(.voltage, "V", "kV")
  init(text: String) throws(InputError) {
    let voltage = try Voltage(text)
    (milli, conductors) = (voltage.millivolts, voltage.conductors)
  }
  var text: String { Self.spelling.text(milli) + (conductors.map { " " + $0.rawValue } ?? "") }
}

/// A part of a quantity: `132 kW / 18`, the eighteenth part of a rack.
public struct Divided<Unit: Hashable & Sendable>: Hashable, Sendable {
  /// The quantity that is divided.
  public var whole: Unit
  /// Into so many parts, from 1 to 1,000,000; 1: the whole.
  public var parts: Int

  /// Makes a quantity, or a part of it.
  public init(_ whole: Unit, over parts: Int = 1) { (self.whole, self.parts) = (whole, parts) }
}

extension Divided where Unit == Watts {
  /// Makes a power in W.
  public static func watts(_ value: Int64) -> Divided { Divided(Watts.watts(value)) }
  /// Makes a power in kW.
  public static func kilowatts(_ value: Int64) -> Divided { Divided(Watts.kilowatts(value)) }
  /// Makes a power in MW.
  public static func megawatts(_ value: Int64) -> Divided { Divided(Watts.megawatts(value)) }
}

extension Divided: FileValue where Unit: FileQuantity {}
extension Divided: FileText where Unit: FileQuantity {}

extension Divided: FileFigure where Unit: FileQuantity {
  static var type: QuantityType { Unit.type }
  static var forms: Quantity.Forms { .quotient }

  /// Keeps the division where what is divided is whole base units and no more than a quantity can be; otherwise its
  /// result.
  init(text: String) throws(InputError) {
    self.init(Unit(base: try Quantity(text, Unit.type, allowing: .quotient).amount))
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")),
      let whole = try? Quantity(String(text[..<slash]), Unit.type).amount,
      let parts = Int(text[slash...].filter(\.isWholeNumber)), parts > 1
    else { return }
    (self.whole, self.parts) = (Unit(base: whole), parts)
  }

  var text: String { parts == 1 ? whole.text : "\(whole.text) / \(parts)" }
}

/// A figure with the band that its source leaves open: `7.4 kW ± 5 %`.
public struct Banded<Figure: Hashable & Sendable>: Hashable, Sendable {
  /// The figure.
  public var figure: Figure
  /// The possible error to either side, as a share of the figure; zero: none is stated.
  public var tolerance: Fraction

  /// Makes a figure, exact unless a tolerance is given.
  public init(_ figure: Figure, tolerance: Fraction = .zero) { (self.figure, self.tolerance) = (figure, tolerance) }
}

extension Banded: FileValue where Figure: FileFigure {}

extension Banded: FileText where Figure: FileFigure {
  static var noun: String { Figure.noun }

  init(text: String) throws(InputError) {
    let quantity = try Quantity(text, Figure.type, allowing: [Figure.forms, .tolerance])
    let sign = text.firstRange(of: "±") ?? text.firstRange(of: "+-")
    self.init(
      try Figure(text: sign.map { String(text[..<$0.lowerBound]) } ?? text),
      tolerance: Fraction(ppm: quantity.tolerance))
  }

  var text: String { tolerance == .zero ? figure.text : "\(figure.text) ± \(tolerance.text)" }
}
