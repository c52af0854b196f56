import Facility
import Documents

// Ratings and derates, which entries of a facility file and equipment of the catalogue state alike.

extension DocumentDecoder {
  private static let ampsKeys = Keys("amps", "volts", "phases", "circuits", "source")

  /// A rating in W, VA or A × V, or `unknown`; its figures are counted.
  mutating func electricalRating(_ node: NodeID, figures: inout ProvenanceTally) -> ElectricalRating? {
    let node = resolved(node)
    if document.shape(of: node) == .mapping { return ampsRating(node, figures: &figures) }
    guard let text = text(node, "a rating") else { return nil }
    if text == "unknown" { return .unknown }
    figures.mark(node, in: document)
    if text.hasSuffix("VA") {
      return parsed(node, "a rating") { text throws(InputError) in
        .apparent(try Quantity(text, .apparentPower, allowing: .quotient).amount)
      }
    }
    return parsed(node, "a rating") { text throws(InputError) in try Self.realRating(text) }
  }

  private static func realRating(_ text: String) throws(InputError) -> ElectricalRating {
    do { return .real(Watts(milliwatts: try Quantity(text, .power, allowing: .quotient).amount)) } catch {
      guard error.expected == QuantityType.power.expected else { throw error }
      throw InputError(
        error.message, expected: "a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown",
        suggestion: error.suggestion)
    }
  }

  private mutating func ampsRating(_ node: NodeID, figures: inout ProvenanceTally) -> ElectricalRating? {
    guard let fields = fields(node, "a rating", keys: Self.ampsKeys) else { return nil }
    let amps = required(fields, "amps").flatMap { quantity($0, .current, figures: &figures) }
    let volts = required(fields, "volts").flatMap { voltage($0, figures: &figures) }
    let phases = required(fields, "phases").flatMap { integer($0, "`phases`", in: 1...3) }
    let circuits = fields["circuits"].map { integer($0, "`circuits`", in: 1...1_000) } ?? 1
    if phases == 2, let place = fields["phases"] { report(place, "`phases` must be 1 or 3", expected: "1 or 3") }
    guard let amps, let volts, let phases, let circuits else { return nil }
    // In µW; 10 GW is 10¹⁶.
    guard Int128(amps) * Int128(volts.millivolts) * Int128(circuits) <= 10_000_000_000_000_000 else {
      report(node, "the rating is more than 10 GW", expected: "at most 10 GW")
      return nil
    }
    if phases == 3, volts.conductors == nil, let place = fields["volts"] {
      warnOfPhaseVoltage(volts.millivolts, at: place)
    }
    return .amps(
      amps, volts: volts.millivolts, phases: phases, circuits: circuits, toNeutral: volts.conductors == .lineAndNeutral)
  }

  private mutating func voltage(_ node: NodeID, figures: inout ProvenanceTally) -> Voltage? {
    figures.mark(resolved(node), in: document)
    return parsed(node, "a voltage") { text throws(InputError) in try Voltage(text) }
  }

  /// Volts of three phases are stated between two of them; plugs and strips are often labelled with phase to neutral.
  private mutating func warnOfPhaseVoltage(_ millivolts: Int64, at node: NodeID) {
    guard (220_000...277_000).contains(millivolts) else { return }
    let node = resolved(node)
    let text = document.text(of: node)
    warn(
      node, "`\(text)` on three phases is read as the voltage between two phases",
      suggestion: "if it is from phase to neutral, write `volts: \(text) L-N`: the power is √3 times as much; "
        + "if it is between two phases, write `volts: \(text) L-L`")
  }

  private mutating func quantity(_ node: NodeID, _ type: QuantityType, figures: inout ProvenanceTally) -> Int64? {
    figures.mark(resolved(node), in: document)
    return amount(node, type)
  }

  private static let derateKeys = Keys("above", "by", "source")

  /// A derate; its figures are counted.
  mutating func derate(_ node: NodeID, figures: inout ProvenanceTally) -> Derate? {
    guard let fields = fields(node, "a derate", keys: Self.derateKeys) else { return nil }
    var above: Celsius?
    if let value = required(fields, "above") {
      figures.mark(resolved(value), in: document)
      above = celsius(value)
    }
    var by: Watts?
    if let value = required(fields, "by") {
      figures.mark(resolved(value), in: document)
      by = parsed(value, "a power per K") { text throws(InputError) in
        Watts(milliwatts: try Quantity.powerPerKelvin(text))
      }
    }
    guard let above, let by else { return nil }
    return Derate(above: above, perKelvin: by)
  }
}
