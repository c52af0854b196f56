import Facility
import PlanModel
import Tenancy

/// Megawatts as a tenant asks for them, and what one node draws where they are metered.
struct MeteredDemand: Hashable, Sendable {
  /// What the lease asks for, and where it is measured.
  var megawatts: Watts, point: MeteringPoint
  /// What one node or position draws there, in mW × `LoadCoefficients.one`.
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

  /// What so many nodes draw where they are metered, rounded up to a whole mW.
  func drawn(_ nodes: Int) -> Watts {
    let one = Int128(LoadCoefficients.one)
    return Watts(milliwatts: Int64(clamping: (perNode * Int128(nodes) + one - 1) / one))
  }
}

/// Where a watt is metered: what it is there depends on nothing else.
struct MeteringKey: Hashable, Sendable {
  var point: MeteringPoint
  var kind: KindID
  var within: ZoneID?
}

extension CompiledProblem {
  /// What the megawatts of a lease come to on a kind; nil where it asks for none.
  ///
  /// Where racks differ, they are metered by the one that draws most for a watt in a node.
  mutating func metered(_ lease: Lease, on kind: KindID) -> MeteredDemand? {
    switch lease.demand {
    case .megawatts(let watts, let point):
      let model = facility.kinds[kind]
      let factor = meteringFactor(MeteringKey(point: point, kind: kind, within: lease.within))
      let draw = model.draw(lease.profile, on: settings.basis).milliwatts
      return MeteredDemand(
        megawatts: watts, point: point, perNode: Int128(draw) * Int128(factor), step: model.nodesPerNVLinkDomain,
        most: Int(Int32.max))
    case .space(let space):
      let factor = meteringFactor(MeteringKey(point: space.point, kind: kind, within: lease.within))
      return MeteredDemand(
        megawatts: space.megawatts, point: space.point, perNode: Int128(space.perRack.milliwatts) * Int128(factor),
        step: 1,
        most: min(space.positions ?? .max, Int(Int32.max)))
    case .gpus, .elastic, .all, .pool: return nil
    }
  }

  /// What a watt drawn by a node becomes at a metering point, at most over the kind's bays, in parts per 10⁹: without losses
  /// that grow with the square of the load, without constants.
  ///
  /// - Complexity: O(bays × (depth + loads around a rack)) for each key, once.
  private mutating func meteringFactor(_ key: MeteringKey) -> Int64 {
    guard key.point != .rack else { return LoadCoefficients.one }
    if let known = meteringFactors[key] { return known }
    let zones = key.within.map { $0.index..<facility.zones[$0].end.index } ?? facility.zones.indices
    let coefficients = LoadCoefficients(facility, squareLoss: .none)
    var most = LoadCoefficients.one
    for (at, bay) in facility.bays.enumerated() where bay.kind == key.kind && zones.contains(bay.zone.index) {
      let isChain = key.point == .meter && !facility.power.isEmpty
      let here = coefficients.following(in: bay.zone)
      most = max(most, isChain ? linearSupplyCoefficient[at] : key.point == .meter ? here.all : here.critical)
    }
    meteringFactors[key] = most
    return most
  }
}
