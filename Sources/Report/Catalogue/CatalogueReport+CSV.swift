internal import Encoding
public import Facility
internal import PlanModel

// The catalogue as one flat table: what only kinds have is empty for equipment, and the other way round.

extension CatalogueReport {
  private enum Row: Sendable {
    case kind(KindEntry)
    case equipment(EquipmentEntry)

    var kind: Kind? { if case .kind(let entry) = self { entry.value } else { nil } }
    var hardware: Hardware? { kind?.hardware }
    var item: Equipment? { if case .equipment(let entry) = self { entry.value } else { nil } }
  }

  /// The catalogue as CSV, a row a kind of node, then a row a piece of equipment; described in docs/report-csv.md.
  ///
  /// - Complexity: O(kinds + equipment).
  public static func csv(_ contents: CatalogueContents) -> [UInt8] {
    let rows = contents.kinds.map { Row.kind($0) } + contents.equipment.map { Row.equipment($0) }
    return CSV.document(names + kindColumns + sharedColumns + equipmentColumns + originColumns, rows)
  }

  private static var names: [CSVColumn<Row>] {
    [
      CSVColumn("record") { .text($0.item == nil ? "kind" : "equipment") },
      CSVColumn("name") { .text(orEmpty: $0.kind?.name ?? $0.item?.name) },
      CSVColumn("class") { .text(orEmpty: $0.item?.equipmentClass.rawValue) },
    ]
  }

  private static var kindColumns: [CSVColumn<Row>] {
    [
      CSVColumn("gpu") { .text(orEmpty: $0.kind?.gpuModel) },
      CSVColumn("gpus_per_node") { .count($0.kind?.gpus) },
      CSVColumn("nvlink_domain_gpus") { .count($0.kind?.nvlinkDomain) },
      CSVColumn("nameplate_kw") { .kilowatts($0.kind?.nameplate.watts) },
      CSVColumn("sustained_peak_kw") { .kilowatts($0.kind?.sustainedPeak.watts) },
      CSVColumn("average_kw") { .kilowatts($0.kind?.average.watts) },
      CSVColumn("idle_kw") { .kilowatts($0.kind?.idle.watts) },
      CSVColumn("liquid") { .share($0.kind?.liquid) },
      CSVColumn("gpu_w") { .watts($0.hardware?.gpuPower) },
      CSVColumn("gpu_cap_min_w") { .watts($0.hardware?.gpuCap?.lowerBound) },
      CSVColumn("gpu_cap_max_w") { .watts($0.hardware?.gpuCap?.upperBound) },
      CSVColumn("gpu_memory_gb") { .thousandths($0.hardware?.gpuMemory?.megabytes) },
      CSVColumn("sockets") { .count($0.hardware?.sockets) },
      CSVColumn("cores") { .count($0.hardware?.cores) },
      CSVColumn("numa_gpus") { .text(orEmpty: $0.kind.map { listed($0.numaDomains.map(\.gpus), by: "+") }) },
      CSVColumn("supplies") { .count($0.hardware?.supplies?.count) },
      CSVColumn("supply_kw") { .kilowatts($0.hardware?.supplies?.rating) },
      CSVColumn("supplies_needed") { .count($0.hardware?.supplies?.needed) },
      CSVColumn("supplies_nodes") { .count($0.hardware?.supplies?.nodes) },
      CSVColumn("air_inlet_min_c") { .thousandths($0.hardware?.inlet?.lowerBound.millidegrees) },
      CSVColumn("air_inlet_max_c") { .thousandths($0.hardware?.inlet?.upperBound.millidegrees) },
      CSVColumn("water_inlet_min_c") { .thousandths($0.hardware?.waterInlet?.lowerBound.millidegrees) },
      CSVColumn("water_inlet_max_c") { .thousandths($0.hardware?.waterInlet?.upperBound.millidegrees) },
    ]
  }

  private static var sharedColumns: [CSVColumn<Row>] {
    [
      CSVColumn("height_u") { ($0.kind?.height ?? $0.item?.height).map { .integer(Int64($0.units)) } ?? .empty },
      CSVColumn("mass_kg") { .thousandths(($0.hardware?.mass ?? $0.item?.mass)?.grams) },
      CSVColumn("ports") { row in
        let ports = row.item?.ports ?? (row.hardware?.nics.map { [$0] } ?? [])
        return .text(listed(ports.map { "\($0.count)x\(gigabits($0.speed))" }, by: " "))
      },
    ]
  }

  private static var equipmentColumns: [CSVColumn<Row>] {
    [
      CSVColumn("max_power_w") { .watts($0.item?.maxPower) },
      CSVColumn("typical_power_w") { .watts($0.item?.typicalPower) },
      CSVColumn("rated") { .text(orEmpty: $0.item?.rating.map(rating)) },
      CSVColumn("rating_kw") { .kilowatts($0.item?.capacity) },
      CSVColumn("power_factor") { .share($0.item?.powerFactor) },
      CSVColumn("continuous") { .share($0.item?.continuous) },
      CSVColumn("efficiency") { .share($0.item?.efficiency) },
      CSVColumn("no_load_loss_kw") { .kilowatts($0.item?.noLoadLoss) },
      CSVColumn("square_loss_kw") { .kilowatts($0.item?.squareLoss) },
      CSVColumn("takes") { .text(orEmpty: $0.item?.medium?.rawValue) },
      CSVColumn("derate_above_c") { .thousandths($0.item?.derate?.above.millidegrees) },
      CSVColumn("derate_kw_per_k") { .kilowatts($0.item?.derate?.perKelvin) },
      CSVColumn("flow_l_per_min") { .thousandths($0.item?.flow?.millilitres) },
      CSVColumn("drive") { .share($0.item?.drive) },
      CSVColumn("approach_k") { .thousandths($0.item?.approach?.millikelvin) },
    ]
  }

  private static var originColumns: [CSVColumn<Row>] {
    [
      CSVColumn("added") { row in
        switch row {
        case .kind(let entry): .flag(entry.isAdded)
        case .equipment(let entry): .flag(entry.isAdded)
        }
      },
      CSVColumn("overridden") { row in
        switch row {
        case .kind(let entry): .text(listed(entry.overridden.sorted(), by: " "))
        case .equipment(let entry): .text(listed(entry.overridden.sorted(), by: " "))
        }
      },
    ]
  }

  private static func listed(_ parts: [some CustomStringConvertible], by separator: String) -> String {
    parts.map(\.description).joined(separator: separator)
  }
}

extension CSVValue {
  static func kilowatts(_ watts: Watts?) -> CSVValue { watts.map { .decimal($0.milliwatts, digits: 6) } ?? .empty }
  static func watts(_ watts: Watts?) -> CSVValue { thousandths(watts?.milliwatts) }
  static func thousandths(_ amount: Int64?) -> CSVValue { amount.map { .decimal($0, digits: 3) } ?? .empty }
  static func share(_ share: Fraction?) -> CSVValue { share.map { .decimal($0.ppm, digits: 6) } ?? .empty }
}
