internal import Encoding
public import Facility
internal import PlanModel

extension TopologyReport {
  /// The kinds of node that a facility holds as CSV, a row each; described in docs/report-csv.md.
  ///
  /// - Complexity: O(zones + bays + elements).
  public static func csv(_ facility: Facility) -> [UInt8] {
    let columns: [CSVColumn<FacilityCounts.InstalledKind>] = [
      CSVColumn("facility") { _ in .text(facility.name) },
      CSVColumn("kind") { .text(facility.kindName($0.kind)) },
      CSVColumn("gpu") { .text(facility.kinds[$0.kind].gpuModel) },
      CSVColumn("gpus_per_node") { .count(facility.kinds[$0.kind].gpus) },
      CSVColumn("nvlink_domain_gpus") { .count(facility.kinds[$0.kind].nvlinkDomain) },
      CSVColumn("racks") { .count($0.racks) },
      CSVColumn("nvlink_racks") { .count($0.nvlinkDomains(facility)) },
      CSVColumn("nodes") { .count($0.nodes) },
      CSVColumn("nodes_in_service") { .count($0.inService) },
      CSVColumn("nodes_failed") { .count($0.failed) },
      CSVColumn("nodes_in_maintenance") { .count($0.maintenance) },
      CSVColumn("nodes_in_burn_in") { .count($0.burnIn) },
      CSVColumn("gpus") { .count(facility.gpus(in: $0.nodes, of: $0.kind)) },
      CSVColumn("gpus_in_service") { .count(facility.gpus(in: $0.inService, of: $0.kind)) },
    ]
    return CSV.document(columns, FacilityCounts(facility).kinds)
  }
}
