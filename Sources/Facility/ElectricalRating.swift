/// A rating in the unit in which it is stated: W, VA, or A × V.
public enum ElectricalRating: Hashable, Sendable {
  /// Not known: no limit is made.
  case unknown
  case real(Watts)
  /// In mVA.
  case apparent(Int64)
  /// In mA and mV; 1 or 3 phases, voltage between two of them, or from each of three to neutral.
  case amps(Int64, volts: Int64, phases: Int, circuits: Int, toNeutral: Bool = false)

  /// True where it means nothing without a power factor.
  public var needsFactor: Bool { if case .apparent = self { true } else { false } }
  /// True where a power factor means anything beside it.
  public var takesFactor: Bool {
    switch self {
    case .apparent, .amps: true
    case .unknown, .real: false
    }
  }

  /// The rating in real power, rounded down; nil where it is not known.
  public func watts(powerFactor: Fraction?) -> Watts? {
    let factor = powerFactor ?? .one
    switch self {
    case .unknown: return nil
    case .real(let watts): return watts
    case .apparent(let milli): return factor.roundedDown(of: Watts(milliwatts: milli))
    case .amps(let milliamps, let millivolts, let phases, let circuits, let toNeutral):
      // mA × mV is µW. Three phases carry three times that to neutral; between two of them, whose voltage is √3 times as much, √3
      // times, held exactly as a square until the root is taken.
      let micro = Int128(milliamps) * Int128(millivolts) * Int128(circuits)
      let all = phases == 1 ? micro : toNeutral ? 3 * micro : squareRoot(3 * micro * micro)
      return factor.roundedDown(of: Watts(milliwatts: Int64(clamping: all / 1_000)))
    }
  }
}

/// The root of a number that is not negative, rounded down.
private func squareRoot(_ number: Int128) -> Int128 {
  guard number > 0 else { return 0 }
  // Newton's step from above falls until it is there.
  var root = Int128(1) << ((128 - number.leadingZeroBitCount + 1) / 2)
  while true {
    let next = (root + number / root) / 2
    if next >= root { return root }
    root = next
  }
}
