internal import Facility
internal import Tenancy

// The figures of a demand, one field each.
extension Demand {
  /// GPUs asked for; nil where it does not ask for a number of them.
  var askedGPUs: Int? {
    switch self {
    case .gpus(let gpus), .elastic(_, let gpus), .pool(let gpus, _): gpus
    case .all, .megawatts, .space: nil
    }
  }

  /// The floor of an elastic demand.
  var leastGPUs: Int? { if case .elastic(let floor, _) = self { floor } else { nil } }

  /// Megawatts asked for.
  var askedPower: Watts? {
    switch self {
    case .megawatts(let watts, _): watts
    case .space(let space): space.megawatts
    case .gpus, .elastic, .pool, .all: nil
    }
  }

  /// The point at which the megawatts are metered.
  var meteringPoint: MeteringPoint? {
    switch self {
    case .megawatts(_, let point): point
    case .space(let space): space.point
    case .gpus, .elastic, .pool, .all: nil
    }
  }
}
