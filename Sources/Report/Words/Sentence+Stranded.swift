internal import Facility
internal import PlanModel

extension Sentence {
  /// A sentence for each class of limits that strands GPUs of a kind, or whose figure is negative; no full stop.
  static func stranded(_ waterfall: GPUWaterfall, _ facility: Facility) -> [String] {
    LimitClass.allCases.compactMap { limits in
      let count = PlanReport.part(waterfall.stranded, limits)
      guard count != 0 else { return nil }
      let label = facility.label(of: waterfall.kind)
      if count < 0 { return notMissed(-count, limits, of: waterfall, label) }
      let by = waterfall.strandedBy.indices.contains(limits.rawValue) ? waterfall.strandedBy[limits.rawValue] : nil
      return "\(Numbers.grouped(count)) \(label) GPUs are stranded by \(limits.name)"
        + (by.map { ", first by " + name($0.resource, facility) } ?? "")
    }
  }

  /// Says why fewer GPUs are stopped on top of the plan than in the empty site: what a negative figure means.
  private static func notMissed(
    _ count: Int, _ limits: LimitClass, of waterfall: GPUWaterfall, _ label: String
  ) -> String {
    let causes = [
      waterfall.spares > 0 ? "are held as spares" : nil,
      waterfall.isolated > 0 ? "are kept free beside exclusive leases" : nil,
      waterfall.fragments > 0 ? "lie in partly leased nodes" : nil,
      waterfall.leased > 0 ? "run all the same, because the leases draw less than training" : nil,
    ].compactMap { $0 }
    let beyond = PlanReport.part(waterfall.beyond, limits)
    return "stranded by \(limits.name) is -\(Numbers.grouped(count)) for \(label): so many of the"
      + " \(counted(beyond, "GPU")) beyond \(limits.name) are not missed now, as they "
      + (causes.isEmpty ? "are not asked for" : alternatives(causes))
  }

  /// `a`, `a or b`, `a, b or c`.
  private static func alternatives(_ items: [String]) -> String {
    guard items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " or " + items[items.count - 1]
  }
}
