internal import PlanModel

extension BenchmarkInstance {
  /// The first fault that keeps the columns from fitting together: lengths that differ, an index past its table, a node
  /// without GPUs; nil: there is none.
  var inconsistency: String? {
    let lengths: [(String, Int, [[Int]])] = [
      ("racks", rackType.count, [rackLeaf, rackPDU, rackCooling, rackWatts, rackBaseNodes, rackBaseWatts]),
      ("leaves", leafPod.count, [leafUplink]), ("pods", podHall.count, [podUplink]),
      ("pdus", pduUPS.count, [pduWatts]), ("upses", upsSubstation.count, [upsWatts]),
      ("substations", substationFeed.count, [substationWatts]),
      ("workloads", workType.count, [workGPUs, workProfile, workLevel, workValue]),
    ]
    for (table, count, columns) in lengths where columns.contains(where: { $0.count != count }) {
      return "the columns of \(table) differ in length"
    }
    let references: [(String, [Int], Int)] = [
      ("racks.type", rackType, types.count), ("racks.leaf", rackLeaf, leafPod.count),
      ("racks.pdu", rackPDU, pduUPS.count), ("racks.cool", rackCooling, coolingWatts.count),
      ("leaves.pod", leafPod, podHall.count), ("pods.hall", podHall, halls),
      ("pdus.ups", pduUPS, upsSubstation.count), ("upses.substation", upsSubstation, substationFeed.count),
      ("substations.feed", substationFeed, feedWatts.count), ("workloads.type", workType, types.count),
      ("workloads.profile", workProfile, profiles.count), ("workloads.level", workLevel, levels.count),
    ]
    for (column, values, count) in references {
      if let value = values.first(where: { $0 < 0 || $0 >= count }) { return "\(column) names \(value) of \(count)" }
    }
    if let type = types.first(where: { $0.nodeGPUs <= 0 }) { return "type \(type.name) has nodes without GPUs" }
    if let type = types.first(where: { !(0...1_000).contains($0.heatPermille) }) {
      return "type \(type.name) heats its loop with \(type.heatPermille) ‰ of its power"
    }
    if let gpus = workGPUs.first(where: { $0 <= 0 }) { return "a workload asks for \(gpus) GPUs" }
    return nil
  }
}
