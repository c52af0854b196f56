internal import Facility
public import PlanModel

/// The verdict of an independent check of a benchmark solution.
public struct BenchmarkVerdict: Hashable, Sendable {
  /// Value of the accepted workloads, cents per hour, each counted once.
  public var value: Int64
  /// Workloads accepted, and the GPUs that they ask for.
  public var accepted: Int, gpus: Int
  /// Rules broken, in words, in a fixed order; empty: the solution is feasible.
  public var violations: [String]

  /// Makes a verdict.
  public init(value: Int64, accepted: Int, gpus: Int, violations: [String]) {
    self.value = value
    self.accepted = accepted
    self.gpus = gpus
    self.violations = violations
  }

  /// True if nothing is broken.
  public var holds: Bool { violations.isEmpty }
}

extension PlanCheck {
  /// Checks a solution against the rules of `ccp-instance-1`: whole gangs on racks of their type inside one domain,
  /// whole nodes (or one node for smaller workloads), and every cap on power, heat and uplinks with what is leased
  /// already.
  ///
  /// An instance whose columns do not fit together, or a solution that names what does not exist, is a violation.
  ///
  /// - Complexity: O(racks + workloads + parts).
  public static func check(_ solution: BenchmarkSolution, of instance: BenchmarkInstance) -> BenchmarkVerdict {
    if let fault = instance.inconsistency {
      return BenchmarkVerdict(value: 0, accepted: 0, gpus: 0, violations: ["the instance is inconsistent: \(fault)"])
    }
    var audit = BenchmarkAudit(instance)
    for placement in solution.placements { audit.add(placement.workload, placement.parts) }
    audit.checkNodes()
    audit.checkPowerAndHeat()
    audit.checkUplinks()
    return audit.verdict
  }
}

/// The levels of a gang, innermost first as instances list them.
private enum GangLevel: String {
  case node, rack, leaf, pod, hall
}

/// The loads of a solution on each rack and uplink of an instance, and the rules that it breaks.
private struct BenchmarkAudit {
  private let instance: BenchmarkInstance
  private let levels: [GangLevel?]
  // By rack: milliwatts (base included), whole nodes, and pieces smaller than a node.
  private var milliwatts: [Int64], nodes: [Int64], pieces: [[Int]]
  // Gb/s charged to the uplinks of leaves and pods.
  private var leafLoad: [Int64], podLoad: [Int64]
  private var seen: [Bool]
  private(set) var verdict = BenchmarkVerdict(value: 0, accepted: 0, gpus: 0, violations: [])

  init(_ instance: BenchmarkInstance) {
    self.instance = instance
    levels = instance.levels.map { GangLevel(rawValue: $0) }
    milliwatts = instance.rackBaseWatts.map { Int64($0).multipliedSaturating(by: 1_000) }
    nodes = instance.rackBaseNodes.map { Int64($0) }
    pieces = instance.rackType.map { _ in [] }
    leafLoad = instance.leafPod.map { _ in 0 }
    podLoad = instance.podHall.map { _ in 0 }
    seen = instance.workType.map { _ in false }
  }

  private mutating func fault(_ words: String) { verdict.violations.append(words) }

  /// The leaf, pod or hall (or the rack itself) that a gang of a level may not leave.
  private func domain(of rack: Int, _ level: GangLevel) -> Int {
    switch level {
    case .node, .rack: rack
    case .leaf: instance.rackLeaf[rack]
    case .pod: instance.leafPod[instance.rackLeaf[rack]]
    case .hall: instance.podHall[instance.leafPod[instance.rackLeaf[rack]]]
    }
  }

  /// Adds a workload on its parts, and checks all that does not depend on others.
  mutating func add(_ workload: Int, _ parts: [(rack: Int, gpus: Int)]) {
    guard seen.indices.contains(workload) else { return fault("workload \(workload): no such workload") }
    guard !seen[workload] else { return fault("workload \(workload): placed twice") }
    guard let level = levels[instance.workLevel[workload]] else {
      return fault("workload \(workload): level \(instance.levels[instance.workLevel[workload]]) is not known")
    }
    seen[workload] = true
    verdict.value = verdict.value.addedSaturating(Int64(instance.workValue[workload]))
    verdict.accepted += 1
    verdict.gpus += instance.workGPUs[workload]

    let real = parts.filter { $0.gpus > 0 && instance.rackType.indices.contains($0.rack) }
    for part in parts where part.gpus <= 0 { fault("workload \(workload): \(part.gpus) GPUs in rack \(part.rack)") }
    for part in parts where !instance.rackType.indices.contains(part.rack) {
      fault("workload \(workload): no rack \(part.rack)")
    }
    let racks = real.map { $0.rack }.sorted()
    for (rack, next) in zip(racks, racks.dropFirst()) where rack == next {
      fault("workload \(workload): rack \(rack) named twice")
    }
    checkGang(of: workload, on: real, level: level)
    for part in real { charge(workload, for: part, level: level) }
  }

