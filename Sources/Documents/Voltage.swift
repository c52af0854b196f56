/// A voltage as a file states it, and between which conductors: `400 V`, `400 V L-L`, `230 V L-N`.
public struct Voltage: Hashable, Sendable {
  /// The conductors between which a voltage is measured.
  public enum Conductors: String, CaseIterable, Hashable, Sendable {
    /// Two phases.
    case lines = "L-L"
    /// A phase and neutral.
    case lineAndNeutral = "L-N"
  }

  /// In mV.
  public var millivolts: Int64
  /// The conductors, where they are stated.
  public var conductors: Conductors?

  /// Reads `NUMBER V`, or in kV, and what may stand behind it.
  public init(_ text: String) throws(InputError) {
    let words = text.split { $0 == " " || $0 == "\t" }
    guard words.count > 1, let last = words.last,
      !QuantityType.voltage.units.contains(where: { last.hasSuffix($0.name) })
    else {
      millivolts = try Quantity(text, .voltage).amount
      return
    }
    // Behind a voltage that can be read stands what it is measured between; else the voltage is at fault.
    guard let amount = try? Quantity(String(text[..<last.startIndex]), .voltage).amount else {
      millivolts = try Quantity(text, .voltage).amount
      return
    }
    guard let conductors = Conductors(rawValue: String(last)) else {
      throw InputError(
        "`\(last)` does not say between what the voltage is",
        expected: "`L-L`, between two phases, or `L-N`, from phase to neutral",
        suggestion: didYouMean(String(last), Conductors.allCases.map(\.rawValue)))
    }
    (millivolts, self.conductors) = (amount, conductors)
  }
}
