internal import Facility

// Equipment, one table for each way in which it is used.

extension CatalogueReport {
  typealias EquipmentEntry = CatalogueContents.Entry<Equipment>

  private static func table(
    of entries: [EquipmentEntry], where belongs: (Equipment.Class) -> Bool, title: String, columns: [Table.Column],
    to page: inout Page, fill: (inout CatalogueRow<Equipment>, Equipment) -> Void
  ) {
    let chosen = entries.filter { belongs($0.value.equipmentClass) }
    guard !chosen.isEmpty else { return }
    page.heading(title)
    var table = Table(columns)
    for entry in chosen {
      var row = CatalogueRow(entry, name: entry.value.name)
      fill(&row, entry.value)
      table.add(row.cells)
    }
    table.write(to: &page)
  }

  static func switches(_ entries: [EquipmentEntry], _ page: inout Page) {
    let columns: [Table.Column] = [
      .name("switch", minWidth: 14), .number("U"), .number("kg"), .number("most W"), .number("typical W"),
      .prose("ports × Gb/s"),
    ]
    table(of: entries, where: { $0 == .networkSwitch }, title: "Switches", columns: columns, to: &page) { row, item in
      row.add("height", item.height.map { Numbers.grouped($0.units) })
      row.add("mass", item.mass.map { scaled($0.grams) })
      row.add("max-power", item.maxPower.map(watts))
      row.add("typical-power", item.typicalPower.map(watts))
      let ports = item.ports.map { "\($0.count) × \(gigabits($0.speed))" }
      row.add("ports", ports.isEmpty ? nil : ports.joined(separator: " or "))
    }
  }

  static func smallLoads(_ entries: [EquipmentEntry], _ page: inout Page) {
    let columns: [Table.Column] = [
      .name("name", minWidth: 14), .word("class"), .number("most W"), .number("typical W"), .number("U"), .number("kg"),
    ]
    table(
      of: entries, where: { $0.role == .load && $0 != .networkSwitch }, title: "Optics, cables and appliances",
      columns: columns, to: &page
    ) { row, item in
      row.add("class", item.equipmentClass.rawValue)
      row.add("max-power", item.maxPower.map(watts))
      row.add("typical-power", item.typicalPower.map(watts))
      row.add("height", item.height.map { Numbers.grouped($0.units) })
      row.add("mass", item.mass.map { scaled($0.grams) })
    }
  }

  static func cooling(_ entries: [EquipmentEntry], _ page: inout Page) {
    let columns: [Table.Column] = [
      .name("name", minWidth: 14), .word("class"), .word("takes"), .number("heat"), .name("derate", minWidth: 12),
      .number("L/min"), .number("drive"), .number("approach"),
    ]
    table(of: entries, where: { $0.role == .cooling }, title: "Cooling", columns: columns, to: &page) { row, item in
      row.add("class", item.equipmentClass.rawValue)
      row.add("takes", item.medium?.rawValue)
      row.add("rating", item.capacity.map { Numbers.power($0) })
      row.add("derate", item.derate.map(derate))
      row.add("flow", item.flow.map { scaled($0.millilitres) })
      row.add("drive", item.drive.map { Numbers.percent($0) })
      row.add("approach", item.approach.map { scaled($0.millikelvin) + " K" })
    }
  }

  /// `5 kW/K from 32 °C`.
  private static func derate(_ derate: Derate) -> String {
    "\(Numbers.power(derate.perKelvin))/K from \(scaled(derate.above.millidegrees)) °C"
  }

  static func power(_ entries: [EquipmentEntry], _ page: inout Page) {
    let columns: [Table.Column] = [
      .name("name", minWidth: 14), .word("class"), .name("rated", minWidth: 10), .number("real power"),
      .number("continuous"),
      .number("efficiency"), .number("losses"),
    ]
    table(of: entries, where: { $0.role == .power }, title: "Power", columns: columns, to: &page) { row, item in
      row.add("class", item.equipmentClass.rawValue)
      row.add("rating", item.rating.map(rating))
      row.add("power-factor", item.capacity.map { Numbers.power($0) })
      row.add("continuous", item.continuous.map { Numbers.percent($0) })
      row.add("efficiency", item.efficiency.map { Numbers.percent($0) })
      let losses = [item.noLoadLoss, item.squareLoss].compactMap { $0 }.map { Numbers.power($0) }
      row.add(item.squareLoss == nil ? "no-load-loss" : "square-loss", losses.isEmpty ? nil : listed(losses))
    }
  }

  /// The rating as it is stated: `3 MVA`, `3 × 800 A, 415 V`.
  static func rating(_ rating: ElectricalRating) -> String {
    switch rating {
    case .unknown: return "unknown"
    case .real(let watts): return Numbers.power(watts)
    case .apparent(let milli): return Numbers.power(Watts(milliwatts: milli)).replacing("W", with: "VA")
    case .amps(let milliamps, let millivolts, let phases, let circuits, let toNeutral):
      let volts = "\(scaled(millivolts)) V" + (toNeutral ? " L-N" : "")
      let text = "\(scaled(milliamps)) A, \(volts), \(phases) ph"
      return circuits > 1 ? "\(circuits) × " + text : text
    }
  }
}