  private mutating func checkGang(of workload: Int, on parts: [(rack: Int, gpus: Int)], level: GangLevel) {
    let asked = instance.workGPUs[workload]
    let placed = parts.reduce(Int64(0)) { $0.addedSaturating(Int64($1.gpus)) }
    if placed != Int64(asked) { fault("workload \(workload): \(placed) of \(asked) GPUs placed") }
    for part in parts where instance.rackType[part.rack] != instance.workType[workload] {
      fault("workload \(workload): rack \(part.rack) is of another type")
    }
    let domains = parts.map { domain(of: $0.rack, level) }
    if domains.contains(where: { $0 != domains[0] }) {
      fault("workload \(workload): spans more than one \(level.rawValue)")
    }
    let nodeGPUs = instance.types[instance.workType[workload]].nodeGPUs
    if asked < nodeGPUs {
      if parts.count > 1 { fault("workload \(workload): fits one node but is split over \(parts.count) racks") }
    } else {
      for part in parts where part.gpus % nodeGPUs != 0 {
        fault("workload \(workload): \(part.gpus) GPUs in rack \(part.rack) is not whole nodes")
      }
    }
  }

  private mutating func charge(_ workload: Int, for part: (rack: Int, gpus: Int), level: GangLevel) {
    let type = instance.types[instance.workType[workload]]
    let profile = instance.profiles[instance.workProfile[workload]]
    let (rack, gpus) = (part.rack, Int64(part.gpus))
    // W × ‰ is mW.
    let draw = gpus.multipliedSaturating(by: Int64(type.gpuWatts)).multipliedSaturating(by: Int64(profile.permille))
    milliwatts[rack] = milliwatts[rack].addedSaturating(draw)
    if instance.workGPUs[workload] < type.nodeGPUs {
      pieces[rack].append(part.gpus)
    } else {
      nodes[rack] = nodes[rack].addedSaturating((gpus - 1) / Int64(type.nodeGPUs) + 1)
    }
    let traffic = gpus.multipliedSaturating(by: Int64(profile.gbps))
    let leaf = instance.rackLeaf[rack]
    if level == .pod || level == .hall { leafLoad[leaf] = leafLoad[leaf].addedSaturating(traffic) }
    if level == .hall {
      podLoad[instance.leafPod[leaf]] = podLoad[instance.leafPod[leaf]].addedSaturating(traffic)
    }
  }

  /// Whole nodes first, then the pieces, largest first, each into the first node with room. Sizes below a node divide
  /// it, so this finds a packing wherever there is one.
  mutating func checkNodes() {
    for rack in nodes.indices {
      let type = instance.types[instance.rackType[rack]]
      let free = Int64(type.rackNodes) - nodes[rack]
      if free < 0 {
        fault("rack \(rack): \(nodes[rack]) nodes used of \(type.rackNodes)")
        continue
      }
      var room = [Int](repeating: type.nodeGPUs, count: min(Int(free), pieces[rack].count))
      for piece in pieces[rack].sorted(by: >) {
        guard let node = room.firstIndex(where: { $0 >= piece }) else {
          fault("rack \(rack): a piece of \(piece) GPUs fits no node")
          break
        }
        room[node] -= piece
      }
    }
  }

  /// Racks, then each stage of the chain up to the feeds; then the cooling loops.
  mutating func checkPowerAndHeat() {
    var loads = milliwatts
    compare(loads, with: instance.rackWatts, of: "rack")
    let chain = [
      ("PDU", instance.rackPDU, instance.pduWatts), ("UPS", instance.pduUPS, instance.upsWatts),
      ("substation", instance.upsSubstation, instance.substationWatts),
      ("feed", instance.substationFeed, instance.feedWatts),
    ]
    for (name, above, caps) in chain {
      var sums = [Int64](repeating: 0, count: caps.count)
      for (position, load) in loads.enumerated() { sums[above[position]] = sums[above[position]].addedSaturating(load) }
      compare(sums, with: caps, of: name)
      loads = sums
    }
    // mW × ‰ is µW: the caps are scaled to it in 128 bits.
    var heat = [Int128](repeating: 0, count: instance.coolingWatts.count)
    for (rack, load) in milliwatts.enumerated() {
      heat[instance.rackCooling[rack]] += Int128(load) * Int128(instance.types[instance.rackType[rack]].heatPermille)
    }
    for (loop, microwatts) in heat.enumerated() where microwatts > Int128(instance.coolingWatts[loop]) * 1_000_000 {
      let watts = (microwatts + 999_999) / 1_000_000
      fault("cooling loop \(loop): \(watts) W of heat over its cap of \(instance.coolingWatts[loop]) W")
    }
  }

  mutating func checkUplinks() {
    for (leaf, load) in leafLoad.enumerated() where load > Int64(instance.leafUplink[leaf]) {
      fault("leaf \(leaf): \(load) Gb/s over its uplink of \(instance.leafUplink[leaf]) Gb/s")
    }
    for (pod, load) in podLoad.enumerated() where load > Int64(instance.podUplink[pod]) {
      fault("pod \(pod): \(load) Gb/s over its uplink of \(instance.podUplink[pod]) Gb/s")
    }
  }

  /// Compares milliwatts with caps in watts.
  private mutating func compare(_ loads: [Int64], with caps: [Int], of name: String) {
    for (position, load) in loads.enumerated() where Int128(load) > Int128(caps[position]) * 1_000 {
      let watts = (Int128(load) + 999) / 1_000
      fault("\(name) \(position): \(watts) W over its cap of \(caps[position]) W")
    }
  }
}
