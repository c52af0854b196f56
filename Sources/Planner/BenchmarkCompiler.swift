import Facility
public import Packing
public import PlanModel

/// A benchmark instance as rows and options, and a packing of it read back as a solution.
///
/// Every load is a whole number in the row's own unit (mW, mW × ‰ of heat, Gb/s), so nothing is rounded and the bound holds for
/// the instance as its file states it.
public struct BenchmarkProblem: Sendable {
  /// The problem for the packer.
  public let instance: Instance
  /// The rack of each bay.
  let rackOfBay: [Int]
  /// What it was compiled from.
  let source: BenchmarkInstance

  private enum Quantity: Int32 {
    case milliwatts, leafUplink, podUplink
  }

  /// Compiles an instance whose columns agree and whose indices are in range.
  public init(_ source: BenchmarkInstance) {
    var builder = Builder(source)
    builder.addZonesAndBays()
    builder.addRows()
    builder.addLeases()
    instance = builder.instance
    rackOfBay = builder.rackOfBay
    self.source = source
  }

  /// The workloads that a packing serves, with GPUs by rack.
  public func solution(_ packing: Packing) -> BenchmarkSolution {
    var solution = BenchmarkSolution()
    for (workload, parts) in packing.parts.enumerated() where !parts.isEmpty {
      let gpus = source.types[source.workType[workload]].nodeGPUs
      let perUnit = min(gpus, source.workGPUs[workload])
      let racks = parts.map { (rack: rackOfBay[$0.bay.offset], gpus: $0.units * perUnit) }
      solution.placements.append((workload, racks.sorted { $0.rack < $1.rack }))
    }
    return solution
  }

  /// Builds the tables; racks are reordered so that every zone's bays are a range.
  private struct Builder {
    let source: BenchmarkInstance
    var instance = Instance()
    var rackOfBay: [Int] = []
    private var rackPod: [Int]

    init(_ source: BenchmarkInstance) {
      self.source = source
      rackPod = source.rackLeaf.map { source.leafPod[$0] }
      instance.quantities = 3
      instance.nodeSlots = source.types.map { Int32($0.nodeGPUs) }
    }

    mutating func addZonesAndBays() {
      func members(_ parent: [Int], count: Int) -> [[Int]] {
        var lists = [[Int]](repeating: [], count: count)
        for (child, parent) in parent.enumerated() { lists[parent].append(child) }
        return lists
      }
      let pods = members(source.podHall, count: source.halls)
      let leaves = members(source.leafPod, count: source.podHall.count)
      let racks = members(source.rackLeaf, count: source.leafPod.count)
      let site = openZone(nil, level: 0)
      for hall in 0..<source.halls {
        let hallZone = openZone(site, level: 1)
        for pod in pods[hall] {
          let podZone = openZone(hallZone, level: 2)
          for leaf in leaves[pod] {
            let leafZone = openZone(podZone, level: 3)
            for rack in racks[leaf] {
              let zone = openZone(leafZone, level: 4)
              addBay(rack, in: zone)
              closeZone(zone)
            }
            closeZone(leafZone)
          }
          closeZone(podZone)
        }
        closeZone(hallZone)
      }
      closeZone(site)
    }

    private mutating func openZone(_ parent: ZoneIndex?, level: Int32) -> ZoneIndex {
      instance.zones.parent.append(parent)
      instance.zones.level.append(level)
      instance.zones.end.append(ZoneIndex(0))
      return ZoneIndex(instance.zones.count - 1)
    }

    private mutating func closeZone(_ zone: ZoneIndex) { instance.zones.end[zone] = ZoneIndex(instance.zones.count) }

    private mutating func addBay(_ rack: Int, in zone: ZoneIndex) {
      let type = source.rackType[rack]
      let nodes = max(0, source.types[type].rackNodes - source.rackBaseNodes[rack])
      instance.bays.zone.append(zone)
      instance.bays.kind.append(Int32(type))
      instance.bays.slots.append(Int32(nodes * source.types[type].nodeGPUs))
      instance.bays.group.append(Int32(rackPod[rack] * source.types.count + type))
      rackOfBay.append(rack)
    }

