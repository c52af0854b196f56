internal import Facility
internal import PlanModel

/// The content of a facility, counted: kinds, zones, stages, cooling, loads. One entry a row of the topology report.
struct FacilityCounts {
  /// Nodes of one kind.
  struct InstalledKind {
    var kind: KindID
    var nodes = 0, failed = 0, maintenance = 0, burnIn = 0, racks = 0
    var inService: Int { nodes - failed - maintenance - burnIn }
  }

  /// Elements that share a name and everything that matters to a limit.
  struct Stage {
    var first: PowerElement
    var count: Int
  }

  struct Cooling {
    var first: CoolingElement
    /// Elements, not units: one element may pool several.
    var count: Int
  }

  struct Load {
    var first: ZoneLoad
    /// Zones that declare it.
    var count: Int
    /// The stage that it is fed from; nil: where the racks are.
    var fedFrom: String?
  }

  struct Network {
    var first: Fabric
    /// Zones that declare it.
    var count: Int
  }

  var kinds: [InstalledKind] = []
  var levels: [(level: Level, count: Int)] = []
  var stages: [Stage] = []
  var cooling: [Cooling] = []
  var loads: [Load] = []
  var networks: [Network] = []
  var leasedNodes = 0

  private struct StageKey: Hashable {
    var stage: String
    var rating: Watts?
    var units: Int
    var spare: Int
    var continuous: Fraction
    var efficiency: Fraction
    var noLoadLoss: Watts
    var squareLoss: Watts
    var basis: Basis?
  }

  private struct LoadKey: Hashable {
    var name: String
    var amount: ZoneLoad.Amount
    var tolerance: Fraction
    var isIT: Bool
    var heat: ZoneLoad.Heat
    var fedFrom: String?
  }

  /// - Complexity: O(zones + bays + stages + cooling elements + loads).
  init(_ facility: Facility) {
    kinds = FacilityCounts.kinds(facility)
    var zones = [Int](repeating: 0, count: Level.allCases.count)
    for zone in facility.zones { zones[zone.level.rawValue] += 1 }
    levels = Level.allCases.filter { zones[$0.rawValue] > 0 }.map { ($0, zones[$0.rawValue]) }
    stages = FacilityCounts.grouped(facility.power) { element in
      StageKey(
        stage: element.stage, rating: element.rating, units: element.units, spare: element.spare,
        continuous: element.continuous, efficiency: element.efficiency, noLoadLoss: element.noLoadLoss,
        squareLoss: element.squareLoss, basis: element.basis)
    }.map { Stage(first: $0.first, count: $0.count) }
    cooling = FacilityCounts.grouped(facility.cooling) { element in
      var like = element
      like.zone = ZoneID(0)
      return like
    }.map { Cooling(first: $0.first, count: $0.count) }
    func feed(_ load: ZoneLoad) -> String? {
      load.fedFrom.map { facility.power.indices.contains($0.index) ? facility.power[$0].stage : "unknown" }
    }
    loads = FacilityCounts.grouped(facility.loads) { load in
      LoadKey(
        name: load.name, amount: load.amount, tolerance: load.tolerance, isIT: load.isIT, heat: load.heat,
        fedFrom: feed(load))
    }.map { Load(first: $0.first, count: $0.count, fedFrom: feed($0.first)) }
    networks = FacilityCounts.grouped(facility.fabrics) { fabric in
      var like = fabric
      like.zone = ZoneID(0)
      return like
    }.map { Network(first: $0.first, count: $0.count) }
    leasedNodes = facility.placed.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.nodes } }
  }

  private static func kinds(_ facility: Facility) -> [InstalledKind] {
    var kinds = facility.kinds.indices.map { InstalledKind(kind: KindID($0)) }
    // Bays ascend by rack: a kind's rack is new when it differs from that kind's last.
    var lastRack = [ZoneID?](repeating: nil, count: facility.kinds.count)
    for bay in facility.bays {
      let at = bay.kind.index
      kinds[at].nodes += bay.installed
      kinds[at].failed += bay.failed
      kinds[at].maintenance += bay.maintenance
      kinds[at].burnIn += bay.burnIn
      if lastRack[at] != bay.zone { kinds[at].racks += 1 }
      lastRack[at] = bay.zone
    }
    return kinds.filter { $0.nodes > 0 && !facility.kinds[$0.kind].isPosition }
  }

  /// The first of every group with how many are like it, in the order of the firsts.
  private static func grouped<Element>(
    _ elements: [Element], by key: (Element) -> some Hashable
  ) -> [(first: Element, count: Int)] {
    var groups: [(first: Element, count: Int)] = []
    var numberOf: [AnyHashable: Int] = [:]
    for element in elements {
      let key = AnyHashable(key(element))
      if let number = numberOf[key] {
        groups[number].count += 1
      } else {
        numberOf[key] = groups.count
        groups.append((element, 1))
      }
    }
    return groups
  }
}

extension FacilityCounts.InstalledKind {
  /// Whole NVLink domains wider than a node; nil for kinds whose domain is the node.
  func nvlinkDomains(_ facility: Facility) -> Int? {
    let kind = facility.kinds[kind]
    return kind.nvlinkDomain > kind.gpus ? nodes / kind.nodesPerNVLinkDomain : nil
  }
}
