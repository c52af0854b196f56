internal import Facility
internal import PlanModel
internal import Tenancy

/// The end of its tolerance at which every figure is read.
enum ToleranceEnd {
  case low, nominal, high

  /// A figure at this end: rounded outwards, never below zero.
  func of(_ watts: Watts, tolerance: Fraction) -> Watts {
    switch self {
    case .nominal: watts
    case .low: max(.zero, Fraction(ppm: 1_000_000 - tolerance.ppm).roundedDown(of: watts))
    case .high: Fraction(ppm: 1_000_000 + tolerance.ppm).roundedUp(of: watts)
    }
  }

  /// A share at this end: rounded outwards, never below zero.
  func of(_ share: Fraction, tolerance: Fraction) -> Fraction {
    Fraction(ppm: of(Watts(milliwatts: share.ppm), tolerance: tolerance).milliwatts)
  }
}

/// The draw of one node of each kind in each state, at one end of its tolerance.
struct NodePower {
  /// In service and not leased; by kind.
  let unleased: [Watts]
  /// In burn-in; by kind.
  let burnIn: [Watts]
  /// In service, with nothing running; by kind.
  let idle: [Watts]
  /// The end of the tolerance.
  let end: ToleranceEnd

  private let tolerance: [Fraction]

  init(_ facility: Facility, basis: Basis, unleasedIdle: Bool, at end: ToleranceEnd = .nominal) {
    idle = facility.kinds.map { end.of($0.idle.watts, tolerance: $0.idle.tolerance) }
    tolerance = facility.kinds.map { $0.figure(on: basis).tolerance }
    burnIn = facility.kinds.map { end.of($0.figure(on: basis).watts, tolerance: $0.figure(on: basis).tolerance) }
    unleased = unleasedIdle ? idle : idle.map { _ in .zero }
    self.end = end
  }

  /// Draw of a leased node whose profile's draw on the basis is stated. At an end of the tolerance that moves in
  /// proportion to the kind's figure.
  func leased(_ kind: KindID, drawing draw: Watts) -> Watts {
    max(end.of(draw, tolerance: tolerance[kind.index]), idle[kind.index])
  }
}