    /// One row for each cap; capacities less what the nodes leased already draw.
    mutating func addRows() {
      let pods = source.podHall.count
      let (rackPod, leafPod) = (rackPod, source.leafPod)
      var baseRack = source.rackBaseWatts.map { Int64($0) * 1_000 }
      let rackRows = addFamily(
        caps: source.rackWatts, base: baseRack, scale: 1_000, groups: pods, group: { rack, _ in rackPod[rack] })
      var above: [(rows: [RowIndex], of: [Int])] = [(rackRows, Array(0..<source.rackType.count))]
      var path = source.rackPDU
      let stages: [(caps: [Int], parents: [Int]?)] = [
        (source.pduWatts, source.pduUPS), (source.upsWatts, source.upsSubstation),
        (source.substationWatts, source.substationFeed), (source.feedWatts, nil),
      ]
      for (depth, stage) in stages.enumerated() {
        var base = [Int64](repeating: 0, count: stage.caps.count)
        for rack in path.indices { base[path[rack]] = base[path[rack]].addedSaturating(baseRack[rack]) }
        let isLocal = depth == 0
        let rows = addFamily(
          caps: stage.caps, base: base, scale: 1_000, groups: isLocal ? pods : stage.caps.count,
          group: { _, first in isLocal ? first : nil }, path: path)
        above.append((rows, path))
        if let parents = stage.parents { path = path.map { parents[$0] } }
      }
      for rack in baseRack.indices { baseRack[rack] *= Int64(source.types[source.rackType[rack]].heatPermille) }
      var heatBase = [Int64](repeating: 0, count: source.coolingWatts.count)
      for rack in baseRack.indices {
        let loop = source.rackCooling[rack]
        heatBase[loop] = heatBase[loop].addedSaturating(baseRack[rack])
      }
      let cooling = addFamily(
        caps: source.coolingWatts, base: heatBase, scale: 1_000_000, groups: pods, group: { _, first in first },
        path: source.rackCooling)
      let leaves = addFamily(
        caps: source.leafUplink, base: [], scale: 1, groups: pods,
        group: { leaf, _ in leafPod[leaf] })
      let podRows = addFamily(
        caps: source.podUplink, base: [], scale: 1, groups: pods, group: { pod, _ in pod })
      let power = rule(.milliwatts)
      let heat = source.types.map { rule(.milliwatts, Int64($0.heatPermille)) }
      let (leafUplink, podUplink) = (rule(.leafUplink), rule(.podUplink))
      for rack in rackOfBay {
        for family in above { instance.addIncidence(family.rows[family.of[rack]], rule: power) }
        instance.addIncidence(cooling[source.rackCooling[rack]], rule: heat[source.rackType[rack]])
        instance.addIncidence(leaves[source.rackLeaf[rack]], rule: leafUplink)
        instance.addIncidence(podRows[rackPod[rack]], rule: podUplink)
        instance.endIncidence()
      }
    }

    private mutating func rule(_ quantity: Quantity, _ coefficient: Int64 = 1) -> Int32 {
      instance.number(of: LoadRule([LoadRule.Term(quantity.rawValue, coefficient)]))
    }

    /// Adds rows for `caps`; `group` is given the member and the pod of its first rack (by `path`), nil: a group of its own.
    private mutating func addFamily(
      caps: [Int], base: [Int64], scale: Int64, groups: Int,
      group: (Int, Int) -> Int?, path: [Int] = []
    ) -> [RowIndex] {
      let firstGroup = (instance.rows.group.max() ?? -1) + 1
      let family = (instance.rows.family.max() ?? -1) + 1
      var firstPod = [Int](repeating: 0, count: caps.count)
      for rack in path.indices.reversed() { firstPod[path[rack]] = rackPod[rack] }
      return caps.indices.map { member in
        let used = base.isEmpty ? 0 : base[member]
        instance.rows.capacity.append((Int64(caps[member]) * scale).addedSaturating(-used))
        instance.rows.denominator.append(1)
        instance.rows.failureCase.append(0)
        instance.rows.period.append(0)
        instance.rows.group.append(firstGroup + Int32(group(member, firstPod[member]) ?? member))
        instance.rows.family.append(family)
        return RowIndex(instance.rows.count - 1)
      }
    }

    mutating func addLeases() {
      let depths = ["node": 4, "rack": 4, "leaf": 3, "pod": 2, "hall": 1].mapValues { Int32($0) }
      let levels = source.levels.map { name in
        (
          depth: depths[name] ?? 0, isNode: name == "node", crossesLeaf: name == "pod" || name == "hall",
          crossesPod: name == "hall"
        )
      }
      instance.options.reserveCapacity(source.workType.count, quantities: instance.quantities)
      for workload in source.workType.indices {
        let type = source.types[source.workType[workload]]
        let profile = source.profiles[source.workProfile[workload]]
        let level = levels[source.workLevel[workload]]
        let gpus = source.workGPUs[workload]
        let isWhole = gpus >= type.nodeGPUs
        // A count that fits no number of whole nodes, or a node-level gang of several nodes, can never be served.
        if gpus > 0, !isWhole || gpus % type.nodeGPUs == 0, !level.isNode || gpus <= type.nodeGPUs {
          let perUnit = isWhole ? type.nodeGPUs : gpus
          instance.options.append(
            PackingOption(
              kind: Int32(source.workType[workload]), level: isWhole ? level.depth : 4,
              units: Int32(isWhole ? gpus / type.nodeGPUs : 1),
              slots: Int32(isWhole ? type.nodeGPUs : divisor(of: type.nodeGPUs, atLeast: gpus)),
              value: Int64(source.workValue[workload]),
              amounts: [
                Int64(perUnit * type.gpuWatts * profile.permille),
                level.crossesLeaf ? Int64(perUnit * profile.gbps) : 0,
                level.crossesPod ? Int64(perUnit * profile.gbps) : 0,
              ]))
        }
        instance.leases.firstOption.append(OptionIndex(instance.options.count))
        instance.leases.isMandatory.append(false)
        instance.leases.priority.append(0)
        instance.leases.firstPin.append(0)
        instance.leases.moveCost.append(-1)
      }
    }

    /// The smallest divisor of a node's GPUs that holds a piece: pieces that divide a node pack without waste.
    private func divisor(of node: Int, atLeast gpus: Int) -> Int {
      (gpus...node).first { node % $0 == 0 } ?? node
    }
  }
}
