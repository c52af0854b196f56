import Facility

/// The loads under each power stage and in each zone, added up without losses.
struct LintSums {
  /// Watts with every node idle, and with every node at nameplate.
  struct Draw {
    var idle = Watts.zero
    var plate = Watts.zero

    static func += (a: inout Draw, b: Draw) {
      a.idle += b.idle
      a.plate += b.plate
    }
  }

  /// By power stage.
  private(set) var stages: [Draw]
  /// For each bay, the sums over all bays before it, by the way in which their heat leaves.
  private var liquid = [Draw()]
  private var air = [Draw()]
  private let racks: BaysByRack

  init(_ facility: Facility) {
    stages = Array(repeating: Draw(), count: facility.power.count)
    racks = BaysByRack(facility)
    for bay in facility.bays {
      let kind = facility.kinds[bay.kind]
      let (idle, plate) = (kind.idle.watts * bay.inService, kind.nameplate.watts * bay.installed)
      let cooled = Draw(idle: kind.liquid.roundedDown(of: idle), plate: kind.liquid.roundedUp(of: plate))
      liquid.append(liquid[liquid.count - 1])
      liquid[liquid.count - 1] += cooled
      air.append(air[air.count - 1])
      air[air.count - 1] += Draw(idle: idle - cooled.idle, plate: plate - cooled.plate)
      let outlets = facility.zones[bay.zone].outlets
      for outlet in outlets {
        let share = Int64(outlets.count)
        stages[outlet.index] += Draw(
          idle: Watts(milliwatts: idle.milliwatts / share), plate: Watts(milliwatts: plate.milliwatts / share))
      }
    }
    for load in facility.loads {
      guard case .fixed(let watts) = load.amount else { continue }
      let feeds = load.fedFrom.map { [$0] } ?? facility.zones[load.zone].outlets
      for feed in feeds {
        let share = Watts(milliwatts: watts.milliwatts / Int64(feeds.count))
        stages[feed.index] += Draw(idle: share, plate: share)
      }
    }
    // A stage stands behind the one that feeds it.
    for stage in facility.power.indices.reversed() {
      if let parent = facility.power[stage].parent { stages[parent.index] += stages[stage] }
    }
  }

  /// The heat that a cooling element is there for.
  func heat(under zone: ZoneID, _ medium: CoolingElement.Medium, _ zones: [Zone]) -> Draw {
    let bays = racks.bays(under: zone, zones)
    var sum = Draw()
    for sums in [medium.takesLiquid ? liquid : nil, medium.takesAir ? air : nil] {
      guard let sums else { continue }
      sum.idle += sums[bays.upperBound].idle - sums[bays.lowerBound].idle
      sum.plate += sums[bays.upperBound].plate - sums[bays.lowerBound].plate
    }
    return sum
  }
}
