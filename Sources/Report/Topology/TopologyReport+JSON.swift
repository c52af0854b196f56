internal import Encoding
public import Facility
public import PlanModel

extension TopologyReport {
  /// The facility as JSON of the format `headroom-topology-1`, UTF-8, described in docs/report-json.md.
  ///
  /// - Complexity: O(zones + bays + elements + loadings).
  public static func json(_ facility: Facility, draws: [BasisDraw], loadings: [Loading]) -> [UInt8] {
    let counts = FacilityCounts(facility)
    var json = JSONWriter()
    json.object { json in
      json.field("format", "headroom-topology-1")
      json.field("headline", headline(facility, counts, draws: draws))
      json.field("facility", facility.name)
      json.field("gpus", counts.kinds.reduce(0) { $0 + facility.gpus(in: $1.nodes, of: $1.kind) })
      json.field("nodes", counts.kinds.reduce(0) { $0 + $1.nodes })
      json.array("zones", counts.levels) { json, entry in
        json.object(inline: true) { json in
          json.field("level", entry.level.word)
          json.field("count", entry.count)
        }
      }
      json.array("kinds", counts.kinds) { json, entry in kind(entry, of: facility, to: &json) }
      json.field("supplyLimitMilliwatts", orNull: facility.supplyLimit?.milliwatts)
      json.draws(draws)
      json.array("powerStages", counts.stages) { json, entry in stage(entry, &json) }
      json.array("cooling", counts.cooling) { json, entry in cooling(entry, &json) }
      json.array("loads", counts.loads) { json, entry in load(entry, &json) }
      json.array("fabrics", counts.networks) { json, entry in network(entry, &json) }
      json.worstElements(loadings, facility)
      json.spareRules(facility)
      json.object("leasedToday", inline: true) { json in
        json.field("leases", facility.placed.count)
        json.field("nodes", counts.leasedNodes)
      }
      json.provenance(facility.provenance)
      json.notModelled(facility)
    }
    return json.text
  }

  private static func kind(
    _ entry: FacilityCounts.InstalledKind, of facility: Facility, to json: inout JSONWriter
  ) {
    let kind = facility.kinds[entry.kind]
    json.object(inline: true) { json in
      json.field("kind", kind.name)
      json.field("gpu", kind.gpuModel)
      json.field("gpusPerNode", kind.gpus)
      json.field("nvlinkDomainGPUs", kind.nvlinkDomain)
      json.field("racks", entry.racks)
      json.field("nodes", entry.nodes)
      json.field("inService", entry.inService)
      json.field("failed", entry.failed)
      json.field("maintenance", entry.maintenance)
      json.field("burnIn", entry.burnIn)
      json.field("gpus", facility.gpus(in: entry.nodes, of: entry.kind))
      json.field("inServiceGPUs", facility.gpus(in: entry.inService, of: entry.kind))
      json.field("nvlinkRacks", orNull: entry.nvlinkDomains(facility).map(Int64.init))
    }
  }

  private static func stage(_ entry: FacilityCounts.Stage, _ json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.field("stage", entry.first.stage)
      json.field("count", entry.count)
      json.field("ratingMilliwatts", orNull: entry.first.rating?.milliwatts)
      json.field("units", entry.first.units)
      json.field("spareUnits", entry.first.spare)
      json.field("continuous", entry.first.continuous.value, digits: 6)
      json.field("limitMilliwatts", orNull: entry.first.limit?.milliwatts)
      json.field("efficiency", entry.first.efficiency.value, digits: 6)
      json.field("noLoadLossMilliwatts", entry.first.noLoadLoss.milliwatts)
      json.field("squareLossMilliwatts", entry.first.squareLoss.milliwatts)
      json.field("basis", orNull: entry.first.basis?.name)
    }
  }

  private static func cooling(_ entry: FacilityCounts.Cooling, _ json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.field("element", entry.first.name)
      json.field("takes", entry.first.medium.rawValue)
      json.field("count", entry.count)
      json.field("unitsEach", entry.first.count)
      json.field("spareUnitsEach", entry.first.spare)
      json.field("supplyMillidegrees", orNull: entry.first.supply?.millidegrees)
      json.field("unitRatingMilliwatts", orNull: entry.first.rating?.milliwatts)
      json.field("unitCapacityMilliwatts", orNull: entry.first.unitCapacity?.milliwatts)
      json.field("limitMilliwattsEach", orNull: entry.first.limit?.milliwatts)
    }
  }

  private static func load(_ entry: FacilityCounts.Load, _ json: inout JSONWriter) {
    let (name, watts, share): (String, Watts?, Fraction?) =
      switch entry.first.amount {
      case .fixed(let watts): ("fixed", watts, nil)
      case .perGPU(let watts): ("perGPU", watts, nil)
      case .ofNodes(let share): ("ofNodes", nil, share)
      case .ofIT(let share): ("ofIT", nil, share)
      }
    json.object(inline: true) { json in
      json.field("load", entry.first.name)
      json.field("zones", entry.count)
      json.field("amount", name)
      json.field("milliwatts", orNull: watts?.milliwatts)
      json.field("share", orNull: share)
      json.field("tolerance", entry.first.tolerance.value, digits: 6)
      json.field("isIT", entry.first.isIT)
      json.field("fedFrom", orNull: entry.fedFrom)
      json.field("heat", entry.first.heat.rawValue)
    }
  }
}
