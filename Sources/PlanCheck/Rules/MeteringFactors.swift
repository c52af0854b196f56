internal import Facility
internal import Tenancy

/// The watts at the point where a lease's megawatts are metered for each watt that its nodes draw in a rack: the linear
/// part of `Flow`, followed forward for a single watt. Losses that grow with the square of the load and constants are
/// not in it.
///
/// In doubles, good to some parts in 10¹⁵; comparisons with it allow 10⁻⁶.
struct MeteringFactors {
  private struct Key: Hashable {
    var point: MeteringPoint
    var kind: KindID
    var within: ZoneID?
  }

  private let facility: Facility
  private let tables: FacilityTables
  // By stage: what a watt at its output becomes at the supply.
  private let gain: [Double]
  // Shares of node draw and of IT load by the zone that declares them.
  private var ofNodes: [[ZoneLoad]], ofIT: [[ZoneLoad]]
  private var known: [Key: Double] = [:]

  init(_ tables: FacilityTables) {
    let facility = tables.facility
    (self.facility, self.tables) = (facility, tables)
    var gain = [Double](repeating: 1, count: facility.power.count)
    for (stage, element) in facility.power.enumerated() where tables.feeder[stage] >= 0 {
      gain[stage] = gain[tables.feeder[stage]] * 1e6 / Double(max(1, element.efficiency.ppm))
    }
    self.gain = gain
    ofNodes = facility.zones.map { _ in [] }
    ofIT = ofNodes
    for load in facility.loads {
      switch load.amount {
      case .fixed, .perGPU: break
      case .ofNodes: ofNodes[load.zone.index].append(load)
      case .ofIT: ofIT[load.zone.index].append(load)
      }
    }
  }

  /// The largest factor of all racks that hold the kind, inside a zone where one is given; never below 1.
  ///
  /// - Complexity: O(bays × (depth + loads around a rack)), once for each point, kind and zone.
  mutating func factor(at point: MeteringPoint, of kind: KindID, within zone: ZoneID?) -> Double {
    guard point != .rack else { return 1 }
    let key = Key(point: point, kind: kind, within: zone)
    if let factor = known[key] { return factor }
    let inside = zone.map { $0.index..<tables.end[$0.index] } ?? facility.zones.indices
    var most = 1.0
    for bay in facility.bays where bay.kind == kind && inside.contains(bay.zone.index) {
      let (critical, meter) = follow(bay.zone.index)
      most = max(most, point == .critical ? critical : meter)
    }
    known[key] = most
    return most
  }

  /// A watt drawn in a rack as IT load, and at the supply.
  private func follow(_ rack: Int) -> (critical: Double, meter: Double) {
    var (critical, meter) = (1.0, inject(1, evenlyAt: rack))
    var (zone, child) = (rack, rack)
    while zone >= 0 {
      for load in ofNodes[zone] {
        guard case .ofNodes(let share) = load.amount else { continue }
        if load.isIT { critical += share.value }
        if let stage = load.fedFrom {
          meter += inject(share.value, at: stage.index)
        } else {
          meter += zone == rack ? inject(share.value, evenlyAt: rack) : inject(share.value, at: tables.intake[child])
        }
      }
      for load in ofIT[zone] {
        guard case .ofIT(let share) = load.amount else { continue }
        let amount = share.value * critical
        meter += load.fedFrom.map { inject(amount, at: $0.index) } ?? inject(amount, evenlyAt: zone)
      }
      (zone, child) = (tables.parent[zone], zone)
    }
    return (critical, meter)
  }

  private func inject(_ amount: Double, evenlyAt zone: Int) -> Double {
    let outlets = tables.outlets(of: zone)
    guard !outlets.isEmpty else { return inject(amount, at: -1) }
    return outlets.reduce(0) { $0 + amount / Double(outlets.count) * gain[$1] }
  }

  /// The amount at the supply of one that enters at a stage. A load that no stage feeds is none of the supply's, unless
  /// no power is modelled at all.
  private func inject(_ amount: Double, at stage: Int) -> Double {
    stage >= 0 ? amount * gain[stage] : gain.isEmpty ? amount : 0
  }
}
