import Facility
import PlanModel
import Tenancy

/// Megawatts as a tenant asks for them, with the draw of one node where they are metered.
struct MeteredDemand: Hashable, Sendable {
  /// The megawatts asked for, and the point where they are metered.
  var megawatts: Watts, point: MeteringPoint
  /// The draw of one node or position there, in mW × `LoadCoefficients.one`.
  var perNode: Int128
  /// Nodes that are leased together at the least: those of an NVLink domain.
  var step: Int
  /// Positions at most.
  var most: Int

  /// The most whole steps that do not exceed the megawatts.
  var nodes: Int {
    let fitting = Int128(max(0, megawatts.milliwatts)) * Int128(LoadCoefficients.one) / max(1, perNode)
    let nodes = Int(min(fitting, Int128(most)))
    return nodes - nodes % step
  }

  /// The draw of so many nodes where they are metered, rounded up to a whole mW.
  func drawn(_ nodes: Int) -> Watts {
    let one = Int128(LoadCoefficients.one)
    return Watts(milliwatts: Int64(clamping: (perNode * Int128(nodes) + one - 1) / one))
  }
}

/// A cache of what a watt becomes at metering points.
struct MeteringFactors {
  private struct Key: Hashable {
    var point: MeteringPoint
    var kind: KindID
    var within: ZoneID?
  }

  private let facility: Facility
  private let supply: [Int64]
  private var known: [Key: Int64] = [:]

  /// - Parameter supply: by bay, the coefficient of its watts at the supply without square losses; empty where nothing
  ///   is metered.
  init(_ facility: Facility, supply: [Int64]) { (self.facility, self.supply) = (facility, supply) }

  /// The most that a watt drawn by a node becomes at a metering point over the kind's bays, in parts per 10⁹: without
  /// losses that grow with the square of the load, without constants.
  ///
  /// - Complexity: O(bays × (depth + loads around a rack)) for each point, kind and zone, once.
  mutating func factor(at point: MeteringPoint, of kind: KindID, within zone: ZoneID?) -> Int64 {
    guard point != .rack else { return LoadCoefficients.one }
    let key = Key(point: point, kind: kind, within: zone)
    if let known = known[key] { return known }
    let zones = zone.map { $0.index..<facility.zones[$0].end.index } ?? facility.zones.indices
    let coefficients = LoadCoefficients(facility, squareLoss: .none)
    var most = LoadCoefficients.one
    for (at, bay) in facility.bays.enumerated() where bay.kind == kind && zones.contains(bay.zone.index) {
      let isChain = point == .meter && !facility.power.isEmpty
      let here = coefficients.following(in: bay.zone)
      most = max(most, isChain ? supply[at] : point == .meter ? here.all : here.critical)
    }
    known[key] = most
    return most
  }
}
