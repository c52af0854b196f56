internal import Facility
internal import PlanModel
internal import Tenancy

/// Which end of its tolerance every figure is read at.
enum BandEnd {
  case low, stated, high

  /// A figure at this end: rounded outwards, never below zero.
  func of(_ watts: Watts, _ tolerance: Fraction) -> Watts {
    switch self {
    case .stated: watts
    case .low: max(.zero, Fraction(ppm: 1_000_000 - tolerance.ppm).roundedDown(of: watts))
    case .high: Fraction(ppm: 1_000_000 + tolerance.ppm).roundedUp(of: watts)
    }
  }

  /// A share at this end, treated likewise.
  func of(_ share: Fraction, _ tolerance: Fraction) -> Fraction {
    Fraction(ppm: of(Watts(milliwatts: share.ppm), tolerance).milliwatts)
  }
}

/// What a node of each kind draws in each state, at one end of the band.
struct Figures {
  /// In service and not leased; by kind.
  let unleased: [Watts]
  /// In burn-in; by kind.
  let burnIn: [Watts]
  /// In service, with nothing running; by kind.
  let idle: [Watts]
  /// The end of the band.
  let end: BandEnd

  private let tolerance: [Fraction]

  init(_ facility: Facility, basis: Basis, unleasedIdle: Bool, at end: BandEnd = .stated) {
    idle = facility.kinds.map { end.of($0.idle.watts, $0.idle.tolerance) }
    tolerance = facility.kinds.map { $0.figure(on: basis).tolerance }
    burnIn = facility.kinds.map { end.of($0.figure(on: basis).watts, $0.figure(on: basis).tolerance) }
    unleased = unleasedIdle ? idle : idle.map { _ in .zero }
    self.end = end
  }

  /// A leased node whose profile's draw on the basis is stated. At an end of the band that moves in proportion to the kind's
  /// figure.
  func leased(_ kind: KindID, drawing draw: Watts) -> Watts {
    max(end.of(draw, tolerance[kind.index]), idle[kind.index])
  }
}
